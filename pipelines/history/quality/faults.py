"""Sentences about published figures in both languages, and the frame that carries them.

The rules live in `scrutiny.py` and `semesters.py`.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, cast

import polars as pl
import yaml

from pipelines.history.figure import FAULT_SCHEMA


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that was stopped, marked or left out. `facts` fill the sentence; a pair is (id, en)."""

    rule_id: str
    file_name: str
    source_id: str | None = None
    indicator_code: str | None = None
    region_id: str | None = None
    period: str | None = None
    printed_value: str | None = None
    figure_count: int = 1
    facts: Mapping[str, str | tuple[str, str]] = field(default_factory=dict)

    @property
    def severity(self) -> str:
        return sentences()[self.rule_id]["severity"]

    def message(self, language: str) -> str:
        """The sentence in `id` or `en`."""
        facts: dict[str, str] = {
            "file": self.file_name,
            "source": self.source_id or "",
            "indicator": self.indicator_code or "",
            "region": self.region_id or "",
            "period": self.period or "",
            "written": self.printed_value or "",
            "count": str(self.figure_count),
        }
        for key, value in self.facts.items():
            facts[key] = value if isinstance(value, str) else value[0 if language == "id" else 1]
        return string.Formatter().vformat(sentences()[self.rule_id][language], (), facts)


@cache
def sentences() -> dict[str, dict[str, str]]:
    """rule id -> severity, id, en."""
    text = resources.files("pipelines.history.quality").joinpath("sentences.yml").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, str]]", yaml.load(text, Loader=yaml.CSafeLoader))


def fault_frame(faults: Iterable[Fault]) -> pl.DataFrame:
    """One row per fault, columns of FAULT_SCHEMA, in the order given."""
    rows: list[dict[str, Any]] = [
        {
            "rule_id": one.rule_id,
            "severity": one.severity,
            "file_name": one.file_name,
            "source_id": one.source_id,
            "indicator_code": one.indicator_code,
            "region_id": one.region_id,
            "period": one.period,
            "printed_value": one.printed_value,
            "figure_count": one.figure_count,
            "message_id": one.message("id"),
            "message_en": one.message("en"),
        }
        for one in faults
    ]
    return pl.DataFrame(rows, schema=FAULT_SCHEMA, orient="row")


def fault_of(rule_id: str, row: Mapping[str, object], **facts: str | tuple[str, str]) -> tuple[int, Fault]:
    """(figure number, fault) for one row of the numbered frame."""
    fault = Fault(
        rule_id,
        file_name=str(row["file_name"]),
        source_id=str(row["source_id"]),
        indicator_code=str(row["indicator_code"]),
        region_id=str(row["region_id"]),
        period=str(row["period"]),
        printed_value=str(row["printed_value"]),
        facts=facts,
    )
    return int(str(row["figure_number"])), fault
