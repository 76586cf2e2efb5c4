"""Runs a refresh that kills itself with SIGKILL at the n-th write, as `python -m tests.faults.killing N WHAT`.

A write is: a table made or loaded, rows appended, a sighting recorded, cells set aside, a file touched, copied, renamed
or replaced. Nothing can tidy up after the kill. Prints the number of writes when it ran to its end. WHAT is `refresh`,
`quarantined ROUND` (a refresh of one round, counted from the write that sets cells aside), a command, or a file.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.contract.paths import Paths
from pipelines.edition import publish
from pipelines.submissions import quarantine, register
from pipelines.warehouse import connection as warehouse

writes = 0
is_counting = True


def counted(inner: Callable[..., Any], fatal: int) -> Callable[..., Any]:
    def outer(*arguments: Any, **named: Any) -> Any:
        global writes, is_counting  # noqa: PLW0603
        is_counting = is_counting or inner.__name__ == "_record"
        writes += is_counting
        if writes == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return inner(*arguments, **named)

    return outer


def arm(fatal: int) -> None:
    """Replace everything that writes by its counting twin."""
    for place, name in (
        (warehouse, "create"),
        (warehouse, "load"),
        (warehouse, "append"),
        (warehouse, "replace_rounds"),
        (register, "record_sighting"),
        (quarantine, "_record"),
        (Path, "touch"),
        (publish, "turn"),
        (publish, "_judge"),
        (publish, "_prune"),
        (shutil, "copyfileobj"),
        (Path, "rename"),
        (Path, "replace"),
    ):
        setattr(place, name, counted(getattr(place, name), fatal))


def main() -> None:
    global is_counting  # noqa: PLW0603
    is_counting = sys.argv[2] != "quarantined"
    arm(int(sys.argv[1]))
    if sys.argv[2] in ("refresh", "quarantined"):
        from pipelines.commands.refresh import refresh

        refresh(Paths.from_environment(), sys.argv[3:])
    elif sys.argv[2] == "withdraw":
        sys.argv[1:] = sys.argv[2:]
        from pipelines.cli import app

        app(standalone_mode=False)
    else:
        from pipelines.commands.submit import submit

        submit(Paths.from_environment(), Path(sys.argv[3]))
    print(writes)


if __name__ == "__main__":
    main()
