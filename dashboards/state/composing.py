"""What the compose page is asked for, kept in the URL: rules, aim, path, locks, lifted limits, range. No widgets here.

`rule`, `beside` (up to two more), `to`, `path`, `lock` (one each, as 51=1.49), `lift` (today, precedent), `why`,
`range`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from dashboards.state.selection import Notice
from pipelines.analysis.compose.limits import LimitChoice
from pipelines.analysis.compose.paths import Path
from pipelines.analysis.compose.rules import GIVEN, Choice, parse_choice
from pipelines.analysis.tables.composed_set import ENDS, Request
from pipelines.analysis.tables.composition import Composition

KEYS = ("rule", "beside", "to", "path", "lock", "lift", "why", "range", "unit", "focus")
LIFTS = ("today", "precedent")
NONE = "none"
MOST_BESIDE = 2
PARENT_RANGE = "parent"
LONGEST_REASON = 200


@dataclass(frozen=True)
class SetInAddress:
    """The request of the first rule, the further rules beside it, and what of the URL could not be followed."""

    request: Request
    beside: tuple[Choice, ...]
    notices: tuple[Notice, ...]

    @property
    def requests(self) -> tuple[Request, ...]:
        """The sets side by side; beside a scenario, what others set stands as they set it."""
        plain = [replace(self.request, choice=each) for each in self.beside]
        return (
            self.request,
            *(replace(each, locks={}) if each.choice.rule in GIVEN else each for each in plain),
        )


def set_in_address(written: Mapping[str, Sequence[str]], known: Composition, years: tuple[int, ...]) -> SetInAddress:
    """Read the URL for one composition; what cannot be followed falls back with a notice."""
    notices: list[Notice] = []
    first = _choice(written.get("rule", ()), default_rule(known), notices)
    to = _aim(written, known, notices)
    path = _one(written, "path", get_args(Path), "linear", notices)
    lifts = [each for each in written.get("lift", ()) if each in LIFTS]
    reason = (list(written.get("why", ())) or [""])[-1].strip()[:LONGEST_REASON]
    width, is_parent = _range(written, notices)
    locks = _locks(written.get("lock", ()), known, notices)
    beside = _beside(written, first, bool(locks), known, notices)
    request = Request(
        choice=first,
        to=to,
        years=years,
        path=path,  # type: ignore[arg-type]
        locks=locks,
        limits=LimitChoice(
            is_never_easier=not (reason and "today" in lifts),
            is_within_precedent=not (reason and "precedent" in lifts),
            reason=reason if lifts else "",
        ),
        half_width=width,
        is_parent_range=is_parent,
    )
    return SetInAddress(request, beside, tuple(notices))


def default_rule(known: Composition) -> Choice:
    """Equal effort where a sum can be closed, the law where it names a figure, otherwise the median pace of peers."""
    if known.indicator["legal_minimum"] is not None:
        return Choice("legal_minimum")
    has_sum = known.weight_name is not None and known.parent_targets and known.projections
    return Choice("equal_effort") if has_sum else Choice("peers")


def arguments(request: Request, known: Composition) -> list[str]:
    """The options of `selaras compose` that draw up the same set."""
    lifted = request.limits
    said = [
        *("--round", str(known.planning_round["round_id"])),
        *("--indicator", str(known.indicator["indicator_code"])),
        *("--parent", str(known.parent["region_id"])),
        *("--rule", request.choice.name),
        f"--to={request.to}",
        *("--years", ",".join(str(year) for year in request.years)),
        *("--path", request.path),
    ]
    for region_id, value in sorted(request.locks.items()):
        said.append(f"--lock={region_id}={value!r}")
    if not lifted.is_never_easier:
        said.append(f"--lift-today={lifted.reason}")
    if not lifted.is_within_precedent:
        said.append(f"--lift-precedent={lifted.reason}")
    if request.is_parent_range:
        said += ["--range", PARENT_RANGE]
    elif request.half_width:
        said += ["--range", repr(request.half_width)]
    return said


def figure_of(text: str, separators: str) -> float | None:
    """Read a number as it is typed in a language, `separators` its decimal and thousands signs; None when unclear.

    A foreign decimal sign is accepted where no thousands sign could be meant.
    """
    decimal, group = separators[0], separators[1]
    written = text.strip().replace("\u2212", "-").replace("\u00a0", "")
    if group in written and decimal not in written:
        head, _, tail = written.rpartition(group)
        if group in head or len(tail) == 3:
            return None  # 1.234 may be either
        written = f"{head}.{tail}"
    else:
        written = written.replace(group, "").replace(decimal, ".")
    try:
        value = float(written)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _choice(texts: Sequence[str], fallback: Choice, notices: list[Notice]) -> Choice:
    if not texts or not texts[-1]:
        return fallback
    try:
        return parse_choice(texts[-1])
    except ValueError:
        notices.append(Notice("rule", texts[-1][:60], fallback.name))
        return fallback


def _beside(
    written: Mapping[str, Sequence[str]], first: Choice, is_locked: bool, known: Composition, notices: list[Notice]
) -> tuple[Choice, ...]:
    """The rules beside the first: beside a scenario the set it changes, and a rule that closes around its values."""
    is_scenario = first.rule in GIVEN and is_locked
    texts = list(written.get("beside", ()))
    if not texts and is_scenario:
        return (first, default_rule(known))
    if not texts:
        return tuple(each for each in (Choice("peers"), Choice("common_pace")) if each.rule != first.rule)
    found: list[Choice] = []
    for text in texts:
        if text == NONE:
            continue
        try:
            choice = parse_choice(text)
        except ValueError:
            notices.append(Notice("beside", text[:60], "–"))
            continue
        if (choice != first or is_scenario) and choice not in found and len(found) < MOST_BESIDE:
            found.append(choice)
    return tuple(found)


def _aim(written: Mapping[str, Sequence[str]], known: Composition, notices: list[Notice]) -> str:
    text = (list(written.get("to", ())) or ["easy"])[-1]
    if text in ENDS:
        return text
    value = figure_of(text, ".,")
    if value is None:
        notices.append(Notice("to", text[:60], "easy"))
        return "easy"
    return repr(value)


def _one(
    written: Mapping[str, Sequence[str]], key: str, allowed: Sequence[str], fallback: str, notices: list[Notice]
) -> str:
    text = (list(written.get(key, ())) or [fallback])[-1]
    if text in allowed:
        return text
    notices.append(Notice(key, text[:60], fallback))
    return fallback


def _locks(texts: Sequence[str], known: Composition, notices: list[Notice]) -> dict[str, float]:
    """Read the locks; one of another region, or beyond the bounds, is left out with a notice."""
    lower, upper = known.indicator["lower_bound"], known.indicator["upper_bound"]
    found: dict[str, float] = {}
    for text in texts:
        region_id, _, typed = text.partition("=")
        value = figure_of(typed, ".,")
        is_inside = value is not None and (lower is None or value >= lower) and (upper is None or value <= upper)
        if region_id in known.place and value is not None and is_inside:
            found[region_id] = value
        else:
            notices.append(Notice("lock", text[:60], "–"))
    return found


def _range(written: Mapping[str, Sequence[str]], notices: list[Notice]) -> tuple[float, bool]:
    text = (list(written.get("range", ())) or [""])[-1]
    if text == PARENT_RANGE:
        return 0.0, True
    if not text:
        return 0.0, False
    width = figure_of(text, ".,")
    if width is None or width < 0:
        notices.append(Notice("range", text[:60], "–"))
        return 0.0, False
    return width, False
