"""The catalogue of data/reference, verified: either everything in it can be relied on, or one sentence says why not."""

from __future__ import annotations

from pathlib import Path

from pipelines.reference.coherence import (
    check_assignments,
    check_indicator_references,
    check_round_documents,
)
from pipelines.reference.error import CatalogueError
from pipelines.reference.guide_files import (
    read_criteria,
    read_foreign_mappings,
    read_layouts,
    read_methods,
)
from pipelines.reference.indicator_files import read_indicators, read_outcomes
from pipelines.reference.model import Catalogue
from pipelines.reference.outcome_words import PROGRAMMES_FILE, WORDS_FILE, read_outcome_words, read_programmes
from pipelines.reference.region_files import read_regional
from pipelines.reference.round_files import (
    read_assignments,
    read_national_targets,
    read_rounds,
    read_units,
)

__all__ = ["CatalogueError", "read_catalogue"]


def read_catalogue(folder: Path) -> Catalogue:
    """Read and verify all files of `data/reference`; the first fault found is raised as a CatalogueError."""
    regional = read_regional(folder)
    indicators = read_indicators(folder / "indicators.yml")
    outcomes = read_outcomes(folder / "outcomes.yml")
    units = read_units(folder / "organisation_units.csv", regional.regions)
    check_indicator_references(indicators.values(), units, (outcome["outcome_code"] for outcome in outcomes))
    rounds = read_rounds(folder / "planning_rounds.csv")
    assignments = read_assignments(folder / "assignments.csv", rounds, units, indicators)
    layouts = read_layouts(folder / "layouts.yml")
    catalogue = Catalogue(
        indicators=indicators,
        regions=regional.regions,
        region_codes=regional.codes,
        successions=regional.successions,
        aliases=regional.aliases,
        units=units,
        rounds=rounds,
        assignments=tuple(assignment for _, assignment in assignments),
        national_targets=read_national_targets(folder / "national_targets.csv", indicators),
        layouts=layouts,
        outcomes=outcomes,
        criteria=read_criteria(folder / "criteria.yml"),
        methods=read_methods(folder / "methods.yml"),
        region_weights=regional.weights,
        foreign_mappings=read_foreign_mappings(folder / "foreign_mappings.csv", layouts, indicators),
        outcome_words=read_outcome_words(folder / WORDS_FILE),
        programmes=read_programmes(folder / PROGRAMMES_FILE),
    )
    check_round_documents(catalogue)
    check_assignments(catalogue, assignments)
    return catalogue
