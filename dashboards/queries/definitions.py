"""What words and figures mean: the catalogue of indicators, their sources, methods, back-test, and criteria."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboards.queries import Ask


def indicators(ask: Ask) -> pl.DataFrame:
    """Every indicator with its outcome, its owner and how far its figures reach; one row an indicator."""
    return ask(
        """
        with seen as (
            select
                indicator_code,
                min(observation_year) as first_year,
                max(observation_year) as last_year,
                count(*) as figure_count,
            from core.reference_series as series
            group by indicator_code
        )
        select
            indicator.*,
            seen.first_year,
            seen.last_year,
            coalesce(seen.figure_count, 0) as figure_count,
            outcome.statement_id,
            outcome.statement_en,
            outcome.programme_code,
            outcome.programme_name,
            owner.name_id as owner_name_id,
            owner.name_en as owner_name_en,
        from core.indicator as indicator
        left join seen on indicator.indicator_code = seen.indicator_code
        left join core.outcome as outcome on indicator.outcome_code = outcome.outcome_code
        left join core.organisation_unit as owner on indicator.owner_unit_code = owner.unit_code
        order by indicator.is_example, not indicator.is_priority, indicator.kind, indicator.indicator_code
        """
    )


def national_targets(ask: Ask, indicator_code: str) -> pl.DataFrame:
    """What national documents ask of one indicator; one row a document and year."""
    return ask(
        """
        select *
        from core.national_target as target
        where indicator_code = $indicator_code
        order by document_id, target_year
        """,
        indicator_code=indicator_code,
    )


def sources(ask: Ask, indicator_code: str = "") -> pl.DataFrame:
    """The published tables in use, or those of one indicator, the overdue first; one row a source."""
    return ask(
        """
        with used as (
            select
                reach.source_id,
                max(reach.indicator_code = $indicator_code) as is_own,
                string_agg(indicator.name_id, '; ' order by indicator.name_id) as indicators_id,
                string_agg(indicator.name_en, '; ' order by indicator.name_en) as indicators_en,
            from mart.indicator_freshness as reach
            inner join core.indicator as indicator on reach.indicator_code = indicator.indicator_code
            group by reach.source_id
        )
        select
            freshness.*,
            used.indicators_id,
            used.indicators_en,
        from mart.freshness as freshness
        inner join used on freshness.source_id = used.source_id
        where $indicator_code = '' or used.is_own
        order by not freshness.is_stale, freshness.data_as_of desc, freshness.publisher, freshness.source_id
        """,
        indicator_code=indicator_code,
    )


def revisions(ask: Ask, round_id: str) -> pl.DataFrame:
    """Published figures of a round that have another value by now, those it starts from first; one row a figure.

    `is_felt`: it differs by more than half of the last digit printed, in a figure that gaps are measured from.
    """
    return ask(
        """
        select
            difference.*,
            abs(difference.revision_value) > half_rounding_unit(indicator.decimal_places)
            and (difference.is_baseline or difference.is_latest) as is_felt,
            region.region_name,
            indicator.name_id,
            indicator.name_en,
            indicator.decimal_places,
        from mart.vintage_difference as difference
        inner join core.region as region on difference.region_id = region.region_id
        inner join core.indicator as indicator on difference.indicator_code = indicator.indicator_code
        where difference.round_id = $round_id
        order by
            is_felt desc, difference.indicator_code, difference.region_id, difference.observation_year
        """,
        round_id=round_id,
    )


def stopped_figures(ask: Ask) -> pl.DataFrame:
    """What was found wrong in published figures: stopped or marked, with the reason; one row a finding."""
    return ask(
        """
        select fault.*, indicator.name_id, indicator.name_en
        from core.history_fault as fault
        left join core.indicator as indicator on fault.indicator_code = indicator.indicator_code
        order by fault.severity desc, fault.figure_count desc, fault.rule_id
        """
    )


def methods(ask: Ask) -> pl.DataFrame:
    """Every method in words, with formula, assumptions and weakness; one row a method."""
    return ask("select * from core.method as method order by method_code")


def backtest(ask: Ask) -> pl.DataFrame:
    """Errors and coverage of past projections, horizon 0 all together; one row an indicator, level, method, horizon."""
    return ask(
        """
        select
            backtest.*,
            indicator.name_id,
            indicator.name_en,
            indicator.unit_of_measure,
            indicator.decimal_places,
        from analysis.backtest as backtest
        inner join core.indicator as indicator on backtest.indicator_code = indicator.indicator_code
        order by
            not indicator.is_priority,
            backtest.indicator_code,
            backtest.region_level desc,
            backtest.method,
            backtest.horizon_years
        """
    )


def anchors(ask: Ask) -> pl.DataFrame:
    """What each level of each criterion asks; one row a criterion and level."""
    return ask(
        """
        select
            criterion.criterion_code,
            criterion.name_id,
            criterion.name_en,
            criterion.is_mandatory,
            criterion.version,
            anchor.level,
            anchor.anchor_id,
            anchor.anchor_en,
        from core.criterion as criterion
        inner join core.criterion_level as anchor on criterion.criterion_code = anchor.criterion_code
        order by criterion.position, anchor.level
        """
    )


def hit_rates(ask: Ask, indicator_code: str, region_level: str, horizon_years: int) -> dict[str, dict[str, Any]]:
    """The back-test of every rule over one horizon, by rule; rules that could not be tried are not in it."""
    found = ask(
        """
        select *
        from analysis.rule_hit_rate
        where
            indicator_code = $indicator_code and region_level = $region_level and horizon_years = $horizon_years
        order by rule
        """,
        indicator_code=indicator_code,
        region_level=region_level,
        horizon_years=horizon_years,
    )
    return {row["rule"]: row for row in found.iter_rows(named=True)}


def criteria(ask: Ask, language: str) -> dict[str, str]:
    """The criteria in their order: code -> name."""
    rows = ask("select criterion_code, name_id, name_en from core.criterion order by position")
    return dict(rows.select("criterion_code", f"name_{language}").iter_rows())
