"""The targets of one file that stand, arranged as questions about several of them need. No rule lives here."""

from __future__ import annotations

from functools import cached_property

from pipelines.submissions.rules.case.candidates import CandidateTarget


class SoundTargets:
    """One target per indicator, region and year."""

    def __init__(self, targets: list[CandidateTarget]) -> None:
        self.targets = targets

    @cached_property
    def by_key(self) -> dict[tuple[str, str, int], CandidateTarget]:
        return {target.key: target for target in self.targets}

    @cached_property
    def paths(self) -> dict[tuple[str, str], list[CandidateTarget]]:
        """The years of each indicator and region, in order of year."""
        found: dict[tuple[str, str], list[CandidateTarget]] = {}
        for target in self.targets:
            found.setdefault(target.key[:2], []).append(target)
        for path in found.values():
            path.sort(key=lambda target: target.key[2])
        return found

    @cached_property
    def of_level(self) -> dict[tuple[str, str, int], list[CandidateTarget]]:
        """The regions of each indicator, region level and year."""
        found: dict[tuple[str, str, int], list[CandidateTarget]] = {}
        for target in self.targets:
            indicator_code, _, year = target.key
            found.setdefault((indicator_code, target.row.known_region.region_level, year), []).append(target)
        return found

    def has_indicator(self, indicator_code: str) -> bool:
        """True when the file has a target of the indicator."""
        return any(code == indicator_code for code, _, _ in self.of_level)
