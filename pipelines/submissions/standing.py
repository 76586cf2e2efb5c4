"""Which file of a unit is in force in a round, and its targets: from the register, or from an edition.
`sql/core/submission.sql` says the same for the edition; this is for judging what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from pipelines.reference.model import Catalogue
from pipelines.submissions.judge import EarlierTarget

if TYPE_CHECKING:
    import duckdb

TargetKey = tuple[str, str, int]  # indicator, region, year
Sender = tuple[str, str]  # round, unit


class StandingFile(NamedTuple):
    """The file in force for a unit in a round, with its targets."""

    submission_id: str
    file_name: str
    targets: frozenset[TargetKey]


def standing_files(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> dict[Sender, StandingFile]:
    """From the register: of each unit and round the newest usable file that is neither held as late nor withdrawn."""
    rows = connection.execute(
        "select round_id, unit_code, submission_id, file_name, received_at, "
        "submission_id in (select submission_id from register.unlock) from register.submission "
        "where judged_status in ('accepted', 'accepted_in_part') "
        "and submission_id not in (select submission_id from register.withdrawal) "
        "order by received_at, received_sequence, submission_id"
    ).fetchall()
    newest: dict[Sender, tuple[str, str]] = {}
    for round_id, unit_code, submission_id, file_name, received_at, is_unlocked in rows:
        planning_round = catalogue.rounds.get(round_id)
        if is_unlocked or planning_round is None or received_at <= planning_round.closes_at:
            newest[round_id, unit_code] = (submission_id, file_name)
    cells = connection.execute(
        "select submission_id, indicator_code, region_id, target_year from register.judged_cell cell "
        "where verdict = 'accepted' and submission_id in (select unnest($ids)) and not exists (select 1 "
        "from register.quarantined_cell aside where aside.submission_id = cell.submission_id "
        "and aside.source_cell = cell.source_cell)",
        {"ids": [submission_id for submission_id, _ in newest.values()]},
    ).fetchall()
    targets: dict[str, set[TargetKey]] = {}
    for submission_id, *key in cells:
        targets.setdefault(submission_id, set()).add((key[0], key[1], key[2]))
    return {
        sender: StandingFile(submission_id, file_name, frozenset(targets.get(submission_id, ())))
        for sender, (submission_id, file_name) in newest.items()
    }


def earlier_targets(
    connection: duckdb.DuckDBPyConnection, standing: Iterable[StandingFile]
) -> tuple[EarlierTarget, ...]:
    """Accepted cells of the files in force, from the register."""
    rows = connection.execute(
        "select round_id, indicator_code, region_id, target_year, target_value, denominator "
        "from register.judged_cell join register.submission using (submission_id) "
        "where verdict = 'accepted' and target_value is not null and submission_id in (select unnest($ids)) "
        "order by all",
        {"ids": [file.submission_id for file in standing]},
    ).fetchall()
    return tuple(EarlierTarget(*row) for row in rows)


class PublishedTargets(NamedTuple):
    """What an edition holds of targets in force: their values, and the files they come from."""

    targets: tuple[EarlierTarget, ...]
    files: dict[Sender, StandingFile]


def published_targets(connection: duckdb.DuckDBPyConnection) -> PublishedTargets:
    """From an edition: the targets in force and their files."""
    rows = connection.execute(
        "select target.round_id, target.indicator_code, target.region_id, target.target_year, target.target_value, "
        "target.denominator, target.unit_code, target.submission_id, submission.file_name "
        "from core.target join core.submission using (submission_id) order by all"
    ).fetchall()
    keys: dict[tuple[str, str, str, str], set[TargetKey]] = {}
    for round_id, indicator_code, region_id, year, _, _, unit_code, submission_id, file_name in rows:
        keys.setdefault((round_id, unit_code, submission_id, file_name), set()).add((indicator_code, region_id, year))
    files = {
        (round_id, unit_code): StandingFile(submission_id, file_name, frozenset(found))
        for (round_id, unit_code, submission_id, file_name), found in keys.items()
    }
    return PublishedTargets(tuple(EarlierTarget(*row[:6]) for row in rows if row[4] is not None), files)
