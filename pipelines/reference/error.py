"""The one error of this package: a sentence that names file, place, fault and remedy."""

from __future__ import annotations

from pipelines.errors import SelarasError


class CatalogueError(SelarasError):
    """A fault in data/reference, in one sentence; nothing may be built from a catalogue that has one."""

    def __init__(self, file: str, place: str, fault: str, remedy: str) -> None:
        self.file = file
        self.place = place
        where = f"{file}, {place}" if place else file
        super().__init__(f"data/reference/{where}: {fault}; {remedy}.")
