"""What may be opened at all, judged from bytes before anything is parsed: kind of file, sizes, archive members, XML
declarations, macros and links. Sheets are judged in `book.py`, still before their cells are read."""

from __future__ import annotations

import codecs
import re
from typing import Any, Literal, NamedTuple

from lxml import etree

from pipelines.submissions.model.finding import Words
from pipelines.submissions.model.limits import LIMITS, Limits
from pipelines.submissions.model.refusal import Refusal, refuse
from pipelines.workbooks.members import unpack

# How every part is parsed: nothing is fetched, nothing expanded, and only elements are given.
HARMLESS: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}

ARCHIVE_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_UNSAFE = re.compile(rb"<\0{0,3}!\0{0,3}(?:D\0{0,3}O\0{0,3}C\0{0,3}T\0{0,3}Y|E\0{0,3}N\0{0,3}T\0{0,3}I)", re.IGNORECASE)
_DECLARATION = re.compile(rb"^\s*+<\?xml([^>]*)\?>")
_ENCODING = re.compile(rb"""\sencoding\s*=\s*["']([^"']+)["']""")
_EBCDIC = "<?xm".encode("cp037")  # a parser would recognise it (XML 1.0, appendix F)
_READABLE = {"utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "iso-8859-1": "cp1252", "windows-1252": "cp1252"}
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_WIDE_BYTES = 20_000_000
_MACRO_NAMES = ("vbaproject", "macrosheets/", "activex/", "dialogsheets/")
_MACRO_TYPES = (b"macroenabled", b"vbaproject", b"macrosheet", b"activex")
_LINK_NAMES = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")

_OTHER_KINDS = (
    (b"%PDF", Words("dokumen PDF", "a PDF document")),
    (b"\x89PNG", Words("gambar", "a picture")),
    (b"\xff\xd8\xff", Words("gambar", "a picture")),
    (b"GIF8", Words("gambar", "a picture")),
    (b"{\\rtf", Words("dokumen RTF", "an RTF document")),
    (b"Rar!", Words("arsip RAR", "a RAR archive")),
    (b"7z\xbc\xaf", Words("arsip 7z", "a 7z archive")),
    (b"\x1f\x8b", Words("arsip gzip", "a gzip archive")),
)
HTML = Words("halaman web (HTML/XML)", "a web page (HTML/XML)")
PLAIN_TEXT = Words("teks biasa", "plain text")
BINARY = Words("bentuk yang tidak dikenal", "an unknown form")
OTHER_ARCHIVE = Words("arsip zip biasa", "an ordinary zip archive")
OPEN_DOCUMENT = Words("buku kerja OpenDocument (.ods)", "an OpenDocument workbook (.ods)")
BINARY_WORKBOOK = Words("buku kerja biner (.xlsb)", "a binary workbook (.xlsb)")
OTHER_DOCUMENT = Words("dokumen Office lain (Word atau PowerPoint)", "another Office document (Word or PowerPoint)")
ENTITY = Words("DOCTYPE atau ENTITY", "DOCTYPE or ENTITY")
ENCODING = Words("penyandian huruf tidak dikenal", "unknown text encoding")


class Container(NamedTuple):
    """A file that may be opened: a workbook's parts (XML parts as UTF-8), or the bytes of a CSV."""

    form: Literal["workbook", "csv"]
    parts: dict[str, bytes]
    content: bytes
    is_named_so: bool = True  # False for a CSV under a workbook's name


def judge_container(content: bytes, file_name: str, limits: Limits) -> Container:
    """Say what a file is and give what may be read of it; raise Refusal with the finding otherwise."""
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise refuse("file.empty", size=len(content))
    if content.startswith(OLE_MAGIC):
        raise refuse("file.encrypted" if ENCRYPTED_STREAM in content else "file.legacy_xls")
    if content.startswith(ARCHIVE_MAGIC):
        parts = unpack(content, limits)
        _check_kind(parts)
        parts = {name: _safe_xml(name, part) for name, part in parts.items()}
        _check_active(parts)
        return Container("workbook", parts, b"")
    is_named_so = _check_text(content, file_name)
    return Container("csv", {}, content, is_named_so)


def check_size(start: bytes, size: int, limits: Limits) -> None:
    """Refuse a file that is too large to be looked at, judged from its first bytes and its size."""
    limit = limits.file_bytes // 1_000_000
    if size > limits.file_bytes and start.startswith((*ARCHIVE_MAGIC, OLE_MAGIC)):
        raise refuse("file.too_large", size=size // 1_000_000 + 1, limit=limit)
    if size > limits.file_bytes:
        raise refuse("csv.too_large", size=f"{size // 1_000_000 + 1} MB", limit=f"{limit} MB")


def _check_text(content: bytes, file_name: str) -> bool:
    """Refuse what is no text; tell whether a text is named like one, and not like a workbook."""
    for magic, words in _OTHER_KINDS:
        if content.startswith(magic):
            raise refuse("file.not_xlsx", what=words)
    start = content[:4096].lstrip(b" \t\r\n\xef\xbb\xbf").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<meta", b"<script", b"<style")):
        raise refuse("file.not_xlsx", what=HTML)
    if file_name.lower().endswith((".xlsx", ".xlsm", ".xls", ".xltx", ".xlsb")):
        is_binary = b"\0" in content[:4096] and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        if is_binary:
            raise refuse("file.not_xlsx", what=BINARY)
        return False
    return True


def _check_kind(parts: dict[str, bytes]) -> None:
    types = parts.get("[Content_Types].xml")
    if types is None:
        is_open = parts.get("mimetype", b"").startswith(b"application/vnd.oasis")
        raise refuse("file.not_xlsx", what=OPEN_DOCUMENT if is_open else OTHER_ARCHIVE)
    flat = types.replace(b"\0", b"").lower()
    if b"sheet.binary" in flat:
        raise refuse("file.not_xlsx", what=BINARY_WORKBOOK)
    if b"spreadsheetml" not in flat and b"ms-excel" not in flat:
        raise refuse("file.not_xlsx", what=OTHER_DOCUMENT)


def _safe_xml(name: str, part: bytes) -> bytes:
    """Give an XML part as UTF-8 without a declaration, other parts as they are; raise Refusal for a DOCTYPE or an
    entity in any part, under whatever name and in whatever width of characters."""
    if (b"<!" in part or b"\0" in part) and _UNSAFE.search(part):
        raise refuse("file.xml_unsafe", part=name, what=ENTITY)
    wide = next((encoding for mark, encoding in _WIDE.items() if part.startswith(mark)), "")
    if part.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) or (wide and len(part) > _WIDE_BYTES):
        raise refuse("file.xml_unsafe", part=name, what=ENCODING)
    try:
        if wide:
            return _without_declaration(part.decode(wide).lstrip("\ufeff").encode("utf-8"))
        part = part.removeprefix(codecs.BOM_UTF8)
        if not part.lstrip().startswith(b"<"):
            if part.startswith(_EBCDIC):
                raise refuse("file.xml_unsafe", part=name, what=ENCODING)
            return part
        declaration = _DECLARATION.match(part)
        declared = _ENCODING.search(declaration[1]) if declaration else None
        encoding = _READABLE.get(declared[1].decode("latin-1").lower()) if declared else "utf-8"
        if encoding is None:
            raise refuse("file.xml_unsafe", part=name, what=ENCODING)
        return _without_declaration(part if encoding == "utf-8" else part.decode(encoding).encode("utf-8"))
    except UnicodeDecodeError as error:
        raise refuse("file.xml_unsafe", part=name, what=ENCODING) from error


def _without_declaration(part: bytes) -> bytes:
    declaration = _DECLARATION.match(part)
    return part[declaration.end() :] if declaration else part


def _check_active(parts: dict[str, bytes]) -> None:
    """Refuse macros, controls and anything that fetches content; an ordinary hyperlink fetches nothing."""
    types = parts["[Content_Types].xml"].lower()
    for name in parts:
        lowered = name.lower()
        if any(mark in lowered for mark in _MACRO_NAMES):
            raise refuse("file.macro", part=name)
        if lowered.startswith(_LINK_NAMES):
            raise refuse("file.external_link", part=name)
    for mark in _MACRO_TYPES:
        if mark in types:
            raise refuse("file.macro", part=mark.decode())
    for name, part in parts.items():
        if name.lower().endswith(".rels"):
            for relation in parse_xml(part, name, LIMITS.relation_tags):
                mode, kind = relation.get("TargetMode", ""), relation.get("Type", "")
                if mode.lower() == "external" and not kind.endswith("/hyperlink"):
                    raise refuse("file.external_link", part=relation.get("Target", "")[:80])


def check_tags(part: bytes, name: str, most: int) -> None:
    """Refuse a part with more entries than an honest one has: few bytes as text, they are many as a tree."""
    if part.count(b"<") > most:
        raise refuse("file.too_large_unpacked", part=name, limit=LIMITS.unpacked_bytes // 1_000_000)


def parse_xml(part: bytes, name: str, most: int = LIMITS.part_tags) -> etree._Element:
    """Parse one small part, entities and network off; raise Refusal when it is too much or not well formed."""
    check_tags(part, name, most)
    parser = etree.XMLParser(encoding="utf-8", **HARMLESS)
    try:
        return etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal(refuse("file.corrupt", what=Words(f"bagian {name}", f"part {name}")).finding) from error
