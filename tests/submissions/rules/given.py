"""Builds small readings and contexts for the rules: real regions, a handful of invented indicators, one round."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, timezone
from functools import cache

from pipelines.contract.paths import CHECKOUT
from pipelines.reference.model import (
    Assignment,
    Catalogue,
    Indicator,
    NationalTarget,
    OrganisationUnit,
    PlanningRound,
)
from pipelines.reference.read import read_catalogue
from pipelines.submissions.model.finding import Finding
from pipelines.submissions.model.judgement import Judgement
from pipelines.submissions.model.reading import BLANK, Cell, OfferedCriterion, OfferedRow, Reading
from pipelines.submissions.rules.case.context import JudgingContext
from pipelines.submissions.rules.ruleset import judge

WIB = timezone(timedelta(hours=7))
YEARS = (2026, 2027, 2028, 2029)
COLUMNS = dict(zip(YEARS, "KLMN", strict=True))
Typed = str | float | int | bool | Cell | None

ROUND = PlanningRound(
    "r-1",
    "Putaran 1",
    "Round 1",
    2025,
    2027,
    "internal",
    datetime(2025, 1, 1, tzinfo=WIB),
    datetime(2025, 6, 30, 23, 59, 59, tzinfo=WIB),
    "Asia/Jakarta",
    2024,
    YEARS,
    "doc",
    True,
)


def indicator(code: str, name_id: str, name_en: str, **changed: object) -> Indicator:
    """A percentage that is better when it falls, unless changed."""
    plain = Indicator(
        indicator_code=code,
        name_id=name_id,
        name_en=name_en,
        definition_id=name_id,
        definition_en=name_en,
        unit_of_measure="percent",
        good_direction="down",
        aggregation="weighted",
        numerator=None,
        denominator=None,
        weight_name=None,
        weight_source=None,
        lower_bound=0,
        upper_bound=100,
        decimal_places=2,
        region_level="province",
        reference_month=None,
        kind="macro",
        period_kind="annual",
        source="",
        owner_unit_code=None,
        outcome_code=None,
        is_priority=False,
        is_example=True,
    )
    return dataclasses.replace(plain, **changed)  # type: ignore[arg-type]


INDICATORS = (
    indicator("poverty_rate", "Tingkat kemiskinan", "Poverty rate"),
    indicator(
        "poor_population",
        "Penduduk miskin",
        "Poor people",
        unit_of_measure="thousand_person",
        aggregation="sum",
        upper_bound=None,
    ),
    indicator(
        "served",
        "Anak terlayani",
        "Children served",
        good_direction="up",
        aggregation="ratio_of_sums",
        denominator="anak telantar",
        kind="spm",
        weight_name="submitted_denominator",
        decimal_places=1,
    ),
    indicator(
        "volunteers",
        "Relawan",
        "Volunteers",
        unit_of_measure="person",
        good_direction="up",
        aggregation="sum",
        upper_bound=None,
        decimal_places=0,
    ),
    indicator(
        "gini_ratio",
        "Rasio Gini",
        "Gini ratio",
        unit_of_measure="index",
        aggregation="official_only",
        upper_bound=1,
        decimal_places=3,
    ),
    indicator(
        "room_temperature", "Suhu ruang", "Room temperature", good_direction="within", upper_bound=50, lower_bound=-5
    ),
    indicator("shown_only", "Garis kemiskinan", "Poverty line", upper_bound=None, is_target_allowed=False),
    indicator("unassigned", "Indikator lain", "Another indicator"),
)
OWED = tuple(entry.indicator_code for entry in INDICATORS if entry.indicator_code != "unassigned")


def _unit(code: str, scope: str) -> OrganisationUnit:
    return OrganisationUnit(code, code, code, "directorate", None, None, None, scope, True)


@cache
def real_regions() -> Catalogue:
    return read_catalogue(CHECKOUT / "data" / "reference")


@cache
def catalogue() -> Catalogue:
    """Real regions and codes; everything else invented."""
    owed = [
        *(Assignment("r-1", "pusat", code, "province") for code in OWED),
        *(Assignment("r-1", "dinsos-32", code, "district") for code in OWED),
        *(Assignment("r-1", "dinsos-32", code, "province") for code in ("volunteers", "served", "poverty_rate")),
    ]
    return dataclasses.replace(
        real_regions(),
        indicators={entry.indicator_code: entry for entry in INDICATORS},
        units={"pusat": _unit("pusat", "00"), "dinsos-32": _unit("dinsos-32", "32")},
        rounds={"r-1": ROUND},
        assignments=tuple(owed),
        national_targets=(NationalTarget("doc", "poverty_rate", 2029, 4.5, 5.0, "4,5–5,0", "", "A"),),
        criteria=({"criterion_code": "keberlanjutan"}, {"criterion_code": "kapabilitas"}),
    )


def cell(address: str, typed: Typed) -> Cell:
    """A cell as a person typed it: text stays text, a number is a number, None is blank."""
    if isinstance(typed, Cell):
        return typed._replace(address=address)
    if typed is None:
        return Cell(address)
    if isinstance(typed, bool):
        return Cell(address, str(typed).upper(), "bool")
    if isinstance(typed, str):
        return Cell(address, typed, "text")
    return Cell(address, repr(typed), "number", float(typed))


def row(
    targets: dict[int, Typed] | None = None,
    indicator: Typed = "poverty_rate",
    region: Typed = "11",
    name: Typed = None,
    line: int = 6,
    **shared: Typed,
) -> OfferedRow:
    """One row of sheet Target; shared cells by field name."""
    letters = {
        "indicator_name": "B",
        "unit_of_measure": "E",
        "direction": "F",
        "baseline_year": "G",
        "baseline_value": "H",
        "denominator": "R",
        "is_provisional": "S",
        "justification": "T",
        "evidence": "U",
        "note": "V",
        "confidence": "W",
    }
    scheme = str(shared.pop("scheme", ""))
    given = {field: cell(f"Target!{letters[field]}{line}", typed) for field, typed in shared.items()}
    return OfferedRow(
        sheet="Target",
        row_number=line,
        indicator_code=cell(f"Target!A{line}", indicator),
        indicator_name=given.pop("indicator_name", BLANK),
        region_code=cell(f"Target!C{line}", region),
        region_name=cell(f"Target!D{line}", name),
        targets=tuple(
            (year, cell(f"Target!{COLUMNS.get(year, 'Z')}{line}", typed)) for year, typed in (targets or {}).items()
        ),
        code_scheme=scheme,
        **given,
    )


def csv_row(typed: str, year: Typed = "2029", line: int = 2, **shared: Typed) -> OfferedRow:
    """One line of a CSV, with its year in a cell of its own."""
    written = cell(f"baris {line}/tahun_target", year)
    given = row(line=line, **shared)  # type: ignore[arg-type]
    number = int(year) if isinstance(year, str) and year.isdigit() else 0
    return given._replace(
        sheet="", target_year=written, targets=((number, cell(f"baris {line}/target", typed or None)),)
    )


def criterion(level: Typed, reason: Typed = None, evidence: Typed = None, **changed: str) -> OfferedCriterion:
    """One line of sheet Kriteria."""
    line = int(changed.get("line", "6"))
    return OfferedCriterion(
        "Kriteria",
        line,
        cell(f"Kriteria!A{line}", changed.get("indicator", "served")),
        cell(f"Kriteria!C{line}", changed.get("region", "11")),
        changed.get("criterion_code", "keberlanjutan"),
        cell(f"Kriteria!G{line}", level),
        cell(f"Kriteria!H{line}", reason),
        cell(f"Kriteria!I{line}", evidence),
    )


def reading(*rows: OfferedRow, unit: str = "pusat", criteria: tuple[OfferedCriterion, ...] = ()) -> Reading:
    form = "csv" if rows and rows[0].target_year.address else "workbook"
    return Reading(form, "r-1", unit, "selaras-1", rows, criteria)  # type: ignore[arg-type]


def judged(*rows: OfferedRow, unit: str = "pusat", **known: object) -> Judgement:
    """Judge rows in a context with what is known: series, previous_targets."""
    context = JudgingContext(catalogue(), **known)  # type: ignore[arg-type]
    return judge(reading(*rows, unit=unit), context)


def found(judgement: Judgement, rule_id: str) -> list[Finding]:
    return [finding for finding in judgement.findings if finding.rule_id == rule_id]


def panel(code: str, yearly: float = 0.1, regions: int = 34, level: float = 12.0) -> dict[tuple[str, str], list]:
    """Quiet series of many provinces, 2015-2024: each year better by about `yearly`, no two alike."""
    provinces = [key for key, region in catalogue().regions.items() if region.region_level == "province"][:regions]
    return {
        (code, region_id): [
            (year, round(level + place / 10 - yearly * (year - 2015) * (1 + place % 5 / 10), 4))
            for year in range(2015, 2025)
        ]
        for place, region_id in enumerate(provinces)
    }


def rule_ids(judgement: Judgement) -> list[str]:
    return [finding.rule_id for finding in judgement.findings]
