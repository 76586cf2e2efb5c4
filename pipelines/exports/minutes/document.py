"""The draft of minutes as a Word document, whose words may be edited; its annexes are compared when it comes back."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import docx
from docx.document import Document

from pipelines.contract.formula_guard import UNWRITABLE
from pipelines.exports.minutes.facts import Minutes


def draft_document(minutes: Minutes, built_at: datetime) -> bytes:
    """Write the draft; every text goes in as a text run, so that nothing in it acts as markup or a field."""
    document = docx.Document()
    shown = minutes.shown
    document.core_properties.title = _plain(shown["title"])
    document.core_properties.author = "Selaras"
    document.core_properties.language = minutes.language
    document.core_properties.created = document.core_properties.modified = built_at.replace(tzinfo=None)
    document.add_heading(_plain(shown["title"]), level=1)
    for words in (shown["mark"], shown["example"], shown["addendum"]):
        if words:
            document.add_paragraph(_plain(words)).runs[0].bold = True
    document.add_heading(_plain(shown["considerations_heading"]), level=2)
    for words in shown["considerations"]:
        document.add_paragraph(_plain(words), style="List Number")
    document.add_heading(_plain(shown["resolution"]), level=2)
    for words in shown["resolutions"]:
        document.add_paragraph(_plain(words))
    document.add_heading(_plain(shown["signatures"]), level=2)
    for name in shown["signers"]:
        document.add_paragraph(f"\n\n{_plain(name)}")
    for annex in shown["annexes"]:
        document.add_page_break()  # type: ignore[no-untyped-call]
        _annex(document, annex, shown["none"])
    document.add_paragraph(_plain(shown["footer"]))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _annex(document: Document, annex: Mapping[str, Any], none: str) -> None:
    document.add_heading(_plain(annex["heading"]), level=2)
    if not annex["rows"]:
        document.add_paragraph(none)
        return
    table = document.add_table(rows=1, cols=len(annex["columns"]), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, annex["columns"], strict=True):
        cell.paragraphs[0].add_run(_plain(name)).bold = True
    for row in annex["rows"]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _plain(text)


def _plain(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)
