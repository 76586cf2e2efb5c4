"""Puts a query of sql/ for Spark: the methods it calls written out, what Spark says otherwise rewritten, then printed.

Each rewrite is one function with a test of its own; no query is written a second time by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from sqlglot import exp, parse_one

from pipelines.contract.paths import SQL

_MACRO = re.compile(r"create or replace macro (\w+)\s*\(([^)]*)\)\s+as\s+(.*?);?\s*$", re.DOTALL)
_COMMENT = re.compile(r"--[^\n]*")
Parameters = tuple[tuple[str, exp.Expr | None], ...]


@cache
def methods() -> dict[str, tuple[Parameters, exp.Expr]]:
    """Every method of sql/methods: its parameters with their defaults, and what it computes."""
    found: dict[str, tuple[Parameters, exp.Expr]] = {}
    for file in sorted((SQL / "methods").glob("*.sql")):
        text = _COMMENT.sub("", file.read_text(encoding="utf-8")).strip()
        match = _MACRO.match(text)
        if match is None:
            raise ValueError(f"sql/methods/{file.name} defines no macro in the house's form; write it like the others.")
        found[match[1].lower()] = (_parameters(match[2]), parse_one(match[3], dialect="duckdb"))
    return found


def _parameters(text: str) -> Parameters:
    found: list[tuple[str, exp.Expr | None]] = []
    for each in filter(None, (part.strip() for part in text.split(","))):
        name, _, default = each.partition(":=")
        found.append((name.strip().lower(), parse_one(default, dialect="duckdb") if default else None))
    return tuple(found)


def inline_methods(query: exp.Expr) -> exp.Expr:
    """Write out every method a query calls, and the methods those call."""

    def written_out(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Anonymous) or node.name.lower() not in methods():
            return node
        parameters, body = methods()[node.name.lower()]
        given = dict(zip((name for name, _ in parameters), node.expressions, strict=False))
        given = {name: given.get(name, default) for name, default in parameters}
        return inline_methods(exp.paren(_with_arguments(body, given), copy=False))

    return query.transform(written_out)


def _with_arguments(body: exp.Expr, given: dict[str, exp.Expr]) -> exp.Expr:
    shadowed = {name.name.lower() for each in body.find_all(exp.Lambda) for name in each.expressions}

    def argument(node: exp.Expr) -> exp.Expr:
        name = node.name.lower() if isinstance(node, exp.Column) and not node.table else ""
        return exp.paren(given[name].copy()) if name in given and name not in shadowed else node

    return body.copy().transform(argument)


def flat_names(node: exp.Expr) -> exp.Expr:
    """Name a table by one word: views of a Spark session know no schemas."""
    if isinstance(node, exp.Table) and node.db:
        alias = node.alias or node.name
        return exp.alias_(exp.to_table(view_name(f"{node.db}.{node.name}")), alias, table=True)
    return node


def view_name(table: str) -> str:
    return table.replace(".", "__")


def no_infinite_date(node: exp.Expr) -> exp.Expr:
    """Spark has no date without end; the first day of the year 10000 is later than any date of a query or a file."""
    if isinstance(node, exp.Cast) and node.this.name.lower() in ("infinity", "-infinity") and node.is_type("date"):
        return parse_one(
            "date_from_unix_date(2932897)" if node.this.name[0] != "-" else "date '0001-01-01'", dialect="spark"
        )
    return node


def finite(node: exp.Expr) -> exp.Expr:
    """`isfinite(x)`: Spark has isnan only; a null stays a null."""
    if (isinstance(node, exp.Anonymous) and node.name.lower() == "isfinite") or type(node).__name__ == "IsFinite":
        value = node.expressions[0] if isinstance(node, exp.Anonymous) else node.this
        return parse_one(f"(abs({value.sql('spark')}) < double('infinity'))", dialect="spark")
    return node


def plain_sum(node: exp.Expr) -> exp.Expr:
    """An order within `sum` fixes DuckDB's last digit; Spark refuses it, and the last digit is within the tolerance."""
    if isinstance(node, exp.Sum) and isinstance(node.this, exp.Order):
        return exp.Sum(this=node.this.this)
    return node


def local_time(node: exp.Expr) -> exp.Expr:
    """`timezone(zone, instant)`: the wall clock of a zone; a session in UTC reads the instant as UTC."""
    if isinstance(node, exp.Anonymous) and node.name.lower() == "timezone":
        zone, instant = node.expressions
        return exp.Anonymous(this="from_utc_timestamp", expressions=[instant, zone])
    return node


