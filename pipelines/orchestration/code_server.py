"""The process that holds our definitions for Dagster's pages and daemon, behind a socket that only we can open.

Runs are its children: when it starts, no run of its predecessor can be alive, so those left open are ended here. Left
open they would hold the one place of the run queue for ever.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipelines.contract.paths import Paths
from pipelines.supervisor.dagster_home import LOCATION
from pipelines.warehouse import connection as warehouse

UNFINISHED = ("STARTED", "STARTING", "CANCELING", "NOT_STARTED")


def end_unfinished_runs(paths: Paths) -> int:
    """Mark runs of a code server that has gone as failed and return how many; none while somebody is refreshing."""
    import dagster as dg

    try:
        with warehouse.write_lock(paths), dg.DagsterInstance.get() as instance:
            statuses = [dg.DagsterRunStatus(status) for status in UNFINISHED]
            left = instance.get_runs(dg.RunsFilter(statuses=statuses))
            for run in left:
                instance.report_run_failed(run, "Its process ended before it did; the next refresh does its work.")
    except warehouse.WarehouseError:  # a refresh by command is such a run, and alive
        return 0
    return len(left)


def main() -> None:
    """End what a predecessor left, then serve the definitions until a signal comes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--socket", type=Path, required=True)
    socket = parser.parse_args().socket
    ended = end_unfinished_runs(Paths.from_environment())
    if ended:
        print(f"{ended} run(s) of an earlier process marked as failed", flush=True)
    from dagster._cli.api import grpc_command

    socket.unlink(missing_ok=True)
    grpc_command(
        ["--socket", str(socket), "--module-name", "pipelines.definitions", "--location-name", LOCATION,
         "--log-level", "warning"],
    )  # fmt: skip


if __name__ == "__main__":
    main()
