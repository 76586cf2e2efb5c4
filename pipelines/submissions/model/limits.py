"""How much a submission may hold. The figures are generous for people and small for machines."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """Sizes in bytes; the largest honest submission expected (all districts, all SPM indicators) is about 2 MB."""

    file_bytes: int = 30_000_000
    unpacked_bytes: int = 64_000_000
    members: int = 1_000
    sheet_rows: int = 20_000
    sheet_columns: int = 702  # to column ZZ
    last_row: int = 99_999  # no row of a table lies below
    far_cells: int = 20  # cells beyond both, taken for strays
    sheet_tags: int = 2_000_000  # 20,000 full rows of the template have 1.6 million
    tail_tags: int = 250_000  # joined areas, rules and validations under the cells
    part_tags: int = 1_000_000  # strings, styles and whatever else is read as one tree
    relation_tags: int = 50_000
    format_code: int = 1_000  # Excel keeps 255
    csv_lines: int = 50_000
    csv_field: int = 32_767  # what an Excel cell can hold
    csv_line: int = 1_000_000


class ChildLimits(NamedTuple):
    """What one child may use for one file."""

    memory_mb: int = 512  # on top of what the child needs for its own code
    cpu_seconds: int = 60
    wall_seconds: float = 90.0


LIMITS = Limits()
CHILD_LIMITS = ChildLimits()
