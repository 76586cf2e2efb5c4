"""Minutes of a desk: draft and final say the same, a returned draft may change words but no number."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import docx
import pikepdf
import pytest

from pipelines.commands.forum.minutes import compare_minutes, write_minutes
from pipelines.contract.edition_reader import current_edition, reading
from pipelines.contract.paths import Paths
from pipelines.exports.minutes.document import draft_document
from pipelines.exports.minutes.facts import LOOK, Minutes, MinutesError
from pipelines.exports.minutes.returned_draft import differences
from pipelines.exports.typeset import compile_pdf
from tests.exports.sheets.test_sheets import HOSTILE, text_of

SESSION = "contoh-2026-2.meja-anak"
BUILT_AT = datetime(2026, 1, 1, tzinfo=UTC)


def minutes(reason: str = "belum ada data") -> Minutes:
    annexes = [
        {"heading": "Lampiran I", "columns": ["Nama"], "rows": [["Ketua (contoh)"]]},
        {"heading": "Lampiran II", "columns": ["Wilayah", "Disepakati"], "rows": [["Aceh", "8,5"]]},
        {"heading": "Lampiran III", "columns": ["Wilayah", "Alasan"], "rows": [["Bali", reason]]},
    ]
    shown = {
        "language": "id", "title": "Berita acara", "mark": "RANCANGAN", "example": "DATA CONTOH", "addendum": "",
        "considerations_heading": "Menimbang", "considerations": ["bahwa …"], "resolution": "MENYEPAKATI",
        "resolutions": ["KESATU: …"], "signatures": "Tanda tangan", "signers": ["Ketua (contoh)"], "none": "Tidak ada.",
        "annexes": annexes, "footer": "edisi",
    }  # fmt: skip
    return Minutes("s", "id", False, shown)


def edited(content: bytes, table: int, row: int, column: int, text: str) -> bytes:
    document = docx.Document(io.BytesIO(content))
    document.tables[table].rows[row].cells[column].text = text
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def test_a_returned_draft_whose_words_changed_has_no_difference() -> None:
    document = docx.Document(io.BytesIO(draft_document(minutes(), BUILT_AT)))
    document.paragraphs[1].text = "Kata pembuka lain"
    document.add_paragraph("Kalimat tambahan.")
    saved = io.BytesIO()
    document.save(saved)
    assert differences(minutes(), saved.getvalue()) == []


def test_a_changed_number_is_named_with_its_annex_and_row() -> None:
    returned = edited(draft_document(minutes(), BUILT_AT), 1, 1, 1, "8,0")
    (found,) = differences(minutes(), returned)
    assert found == ("Lampiran II", 1, "8,5", "8,0")


def test_a_row_that_was_added_or_an_annex_that_is_gone_is_noticed() -> None:
    document = docx.Document(io.BytesIO(draft_document(minutes(), BUILT_AT)))
    document.tables[1].add_row().cells[0].text = "Bali"
    saved = io.BytesIO()
    document.save(saved)
    assert [each.now for each in differences(minutes(), saved.getvalue())] == ["Bali"]
    document.tables[2]._element.getparent().remove(document.tables[2]._element)
    saved = io.BytesIO()
    document.save(saved)
    with pytest.raises(MinutesError, match="has 2 tables"):
        differences(minutes(), saved.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"%PDF-1.7", b"x" * 100])
def test_what_is_no_document_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(MinutesError, match="no Word document"):
        differences(minutes(), content)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_somebody_typed_is_printed_and_never_read_as_markup(hostile: str) -> None:
    said = minutes(hostile)
    document = docx.Document(io.BytesIO(draft_document(said, BUILT_AT)))
    assert document.tables[2].rows[1].cells[1].text == hostile
    text = "".join(text_of(compile_pdf(said.shown, LOOK)).split())
    assert "".join(hostile.split()) in text


def test_the_final_is_a_tagged_pdf_that_repeats_byte_by_byte() -> None:
    content = compile_pdf(minutes().shown, LOOK, 0)
    assert content == compile_pdf(minutes().shown, LOOK, 0)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang).startswith("id") and pdf.Root.StructTreeRoot is not None


def test_both_forms_carry_the_agreed_numbers_of_the_edition(refreshed: Paths, tmp_path: Path) -> None:
    draft, final = tmp_path / "b.docx", tmp_path / "b.pdf"
    write_minutes(refreshed, SESSION, draft)
    write_minutes(refreshed, SESSION, final)
    edition = current_edition(refreshed)
    assert edition is not None
    with reading(edition) as connection:
        counts = dict(
            connection.execute(
                "select counts_as = 'agreed', count(*) from mart.agreement where session_id = $session group by all",
                {"session": SESSION},
            ).fetchall()
        )
    tables = docx.Document(str(draft)).tables
    assert [len(table.rows) - 1 for table in tables[1:]] == [counts[True], counts[False]]
    text = "".join(text_of(final.read_bytes()).split())
    for row in tables[1].rows[1:]:
        assert "".join(row.cells[4].text.split()) in text
    assert "DATACONTOH" in text and "RANCANGAN" in text
    assert compare_minutes(refreshed, SESSION, draft) == []


def test_an_unknown_session_or_ending_is_one_sentence(refreshed: Paths, tmp_path: Path) -> None:
    with pytest.raises(MinutesError, match="Session x has no minutes"):
        write_minutes(refreshed, "x", tmp_path / "a.pdf")
    with pytest.raises(MinutesError, match="has an ending minutes are not written in"):
        write_minutes(refreshed, SESSION, tmp_path / "a.txt")
