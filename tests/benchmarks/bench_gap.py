"""The gap mart on a generated whole-meeting stress set against two minimal queries written by hand.

    uv run python -m tests.benchmarks.bench_gap [--pairs 153774]

One minimal query writes as many columns as the mart, the other 20 of its 58; `minimal_gap.py` says what they leave out.
Prints processor seconds, the ratios of one run, and the largest memory; exits with 1 above a limit.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb

from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import needed_for, sql_tables
from tests.benchmarks.minimal_gap import ALL_COLUMNS, FEW_COLUMNS
from tests.sql.small_tables import empty_warehouse

PAIRS, YEARS, ROUNDS, TARGET_YEARS, REGIONS = 153_774, 27, 5, 5, 552
LIMIT, MOST_MEMORY, REPEATS = 1.5, 2.5, 3  # times the minimal query of as many columns; gigabytes of the process
MEMORY_LIMIT = "1800MB"  # of DuckDB while the mart is made
READ = ("core.round_indicator", "core.round_series", "core.baseline", "core.latest_observation")  # by the minimal query
GIVEN = ("core.observation", "core.target")  # generated
ORDER = [table.table for table in needed_for("mart.target_gap") if table.table not in GIVEN]
INPUTS = [name for name in ORDER if any(name == table.table for read in READ for table in needed_for(read))]
MART = [name for name in ORDER if name not in INPUTS]

CATALOGUE = """
insert into core.region (region_id, region_level) select 'r' || r, 'district' from range({regions}) as t(r);
insert into core.planning_round (round_id, plan_year, opens_at, closes_at, baseline_year, national_document_id)
select 'round-' || k, 2020 + k, make_timestamptz(2019 + k, 1, 1, 0, 0, 0), make_timestamptz(2019 + k, 6, 1, 0, 0, 0),
    2018 + k, 'plan' from range({rounds}) as t(k);
"""
STRESS = """
insert into core.indicator (indicator_code, good_direction, aggregation, decimal_places, kind)
select distinct indicator_code, case when i % 2 = 0 then 'up' else 'down' end, 'weighted', 2, 'ikur' from pair;
create or replace table core.observation as
select indicator_code, region_id, (1998 + y)::text as period, (1998 + y)::int as observation_year,
    true as is_reference_month, 50 + 20 * x + random() * 5 - y * 0.3 * x as observed_value,
    date '2020-01-01' as vintage, 'S' || (y % 5) as source_id, 'A' as trust, null::text as mark
from pair, range({years}) as t(y);
create or replace table core.target as
select 'round-' || k as round_id, indicator_code, region_id, (2021 + k + j)::int as target_year,
    40 + 20 * x as target_low, 42 + 20 * x as target_high,
    case when i % 2 = 0 then 40 + 20 * x else 42 + 20 * x end as target_value,
    's' || k as submission_id, 'Target!K' || j as source_cell, 'unit' as unit_code, null::double as denominator,
    null::text as confidence, false as is_provisional, null::text as justification, null::text as written
from pair, range({rounds}) as t(k), range({target_years}) as u(j);
insert into core.national_target (document_id, indicator_code, target_year, target_low, target_high)
select 'plan', indicator_code, 2021 + j, 40, 42 from core.indicator, range(10) as t(j);
insert into analysis.prospect by name
select round_id, indicator_code, region_id, target_year, '20-50' as chance_band, 0.1 as ambition_share,
    'stretch' as ambition_label from core.target where round_id = 'round-4';
insert into analysis.projection by name
select round_id, indicator_code, region_id, target_year as projection_year, 45.0 as projection_value, 40.0 as low80,
    50.0 as high80 from core.target where round_id = 'round-4';
"""


def generate(connection: duckdb.DuckDBPyConnection, pairs: int, regions: int = REGIONS) -> None:
    """Fill the inputs: region-indicator pairs over five rounds of five years, and 27 years of figures."""
    connection.execute(CATALOGUE.format(regions=regions, rounds=ROUNDS))
    connection.execute(
        f"create table pair as select n // {regions} as i, 'i' || (n // {regions}) as indicator_code,"
        f" 'r' || (n % {regions}) as region_id, random() as x from range({pairs}) as t(n)"
    )
    connection.execute(STRESS.format(years=YEARS, rounds=ROUNDS, target_years=TARGET_YEARS))


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of all threads: what the neighbours on the machine do does not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def forget_peak() -> None:
    """Let the kernel count the largest memory of this process from here on."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak_gigabytes() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024**2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS)
    pairs = parser.parse_args().pairs
    files = {file.table: file for file in sql_tables()}
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/stress.duckdb"
        with empty_warehouse(file) as connection:
            connection.execute("set threads = 2; set memory_limit = '3500MB'; set preserve_insertion_order = false")
            generate(connection, pairs)
            for name in ("core.target", "core.observation"):
                print(f"{name:28} {warehouse.count(connection, name):>12,} rows")
            for name in INPUTS:
                print(f"{name:28} {seconds(partial(warehouse.create, connection, files[name])):12.2f} s")
        forget_peak()  # generating is not what is asked about
        with duckdb.connect(file) as connection:
            connection.execute("set timezone = 'UTC'; set threads = 2; set preserve_insertion_order = false")
            connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
            ours, wide, narrow, gigabytes = [], [], [], 0.0
            for _ in range(REPEATS):
                ours.append(seconds(lambda: [warehouse.create(connection, files[name]) for name in MART]))
                gigabytes = gigabytes or peak_gigabytes()  # of the mart, before the others add theirs
                wide.append(seconds(lambda: connection.execute(ALL_COLUMNS)))
                narrow.append(seconds(lambda: connection.execute(FEW_COLUMNS)))
    ratio = min(ours) / min(wide)
    print(f"{'gap mart':28} {min(ours):12.2f} s")
    print(f"{'minimal, as many columns':28} {min(wide):12.2f} s")
    print(f"{'minimal, 20 columns':28} {min(narrow):12.2f} s")
    print(f"{'ratio, as many columns':28} {ratio:12.2f}   (limit {LIMIT})")
    print(f"{'ratio, 20 columns':28} {min(ours) / min(narrow):12.2f}")
    print(f"{'largest memory':28} {gigabytes:12.2f} GB (limit {MOST_MEMORY})")
    return 0 if ratio <= LIMIT and gigabytes <= MOST_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
