"""What the warehouse knows about its own tables: from which inputs each was made, and a fingerprint of its rows.

Kept beside the tables, in the schema `refresh`, which no query reads and no edition carries.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

import duckdb

from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.contents import ABSENT, WHOLE, Contents, contents

Inputs = dict[str, str]
_TABLES = """
    create schema if not exists refresh;
    create table if not exists refresh.step_inputs (
        step_name varchar, round_id varchar, inputs varchar, primary key (step_name, round_id)
    );
    create table if not exists refresh.table_content (
        table_name varchar, round_id varchar, content varchar, row_count bigint, primary key (table_name, round_id)
    );
"""


class Ledger:
    """The two tables held in memory and written through."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        connection.execute(_TABLES)
        self._inputs: dict[str, dict[str, Inputs]] = {}
        for step, part, text in connection.execute("from refresh.step_inputs").fetchall():
            self._inputs.setdefault(step, {})[part] = json.loads(text)
        self._contents: dict[str, Contents] = {}
        for table, part, content, rows in connection.execute("from refresh.table_content").fetchall():
            self._contents.setdefault(table, {})[part] = (content, rows)

    def inputs(self, step: str) -> Mapping[str, Inputs]:
        """What each part of a step was last made of, by round; empty for one that was never finished."""
        return self._inputs.get(step, {})

    def forget(self, step: str, parts: Iterable[str] | None = None) -> None:
        """Say that parts of a step are about to change, so that a kill on the way leaves them to be made again."""
        known = self._inputs.get(step, {})
        gone = [part for part in (list(known) if parts is None else parts) if known.pop(part, None) is not None]
        if gone:
            self._connection.execute(
                "delete from refresh.step_inputs where step_name = $step and list_contains($parts, round_id)",
                {"step": step, "parts": gone},
            )

    def remember(self, step: str, made_of: Mapping[str, Inputs]) -> None:
        """Write down what parts of a step have now been made of."""
        self._inputs.setdefault(step, {}).update({part: dict(inputs) for part, inputs in made_of.items()})
        self._connection.execute(
            "insert or replace into refresh.step_inputs select $step, unnest($parts), unnest($inputs)",
            {
                "step": step,
                "parts": list(made_of),
                "inputs": [json.dumps(inputs, sort_keys=True) for inputs in made_of.values()],
            },
        )

    def look(self, table: str) -> bool:
        """Fingerprint the rows of a table as they are now, by round where it has rounds; tell whether they changed."""
        before = self._contents.get(table)
        now = contents(self._connection, table)
        if now == before:
            return False
        self._contents[table] = now
        with warehouse.transaction(self._connection):
            self._connection.execute("delete from refresh.table_content where table_name = $table", {"table": table})
            self._connection.execute(
                "insert into refresh.table_content select $table, unnest($parts), unnest($contents), unnest($counts)",
                {
                    "table": table,
                    "parts": list(now),
                    "contents": [content for content, _ in now.values()],
                    "counts": [rows for _, rows in now.values()],
                },
            )
        return True

    def content(self, table: str, round_id: str | None = None) -> str:
        """The fingerprint of a table's rows, of one round only where the table has rounds and one is named."""
        parts = self._contents.get(table)
        if parts is None:
            return ABSENT
        if WHOLE in parts:
            return parts[WHOLE][0]
        if round_id is not None:
            return parts.get(round_id, ("", 0))[0]
        return hashlib.sha256(json.dumps(sorted(parts.items())).encode()).hexdigest()

    def row_count(self, table: str) -> int:
        return sum(rows for _, rows in self._contents.get(table, {}).values())
