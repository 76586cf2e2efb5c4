"""The lines in which a command says how far it is: one logger, written to standard output by whoever is in front."""

from __future__ import annotations

import logging
import sys

progress = logging.getLogger("selaras")


def say_progress() -> None:
    """Send progress lines to standard output, and keep Dagster's own log to warnings."""
    if not progress.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(message)s"))
        progress.addHandler(handler)
    progress.setLevel(logging.INFO)
    progress.propagate = False
