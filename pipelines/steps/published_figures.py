"""Published statistics as tables: every figure with its source and vintage, faulty ones stopped or marked."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.contract.progress_lines import progress
from pipelines.steps.step import Step, Workplace
from pipelines.warehouse import connection as warehouse

YEARS_ASKED = 3


def fetch(place: Workplace, rounds: Sequence[str] | None) -> None:
    """Ask the publishers when the refresh was told to; readable tables go into data/history, every attempt is kept."""
    from pipelines.history import attempts

    folder = place.paths.history
    if place.is_fetching:
        from pipelines.history.asking import Asking
        from pipelines.history.clients import fetch_published, read_requests
        from pipelines.settings import Settings

        years = range(place.now.year - YEARS_ASKED + 1, place.now.year + 1)
        settings = Settings()
        asking = Asking(settings.plain_key(), settings.publishers())
        requests = read_requests(folder / "requests.csv")
        failed = attempts.failures_in_a_row(folder, place.now)
        outcomes = fetch_published(folder, place.catalogue, requests, years, asking, failed)
        for outcome in outcomes:
            progress.info("  fetch: %s", outcome.message_en)
        attempts.record(folder, outcomes, place.now)
    warehouse.load(place.connection, "core.fetch_attempt", attempts.attempts(folder))


def load_history(place: Workplace, rounds: Sequence[str] | None) -> None:
    """Read and verify data/history, then replace the tables of published figures and sources."""
    from pipelines.history.bundle import read_history

    found = read_history(place.paths.history, place.catalogue)
    progress.info(
        "History: %s published figures, %s stopped or marked", f"{found.figures.height:,}", found.faults.height
    )
    warehouse.load(place.connection, "core.published_figure", found.figures)
    warehouse.load(place.connection, "core.source", found.sources)
    warehouse.load(place.connection, "core.published_error", found.sampling_errors)
    warehouse.load(place.connection, "core.history_fault", found.faults)


FETCH = Step(
    name="fetch",
    group="history",
    makes={"core.fetch_attempt": "Every time a publisher was asked for a table: when, and what came of it."},
    action=fetch,
    reads=("core.region", "core.indicator"),
    is_always=True,
)
HISTORY = Step(
    name="history",
    group="history",
    makes={
        "core.published_figure": "Every figure exactly as its publisher printed it, with table, vintage and marks.",
        "core.source": "Every published table the figures come from: publisher, title, trust, vintage, cadence.",
        "core.published_error": "Relative standard errors that publishers print beside their figures.",
        "core.history_fault": "Published figures that were stopped, marked or not read, with the reason in both "
        "languages.",
    },
    action=load_history,
    reads=tuple(
        f"core.{name}"
        for name in ("region", "region_code", "region_succession", "region_alias", "indicator", "fetch_attempt")
    ),
    folders=("reference", "history"),
)
