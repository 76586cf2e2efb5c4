"""The CSV door: separators, decimal signs, encodings, quotes and line ends leave what was typed as it was typed."""

from __future__ import annotations

import codecs
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.submissions.model.limits import LIMITS
from pipelines.submissions.model.reading import Reading
from pipelines.submissions.readers.csv_form import read_csv
from pipelines.submissions.readers.identity import SenderWords
from tests.submissions.readers import building as b
from tests.submissions.readers.building import CSV_HEADINGS, File, csv_file, csv_line, read

LINES = [CSV_HEADINGS, csv_line('"50,5"'), csv_line("51.5", "2028")]
TEXT = "\n".join(LINES)
TARGETS = [("baris 2/target", 2027, "50,5"), ("baris 3/target", 2028, "51.5")]


def targets(reading: Reading) -> list[tuple[str, int, str]]:
    assert not reading.is_refused, reading.findings
    return [(cell.address, year, cell.text) for row in reading.rows for year, cell in row.targets]


def with_semicolons() -> str:
    return "\n".join(line.replace('"50,5"', "50;5").replace(",", ";").replace("50;5", "50,5") for line in LINES)


FORMS: dict[str, bytes] = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with its mark": codecs.BOM_UTF8 + TEXT.encode(),
    "blanks before the mark": b" " * 11 + codecs.BOM_UTF8 + TEXT.encode(),
    "UTF-16 little": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "UTF-16 big": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "CRLF": TEXT.replace("\n", "\r\n").encode(),
    "CR": TEXT.replace("\n", "\r").encode(),
    "a last line end": (TEXT + "\r\n").encode(),
    "blank lines at the end": (TEXT + "\n,,,,,,\n\n").encode(),
    "semicolons": with_semicolons().replace("2028;51.5", "2028;51.5").encode(),
    "tabs": with_semicolons().replace(";", "\t").encode(),
    "headings in capitals with blanks": TEXT.replace(CSV_HEADINGS, CSV_HEADINGS.upper().replace("_", " ")).encode(),
    "headings in quotes": TEXT.replace(
        CSV_HEADINGS, ",".join(f'"{name}"' for name in CSV_HEADINGS.split(","))
    ).encode(),
    "more separators at the end": "\n".join(line + ",," for line in LINES).encode(),
    "synonyms": TEXT.replace("putaran", "round").replace("unit_kerja", "unit code").encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_cells(form: str, tmp_path: Path) -> None:
    reading = read(File(FORMS[form], "usulan.csv"), tmp_path)
    assert targets(reading) == TARGETS
    assert (reading.form, reading.round_id, reading.unit_code) == ("csv", b.ROUND, b.UNIT)
    assert reading.findings == ()


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    line = f'"50,5",2027,{b.ROUND},11,{b.INDICATOR},{b.UNIT},BPS'
    file = csv_file(line, headings="target,tahun_target,putaran,kode_wilayah,kode_indikator,unit_kerja,skema_kode")
    reading = read(file, tmp_path)
    assert targets(reading) == TARGETS[:1]
    assert reading.rows[0].code_scheme == "bps"


def test_a_first_line_that_names_the_separator_counts_as_a_line(tmp_path: Path) -> None:
    reading = read(File(b"sep=;\r\n" + with_semicolons().encode(), "usulan.csv"), tmp_path)
    assert [address for address, _, _ in targets(reading)] == ["baris 3/target", "baris 4/target"]


def test_lines_are_counted_through_quoted_line_ends(tmp_path: Path) -> None:
    file = csv_file(csv_line() + ',"dua\r\nbaris"', csv_line(year="2028") + ",x", headings=CSV_HEADINGS + ",alasan")
    reading = read(file, tmp_path)
    assert [row.row_number for row in reading.rows] == [2, 4]
    assert reading.rows[0].justification.text == "dua\r\nbaris"


def test_title_lines_above_the_heading_are_passed_over(tmp_path: Path) -> None:
    file = File(("DATA CONTOH\n\n" + TEXT).encode(), "usulan.csv")
    assert [address for address, _, _ in targets(read(file, tmp_path))] == ["baris 4/target", "baris 5/target"]


def test_a_year_that_cannot_be_read_is_offered_as_year_0(tmp_path: Path) -> None:
    reading = read(csv_file(csv_line(year="th 2027")), tmp_path)
    assert [year for year, _ in reading.rows[0].targets] == [0]
    assert reading.rows[0].target_year.text == "th 2027"


def test_a_ragged_line_is_refused_and_the_others_stand(tmp_path: Path) -> None:
    reading = read(csv_file(csv_line("50,5"), csv_line("51", "2028")), tmp_path)
    assert reading.refused_cells == {"baris 2/target"}
    assert len(reading.rows) == 2 and not reading.is_refused


def test_notes_under_the_table_name_no_round_of_their_own(tmp_path: Path) -> None:
    reading = read(csv_file(csv_line(), "Keterangan: angka sementara,,,,,,", ",,,Sumber: dinas,,,"), tmp_path)
    assert not reading.is_refused and (reading.round_id, reading.unit_code) == (b.ROUND, b.UNIT)
    assert [found.rule_id for found in reading.findings] == ["row.note_ignored"]
    assert len(reading.rows) == 2


def test_nothing_but_a_heading_is_said_to_hold_no_target(tmp_path: Path) -> None:
    reading = read(csv_file(), tmp_path)
    assert reading.is_refused
    assert [found.rule_id for found in reading.findings] == ["file.no_targets"]


TYPED = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=12) | st.text(
    string.digits + ",.;-–% \t\"'", max_size=8
)


@given(typed=st.lists(TYPED, min_size=1, max_size=5), separator=st.sampled_from(",;\t"))
def test_what_was_typed_arrives_once_and_unchanged(typed: list[str], separator: str) -> None:
    """Conservation: a quoted field arrives letter by letter, whatever stands in it."""
    heading = CSV_HEADINGS.replace(",", separator)
    lines = [csv_line("X").replace(",", separator).replace("X", '"' + text.replace('"', '""') + '"') for text in typed]
    reading = read_csv(
        "\n".join([heading, *lines]).encode(), b.catalogue(), SenderWords(None, None, (), "x.csv"), LIMITS
    )
    assert [cell.text for row in reading.rows for _, cell in row.targets] == typed
    assert reading.refused_cells == frozenset()


@pytest.mark.parametrize(
    ("lines", "headings", "refused"),
    [
        (["55,5"], ",catatan", 1),
        (["55,5,1200"], ",penyebut,catatan", 1),
        (["55,1"], ",sementara", 1),
        (["55,5", "60.25,4"], ",catatan", 0),
        (['"55,5",5'], ",catatan", 0),
        (["55,1200,x"], ",penyebut,catatan", 0),
        (["55,5,1200,x", "60,1200,x"], ",penyebut,catatan", 2),
        (["7,0–8,0"], ",penyebut,catatan", 1),
    ],
)
def test_a_decimal_comma_without_quotes_is_never_cut_off_in_silence(
    lines: list[str], headings: str, refused: int, tmp_path: Path
) -> None:
    given = [csv_line(line, str(2027 + n)) for n, line in enumerate(lines)]
    reading = read(csv_file(*given, headings=CSV_HEADINGS + headings), tmp_path)
    assert len(reading.refused_cells) == refused, reading.findings


def test_a_csv_parted_by_bars_is_read(tmp_path: Path) -> None:
    content = csv_file(csv_line("50.5").replace(",", "|"), headings=CSV_HEADINGS.replace(",", "|"))
    assert [row.targets[0][1].text for row in read(content, tmp_path).rows] == ["50.5"]
