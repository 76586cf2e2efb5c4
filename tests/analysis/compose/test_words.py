"""Every state, rule and error has a sentence in both languages, with the same facts in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from pipelines.analysis.compose.closure import STATES
from pipelines.analysis.compose.measures import LABELS
from pipelines.analysis.compose.paths import PATHS
from pipelines.analysis.compose.rules import RULES, Choice
from pipelines.analysis.compose.words import LANGUAGES, rule_words, say, sentences


def leaves(branch: Any, key: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    if set(branch) == set(LANGUAGES):
        yield key, branch
        return
    for name, part in branch.items():
        yield from leaves(part, f"{key}.{name}".strip("."))


@pytest.mark.parametrize(("key", "said"), list(leaves(sentences())), ids=lambda value: str(value)[:40])
def test_both_languages_say_the_same_facts(key: str, said: dict[str, str]) -> None:
    facts = [sorted(re.findall(r"{(\w+)}", said[language])) for language in LANGUAGES]
    assert facts[0] == facts[1]
    assert all(said.values()) or key == "region.ok"


def test_nothing_that_can_happen_is_without_a_sentence() -> None:
    known = {key for key, _ in leaves(sentences())}
    wanted = {f"closure.{state}" for state in STATES} | {f"rule.{rule}" for rule in RULES}
    wanted |= {"closure.not_summed", "closure.partly_summed"}
    wanted |= {f"meaning.{rule}" for rule in RULES} | {f"label.{label}" for label in LABELS}
    wanted |= {f"path.{path}" for path in PATHS} | {f"region.{rule.missing}" for rule in RULES.values()}
    assert wanted <= known


def test_a_rule_is_named_with_its_parameters() -> None:
    assert rule_words(Choice("peers", percentile=75, is_closed=True), "en") == (
        "Pace of peers, percentile 75, closed to the target"
    )
    assert rule_words(Choice("converge", share=0.25), "id") == "Mendekat 25\u00a0% ke wilayah terbaik"


def test_a_sentence_wants_all_its_facts() -> None:
    with pytest.raises(KeyError):
        say("closure.closed", "en", total="1")
