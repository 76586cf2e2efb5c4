"""The decision book: proposals become agreements by events that are only added. For dashboards and pipelines alike.

Open: `open_book(data_folder)`. Read: `book.standing`, `.standings`, `.sessions`, `.events`, `.history`, `.head`.
Decide: `decide(book, Decision(subject_key, action, payload, seen_sequence), actor)`, in one transaction;
`allowed_actions(standing, actor, …)` says the same beforehand. A `Refusal` has its sentence in both
languages. An actor comes from `acting` (live grants of a login), `local_actor` (no login, example rounds only) or
`command_actor`. Grants: `grant`, `revoke`, `live_grants`, `all_grants`. No decisions: `record_audit`, `end_login`.
`seal` writes segments at each refresh, `restore` fills an empty book from them, `verify` lists every fault.

Words, states and who may do what: data/reference/review_workflow.yml (workflow.py). Conditions: guards.py. Nothing here
knows Dagster, DuckDB or Streamlit, and nothing here knows a table of the edition: callers hand in `LineFacts`.
"""

from pipelines.contract.decisions.assessing.pairs import is_sealed, open_events
from pipelines.contract.decisions.book import WORKFLOW_FILE, Book, exists, open_book
from pipelines.contract.decisions.deciding import Circumstance, change_words, decide, decide_many, fingerprint
from pipelines.contract.decisions.event import Event
from pipelines.contract.decisions.grants import acting, all_grants, grant, live_grants, revoke
from pipelines.contract.decisions.judge import Offer, allowed_actions
from pipelines.contract.decisions.ledger import end_login, is_login_ended, record_audit
from pipelines.contract.decisions.people import Actor, Grant, Person, command_actor, local_actor, register_actor
from pipelines.contract.decisions.refusal import BookError, Refusal, Refused, Words
from pipelines.contract.decisions.segments import restore, seal, verify
from pipelines.contract.decisions.store.rows import Head
from pipelines.contract.decisions.subjects import (
    Decision,
    Line,
    LineFacts,
    Session,
    Standing,
    grant_key,
    line_key,
    line_of,
    outcome_key,
    session_key,
)
from pipelines.contract.decisions.workflow import Workflow, load_workflow

__all__ = [
    "WORKFLOW_FILE",
    "Actor",
    "Book",
    "BookError",
    "Circumstance",
    "Decision",
    "Event",
    "Grant",
    "Head",
    "Line",
    "LineFacts",
    "Offer",
    "Person",
    "Refusal",
    "Refused",
    "Session",
    "Standing",
    "Words",
    "Workflow",
    "acting",
    "all_grants",
    "allowed_actions",
    "change_words",
    "command_actor",
    "decide",
    "decide_many",
    "end_login",
    "exists",
    "fingerprint",
    "grant",
    "grant_key",
    "is_login_ended",
    "is_sealed",
    "line_key",
    "line_of",
    "live_grants",
    "load_workflow",
    "local_actor",
    "open_book",
    "open_events",
    "outcome_key",
    "record_audit",
    "register_actor",
    "restore",
    "revoke",
    "seal",
    "session_key",
    "verify",
]
