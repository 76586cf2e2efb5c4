"""The receipt of a stored file as PDF, to be fetched whenever somebody needs it."""

from __future__ import annotations

from pathlib import Path

from pipelines.contract import edition_reader
from pipelines.contract.paths import Paths
from pipelines.exports.returns.receipt_sheet import ReceiptError, as_pdf, of_edition, of_hand_in


def receipt(paths: Paths, submission_id: str, out: Path, language: str = "id") -> Path:
    """Write the receipt of the file whose number begins so: as the current edition has it, otherwise as it was handed
    in; raises ReceiptError."""
    if out.suffix != ".pdf":
        raise ReceiptError(f"{out.name} does not end in .pdf; name the file so.")
    edition = edition_reader.current_edition(paths)
    stored = None
    if edition is not None:
        with edition_reader.reading(edition) as connection:
            stored = of_edition(connection, edition.stem, submission_id)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(as_pdf(stored or of_hand_in(paths.returns, submission_id), language))
    return out
