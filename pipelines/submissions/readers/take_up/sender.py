"""Whose work plan a file is: the hidden lines of our own workbook, or what was said beside the file."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.reference.model import Catalogue
from pipelines.submissions.model.finding import Finding
from pipelines.submissions.model.reading import Reading
from pipelines.submissions.readers.identity import Identity, SenderWords, code_key, identify

PLAN_KIND = "rkpd"  # `jenis` in the lines beside a file
PLAN_TEMPLATE = "selaras-rkpd-1"
REGIONAL_OFFICE = "regional_office"


def office_of(catalogue: Catalogue, region_id: str) -> str:
    """The unit that hands in for a region; empty when no office is known there."""
    wanted = code_key(region_id)
    offices = (unit for unit in catalogue.units.values() if unit.kind == REGIONAL_OFFICE)
    return next((unit.unit_code for unit in offices if wanted and code_key(unit.region_scope or "") == wanted), "")


def sender_of(catalogue: Catalogue, meta: Mapping[str, str], said: SenderWords, layout: str) -> Identity | None:
    """Round and office of a work plan: its own hidden lines first, else what was said; None when neither says both.

    A unit that writes for no single region cannot take anything over, so it counts as unknown here.
    """
    round_written = meta.get("round_id", "").strip() or said.round_id or ""
    unit_written = office_of(catalogue, meta.get("region_id", "")) or said.unit_code or ""
    if not round_written or not unit_written:
        return None
    identity = identify(catalogue, round_written, unit_written, layout, said.folders)
    unit = catalogue.units.get(identity.unit_code or "")
    region = catalogue.regions.get(unit.region_scope or "") if unit else None
    return None if unit is not None and (region is None or region.region_level == "country") else identity


def as_handed_in(reading: Reading, said: SenderWords) -> Reading:
    """A file handed in as a work plan is one, or is refused: it never becomes a proposal of targets."""
    if said.kind != PLAN_KIND or reading.form == "take_up":
        return reading
    if reading.form == "foreign":
        return reading._replace(form="take_up")
    finding = Finding("take_up.form_unknown", written=said.file_name)
    findings = reading.findings if reading.form == "unknown" else (finding,)
    return Reading("unknown", None, None, None, findings=findings, is_refused=True)
