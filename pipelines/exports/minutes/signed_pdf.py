"""A signed PDF of minutes that comes back: it bears a signature over the whole file, and its pages are ours.

Whose signature it is, is for the signing service to say: no key or certificate is read here.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

LARGEST = 20_000_000  # bytes of a returned PDF
DEEPEST = 14  # levels of what a page is drawn with; ours have fewer than ten
COMPRESSION = ("/Length", "/Filter", "/DecodeParms", "/Parent")


class SignedPages(NamedTuple):
    """What a PDF says of itself: who drew it when, a fingerprint per page, and what was added to it."""

    edition: str
    created: str
    language: str
    pages: tuple[str, ...]
    has_signature: bool
    has_other_marks: bool  # comments, stamps, form fields: something beside the signature lies on a page
    fault: str = ""


def read_pages(path: Path, _: object = None) -> SignedPages:
    """Read a returned file; runs in a capped child. A file that is no PDF gives its fault, never an exception."""
    if path.stat().st_size > LARGEST:
        return _unreadable(f"it is larger than {LARGEST // 1_000_000} MB")
    return pages_of(path.read_bytes())


def pages_of(content: bytes) -> SignedPages:
    """Take a PDF apart. Two PDFs with the same page fingerprints show the same, whatever was appended."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            fields = list(_fields(pdf))
            return SignedPages(
                str(pdf.docinfo.get("/Keywords", "")),
                str(pdf.docinfo.get("/CreationDate", "")),
                str(pdf.Root.get("/Lang", "")),
                tuple(_fingerprint(page) for page in pdf.pages),
                any(_covers(field, len(content)) for field in fields),
                any(not _is_signature(each) for page in pdf.pages for each in page.get("/Annots", [])),
            )
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        return _unreadable(f"it cannot be read ({type(error).__name__})")


def _unreadable(fault: str) -> SignedPages:
    return SignedPages("", "", "", (), has_signature=False, has_other_marks=False, fault=fault)


def _fields(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The form fields, those inside others too."""
    waiting = list(pdf.Root.AcroForm.get("/Fields", [])) if "/AcroForm" in pdf.Root else []
    while waiting:
        field = waiting.pop()
        yield field
        waiting += list(field.get("/Kids", []))


def _is_signature(field: Any) -> bool:
    return str(field.get("/FT", "")) == "/Sig"


def _covers(field: Any, size: int) -> bool:
    """Whether a field is a signature over every byte of the file but itself: nothing was added after it."""
    value = field.get("/V") if _is_signature(field) else None
    if value is None or "/ByteRange" not in value or not bytes(value.get("/Contents", b"")).strip(b"\0"):
        return False
    start, length, again, rest = (int(each) for each in value.ByteRange)
    return start == 0 and 0 < length < again and again + rest == size


def _fingerprint(page: pikepdf.Page) -> str:
    """The sha256 of what a page draws and what it draws with."""
    contents = page.obj.get("/Contents")
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    drawn = hashlib.sha256(b"\n".join(stream.read_bytes() for stream in streams if stream is not None))
    for name in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
        drawn.update(repr(_plain_values(page.obj.get(name), 0)).encode())
    return drawn.hexdigest()


def _plain_values(thing: Any, depth: int) -> Any:
    """Values of a PDF without how they are stored or numbered."""
    if depth > DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(thing, pikepdf.Array):
        return [_plain_values(each, depth + 1) for each in thing]
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        kept = {
            name: _plain_values(value, depth + 1) for name, value in sorted(thing.items()) if name not in COMPRESSION
        }
        is_stream = isinstance(thing, pikepdf.Stream)
        return (kept, hashlib.sha256(thing.read_bytes()).hexdigest()) if is_stream else kept
    return str(thing)
