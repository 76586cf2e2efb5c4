"""Makes the template files of one unit or of every unit of a round, as workbook or CSV form. The command line calls
`make_templates`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.contract.paths import Paths
from pipelines.exports.templates.csv_form import delimited_template
from pipelines.exports.templates.drawing import write_template
from pipelines.exports.templates.facts import ReferenceFigures, TemplateFacts, template_facts, units_of_round
from pipelines.exports.templates.reference_figures import reference_figures
from pipelines.exports.templates.standing_entries import Entries, TriedTarget, standing_entries, with_tried
from pipelines.reference.model import Catalogue
from pipelines.reference.read import read_catalogue

WORKBOOK, DELIMITED = "xlsx", "csv"


def make_templates(paths: Paths, round_id: str, unit_code: str | None, out: Path, ending: str = WORKBOOK) -> list[Path]:
    """Write the template of one unit, or of every unit that owes something when `unit_code` is None, into `out`."""
    catalogue = read_catalogue(paths.reference)
    return write_templates(catalogue, reference_figures(paths, catalogue, round_id), round_id, unit_code, out, ending)


def make_filled_template(
    paths: Paths, round_id: str, unit_code: str, out: Path, tried: Sequence[TriedTarget] = (), ending: str = WORKBOOK
) -> Path:
    """Write one unit's template into `out`, filled with its targets as they stand and with the values tried."""
    catalogue = read_catalogue(paths.reference)
    facts = template_facts(catalogue, round_id, unit_code, reference_figures(paths, catalogue, round_id))
    entries = with_tried(standing_entries(paths, facts), facts, tried)
    return _write(facts, out / f"{round_id}_{unit_code}_usulan.{ending}", entries)


def write_templates(
    catalogue: Catalogue,
    figures: ReferenceFigures,
    round_id: str,
    unit_code: str | None,
    out: Path,
    ending: str = WORKBOOK,
) -> list[Path]:
    """Write templates from facts already at hand."""
    units = [unit_code] if unit_code is not None else units_of_round(catalogue, round_id)
    return [
        _write(template_facts(catalogue, round_id, unit, figures), out / f"{round_id}_{unit}.{ending}", {})
        for unit in units
    ]


def _write(facts: TemplateFacts, place: Path, entries: Entries) -> Path:
    if place.suffix == f".{WORKBOOK}":
        return write_template(facts, place, entries)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(delimited_template(facts, entries), encoding="utf-8-sig", newline="")
    return place
