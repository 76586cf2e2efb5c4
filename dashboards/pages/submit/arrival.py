"""From hand-in to edition: a line that looks by itself until the current edition contains a file, and meanwhile says
how far the refresh has come."""

from __future__ import annotations

import time

import streamlit as st

from dashboards.components.markup import Html, el, put
from dashboards.queries.round import reception
from dashboards.services import edition, viewer
from dashboards.state import links
from dashboards.state.context import Visit

SECONDS_BETWEEN_LOOKS = 2
PATIENCE_SECONDS = 60
ARRIVED, SINCE = "arrived_", "waited_since_"


def _now() -> float:
    return time.time()


def is_there(submission_id: str) -> bool:
    """Whether this visit has seen the file in an edition."""
    return bool(st.session_state.get(f"{ARRIVED}{submission_id}"))


def arrival(visit: Visit, submission_id: str) -> None:
    """Whether the current edition contains the submission; looks again by itself until it does."""
    since = st.session_state.setdefault(f"{SINCE}{submission_id}", _now())
    if is_there(submission_id):
        _look(visit, submission_id, since)
        return

    @st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
    def watch() -> None:
        if _look(visit, submission_id, since):
            st.session_state[f"{ARRIVED}{submission_id}"] = True
            st.rerun()

    watch()


def _look(visit: Visit, submission_id: str, since: float) -> bool:
    say, found = visit.say, edition.current(viewer.now().scope)
    row = reception.submission(found.ask, submission_id) if found else None
    with st.container(key="arrival"):
        if found is None or row is None:
            waited = _now() - since
            put(
                el("p", say("handing.waiting", edition=found.name if found else "–"), class_="notice", role="status"),
                _progress(visit, waited),
            )
            return False
        took = f"{SINCE}{submission_id}_took"
        seconds = st.session_state.setdefault(took, _now() - since)
        said = say("handing.arrived", edition=found.name, status=say(f"status.{row['status']}"))
        quick = say("handing.after", seconds=say.number(max(1, round(seconds)))) if seconds >= 1 else ""
        put(el("p", f"{said} {quick}".strip(), class_="arrived", role="status"))
        links.to_page(visit, "findings", say("handing.open_findings"), round=row["round_id"], unit=row["unit_code"])
    return True


def _progress(visit: Visit, waited: float) -> Html:
    """A bar while a refresh runs, words while none does; the words change once nothing has begun for a minute."""
    say, running = visit.say, edition.refreshing()
    if running is None:
        return el("p", say("handing.stuck" if waited > PATIENCE_SECONDS else "handing.queued"), class_="fresh")
    words = say("handing.running", done=say.number(running.done), count=say.number(running.step_count))
    bar = el("progress", value=str(running.done), max=str(max(running.step_count, 1)), aria_label=words)
    return el("p", bar, " ", words, class_="fresh")
