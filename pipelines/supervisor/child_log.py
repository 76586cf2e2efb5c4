"""The log of one child: appended to, each line dated in UTC, rotated by size; a full disk never stops the child."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import deque
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

LARGEST_BYTES = 5_000_000
KEPT_FILES = 5
LAST_LINES = 3
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class _RotatedFile(RotatingFileHandler):
    """Counts what the disk refused instead of printing a trace for each line."""

    refused_count = 0

    def handleError(self, record: logging.LogRecord) -> None:
        self.refused_count += 1


class ChildLog:
    """Takes what a child prints, line by line, in a thread of its own, until the child closes its end."""

    def __init__(self, file: Path, echo: Callable[[str], None] | None = None) -> None:
        """`echo` gets every line as well, for a child whose progress the operator wants to see."""
        self.file = file
        self.last_lines: deque[str] = deque(maxlen=LAST_LINES)
        self._echo = echo
        self._handler = _RotatedFile(file, maxBytes=LARGEST_BYTES, backupCount=KEPT_FILES, encoding="utf-8", delay=True)
        formatter = logging.Formatter("%(asctime)sZ %(message)s", datefmt="%Y-%m-%dT%H:%M:%S")
        formatter.converter = time.gmtime
        self._handler.setFormatter(formatter)

    @property
    def refused_count(self) -> int:
        """Lines that could not be written, for example because the disk is full."""
        return self._handler.refused_count

    def take(self, output: IO[bytes]) -> threading.Thread:
        """Start to read a child's output; the pipe is always drained, else a full pipe would stop the child."""
        thread = threading.Thread(target=self._drain, args=(output,), daemon=True)
        thread.start()
        return thread

    def note(self, line: str) -> None:
        """Write one line of the supervisor's own, so that the log says why a child was started again."""
        self._handler.handle(logging.LogRecord("selaras", logging.INFO, "", 0, line, None, None))

    def close(self) -> None:
        self._handler.close()

    def _drain(self, output: IO[bytes]) -> None:
        with output:
            for raw in output:
                line = COLOUR.sub("", raw.decode("utf-8", "replace").rstrip())
                if line:
                    self.last_lines.append(line)
                    self.note(line)
                    if self._echo is not None:
                        self._echo(line)
