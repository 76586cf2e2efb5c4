"""Relative standard errors that publishers print: read of the reference month, refused where they cannot be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.history.bundle import read_history
from pipelines.history.figure import HistoryError
from pipelines.reference.model import Catalogue

HEAD = "indicator,region_id,period,relative_standard_error_pct,source_id\n"


def test_the_bundle_prints_none_yet(history) -> None:
    assert history.sampling_errors.height == 0


def test_errors_of_the_reference_month_are_read(folder: Path, catalogue: Catalogue) -> None:
    lines = ["poverty_rate,11,2025-03,2.31,S001", "poverty_rate,11,2025-09,2.5,S001", "poverty_rate,12,2025,1.9,S001"]
    (folder / "sampling_errors.csv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    found = read_history(folder, catalogue).sampling_errors
    assert found.rows() == [("poverty_rate", "11", 2025, 2.31, "S001"), ("poverty_rate", "12", 2025, 1.9, "S001")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("poverty_rate,99,2025-03,2.31,S001", "a region_id of the catalogue"),
        ("poverty,11,2025-03,2.31,S001", "an indicator code of the catalogue"),
        ("poverty_rate,11,March,2.31,S001", "a period YYYY or YYYY-MM"),
        ("poverty_rate,11,2025-03,231,S001", "a relative standard error between 0 and 100 per cent"),
        ("poverty_rate,11,2025-03,,S001", "a relative standard error between 0 and 100 per cent"),
        ("poverty_rate,11,2025-03,2.31,S999", "a source of sources.csv"),
        ("poverty_rate,11,2025-03,2.3,S001\npoverty_rate,11,2025-03,2.4,S001", "one row per indicator"),
    ],
)
def test_a_line_that_cannot_be_meant_stops_the_reading(
    folder: Path, catalogue: Catalogue, line: str, expected: str
) -> None:
    (folder / "sampling_errors.csv").write_text(f"{HEAD}{line}\n", encoding="utf-8")
    with pytest.raises(HistoryError, match=r"sampling_errors\.csv, line 2") as raised:
        read_history(folder, catalogue)
    assert expected in str(raised.value)


def test_other_headings_are_named(folder: Path, catalogue: Catalogue) -> None:
    (folder / "sampling_errors.csv").write_text("indicator,region_id,rse\n", encoding="utf-8")
    with pytest.raises(HistoryError, match="the columns must be indicator, region_id, period"):
        read_history(folder, catalogue)
