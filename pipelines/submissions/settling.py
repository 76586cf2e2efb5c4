"""When a file in the inbox may be read: its size and time have come to rest and its container is whole.
A half-written file waits; one that stays broken is let in after a while, so that its unit hears what is wrong."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

REST_SECONDS = 10.0  # untouched this long, one look is enough
GIVE_UP_SECONDS = 300.0  # a broken file untouched this long will not repair itself
PAUSE_SECONDS = 0.5  # between two looks at a file that is young
_ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
_END_OF_DIRECTORY = b"PK\x05\x06"
_END_RECORD_BYTES = 22
_LONGEST_COMMENT = 65_535


class Look(NamedTuple):
    """What one look at a file saw."""

    size: int
    modified_ns: int


def look_at(path: Path) -> Look:
    """Look at a file; one that has just gone looks empty."""
    try:
        found = path.stat()
    except OSError:
        return Look(-1, 0)
    return Look(found.st_size, found.st_mtime_ns)


def is_settled(before: Look | None, now: Look, path: Path, now_ns: int | None = None) -> bool:
    """Tell whether a file may be read: two equal looks, or long rest, and a whole container."""
    if now.size < 0:
        return False
    age = ((time.time_ns() if now_ns is None else now_ns) - now.modified_ns) / 1e9
    if before != now and age < REST_SECONDS:
        return False
    return age >= GIVE_UP_SECONDS or is_whole(path)


def is_whole(path: Path) -> bool:
    """Tell whether a file has an end: an archive its directory, anything else at least one byte."""
    try:
        with path.open("rb") as file:
            if not file.read(4).startswith(_ARCHIVE):
                return file.tell() > 0
            size = file.seek(0, 2)
            tail_bytes = min(size, _END_RECORD_BYTES + _LONGEST_COMMENT)
            file.seek(size - tail_bytes)
            tail = file.read(tail_bytes)
    except OSError:
        return False
    end = tail.rfind(_END_OF_DIRECTORY)
    if end < 0 or len(tail) - end < _END_RECORD_BYTES:
        return False
    comment_bytes = int.from_bytes(tail[end + 20 : end + 22], "little")
    return end + _END_RECORD_BYTES + comment_bytes <= len(tail)
