"""Says in words what an edition finds about one round. Every number is a column of the edition; nothing is computed
here but distances to a range and counts, and nothing is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import duckdb
import polars as pl

from pipelines.contract import edition_reader
from pipelines.exports.brief_words import WORDS

NATION = "00"
Say = Callable[..., str]
Ask = Callable[[str], pl.DataFrame]


def print_round(edition: Path, round_id: str, is_english: bool = False) -> str | None:
    """Give the findings of one round, Indonesian unless asked otherwise; None for a round the edition lacks."""
    language = "en" if is_english else "id"
    say = partial(_say, language)
    with edition_reader.reading(edition) as connection:
        ask = partial(_ask, connection, round_id, language)
        rounds = ask("select name_id, name_en, is_example from core.planning_round where round_id = $round_id")
        if rounds.is_empty():
            return None
        lines = [say("title", name=rounds[f"name_{language}"][0], round_id=round_id, edition=edition.stem)]
        if rounds["is_example"][0]:
            lines.append(say("example"))
        for name, answer in SECTIONS.items():
            lines += ["", say(name), *(f"  {line}" for line in answer(ask, say))]
    return "\n".join(lines)


def _ask(connection: duckdb.DuckDBPyConnection, round_id: str, language: str, query: str) -> pl.DataFrame:
    wanted = {"round_id": round_id} if "$round_id" in query else None
    frame: pl.DataFrame = connection.sql(query.replace("{language}", language), params=wanted).pl()
    return frame


def _say(language: str, key: str, **values: object) -> str:
    shown = {name: _number(value, language) if isinstance(value, float) else value for name, value in values.items()}
    return WORDS[key][language].format(**shown)


def _number(value: float, language: str) -> str:
    """Write at most three decimals in the language's own form."""
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def _range(low: float | None, high: float | None, language: str) -> str:
    ends = [_number(end, language) for end in (low, high) if end is not None]
    return "–".join(dict.fromkeys(ends))


def _sums(ask: Ask, say: Say) -> Iterator[str]:
    """How the bottom-up range lies beside the national range, per indicator and year."""
    language = say("language")
    found = ask(SUMS)
    added_up = pl.col("bottom_up_value").is_not_null()
    refused = found.filter(~added_up).partition_by("indicator_name", "reason", as_dict=True)
    for (indicator_name, reason), rows in refused.items():
        years = ", ".join(str(year) for year in rows["target_year"])
        yield say("no_sum", indicator_name=indicator_name, target_year=years, reason=reason)
    for row in found.filter(added_up).iter_rows(named=True):
        facts = {name: row[name] for name in ("indicator_name", "target_year")}
        facts |= {
            "regions": _range(row["bottom_up_low"], row["bottom_up_high"], language),
            "nation": _range(row["national_low"], row["national_high"], language),
            "easy_end": row["bottom_up_value"],
            "submitted": row["region_count_submitted"],
            "expected": row["region_count_expected"],
        }
        if row["verdict"] == "cannot_say":
            yield say("sum_unsure", reason=row["reason"], **facts)
        else:
            side = "short" if row["verdict"] in ("short_of_target", "infeasible") else "enough"
            yield say(f"sum_{side}", distance=abs(row["alignment_gap"]), **facts)
        if row["sensitivity_value"] is not None:
            yield "  " + say("sensitivity", other=say(row["sensitivity_weight_name"]), value=row["sensitivity_value"])


def _met_when_issued(ask: Ask, say: Say) -> Iterator[str]:
    """Targets that the baseline had reached already."""
    yield from _named(ask(MET_WHEN_ISSUED), say, "met_when_issued_line")


def _due(ask: Ask, say: Say) -> Iterator[str]:
    """How the targets did whose year has been observed."""
    found = list(ask(DUE).iter_rows(named=True))
    yield from (say("due_line", **row) for row in found)
    if not found:
        yield say("none")


def _beyond(ask: Ask, say: Say) -> Iterator[str]:
    """Targets that ask more than regions have ever shown, with the counts."""
    found = ask(BEYOND)
    for row in found.iter_rows(named=True):
        yield say("beyond_line", **row)
    for row in ask(LABELS).iter_rows(named=True):
        yield say("labels_line", **row)
    if found.is_empty():
        yield say("none")


def _best_tenth(ask: Ask, say: Say) -> Iterator[str]:
    """What one common pace would give, and which pace would be needed."""
    found = list(ask(FEASIBILITY).filter(pl.col("best_tenth_value").is_not_null()).iter_rows(named=True))
    for row in found:
        yield say("best_tenth_line", **row)
        share = round(row["common_percentile"] or 0.0, 1)
        yield "  " + (say("percentile_line", share=share) if share else say("no_percentile_line", **row))
    if not found:
        yield say("no_peers")


