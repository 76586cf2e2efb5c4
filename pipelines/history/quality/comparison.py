"""A new table against the figures already held: far fewer regions, numbers of another size, another definition.
What does not fit is refused by indicator, by column or by cell; the figures held stay."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.history.published_file import PublishedTable
from pipelines.history.quality.faults import Fault
from pipelines.history.quality.order import NUMBER, apart, leaping, misaligned_columns

LEAST_SHARE = 0.7  # 30 % fewer regions than before
LEAST_RATIO, MOST_RATIO = 0.1, 10.0
STEADY_RATIO = 5.0  # a region whose figures held lie within this factor of one another does not leap by 10
NEAR_A_POWER = 0.3  # log10: how near to 10, 100, 1000 … a leap must be to be one of units (methods.md, section 4)
YEARS_AROUND = 3
COUNTRY_SHARE = 0.5  # of the provinces held: a table of fewer never meant to cover the country
DEFINITION_REGIONS = 10
DEFINITION_SHARE = 0.9  # of the regions differ the same way
DEFINITION_DISTANCE = 0.05  # relative, in the middle; revisions stay far below
REVISED = "revisi"  # in the title that vintages.csv declares
KEY = ["indicator_code", "level", "period"]
LEAPING = "uncertain"  # the mark of a figure that leaps


@dataclass(frozen=True)
class ComparedTable:
    """The figures of one table that fit, those that do not (kept, used by nobody), and why."""

    good: pl.DataFrame
    stopped: pl.DataFrame
    faults: list[Fault]


def compare(table: PublishedTable, figures: pl.DataFrame, held: pl.DataFrame) -> ComparedTable:
    """Hold a table's figures against those already held. Figures are in the order of the table's rows."""
    numbered = figures.with_row_index(NUMBER)
    refused = _fewer_regions(table.file_name, figures, held)
    rest = numbered.filter(~pl.col("indicator_code").is_in(list(refused)))
    scaled, columns = _other_size(table, rest, held)
    rest = rest.filter(~pl.col(NUMBER).is_in(scaled))
    other = _other_definition(table, rest, held)
    rest = rest.filter(~pl.col("indicator_code").is_in(list(other)))
    single, cells = _leaping_cells(table, rest, held)
    turned, leaps, order = _out_of_order(table, rest.filter(~pl.col(NUMBER).is_in(single)), held)
    rest = rest.filter(~pl.col(NUMBER).is_in(turned)).with_columns(
        pl.when(pl.col(NUMBER).is_in(leaps)).then(pl.lit(LEAPING)).otherwise("mark").alias("mark")
    )
    good = rest.filter(~pl.col(NUMBER).is_in(single)).drop(NUMBER)
    stopped = numbered.filter(pl.col(NUMBER).is_in(single)).drop(NUMBER).with_columns(pl.lit(True).alias("is_stopped"))
    faults = [*refused.values(), *columns, *other.values(), *cells, *order]
    return ComparedTable(good, stopped, faults)


def _with_level(figures: pl.DataFrame) -> pl.DataFrame:
    is_district = pl.col("region_id").str.contains(".", literal=True)
    level = pl.when(pl.col("region_id") == "00").then(pl.lit("country"))
    return figures.with_columns(
        level.when(is_district).then(pl.lit("district")).otherwise(pl.lit("province")).alias("level"),
        pl.col("region_id").str.slice(0, 2).alias("province"),
    ).filter(pl.col("level") != "country")


def _fewer_regions(file_name: str, figures: pl.DataFrame, held: pl.DataFrame) -> dict[str, Fault]:
    """Regions per period against those held for the period, or for the one before it in the same month. A table of a
    few provinces is compared with nothing: it never meant to cover the country."""
    new = _with_level(figures)
    national = new.group_by("indicator_code", "level").agg(pl.col("province").n_unique().alias("provinces"))
    counts = new.group_by(KEY).agg(pl.col("region_id").n_unique().alias("count"))
    before = _with_level(held).group_by(KEY).agg(pl.col("region_id").n_unique().alias("held_count"))
    all_held = _with_level(held).group_by("indicator_code", "level").agg(pl.col("province").n_unique().alias("most"))
    is_national = (pl.col("provinces") > 1) & (pl.col("provinces") >= COUNTRY_SHARE * pl.col("most"))
    covering = national.join(all_held, on=["indicator_code", "level"]).filter(is_national)
    wanted = counts.join(covering, on=["indicator_code", "level"])
    month = pl.col("period").str.slice(4).alias("month")
    expected = (
        wanted.with_columns(month)
        .join(before.with_columns(month).rename({"period": "held_period"}), on=["indicator_code", "level", "month"])
        .filter(pl.col("held_period") <= pl.col("period"))
        .sort("held_period")
        .group_by([*KEY, "count"], maintain_order=True)
        .agg(pl.col("held_count").last())
        .group_by("indicator_code", "level", maintain_order=True)
        .agg(pl.col("count").sum(), pl.col("held_count").sum())
        .filter(pl.col("count") < LEAST_SHARE * pl.col("held_count"))
    )
    return {
        row["indicator_code"]: Fault(
            "file.fewer_rows",
            file_name,
            indicator_code=row["indicator_code"],
            figure_count=row["count"],
            facts={"evidence": str(row["held_count"])},
        )
        for row in expected.iter_rows(named=True)
    }


def _ratios(figures: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Each new figure over the middle of those held of its region in the years around it, and how far these lie apart.
    A figure far from all years held is compared with nothing: thirty years ago poverty was ten times today's."""
    key = ["indicator_code", "region_id"]
    year = pl.col("period").str.slice(0, 4).cast(pl.Int32)
    around = (
        figures.select(NUMBER, *key, year.alias("year"))
        .join(held.filter(pl.col("observed_value") > 0).select(*key, year.alias("held_year"), "observed_value"), on=key)
        .filter((pl.col("held_year") - pl.col("year")).abs() <= YEARS_AROUND)
        .group_by(NUMBER)
        .agg(
            pl.col("observed_value").median().alias("held_value"),
            (pl.col("observed_value").max() / pl.col("observed_value").min()).alias("spread"),
        )
    )
    return (
        figures.join(around, on=NUMBER, maintain_order="left")
        .filter(pl.col("observed_value") > 0)
        .with_columns((pl.col("observed_value") / pl.col("held_value")).alias("ratio"))
    )


