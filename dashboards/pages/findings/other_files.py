"""Findings on files that offer no targets: decisions of desk sheets that were refused, and regions' work plans."""

from __future__ import annotations

from dashboards.components import layout
from dashboards.components.lists import count_sentence, with_moments
from dashboards.components.table import Column, table
from dashboards.queries import findings
from dashboards.state.context import Visit


def section(visit: Visit, unit_code: str) -> None:
    """One row a finding, the newest file first; nothing where no such file has any."""
    say = visit.say
    found = findings.beside(visit.ask, visit.picked.round_id, unit_code)
    if found.is_empty():
        return
    count = count_sentence(visit, "findings.count", found.height)
    layout.section(say("findings.beside_eyebrow"), say("findings.beside", findings=count))
    columns = [
        Column("form", say("column.file"), words="findings.form"),
        Column("moment", say("column.received_at")),
        Column("source_cell", say("column.cell")),
        Column("severity", say("column.severity"), words="severity"),
        Column("written", say("column.written")),
        Column(f"message_{say.language}", say("column.message")),
    ]
    table(visit, with_moments(visit, found), columns, key="beside", caption=say("findings.beside_eyebrow"), empty="")
