"""What lies in the inbox as a refresh begins, and the child that will judge what has just come there.

The first look is taken at once, so that the pause between the two looks passes while other work is done. Whether a file
has come to rest stands in settling.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from pipelines.contract.paths import Paths
from pipelines.submissions.inbox import inbox_files
from pipelines.submissions.judge_sandboxed import judging_pool
from pipelines.submissions.settling import PAUSE_SECONDS, Look, is_settled, look_at

BUNDLED_FILES = 2  # or more: a child each


class Arrivals:
    """The first look at every file of the inbox, and a pool whose first child loads while young files rest.

    `whole` names files that need not come to rest.
    """

    def __init__(self, paths: Paths, whole: Sequence[Path] = (), pause: Callable[[float], None] = time.sleep) -> None:
        self._paths, self._whole, self._pause = paths, set(whole), pause
        self._looks: dict[Path, Look] = {}
        self._last_first_look = 0.0
        self.pool = judging_pool()
        if whole:
            self.pool.begin()
        elif not paths.current.is_file():
            self.pool.begin(BUNDLED_FILES)  # the first refresh judges what is bundled
        self._look()

    def __enter__(self) -> Arrivals:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.pool.close()

    def _look(self) -> list[Path]:
        """Look at what has come since the last look; give all files there are, in the order in which they came."""
        files = inbox_files(self._paths)
        fresh = {path: look_at(path) for path in files if path not in self._looks and path not in self._whole}
        if any(not is_settled(None, look, path) for path, look in fresh.items()):
            self.pool.begin()  # what has just come is judged in a moment: its child loads meanwhile
            self._last_first_look = time.monotonic()
        self._looks |= fresh
        return files

    def settled_files(self) -> tuple[list[Path], list[Path]]:
        """Look again, a pause after the first look at the earliest; give what may be read and what waits."""
        files = self._look()
        rest = self._last_first_look + PAUSE_SECONDS - time.monotonic()
        if rest > 0:
            self._pause(rest)
        ready = [path for path in files if path in self._whole or is_settled(self._looks[path], look_at(path), path)]
        return ready, [path for path in files if path not in set(ready)]
