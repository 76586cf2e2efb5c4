"""The health address: one JSON answer about the edition, its age and every child; nothing can be changed there."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pipelines.contract.paths import Paths
from pipelines.supervisor.child import Child

STAMP = re.compile(r"^edition-(\d{8}T\d{6}Z)-\d+$")
CLOCK_TOLERANCE = timedelta(minutes=5)


def edition_now(paths: Paths) -> tuple[str, datetime | None]:
    """The name CURRENT holds and the instant in it; empty and None before the first edition."""
    try:
        name = paths.current.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return "", None
    stamp = STAMP.match(name)
    return name, datetime.strptime(stamp[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if stamp else None


def clock_fault(paths: Paths, now: datetime) -> str:
    """One sentence when this machine's clock stands before the current edition was made; empty otherwise."""
    name, made_at = edition_now(paths)
    if made_at is None or now >= made_at - CLOCK_TOLERANCE:
        return ""
    return (
        f"The clock of this machine says {now:%Y-%m-%d %H:%M} UTC, but {name} was made later than that; "
        "set the clock, for the instants at which files are received come from it."
    )


def health(paths: Paths, children: Sequence[Child], now: datetime) -> dict[str, Any]:
    """What the health address answers. `status` is `ok` when there is an edition, every child serves and the clock
    is right; ages are seconds, null before the first edition."""
    name, made_at = edition_now(paths)
    fault = clock_fault(paths, now)
    described = [_described_child(child) for child in children]
    is_well = bool(name) and not fault and all(child.state in ("serving", "done") for child in children)
    return {
        "status": "ok" if is_well else "degraded",
        "edition": name or None,
        "edition_made_at": made_at.isoformat() if made_at else None,
        "edition_age_seconds": round((now - made_at).total_seconds()) if made_at else None,
        "clock": fault or "ok",
        "children": described,
    }


def _described_child(child: Child) -> dict[str, Any]:
    return {
        "name": child.task.name,
        "state": child.state,
        "age_seconds": round(child.age_seconds, 1),
        "restart_count": child.restart_count,
        "reason": child.reason,
        "address": child.task.address or None,
        "log_lines_refused": child.log.refused_count,
    }


def serve_health(answer: Callable[[], dict[str, Any]], host: str, port: int) -> ThreadingHTTPServer:
    """Answer every GET with `answer()`: 200 when its status is `ok`, 503 otherwise. Runs in a thread of its own."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said = answer()
            body = json.dumps(said, indent=2).encode()
            self.send_response(200 if said["status"] == "ok" else 503)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: monitors ask every few seconds."""

    server = ThreadingHTTPServer((host, port), Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
