"""What each column of a table is: the region, its province and code, the year, a part of the population, a value.

Told from the heading and from what stands below it; a column of words that nothing else explains divides the rows, so
that its figures are never taken for the whole. Rows are read in `region_table.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.history.readers.sheet import Grid
from pipelines.history.readers.table import FormError
from pipelines.history.readers.table_head import filled_headings
from pipelines.history.words.headings import plain_variable, plain_words, read_heading, read_period
from pipelines.history.words.numbers import is_not_published, read_cell
from pipelines.history.words.variables import is_listed
from pipelines.reference.regions import RegionIndex, regions_of_name

HEADING_ROWS = 12
LABEL_COLUMNS = 12  # names of regions stand within the first columns
_COUNTING = re.compile(r"(?:no|nomor|id|kode|kd|code|bps|kemendagri)(?:[ .].{0,60})?|kode.{0,60}", re.IGNORECASE)
_LEADING_CODE = re.compile(r"[\[(]?([0-9]{2}\.[0-9]{2}|[0-9]{1,4})([.)]?)\]?[\s:-]{1,5}(?=[^\W\d])")
_OF_DISTRICTS = re.compile(r"\bkab|kota\b|regenc|district|municip|\bcity")
_CODE = re.compile(r"([0-9]{2})(?:\.?([0-9]{2}))?(?:\.0)?")
_ENGLISH_KIND = re.compile(r" (regency|municipality|city|province)\Z", re.IGNORECASE)
_KINDS = {"regency": "Kabupaten", "municipality": "Kota", "city": "Kota", "province": "Provinsi"}
_YEARS = ("tahun", "year", "thn", "tahun data", "periode", "period", "tahun pendataan")
_MONTHS = ("bulan", "month", "periode data", "periode", "period", "bulan data")
_HALVES = ("semester", "half", "periode semester", "smt")
_UNITS = ("satuan", "unit", "units", "satuan data")
_VARIABLES = (
    "indikator", "variabel", "variable", "indicator", "nama indikator", "nama variabel", "uraian", "karakteristik",
    "nama data", "judul", "judul tabel", "indicator name", "peubah",
)  # fmt: skip
_BESIDE = re.compile(
    r"(?:sumber|source|keterangan|catatan|notes?|status data|sifat data|tanggal.*|last update.*|updated?.*"
    r"|ibu ?kota.*|capital(?: city)?|diperbarui.*|link|url|publikasi|bps (?:nama|kode).*|kemendagri (?:nama|kode).*"
    r"|latitude|longitude|lat|lon)"
)
_CAPITAL = re.compile(r"(?:nama )?ibu ?kota.{0,60}|(?:provincial )?capital(?: city)?", re.IGNORECASE)
_SHORT_PART = re.compile(
    r"(?:kelompok |golongan )?(?:umur|usia|age)(?: group)?|kelas|triwulan|kuartal|quarter|kuintil|desil|decile|quintile"
    r"|jenis kelamin|gender|sex"
)
_CODED_PART = re.compile(
    r"(?:kode|kd|id)?[ .]?(?:ku[ia]nt[ie]le?|quantile|klasifikasi|kelompok|golongan|kategori|category|strata|tipe|type"
    r"|jenis|daerah|area|tempat tinggal|jk|sex|gender|kelamin|status|pendidikan|pekerjaan|disabilitas|class|group)"
    r"\b.{0,40}"
)
MOST_CODES = 9  # of a part: 1 and 2 for sexes, 1 to 5 for quintiles
TOTAL_LABELS = ("", "-", "total", "jumlah", "semua", "provinsi", "province", "seluruh")


@dataclass(frozen=True)
class Layout:
    """Numbers of a table's columns by what they are; `first` is its first row of figures."""

    label: int
    values: tuple[int, ...]
    first: int
    province: int | None = None
    code: int | None = None
    year: int | None = None
    month: int | None = None
    half: int | None = None
    unit: int | None = None
    variable: int | None = None
    breakdowns: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()  # sources, remarks: known, not read
    counters: tuple[int, ...] = ()

    @property
    def keys(self) -> frozenset[int]:
        """All columns that are no values."""
        named_once = (self.label, self.province, self.code, self.year, self.month, self.half, self.unit, self.variable)
        return frozenset(
            {*(one for one in named_once if one is not None), *self.breakdowns, *self.beside, *self.counters}
        )


def name_and_code(text: str) -> tuple[str, str]:
    """`1101 Simeulue` -> the name and its code; `1. Aceh` is only counted; `Simeulue Regency` is Kabupaten Simeulue."""
    found = _LEADING_CODE.match(text)
    name, code = (text, "") if found is None else (text[found.end() :], "" if found[2] else found[1])
    english = _ENGLISH_KIND.search(name)
    return (f"{_KINDS[english[1].lower()]} {name[: english.start()]}" if english else name), code


