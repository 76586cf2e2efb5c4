"""An edition of whole-meeting size for the dashboard's benchmark: the bundled one and five rounds of invented targets.

    uv run python -m tests.benchmarks.stress_edition FOLDER [--share 0.1]

Needs a current edition (`selaras refresh`). Writes FOLDER/editions: 354 provincial and 273 district indicators, 153,774
pairs of indicator and region, five target years in each of five rounds (3.84 million targets), with figures, findings,
projections and everything the tables of sql/ make of them. Use it with SELARAS_DATA=FOLDER.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from pipelines.contract.paths import Paths
from pipelines.edition import publish
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import sql_tables

PROVINCIAL, DISTRICT, ROUNDS, TARGET_YEARS, SERIES_YEARS = 354, 273, 5, 5, 12
FIRST_ROUND_YEAR, LAST_SERIES_YEAR = 2021, 2025
ROUND = "uji-beban-"
FROM_REGISTER = (
    "core.submission",
    "core.submitted_target",
    "core.target",
    "core.finding",
    "core.criterion_score",
    "core.offered_target",
    "core.reception",
    "core.observation",
)
CATALOGUE = f"""
insert into core.planning_round by name
select '{ROUND}' || k as round_id, 'Putaran uji beban ' || k as name_id, 'Stress round ' || k as name_en,
    ({FIRST_ROUND_YEAR} + k)::int as round_year, ({FIRST_ROUND_YEAR} + 1 + least(k, {ROUNDS} - 2))::int as plan_year,
    'internal' as stage, make_timestamptz({FIRST_ROUND_YEAR} + k, 1, 5, 0, 0, 0) as opens_at,
    make_timestamptz({FIRST_ROUND_YEAR} + k, 6, 1, 0, 0, 0) as closes_at, 'Asia/Jakarta' as time_zone,
    ({FIRST_ROUND_YEAR} - 1 + k)::int as baseline_year, 'uji-beban' as national_document_id, true as is_example
from range({ROUNDS}) as t(k);
insert into core.round_target_year
select '{ROUND}' || k, ({FIRST_ROUND_YEAR} + 1 + least(k, {ROUNDS} - 2) + j)::int
from range({ROUNDS}) as t(k), range({TARGET_YEARS}) as u(j);
"""
INVENTED = """
create table main.invented as
select 'uji_' || (case when n < $provincial then 'p' else 'd' end) || lpad(n::text, 4, '0') as indicator_code,
    case when n < $provincial then 'province' else 'district' end as region_level,
    case when n % 2 = 0 then 'up' else 'down' end as good_direction, n
from range($provincial + $district) as t(n)
"""
OWED = f"""
insert into core.indicator by name
select model.* replace (
    invented.indicator_code as indicator_code, 'Indikator uji beban ' || n as name_id,
    'Stress indicator ' || n as name_en, invented.region_level as region_level,
    invented.good_direction as good_direction, 'ikur' as kind, false as is_priority, true as is_example,
    null as reference_month
)
from main.invented as invented, core.indicator as model where model.indicator_code = 'open_unemployment_rate';
insert into core.national_target by name
select distinct 'uji-beban' as document_id, indicator_code, target_year, 40.0 as target_low, 44.0 as target_high,
    '40,0–44,0' as printed_text, 'uji beban' as source, 'C' as confidence, true as is_example
from main.invented, core.round_target_year where round_id like '{ROUND}%';
create table main.pair as
select indicator_code, region_id, good_direction, n, hash(indicator_code, region_id) % 1000 / 1000.0 as x,
    coalesce(unit.unit_code, 'dit-anak') as unit_code
from main.invented as invented
inner join core.region as region on region.is_current and region.region_level = invented.region_level
left join core.organisation_unit as unit
    on unit.unit_kind = 'regional_office' and unit.region_scope = region.region_id;
create table main.cell as
select '{ROUND}' || k as round_id, pair.*, year.target_year, hash(k, indicator_code, region_id, target_year) as dice,
    sha256('{ROUND}' || k || unit_code) as submission_id
from main.pair as pair, range({ROUNDS}) as t(k), core.round_target_year as year where year.round_id = '{ROUND}' || k;
"""
SUBMITTED = """
insert into core.owed_target by name select round_id, unit_code, indicator_code, region_id, target_year from main.cell;
insert into core.assignment by name
select distinct cell.round_id, cell.unit_code, cell.indicator_code, invented.region_level
from main.cell as cell inner join main.invented as invented using (indicator_code);
insert into core.target by name
select round_id, indicator_code, region_id, target_year, 40 + 10 * x as target_low, 42 + 10 * x as target_high,
    case good_direction when 'up' then 40 + 10 * x else 42 + 10 * x end as target_value, 'B' as confidence,
    dice % 9 = 0 as is_provisional, submission_id, unit_code, 'Target!K' || dice % 300 as source_cell,
    40 + 10 * x || '-' || 42 + 10 * x as written
from main.cell where dice % 100 < 93;
insert into core.offered_target by name
select round_id, unit_code, indicator_code, region_id, target_year, dice % 100 < 93 as is_accepted,
    dice % 100 >= 95 as is_rejected, false as is_late, true as is_in_force
