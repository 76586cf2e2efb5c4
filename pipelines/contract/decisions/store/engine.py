"""Opens the store of the book: SQLite beside the warehouse, or PostgreSQL; migrates it; puts its errors into words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from pipelines.contract.decisions.refusal import BookError
from pipelines.contract.decisions.store.tables import REVISION

VARIABLE = "SELARAS_DECISIONS"
FILE_NAME = "decisions.sqlite"
BUSY_SECONDS = 10
MIGRATION_LOCK = 7_265_727  # any number, the same for everybody who migrates a PostgreSQL book
WRITES = {"selaras_writes": True}


def address(data_folder: Path) -> str:
    """Where the book is: SELARAS_DECISIONS, otherwise decisions.sqlite in the data folder."""
    return os.environ.get(VARIABLE) or f"sqlite:///{data_folder / FILE_NAME}"


def open_engine(where: str) -> sa.Engine:
    """Connect, and bring the tables to their newest form. Raise BookError in one sentence."""
    try:
        made = _sqlite(where) if where.startswith("sqlite") else sa.create_engine(where, pool_pre_ping=True)
    except (SQLAlchemyError, ImportError) as error:
        raise BookError(
            f"{VARIABLE} does not say where the decision book is ({_first_line(error)}); "
            "write postgresql+psycopg2://user@host/name or unset it."
        ) from error
    with store_errors():
        if _revision(made) != REVISION:
            _migrate(made)
    return made


def _sqlite(where: str) -> sa.Engine:
    made = sa.create_engine(where, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @sa.event.listens_for(made, "connect")
    def settle(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # we say `begin` ourselves, so that a writer locks before it reads
        for pragma in ("busy_timeout = 10000", "journal_mode = wal", "synchronous = full"):
            connection.execute(f"pragma {pragma}").close()

    @sa.event.listens_for(made, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("selaras_writes")
        connection.exec_driver_sql("begin immediate" if writes else "begin")

    return made


def _revision(made: sa.Engine) -> str | None:
    with made.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("select version_num from alembic_version")).scalar()


def _migrate(made: sa.Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with made.connect().execution_options(**WRITES) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("select pg_advisory_xact_lock(:number)"), {"number": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn what the store reports into one sentence; what was being written is rolled back by then."""
    try:
        yield
    except DBAPIError as error:
        raise BookError(sentence(str(error.orig))) from error
    except SQLAlchemyError as error:
        raise BookError(sentence(str(error))) from error


def sentence(reason: str) -> str:
    """What stood in the way and what to do, for the reasons a store gives."""
    low = reason.lower()
    if "full" in low or "no space" in low:
        return "The disk that holds the decision book is full; free some space and decide again; nothing was written."
    if "locked" in low or "busy" in low or "lock timeout" in low:
        return "The decision book is busy with other decisions; wait a moment and decide again; nothing was written."
    if "malformed" in low or "not a database" in low:
        return (
            "The decision book is damaged; set it aside and refresh, which rebuilds it from its sealed segments "
            "in data/store/decisions."
        )
    first = reason.strip().splitlines()[0] if reason.strip() else "no reason given"
    return f"The decision book cannot be reached ({first}); nothing was written. Start its server or free the file."


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0]
