"""The folder in which Dagster keeps runs, partitions and cursors, and the workspace file its pages and daemon read."""

from __future__ import annotations

from pathlib import Path

import yaml

from pipelines.contract.paths import CHECKOUT, Paths

LOCATION = "selaras"


def dagster_home(paths: Paths) -> str:
    """Make the folder in which runs, partitions and cursors survive, with the checkout's dagster.yaml."""
    home = paths.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    settings = (CHECKOUT / "dagster.yaml").read_text(encoding="utf-8")
    kept = home / "dagster.yaml"
    if not kept.is_file() or kept.read_text(encoding="utf-8") != settings:
        kept.write_text(settings, encoding="utf-8")
    return str(home)


def write_workspace(home: Path, socket: Path) -> Path:
    """Write the workspace file that leads Dagster's pages and daemon to the code's socket, under its usual name."""
    file = home / "served_workspace.yaml"
    entry = {"grpc_server": {"host": "localhost", "socket": str(socket), "location_name": LOCATION}}
    file.write_text(yaml.safe_dump({"load_from": [entry]}), encoding="utf-8")
    return file
