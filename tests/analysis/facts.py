"""Reads the copied reference cases; nothing here computes an expected value."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).parent / "cases"


def cases(method: str) -> list[tuple[str, dict[str, Any], dict[str, Any], float]]:
    """Give (case id, inputs, expected, tolerance) for each case of a method."""
    with (FOLDER / "analysis_cases.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["method"] == method]
    return [(row["case_id"], json.loads(row["inputs"]), json.loads(row["expected"]), float(row["tol"])) for row in rows]


def panel() -> tuple[list[str], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Give province names, years and the regression panel (34 x 16, nan where nothing was printed)."""
    with (FOLDER / "poverty_rate_province_2010_2025.csv").open(newline="") as file:
        header, *rows = list(csv.reader(file))
    figures = [[float(cell) if cell else float("nan") for cell in row[1:]] for row in rows]
    return [row[0] for row in rows], np.array(header[1:], dtype=np.int64), np.array(figures)
