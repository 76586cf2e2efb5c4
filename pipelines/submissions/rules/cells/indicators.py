"""The indicator a row means, by its code, or by its exact name where the code is blank; likeness only ever suggests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from rapidfuzz import fuzz, process

from pipelines.reference.model import Indicator
from pipelines.reference.regions import plain_text
from pipelines.submissions.model.finding import Fact, Words


class FoundIndicator(NamedTuple):
    """An indicator, or the rule that refuses the row; a mismatch of code and name gives both."""

    indicator: Indicator | None
    rule_id: str = ""
    is_about_name: bool = False
    facts: Mapping[str, Fact] = MappingProxyType({})


class IndicatorIndex:
    """Look-up of codes and names, made once per catalogue."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self.by_code: dict[str, Indicator] = {}
        self.by_name: dict[str, set[str]] = {}
        for indicator in indicators:
            self.by_code[indicator.indicator_code.casefold()] = indicator
            for name in (indicator.name_id, indicator.name_en):
                self.by_name.setdefault(_key(name), set()).add(indicator.indicator_code.casefold())

    def find(self, code_text: str, name_text: str) -> FoundIndicator:
        """Decide which indicator is meant."""
        code = _key(code_text).strip("'\"` ")
        named = self.by_name.get(_key(name_text), set()) if name_text else set()
        if not code:
            if len(named) == 1:
                return FoundIndicator(self.by_code[next(iter(named))])
            facts: dict[str, Fact] = {"suggestion": self._nearest(name_text)}
            return FoundIndicator(None, "indicator.unknown", bool(name_text.strip()), facts)
        indicator = self.by_code.get(code)
        if indicator is None:
            return FoundIndicator(None, "indicator.unknown", False, {"suggestion": self._nearest(code_text, named)})
        if named and code not in named:
            facts = {
                "named_code": ", ".join(sorted(self.by_code[other].indicator_code for other in named)),
                "code": indicator.indicator_code,
            }
            return FoundIndicator(indicator, "indicator.code_name_mismatch", True, facts)
        return FoundIndicator(indicator)

    def _nearest(self, text: str, named: Iterable[str] = ()) -> Words | str:
        found = sorted(named)
        if not found and text.strip():
            by_code = process.extract(_key(text), list(self.by_code), scorer=fuzz.ratio, limit=2, score_cutoff=70)
            by_name = process.extract(_key(text), list(self.by_name), scorer=fuzz.ratio, limit=2, score_cutoff=75)
            likely = [code for code, _, _ in by_code]
            likely += [code for name, _, _ in by_name for code in sorted(self.by_name[name])]
            found = list(dict.fromkeys(likely))[:2]
        if not found:
            return ""
        listed = ", ".join(self.by_code[code].indicator_code for code in found)
        return Words(f" (mungkin maksudnya {listed})", f" (perhaps {listed} was meant)")


def _key(text: str) -> str:
    return plain_text(text).casefold() if not text.isascii() else " ".join(text.casefold().split())
