"""BPS "xls" files that are HTML: the largest table of the page becomes a grid. A page without a table is refused."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml import html as lxml_html

from pipelines.history.readers.layout import is_figure
from pipelines.history.readers.sheet import Position, Sheet
from pipelines.history.readers.table import FormError

WIDEST_SPAN = 2000
WIDEST_ROW = 5000


def html_sheet(content: bytes) -> Sheet:
    """Texts of the largest table, merged cells written into every cell they cover; a number that covers several is read
    for none of them."""
    try:
        page = lxml_html.fromstring(content, parser=lxml_html.HTMLParser(encoding=_declared_encoding(content)))
    except (etree.ParserError, etree.XMLSyntaxError, LookupError, ValueError):
        raise FormError("form.page_unreadable") from None
    tables = page.xpath("//table")
    if not tables:
        raise _why_empty(page)
    sheets = [_sheet(table) for table in tables]
    return max(sheets, key=lambda sheet: sheet.filled_count)


def _declared_encoding(content: bytes) -> str:
    start = content[:2048].lower()
    if b"charset=us-ascii" in start or b"utf-8" in start:
        return "utf-8"
    return "cp1252" if b"windows-1252" in start or b"iso-8859-1" in start else "utf-8"


def _why_empty(page: lxml_html.HtmlElement) -> FormError:
    if page.xpath("//frameset") or page.xpath("//frame"):
        return FormError("form.frameset")
    said = " ".join(" ".join(page.xpath("//title//text()") or page.xpath("//body//text()")).split())[:80]
    return FormError("form.page_without_table", said=said or "…")


def _sheet(table: lxml_html.HtmlElement) -> Sheet:
    grid: list[list[str]] = []
    problems: dict[Position, str] = {}
    hanging: dict[int, tuple[int, str]] = {}  # column -> rows still covered from above, text
    lines = list(table.iter("tr"))
    for line in lines:
        row: list[str] = []
        cells: Iterable[lxml_html.HtmlElement] = line.xpath("./td|./th")
        for cell in cells:
            _hang(row, hanging)
            text, problem = _shown_text(cell)
            rows, columns = (_span(cell.get(name)) for name in ("rowspan", "colspan"))
            rows = min(rows, len(lines) - len(grid))  # nothing hangs below the last row
            if len(row) + columns > WIDEST_ROW:
                raise FormError("form.page_too_wide")
            is_joined = (rows > 1 or columns > 1) and is_figure(text)
            for _ in range(columns):
                if problem or is_joined:
                    problems |= {(len(grid) + down, len(row)): problem or "value.joined" for down in range(rows)}
                if rows > 1:
                    hanging[len(row)] = (rows - 1, text)
                row.append(text)
        _hang(row, hanging)
        grid.append(row)
    return Sheet(grid, problems=problems)


def _shown_text(cell: lxml_html.HtmlElement) -> tuple[str, str]:
    """A cell's text without raised notes, and why it is no number: parts of it are struck through."""
    struck = cell.xpath(".//s|.//strike|.//del")
    raised = cell.xpath(".//sup")
    text = cell.text_content()
    for note in raised:
        note_text = note.text_content()
        text = text.replace(note_text, "", 1) if text.endswith(note_text) else text
    text = " ".join(text.split())
    is_inside = any(note.tail and note.tail.strip() for note in raised)
    return text, "value.rich_text" if struck or is_inside else ""


def _hang(row: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    while len(row) in hanging:
        left, text = hanging.pop(len(row))
        if left > 1:
            hanging[len(row)] = (left - 1, text)
        row.append(text)


def _span(text: str | None) -> int:
    return min(int(text), WIDEST_SPAN) if text and text.isdigit() and int(text) > 0 else 1
