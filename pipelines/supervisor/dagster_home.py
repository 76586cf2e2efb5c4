"""The folder in which Dagster keeps runs, partitions and cursors, and the workspace file its pages and daemon read."""

from __future__ import annotations

import os
from pathlib import Path

import yaml

from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.errors import SelarasError

LOCATION = "selaras"
STORE = "SELARAS_DAGSTER_DB"
DRIVER = "postgresql+psycopg2://"  # without the driver's name, SQLAlchemy 2.1 takes another one that is not installed


class StoreError(SelarasError):
    """One sentence: what the variable holds and what it should."""


def dagster_home(paths: Paths) -> str:
    """Make the folder with the checkout's dagster.yaml in which runs, partitions and cursors survive.

    With SELARAS_DAGSTER_DB they are kept in that PostgreSQL database instead. The file names the variable, so that its
    password is in no file. Raises StoreError when it is no address that Dagster's driver understands.
    """
    home = paths.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    settings = (CHECKOUT / "dagster.yaml").read_text(encoding="utf-8")
    if address := os.environ.get(STORE):
        if not address.startswith(DRIVER):
            raise StoreError(f"{STORE} must begin with {DRIVER}; write {DRIVER}user:password@host:5432/database.")
        settings += yaml.safe_dump({"storage": {"postgres": {"postgres_url": {"env": STORE}}}})
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
