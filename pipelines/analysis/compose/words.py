"""Says rules, states and errors of composed sets in Indonesian or English; the sentences stand in sentences.yml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipelines.analysis.compose.rules import Choice
from pipelines.contract.number_forms import Forms

SENTENCES = Path(__file__).with_name("sentences.yml")
LANGUAGES = ("id", "en")


@cache
def sentences() -> Mapping[str, Any]:
    """Read the file once."""
    found: Mapping[str, Any] = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    return found


def say(key: str, language: str, **facts: object) -> str:
    """Give the sentence of a dotted key, for example `closure.infeasible`; numbers must come as text already."""
    found: Any = sentences()
    for part in key.split("."):
        found = found[part]
    return str(found[language]).format(**facts)


def rule_words(choice: Choice, language: str) -> str:
    """Name a rule with its parameters."""
    forms = Forms(language)
    facts = {
        "percentile": forms.number(choice.percentile, 0 if choice.percentile == int(choice.percentile) else 1),
        "share": forms.share(choice.share),
        "towards": say(f"towards.{choice.towards}", language),
    }
    rule = say(f"rule.{choice.rule}", language, **facts)
    is_marked = choice.name.endswith("+")
    return say("is_closed", language, rule=rule) if is_marked else rule
