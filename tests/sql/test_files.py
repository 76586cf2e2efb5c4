"""How the files of sql/ are written: a header a planner reads, one query, no years, no arithmetic outside methods."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from pipelines.contract.paths import SQL
from tests.sql.small_tables import empty_warehouse, make

TABLES = sorted(file for folder in ("core", "mart") for file in (SQL / folder).glob("*.sql"))
INLINE = sorted((SQL / "inline").glob("*.sql"))
CHECKS = sorted((SQL / "checks").glob("*.sql"))
LONGEST = 90
ARITHMETIC = (exp.Mul, exp.Div, exp.Sub)


def header(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("-- ") for line in lines if line.startswith("-- ")]


def faults(text: str) -> list[str]:
    """What the style of a query forbids."""
    query = sqlglot.parse_one(text, dialect="duckdb")
    last = text.strip().splitlines()[-1]
    stars = [star for star in query.find_all(exp.Star) if not isinstance(star.parent, exp.Count)]
    found = [] if re.fullmatch(r"select \* from \w+", last) else ["the last line is not `select * from <last cte>`"]
    found += [] if len(stars) <= 1 else ["a star beside the last line"]
    found += ["a year"] if re.search(r"\b(19|20)\d\d\b", re.sub(r"--.*", "", text)) else []
    found += ["arithmetic outside sql/methods"] if any(query.find(kind) for kind in ARITHMETIC) else []
    found += ["too long"] if len(text.splitlines()) > LONGEST else []
    return found


@pytest.mark.parametrize("file", [*TABLES, *INLINE], ids=lambda file: file.stem)
def test_a_table_says_its_purpose_grain_units_and_nulls(file: Path) -> None:
    lines = header(file)
    assert lines[0].endswith((".", ";")) and len(lines[0].split()) > 5
    assert {"grain", "units", "nulls"} <= {line.split(":")[0] for line in lines[1:]}


@pytest.mark.parametrize("file", CHECKS, ids=lambda file: file.stem)
def test_a_check_asks_one_question_and_says_how_much_hangs_on_it(file: Path) -> None:
    lines = header(file)
    assert lines[0].endswith("?")
    assert lines[1] in ("severity: blocking", "severity: warning")
    assert lines[2].startswith("why: ")


@pytest.mark.parametrize("file", [*TABLES, *INLINE, *CHECKS], ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_query_keeps_to_the_style(file: Path) -> None:
    assert faults(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "with a as (select b from core.c)\n\nselect b from a",
        "with a as (select * from core.c)\n\nselect * from a",
        "with a as (select b from core.c where year > 2024)\n\nselect * from a",
        "with a as (select b - 1 as b from core.c)\n\nselect * from a",
        "with a as (select b from core.c)\n" + "\n" * LONGEST + "select * from a",
    ],
)
def test_the_style_is_really_looked_at(text: str) -> None:
    assert len(faults(text)) == 1


def test_every_table_can_be_made_from_empty_inputs() -> None:
    with empty_warehouse() as connection:
        connection.execute("create table core.published_figure (indicator_code text)")
        made = [file for file in TABLES if file.stem not in ("observation", "reference_series", "territory_division")]
        for file in made:
            make(connection, f"{file.parent.name}.{file.stem}")
            columns = connection.execute(f"describe {file.parent.name}.{file.stem}").fetchall()
            assert columns, file


def test_the_readme_lists_every_table_macro_and_check() -> None:
    text = (SQL / "README.md").read_text(encoding="utf-8")
    names = [f"`{file.parent.name}.{file.stem}`" for file in [*TABLES, *INLINE]]
    names += [f"`{file.stem}`" for file in [*(SQL / "as_of").glob("*.sql"), *CHECKS]]
    assert [name for name in names if name not in text] == []
