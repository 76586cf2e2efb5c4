"""For each rule on cells: rows that must bring its finding, and the honest twin that must not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from pipelines.submissions.model.judgement import Judgement
from pipelines.submissions.model.reading import Cell, OfferedCriterion, OfferedRow
from pipelines.submissions.rules.case.context import JudgingContext
from pipelines.submissions.rules.ruleset import judge
from tests.submissions.rules.given import (
    ROUND,
    WIB,
    catalogue,
    criterion,
    csv_row,
    panel,
    reading,
    row,
)


class Offer(NamedTuple):
    """One file: its rows, who sends it, and what is known beside it."""

    rows: tuple[OfferedRow, ...] = ()
    unit: str = "pusat"
    criteria: tuple[OfferedCriterion, ...] = ()
    series: Mapping[tuple[str, str], list[tuple[int, float]]] = {}
    previous: Mapping[tuple[str, str, int], float] = {}
    received_at: datetime | None = None

    def judged(self) -> Judgement:
        context = JudgingContext(catalogue(), self.series, self.previous)
        given = reading(*self.rows, unit=self.unit, criteria=self.criteria)
        return judge(given, context, self.received_at)


def sheet(*rows: OfferedRow, **known: object) -> Offer:
    return Offer(rows, **known)  # type: ignore[arg-type]


class Case(NamedTuple):
    fault: Offer
    twin: Offer


PERCENT_CELL = Cell("", "0.075", "number", 0.075, "0.0%")
IN_THOUSANDS = Cell("", "8500", "number", 8500.0, "0.0,")
RICH_CELL = Cell("", "55,51", "text", flags=("rich_text",))
DATE_CELL = Cell("", "2029-01-01", "date", 47119.0)
ACEH = {("poverty_rate", "11"): [(2022, 11.9), (2023, 11.2), (2024, 10.6)]}
FLAT_PEERS = panel("poverty_rate")
LATER = {("poverty_rate", "11"): [(2023, 11.2), (2024, 10.6), (2025, 9.1)]}
ZERO = {("served", "11"): [(2024, 0.0)]}
PROVINCES = ["11", "12", "13", "14", "15", "16"]
MOVED = {("poverty_rate", region, 2029): 9.0 + place / 10 for place, region in enumerate(PROVINCES)}
POPULATION = {("poverty_rate", "11"): [(2024, 10.0)], ("poor_population", "11"): [(2024, 560.0)]}


def plain(typed: object = 8.5, **shared: object) -> Offer:
    """One row with one target for 2029."""
    return sheet(row({2029: typed}, **shared))  # type: ignore[arg-type, dict-item]


def provinces(*typed: float, **known: object) -> Offer:
    rows = [row({2029: value}, region=region, line=6 + n) for n, (region, value) in enumerate(zip(PROVINCES, typed))]  # noqa: B905
    return sheet(*rows, **known)


def served(**shared: object) -> Offer:
    return plain(85, indicator="served", **shared)


def assessed(*lines: OfferedCriterion) -> Offer:
    return Offer((), criteria=lines)


def with_districts(whole: float, *parts: float) -> Offer:
    """West Java's volunteers and those of all its 27 districts."""
    districts = [key for key, region in catalogue().regions.items() if region.parent_region_id == "32"]
    rows = [row({2029: whole}, "volunteers", "32")]
    rows += [row({2029: parts[n % len(parts)]}, "volunteers", region, line=7 + n) for n, region in enumerate(districts)]
    return sheet(*rows, unit="dinsos-32")


def poor(count: float) -> Offer:
    rows = (row({2026: 9.9}), row({2026: count}, "poor_population", line=7))
    return sheet(*rows, series=POPULATION)


