"""Sentences of the product are written out in one test for each catalogue; every other test names them by key.

A copied sentence breaks in a dozen files when one word changes, and says nothing about the page it was read on. So a
string of a test may hold at most three words in a row of any catalogue, and tests take the sentence itself from
tests/sentence.py. Held are the tests of what people read: pages, browser, files, findings and decisions.
Tests of formulas, SQL and commands are not: their strings are names of cases and sentences of errors, which stand in
the code beside the error and in no catalogue.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dashboards.i18n import LANGUAGES, catalogue
from pipelines.analysis.compose.words import sentences as composed
from pipelines.contract.decisions.refusal import sentences as refusals
from pipelines.contract.paths import CHECKOUT
from pipelines.submissions.model.finding import texts

MOST_WORDS = 3
FOLDERS = ("browser", "contract", "dashboards", "desk", "exports", "submissions")
WRITTEN_OUT = {
    "tests/dashboards/test_sentences.py": "screens",
    "tests/contract/decisions/test_guards.py": "refusals of the decision book",
    "tests/submissions/readers/test_findings.py": "findings, beside sentences.yml, which holds most of them",
    "tests/submissions/proposals/given.py": "words that a unit types",
    "tests/browser/test_words_and_tiles.py": "words of the framework that no page may show",
}
Run = tuple[str, ...]


def runs(written: str) -> Iterator[Run]:
    """Every run of words one longer than allowed; a figure, a fact or a sign of markup ends a run."""
    for part in re.split(r"\{[^}]*\}|[\d<>=|_]", written.lower()):
        words = re.findall(r"[^\W\d_]+", part)
        for first in range(len(words) - MOST_WORDS):
            yield tuple(words[first : first + MOST_WORDS + 1])


@cache
def sentences() -> dict[Run, str]:
    """Runs of words of every catalogue, with the key they stand under."""
    found: dict[Run, str] = {}
    for key, written in _catalogues():
        found.update(dict.fromkeys(runs(written), key))
    return found


def _catalogues() -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        yield from catalogue(language).items()
    for rule_id, finding in texts().items():
        yield from ((rule_id, written) for written in (finding.message_id, finding.message_en))
    for rule_id, refusal in refusals().items():
        yield from ((rule_id, refusal[f"message_{language}"]) for language in LANGUAGES)
    for key, outcome in composed()["closure"].items():
        yield from ((f"closure.{key}", outcome[language]) for language in LANGUAGES)


def literals(file: Path) -> Iterator[tuple[int, str]]:
    """The strings of a test with their line, without docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


def copies(file: Path) -> list[str]:
    return [
        f"{file.name}:{line} writes out {key}"
        for line, written in literals(file)
        for key in {sentences()[run] for run in runs(written) if run in sentences()}
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_test_names_a_sentence_by_its_key(folder: str) -> None:
    files = sorted((CHECKOUT / "tests" / folder).rglob("*.py"))
    assert files
    held = [file for file in files if str(file.relative_to(CHECKOUT)) not in WRITTEN_OUT]
    assert [copy for file in held for copy in copies(file)] == []


@pytest.mark.parametrize("place", WRITTEN_OUT)
def test_where_sentences_are_written_out_some_are(place: str) -> None:
    assert copies(CHECKOUT / place)
