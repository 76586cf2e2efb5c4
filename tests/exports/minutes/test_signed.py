"""A signed PDF is taken back when its pages are ours and a signature covers the whole file; otherwise one sentence."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from pipelines.commands.forum.minutes import write_minutes
from pipelines.commands.forum.signed_minutes import take_back_signed
from pipelines.contract import decisions
from pipelines.contract.paths import Paths
from pipelines.edition.fingerprint import file_sha256
from pipelines.exports.minutes.facts import MinutesError
from tests.exports.minutes.test_minutes import SESSION


def signed(content: bytes, change: Callable[[pikepdf.Pdf], None] = lambda pdf: None) -> bytes:
    """The PDF with a signature field over the whole file, as a signing service adds it; no key stands behind it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        value = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig,
            Filter=pikepdf.Name("/Adobe.PPKLite"),
            Contents=pikepdf.String(b"\x01" * 32),
            ByteRange=pikepdf.Array([0, 1111111111, 2222222222, 3333333333]),
        )
        field = pikepdf.Dictionary(
            FT=pikepdf.Name.Sig, T=pikepdf.String("Sig1"), V=pdf.make_indirect(value), Subtype=pikepdf.Name.Widget,
            Rect=pikepdf.Array([0, 0, 0, 0]), Type=pikepdf.Name.Annot,
        )  # fmt: skip
        place = pdf.make_indirect(field)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([place]), SigFlags=3)
        pdf.pages[-1].obj.Annots = pikepdf.Array([place])
        made = io.BytesIO()
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    whole = made.getvalue()
    at = whole.index(b"0101010101010101") - 1
    end = whole.index(b">", at) + 1
    place_of_range = whole.index(b"[ 0 1111111111")
    closed = whole.index(b"]", place_of_range) + 1
    told = f"[ 0 {at} {end} {len(whole) - end} ]".encode().ljust(closed - place_of_range)
    return whole[:place_of_range] + told + whole[closed:]


@pytest.fixture(scope="module")
def folder(refreshed: Paths, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """The shared edition copied: what is taken back is written into its book and store."""
    data = tmp_path_factory.mktemp("signed") / "data"
    shutil.copytree(refreshed.data, data)
    return Paths(data)


@pytest.fixture(scope="module")
def ours(folder: Paths, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("ours") / "berita-acara.pdf"
    write_minutes(folder, SESSION, out)
    return out.read_bytes()


def test_a_signed_pdf_is_kept_and_written_into_the_book(folder: Paths, ours: bytes, tmp_path: Path) -> None:
    file = tmp_path / "bertanda-tangan.pdf"
    file.write_bytes(signed(ours))
    said = take_back_signed(folder, SESSION, file)
    fingerprint = file_sha256(file)
    assert (folder.store / fingerprint).read_bytes() == file.read_bytes() and fingerprint[:12] in said
    book = decisions.open_book(folder.data)
    try:
        (event,) = [each for each in book.events(kind="audit") if each.action == "minutes_signed_file"]
        assert event.payload == {"session": SESSION, "file": fingerprint}
        assert decisions.verify(book) == []
    finally:
        book.close()


def another_number(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[-1].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" ")


def another_font(pdf: pikepdf.Pdf) -> None:
    fonts = pdf.pages[0].obj.Resources.Font
    next(iter(fonts.values())).ToUnicode = pdf.make_stream(b"other letters")


def a_comment(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Contents="9,9")
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])


def a_page_less(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (another_number, "does not show the minutes"),
        (another_font, "does not show the minutes"),
        (a_page_less, "does not show the minutes"),
        (a_comment, "comments, stamps or fields"),
    ],
)
def test_a_page_that_was_touched_is_refused(change, sentence: str, folder: Paths, ours: bytes, tmp_path: Path) -> None:
    file = tmp_path / "lain.pdf"
    file.write_bytes(signed(ours, change))
    with pytest.raises(MinutesError, match=sentence):
        take_back_signed(folder, SESSION, file)
    assert not (folder.store / file_sha256(file)).exists()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda content: content, "no electronic signature over the whole file"),
        (lambda content: signed(content) + b"\n% more", "no electronic signature over the whole file"),
        (lambda content: b"bukan pdf", "is no PDF of minutes"),
        (lambda content: b"", "is no PDF of minutes"),
    ],
    ids=["unsigned", "added after signing", "other", "empty"],
)
def test_what_is_not_signed_as_a_whole_is_refused(spoil, sentence: str, folder: Paths, ours: bytes, tmp_path: Path):
    file = tmp_path / "berita-acara.pdf"
    file.write_bytes(spoil(ours))
    with pytest.raises(MinutesError, match=sentence):
        take_back_signed(folder, SESSION, file)
