"""A new planning round from an old one, written as rows of the reference files: reviewed like code, checked whole.

The files are read as they would stand before one of them is replaced; a row that does not fit changes nothing.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from pipelines.contract.paths import Paths
from pipelines.errors import SelarasError
from pipelines.reference.model import Assignment, Catalogue, PlanningRound
from pipelines.reference.read import read_catalogue
from pipelines.warehouse.connection import write_lock

ROUNDS, ASSIGNMENTS, NATIONAL = "planning_rounds.csv", "assignments.csv", "national_targets.csv"
IN_ORDER = (NATIONAL, ROUNDS, ASSIGNMENTS)  # each needs what stands before it
ROUND_ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
OPENING, CLOSING = time(8, 0), time(23, 59, 59, 999000)
WAIT_FOR_REFRESH_SECONDS = 120.0


class RoundError(SelarasError):
    """One sentence: which word of the command does not fit, and what to write."""


@dataclass(frozen=True)
class Wish:
    """What is asked for. Years left empty move on by as many years as the opening; `national` is a file of rows."""

    round_id: str
    from_round: str
    opens: str
    closes: str
    name_id: str = ""
    name_en: str = ""
    plan_year: int | None = None
    baseline_year: int | None = None
    target_years: str = ""
    national: Path | None = None
    is_example: bool = False


@dataclass(frozen=True)
class Draft:
    """Rows by file as they are added, and what a reviewer must know of."""

    planning_round: dict[str, str]
    rows: dict[str, list[list[str]]]
    notes: list[str]


def draft(paths: Paths, wish: Wish) -> Draft:
    """Make the rows of the new round and check the whole catalogue with them; nothing is written."""
    catalogue = read_catalogue(paths.reference)
    old = catalogue.rounds.get(wish.from_round)
    if old is None:
        raise RoundError(f"--from {wish.from_round} is no round; choose one of {', '.join(catalogue.rounds)}.")
    if wish.round_id in catalogue.rounds:
        raise RoundError(
            f"The round {wish.round_id} exists already; change its rows in {ROUNDS}, or choose another id."
        )
    if not ROUND_ID.match(wish.round_id):
        raise RoundError(
            f"{wish.round_id!r} is no id for a round; write small letters, digits and hyphens, as ranwal-2028."
        )
    national = _national_rows(wish)
    planning_round = _round_row(wish, old, national)
    kept, left_out = _assignments(catalogue, old, planning_round)
    rows = {
        NATIONAL: national,
        ROUNDS: [list(planning_round.values())],
        ASSIGNMENTS: [[wish.round_id, each.unit_code, each.indicator_code, each.region_level] for each in kept],
    }
    made = Draft(planning_round, {name: added for name, added in rows.items() if added}, left_out)
    with tempfile.TemporaryDirectory(prefix="selaras-round-") as folder:
        beside = Path(folder) / "reference"
        shutil.copytree(paths.reference, beside)
        _append(beside, made)
        checked = read_catalogue(beside)
    return Draft(made.planning_round, made.rows, [*left_out, *_remarks(checked, wish.round_id)])


def write(paths: Paths, wish: Wish) -> Draft:
    """Add the rows of a checked draft to the reference files, each file replaced in one step."""
    with write_lock(paths, WAIT_FOR_REFRESH_SECONDS):
        made = draft(paths, wish)
        _append(paths.reference, made)
    return made


def _round_row(wish: Wish, old: PlanningRound, national: Sequence[Sequence[str]]) -> dict[str, str]:
    zone = ZoneInfo(old.time_zone)
    opens, closes = _instant(wish.opens, "--opens", OPENING, zone), _instant(wish.closes, "--closes", CLOSING, zone)
    years = opens.year - old.opens_at.astimezone(zone).year
    target_years = wish.target_years or "|".join(str(year + years) for year in old.target_years)
    return {
        "round_id": wish.round_id,
        "name_id": wish.name_id or f"Putaran {wish.round_id}",
        "name_en": wish.name_en or f"Round {wish.round_id}",
        "round_year": str(old.round_year + years),
        "plan_year": str(wish.plan_year or old.plan_year + years),
        "stage": old.stage,
        "opens_at": opens.isoformat(),
        "closes_at": closes.isoformat(timespec="milliseconds" if closes.microsecond else "auto"),
        "time_zone": old.time_zone,
        "baseline_year": str(wish.baseline_year or old.baseline_year + years),
        "target_years": target_years.replace(",", "|"),
        "national_document_id": national[0][0] if national else old.national_document_id or "",
        "is_example": "true" if wish.is_example else "false",
    }


def _instant(written: str, option: str, at: time, zone: ZoneInfo) -> datetime:
    """A day, read at the round's usual hour, or an instant; both in the zone of the round."""
    try:
        if len(written) == len("2027-11-01"):
            return datetime.combine(date.fromisoformat(written), at, zone)
        instant = datetime.fromisoformat(written)
    except ValueError:
        raise RoundError(
            f"{option} {written} is neither a day nor an instant; write 2027-11-01 or 2027-11-01T08:00."
        ) from None
    return instant.astimezone(zone) if instant.tzinfo else instant.replace(tzinfo=zone)


