"""Which inputs the current edition stands for: those it was made of, and later ones that changed no table of it."""

from __future__ import annotations

import logging
from pathlib import Path

from pipelines.contract import edition_reader
from pipelines.contract.paths import Paths

progress = logging.getLogger("selaras")
FILE_NAME = "CURRENT.inputs"


def note(paths: Paths, edition_name: str, input_fingerprint: str) -> None:
    """Write down, in one step, that an edition stands for these inputs as well as for those it was made of."""
    file = paths.editions / FILE_NAME
    waiting = file.with_name(f".{FILE_NAME}.part")
    waiting.write_text(f"{edition_name} {input_fingerprint}\n", encoding="utf-8")
    waiting.replace(file)


def stands_for(paths: Paths, edition: Path, input_fingerprint: str) -> bool:
    """Tell whether an edition shows what these inputs would give; one that cannot be read shows nothing."""
    try:
        if (paths.editions / FILE_NAME).read_text(encoding="utf-8").split() == [edition.stem, input_fingerprint]:
            return True
    except (OSError, UnicodeDecodeError):
        pass  # never noted, or broken: the edition itself says what it was made of
    import duckdb  # only when the note does not answer

    try:
        with edition_reader.reading(edition) as connection:
            made_of = connection.execute("select input_fingerprint from core.edition_note").fetchall()
    except duckdb.Error as error:
        progress.warning("Edition %s cannot be read (%s); a new one is made.", edition.stem, str(error).splitlines()[0])
        return False
    return made_of == [(input_fingerprint,)]
