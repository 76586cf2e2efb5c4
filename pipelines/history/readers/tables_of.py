"""A file's sheets -> its tables: further sheets, tables below one another, names in one block and values in another.

Every sheet and every table that is not read is named once, with the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipelines.history.quality.faults import Fault
from pipelines.history.readers.extent import is_footer
from pipelines.history.readers.layout import is_figure, label_columns, region_test
from pipelines.history.readers.region_table import ReadTable, read_region_table
from pipelines.history.readers.sheet import Sheet
from pipelines.history.readers.table import NOT_STATED, FormError, PrintedCell, PrintedTable
from pipelines.history.readers.table_head import is_label_heading
from pipelines.history.words.headings import read_heading
from pipelines.history.words.numbers import is_not_published
from pipelines.reference.regions import RegionIndex

LOOKED_AT = 6
_BPS = re.compile(
    r"badan pusat statistik|statistics indonesia|(?:sumber|source) ?: ?bps\b|\bbps[- ]statistics\b", re.IGNORECASE
)


def read_sheets(sheets: Sequence[Sheet], title: str, index: RegionIndex, form: str, file_name: str) -> PrintedTable:
    """Read every visible sheet of one file. Raises FormError, the first sheet's, when none holds a readable table."""
    tables: list[tuple[Sheet, ReadTable]] = []
    faults: list[Fault] = []
    counts: Counter[str] = Counter()
    first_error: FormError | None = None
    for sheet in sheets:
        if sheet.is_hidden:
            faults.append(_sheet_fault("table.hidden_sheet", file_name, sheet))
            counts["aside"] += sheet.filled_count
            continue
        if sheet.far_cells:
            facts: dict[str, str | tuple[str, str]] = {"place": sheet.far_cells[0]}
            faults.append(Fault("table.stray_cell", file_name, figure_count=len(sheet.far_cells), facts=facts))
            counts["aside"] += len(sheet.far_cells)
        sheet_title = title if len(sheets) == 1 or not sheet.name else f"{title} {sheet.name}"
        for part in parts_of(sheet, index):
            try:
                joined = _joined_sheet(part, index)
                tables.append((part, read_region_table(joined, sheet_title, index)))
                counts["note"] += part.filled_count - joined.filled_count
            except FormError as error:
                first_error = first_error or error
                faults.append(_part_fault(file_name, part, sheets, error))
                counts["aside"] += part.filled_count
    if not tables:
        raise first_error or FormError("form.only_hidden")
    for part, table in tables:
        faults += _asides(file_name, part, table)
        counts += table.cell_counts
    return _printed_table(tables, title, form, faults, counts)


def _printed_table(
    tables: Sequence[tuple[Sheet, ReadTable]], title: str, form: str, faults: Sequence[Fault], counts: Counter[str]
) -> PrintedTable:
    cells: list[PrintedCell] = [cell for _, table in tables for cell in table.cells]
    first = tables[0][1]
    publisher = "BPS" if _names_bps([sheet for sheet, _ in tables]) else NOT_STATED
    if form == "delimited":
        form = "bps_portal_csv" if first.heading_rows == 1 else "bps_table_csv"
        form = "long_table" if first.is_long else form
        heads = [name.strip().lower() for name in tables[0][0].rows[0]] if tables[0][0].rows else []
        if first.is_long and any(head.startswith("nama_") or head == "provinsi" for head in heads):
            form, publisher, cells = "open_data", "Open Data", without_early_zeros(cells)
    is_mixed = any(table.is_mixed for _, table in tables)
    own_title = " ".join(dict.fromkeys(table.title for _, table in tables if table.title))
    return PrintedTable(
        form, own_title or title, publisher, cells, is_mixed=is_mixed, faults=tuple(faults), cell_counts=counts
    )


def _names_bps(sheets: Sequence[Sheet]) -> bool:
    """Tell whether a file says by itself that BPS published it; a code of BPS in a heading says nothing about that."""
    return any(_BPS.search(cell) for sheet in sheets for row in sheet.rows for cell in row if len(cell) > len("BPS"))


