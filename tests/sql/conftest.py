"""A fresh empty warehouse for each test, and a small country to fill it with."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.sql.small_tables import empty_warehouse, put, table

REGIONS = """
region_id | region_level | region_name | parent_region_id
'00'      | country      | Indonesia   | -
'11'      | province     | Satu        | '00'
'12'      | province     | Dua         | '00'
'13'      | province     | Tiga        | '00'
'11.01'   | district     | Satu A      | '11'
'11.02'   | district     | Satu B      | '11'
'12.01'   | district     | Dua A       | '12'
"""
ROUNDS = """
round_id | plan_year | opens_at               | closes_at              | baseline_year | national_document_id
first    | 2025      | 2024-01-01 00:00:00+00 | 2024-06-30 16:59:59+00 | 2023          | plan
second   | 2025      | 2024-07-01 00:00:00+00 | 2024-12-31 16:59:59+00 | 2023          | plan
open     | 2100      | 2024-01-01 00:00:00+00 | 2099-12-31 16:59:59+00 | 2023          | plan
"""
INDICATORS = """
indicator_code |good_direction|aggregation     |weight_name          |decimal_places|kind |lower_bound|upper_bound
poverty_rate   |down          |weighted        |survey_population    |2             |macro|0          |100
poor_population|down          |sum             |-                    |2             |macro|0          |-
water          |up            |weighted        |registered_population|2             |macro|0          |100
spm            |up            |ratio_of_sums   |submitted_denominator|2             |spm  |0          |100
gini           |down          |official_only   |-                    |3             |macro|0          |1
covered        |up            |share_of_regions|-                    |0             |ikur |0          |1
volunteers     |up            |sum             |-                    |0             |ikur |0          |-
balance        |within        |category        |-                    |2             |macro|-          |-
"""


@pytest.fixture
def country() -> Iterator[duckdb.DuckDBPyConnection]:
    with empty_warehouse() as connection:
        put(connection, "core.region", table(REGIONS))
        put(connection, "core.planning_round", table(ROUNDS))
        put(connection, "core.indicator", table(INDICATORS))
        yield connection
