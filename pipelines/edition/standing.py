"""Which inputs the current edition stands for: those it was made of, and later ones that changed no table of it."""

from __future__ import annotations

from pathlib import Path

from pipelines.contract import edition_reader
from pipelines.contract.paths import Paths
from pipelines.contract.progress_lines import progress

FILE_NAME = "CURRENT.inputs"


def note(paths: Paths, edition_name: str, input_fingerprint: str) -> None:
    """Write down, in one step, that an edition stands for these inputs as well as for those it was made of."""
    file = paths.editions / FILE_NAME
    waiting = file.with_name(f".{FILE_NAME}.part")
    waiting.write_text(f"{edition_name} {input_fingerprint}\n", encoding="utf-8")
    waiting.replace(file)


def stands_for(paths: Paths, edition: Path, input_fingerprint: str) -> bool:
    """Tell whether an edition shows what these inputs would give; one that cannot be read shows nothing."""
    import duckdb

    try:
        with edition_reader.reading(edition) as connection:
            made_of = connection.execute("select input_fingerprint from core.edition_note").fetchall()
    except duckdb.Error as error:
        progress.warning("Edition %s cannot be read (%s); a new one is made.", edition.stem, str(error).splitlines()[0])
        return False
    return made_of == [(input_fingerprint,)] or _note(paths) == [edition.stem, input_fingerprint]


def _note(paths: Paths) -> list[str]:
    """The edition for which a refresh last found nothing new, and with which inputs; empty when there is no such."""
    try:
        return (paths.editions / FILE_NAME).read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        return []  # never noted, or broken: the edition itself says what it was made of