def region_test(index: RegionIndex) -> Callable[[str], bool]:
    """A cached test whether a cell names a region."""
    known: dict[str, bool] = {}

    def is_region(text: str) -> bool:
        if text not in known:
            known[text] = bool(text) and bool(regions_of_name(index, name_and_code(text)[0]))
        return known[text]

    return is_region


def is_figure(text: str) -> bool:
    """True for a number, also one that could be read in two ways."""
    if not text or is_not_published(text):
        return False
    said = read_cell(text, ".")
    return said.value is not None or read_cell(text, ",").value is not None or said.problem == "value.digits_lost"


def is_year_or_number(text: str) -> bool:
    """True for what a heading may print as a number: a year, a month of a year."""
    return read_heading(text).year is not None


def label_columns(rows: Grid, is_region: Callable[[str], bool]) -> list[int]:
    """Columns that name regions, the fullest first. Raises FormError when there is none."""
    width = min(LABEL_COLUMNS, max((len(row) for row in rows), default=0))
    counts = {column: sum(len(row) > column and is_region(row[column]) for row in rows) for column in range(width)}
    for column in counts:  # the capital beside its province is no row of its own
        if any(len(row) > column and _CAPITAL.fullmatch(row[column].strip()) for row in rows[:HEADING_ROWS]):
            counts[column] = 0
    most = max(counts.values(), default=0)
    if most == 0:
        raise FormError("form.no_regions")
    return sorted((column for column in counts if 2 * counts[column] >= most), key=lambda column: -counts[column])


def level_of(column: int, rows: Grid, index: RegionIndex) -> str:
    """province or district: by its heading, otherwise by most of its names."""
    names = [row[column] for row in rows if len(row) > column and row[column]]
    heads = " ".join(name.lower() for name in names[:6] if not regions_of_name(index, name_and_code(name)[0]))
    is_province, is_district = "prov" in heads, _OF_DISTRICTS.search(heads)
    if bool(is_district) != is_province:
        return "district" if is_district else "province"
    bare = [name_and_code(name)[0] for name in names]
    provinces = sum(bool(regions_of_name(index, name, "province")) for name in bare)
    districts = sum(
        bool(regions_of_name(index, name, "district")) and not regions_of_name(index, name, "province") for name in bare
    )
    return "district" if districts > provinces else "province"


