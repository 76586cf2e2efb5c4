"""A small invented edition for tests: every table the pages ask, a handful of rows, no real figure. Never shown to anybody."""

# ruff: noqa: E501 (rows of figures read better as rows)
from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.contract.decisions import WORKFLOW_FILE, load_workflow
from pipelines.contract.paths import CHECKOUT
from pipelines.desk.words import action_frame, state_frame
from pipelines.history.attempts import SCHEMA as ATTEMPTS
from pipelines.reference.frames import frames
from pipelines.reference.read import read_catalogue
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import SqlFile, sql_tables
from tests.dashboards.derived_tables import complete
from tests.dashboards.invented import (
    INDICATORS,
    PROVINCES,
    ROUNDS,
    SHORT_NAMES,
    UNITS,
    observations,
    owed,
    target_rows,
)

NAME = "edition-20260101T000000Z-1"
MADE_BY_QUERY = (
    "mart.agreement",
    "mart.reference_sheet",
    "mart.priority_outcome",
    "mart.take_up_total",
    "core.take_up_finding",
    "core.desk_sheet_row",
    "mart.proposed_indicator",
    "core.criterion_judgement",
)  # what pages ask and nobody invents here
OF_REAL_ROUNDS = ("region_weight",)  # keyed by regions that this edition does not have
BUILT_AT = datetime(2026, 1, 1, 3, 0, tzinfo=UTC)


def build_edition(data_folder: Path, name: str = NAME, *, malicious: str = "") -> Path:
    """Write one edition file and point CURRENT at it; `malicious` replaces every submitted text."""
    editions = data_folder / "editions"
    editions.mkdir(parents=True, exist_ok=True)
    (data_folder / "reference").mkdir(exist_ok=True)
    workflow = CHECKOUT / "data" / "reference" / WORKFLOW_FILE
    (data_folder / "reference" / WORKFLOW_FILE).write_bytes(workflow.read_bytes())
    file = editions / f"{name}.duckdb"
    with duckdb.connect(file) as connection:
        warehouse.prepare(connection)
        tables = {**_catalogue(), **_figures(), **_submissions(malicious), **_marts(), **_analysis()}
        for table, frame in complete(tables, malicious).items():
            warehouse.load(connection, table, frame)
        make_the_rest(connection)
        connection.execute("drop schema register cascade")
        connection.execute("create table core.edition_note as select $1 as edition_name, $2::timestamptz as built_at, 'test' as input_fingerprint", [name, BUILT_AT])  # fmt: skip
    (editions / "CURRENT").write_text(name + "\n", encoding="utf-8")
    return file


