"""Which parts of a series picture are drawn, so that its key explains these and no others."""

from __future__ import annotations

from dashboards.charts.series import History


def drawn_parts(history: History) -> tuple[str, ...]:
    """Names of the parts in the order in which a key tells them."""
    seen, targets = history.observations, history.targets
    is_there = {
        "observations": not seen.is_empty(),
        "break": not seen.is_empty() and bool(seen["is_break"].slice(1).any()),
        "baseline": not seen.is_empty() and history.baseline_value is not None,
        "targets": not targets.is_empty(),
        "range": not targets.is_empty() and bool((targets["target_low"] != targets["target_high"]).any()),
        "tried": not targets.is_empty() and history.tried_value is not None,
        "projection": not history.projection.is_empty() and not seen.is_empty(),
        "revisions": not seen.is_empty() and not history.revisions.is_empty(),
    }
    return tuple(name for name, is_drawn in is_there.items() if is_drawn)
