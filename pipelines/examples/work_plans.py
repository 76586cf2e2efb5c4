"""DATA CONTOH: work plans (RKPD) of three provinces that took part in the example desk, in their own ways.

One takes everything over, one plans less and leaves a year out, one plans more and writes another unit. The figures
are those of the example desk (`data/plans/desk-contoh-2026-2.yml`); no real plan stands behind them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pipelines.exports.templates import form
from pipelines.reference.model import Catalogue

ROUND = "contoh-2026-2"
FAMILY, INSIDE = "outcome_children_in_family_care", "spm_children_inside"
PROGRAMME = ("1.06.04", "Program Rehabilitasi Sosial")


class Row(NamedTuple):
    """One line of a plan; `targets` as the region writes them, from the round's first target year on."""

    indicator: str  # a code of the catalogue, or a name of the region's own
    unit: str
    targets: Sequence[str]


class WorkPlan(NamedTuple):
    """A plan as one region handed it in."""

    region_id: str
    received_at: datetime
    rows: Sequence[Row]

    @property
    def file_name(self) -> str:
        return f"{ROUND}/rkpd-{self.region_id}.csv"


WORK_PLANS = (
    WorkPlan(
        "32",
        datetime.fromisoformat("2026-06-15T09:30:00+07:00"),
        (
            Row(FAMILY, "persen", ("42,6", "46,0", "49,4", "52,8", "56,2")),
            Row(INSIDE, "persen", ("70,00", "77,72", "85,48", "93,24", "100")),
        ),
    ),
    WorkPlan(
        "31",
        datetime.fromisoformat("2026-06-17T14:05:00+07:00"),
        (
            Row(FAMILY, "persen", ("43,0", "45,0", "49,8", "", "")),
            Row("Jumlah kegiatan pembinaan lembaga kesejahteraan sosial anak", "kegiatan", ("12",) * 5),
        ),
    ),
    WorkPlan(
        "33",
        datetime.fromisoformat("2026-06-18T08:40:00+07:00"),
        (
            Row(FAMILY, "persen", ("50,0", "57,5", "60,0", "65,0", "70,0")),
            Row(INSIDE, "orang", ("1.250", "1.300", "1.350", "1.400", "1.450")),
        ),
    ),
)


def write_work_plans(catalogue: Catalogue, plans: Path) -> list[Path]:
    """Write the three plans under `plans`, the same bytes each time."""
    made = []
    for plan in WORK_PLANS:
        out = plans / plan.file_name
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(_table(catalogue, plan).encode("utf-8"))
        made.append(out)
    return made


def _table(catalogue: Catalogue, plan: WorkPlan) -> str:
    """Whose plan it is, then the table in the column order of the reference sheets."""
    years = catalogue.rounds[ROUND].target_years
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([form.EXAMPLE_MARK])
    writer.writerows([("putaran", ROUND), ("kode_wilayah", plan.region_id)])
    targets = [f"Target {year}" for year in years]
    writer.writerow(
        ["Kode", "Urusan/Program", "Indikator Kinerja", "Kondisi awal", *targets, "Satuan", "Lokasi", "Pagu"]
    )
    for row in plan.rows:
        known = catalogue.indicators.get(row.indicator)
        name = known.name_id if known else row.indicator
        location = catalogue.regions[plan.region_id].region_name
        writer.writerow([*PROGRAMME, name, "", *row.targets, row.unit, location, "tidak diisi"])
    return out.getvalue()
