"""Every pattern that sees foreign text takes time in proportion to it: each is fed long strings of its own signs."""

from __future__ import annotations

import ast
import importlib
import itertools
import pkgutil
import re
import signal
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, ModuleType

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_parse

import pipelines.history
import pipelines.reference.regions
import pipelines.submissions
import pipelines.workbooks
from pipelines.reference.regions import spell

SHORT, LONG = 24, 6_000
PATIENCE_SECONDS = 0.02  # a linear pattern of 6,000 signs takes well below a millisecond
GROWTH = 3.0  # of the time when the text doubles: 2 is linear, 4 quadratic
MOST_SIGNS = 12
CATEGORY_SIGNS = {"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_WORD": "-"}
BY_THE_WAY = ("sub", "subn", "match", "search", "fullmatch", "findall", "finditer", "split")


def modules() -> Iterator[ModuleType]:
    yield pipelines.reference.regions
    for package in (pipelines.history, pipelines.submissions, pipelines.workbooks):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def patterns_in(value: object, depth: int = 3) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        for item in value:
            yield from patterns_in(item, depth - 1)
    elif depth and isinstance(value, dict):
        for item in value.values():
            yield from patterns_in(item, depth - 1)


PATTERNS = {
    f"{module.__name__.removeprefix('pipelines.')}.{name}[{number}]": pattern
    for module in modules()
    for name, value in vars(module).items()
    if not name.startswith("__")
    for number, pattern in enumerate(patterns_in(value))
}


def signs(parsed: object) -> Iterator[str]:
    """Signs that a parsed pattern names, one for each of its classes."""
    if isinstance(parsed, (sre_parse.SubPattern, list, tuple)):
        entries = list(parsed)
        if len(entries) == 2 and str(entries[0]) in ("LITERAL", "NOT_LITERAL") and isinstance(entries[1], int):
            yield chr(entries[1])
        elif len(entries) == 2 and str(entries[0]) == "RANGE":
            yield chr(entries[1][0])
        elif len(entries) == 2 and str(entries[0]) == "CATEGORY":
            yield CATEGORY_SIGNS.get(str(entries[1]), "a")
        for entry in entries:
            yield from signs(entry)


def alphabet(pattern: re.Pattern) -> list[str]:
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    named = list(dict.fromkeys(signs(sre_parse.parse(text, flags))))
    step = max(1, len(named) // MOST_SIGNS)
    return list(dict.fromkeys(["a", "7", " ", *named[::step]]))


def texts(pattern: re.Pattern, size: int) -> Iterator[str]:
    """One sign, or two or three in turn, over and over, after a beginning and before an end that fits nothing."""
    known = alphabet(pattern)
    units = [*known, *map("".join, itertools.permutations(known, 2))]
    for unit in units:
        for start in ("", "7", "a", known[-1]):
            yield start + unit * (size // len(unit)) + "\x01"


def as_fed(pattern: re.Pattern, text: str) -> str | bytes:
    return text if isinstance(pattern.pattern, str) else text.encode("utf-8")


def seconds(pattern: re.Pattern, text: str) -> float:
    fed = as_fed(pattern, text)
    begun = time.process_time()
    pattern.search(fed)
    pattern.fullmatch(fed)
    return time.process_time() - begun


def test_there_are_patterns_to_feed() -> None:
    assert len(PATTERNS) > 25
    assert any("readers" in name for name in PATTERNS) and any("rules" in name for name in PATTERNS)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_time_in_proportion_to_the_text(name: str) -> None:
    pattern = PATTERNS[name]

    def too_long(signum: int, frame: FrameType | None) -> None:
        raise AssertionError(f"{name} needs more than a second for {fed[:40]!r} ({len(fed)} signs)")

    before = signal.signal(signal.SIGALRM, too_long)
    try:
        for size in (SHORT, LONG):
            for fed in texts(pattern, size):
                signal.setitimer(signal.ITIMER_REAL, 5)
                if seconds(pattern, fed) > PATIENCE_SECONDS:
                    unit = fed[:-1]
                    once, twice = (min(seconds(pattern, unit * n + "\x01") for _ in range(3)) for n in (2, 4))
                    assert twice < GROWTH * once or twice < PATIENCE_SECONDS, (fed[:20], once, twice)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_no_pattern_is_hidden_inside_a_function() -> None:
    hidden = []
    for module in modules():
        path = Path(module.__file__ or "")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            is_pattern = is_call and isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if is_pattern and node.func.attr in BY_THE_WAY:
                hidden.append(f"{path.name}:{node.lineno}")
    assert hidden == []


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("Aceh *", "aceh"), ("Aceh**)", "aceh"), ("Aceh 1) 2)", "aceh"), ("Aceh (**)", "aceh"), ("Aceh *) 1)*", "aceh"),
        ("Aceh 12)", "aceh1"), ("Aceh)", "aceh"), ("Aceh (**", "aceh"), ("***", ""), ("", ""),
        (f"Aceh {'*' * 27} lihat lampiran", "acehlihatlampiran"), (f"Aceh {'*' * 30_000}", "aceh"),
        (f"Aceh {'1)' * 15_000}", "aceh"),
    ],
)  # fmt: skip
def test_footnote_marks_leave_a_name_in_no_time(written: str, bare: str) -> None:
    begun = time.process_time()
    assert spell(written).bare == bare
    assert time.process_time() - begun < 0.2
