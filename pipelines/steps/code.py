"""Fingerprints of what makes a table: a query with the methods it calls, or the Python it reaches by its imports."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
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
    digest.update(_engine_version().encode())
    return digest.hexdigest()


@cache
def _engine_version() -> str:
    return version("duckdb")


def files_fingerprint(files: Iterable[Path], sha256_of: Callable[[Path], str] = file_sha256) -> bytes:
    return "\n".join(f"{file.name} {sha256_of(file)}" for file in files).encode()


code_sha256 = cache(file_sha256)  # a running process goes on with the code it has imported


@cache
def code_fingerprint(module: str) -> str:
    """One name for the content of a module, of all of ours that it reaches by imports, and of the data beside them."""
    files = imported_files(module)
    beside = {other for folder in {file.parent for file in files} for other in _data_beside(folder)}
    return hashlib.sha256(files_fingerprint(sorted(files | beside), code_sha256)).hexdigest()


def imported_files(module: str) -> set[Path]:
    """The files of a module and of every module of ours it imports, at any depth and also within functions."""
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        file = _file_of(waiting.pop())
        if file is None or file in found:
            continue
        found.add(file)
        waiting.extend(_imports_of(file))
    return found


@cache
def _imports_of(file: Path) -> frozenset[str]:
    """The modules a file names in its imports, and what it imports of them, which may be modules too."""
    named: set[str] = set()
    for package, names, plain in _IMPORT.findall(file.read_text(encoding="utf-8")):
        named.add(package or plain)
        named |= {f"{package}.{name}" for name in re.findall(r"\w+", names)}
    return frozenset(named)


@cache
def _data_beside(folder: Path) -> frozenset[Path]:
    """Files that code of a folder reads: all in it and below it that are not code."""
    there = folder.glob("*") if folder == CHECKOUT / "pipelines" else folder.rglob("*")
    return frozenset(file for file in there if file.suffix not in (".py", ".pyc") and file.is_file())


@cache
def _file_of(module: str) -> Path | None:
    place = CHECKOUT.joinpath(*module.split("."))
    for file in (place.with_suffix(".py"), place / "__init__.py"):
        if file.is_file():
            return file
    return None
