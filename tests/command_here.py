"""The `selaras` command in the process of the test: its words and exit code without a second's start for each verb.

Where a process of its own is what is proved (a kill, a lock, a signal), `tests.conftest.run_selaras` starts one.
"""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines import cli
from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.contract.progress_lines import progress


def selaras_here(paths: Paths, *arguments: str, folder: Path = CHECKOUT) -> subprocess.CompletedProcess[str]:
    """Run one verb on a data folder, with `folder` as the working directory; what it said is kept as of a process."""
    out, complaints = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    code: object = 0
    with pytest.MonkeyPatch.context() as patch, contextlib.chdir(folder):
        patch.setenv("SELARAS_DATA", str(paths.data))
        patch.setattr(sys, "argv", ["selaras", *arguments])
        patch.setattr(progress, "handlers", [])  # lines go to this command's output, not to an earlier one's
        patch.setattr(progress, "propagate", progress.propagate)
        level = progress.level
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(complaints):
            try:
                cli.main()
            except SystemExit as end:
                code = end.code
            finally:
                progress.setLevel(level)
    said, complained = (stream.buffer.getvalue().decode() for stream in (out, complaints))  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(arguments, int(code or 0), said, complained)  # type: ignore[call-overload]
