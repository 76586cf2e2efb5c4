"""The brief of a round: the first screen of the dashboard in words, or on one A4 sheet.

The dashboard makes the content, so that the sheet says what the screen says; it is started as a program, as
`selaras up` starts the pages. Here the words are only laid out.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pipelines.contract.paths import CHECKOUT
from pipelines.errors import SelarasError
from pipelines.exports.typeset import compile_pdf

LOOK: Final = Path(__file__).with_name("brief.typ")
PROGRAM: Final = "dashboards.brief"
NO_SUCH_ROUND: Final = 3
SECONDS: Final = 60
FirstScreen = Mapping[str, Any]


class BriefError(SelarasError):
    """One sentence: what kept the brief from being made, and what to do."""


def first_screen(
    edition: Path, round_id: str, language: str = "id", target_year: int | None = None
) -> FirstScreen | None:
    """Everything the first screen says about a round and year; None for a round the edition lacks."""
    asked = [str(edition), round_id, language, *([str(target_year)] if target_year else [])]
    try:
        made = subprocess.run(
            [sys.executable, "-m", PROGRAM, *asked], cwd=CHECKOUT, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise BriefError(f"the brief of {round_id} took longer than {SECONDS} seconds; try again") from None
    if made.returncode == NO_SUCH_ROUND:
        return None
    if made.returncode:
        last = made.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise BriefError(f"the brief of {round_id} could not be made from {edition.name}: {' '.join(last)}")
    found: FirstScreen = json.loads(made.stdout)
    return found


def in_words(sheet: FirstScreen) -> str:
    """The sheet as plain text, in the order of the screen."""
    return "\n".join(_lines(sheet))


def _lines(sheet: FirstScreen) -> Iterator[str]:
    yield " · ".join(part for part in (sheet["example"], sheet["freshness"]) if part)
    yield sheet["title"]
    yield " ".join(sheet["aloud"])
    yield ""
    for tile in sheet["tiles"]:
        said = " ".join(part for part in (tile["figure"], tile["unit"], tile["what"]) if part)
        yield f"{tile['question']} {said}." + (f" {tile['more']}" if tile["more"] else "")
    if sheet["lever"]:
        yield sheet["lever"]
    yield ""
    yield sheet["standings"]
    if sheet["nothing"]:
        yield sheet["nothing"]
    yield ""
    yield sheet["scale"]["title"]
    yield from ("  " + _row(line) for line in sheet["scale"]["lines"])
    yield ""
    yield sheet["map"]["sentence"]
    if sheet["carriers"]:
        yield f"{sheet['carriers']['title']}. {sheet['carriers']['note']}"
        yield from ("  " + _row(line) for line in sheet["carriers"]["lines"])


def _row(line: FirstScreen) -> str:
    return f"{line['name']}: " + " | ".join(cell for cell in line["cells"] if cell)


def as_pdf(sheet: FirstScreen) -> bytes:
    """The sheet as tagged PDF; the same sheet gives the same bytes."""
    return compile_pdf(sheet, LOOK)
