"""What the sensor sees at the inbox: one look, and a watch of a few seconds that ends as soon as something new rests.

Dagster's daemon calls no sensor more often than every five seconds. A single look a call would let a dropped file wait
for two calls; so one call looks once a second instead.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.contract.paths import Paths
from pipelines.edition.fingerprint import file_sha256
from pipelines.submissions.inbox import inbox_files
from pipelines.submissions.settling import Look, is_settled, look_at

WATCH_SECONDS = 4.0  # with the daemon's own pause, the inbox is seldom unwatched for more than a second
PAUSE_SECONDS = 1.0  # between two looks


@dataclass(frozen=True)
class InboxView:
    """What one look saw: size and time of each file, and fingerprints of those that have come to rest.

    `content` stands for all that asks for a refresh: the fingerprints, and the marks of what was unlocked, withdrawn or
    set aside.
    """

    looks: dict[str, Look] = field(default_factory=dict)
    fingerprints: dict[str, str] = field(default_factory=dict)
    content: str = ""

    @property
    def waiting(self) -> int:
        """How many files are still being written."""
        return len(self.looks) - len(self.fingerprints)

    def to_cursor(self) -> str:
        looks = {path: list(look) for path, look in self.looks.items()}
        return json.dumps({"looks": looks, "fingerprints": self.fingerprints, "content": self.content})

    @classmethod
    def from_cursor(cls, cursor: str | None) -> InboxView:
        kept: dict[str, Any] = json.loads(cursor) if cursor else {}
        looks = {path: Look(*look) for path, look in kept.get("looks", {}).items()}
        return cls(looks, kept.get("fingerprints", {}), kept.get("content", ""))


def view(paths: Paths, before: InboxView) -> InboxView:
    """Look once. A file's content is read anew only where its size or time differ from the look before."""
    looks, fingerprints = {}, {}
    for path in inbox_files(paths):
        name, look = str(path), look_at(path)
        looks[name] = look
        earlier = before.looks.get(name)
        known = before.fingerprints.get(name) if earlier == look else None
        if known:
            fingerprints[name] = known
        elif content := _content(paths, path, is_settled(earlier, look, path)):
            fingerprints[name] = content
    marks = sorted(place.name for place in paths.unlocks.iterdir()) if paths.unlocks.is_dir() else []
    return InboxView(looks, fingerprints, ",".join([*sorted(set(fingerprints.values())), *marks]))


def _content(paths: Paths, path: Path, is_resting: bool) -> str | None:
    """The fingerprint of a file that may be read: at rest, or handed in by a command, which keeps only what is whole.

    None for one still being written, and for one that has gone since it was looked at.
    """
    try:
        sha256 = file_sha256(path)
    except OSError:
        return None
    return sha256 if is_resting or (paths.store / sha256).is_file() else None


def watch(
    paths: Paths,
    before: InboxView,
    seconds: float,
    pause: Callable[[float], None] = time.sleep,
) -> InboxView:
    """Look until the content is another one and nothing is being written, or until the time is over."""
    seen = view(paths, before)
    for _ in range(int(seconds / PAUSE_SECONDS)):
        if seen.content != before.content and not seen.waiting:
            break
        pause(PAUSE_SECONDS)
        seen = view(paths, seen)
    return seen
