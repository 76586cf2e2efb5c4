"""Starts a child process of ours that speaks with its parent over a socket, and ends when the parent is gone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any


def start_child(serve: str, loads: Sequence[str] = ()) -> tuple[subprocess.Popen[bytes], Connection[Any, Any]]:
    """Start a child that imports `loads` and calls a function by its full name with the number of its socket.

    Not by multiprocessing: that runs the parent's main script once more, whichever that is.
    """
    ours, theirs = socket.socketpair()
    code = f"import {', '.join((serve.rpartition('.')[0], *loads))}\n{serve}({theirs.fileno()})"
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", code],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=(theirs.fileno(),),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    theirs.close()
    return process, Connection(ours.detach())
