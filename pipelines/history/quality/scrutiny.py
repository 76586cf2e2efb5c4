"""The rules that stop or mark a published figure. Every figure stays in the frame; nothing is corrected here.

Comparisons of March with September and with the nation live in `semesters.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import polars as pl

from pipelines.history.quality.faults import Fault, fault_of
from pipelines.history.quality.semesters import semester_faults
from pipelines.reference.model import Catalogue
from pipelines.reference.regions import index_regions, undivided_region

MARK_ORDER = ("suspicious_zero", "year_only", "uncertain")  # the first that fits is the figure's mark
MARK_OF_RULE = {
    "figure.suspicious_zero": "suspicious_zero",
    "figure.implied_population": "uncertain",
    "figure.national_not_aggregate": "uncertain",
    "figure.sources_disagree": "uncertain",
}
NATIONAL_FILE = "national_series.csv"  # wins where a key also stands in a province file
Rule = Callable[[pl.DataFrame, Catalogue], list[tuple[int, Fault]]]


def scrutinise(figures: pl.DataFrame, catalogue: Catalogue) -> tuple[pl.DataFrame, list[Fault]]:
    """Return the same figures, same order, with mark, is_stopped and trust settled, and the faults behind that."""
    numbered = _numbered_figures(figures, catalogue)
    stopped, marked = _verdicts(numbered, catalogue)
    settled = _settle(numbered, stopped, marked)
    each = [*stopped.values(), *(fault for faults in marked.values() for fault in faults)]
    return settled.select(figures.columns), [*each, *_groups(settled)]


def judge(figures: pl.DataFrame, catalogue: Catalogue) -> tuple[set[int], list[Fault]]:
    """Row numbers of the figures of one table that must be stopped, and what was found in that table."""
    stopped, marked = _verdicts(_numbered_figures(figures, catalogue), catalogue)
    return set(stopped), [*stopped.values(), *(fault for faults in marked.values() for fault in faults)]


def _numbered_figures(figures: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    limits = figures.with_row_index("figure_number").join(
        _limits(catalogue), on="indicator_code", how="left", maintain_order="left"
    )
    return _with_year_only(limits)


def _verdicts(numbered: pl.DataFrame, catalogue: Catalogue) -> tuple[dict[int, Fault], dict[int, list[Fault]]]:
    """figure number -> the fault that stops it, and -> the faults that mark it."""
    rules: Iterable[Rule] = (_not_finite, _out_of_bounds, _before_founding, _copied_from_parent, semester_faults)
    stopped: dict[int, Fault] = {}
    marked: dict[int, list[Fault]] = {}
    numbered = numbered.filter(~pl.col("is_stopped"))  # those that their own table stopped have their fault already
    for rule in rules:
        remaining = numbered.filter(~pl.col("figure_number").is_in(list(stopped)))
        for number, fault in rule(remaining, catalogue):
            if fault.severity == "stopped":
                stopped.setdefault(number, fault)
            else:
                marked.setdefault(number, []).append(fault)
    remaining = numbered.filter(~pl.col("figure_number").is_in(list(stopped)))
    for number, fault in [*_suspicious_zero(remaining), *_sources_disagree(remaining)]:
        marked.setdefault(number, []).append(fault)
    return stopped, marked


def _limits(catalogue: Catalogue) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (one.indicator_code, one.lower_bound, one.upper_bound, one.reference_month, one.kind in ("spm", "context"))
            for one in catalogue.indicators.values()
        ],
        schema={
            "indicator_code": pl.String,
            "lower_bound": pl.Float64,
            "upper_bound": pl.Float64,
            "reference_month": pl.Int32,
            "is_zero_plausible": pl.Boolean,
        },
        orient="row",
    )


def _with_year_only(figures: pl.DataFrame) -> pl.DataFrame:
    """A quantity with a reference month whose figure carries no month cannot be trusted above C."""
    is_year_only = pl.col("reference_month").is_not_null() & (pl.col("period").str.len_chars() == 4)
    return figures.with_columns(is_year_only.alias("is_year_only")).with_columns(
        pl.when("is_year_only").then(pl.lit("C")).otherwise("trust").alias("trust")
    )


def _not_finite(figures: pl.DataFrame, _: Catalogue) -> list[tuple[int, Fault]]:
    wrong = figures.filter(pl.col("observed_value").is_null() | ~pl.col("observed_value").is_finite())
    return [fault_of("figure.not_finite", row) for row in wrong.iter_rows(named=True)]


def _out_of_bounds(figures: pl.DataFrame, _: Catalogue) -> list[tuple[int, Fault]]:
    value = pl.col("observed_value")
    wrong = figures.filter(
        (value < pl.col("lower_bound")).fill_null(False) | (value > pl.col("upper_bound")).fill_null(False)
    )
    if wrong.is_empty():
        return []
    year = pl.col("period").str.slice(0, 4).alias("year")
    beside = ["file_name", "region_id", "year", "printed_value"]
    printed = figures.select(*beside[:2], year, "printed_value", pl.col("indicator_code").alias("other")).unique()
    neighbours = wrong.with_columns(year).join(printed, on=beside).filter(pl.col("other") != pl.col("indicator_code"))
    shifted = set(neighbours["figure_number"])
    return [
        fault_of("figure.shifted_column", row)
        if row["figure_number"] in shifted
        else fault_of(
            "figure.out_of_bounds", row, low=_bound_text(row["lower_bound"]), high=_bound_text(row["upper_bound"])
        )
        for row in wrong.iter_rows(named=True)
    ]


def _bound_text(value: float | None) -> str:
    return "…" if value is None else f"{value:g}"


def _before_founding(figures: pl.DataFrame, catalogue: Catalogue) -> list[tuple[int, Fault]]:
    """Provinces that came out of a division have no figure of a year before that division."""
    founded = [(step.successor_region_id, step.effective_date.year) for step in catalogue.successions]
    founding = pl.DataFrame(founded, schema={"region_id": pl.String, "founding_year": pl.Int32}, orient="row")
    year = pl.col("period").str.slice(0, 4).cast(pl.Int32)
    wrong = figures.join(founding, on="region_id").filter(year < pl.col("founding_year"))
    return [fault_of("figure.before_founding", row) for row in wrong.iter_rows(named=True)]


def _copied_from_parent(figures: pl.DataFrame, catalogue: Catalogue) -> list[tuple[int, Fault]]:
    """A new province that prints its undivided parent's number, in a period in which the parent still has a figure."""
    index = index_regions(catalogue)
    children = [
        (step.successor_region_id, step.predecessor_region_id)
        for step in catalogue.successions
        if undivided_region(index, step.successor_region_id) is None
    ]
    parents = pl.DataFrame(children, schema={"region_id": pl.String, "parent": pl.String}, orient="row")
    key = ["indicator_code", "period", "observed_value"]
    printed = figures.select(pl.col("region_id").alias("parent"), *key).unique()
    wrong = figures.join(parents, on="region_id").join(printed, on=["parent", *key], how="semi")
    return [fault_of("figure.copied_from_parent", row) for row in wrong.iter_rows(named=True)]


