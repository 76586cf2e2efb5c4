"""Counts of a judged file. Offered = accepted + rejected + blank, always."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipelines.submissions.model.judgement import Counts, JudgedCell, JudgedStatus


def count(cells: Sequence[JudgedCell]) -> Counts:
    """Count the target cells by verdict."""
    verdicts = Counter(cell.verdict for cell in cells)
    return Counts(len(cells), verdicts["accepted"], verdicts["rejected"], verdicts["blank"])


def status_of(counts: Counts, has_proposals: bool = False, has_lost_column: bool = False) -> JudgedStatus:
    """The status of a file that could be trusted: nothing usable is returned, a rejected cell makes it partial, and so
    does a column that could not be read because its heading is gone.

    A file that proposes outcomes and no target at all is usable too.
    """
    if not counts.accepted and not has_proposals:
        return "returned"
    return "accepted_in_part" if counts.rejected or has_lost_column else "accepted"
