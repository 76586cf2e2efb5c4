"""The pages of a bundle: plain HTML that opens from a folder without a network; every text is escaped here.

What they say comes from the brief (the first screen's own words) and from the reference sheets; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from pipelines.exports.sheets.facts import Sheet, sheet_text

STYLE = Path(__file__).with_name("bundle.css")
WORDS = {
    "regions": {"id": "Lembar acuan per wilayah", "en": "Reference sheets by region"},
    "files": {"id": "Berkas", "en": "Files"},
    "brief": {"id": "Ringkasan satu halaman (PDF)", "en": "One-page brief (PDF)"},
    "table": {"id": "Semua baris (CSV)", "en": "All lines (CSV)"},
    "back": {"id": "Kembali ke ringkasan", "en": "Back to the overview"},
    "other": {"id": "English", "en": "Bahasa Indonesia"},
}
Shown = Mapping[str, Any]


def overview_page(brief: Shown, sheets: Sequence[Sheet]) -> str:
    """The first page: the brief with its bars, and a link to each region's sheet."""
    language = brief["language"]
    parts = [
        _mark(brief["example"]),
        f"<p class='eyebrow'>{escape(brief['eyebrow'])}</p><h1>{escape(brief['title'])}</h1>",
        f"<p>{escape(brief['freshness'])}</p>",
        f"<p class='aloud'>{escape(' '.join(brief['aloud']))}</p>",
        "<ul class='tiles'>" + "".join(_tile(tile) for tile in brief["tiles"]) + "</ul>",
        f"<p>{escape(brief['standings'])}</p>",
        f"<p>{escape(brief['nothing'])}</p>" if brief["nothing"] else "",
        _bars(brief["scale"]["title"], brief["scale"]["lines"], brief["scale"]["zero"]),
        f"<p>{escape(brief['map']['sentence'])}</p>",
    ]
    if brief["carriers"]:
        carriers = brief["carriers"]
        parts += [_bars(carriers["title"], carriers["lines"], carriers["zero"]), f"<p>{escape(carriers['note'])}</p>"]
    links = "".join(
        f"<li><a href='{address(sheet)}'>{escape(sheet.region_name)}</a> "
        f"({sheet.counts()['agreed']} / {sheet.counts()['all']})</li>"
        for sheet in sheets
    )
    parts += [
        f"<h2>{_word('files', language)}</h2><ul><li><a href='brief-{language}.pdf'>{_word('brief', language)}</a></li>"
        f"<li><a href='lines.csv'>{_word('table', language)}</a></li></ul>",
        f"<h2>{_word('regions', language)}</h2><ul class='regions'>{links}</ul>",
    ]
    other = "en" if language == "id" else "id"
    top = f"<nav><a href='{'index.html' if other == 'id' else 'index-en.html'}'>{_word('other', language)}</a></nav>"
    return _page(language, brief["title"], top + "".join(parts), brief["footer"], ".")


def sheet_page(sheet: Sheet) -> str:
    """One region's sheet, as its PDF says it."""
    said, language = sheet_text(sheet), sheet.language
    back = "../index.html" if language == "id" else "../index-en.html"
    body = [
        f"<nav><a href='{back}'>{_word('back', language)}</a></nav>",
        _mark(said["example"]),
        f"<h1>{escape(said['title'])}</h1><p>{escape(said['subtitle'])}</p>",
        _mark(f"{said['draft']}. {said['draft_reason']}") if said["draft"] else "",
        f"<p>{escape(said['summary'])}</p>",
        f"<h2>{escape(said['agreed_heading'])}</h2>",
        _part(said, "agreed"),
        f"<h2>{escape(said['open_heading'])}</h2>",
        _part(said, "open"),
    ]
    return _page(language, said["title"], "".join(body), said["footer"], "..")


def address(sheet: Sheet) -> str:
    """The page of a region, named by its code and language only."""
    return f"regions/{sheet.region_id}-{sheet.language}.html"


def _page(language: str, title: str, body: str, footer: str, up: str) -> str:
    return (
        f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src 'self'\">"
        f"<title>{escape(title)} · Selaras</title><link rel='stylesheet' href='{up}/bundle.css'></head>"
        f"<body>{body}<footer>{escape(footer)}</footer></body></html>\n"
    )


def _word(key: str, language: str) -> str:
    return escape(WORDS[key][language])


def _mark(words: str) -> str:
    return f"<p class='mark'>{escape(words)}</p>" if words else ""


def _tile(tile: Shown) -> str:
    figure = " ".join(part for part in (tile["figure"], tile["unit"]) if part)
    return (
        f"<li><span>{escape(tile['question'])}</span><b>{escape(figure)}</b>"
        f"<span>{escape(tile['what'])}</span><span>{escape(tile['more'] or '')}</span></li>"
    )


def _bars(title: str, lines: Iterable[Shown], zero: float) -> str:
    """Rows with a bar each, drawn as SVG on one common lane of 100; the figure stands beside the bar as text."""
    rows = []
    for line in lines:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in line["cells"])
        rows.append(f"<tr><th scope='row'>{escape(line['name'])}</th><td>{_bar(line['bar'], zero)}</td>{cells}</tr>")
    return f"<h2>{escape(title)}</h2><div class='wide'><table class='bars'><tbody>{''.join(rows)}</tbody></table></div>"


def _bar(bar: Shown | None, zero: float) -> str:
    mark = f"<line x1='{zero:g}' x2='{zero:g}' y1='0' y2='10' class='zero'/>"
    drawn = ""
    if bar is not None:
        kind = "hollow" if bar["is_hollow"] else "full"
        drawn = f"<rect x='{bar['start']:g}' y='2' width='{bar['width']:g}' height='6' class='{kind}'/>"
    return f"<svg viewBox='0 0 100 10' preserveAspectRatio='none' aria-hidden='true'>{drawn}{mark}</svg>"


def _part(said: Shown, part: str) -> str:
    """The table of a part of the sheet, or the sentence that there is none."""
    made = _table(said[f"{part}_columns"], said[part], said[f"{part}_outcomes"])
    return made or f"<p>{escape(said[f'{part}_none'])}</p>"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], outcomes: Sequence[str]) -> str:
    """The rows under the outcome each of them serves; nothing for no rows."""
    if not rows:
        return ""
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in columns)
    body, above = "", None
    for row, outcome in zip(rows, outcomes, strict=True):
        if outcome != above:
            body += f"<tr><th scope='colgroup' colspan='{len(columns)}'>{escape(outcome)}</th></tr>"
        body += "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        above = outcome
    return f"<div class='wide'><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
