"""Reads data/reference/review_workflow.yml: roles, fields, states and actions of each kind of subject.

Which condition a guard name stands for lives in guards.py; here only the file is read and held to its own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from pipelines.contract.decisions.refusal import BookError, Words

ANY, SAME, BEFORE = "any", "same", "before"


@dataclass(frozen=True)
class Role:
    role_code: str
    name: Words
    side: str | None


@dataclass(frozen=True)
class Field:
    """What an action may be given: its kind says how it is checked and which control asks for it."""

    field: str
    kind: str
    name: Words
    choices: Mapping[str, Words]


@dataclass(frozen=True)
class State:
    """A state and its marks; code asks for marks (`standing`, `counts_as`, `freezes` …), never for the state's name."""

    state_code: str
    name: Words
    marks: Mapping[str, Any]

    def has(self, mark: str) -> bool:
        return bool(self.marks.get(mark))

    @property
    def is_decided(self) -> bool:
        return self.marks.get("standing") == "decided"


@dataclass(frozen=True)
class Action:
    action_code: str
    name: Words
    from_states: frozenset[str]
    to: str
    roles: frozenset[str]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    trigger: str | None = None
    marks: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_talk(self) -> bool:
        """True for what changes no state: comments, assessments, attendance."""
        return bool(self.marks.get("is_talk"))


@dataclass(frozen=True)
class SubjectKind:
    initial: str
    states: Mapping[str, State]
    actions: Mapping[str, Action]

    @cached_property
    def triggers(self) -> dict[str, str]:
        """Which action a trigger stands for."""
        return {action.trigger: code for code, action in self.actions.items() if action.trigger}


@dataclass(frozen=True)
class Workflow:
    """The whole file; `version` is written into every event."""

    version: str
    roles: Mapping[str, Role]
    fields: Mapping[str, Field]
    subjects: Mapping[str, SubjectKind]
    _role_words: dict[frozenset[str], tuple[Words, ...]] = field(default_factory=dict, compare=False, repr=False)

    def role_words(self, codes: frozenset[str]) -> tuple[Words, ...]:
        """The names of roles in the order of the file; asked for every closed button, so kept."""
        if codes not in self._role_words:
            self._role_words[codes] = tuple(role.name for code, role in self.roles.items() if code in codes)
        return self._role_words[codes]

    def state_name(self, kind: str, state_code: str) -> Words:
        return self.subjects[kind].states[state_code].name


def load_workflow(path: Path) -> Workflow:
    """Read the file once per change; raise BookError with the culprit when it contradicts itself."""
    try:
        return _loaded_workflow(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise BookError(
            f"The workflow {path.name} cannot be read ({error.strerror}); restore it in data/reference."
        ) from error
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise BookError(
            f"The workflow {path.name} is not written as expected ({str(error).splitlines()[0]}); compare it with the "
            "committed one."
        ) from error


@lru_cache(maxsize=8)
def _loaded_workflow(path: Path, changed_at: int) -> Workflow:
    written = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    workflow = Workflow(
        version=str(written["version"]),
        roles={each["role_code"]: Role(each["role_code"], _name(each), each["side"]) for each in written["roles"]},
        fields={each["field"]: _field(each) for each in written["fields"]},
        subjects={kind: _subject(each) for kind, each in written["subjects"].items()},
    )
    for fault in faults(workflow):
        raise BookError(f"The workflow {path.name} contradicts itself: {fault}; correct the file.")
    return workflow


def _name(each: Mapping[str, Any]) -> Words:
    return Words(each["name_id"], each["name_en"])


def _field(each: Mapping[str, Any]) -> Field:
    choices = {choice["choice"]: _name(choice) for choice in each.get("choices", ())}
    return Field(each["field"], each["kind"], _name(each), choices)


def _subject(written: Mapping[str, Any]) -> SubjectKind:
    named = {"state_code", "name_id", "name_en"}
    states = {
        each["state_code"]: State(
            each["state_code"], _name(each), {mark: value for mark, value in each.items() if mark not in named}
        )
        for each in written["states"]
    }
    return SubjectKind(
        written["initial"],
        states,
        {each["action_code"]: _action(each, frozenset(states)) for each in written["actions"]},
    )


def _action(each: Mapping[str, Any], states: frozenset[str]) -> Action:
    named = {"action_code", "name_id", "name_en", "from", "to", "roles", "needs", "takes", "guards", "trigger"}
    return Action(
        each["action_code"],
        _name(each),
        states if each["from"] == ANY else frozenset(each["from"]),
        each["to"],
        frozenset(each["roles"]),
        tuple(each.get("needs", ())),
        tuple(each.get("takes", ())),
        tuple(each.get("guards", ())),
        each.get("trigger"),
        {mark: value for mark, value in each.items() if mark not in named},
    )


def faults(workflow: Workflow) -> list[str]:
    """What the file says that nothing else in it explains; empty when it is sound."""
    from pipelines.contract.decisions.guards import GUARDS

    found = []
    for kind, subject in workflow.subjects.items():
        if subject.initial not in subject.states:
            found.append(f"{kind} begins in the unknown state {subject.initial}")
        for action in subject.actions.values():
            place = f"{kind}.{action.action_code}"
            unknown = {
                "state": (action.from_states | {action.to}) - set(subject.states) - {SAME, BEFORE},
                "role": action.roles - set(workflow.roles),
                "field": {*action.needs, *action.takes} - set(workflow.fields),
                "guard": set(action.guards) - set(GUARDS),
            }
            found += [
                f"{place} names the unknown {what} {sorted(names)[0]}" for what, names in unknown.items() if names
            ]
    return found
