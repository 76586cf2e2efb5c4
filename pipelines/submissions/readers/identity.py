"""Which round, unit and template a file says it is. Only the file's own words count, never its name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.reference.model import Catalogue
from pipelines.submissions.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a file says it is; None where it does not say so, or says something that does not exist."""

    round_id: str | None = None
    unit_code: str | None = None
    template: str | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def is_known(self) -> bool:
        return self.round_id is not None and self.unit_code is not None and not self.findings


class SenderWords(NamedTuple):
    """What was said about a file from outside: by whom it was sent, for which round, where it lay, how it is called,
    and whether it was handed in as a work plan (`rkpd`)."""

    round_id: str | None
    unit_code: str | None
    folders: Sequence[str]
    file_name: str
    kind: str | None = None


def known_code(written: str, known: Iterable[str]) -> str | None:
    """Find a code as the catalogue spells it, whatever the case and the blanks around it."""
    wanted = code_key(written)
    return next((code for code in known if code_key(code) == wanted), None) if wanted else None


def code_key(written: str) -> str:
    return unicodedata.normalize("NFKC", written).strip().casefold()


def identify(
    catalogue: Catalogue, round_written: str, unit_written: str, template: str | None, folders: Sequence[str]
) -> Identity:
    """Look up what a file says of itself; a folder named after another round contradicts it."""
    findings: list[Finding] = []
    round_id = known_code(round_written, catalogue.rounds)
    unit_code = known_code(unit_written, catalogue.units)
    if round_id is None:
        example = max(catalogue.rounds, key=lambda code: catalogue.rounds[code].closes_at, default="")
        findings.append(Finding("round.unknown", written=round_written.strip(), facts={"example": example}))
    if unit_code is None:
        findings.append(Finding("auth.unit_unknown", written=unit_written.strip()))
    if round_id is not None and (folder := round_folder(catalogue, folders)) not in (None, round_id):
        findings.append(Finding("round.mismatch", written=round_id, facts={"folder": str(folder)}))
    return Identity(round_id, unit_code, template, tuple(findings))


def round_folder(catalogue: Catalogue, folders: Sequence[str]) -> str | None:
    """Find the round that the nearest folder named after a round stands for."""
    return next((code for name in reversed(folders) if (code := known_code(name, catalogue.rounds))), None)


def meta_entries(keys: Mapping[str, Sequence[str]], lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Read the lines of sheet `_meta` (key, value) under our own key names; of two lines with one key the first one."""
    names = {code_key(spelling): name for name, spellings in keys.items() for spelling in spellings}
    entries: dict[str, str] = {}
    for key, value in lines:
        if name := names.get(code_key(key)):
            entries.setdefault(name, value)
    return entries
