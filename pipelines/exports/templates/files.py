"""Makes the template files of one unit or of every unit of a round. The command line calls `make_templates`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.contract.paths import Paths
from pipelines.exports.templates.drawing import write_template
from pipelines.exports.templates.facts import ReferenceFigures, template_facts, units_of_round
from pipelines.exports.templates.reference_figures import reference_figures
from pipelines.exports.templates.standing_entries import Tried, standing_entries, with_tried
from pipelines.reference.model import Catalogue
from pipelines.reference.read import read_catalogue


def make_templates(paths: Paths, round_id: str, unit_code: str | None, out: Path) -> list[Path]:
    """Write the template of one unit, or of every unit that owes something when `unit_code` is None, into `out`."""
    catalogue = read_catalogue(paths.reference)
    return write_templates(catalogue, reference_figures(paths, catalogue, round_id), round_id, unit_code, out)


def make_filled_template(paths: Paths, round_id: str, unit_code: str, out: Path, tried: Sequence[Tried] = ()) -> Path:
    """Write one unit's template into `out`, filled with its targets as they stand and with the values tried."""
    catalogue = read_catalogue(paths.reference)
    facts = template_facts(catalogue, round_id, unit_code, reference_figures(paths, catalogue, round_id))
    entries = with_tried(standing_entries(paths, facts), facts, tried)
    return write_template(facts, out / f"{round_id}_{unit_code}_usulan.xlsx", entries)


def write_templates(
    catalogue: Catalogue, figures: ReferenceFigures, round_id: str, unit_code: str | None, out: Path
) -> list[Path]:
    """Write templates from facts already at hand."""
    units = [unit_code] if unit_code is not None else units_of_round(catalogue, round_id)
    return [
        write_template(template_facts(catalogue, round_id, unit, figures), out / f"{round_id}_{unit}.xlsx")
        for unit in units
    ]
