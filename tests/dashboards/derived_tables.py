"""What Wilayah, Putaran, Temuan and Indikator & metode ask beyond the invented edition: derived from its own tables."""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl

from pipelines.warehouse import connection as warehouse
from tests.dashboards.composition_tables import composition_tables
from tests.dashboards.desk_tables import desk_tables

Tables = dict[str, pl.DataFrame]


def complete(tables: Tables, malicious: str = "") -> Tables:
    """Add the columns and tables that the real edition has and the invented one lacks."""
    tables = tables | composition_tables(tables) | desk_tables(tables)
    latest = (
        tables["core.round_series"]
        .sort("observation_year")
        .group_by("round_id", "indicator_code", "region_id")
        .agg(
            latest_year=pl.col("observation_year").last(),
            latest_value=pl.col("observed_value").last(),
            period=pl.col("period").last(),
            source_id=pl.col("source_id").last(),
        )
    )
    findings = tables["core.finding"].join(
        tables["core.submission"].select("submission_id", submission_status="status"), on="submission_id", how="left"
    )
    undivided = _undivided(tables["core.round_series"])
    due = tables["core.round_target_year"].join(
        tables["core.round_series"], left_on=["round_id", "target_year"], right_on=["round_id", "observation_year"]
    )
    return tables | {
        "core.latest_observation": latest,
        "core.due_observation": due.select(
            "round_id", "indicator_code", "region_id", "target_year", "observed_value", "source_id", "vintage"
        ),
        "core.round_series": pl.concat([tables["core.round_series"], undivided]),
        "core.region": pl.concat([tables["core.region"], _dissolved(tables["core.region"])]),
        "core.territory_division": pl.DataFrame(
            [
                {"predecessor_region_id": "91-2022", "successor_region_id": code, "founding_year": 2022}
                | {"is_shrunken": code == "91"}
                for code in ("91", "93", "94", "95")
            ]
        ),
        "mart.target_gap": _stood(tables).with_columns(
            break_year=pl.when(pl.col("region_id") == "91").then(pl.lit(2024, pl.Int64))
        ),
        "mart.alignment": _judged(tables["mart.alignment"], tables["core.indicator"]),
        "mart.alignment_part": tables["mart.alignment_part"].with_columns(
            contribution_to_pace=pl.col("contribution"), pace_value=pl.col("part_value") - pl.col("contribution")
        ),
        "core.finding": findings,
        "core.submission": _submissions(tables["core.submission"], malicious),
        "core.criterion_score": _scores(malicious),
        "core.history_fault": _faults(),
        "mart.freshness": tables["mart.freshness"].with_columns(
            trust=pl.lit("A"),
            via=pl.lit("berkas uji"),
            data_from=pl.lit("2015-03"),
            next_due_date=pl.lit(date(2026, 1, 30)),
            indicator_count=pl.lit(2),
            figure_count=pl.lit(880),
        ),
        "mart.indicator_freshness": pl.DataFrame(
            [
                {"source_id": "S1", "indicator_code": code, "data_from": "2015-03", "data_as_of": "2025-03"}
                | {"figure_count": 440, "next_due_date": date(2026, 1, 30), "is_stale": code == "gini_ratio"}
                for code in ("poverty_rate", "gini_ratio")
            ]
        ),
        "mart.round_change": tables["mart.round_change"].with_columns(
            (pl.col("change") == kind).cast(pl.Int32).alias(kind)
            for kind in ("created", "raised", "lowered", "withdrawn", "unchanged")
        ),
        "analysis.backtest": _backtest(),
    }


def _judged(alignment: pl.DataFrame, indicators: pl.DataFrame) -> pl.DataFrame:
    """The sums with what decides their order, as the methods of the edition say it; the nation began at 9,03."""
    with duckdb.connect() as connection:
        warehouse.define_methods(connection)
        connection.register("alignment", alignment.to_arrow())
        connection.register("indicator", indicators.to_arrow())
        return connection.sql(JUDGED).pl()


JUDGED = """
    with began as (
        select *, case when indicator_code = 'poverty_rate' then 9.03 end as parent_baseline_value from alignment
    )
    select
        began.*,
        case when parent_baseline_value is not null then 2024 end as parent_baseline_year,
        cast(null as double) as regions_baseline_value,
        verdict_severity(verdict) as severity,
        remaining_share(parent_baseline_value, bottom_up_value, national_value, good_direction) as shortfall_share,
        0.002 as weight_error_value,
        11 as weight_error_period_count,
        middle_value(bottom_up_low, bottom_up_high) as bottom_up_middle,
        middle_value(national_low, national_high) as national_middle,
        alignment_gap(
            middle_value(bottom_up_low, bottom_up_high), middle_value(national_low, national_high), good_direction
        ) as middle_gap,
        false as is_by_bounds,
    from began
    inner join indicator using (indicator_code)
"""


