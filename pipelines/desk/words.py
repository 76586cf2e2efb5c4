"""The words of the workflow as tables: every state with its marks, every action with where it leads."""

from __future__ import annotations

import polars as pl

from pipelines.contract.decisions import Workflow

MARKS = (
    "is_recommendation",
    "has_number",
    "is_gone",
    "is_active",
    "is_chosen",
    "freezes",
    "takes_decisions",
    "is_closed",
    "keeps_decisions",
    "fixes",
)
NAMES = ("subject_kind", "state_code", "name_id", "name_en", "standing", "counts_as", "is_initial", *MARKS)


def state_frame(workflow: Workflow) -> pl.DataFrame:
    """One row per kind of subject and state."""
    rows = [
        (
            kind,
            code,
            state.name.id,
            state.name.en,
            state.marks.get("standing"),
            state.marks.get("counts_as"),
            code == subject.initial,
            *(state.has(mark) for mark in MARKS),
        )
        for kind, subject in workflow.subjects.items()
        for code, state in subject.states.items()
    ]
    schema = {name: pl.String if name in NAMES[:6] else pl.Boolean for name in NAMES}
    return pl.DataFrame(rows, schema=schema, orient="row")


def action_frame(workflow: Workflow) -> pl.DataFrame:
    """One row per kind of subject and action; `leads_to` is a state, `same` or `before`."""
    rows = [
        (kind, code, action.name.id, action.name.en, action.to, action.is_talk)
        for kind, subject in workflow.subjects.items()
        for code, action in subject.actions.items()
    ]
    schema = dict.fromkeys(("subject_kind", "action_code", "name_id", "name_en", "leads_to"), pl.String)
    return pl.DataFrame(rows, schema=schema | {"is_talk": pl.Boolean}, orient="row")
