"""Prints how many target cells a second the rules judge: numbers, texts, and with ten years of history for each region.

Run with `uv run python -m tests.benchmarks.bench_rules`; exits with 1 when judging is slower than its floor.
"""

from __future__ import annotations

import dataclasses
import random
import sys
import time

from pipelines.contract.paths import CHECKOUT
from pipelines.reference.model import Assignment, Catalogue
from pipelines.reference.read import read_catalogue
from pipelines.submissions.model.reading import Reading
from pipelines.submissions.rules.case.context import JudgingContext
from pipelines.submissions.rules.ruleset import judge
from tests.submissions.rules.given import cell, row

ROUND, UNIT = "contoh-2027-1", "dit-anak"
INDICATOR_COUNT, SHARE_OF_TEXT = 14, 0.5
FEWEST_CELLS_PER_SECOND = 25_000  # of process time, on a core that others use too
LETTERS = "KLMNOPQ"


def stress_catalogue() -> tuple[Catalogue, list[str]]:
    """The real catalogue with one unit that owes fourteen percentages for all 514 districts."""
    real = read_catalogue(CHECKOUT / "data" / "reference")
    percentages = [
        code
        for code, entry in real.indicators.items()
        if entry.unit_of_measure == "percent" and entry.good_direction == "up" and entry.is_target_allowed
    ]
    codes = percentages[:INDICATOR_COUNT]
    owed = tuple(Assignment(ROUND, UNIT, code, "district") for code in codes)
    return dataclasses.replace(real, assignments=owed), codes


def stress_reading(catalogue: Catalogue, codes: list[str], share_of_text: float) -> Reading:
    """A workbook of all districts and indicators, all target years filled."""
    chance = random.Random(1)
    districts = [key for key, region in catalogue.regions.items() if region.region_level == "district"]
    rows = []
    for line, (code, region_id) in enumerate(((code, key) for code in codes for key in districts), 6):
        start = chance.uniform(40, 70)
        typed = {}
        for place, year in enumerate(catalogue.rounds[ROUND].target_years):
            number = round(start + 2 * place + chance.random(), 2)
            written = f"{number:.2f}".replace(".", ",")
            value = written if chance.random() < share_of_text else number
            typed[year] = cell(f"Target!{LETTERS[place]}{line}", value)
        given = row({}, code, region_id, catalogue.regions[region_id].region_name, line, denominator=100)
        rows.append(given._replace(targets=tuple(typed.items())))
    return Reading("workbook", ROUND, UNIT, "selaras-1", tuple(rows))


def cells_per_second(reading: Reading, context: JudgingContext) -> float:
    begun = time.process_time()
    judgement = judge(reading, context)
    taken = time.process_time() - begun
    if judgement.counts.rejected:
        raise SystemExit(
            f"{judgement.counts.rejected} cells of the stress sheet were rejected: it is not what it should be"
        )
    return judgement.counts.offered / taken


def main() -> int:
    """Print the three figures as ratios to a bare `float` of the same texts, and hold the slowest to the floor."""
    catalogue, codes = stress_catalogue()
    numbers, texts = stress_reading(catalogue, codes, 0), stress_reading(catalogue, codes, SHARE_OF_TEXT)
    written = [target.text for given in texts.rows for _, target in given.targets]
    begun = time.process_time()
    for text in written:
        float(text.replace(",", "."))
    bare = len(written) / (time.process_time() - begun)
    chance = random.Random(2)
    series = {
        (code, region_id): [(year, chance.uniform(40, 60)) for year in range(2016, 2026)]
        for code in codes
        for region_id in catalogue.regions
    }
    measured = {
        "numbers": cells_per_second(numbers, JudgingContext(catalogue)),
        "half of them text": cells_per_second(texts, JudgingContext(catalogue)),
        "with history": cells_per_second(numbers, JudgingContext(catalogue, series)),
    }
    for name, speed in measured.items():
        print(f"{name}: {speed:,.0f} target cells a second; a bare float() is {bare / speed:.0f} times faster")
    return int(min(measured.values()) < FEWEST_CELLS_PER_SECOND)


if __name__ == "__main__":
    sys.exit(main())