def _stood(tables: Tables) -> pl.DataFrame:
    """The gaps with what the methods of the edition say of them: asking for nothing, certainty, standing."""
    with duckdb.connect() as connection:
        warehouse.define_methods(connection)
        for name in (
            "mart.target_gap",
            "core.finding",
            "core.indicator",
            "core.owed_target",
            "core.submission",
            "core.target",
        ):
            connection.register(name.split(".")[1], tables[name].to_arrow())
        return connection.sql(STOOD).pl()


STOOD = """
    with told as (
        select
            gap.*,
            coalesce(
                is_asking_nothing(
                    gap.baseline_value, gap.target_value, indicator.good_direction, indicator.decimal_places
                ),
                false
            ) as is_asking_nothing,
            remaining_share(gap.baseline_value, gap.latest_value, gap.target_value, indicator.good_direction)
                as remaining_share,
            difference_certainty(gap.latest_value, gap.target_value, 0.1) as met_certainty,
            difference_certainty(gap.baseline_value, gap.latest_value, 0.14) as change_certainty,
            0.1 as standard_error_value,
            'panel_noise' as standard_error_basis,
            false as is_common_pace,
            indicator.good_direction as good_direction,
            target.denominator,
            exists (
                select 1
                from finding
                where
                    finding.round_id = gap.round_id and finding.indicator_code = gap.indicator_code
                    and finding.region_id = gap.region_id
                    and coalesce(finding.target_year, gap.target_year) = gap.target_year
                    and finding.severity = 'reject'
            ) as is_rejected,
            exists (
                select 1
                from owed_target
                inner join submission using (round_id, unit_code)
                where
                    owed_target.round_id = gap.round_id and owed_target.indicator_code = gap.indicator_code
                    and owed_target.region_id = gap.region_id and submission.status = 'late'
            ) as is_late,
        from target_gap as gap
        inner join indicator using (indicator_code)
        left join target using (round_id, indicator_code, region_id, target_year)
    )
    select
        told.* exclude (good_direction, denominator, is_rejected, is_late),
        target_standing(
            state, is_asking_nothing, ambition_label, latest_value, target_value, denominator, good_direction,
            is_rejected, is_late
        ) as standing,
    from told
"""


def _undivided(series: pl.DataFrame) -> pl.DataFrame:
    """The figures of old Papua up to 2023, those of the invented Papua and one more."""
    return series.filter(pl.col("region_id") == "91", pl.col("observation_year") <= 2023).with_columns(
        region_id=pl.lit("91-2022"), observed_value=pl.col("observed_value") + 1
    )


def _dissolved(regions: pl.DataFrame) -> pl.DataFrame:
    return regions.filter(pl.col("region_id") == "91").with_columns(
        region_id=pl.lit("91-2022"), region_name=pl.lit("Papua (sebelum pemekaran 2022)"), is_current=pl.lit(False)
    )


def _submissions(submissions: pl.DataFrame, malicious: str) -> pl.DataFrame:
    return submissions.with_columns(
        judged_status=pl.col("status"),
        revision_number=pl.when(pl.col("submission_id") == "d" * 64).then(2).otherwise(1).cast(pl.Int64),
        unlock_reason=pl.lit(malicious or None, pl.String),
        unlocked_at=pl.lit(None, pl.Datetime("us", "UTC")),
    )


def _scores(malicious: str) -> pl.DataFrame:
    rows = [
        ("sustainability", 2, False, "dana tahun depan"),
        ("community_based", 1, False, "forum warga"),
        ("local_wisdom", None, True, "tidak ada komunitas adat"),
    ]
    return pl.DataFrame(
        [
            {
                "round_id": "rpjmn-2025",
                "indicator_code": "poverty_rate",
                "region_id": "33",
                "criterion_code": code,
                "assessor_kind": "unit",
                "level": level,
                "is_not_applicable": is_not_applicable,
                "reason": malicious or reason,
                "evidence": malicious or "RKPD",
                "submission_id": "a" * 64,
                "source_cell": "Kriteria!D7",
            }
            for code, level, is_not_applicable, reason in rows
        ]
    )


def _faults() -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "rule_id": "figure.uncertain",
                "severity": "marked",
                "file_name": "tabel-contoh.csv",
                "source_id": "S1",
                "indicator_code": "poverty_rate",
                "region_id": None,
                "period": None,
                "printed_value": None,
                "figure_count": 4,
                "message_id": "Empat angka ditandai.",
                "message_en": "Four figures are marked.",
            }
        ]
    )


def _backtest() -> pl.DataFrame:
    sizes = {"pooled_local_level": 0.5, "naive": 0.75, "drift": 0.73, "theil_sen": 0.67}
    return pl.DataFrame(
        [
            {
                "indicator_code": "poverty_rate",
                "region_level": "province",
                "method": method,
                "horizon_years": horizon,
                "forecast_count": 100,
                "mean_absolute_error": size * (horizon or 3) / 3,
                "coverage80": 0.9,
                "coverage95": 0.97,
            }
            for method, size in sizes.items()
            for horizon in range(4)
        ]
    )