CASES: dict[str, Case] = {
    "value.ambiguous_number": Case(
        plain("12.345"), sheet(row({2029: "12.345"}), row({2029: "8,5"}, region="12", line=7))
    ),
    "value.missing_token": Case(plain("n/a"), plain(None)),
    "value.not_a_number": Case(plain("8,5 / 8,0"), plain("8,5")),
    "value.not_finite": Case(plain("NaN"), plain(8.5)),
    "value.rich_text": Case(plain(RICH_CELL), plain(RICH_CELL._replace(text="55,5", flags=()))),
    "value.bool": Case(plain(True), plain(1)),
    "value.shown_otherwise": Case(plain(IN_THOUSANDS), plain(8.5)),
    "value.out_of_range": Case(plain(25674.58), plain(99.99)),
    "value.too_large": Case(plain(1e15, indicator="volunteers"), plain(1e6, indicator="volunteers")),
    "value.whole_number": Case(sheet(csv_row("8,5", "2029.0")), sheet(csv_row("8,5", "2029"))),
    "value.open_end": Case(plain(">= 8,5"), plain("<= 8,5")),
    "value.not_in_list": Case(plain(confidence="D"), plain(confidence="a")),
    "value.year": Case(sheet(csv_row("8,5", "2031")), sheet(csv_row("8,5", "2029"))),
    "value.year_is_date": Case(sheet(csv_row("8,5", DATE_CELL)), sheet(csv_row("8,5", " 2029 "))),
    "value.text_number": Case(plain("8,5"), plain(8.5)),
    "value.text_percent": Case(plain("8,5 %"), plain("8,5")),
    "value.range": Case(plain("8,5–8,0"), plain("8,5")),
    "value.scale_suspect": Case(sheet(row({2029: 0.098}), series=ACEH), sheet(row({2029: 9.8}), series=ACEH)),
    "unit.percent_format": Case(plain(PERCENT_CELL), plain(7.5)),
    "unit.mismatch": Case(plain(unit_of_measure="ribu orang"), plain(unit_of_measure="Persen (%)")),
    "baseline.changed": Case(
        sheet(row({2029: 9.8}, baseline_value=11.6, baseline_year=2024), series=ACEH),
        sheet(row({2029: 9.8}, baseline_value="10,6", baseline_year=2024), series=ACEH),
    ),
    "baseline.unreadable": Case(plain(baseline_value="sepuluh"), plain(baseline_value="-")),
    "denominator.implausible": Case(served(denominator=0.5), served(denominator=1200)),
    "denominator.missing": Case(served(), served(denominator=1200)),
    "indicator.unknown": Case(plain(indicator="povrty_rate"), plain(indicator="POVERTY_RATE")),
    "indicator.not_assigned": Case(plain(indicator="unassigned"), plain()),
    "indicator.code_name_mismatch": Case(
        plain(indicator_name="Rasio Gini"), plain(indicator_name="Tingkat kemiskinan")
    ),
    "indicator.direction_changed": Case(plain(direction="naik"), plain(direction="Turun")),
    "region.unknown": Case(plain(region=None, name="Acehh"), plain(region=None, name="Aceh")),
    "region.ambiguous": Case(
        sheet(row({2029: 8.5}, region=None, name="Bandung"), unit="dinsos-32"),
        sheet(row({2029: 8.5}, region=None, name="Kota Bandung"), unit="dinsos-32"),
    ),
    "region.code_scheme": Case(plain(region="94"), plain(region="94", name="Papua Tengah")),
    "region.code_system": Case(plain(region="94", scheme="bps"), plain(region="94", scheme="kemendagri")),
    "region.scheme_unknown": Case(plain(region="94", scheme="iso9001"), plain(region="94", scheme=" Kemendagri ")),
    "region.code_name_mismatch": Case(plain(name="Bali"), plain(name="ACEH")),
    "region.name_unknown": Case(plain(name="Serambi Mekah"), plain(name="Prov. Aceh")),
    "region.not_valid_in_year": Case(plain(region="91-2022"), plain(region="91", scheme="kemendagri")),
    "auth.region_not_owned": Case(
        sheet(row({2029: 8.5}, region="33.01"), unit="dinsos-32"),
        sheet(row({2029: 8.5}, region="32.01"), unit="dinsos-32"),
    ),
    "target.wrong_direction": Case(
        sheet(row({2029: 11.1}), series={**FLAT_PEERS, **ACEH}), sheet(row({2029: 10.1}), series={**FLAT_PEERS, **ACEH})
    ),
    "target.equals_baseline": Case(sheet(row({2029: 10.6}), series=ACEH), sheet(row({2029: 10.5}), series=ACEH)),
    "target.already_met": Case(sheet(row({2029: 9.5}), series=LATER), sheet(row({2029: 9.0}), series=LATER)),
    "target.flat": Case(sheet(row(dict.fromkeys((2027, 2028, 2029), 11.19))), sheet(row({2027: 11.19, 2029: 11.1}))),
    "target.path": Case(sheet(row({2027: 8.0, 2028: "8,4–8,6"})), sheet(row({2027: 8.0, 2028: 7.9}))),
    "target.jump": Case(
        provinces(8.5, 8.6, 8.7, 8.8, 8.9, 5.0, previous=MOVED), provinces(8.5, 8.6, 8.7, 8.8, 8.9, 9.0, previous=MOVED)
    ),
    "target.copied_national": Case(plain("4,5–5,0"), plain("4,5–4,9")),
    "target.beyond_precedent": Case(
        sheet(row({2029: 2.0}), series=FLAT_PEERS), sheet(row({2029: 10.7}), series=FLAT_PEERS)
    ),
    "target.below_precedent": Case(
        sheet(row({2029: 11.09}), series=FLAT_PEERS), sheet(row({2029: 10.6}), series=FLAT_PEERS)
    ),
    "target.suspicious_zero": Case(
        sheet(row({2029: 100}, "served", denominator=10), series=ZERO),
        sheet(row({2029: 40}, "served", denominator=10), series=ZERO),
    ),
    "target.fractional_count": Case(plain(120.5, indicator="volunteers"), plain(120.0, indicator="volunteers")),
    "coherence.sum": Case(with_districts(3000, 100), with_districts(2700, 100)),
    "coherence.denominator": Case(poor(640), poor(560)),
    "row.refused": Case(served(denominator="banyak"), served(denominator=10)),
    "row.duplicate": Case(
        sheet(row({2029: 8.5}), row({2029: "8,50"}, line=9)),
        sheet(row({2029: 8.5}), row({2029: 8.5}, region="12", line=9)),
    ),
    "row.conflict": Case(
        sheet(row({2029: 8.5}), row({2029: 8.4}, line=9)), sheet(row({2029: 8.5}), row({2029: None}, line=9))
    ),
    "round.closed": Case(
        plain()._replace(received_at=ROUND.closes_at + timedelta(milliseconds=1)),
        plain()._replace(received_at=ROUND.closes_at.astimezone(WIB)),
    ),
    "text.formula_like": Case(plain(justification="=1+1"), plain(justification="1+1=2")),
    "text.markup": Case(plain(note="<b>penting</b>"), plain(note="5 < 6 & 7 > 6")),
    "criterion.unknown": Case(
        assessed(criterion(1, criterion_code="gotong-royong")), assessed(criterion(1, criterion_code="kapabilitas"))
    ),
    "criterion.level": Case(assessed(criterion(4)), assessed(criterion("3", evidence="notulen"))),
    "criterion.reason_missing": Case(
        assessed(criterion("tidak berlaku")), assessed(criterion("Tidak berlaku", "tidak ada panti"))
    ),
    "criterion.evidence_missing": Case(assessed(criterion(2)), assessed(criterion(1))),
    "criterion.conflict": Case(
        assessed(criterion(0), criterion(1, line="9")), assessed(criterion(1), criterion("1", line="9"))
    ),
}