def make_the_rest(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what is not invented here by the real catalogue and the real queries."""
    reference = read_catalogue(CHECKOUT / "data" / "reference")
    for name, frame in frames(reference).items():
        if not warehouse.exists(connection, f"core.{name}"):
            warehouse.load(connection, f"core.{name}", frame.head(0) if name in OF_REAL_ROUNDS else frame)
    workflow = load_workflow(CHECKOUT / "data" / "reference" / WORKFLOW_FILE)
    for name, frame in {"review_state": state_frame(workflow), "review_action": action_frame(workflow)}.items():
        if not warehouse.exists(connection, f"core.{name}"):
            warehouse.load(connection, f"core.{name}", frame)
    for query in _missing(connection):
        warehouse.create(connection, query)


def _missing(connection: duckdb.DuckDBPyConnection) -> list[SqlFile]:
    """The queries that lead to what pages ask and nobody invents here; what stands is not made again, nor its inputs."""
    files = {file.table: file for file in sql_tables()}
    wanted, open_names = set(), list(MADE_BY_QUERY)
    while open_names:
        name = open_names.pop()
        if name in files and name not in wanted and not warehouse.exists(connection, name):
            wanted.add(name)
            open_names += files[name].depends_on
    return [file for file in sql_tables() if file.table in wanted]


def _catalogue() -> dict[str, pl.DataFrame]:
    regions: list[dict[str, Any]] = [
        {"region_id": "00", "region_level": "country", "region_name": "Indonesia", "parent_region_id": None},
        *({"region_id": code, "region_level": "province", "region_name": name, "parent_region_id": "00"} for code, name in PROVINCES.items()),
        {"region_id": "33.01", "region_level": "district", "region_name": "Kabupaten Cilacap", "parent_region_id": "33"},
        {"region_id": "33.02", "region_level": "district", "region_name": "Kabupaten Banyumas", "parent_region_id": "33"},
    ]  # fmt: skip
    region = pl.DataFrame(regions).with_columns(
        valid_from=pl.lit(None, pl.Date),
        valid_to=pl.lit(None, pl.Date),
        published_until=pl.lit(None, pl.Int64),
        is_current=True,
    )
    return {
        "core.region": region,
        "core.region_code": pl.DataFrame([{"region_id": code, "scheme": "iso3166_2", "code": f"ID-{short}", "valid_from": None, "valid_to": None} for code, short in zip(PROVINCES, SHORT_NAMES, strict=True)]),
        "core.indicator": pl.DataFrame(INDICATORS, infer_schema_length=None),
        "core.organisation_unit": pl.DataFrame(UNITS, infer_schema_length=None),
        "core.planning_round": pl.DataFrame(ROUNDS, infer_schema_length=None),
        "core.round_target_year": pl.DataFrame([("rpjmn-2025", 2025), ("rpjmn-2025", 2029), ("contoh-2026-1", 2027), ("contoh-2026-2", 2027), ("contoh-2027-1", 2028)], schema=["round_id", "target_year"], orient="row"),
        "core.previous_round": pl.DataFrame([{"round_id": row["round_id"], "previous_round_id": "contoh-2026-1" if row["round_id"] == "contoh-2026-2" else None} for row in ROUNDS]),
        "core.outcome": pl.DataFrame([{"outcome_code": "O1", "statement_id": "Hasil contoh", "statement_en": "Example outcome", "programme_code": "1.06.02", "programme_name": "Program contoh", "programme_decree": "contoh", "issue_tags": "kemiskinan"}]),
        "core.assignment": pl.DataFrame([{"round_id": round_id, "unit_code": unit, "indicator_code": indicator, "region_level": "province"} for round_id, unit, indicator in sorted({(row[0], row[1], row[2]) for row in owed()})]),
        "core.owed_target": pl.DataFrame(owed(), schema=["round_id", "unit_code", "indicator_code", "region_id", "target_year"], orient="row"),
        "core.national_target": pl.DataFrame([
            {"document_id": "rpjmn-2025-2029", "indicator_code": "poverty_rate", "target_year": 2029, "target_low": 4.5, "target_high": 5.0, "printed_text": "4,5–5,0", "source": "dokumen contoh", "confidence": "A"},
            {"document_id": "rpjmn-2025-2029", "indicator_code": "poverty_rate", "target_year": 2025, "target_low": 7.0, "target_high": 8.0, "printed_text": "7,0–8,0", "source": "dokumen contoh", "confidence": "A"},
        ]),
        "core.criterion": pl.DataFrame([{"criterion_code": code, "name_id": code, "name_en": code, "is_mandatory": position < 3, "version": "1", "position": position} for position, code in enumerate(("sustainability", "community_based", "capability", "local_wisdom", "major_issues"))]),
        "core.criterion_level": pl.DataFrame([{"criterion_code": "sustainability", "level": 0, "anchor_id": "berakhir", "anchor_en": "ends"}]),
        "core.method": pl.DataFrame([{"method_code": "gap_value", "name_id": "Kesenjangan", "name_en": "Gap", "words_id": "Yang masih harus ditempuh.", "words_en": "What is still to go.", "formula_id": "D·(t−c)", "formula_en": "D·(t−c)", "assumptions_id": "", "assumptions_en": "", "weakness_id": "", "weakness_en": "", "source": "metode contoh"}]),
        "core.criterion_score": pl.DataFrame(schema={"round_id": pl.String, "indicator_code": pl.String, "region_id": pl.String, "criterion_code": pl.String, "assessor_kind": pl.String, "level": pl.Int64, "is_not_applicable": pl.Boolean, "reason": pl.String, "evidence": pl.String, "submission_id": pl.String, "source_cell": pl.String}),
    }  # fmt: skip


def _figures() -> dict[str, pl.DataFrame]:
    seen = pl.DataFrame(observations(), infer_schema_length=None)
    series = seen.select(
        "indicator_code",
        "region_id",
        "observation_year",
        "observed_value",
        "period",
        "vintage",
        "source_id",
        "trust",
        is_break=pl.lit(False),
    )
    rounds = pl.DataFrame({"round_id": [row["round_id"] for row in ROUNDS]})
    round_series = (
        rounds.join(series, how="cross").with_columns(latest_vintage_value=pl.col("observed_value")).drop("is_break")
    )
    baseline = (
        round_series.join(
            pl.DataFrame([{"round_id": row["round_id"], "baseline_year": row["baseline_year"]} for row in ROUNDS]),
            on="round_id",
        )
        .filter(pl.col("observation_year") == pl.col("baseline_year"))
        .select(
            "round_id",
            "indicator_code",
            "region_id",
            "baseline_year",
            baseline_value="observed_value",
            baseline_age_years=pl.lit(0),
            is_stale=pl.lit(False),
            source_id="source_id",
            vintage="vintage",
        )
    )
    source = pl.DataFrame(
        [
            {
                "source_id": "S1",
                "publisher": "BPS (contoh)",
                "title": "Tabel contoh",
                "via": "berkas uji",
                "trust": "A",
                "first_year": 2015,
                "last_year": 2025,
                "vintage": date(2025, 7, 25),
                "origin": "bundled",
                "origin_at": date(2025, 12, 1),
                "cadence_days": 183,
                "sha256": "0" * 64,
            }
        ]
    )
    revised = pl.DataFrame(
        [
            {"round_id": "rpjmn-2025", "indicator_code": "poverty_rate", "region_id": "33", "observation_year": 2024}
            | {
                "vintage_then": date(2024, 7, 1),
                "value_then": 10.47,
                "vintage_now": date(2025, 7, 25),
                "value_now": 9.47,
            }
            | {"revision_value": -1.0, "is_baseline": True, "is_latest": False}
        ]
    )
    return {
        "core.fetch_attempt": pl.DataFrame(schema=ATTEMPTS),
        "mart.vintage_difference": revised,
        "core.observation": seen,
        "core.reference_series": series,
        "core.round_series": round_series,
        "core.baseline": baseline,
        "core.source": source,
        "core.published_figure": seen.select("indicator_code", "region_id", "period", "observed_value", "vintage", "source_id", "trust", "mark", is_stopped=pl.lit(False), file_name=pl.lit("tabel-contoh.csv"), printed_region=pl.col("region_id"), printed_value=pl.col("observed_value").cast(pl.String)),
    }  # fmt: skip


def _submissions(malicious: str) -> dict[str, pl.DataFrame]:
    targets = pl.DataFrame(target_rows(), infer_schema_length=None).filter(pl.col("target_value").is_not_null()).select(
        "round_id", "indicator_code", "region_id", "target_year", "target_low", "target_high", "target_value",
        denominator=pl.lit(None, pl.Float64), confidence=pl.lit("A"), is_provisional=pl.lit(False),
        justification=pl.lit(malicious or "alasan contoh"), note=pl.lit(malicious or ""),
        submission_id=pl.lit("a" * 64), source_cell=pl.lit("baris 12/target"),
        unit_code=pl.when(pl.col("round_id") == "rpjmn-2025").then(pl.lit("bappenas")).otherwise(pl.lit("rehsos-anak")),
        written=pl.col("target_value").cast(pl.String), printed_order=pl.lit(None, pl.String),
    )  # fmt: skip
    submissions = [
        {"submission_id": letter * 64, "round_id": round_id, "unit_code": unit, "file_name": malicious or f"{unit}.csv", "form": "csv", "received_at": datetime(2025, 2, 1, 2, tzinfo=UTC), "received_sequence": number, "status": status, "is_late": status == "late", "unlocked_by": None, "unlocked_at": None, "unlock_reason": None, "withdrawn_by": None, "withdrawn_at": None, "withdrawal_reason": None, "offered_count": 80, "accepted_count": 78, "rejected_count": 1, "blank_count": 1}
        for number, (letter, round_id, unit, status) in enumerate([("a", "rpjmn-2025", "bappenas", "accepted_in_part"), ("b", "contoh-2026-1", "rehsos-anak", "accepted"), ("c", "contoh-2026-2", "rehsos-anak", "superseded"), ("d", "contoh-2026-2", "rehsos-anak", "accepted"), ("e", "contoh-2026-2", "pusdatin", "late")])
    ]  # fmt: skip
    findings = [
        {"submission_id": "a" * 64, "finding_number": number, "round_id": "rpjmn-2025", "unit_code": "bappenas", "rule_id": rule, "severity": severity, "sheet": "", "source_cell": "baris 12/target", "written": malicious or "10.95-10.90", "message_id": "Kalimat temuan contoh.", "message_en": "Example finding sentence.", "indicator_code": "poverty_rate", "region_id": "33", "target_year": 2029, "is_justified": False}
        for number, (rule, severity) in enumerate([("target.beyond_precedent", "ask"), ("value.range", "note"), ("region.code_scheme", "reject")])
    ]  # fmt: skip
    return {
        "core.target": targets,
        "core.submission": pl.DataFrame(submissions),
        "core.reception": pl.DataFrame(
            [
                {
                    "reception_number": 1,
                    "submission_id": "a" * 64,
                    "file_name": "bappenas.csv",
                    "received_at": datetime(2025, 2, 1, 2, tzinfo=UTC),
                    "door": "plans",
                    "outcome": "new",
                }
            ]
        ),
        "core.finding": pl.DataFrame(findings),
        **_proposals(malicious),
    }


def _proposals(malicious: str) -> dict[str, pl.DataFrame]:
    """One outcome and one indicator that a unit proposes; what it wrote is `malicious` where that is given."""
    words = (
        "statement_id",
        "statement_en",
        "change_for_whom",
        "issue_tags",
        "issue_words",
        "sustainability_words",
        "community_words",
        "capability_words",
        "local_wisdom_words",
        "justification",
    )
    texts = ("name_id", "definition_id", "numerator", "denominator", "unit_written", "source", "justification")
    own = {"submission_id": "d" * 64, "outcome_code": "usulan.rehsos-anak.1"}
    outcome = (
        own
        | {name: malicious or f"kata unit ({name})" for name in words}
        | {
            "outcome_level": "province",
            "programme_code": malicious or "1.06.04",
            "programme_decree": "contoh",
            "source_cell": "Outcome!B6",
        }
    )
    indicator = (
        own
        | {name: malicious or f"kata unit ({name})" for name in texts}
        | {
            "proposal_code": "usulan.rehsos-anak.1.1",
            "unit_of_measure": "percent",
            "good_direction": "up",
            "first_year": 2023,
            "aggregation": "sum",
            "source_cell": "Outcome!N6",
        }
    )
    return {"register.judged_outcome": pl.DataFrame([outcome]), "register.judged_indicator": pl.DataFrame([indicator])}


def _marts() -> dict[str, pl.DataFrame]:
    gaps = pl.DataFrame(target_rows(), infer_schema_length=None)
    return {
        "mart.target_gap": gaps,
        "mart.alignment": pl.DataFrame(_alignment(), infer_schema_length=None),
        "mart.alignment_part": _parts(gaps),
        "core.verdict_reason": pl.DataFrame([{"verdict_reason": code, "sentence_id": f"Sebab {code}.", "sentence_en": f"Reason {code}."} for code in ("official_only", "compared", "no_national_target")]),
        "mart.round_progress": pl.DataFrame([
            {"round_id": "rpjmn-2025", "unit_code": "bappenas", "indicator_code": "poverty_rate", "region_level": "province", "expected": 76, "received": 74, "on_time": 74, "accepted": 73, "rejected": 1, "fill_share": 73 / 76},
            {"round_id": "rpjmn-2025", "unit_code": "bappenas", "indicator_code": "gini_ratio", "region_level": "province", "expected": 76, "received": 76, "on_time": 76, "accepted": 76, "rejected": 0, "fill_share": 1.0},
            {"round_id": "contoh-2026-1", "unit_code": "rehsos-anak", "indicator_code": "spm_children_inside", "region_level": "province", "expected": 38, "received": 30, "on_time": 30, "accepted": 30, "rejected": 0, "fill_share": 30 / 38},
            {"round_id": "contoh-2026-2", "unit_code": "rehsos-anak", "indicator_code": "spm_children_inside", "region_level": "province", "expected": 38, "received": 36, "on_time": 36, "accepted": 35, "rejected": 1, "fill_share": 35 / 38},
            {"round_id": "contoh-2026-2", "unit_code": "pusdatin", "indicator_code": "spm_children_inside", "region_level": "province", "expected": 38, "received": 0, "on_time": 0, "accepted": 0, "rejected": 0, "fill_share": 0.0},
        ]),
        "mart.round_change": pl.DataFrame([
            {"round_id": "contoh-2026-2", "previous_round_id": "contoh-2026-1", "indicator_code": "spm_children_inside", "region_id": code, "target_year": 2027, "target_value": 80.0, "previous_value": 78.0 if number % 3 else None, "change": ("created", "raised", "lowered", "unchanged")[number % 4], "national_effect_value": (None, 0.05, -0.03, 0.0)[number % 4]}
            for number, code in enumerate(PROVINCES)
        ]),
        "mart.unit_progress": pl.DataFrame([
            {"round_id": round_id, "unit_code": unit, "status": status, "submission_id": letter * 64 if letter else None, "received_at": datetime(2025, 2, 1, 2, tzinfo=UTC) if letter else None, "is_late": status == "late", "file_count": 1 if letter else 0, "expected": expected, "received": received, "on_time": received, "accepted": received, "rejected": 0, "fill_share": received / expected, "reject_count": 1, "ask_count": 1, "note_count": 1}
            for round_id, unit, status, letter, expected, received in (("rpjmn-2025", "bappenas", "accepted_in_part", "a", 152, 150), ("contoh-2026-1", "rehsos-anak", "accepted", "b", 38, 30), ("contoh-2026-2", "rehsos-anak", "accepted", "d", 38, 36), ("contoh-2026-2", "pusdatin", "waiting", "", 38, 0))
        ]),
        "mart.freshness": pl.DataFrame([{"source_id": "S1", "publisher": "BPS (contoh)", "title": "Tabel contoh", "last_year": 2025, "data_as_of": "2025-03", "vintage": date(2025, 7, 25), "origin": "bundled", "origin_at": date(2025, 12, 1), "cadence_days": 183, "is_stale": False}]),
    }  # fmt: skip


def _alignment() -> list[dict[str, Any]]:
    promised = {year: _bottom_up(year) for year in (2025, 2029)}
    blank = dict.fromkeys(("bottom_up_low", "bottom_up_high", "bottom_up_value", "missing_best_value", "missing_baseline_value", "national_low", "national_high", "alignment_gap", "interval_relation", "weight_name", "weight_year", "national_value", "sensitivity_weight_name", "sensitivity_value", "sensitivity_gap", "parent_observed_value", "best_feasible_value", "is_feasible", "tolerance"))  # fmt: skip
    counts = {
        "region_count_expected": 38,
        "region_count_submitted": 37,
        "coverage_share": 0.99,
        "coverage_basis": "weight",
        "is_indicative": False,
        "verdict_reason": "compared",
        "part_level": "province",
        "aggregation": "weighted",
        "region_count_improving": 30,
    }
    below = {
        "round_id": "contoh-2027-1",
        "indicator_code": "spm_children_inside",
        "target_year": 2028,
        "verdict": "cannot_say",
    }
    return [
        *({**blank, **counts, **below, "parent_region_id": parent} for parent in ("00", "33")),
        {**blank, **counts, "round_id": "rpjmn-2025", "indicator_code": "poverty_rate", "parent_region_id": "00", "target_year": 2029, "bottom_up_low": promised[2029] - 0.2, "bottom_up_high": promised[2029], "bottom_up_value": promised[2029], "missing_best_value": promised[2029] - 0.05, "missing_baseline_value": promised[2029] + 0.1, "national_low": 4.5, "national_high": 5.0, "national_value": 5.0, "alignment_gap": promised[2029] - 5.0, "interval_relation": "outside", "weight_name": "survey_population", "verdict": "short_of_target"},
        {**blank, **counts, "round_id": "rpjmn-2025", "indicator_code": "poverty_rate", "parent_region_id": "00", "target_year": 2025, "bottom_up_low": 7.4, "bottom_up_high": 7.9, "bottom_up_value": 7.9, "missing_best_value": 7.85, "missing_baseline_value": 8.0, "national_low": 7.0, "national_high": 8.0, "alignment_gap": -0.1, "interval_relation": "inside", "weight_name": "survey_population", "verdict": "aligned"},
        {**blank, **counts, "round_id": "rpjmn-2025", "indicator_code": "gini_ratio", "parent_region_id": "00", "target_year": 2029, "verdict": "refused", "verdict_reason": "official_only", "aggregation": "official_only", "coverage_share": 1.0, "coverage_basis": None},
        {**blank, **counts, "round_id": "contoh-2026-2", "indicator_code": "spm_children_inside", "parent_region_id": "00", "target_year": 2027, "bottom_up_low": 78.0, "bottom_up_high": 78.0, "bottom_up_value": 78.0, "verdict": "cannot_say", "weight_name": "submitted_denominator", "coverage_basis": "region_count"},
    ]  # fmt: skip


def _bottom_up(year: int) -> float:
    """The weighted mean of the invented poverty targets of a year, so that parts and whole agree."""
    counted = [
        (1 + float(row["region_id"]) / 10, row["target_value"])
        for row in target_rows()
        if row["indicator_code"] == "poverty_rate" and row["target_year"] == year and row["target_value"] is not None
    ]
    return sum(weight * value for weight, value in counted) / sum(weight for weight, _ in counted)


def _parts(gaps: pl.DataFrame) -> pl.DataFrame:
    counted = gaps.filter(pl.col("indicator_code") == "poverty_rate", pl.col("target_value").is_not_null())
    weight = 1 + pl.col("region_id").cast(pl.Float64) / 10
    return counted.with_columns(weight=weight).with_columns(
        contribution=(pl.col("weight") / pl.col("weight").sum().over("round_id", "target_year")) * (pl.col("target_value") - 5.0),
        suggested_value=pl.col("target_value") - 0.5, suggested_low=pl.col("target_value") - 0.6, suggested_high=pl.col("target_value") - 0.4, parent_region_id=pl.lit("00"),
        region_level=pl.lit("province"), is_submitted=True, is_applicable=True, weight_name=pl.lit("survey_population"), weight_year=pl.lit(2025),
        weight_share=pl.col("weight") / pl.col("weight").sum().over("round_id", "target_year"), part_value=pl.col("target_value"), best_plausible_value=pl.lit(3.9),
    ).drop("baseline_year", "latest_year", "latest_value", strict=False).select("region_level", "is_submitted", "is_applicable", "weight_name", "weight_year", "weight_share", "part_value", "target_low", "target_high", "baseline_value", "best_plausible_value", "round_id", "indicator_code", "parent_region_id", "target_year", "region_id", "weight", "contribution", "suggested_value", "suggested_low", "suggested_high")  # fmt: skip


def _analysis() -> dict[str, pl.DataFrame]:
    fans = []
    for row in observations():
        if row["observation_year"] != 2025 or row["indicator_code"] != "poverty_rate":
            continue
        for year in range(2026, 2030):
            step = year - 2025
            middle = row["observed_value"] - 0.2 * step
            widths = {50: 0.3, 80: 0.6, 95: 1.0}
            fans.append({"round_id": "rpjmn-2025", "indicator_code": "poverty_rate", "region_id": row["region_id"], "from_year": 2025, "projection_year": year, "projection_value": middle, **{f"low{share}": middle - width * step for share, width in widths.items()}, **{f"high{share}": middle + width * step for share, width in widths.items()}, "z_mean": -2.3 - 0.03 * step, "z_sd": 0.1 * step**0.5, "degrees_of_freedom": 8.0, "is_borrowed": False, "state": "ok"})  # fmt: skip
    prospects = [
        {"round_id": row["round_id"], "indicator_code": row["indicator_code"], "region_id": row["region_id"], "target_year": row["target_year"], "chance_share": 0.12, "chance_band": "5-20", "chance_band_hard_end": "<5", "ambition_share": row["ambition_share"], "ambition_pool_count": row["ambition_pool_count"], "ambition_met_count": 4, "ambition_share_all": 0.03, "ambition_pool_count_all": 340, "ambition_horizon_years": 4, "ambition_label": row["ambition_label"], "ambition_label_hard_end": "beyond_precedent", "state": "ok"}
        for row in target_rows()
        if row["ambition_share"] is not None
    ]  # fmt: skip
    return {
        "analysis.projection": pl.DataFrame(fans),
        "analysis.prospect": pl.DataFrame(prospects),
        "analysis.suggestion": pl.DataFrame([{"round_id": "rpjmn-2025", "indicator_code": "poverty_rate", "parent_region_id": "00", "target_year": 2029, "region_id": code, "suggested_value": 4.4, "suggested_low": 4.2, "suggested_high": 4.6, "best_plausible_value": 3.9} for code in PROVINCES]),
        "analysis.feasibility": pl.DataFrame([{"round_id": "rpjmn-2025", "indicator_code": "poverty_rate", "parent_region_id": "00", "target_year": 2029, "outcome": "adjusted", "is_feasible": True, "national_target_value": 5.0, "submitted_value": 9.79, "best_tenth_value": 4.05, "best_feasible_value": 4.1, "remainder_value": 0.0, "common_percentile": 18.0}]),
        "analysis.backtest": pl.DataFrame([{"indicator_code": "poverty_rate", "region_level": "province", "method": "pooled_local_level", "horizon_years": 5, "forecast_count": 300, "mean_absolute_error": 0.9, "coverage80": 0.81, "coverage95": 0.95}]),
    }  # fmt: skip