def _other_size(table: PublishedTable, figures: pl.DataFrame, held: pl.DataFrame) -> tuple[list[int], list[Fault]]:
    """Columns (one period of one indicator) whose middle ratio to the figures held says that their unit is another."""
    middle = (
        _ratios(figures, held)
        .group_by("indicator_code", "period", maintain_order=True)
        .agg(pl.col("ratio").median(), pl.len().alias("count"))
        .filter((pl.col("ratio") < LEAST_RATIO) | (pl.col("ratio") > MOST_RATIO))
    )
    wrong = figures.join(middle, on=["indicator_code", "period"], maintain_order="left")
    faults = []
    for row in wrong.group_by("indicator_code", maintain_order=True).first().iter_rows(named=True):
        own = wrong.filter(pl.col("indicator_code") == row["indicator_code"])
        periods = sorted(set(own["period"]))
        faults.append(
            Fault(
                "table.scale", table.file_name, indicator_code=row["indicator_code"],
                period=periods[0] if len(periods) == 1 else f"{periods[0]} … {periods[-1]}",
                printed_value=row["printed_value"], figure_count=own.height,
                facts={"evidence": f"{row['ratio']:.3g}", "place": _place(table, row)},
            )
        )  # fmt: skip
    return wrong[NUMBER].to_list(), faults


def _leaping_cells(table: PublishedTable, figures: pl.DataFrame, held: pl.DataFrame) -> tuple[list[int], list[Fault]]:
    """Single figures that are ten, hundred or a thousand times what a steady region had: a slip of the decimal mark."""
    power = pl.col("ratio").log10()
    wrong = _ratios(figures, held).filter(
        (pl.col("spread") <= STEADY_RATIO)
        & (power.abs() > 1 - NEAR_A_POWER)
        & ((power - power.round()).abs() < NEAR_A_POWER)
        & ((pl.col("ratio") > MOST_RATIO / 2) | (pl.col("ratio") < LEAST_RATIO * 2))
    )
    faults = [
        Fault(
            "table.scale_cell", table.file_name, row["source_id"], row["indicator_code"], row["region_id"],
            row["period"], row["printed_value"], facts={"evidence": f"{row['ratio']:.3g}", "place": _place(table, row)},
        )
        for row in wrong.iter_rows(named=True)
    ]  # fmt: skip
    return wrong[NUMBER].to_list(), faults


