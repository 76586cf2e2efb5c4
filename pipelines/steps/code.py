"""Fingerprints of what makes a table: a query with the methods it calls, or the Python it reaches by its imports."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipelines.contract.paths import CHECKOUT, SQL
from pipelines.edition.fingerprint import file_sha256
from pipelines.steps.step import Step

_IMPORT = re.compile(
    r"^\s*(?:from\s+(pipelines[\w.]*)\s+import\s+(\([^)]*\)|[^\n(]+)|import\s+(pipelines[\w.]*))", re.MULTILINE
)
_CALL = re.compile(r"\b([a-z_][a-z0-9_]*)\s*\(")
_CLOCK = re.compile(r"\bcurrent_date\b|\bcurrent_timestamp\b|\bnow\s*\(\s*\)")


@cache
def methods() -> dict[str, str]:
    """The text of every macro of sql/methods by its name."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted((SQL / "methods").glob("*.sql"))}


def with_methods(query: str) -> str:
    """Give a query together with every method it calls, and those they call."""
    called: set[str] = set()
    waiting = [query]
    while waiting:
        found = set(_CALL.findall(waiting.pop())) & methods().keys() - called
        called |= found
        waiting.extend(methods()[name] for name in found)
    return "\n".join([query, *(methods()[name] for name in sorted(called))])


def asks_the_clock(step: Step) -> bool:
    """Tell whether a query's answer depends on the moment at which it is asked."""
    return bool(step.text) and _CLOCK.search(with_methods(step.text)) is not None


@cache
def text_fingerprint(step_text: str, module: str) -> str:
    """One name for what an action does: its query with methods, or else the code of its module."""
    digest = hashlib.sha256()
    if step_text:
        digest.update(with_methods(step_text).encode())
        digest.update(code_fingerprint("pipelines.warehouse.connection").encode())
    else:
        digest.update(code_fingerprint(module).encode())
        digest.update(files_fingerprint([*sorted((SQL / "schema").glob("*.sql")), CHECKOUT / "requirements.lock"]))
    digest.update(version("duckdb").encode())
    return digest.hexdigest()


def files_fingerprint(files: Iterable[Path]) -> bytes:
    return "\n".join(f"{file.name} {file_sha256(file)}" for file in files).encode()


@cache
def code_fingerprint(module: str) -> str:
    """One name for the content of a module, of all of ours that it reaches by imports, and of the data beside them."""
    files = imported_files(module)
    beside = {
        other
        for folder in {file.parent for file in files}
        for other in (folder.glob("*") if folder == CHECKOUT / "pipelines" else folder.rglob("*"))
        if other.is_file() and other.suffix not in (".py", ".pyc")
    }
    return hashlib.sha256(files_fingerprint(sorted(files | beside))).hexdigest()


def imported_files(module: str) -> set[Path]:
    """The files of a module and of every module of ours it imports, at any depth and also within functions."""
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        file = _file_of(waiting.pop())
        if file is None or file in found:
            continue
        found.add(file)
        for package, names, plain in _IMPORT.findall(file.read_text(encoding="utf-8")):
            waiting.append(package or plain)
            waiting.extend(f"{package}.{name}" for name in re.findall(r"\w+", names))
    return found


@cache
def _file_of(module: str) -> Path | None:
    place = CHECKOUT.joinpath(*module.split("."))
    for file in (place.with_suffix(".py"), place / "__init__.py"):
        if file.is_file():
            return file
    return None