class Columns:
    """Settles the columns of one table whose first row of figures and columns of regions are known."""

    def __init__(self, rows: Grid, headings: Grid, first: int, labels: Sequence[int], index: RegionIndex) -> None:
        width = max(len(row) for row in rows)
        heads = [_lowest(headings, column) for column in range(width)]
        carried = filled_headings(headings, frozenset(labels))
        self._valued = {column for column in range(width) if any(_names_a_value(row, column) for row in carried)}
        self._rows = [row for row in rows[first:] if _is_about_a_region(row, labels, index)]
        self.heads, self._first, self._index = heads, first, index
        self._labels = list(labels)
        self._roles: dict[str, int] = {}
        self._several: dict[str, list[int]] = {"values": [], "breakdowns": [], "beside": [], "counters": []}

    def layout(self) -> Layout:
        width = len(self.heads)
        label, province, divided = self._names()
        self._several["breakdowns"] += divided
        codes: list[int] = []
        for column in range(width):
            if column in (label, province, *divided):
                continue
            role = self._role(column)
            if role == "code":
                codes.append(column)
            elif role in self._several:
                self._several[role].append(column)
            elif role:
                self._roles.setdefault(role, column)
        self._refuse_side_by_side(label, divided)
        code = next((column for column in codes if self._is_code(column, label)), None)
        self._several["counters"] += [column for column in codes if column != code]
        if not self._several["values"]:
            raise FormError("form.no_value_column" if "year" in self._roles else "form.no_headings")
        several = {name: tuple(columns) for name, columns in self._several.items()}
        return Layout(label=label, first=self._first, province=province, code=code, **self._roles, **several)  # type: ignore[arg-type]

    def _names(self) -> tuple[int, int | None, list[int]]:
        """The column of the finest regions, that of their provinces, and further columns of regions that differ."""
        levels = {column: level_of(column, [*[[*self.heads]], *self._rows], self._index) for column in self._labels}
        fine = [column for column in self._labels if levels[column] == "district"]
        label = (fine or self._labels)[0]
        others = [column for column in self._labels if column != label]
        province = next((column for column in others if fine and levels[column] == "province"), None)
        return label, province, [one for one in others if one != province and self._differs(one, label)]

    def _refuse_side_by_side(self, label: int, divided: Sequence[int]) -> None:
        """Raise FormError where figures stand between two columns of other regions: these are two tables."""
        for other in divided:
            low, high = sorted((label, other))
            if any(low < value < high for value in self._several["values"]):
                raise FormError("form.side_by_side", first=self.heads[low] or "…", second=self.heads[high] or "…")

    def _differs(self, column: int, label: int) -> bool:
        pairs = ((_at(row, column), _at(row, label)) for row in self._rows)
        return any(
            one and other and not set(regions_of_name(self._index, one)) & set(regions_of_name(self._index, other))
            for one, other in pairs
        )

    def _role(self, column: int) -> str:
        """What a column is, "" for an empty one."""
        cells = [text for row in self._rows if (text := _at(row, column)) and not is_not_published(text)]
        head = plain_words(self.heads[column]).lower().strip(" .:")
        if not cells and not head:
            return ""
        return self._named_role(column, head, cells) or self._role_by_cells(column, head, cells)

    def _named_role(self, column: int, head: str, cells: Sequence[str]) -> str:
        """What its heading says a column is; "" where only its cells tell."""
        if column in self._labels:
            return "counters"
        if _is_coded_part(head, cells):
            return "breakdowns"
        if _COUNTING.fullmatch(head) or (not head and _is_running(cells)):
            return "code" if cells and all(_CODE.fullmatch(cell) for cell in cells) else "counters"
        if head in _UNITS and not any(map(is_figure, cells)):  # BNPB heads columns of buildings `Unit`
            return "unit"
        if _BESIDE.fullmatch(head):
            return "beside"
        return self._period_role(head, cells) if cells else ""

    def _role_by_cells(self, column: int, head: str, cells: Sequence[str]) -> str:
        is_wordy = 2 * sum(not is_figure(cell) for cell in cells) > len(cells)
        if not head and not is_wordy and len(self._rows) >= 3 and self._is_code(column, self._labels[0]):
            return "code"
        if head in _VARIABLES and is_wordy:
            return "variable"
        is_part = _SHORT_PART.fullmatch(head) or (cells and is_wordy and column not in self._valued)
        return "breakdowns" if is_part else "values"

    def _period_role(self, head: str, cells: Sequence[str]) -> str:
        years = sum(read_heading(cell).year is not None for cell in cells)
        if head in _YEARS and 2 * years > len(cells):  # a row without one has shifted: said where it is read
            return "year"
        if head in _HALVES and all(read_period(cell, True) is not None for cell in cells):
            return "half"
        if head in _MONTHS and all(read_period(cell, False) is not None for cell in cells):
            return "month"
        return ""

    def _is_code(self, column: int, label: int) -> bool:
        """Codes region by region; those of provinces beside names of districts are no witness."""
        pairs = [(_at(row, column), _at(row, label)) for row in self._rows]
        codes = [code for code, name in pairs if code and name]
        if not codes or not all(_CODE.fullmatch(code) for code in codes):
            return False
        is_fine = [bool(_CODE.fullmatch(code)[2]) for code in codes]  # type: ignore[index]
        districts = sum(
            not regions_of_name(self._index, name_and_code(name)[0], "province")
            for code, name in pairs
            if code and name
        )
        return any(is_fine) or districts * 2 <= len(codes)


def _is_about_a_region(row: Sequence[str], labels: Sequence[int], index: RegionIndex) -> bool:
    """True for rows that say what a column holds; totals, signatures and notes below the table do not."""
    names = [row[column] for column in labels if column < len(row)]
    if not any(names):
        return sum(bool(cell) for cell in row) > 1
    return any(regions_of_name(index, name_and_code(name)[0]) for name in names if name)


def _names_a_value(row: Sequence[str], column: int) -> bool:
    """True where a heading names a known variable, a year or a month: what stands below is meant as figures."""
    said = read_heading(row[column]) if column < len(row) else None
    if said is None:
        return False
    return said.year is not None or bool(said.month) or is_listed(plain_variable(said.variable or ""))


def _lowest(headings: Grid, column: int) -> str:
    return next((row[column] for row in reversed(headings) if column < len(row) and row[column]), "")


def _at(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _is_coded_part(head: str, cells: Sequence[str]) -> bool:
    """True for a column that divides the rows by numbers for parts: `JK` 1 and 2; no code of a region has one digit."""
    is_few = bool(cells) and len(set(cells)) <= MOST_CODES and all(len(cell) == 1 and cell.isdigit() for cell in cells)
    return is_few and _CODED_PART.fullmatch(head) is not None and not is_listed(plain_variable(head))


def _is_running(cells: Sequence[str]) -> bool:
    numbers = [int(cell) for cell in cells if cell.isdigit() and len(cell) < 6]
    return len(numbers) == len(cells) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def code_text(text: str) -> str:
    """A code as printed, `11.0` and `11.01` without what a data frame or the ministry adds."""
    found = _CODE.fullmatch(text.strip())
    return f"{found[1]}{found[2] or ''}" if found else text.strip()
