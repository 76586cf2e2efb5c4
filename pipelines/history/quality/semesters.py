"""March against September, and the nation against its provinces: faults that only a comparison shows.

The evidence is the population that a printed number and rate of the poor imply together (100·number/rate): it moves
slowly, so a rate that was copied from the other semester or swapped with it stands out. Measured on the bundled
figures (709 pairs, 2015-2025): the two semesters of a year differ by less than 1.2 % as a rule and by 7 % at most.
"""

from __future__ import annotations

from statistics import median

import polars as pl

from pipelines.history.quality.faults import Fault, fault_of
from pipelines.reference.model import Catalogue

RATE, COUNT = "poverty_rate", "poor_population"
SEMESTERS = {"03": "09", "02": "08"}  # Susenas, Sakernas
SWAP_SEEN, SWAP_GONE = 0.03, 0.015  # relative: populations this far apart, this close after swapping back
REPEAT_SEEN = 0.02
POPULATION_JUMP = 0.06  # the largest honest one is 0.048 (Kalimantan Utara 2020-03)
YEARS_AROUND = 2
NATION_OFF = 0.02  # points; the honest ones stay within 0.006
COVERED = 0.001  # the provinces' numbers add up to the nation's within this share
COLUMN_COUNT, COLUMN_SHARE = 10, 0.5  # an honest column repeats at most 0.15 of its regions (Gini, 3 decimals)
FETCHED = "published/"

Found = list[tuple[int, Fault]]


def semester_faults(figures: pl.DataFrame, _: Catalogue) -> Found:
    """Faults of the two semesters of a year; a figure is named once, by the first rule that finds it."""
    pairs = _pairs(figures)
    best = _best(figures)
    found: dict[int, Fault] = {}
    for rule in (_against_other_sources, _against_population, _whole_column):
        for number, fault in rule(pairs, best):
            found.setdefault(number, fault)
    sound = figures.filter(~pl.col("figure_number").is_in(list(found)))
    for number, fault in [*_national(sound), *_population_jumps(sound)]:
        found.setdefault(number, fault)
    return list(found.items())


def _pairs(figures: pl.DataFrame) -> pl.DataFrame:
    """One row per file, quantity, region and year that has both semesters; columns with `_s` are the second's."""
    split = figures.filter(pl.col("period").str.len_chars() == 7).with_columns(
        pl.col("period").str.slice(0, 4).alias("year"), pl.col("period").str.slice(5).alias("month")
    )
    first = split.filter(pl.col("month").is_in(list(SEMESTERS)))
    key = ["file_name", "indicator_code", "region_id", "year"]
    return first.with_columns(pl.col("month").replace_strict(SEMESTERS).alias("other_month")).join(
        split.select(
            *key,
            pl.col("month").alias("other_month"),
            "figure_number",
            "period",
            "observed_value",
            "printed_value",
            "source_id",
        ),
        on=[*key, "other_month"],
        suffix="_s",
    )


def _best(figures: pl.DataFrame) -> pl.DataFrame:
    """One figure per key and file kind (bundled or fetched), the most trusted."""
    key = ["indicator_code", "region_id", "period"]
    return (
        figures.with_columns(pl.col("file_name").str.starts_with(FETCHED).alias("is_fetched"))
        .sort("is_fetched", "trust", "source_id", maintain_order=True)
        .unique(key, keep="first", maintain_order=True)
        .select(*key, "observed_value", "is_fetched")
    )


def _second(row: dict[str, object]) -> dict[str, object]:
    """The same pair seen from its second semester."""
    names = ("figure_number", "period", "printed_value", "source_id")
    return {**row, **{name: row[f"{name}_s"] for name in names}}


def _both(rule_id: str, row: dict[str, object], **facts: str | tuple[str, str]) -> Found:
    return [fault_of(rule_id, row, **facts), fault_of(rule_id, _second(row), **facts)]


