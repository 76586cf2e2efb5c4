"""Says whether anything that an edition is made of has changed: inputs, queries and code, by content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pipelines.contract.paths import CHECKOUT, SQL, Paths, printable

CODE_FOLDERS = (CHECKOUT / "pipelines", SQL)


def file_sha256(path: Path) -> str:
    """Fingerprint one file without holding it in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def input_fingerprint(paths: Paths, clock: str = "") -> str:
    """One name for the content of everything a refresh reads, and for what it takes from the clock."""
    digest = hashlib.sha256(clock.encode())
    for root in (*CODE_FOLDERS, paths.reference, paths.history, paths.plans, paths.inbox, paths.unlocks):
        for line in content_of(root, may_wait=root == paths.inbox):
            digest.update(line.encode())
    digest.update(f"decisions\0{last_decision(paths)}\n".encode())
    return digest.hexdigest()


def content_of(root: Path, may_wait: bool = False) -> Iterator[str]:
    """A line for each file under a folder, or for one file: where it lies and what it holds; times play no part."""
    for file in [root] if root.is_file() else _files(root):
        if may_wait and file.is_symlink():
            continue  # links in the inbox are not followed
        yield f"{printable(file.relative_to(root.parent))}\0{_content(file, may_wait)}\n"


def last_decision(paths: Paths) -> str:
    """The number of the last event that a person wrote into the decision book; what files said is known by the files.

    A book that cannot be opened counts as one of its own, so that a refresh follows once it can.
    """
    from pipelines.contract import decisions

    if not decisions.exists(paths.data):
        return "0"
    try:
        book = decisions.open_book(paths.data)
    except decisions.BookError:
        return "unreachable"
    try:
        return str(book.last_decision())
    finally:
        book.close()


def _content(file: Path, may_wait: bool) -> str:
    """Fingerprint one input; a file of the inbox that has gone or cannot be read yet waits and counts as empty."""
    try:
        return file_sha256(file)
    except OSError:
        if may_wait:
            return ""
        raise


def _files(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        return
    for file in sorted(root.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith("."):
            yield file