def _suspicious_zero(figures: pl.DataFrame) -> list[tuple[int, Fault]]:
    wrong = figures.filter(
        (pl.col("observed_value") == 0) & (pl.col("lower_bound") == 0) & ~pl.col("is_zero_plausible")
    )
    return [fault_of("figure.suspicious_zero", row) for row in wrong.iter_rows(named=True)]


def _sources_disagree(figures: pl.DataFrame) -> list[tuple[int, Fault]]:
    """Two sources of one vintage with different numbers for one key: the less trusted one is marked."""
    key = ["indicator_code", "region_id", "period", "vintage"]
    several = figures.filter(pl.len().over(key) > 1).sort(
        (pl.col("file_name") != NATIONAL_FILE), "trust", "source_id", "file_name", maintain_order=True
    )
    used = several.with_columns(pl.col("observed_value").first().over(key).alias("used_value"))
    wrong = used.filter((pl.col("observed_value") - pl.col("used_value")).abs() > 1e-9)
    return [
        fault_of("figure.sources_disagree", row, evidence=f"{row['used_value']:g}")
        for row in wrong.iter_rows(named=True)
    ]


def _settle(figures: pl.DataFrame, stopped: Mapping[int, Fault], marked: Mapping[int, list[Fault]]) -> pl.DataFrame:
    found = pl.DataFrame(
        [(number, MARK_OF_RULE[fault.rule_id]) for number, faults in marked.items() for fault in faults[:1]],
        schema={"figure_number": pl.UInt32, "found_mark": pl.String},
        orient="row",
    )
    zeros = [number for number, faults in marked.items() if any("zero" in fault.rule_id for fault in faults)]
    joined = figures.join(found.unique("figure_number"), on="figure_number", how="left", maintain_order="left")
    return joined.with_columns(
        pl.when(pl.col("figure_number").is_in(zeros))
        .then(pl.lit(MARK_ORDER[0]))
        .when("is_year_only")
        .then(pl.lit(MARK_ORDER[1]))
        .when(pl.col("found_mark").is_not_null() | (pl.col("trust") == "C"))
        .then(pl.lit(MARK_ORDER[2]))
        .otherwise("mark")
        .alias("mark"),
        (pl.col("is_stopped") | pl.col("figure_number").is_in(list(stopped))).alias("is_stopped"),
    )


def _groups(settled: pl.DataFrame) -> list[Fault]:
    """One fault for each group of figures that share a harmless reason: a year only, trust C, a duplicate."""
    faults: list[Fault] = []
    reasons = {
        "figure.year_only": pl.col("is_year_only"),
        "figure.uncertain": (pl.col("trust") == "C") & ~pl.col("is_year_only"),
    }
    for rule_id, reason in reasons.items():
        groups = settled.filter(reason).group_by("file_name", "source_id", "indicator_code", maintain_order=True).len()
        faults += [
            Fault(rule_id, name, source_id=source, indicator_code=code, figure_count=count)
            for name, source, code, count in groups.rows()
        ]
    key = ["indicator_code", "region_id", "period"]
    national = settled.filter(pl.col("file_name") == NATIONAL_FILE).select(key).unique()
    doubled = settled.filter(pl.col("file_name") != NATIONAL_FILE).join(national, on=key, how="semi")
    faults += [
        Fault("figure.duplicate", name, indicator_code=code, figure_count=count, facts={"other": NATIONAL_FILE})
        for name, code, count in doubled.group_by("file_name", "indicator_code", maintain_order=True).len().rows()
    ]
    return faults
