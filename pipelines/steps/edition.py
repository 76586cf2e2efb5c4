"""The last step: asks every check, and publishes an edition when a table that readers see has changed."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.contract.edition_reader import current_edition
from pipelines.contract.paths import SQL
from pipelines.contract.progress_lines import progress
from pipelines.edition import publish
from pipelines.edition.publish import Standing
from pipelines.edition.seen_figures import keep_seen
from pipelines.steps.code import code_fingerprint, files_fingerprint
from pipelines.steps.ledger import Inputs, Ledger
from pipelines.steps.step import Workplace
from pipelines.steps.walk import Visit, tables_present
from pipelines.warehouse.checkpoint import checkpoint_beside
from pipelines.warehouse.contents import WHOLE

STEP_NAME = "edition"
_NAME, _TEXTS, _CODE = "the edition itself", "sql/", "its code"


@dataclass(frozen=True)
class PublishedEdition:
    """The edition that is current now, what became of the step, and the rows each check found; empty is a pass.

    `found` is None when nothing was asked, because every answer stands.
    """

    name: str
    visit: Visit
    found: Mapping[str, pl.DataFrame] | None


def publish_if_new(place: Workplace, input_fingerprint: str, is_forced: bool) -> PublishedEdition:
    """Publish unless the current edition was made of the very tables that stand now.

    Tables whose rows stand are kept from the current edition's file. Raises PublishingError when a check fails.
    """
    ledger = Ledger(place.connection)
    inputs = _inputs(place, ledger)
    current = current_edition(place.paths)
    known = dict(ledger.inputs(STEP_NAME).get(WHOLE, {}))
    is_known = current is not None and known.pop(_NAME, "") == current.stem
    if current is not None and is_known and known == inputs and not is_forced:
        keep_seen(place.connection, place.now)  # a refresh that died after publishing has left it to the next
        visit = Visit(STEP_NAME, (STEP_NAME,), False, "no table that readers see has changed")
        return PublishedEdition(current.stem, visit, None)
    started = time.perf_counter()
    changed = [table for table in {**inputs, **known} if known.get(table) != inputs.get(table)]
    keeps = is_known and not is_forced and not set(changed) & {_TEXTS, _CODE}
    standing = Standing(current, frozenset(inputs) - set(changed)) if keeps and current is not None else None
    with checkpoint_beside(place.connection):
        name, found = publish.publish(place.connection, place.paths, input_fingerprint, standing, place.engine)
    ledger.remember(STEP_NAME, {WHOLE: inputs | {_NAME: name}})
    progress.info("Edition %s is current", name)
    if kept := keep_seen(place.connection, place.now):
        progress.info("  %s figures kept as seen by closed rounds", f"{kept:,}")
    reason = "everything is asked for" if is_forced else f"{len(changed)} of its {len(inputs)} inputs changed"
    seconds = round(time.perf_counter() - started, 3)
    return PublishedEdition(name, Visit(STEP_NAME, (STEP_NAME,), True, reason, seconds=seconds), found)


def _inputs(place: Workplace, ledger: Ledger) -> Inputs:
    """Every table that readers see by its rows, and the text of everything else an edition carries."""
    texts = files_fingerprint(sorted(file for file in SQL.rglob("*") if file.is_file()))
    return {
        table: ledger.content(table)
        for table in sorted(tables_present(place.connection))
        if table.split(".")[0] in publish.PUBLISHED_SCHEMAS
    } | {
        _TEXTS: hashlib.sha256(texts).hexdigest(),
        _CODE: code_fingerprint("pipelines.edition.publish"),
    }
