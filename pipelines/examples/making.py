"""DATA CONTOH: writes the example submissions, their manifest and the example history, the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.examples.defects import DEFECTS
from pipelines.examples.entries import Entries, careful_entries, indonesian
from pipelines.examples.figures import Inventor
from pipelines.examples.schedule import INTERNAL, OPEN, PROVINCIAL, Handing, schedule
from pipelines.examples.work_plans import WorkPlan
from pipelines.exports.templates import form
from pipelines.exports.templates.drawing import write_template
from pipelines.exports.templates.facts import Interval, ReferenceFigures, TemplateFacts, template_facts
from pipelines.reference.model import Indicator
from pipelines.reference.read import read_catalogue

ROUND_BEFORE = {PROVINCIAL: INTERNAL, OPEN: PROVINCIAL}
SOURCE_ID = "CONTOH"
HISTORY_FILE = "example_observations.csv"
HISTORY_HEADINGS = ("region_id", "bps_code", "region_name", "indicator", "period", "value", "unit", "source_id")
CSV_HEADINGS = (
    "putaran",
    "unit_kerja",
    "kode_indikator",
    "kode_wilayah",
    "skema_kode",
    "tahun_target",
    "target",
    "penyebut",
    "keyakinan",
    "sementara",
    "alasan",
    "catatan",
)


def read_inventor(reference: Path) -> Inventor:
    """Read catalogue and population from data/reference."""
    with (reference / "region_population.csv").open(encoding="utf-8", newline="") as file:
        population = {row["region_id"]: float(row["population"]) for row in csv.DictReader(file)}
    return Inventor(read_catalogue(reference), population)


def make_submissions(inventor: Inventor, plans: Path, handings: list[Handing] | None = None) -> list[Path]:
    """Write the example files under `plans`; all of the schedule unless some are named."""
    figures = {code: _figures(inventor, code) for code in (INTERNAL, PROVINCIAL, OPEN)}
    made = []
    for handing in schedule(inventor.catalogue) if handings is None else handings:
        facts = template_facts(inventor.catalogue, handing.round_id, handing.unit_code, figures[handing.round_id])
        entries = careful_entries(facts, inventor)
        for name in handing.defects:
            DEFECTS[name](entries)
        out = plans / handing.file_name
        out.parent.mkdir(parents=True, exist_ok=True)
        if handing.form == "csv":
            out.write_bytes(_delimited_entries(facts, entries).encode("utf-8"))
        else:
            write_template(facts, out, entries.typed)
        made.append(out)
    return made


def manifest_rows(plans: Path, handings: Sequence[Handing | WorkPlan]) -> list[tuple[str, str, str]]:
    """Give (file, sha256, received_at) of the example files as they lie under `plans`."""
    return [
        (
            handing.file_name,
            hashlib.sha256((plans / handing.file_name).read_bytes()).hexdigest(),
            handing.received_at.isoformat(),
        )
        for handing in handings
    ]


def example_history(inventor: Inventor) -> str:
    """Give the invented observations as one tidy table in the form of data/history."""
    catalogue = inventor.catalogue
    bps = {item.region_id: item.code for item in catalogue.region_codes if item.scheme == "bps" and not item.valid_to}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HISTORY_HEADINGS)
    for figure in inventor.observations():
        indicator, region = catalogue.indicators[figure.indicator_code], catalogue.regions[figure.region_id]
        value = f"{figure.value:.{indicator.decimal_places}f}"
        place = (figure.region_id, bps.get(figure.region_id, ""), region.region_name, figure.indicator_code)
        writer.writerow((*place, figure.year, value, indicator.unit_of_measure, SOURCE_ID))
    return out.getvalue()


def _figures(inventor: Inventor, round_id: str) -> ReferenceFigures:
    """Give the invented baselines, and what was meant in the round before for the last year both rounds have."""
    catalogue = inventor.catalogue
    asked, earlier = catalogue.rounds[round_id], ROUND_BEFORE.get(round_id)
    repeated = {item.indicator_code for item in catalogue.assignments if item.round_id == earlier}
    baselines, previous = {}, {}
    for indicator, region_id in _pairs(inventor):
        key = (indicator.indicator_code, region_id)
        if baseline := inventor.baseline(indicator, region_id, asked.baseline_year):
            baselines[key] = baseline
        if earlier and indicator.indicator_code in repeated:
            years = catalogue.rounds[earlier].target_years
            value = inventor.target_path(indicator, region_id, earlier, years)[-1]
            previous[key] = Interval(value, value)
    return ReferenceFigures(baselines, previous)


def _pairs(inventor: Inventor) -> Iterator[tuple[Indicator, str]]:
    for indicator in inventor.indicators():
        for region in inventor.catalogue.regions.values():
            if region.valid_to is None and region.region_level == indicator.region_level:
                yield indicator, region.region_id


def _delimited_entries(facts: TemplateFacts, entries: Entries) -> str:
    """Give a unit's entries as a CSV of the long form, with semicolons and decimal commas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(CSV_HEADINGS)
    for row, owed in entries.rows():
        for year in entries.years:
            value = entries.get(row, f"target_{year}")
            text = indonesian(value, owed.indicator.decimal_places) if isinstance(value, float) else str(value or "")
            rest = [str(entries.get(row, heading) or "") for heading in ("penyebut", "sementara", "alasan")]
            writer.writerow(
                [
                    facts.planning_round.round_id,
                    facts.unit.unit_code,
                    owed.indicator.indicator_code,
                    entries.get(row, "kode_wilayah") or owed.region.region_id,
                    "kemendagri",
                    year,
                    text,
                    rest[0],
                    "",
                    *rest[1:],
                    form.EXAMPLE_MARK,
                ]
            )
    return out.getvalue()
