"""The catalogue of data/reference as tables: regions, indicators, units, rounds, national targets, criteria."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.contract.progress_lines import progress
from pipelines.steps.step import Step, Workplace
from pipelines.warehouse import connection as warehouse

DESCRIPTIONS = {
    "region": "Every country, province and district with its parent and the dates between which it existed.",
    "region_code": "The codes of each region in each code scheme, with the period in which the code meant it.",
    "region_succession": "Which region took over the territory of a dissolved one, and by which law.",
    "region_alias": "Spellings seen in files and the region each of them means, or that it is known and not used.",
    "region_weight": "Registered population per region: a weight for adding regions up, with its source.",
    "indicator": "The indicator master: names, unit of measure, direction, aggregation class, bounds, source, owner.",
    "outcome": "Outcome statements with programme nomenclature and issue tags.",
    "organisation_unit": "Who submits: units with the dates between which they existed and their regions.",
    "planning_round": "Each planning round: round year, plan year, stage, opening and closing instants, baseline year.",
    "round_target_year": "The years for which a round asks for targets.",
    "assignment": "Which unit owes which indicator in which round: the denominator of the fill rate.",
    "owed_target": "Every single target that is owed: round, unit, indicator, region and target year.",
    "national_target": "National targets per document, indicator and year, as ranges where they were printed so.",
    "criterion": "The five qualitative criteria that stand beside every number.",
    "criterion_level": "What levels 0 to 3 of each criterion mean.",
    "method": "Each method in words: formula, assumptions, known weakness and source, in both languages.",
}


def load_catalogue(place: Workplace, rounds: Sequence[str] | None) -> None:
    """Read and verify data/reference, then replace the catalogue's tables."""
    from pipelines.reference.frames import frames

    found = frames(place.catalogue)
    if set(found) != set(DESCRIPTIONS):
        raise warehouse.WarehouseError(
            f"The catalogue's tables {sorted(set(found) ^ set(DESCRIPTIONS))} have no description or no frame; "
            "name them in pipelines/steps/catalogue.py and pipelines/reference/frames.py."
        )
    progress.info("Catalogue: %s indicators, %s regions", len(place.catalogue.indicators), len(place.catalogue.regions))
    for name, frame in found.items():
        warehouse.load(place.connection, f"core.{name}", frame)


CATALOGUE = Step(
    name="catalogue",
    group="reference",
    makes={f"core.{name}": text for name, text in DESCRIPTIONS.items()},
    action=load_catalogue,
    folders=("reference",),
)