def parts_of(sheet: Sheet, index: RegionIndex) -> list[Sheet]:
    """The tables of one sheet that stand below one another, each with its own headings."""
    rows = [[cell.strip() for cell in row] for row in sheet.rows]
    width = max((len(row) for row in rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    whole = replace(sheet, rows=rows)
    is_region = region_test(index)
    starts, has_figures = [0], False
    for number, row in enumerate(rows):
        if has_figures and _heads_a_table(row, is_region):
            start = number
            while start - 1 > starts[-1] and _is_title(rows[start - 1]):
                start -= 1
            starts.append(start)
            has_figures = False
        elif any(is_figure(cell) and read_heading(cell).year is None for cell in row):
            has_figures = True
    parts = [whole.part(start, end) for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]
    return [part for part in parts if part.filled_count]


def _heads_a_table(row: Sequence[str], is_region: Callable[[str], bool]) -> bool:
    filled = [cell for cell in row if cell]
    if len(filled) < 2 or not any(is_label_heading(cell) and not is_region(cell) for cell in row[:LOOKED_AT] if cell):
        return False
    return not any(is_figure(cell) and read_heading(cell).year is None for cell in filled) and any(
        not is_not_published(cell) and not is_label_heading(cell) for cell in filled
    )


def _is_title(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) == 1 and not is_figure(filled[0]) and not is_footer(row, 0)


def _joined_sheet(sheet: Sheet, index: RegionIndex) -> Sheet:
    """All names first, all values after: joined row by row only when there are as many of the one as of the other."""
    is_region = region_test(index)
    label = label_columns(sheet.rows, is_region)[0]
    names = [number for number, row in enumerate(sheet.rows) if is_region(row[label])]
    if any(sum(bool(cell) for cell in sheet.rows[number]) > 1 for number in names):
        return sheet
    if any(_is_part_of_a_region(row, label) for row in sheet.rows[names[0] : names[-1]]):
        raise FormError("form.parts_below_names")
    after = [row for row in sheet.rows[names[-1] + 1 :] if any(row) and not is_footer(row, label)]
    values = [row for row in after if any(_is_value(cell) for cell in row) and not _is_heading_row(row)]
    if len(values) != len(names):
        raise FormError("form.names_first", names=str(len(names)), values=str(len(values)))
    before = [""] * label
    between = [[*before, "", *[cell for cell in row if cell]] for row in after if _is_heading_row(row)]
    joined = [
        [*before, sheet.rows[number][label], *[cell for cell in row if cell]]
        for number, row in zip(names, values, strict=True)
    ]
    rows = [*[list(row) for row in sheet.rows[: names[0]]], *between, *joined]
    width = max(len(row) for row in rows)
    return Sheet([[*row, *[""] * (width - len(row))] for row in rows], sheet.name, first_row=sheet.first_row)


def _is_part_of_a_region(row: Sequence[str], label: int) -> bool:
    return read_heading(row[label]).dimension is not None and any(_is_value(cell) for cell in row)


def _is_value(text: str) -> bool:
    return text != "" and (is_not_published(text) or is_figure(text))


def _is_heading_row(row: Sequence[str]) -> bool:
    """True when the row's filled cells are years, months, breakdowns or words, but no figures."""
    filled = [read_heading(cell) for cell in row if cell]
    return bool(filled) and all(
        one.year is not None or one.month is not None or one.dimension is not None or one.variable is not None
        for one in filled
    )


def _sheet_fault(rule_id: str, file_name: str, sheet: Sheet) -> Fault:
    return Fault(rule_id, file_name, figure_count=sheet.filled_count, facts={"sheet": sheet.name})


def _part_fault(file_name: str, part: Sheet, sheets: Sequence[Sheet], error: FormError) -> Fault:
    why = (error.reason("id").rstrip("."), error.reason("en").rstrip("."))
    rule_id = "table.further_sheet" if len(sheets) > 1 else "table.other_table"
    facts: dict[str, str | tuple[str, str]] = {"sheet": part.name, "place": part.place(0, 0), "evidence": why}
    return Fault(rule_id, file_name, figure_count=part.filled_count, facts=facts)


def _asides(file_name: str, part: Sheet, table: ReadTable) -> list[Fault]:
    facts: dict[str, str | tuple[str, str]]
    faults = [
        Fault("table.column_beside", file_name, figure_count=count, facts={"printed": head})
        for head, count in table.beside
    ]
    faults += [
        Fault("table.undated_column", file_name, figure_count=count, facts={"printed": head})
        for head, count in table.undated
    ]
    if table.beyond:
        faults.append(Fault("table.beyond_headings", file_name, figure_count=table.beyond))
    shown = {part.place(*place) for place in part.percent_cells}
    percent = [cell for cell in table.cells if cell.place in shown and cell.value is not None]
    if percent:
        facts = {"place": percent[0].place}
        faults.append(
            Fault(
                "table.percent_format", file_name, None, None, None, None, percent[0].printed_value, len(percent), facts
            )
        )
    if table.below_notes:
        facts = {"place": table.below_notes[0], "sheet": part.name}
        faults.append(Fault("table.below_notes", file_name, figure_count=len(table.below_notes), facts=facts))
    return faults


def without_early_zeros(cells: list[PrintedCell]) -> list[PrintedCell]:
    """In open-data files a 0 before the first figure of its region is a sign for "not published"; a later 0 stays, to
    be marked."""
    first: dict[tuple[str, str, str], tuple[int, int]] = {}
    for cell in cells:
        if cell.value:
            key = (cell.region_printed, cell.province_printed, cell.heading)
            first[key] = min(first.get(key, (9999, 0)), (cell.year, cell.month))
    return [
        cell._replace(value=None)
        if cell.value == 0
        and (cell.year, cell.month) < first.get((cell.region_printed, cell.province_printed, cell.heading), (9999, 0))
        else cell
        for cell in cells
    ]
