"""Several indicators on one scale: how far each sum lies from its target, in shares of what the target asks. Only the
places on the scale stand here; `components/scale_rows.py` writes them as a table that prints and folds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, isfinite

FARTHEST = 1.5  # of what is asked: what lies beyond is drawn to here, and its figure says how far
LEAST = 0.25  # of what is asked, on the side where anything lies
STEP = 0.25


@dataclass(frozen=True)
class Lane:
    """One scale for all rows. Short lies to the left of the target, beyond it to the right; places in per cent."""

    short: float
    beyond: float

    @property
    def target(self) -> float:
        return self.place(0.0)

    def place(self, share: float) -> float:
        """Where a remaining share lies: 0 is the target, above 0 is short of it."""
        kept = min(max(share, -self.beyond), self.short)
        return round(100 * (self.short - kept) / (self.short + self.beyond), 2)

    def is_cut(self, share: float) -> bool:
        """Whether a share lies outside the scale."""
        return not -self.beyond <= share <= self.short

    def bar(self, share: float) -> tuple[float, float]:
        """Where a bar between target and share begins, and its width."""
        ends = sorted((self.target, self.place(share)))
        return ends[0], round(ends[1] - ends[0], 2)

    def ticks(self) -> list[tuple[float, float]]:
        """Shares and places of the lines drawn behind the bars, the target among them."""
        step = STEP if self.short + self.beyond <= 1.5 else 2 * STEP
        first, last = -int(self.beyond / step + 1e-9), int(self.short / step + 1e-9)
        return [(number * step, self.place(number * step)) for number in range(last, first - 1, -1)]


def lane(shares: Iterable[float | None]) -> Lane:
    """The scale that holds all shares; neither side is longer than what is asked and a half of it."""
    seen = [share for share in shares if share is not None and isfinite(share)]
    return Lane(_side(max(seen, default=0.0)), _side(-min(seen, default=0.0)))


def _side(farthest: float) -> float:
    if farthest <= 0:
        return LEAST / 2
    return min(max(ceil(farthest / STEP - 1e-9) * STEP, LEAST), FARTHEST)