def several_largest(node: exp.Expr) -> exp.Expr:
    """`max(x, n)` and `arg_max(x, by, n)`: lists, the largest first; nulls have no place in them."""
    count = node.args.get("count") if isinstance(node, exp.Max | exp.ArgMax) else None
    if count is None:
        return node
    if isinstance(node, exp.Max):
        return _spark("slice(sort_array(collect_list({x}), false), 1, {n})", x=node.this, n=count)
    return _spark(
        "transform(slice(sort_array(collect_list(case when {x} is not null and {by} is not null "
        "then named_struct('by', {by}, 'x', {x}) end), false), 1, {n}), pair -> pair.x)",
        x=node.this,
        by=node.expression,
        n=count,
    )


def list_middle(node: exp.Expr) -> exp.Expr:
    """`list_median(l)`: the middle of a sorted list, or the mean of the two; null for an empty one."""
    if isinstance(node, exp.Anonymous) and node.name.lower() == "list_median":
        return _spark(
            "element_at(transform(array(array_sort(filter({x}, each -> each is not null))), sorted -> "
            "(get(sorted, cast(floor((array_size(sorted) - 1) / 2) as int)) + "
            "get(sorted, cast(floor(array_size(sorted) / 2) as int))) / 2), 1)",
            x=node.expressions[0],
        )
    return node


def list_total(node: exp.Expr) -> exp.Expr:
    """`list_sum(l)` and `list_avg(l)`, without nulls; null for a list that holds nothing else."""
    name = node.name.lower() if isinstance(node, exp.Anonymous) else ""
    if name not in ("list_sum", "list_avg"):
        return node
    last = "total" if name == "list_sum" else "total / array_size(held)"
    return _spark(
        "element_at(transform(array(filter({x}, each -> each is not null)), held -> case when array_size(held) > 0 "
        f"then aggregate(held, cast(0 as double), (total, each) -> total + each, total -> {last}) end), 1)",
        x=node.expressions[0],
    )


def by_name(node: exp.Expr) -> exp.Expr:
    """`union all by name` of unequal columns: each side is given all of them, null where it has none."""
    if not isinstance(node, exp.Union) or not node.args.get("by_name"):
        return node
    names = list(dict.fromkeys([*node.left.named_selects, *node.right.named_selects]))
    sides = []
    for side in (node.left, node.right):
        held = set(side.named_selects)
        columns = [exp.column(name) if name in held else exp.alias_(exp.null(), name) for name in names]
        whole = exp.Subquery(this=side.transform(by_name), alias=exp.TableAlias(this=exp.to_identifier("side")))
        sides.append(exp.select(*columns).from_(whole))
    return exp.union(*sides, distinct=bool(node.args.get("distinct")), copy=False)


def one_based(node: exp.Expr) -> exp.Expr:
    """`list[i]` counts from one in DuckDB; Spark's counts from zero and says nothing, its `element_at` from one."""
    index = node.expressions[0] if isinstance(node, exp.Bracket) and len(node.expressions) == 1 else None
    if index is not None and not isinstance(index, exp.Literal):
        return exp.Anonymous(this="element_at", expressions=[node.this, exp.cast(index, "int")])
    return node


def _spark(pattern: str, **parts: exp.Expr) -> exp.Expr:
    """Fill a pattern of Spark's own words with expressions."""
    tree = parse_one(pattern.format(**{name: f"part_{name}" for name in parts}), dialect="spark")

    def filled_node(node: exp.Expr) -> exp.Expr:
        name = node.name.removeprefix("part_") if isinstance(node, exp.Column) else ""
        return parts[name].copy() if name in parts and node.name.startswith("part_") else node

    return tree.transform(filled_node)


REWRITES: tuple[Callable[[exp.Expr], exp.Expr], ...] = (
    no_infinite_date,
    finite,
    plain_sum,
    local_time,
    several_largest,
    list_middle,
    list_total,
    by_name,
    one_based,
    flat_names,
)


def stays_home(query: str) -> bool:
    """Tell whether a query opens the documents of the decision book, which stays with the register in DuckDB."""
    return "json_extract" in query


def for_spark(query: str) -> str:
    """Give the text of one query as Spark takes it, over views named schema__table."""
    tree = inline_methods(parse_one(query, dialect="duckdb"))
    for rewrite in REWRITES:
        tree = tree.transform(rewrite)
    return tree.sql("spark")
