"""What the product should say, taken from its catalogues by key: tests name a sentence, and only those listed in
tests/architecture/test_wording_in_tests.py write it out."""

from __future__ import annotations

import re

from dashboards.i18n import wording
from pipelines.analysis.compose.words import sentences
from pipelines.submissions.model.finding import texts

FACT = re.compile(r"\{(\w+)\}")


def text(key: str, language: str = "id", **facts: object) -> str:
    """The sentence of a key with all its facts, as the screen writes it."""
    return wording(language)(key, **facts)


def sentence(key: str, language: str = "id", **facts: object) -> re.Pattern[str]:
    """The sentence of a key as a pattern: a fact that is not given may be anything but markup."""
    return _pattern(wording(language)(key), facts)


def composed(key: str, language: str = "id", **facts: object) -> re.Pattern[str]:
    """What is said of a composed set under `closure`, as such a pattern."""
    return _pattern(sentences()["closure"][key][language], facts)


def finding(rule_id: str, language: str = "id", **facts: object) -> re.Pattern[str]:
    """What a rule says of a cell or a file, as such a pattern."""
    written = texts()[rule_id]
    return _pattern(written.message_id if language == "id" else written.message_en, facts)


def _pattern(template: str, facts: dict[str, object]) -> re.Pattern[str]:
    words, names = FACT.split(template)[::2], FACT.findall(template)
    assert set(facts) <= set(names), f"“{template}” names none of {sorted(set(facts) - set(names))}"
    told = [re.escape(str(facts[name])) if name in facts else "[^<>]*?" for name in names]
    return re.compile("".join(part for pair in zip(map(re.escape, words), [*told, ""], strict=True) for part in pair))
