"""BPS "xls" files that are HTML: the largest table of the page becomes a grid. A page without a table is refused."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml import html as lxml_html

from pipelines.history.readers.table import FormError

WIDEST_SPAN = 2000


def html_grid(content: bytes) -> list[list[str]]:
    """Texts of the largest table, merged cells written into every cell they cover."""
    try:
        page = lxml_html.fromstring(content, parser=lxml_html.HTMLParser(encoding=_declared(content)))
    except (etree.ParserError, etree.XMLSyntaxError, LookupError):
        raise FormError("form.page_unreadable") from None
    tables = page.xpath("//table")
    if not tables:
        raise _why_empty(page)
    grids = [_grid(table) for table in tables]
    return max(grids, key=lambda grid: sum(bool(cell) for row in grid for cell in row))


def _declared(content: bytes) -> str:
    start = content[:2048].lower()
    if b"charset=us-ascii" in start or b"utf-8" in start:
        return "utf-8"
    return "cp1252" if b"windows-1252" in start or b"iso-8859-1" in start else "utf-8"


def _why_empty(page: lxml_html.HtmlElement) -> FormError:
    if page.xpath("//frameset") or page.xpath("//frame"):
        return FormError("form.frameset")
    said = " ".join(" ".join(page.xpath("//title//text()") or page.xpath("//body//text()")).split())[:80]
    return FormError("form.page_without_table", said=said or "…")


def _grid(table: lxml_html.HtmlElement) -> list[list[str]]:
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}  # column -> rows still covered from above, text
    for line in table.iter("tr"):
        row: list[str] = []
        cells: Iterable[lxml_html.HtmlElement] = line.xpath("./td|./th")
        for cell in cells:
            _hang(row, hanging)
            text = " ".join(cell.text_content().split())
            rows, columns = (_span(cell.get(name)) for name in ("rowspan", "colspan"))
            for _ in range(columns):
                if rows > 1:
                    hanging[len(row)] = (rows - 1, text)
                row.append(text)
        _hang(row, hanging)
        grid.append(row)
    return grid


def _hang(row: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    while len(row) in hanging:
        left, text = hanging.pop(len(row))
        if left > 1:
            hanging[len(row)] = (left - 1, text)
        row.append(text)


def _span(text: str | None) -> int:
    return min(int(text), WIDEST_SPAN) if text and text.isdigit() and int(text) > 0 else 1