def _against_other_sources(pairs: pl.DataFrame, best: pl.DataFrame) -> Found:
    """A fetched table that crosses or repeats the semesters of figures already bundled."""
    known = best.filter(~pl.col("is_fetched")).select(
        "indicator_code", "region_id", "period", pl.col("observed_value").alias("known")
    )
    on = ["indicator_code", "region_id"]
    crossed = (
        pairs.filter(pl.col("file_name").str.starts_with(FETCHED))
        .join(known, on=[*on, "period"])
        .join(known.rename({"period": "period_s", "known": "known_s"}), on=[*on, "period_s"])
        .filter(pl.col("known") != pl.col("known_s"))
    )
    found: Found = []
    for row in crossed.iter_rows(named=True):
        first, second = row["observed_value"], row["observed_value_s"]
        evidence = (
            f"angka yang sudah ada: {row['known']:g} dan {row['known_s']:g}",
            f"figures already held: {row['known']:g} and {row['known_s']:g}",
        )
        if first == row["known_s"] and second == row["known"]:
            found += _both("figure.swapped_semesters", row, evidence=evidence)
        elif first == second == row["known_s"]:
            found.append(fault_of("figure.repeated_semester", row, evidence=evidence))
        elif first == second == row["known"]:
            found.append(fault_of("figure.repeated_semester", _second(row), evidence=evidence))
    return found


def _with_counts(pairs: pl.DataFrame, best: pl.DataFrame) -> pl.DataFrame:
    """Pairs of rates beside the two numbers of poor, from the same file where it has them, otherwise the best held."""
    counts = pairs.filter(pl.col("indicator_code") == COUNT).select(
        "file_name",
        "region_id",
        "period",
        pl.col("observed_value").alias("own"),
        pl.col("observed_value_s").alias("own_s"),
    )
    held = best.filter(pl.col("indicator_code") == COUNT).select(
        "region_id", "period", pl.col("observed_value").alias("held")
    )
    return (
        pairs.filter(pl.col("indicator_code") == RATE)
        .join(counts, on=["file_name", "region_id", "period"], how="left")
        .join(held, on=["region_id", "period"], how="left")
        .join(held.rename({"period": "period_s", "held": "held_s"}), on=["region_id", "period_s"], how="left")
        .with_columns(pl.coalesce("own", "held").alias("count"), pl.coalesce("own_s", "held_s").alias("count_s"))
        .filter(
            pl.col("count").is_not_null()
            & pl.col("count_s").is_not_null()
            & (pl.col("observed_value") > 0)
            & (pl.col("observed_value_s") > 0)
        )
    )


def _against_population(pairs: pl.DataFrame, best: pl.DataFrame) -> Found:
    """Rates of one region that fit the numbers of poor only after swapping, or that repeat while the numbers move."""
    found: Found = []
    populations = _Populations(best)
    for row in _with_counts(pairs, best).iter_rows(named=True):
        rate, rate_s, count, count_s = (
            row[name] for name in ("observed_value", "observed_value_s", "count", "count_s")
        )
        apart = abs((count / rate) / (count_s / rate_s) - 1)
        swapped = abs((count / rate_s) / (count_s / rate) - 1)
        evidence = (
            f"jumlah penduduk miskin {count:g} dan {count_s:g}",
            f"the numbers of poor are {count:g} and {count_s:g}",
        )
        if rate == rate_s and apart > REPEAT_SEEN:
            around = populations.around(row["region_id"], (row["period"], row["period_s"]), least=2)
            off, off_s = (abs(100 * one / rate / around - 1) if around else 0.0 for one in (count, count_s))
            if off >= off_s:
                found.append(fault_of("figure.repeated_semester", row, evidence=evidence))
            if off_s >= off:
                found.append(fault_of("figure.repeated_semester", _second(row), evidence=evidence))
        elif apart > SWAP_SEEN and swapped < SWAP_GONE:
            found += _both("figure.swapped_semesters", row, evidence=evidence)
    return found


class _Populations:
    """Implied populations of every region, to compare one period with those around it."""

    def __init__(self, best: pl.DataFrame) -> None:
        self._known: dict[str, list[tuple[str, float]]] = {}
        for region_id, period, population in (
            _implied_population(best).select("region_id", "period", "population").rows()
        ):
            self._known.setdefault(region_id, []).append((period, population))

    def around(self, region_id: str, periods: tuple[str, ...], least: int) -> float | None:
        """Median of the two years before and after, the periods in question left out; None with fewer than `least`."""
        year = int(periods[0][:4])
        beside = [
            population
            for period, population in self._known.get(region_id, [])
            if period not in periods and abs(int(period[:4]) - year) <= YEARS_AROUND
        ]
        return median(beside) if len(beside) >= least else None


