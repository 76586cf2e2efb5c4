"""The book on each store it can be kept in: SQLite always, PostgreSQL where a server is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pipelines.contract import decisions as desk
from tests.contract.decisions import given, postgresql_server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    with postgresql_server.server() as address:
        yield address


def new_database(address: str) -> str:
    name = f"book_{uuid4().hex[:12]}"
    engine = sa.create_engine(f"{address}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"create database {name}"))
    engine.dispose()
    return f"{address}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """The address of an empty store; None means the default beside the warehouse."""
    return new_database(request.getfixturevalue("postgresql")) if request.param == "postgresql" else None


@pytest.fixture
def book(tmp_path: Path, where: str | None) -> Iterator[desk.Book]:
    opened = given.open_book(tmp_path, where)
    yield opened
    opened.close()


@pytest.fixture
def light_book(tmp_path: Path) -> Iterator[desk.Book]:
    """A book on SQLite for what does not depend on the store."""
    opened = given.open_book(tmp_path)
    yield opened
    opened.close()