def _adjustment(ask: Ask, say: Say) -> Iterator[str]:
    """The suggested target of each region, or the word infeasible."""
    suggested = ask(SUGGESTED)
    found = list(ask(FEASIBILITY).iter_rows(named=True))
    for row in found:
        yield say(f"outcome_{row['outcome']}", **row | {"remainder": abs(row["remainder_value"] or 0.0)})
        chosen = suggested.filter(
            (pl.col("indicator_code") == row["indicator_code"])
            & (pl.col("target_year") == row["target_year"])
            & pl.col("suggested_value").is_not_null()
        )
        if row["outcome"] == "adjusted":
            yield from ("  " + say("adjustment_line", **part) for part in chosen.iter_rows(named=True))
    if not found:
        yield say("nothing_ahead")


def _named(found: pl.DataFrame, say: Say, key: str) -> Iterator[str]:
    """List regions per indicator and year in one line each."""
    if found.is_empty():
        yield say("none")
    for group, rows in found.partition_by("indicator_name", "target_year", as_dict=True).items():
        regions = "; ".join(rows["region_name"].to_list())
        yield say(key, indicator_name=group[0], target_year=group[1], count=rows.height, regions=regions)


SECTIONS: dict[str, Callable[[Ask, Say], Iterator[str]]] = {
    "sums": _sums,
    "met_when_issued": _met_when_issued,
    "due": _due,
    "beyond": _beyond,
    "best_tenth": _best_tenth,
    "adjustment": _adjustment,
}
SUMS = f"""
    select alignment.*, indicator.name_{{language}} as indicator_name, verdict_reason.sentence_{{language}} as reason
    from mart.alignment
    inner join core.indicator on alignment.indicator_code = indicator.indicator_code
    left join core.verdict_reason on alignment.verdict_reason = verdict_reason.verdict_reason
    where round_id = $round_id and parent_region_id = '{NATION}'
    order by indicator_name, target_year
"""
TARGETS = """
    from mart.target_gap
    inner join core.indicator on target_gap.indicator_code = indicator.indicator_code
    inner join core.region on target_gap.region_id = region.region_id
    where target_gap.round_id = $round_id
"""
MET_WHEN_ISSUED = f"""
    select indicator.name_{{language}} as indicator_name, target_year, region_name
    {TARGETS} and is_met(baseline_value, target_value, good_direction)
    order by indicator_name, target_year, target_gap.region_id
"""
DUE = f"""
    select
        indicator.name_{{language}} as indicator_name,
        target_year,
        count(*) filter (where state = 'due_met') as met_count,
        count(*) as due_count
    {TARGETS} and state in ('due_met', 'due_missed')
    group by indicator_name, target_year
    order by indicator_name, target_year
"""
BEYOND = f"""
    select
        indicator.name_{{language}} as indicator_name,
        target_year,
        region_name,
        target_value,
        case when is_due then baseline_value else latest_value end as from_value,
        case when is_due then baseline_year else latest_year end as from_year,
        ambition_met_count as met_count,
        ambition_pool_count as pool_count,
        ambition_horizon_years as years
    {TARGETS} and ambition_label = 'beyond_precedent'
    order by indicator_name, target_year, target_gap.region_id
"""
LABELS = f"""
    select
        indicator.name_{{language}} as indicator_name,
        target_year,
        count(*) filter (where ambition_label = 'below_trend') as below_trend,
        count(*) filter (where ambition_label = 'on_trend') as on_trend,
        count(*) filter (where ambition_label = 'stretch') as stretch,
        count(*) filter (where ambition_label = 'beyond_precedent') as beyond_precedent
    {TARGETS} and ambition_label <> 'not_available'
    group by indicator_name, target_year
    order by indicator_name, target_year
"""
FEASIBILITY = f"""
    select feasibility.*, indicator.name_{{language}} as indicator_name
    from analysis.feasibility
    inner join core.indicator on feasibility.indicator_code = indicator.indicator_code
    where round_id = $round_id and parent_region_id = '{NATION}'
    order by indicator_name, target_year
"""
SUGGESTED = f"""
    select suggestion.*, region_name, target.target_value
    from analysis.suggestion
    inner join core.region on suggestion.region_id = region.region_id
    inner join core.target
        on
            suggestion.round_id = target.round_id
            and suggestion.indicator_code = target.indicator_code
            and suggestion.region_id = target.region_id
            and suggestion.target_year = target.target_year
    where suggestion.round_id = $round_id and suggestion.parent_region_id = '{NATION}'
    order by suggestion.region_id
"""