def _implied_population(figures: pl.DataFrame) -> pl.DataFrame:
    """Implied population per region and period, from figures that are there for both rate and number."""
    key = ["region_id", "period"]
    rates = figures.filter((pl.col("indicator_code") == RATE) & (pl.col("observed_value") > 0))
    counts = figures.filter(pl.col("indicator_code") == COUNT).select(*key, pl.col("observed_value").alias("count"))
    return rates.join(counts, on=key).with_columns(
        (100 * pl.col("count") / pl.col("observed_value")).alias("population")
    )


def _whole_column(pairs: pl.DataFrame, _: pl.DataFrame) -> Found:
    """A table in which one semester repeats the other for most regions: neither can be told from the copy."""
    same = pl.col("observed_value") == pl.col("observed_value_s")
    column = ["file_name", "indicator_code", "year"]
    wrong = pairs.filter((pl.len().over(column) >= COLUMN_COUNT) & (same.mean().over(column) > COLUMN_SHARE) & same)
    evidence = ("sebagian besar wilayah pada tabel itu berulang", "most regions of that table repeat")
    return [
        pair
        for row in wrong.iter_rows(named=True)
        for pair in _both("figure.repeated_semester", row, evidence=evidence)
    ]


def _national(figures: pl.DataFrame) -> Found:
    """A national rate that the provinces' numbers and rates contradict, where their numbers add up to the nation's."""
    best = _best(figures)
    provinces = _implied_population(
        best.filter(~pl.col("region_id").str.contains(".", literal=True) & (pl.col("region_id") != "00"))
    )
    totals = provinces.group_by("period").agg(pl.col("count").sum(), pl.col("population").sum())
    nation = best.filter((pl.col("region_id") == "00") & (pl.col("indicator_code") == COUNT)).select(
        "period", pl.col("observed_value").alias("national_count")
    )
    printed = figures.filter((pl.col("region_id") == "00") & (pl.col("indicator_code") == RATE))
    wrong = (
        printed.join(totals, on="period")
        .join(nation, on="period")
        .filter((pl.col("count") / pl.col("national_count") - 1).abs() < COVERED)
        .with_columns((100 * pl.col("count") / pl.col("population")).alias("aggregate"))
        .filter((pl.col("observed_value") - pl.col("aggregate")).abs() > NATION_OFF)
    )
    repeated = _pairs(printed).filter(pl.col("observed_value") == pl.col("observed_value_s"))
    copies = {*repeated["figure_number"], *repeated["figure_number_s"]}
    found: Found = []
    for row in wrong.iter_rows(named=True):
        aggregate = f"{row['aggregate']:.3f}"
        if row["figure_number"] in copies:
            evidence = (f"jumlah provinsi memberi {aggregate}", f"the provinces add up to {aggregate}")
            found.append(fault_of("figure.repeated_semester", row, evidence=evidence))
        else:
            found.append(fault_of("figure.national_not_aggregate", row, evidence=aggregate))
    return found


def _population_jumps(figures: pl.DataFrame) -> Found:
    """Rates that, with their number of poor, imply another population than the years around them."""
    best = _best(figures)
    populations = _Populations(best)
    key = ["region_id", "period"]
    counts = figures.filter(pl.col("indicator_code") == COUNT)
    own = counts.select("file_name", *key, pl.col("observed_value").alias("own"))
    held = best.filter(pl.col("indicator_code") == COUNT).select(*key, pl.col("observed_value").alias("held"))
    rates = (
        figures.filter((pl.col("indicator_code") == RATE) & (pl.col("observed_value") > 0))
        .join(own, on=["file_name", *key], how="left")
        .join(held, on=key, how="left")
        .with_columns(pl.coalesce("own", "held").alias("count"))
        .filter(pl.col("count").is_not_null())
        .with_columns((100 * pl.col("count") / pl.col("observed_value")).alias("population"))
    )
    found: Found = []
    for row in rates.iter_rows(named=True):
        around = populations.around(row["region_id"], (row["period"],), least=3)
        if around and row["observed_value"] == row["count"] and not 0.5 < row["population"] / around < 2:
            found.append(fault_of("figure.shifted_column", row))
        elif around and abs(row["population"] / around - 1) > POPULATION_JUMP:
            evidence = f"{row['population']:.0f} ≠ {around:.0f}"
            found.append(fault_of("figure.implied_population", row, evidence=evidence))
    return found