def _national_rows(wish: Wish) -> list[list[str]]:
    """The rows of a file with the columns of national_targets.csv; one document only."""
    if wish.national is None:
        return []
    try:
        rows = list(csv.reader(io.StringIO(wish.national.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RoundError(f"--national {wish.national.name} cannot be read ({error}); save it as UTF-8 CSV.") from error
    documents = {row[0] for row in rows[1:] if row}
    if not rows or rows[0][:1] != ["document_id"] or len(documents) != 1:
        raise RoundError(
            f"--national {wish.national.name} must have the columns of {NATIONAL} and rows of one document_id."
        )
    return [row for row in rows[1:] if row]


def _assignments(
    catalogue: Catalogue, old: PlanningRound, planning_round: dict[str, str]
) -> tuple[list[Assignment], list[str]]:
    """Assignments of the old round whose unit exists during the new one; the others as sentences."""
    opens = date.fromisoformat(planning_round["opens_at"][:10])
    kept, gone = [], set()
    for each in catalogue.assignments:
        unit = catalogue.units[each.unit_code]
        if each.round_id != old.round_id:
            continue
        if unit.valid_to is not None and unit.valid_to < opens:
            gone.add(each.unit_code)
        else:
            kept.append(each)
    return kept, [
        f"{code} no longer exists when the round opens; give what it owed to another unit." for code in sorted(gone)
    ]


def _remarks(catalogue: Catalogue, round_id: str) -> list[str]:
    """What a reviewer should look at: a document without some target year, example data in a round of its own."""
    made = catalogue.rounds[round_id]
    targets = [each for each in catalogue.national_targets if each.document_id == made.national_document_id]
    remarks = []
    missing = sorted(set(made.target_years) - {each.target_year for each in targets})
    if made.national_document_id and missing:
        years = ", ".join(str(year) for year in missing)
        remarks.append(f"{made.national_document_id} has no target for {years}; alignment cannot be judged there.")
    if not made.is_example and any(each.is_example for each in targets):
        remarks.append(
            f"{made.national_document_id} is example data; give the round its own document with --national FILE."
        )
    return remarks


def _append(folder: Path, made: Draft) -> None:
    for name in IN_ORDER:
        if name in made.rows:
            file = folder / name
            before = file.read_bytes()
            out = io.StringIO()
            csv.writer(out, lineterminator="\r\n" if b"\r\n" in before else "\n").writerows(made.rows[name])
            beside = file.with_name(f".{name}.new")
            ended = before if before.endswith(b"\n") else before + b"\n"
            beside.write_bytes(ended + out.getvalue().encode())
            beside.replace(file)