def _other_definition(table: PublishedTable, figures: pl.DataFrame, held: pl.DataFrame) -> dict[str, Fault]:
    """Indicators whose figures of periods already held differ in nearly all regions, far, and all the same way."""
    if _is_revised(table):
        return {}
    key = ["indicator_code", "region_id", "period"]
    newest = held.sort("vintage").group_by(key, maintain_order=True).agg(pl.col("observed_value").last())
    both = (
        figures.join(newest.rename({"observed_value": "held_value"}), on=key, maintain_order="left")
        .filter(pl.col("held_value") != 0)
        .with_columns((pl.col("observed_value") / pl.col("held_value") - 1).alias("apart"))
    )
    found = (
        both.group_by("indicator_code", maintain_order=True)
        .agg(
            pl.col("region_id").n_unique().alias("count"),
            pl.max_horizontal((pl.col("apart") > 0).mean(), (pl.col("apart") < 0).mean()).alias("same_way"),
            pl.col("apart").median(),
        )
        .filter(
            (pl.col("count") >= DEFINITION_REGIONS)
            & (pl.col("same_way") >= DEFINITION_SHARE)
            & (pl.col("apart").abs() >= DEFINITION_DISTANCE)
        )
    )
    return {
        row["indicator_code"]: Fault(
            "table.other_definition", table.file_name, indicator_code=row["indicator_code"], figure_count=row["count"],
            facts={"evidence": f"{100 * row['apart']:+.1f} %"},
        )
        for row in found.iter_rows(named=True)
    }  # fmt: skip


def _out_of_order(
    table: PublishedTable, figures: pl.DataFrame, held: pl.DataFrame
) -> tuple[list[int], list[int], list[Fault]]:
    """Figures of columns whose names and figures do not belong together, single figures that leap, and both said."""
    if _is_revised(table) or figures.is_empty():
        return [], [], []
    own = held.filter(pl.col("indicator_code").is_in(figures["indicator_code"].unique().to_list()))
    newest = own.sort("vintage").unique(["indicator_code", "region_id", "period"], keep="last", maintain_order=True)
    found, usual = apart(figures, newest), apart(newest.with_row_index(NUMBER), newest)
    wrong = misaligned_columns(found, usual)
    turned = figures.join(wrong, on=["indicator_code", "period"], how="semi")
    faults = [
        Fault(
            "table.misaligned", table.file_name, indicator_code=row["indicator_code"], period=row["period"],
            figure_count=turned.filter(indicator_code=row["indicator_code"], period=row["period"]).height,
            facts={"evidence": f"{row['order']:.2f}", "usual": f"{row['usual_order']:.2f}"},
        )
        for row in wrong.iter_rows(named=True)
    ]  # fmt: skip
    leaps = leaping(found.filter(~pl.col(NUMBER).is_in(turned[NUMBER].to_list())), usual)
    faults += [
        Fault(
            "table.leap", table.file_name, row["source_id"], row["indicator_code"], row["region_id"], row["period"],
            row["printed_value"], facts={"evidence": f"{row['held_value']:.4g}", "place": _place(table, row)},
        )
        for row in leaps.iter_rows(named=True)
    ]  # fmt: skip
    return turned[NUMBER].to_list(), leaps[NUMBER].to_list(), faults


def _is_revised(table: PublishedTable) -> bool:
    """True where the table itself or vintages.csv says that its publisher has revised the series."""
    return REVISED in f"{table.title} {table.declared_title}".lower()


def _place(table: PublishedTable, row: dict[str, object]) -> str:
    """Where a figure stands in its file."""
    wanted = (row["indicator_code"], row["region_id"], row["period"])
    places = (one.place for one in table.rows if (one.indicator_code, one.region_id, one.period) == wanted)
    return next(places, "")
