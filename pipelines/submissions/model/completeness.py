"""Counts of a judged file. Offered = accepted + rejected + blank, always."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipelines.submissions.model.judgement import Counts, JudgedCell, JudgedStatus


def count(cells: Sequence[JudgedCell]) -> Counts:
    """Count the target cells by verdict."""
    verdicts = Counter(cell.verdict for cell in cells)
    return Counts(len(cells), verdicts["accepted"], verdicts["rejected"], verdicts["blank"])


def status_of(counts: Counts) -> JudgedStatus:
    """The status of a file that could be trusted: nothing usable is returned, a rejected cell makes it partial."""
    if not counts.accepted:
        return "returned"
    return "accepted_in_part" if counts.rejected else "accepted"