from main.cell where dice % 100 < 93 or dice % 100 >= 95;
insert into core.submission by name
select submission_id, round_id, any_value(unit_code) as unit_code, any_value(unit_code) || '.xlsx' as file_name,
    any_value(opens_at) + interval 9 day as received_at, 'accepted_in_part' as status,
    'accepted_in_part' as judged_status, false as is_late, 1 as revision_number, 'workbook' as form,
    count(*)::int as offered_count, (count(*) * 0.93)::int as accepted_count, (count(*) * 0.05)::int as rejected_count,
    (count(*) * 0.02)::int as blank_count, row_number() over (order by submission_id) as received_sequence
from main.cell inner join core.planning_round using (round_id) group by submission_id, round_id;
insert into core.finding by name
select submission_id, round_id, unit_code, 'accepted_in_part' as submission_status,
    row_number() over (partition by submission_id order by indicator_code, region_id, target_year) as finding_number,
    case when dice % 100 >= 95 then 'value.not_a_number' else 'target.jump' end as rule_id,
    case when dice % 100 >= 95 then 'reject' else 'ask' end as severity, 'Target' as sheet,
    'Target!K' || dice % 300 as source_cell, 'delapan puluh' as written, 'Kalimat temuan uji beban.' as message_id,
    'A sentence of a stress finding.' as message_en, indicator_code, region_id, target_year, false as is_justified
from main.cell where dice % 100 >= 95 or dice % 100 = 0;
"""
FIGURES = f"""
insert into core.observation by name
select indicator_code, region_id, ({LAST_SERIES_YEAR} - y)::text as period,
    ({LAST_SERIES_YEAR} - y)::int as observation_year,
    true as is_reference_month, 44 + 10 * x - case good_direction when 'up' then y * 0.3 else -y * 0.3 end
    + (hash(indicator_code, region_id, y) % 100) / 50.0 as observed_value,
    make_date({LAST_SERIES_YEAR} - y, 12, 31) as vintage,
    (select min(source_id) from core.source) as source_id, 'example' as trust, null::text as mark
from main.pair, range({SERIES_YEARS}) as t(y);
insert into analysis.projection by name
select round_id, indicator_code, region_id, target_year as projection_year, 44.0 as projection_value,
    {LAST_SERIES_YEAR} as from_year, 42.0 as low50, 46.0 as high50, 40.0 as low80, 48.0 as high80, 36.0 as low95,
    52.0 as high95, 44.0 as z_mean, 2.0 as z_sd, 8.0 as degrees_of_freedom, false as is_borrowed, 'ok' as state
from main.cell where target_year > {LAST_SERIES_YEAR};
insert into analysis.prospect by name
select round_id, indicator_code, region_id, target_year, 0.3 as chance_share, '20-50' as chance_band,
    0.1 as ambition_share, 150 as ambition_pool_count, 15 as ambition_met_count,
    ['below_trend', 'on_trend', 'stretch', 'beyond_precedent'][1 + (dice % 4)::int] as ambition_label, 'ok' as state
from main.cell where target_year > {LAST_SERIES_YEAR};
"""


def make(folder: Path, share: float = 1.0, say: Callable[[str], None] = print) -> Path:
    """Build the edition with this share of the indicators, turn CURRENT of that folder to it, and give its file."""
    bundled = publish.current_edition(Paths.from_environment())
    if bundled is None:
        raise SystemExit("There is no edition to start from; run `selaras refresh` first.")
    paths = Paths(folder)
    paths.editions.mkdir(parents=True, exist_ok=True)
    work = folder / "stress.duckdb"
    work.unlink(missing_ok=True)
    with duckdb.connect(work) as connection:
        connection.execute("set timezone = 'UTC'; set memory_limit = '8GB'; set preserve_insertion_order = false")
        warehouse.prepare(connection)
        connection.execute(f"attach '{bundled}' as bundled (read_only)")
        for schema, name in connection.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'bundled' order by all"
        ).fetchall():
            if (schema, name) != ("core", "edition_note") and schema != "mart":
                connection.execute(f"create or replace table {schema}.{name} as from bundled.{schema}.{name}")
        connection.execute(CATALOGUE)
        counts = {"provincial": max(1, round(PROVINCIAL * share)), "district": max(1, round(DISTRICT * share))}
        connection.execute(INVENTED, counts)
        for statements in (OWED, SUBMITTED, FIGURES):
            connection.execute(statements)
        for table in sql_tables():
            if table.table not in FROM_REGISTER:
                started = time.perf_counter()
                rows = warehouse.create(connection, table)
                say(f"{table.table:28} {rows:>12,} rows {time.perf_counter() - started:7.1f} s")
        name = "edition-20260101T000000Z-1"
        file = paths.editions / f"{name}.duckdb"
        file.unlink(missing_ok=True)
        publish.build(connection, file, name, "stress")
    work.unlink()
    publish.turn(paths, name)
    return file


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=1.0, help="Of the indicators; 1 is the whole meeting.")
    asked = parser.parse_args()
    file = make(asked.folder, asked.share)
    print(f"{file} has {file.stat().st_size / 1024**2:,.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
