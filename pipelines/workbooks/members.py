"""Unpacks a workbook's archive into parts: names, sizes and checksums are judged here, XML is not looked at.
What was judged is what is read later: the same bytes, inflated once."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from pipelines.submissions.model.finding import Words
from pipelines.submissions.model.limits import Limits
from pipelines.submissions.model.refusal import Refusal, refuse

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_MEGABYTE = 1_000_000
_CHUNK = 1 << 20
_LIE_BYTES = 5_000_000  # a member that holds this much more than its directory says is meant to harm

CUT_OFF = Words("arsipnya tidak utuh", "its archive is not whole")
ODD_METHOD = Words("cara pemampatan tidak dikenal", "unknown compression")
WRONG_SIZE = Words("ukuran bagian tidak cocok dengan daftar isinya", "a part's size differs from the directory")
TWO_NAMES = Words("namanya berbeda di daftar isi", "the directory gives another name")
TWICE = Words("ada dua kali", "it is there twice")
OUTSIDE = Words("menunjuk ke luar berkas", "it points outside the file")


def unpack(content: bytes, limits: Limits) -> dict[str, bytes]:
    """Inflate every member, counting real bytes; raise Refusal for anything that is not an honest archive."""
    infos = _directory(content, limits)
    _check_names(infos)
    if sum(info.file_size for info in infos) > limits.unpacked_bytes:
        largest = max(infos, key=lambda info: info.file_size)
        raise _too_large(largest.orig_filename, limits)
    parts: dict[str, bytes] = {}
    left = limits.unpacked_bytes
    for info in infos:
        if not info.is_dir():
            name = _plain_name(info)
            parts[name] = _inflate(content, info, left, limits)
            left -= len(parts[name])
    return parts


def _directory(content: bytes, limits: Limits) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, struct.error, EOFError, ValueError, OverflowError) as error:
        raise refuse("file.corrupt", what=CUT_OFF) from error
    if len(infos) > limits.members:
        raise refuse("file.too_large_unpacked", limit=limits.unpacked_bytes // _MEGABYTE, part=f"{len(infos)} ×")
    return infos


def _plain_name(info: zipfile.ZipInfo) -> str:
    """A member's name with slashes between folders, also where a program on Windows wrote backslashes."""
    return info.orig_filename.replace("\\", "/")


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        name = _plain_name(info)
        segments = name.removesuffix("/").split("/")
        odd = any(ord(sign) < 32 or sign == ":" for sign in name)
        if odd or not name or any(segment in ("", ".", "..") for segment in segments):
            raise refuse("file.bad_member_name", part=ascii(name)[:80], what=OUTSIDE)
        if name.casefold() in seen:
            raise refuse("file.bad_member_name", part=ascii(name)[:80], what=TWICE)
        seen.add(name.casefold())
        if info.flag_bits & 0x1:
            raise refuse("file.encrypted")


def _inflate(content: bytes, info: zipfile.ZipInfo, left: int, limits: Limits) -> bytes:
    name = info.orig_filename
    packed = _packed_bytes(content, info)
    if info.compress_type == _STORED:
        unpacked = bytes(packed)
    elif info.compress_type == _DEFLATED:
        unpacked = _unpacked_bytes(packed, info, left, limits)
    else:
        raise refuse("file.corrupt", what=ODD_METHOD)
    if len(unpacked) != info.file_size:
        raise refuse("file.corrupt", what=WRONG_SIZE)
    if zlib.crc32(unpacked) != info.CRC:
        raise refuse("file.crc", part=name)
    return unpacked


def _packed_bytes(content: bytes, info: zipfile.ZipInfo) -> memoryview:
    """Find a member's packed bytes by its own header, which must name the same member as the directory."""
    header = content[info.header_offset : info.header_offset + _LOCAL_HEADER.size] if info.header_offset >= 0 else b""
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise refuse("file.corrupt", what=CUT_OFF)
    *_, name_size, extra_size = _LOCAL_HEADER.unpack(header)
    start = info.header_offset + _LOCAL_HEADER.size
    own_name = content[start : start + name_size]
    if own_name not in (info.orig_filename.encode("utf-8"), info.orig_filename.encode("cp437", "replace")):
        raise refuse("file.bad_member_name", part=ascii(info.orig_filename)[:80], what=TWO_NAMES)
    start += name_size + extra_size
    if start + info.compress_size > len(content):
        raise refuse("file.corrupt", what=CUT_OFF)
    return memoryview(content)[start : start + info.compress_size]


def _unpacked_bytes(packed: memoryview, info: zipfile.ZipInfo, left: int, limits: Limits) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        unpacked = inflater.decompress(packed, info.file_size + 1)
        if len(unpacked) > info.file_size:
            raise _lying(inflater, info, left - len(unpacked), limits)
        if not inflater.eof:  # the last block's end may still be unread when the size is exactly the declared one
            unpacked += inflater.decompress(inflater.unconsumed_tail, 1)
    except zlib.error as error:
        raise refuse("file.corrupt", what=CUT_OFF) from error
    if not inflater.eof:
        raise refuse("file.corrupt", what=CUT_OFF)
    return unpacked


def _lying(inflater: zlib._Decompress, info: zipfile.ZipInfo, left: int, limits: Limits) -> Refusal:
    """Say what a member is that holds more than the directory admits: a bomb, or merely wrong. Keeps no bytes."""
    beyond = 0
    while beyond < min(left, _LIE_BYTES) and not inflater.eof:
        chunk = inflater.decompress(inflater.unconsumed_tail, _CHUNK)
        if not chunk:
            return refuse("file.corrupt", what=WRONG_SIZE)
        beyond += len(chunk)
    if beyond < min(left, _LIE_BYTES):
        return refuse("file.corrupt", what=WRONG_SIZE)
    stated = limits._replace(unpacked_bytes=min(limits.unpacked_bytes, info.file_size + beyond))
    return _too_large(info.orig_filename, stated)


def _too_large(name: str, limits: Limits) -> Refusal:
    return refuse(
        "file.too_large_unpacked", limit=limits.unpacked_bytes // _MEGABYTE, part=ascii(name)[1:80].rstrip("'")
    )
