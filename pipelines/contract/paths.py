"""Where things are: the checkout (code, sql) and the data folder, which one variable can move."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SQL = CHECKOUT / "sql"


def printable(path: Path) -> str:
    """Give a path as text that can be stored and printed; bytes of a name that are no UTF-8 show as `\\xff`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


@dataclass(frozen=True)
class Paths:
    """All places under one data folder; committed: reference, history, plans; made: the rest."""

    data: Path

    @classmethod
    def from_environment(cls) -> Paths:
        """Take SELARAS_DATA if it is set, otherwise `data/` of the checkout."""
        return cls(Path(os.environ.get("SELARAS_DATA", CHECKOUT / "data")).resolve())

    @property
    def reference(self) -> Path:
        return self.data / "reference"

    @property
    def history(self) -> Path:
        return self.data / "history"

    @property
    def plans(self) -> Path:
        return self.data / "plans"

    @property
    def inbox(self) -> Path:
        return self.data / "inbox"

    @property
    def store(self) -> Path:
        return self.data / "store"

    @property
    def warehouse(self) -> Path:
        return self.data / "warehouse.duckdb"

    @property
    def editions(self) -> Path:
        return self.data / "editions"

    @property
    def current(self) -> Path:
        return self.editions / "CURRENT"

    @property
    def dagster_home(self) -> Path:
        return self.data / "dagster"

    @property
    def logs(self) -> Path:
        """What the served children print; made, not committed."""
        return self.data / "logs"

    @property
    def journal(self) -> Path:
        """A small file per refresh: which steps were made, which were left standing, and why."""
        return self.data / "journal"

    @property
    def write_lock(self) -> Path:
        return self.data / "refresh.lock"

    @property
    def unlocks(self) -> Path:
        """A file per unlock, so that a refresh sees that there is something new; the register holds the record."""
        return self.data / "unlocks"

    @property
    def returns(self) -> Path:
        """Annotated workbooks and receipts for units; made, not committed."""
        return self.data / "returns"
