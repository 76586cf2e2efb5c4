"""`selaras take-up`: a region's work plan handed in, or only judged, to be set beside what was agreed with it."""

from __future__ import annotations

from pathlib import Path

from pipelines.commands.check import check
from pipelines.commands.submit import submit
from pipelines.contract.paths import Paths
from pipelines.errors import SelarasError
from pipelines.exports.returns.answer import Answer
from pipelines.reference.read import read_catalogue
from pipelines.submissions.readers.take_up.sender import PLAN_KIND, office_of


class TakeUpError(SelarasError):
    """One sentence: which round or region is not known, and what to name instead."""


def take_up(
    paths: Paths, file: Path, round_id: str | None = None, region_id: str | None = None, only_check: bool = False
) -> Answer:
    """Give what became of the plan, cell by cell. Round and region are needed where the file does not say them.

    Raise TakeUpError when one of them is not known; nothing is handed in then.
    """
    unit_code = _office(paths, round_id, region_id)
    if only_check:
        return check(paths, file, round_id, unit_code, kind=PLAN_KIND)
    return submit(paths, file, round_id, unit_code, kind=PLAN_KIND)


def _office(paths: Paths, round_id: str | None, region_id: str | None) -> str | None:
    catalogue = read_catalogue(paths.reference)
    if round_id is not None and round_id not in catalogue.rounds:
        raise TakeUpError(
            f"Round {round_id} is not in planning_rounds.csv; choose one of {', '.join(catalogue.rounds)}."
        )
    if region_id is None:
        return None
    unit_code = office_of(catalogue, region_id)
    if not unit_code:
        raise TakeUpError(f"No social office hands in for region {region_id}; write its code as in regions.csv.")
    return unit_code
