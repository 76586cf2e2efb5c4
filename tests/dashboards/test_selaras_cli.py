"""The command is a child process with an argument list: names are made safe, faults become one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dashboards.services import selaras_cli
from dashboards.services.selaras_cli import Outcome, safe_name


@pytest.mark.parametrize(
    ("offered", "kept"),
    [
        ("usulan rehsos.xlsx", "usulan rehsos.xlsx"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\x\\target.xlsx", "target.xlsx"),
        ("--json.xlsx", "json.xlsx"),
        (".hidden.csv", "hidden.csv"),
        ("a;rm -rf $HOME`x`.xlsx", "a_rm -rf _HOME_x.xlsx"),
        ("baris\nbaru.csv", "baris_baru.csv"),
        ("", "berkas"),
        ("..", "berkas"),
        (f"{'x' * 300}.xlsx", f"{'x' * 100}.xlsx"),
    ],
)
def test_a_name_keeps_its_ending_and_loses_its_way(offered: str, kept: str) -> None:
    assert safe_name(offered) == kept


@pytest.mark.parametrize(
    ("code", "said", "complaint", "outcome"),
    [
        (0, json.dumps({"status": "accepted"}), "", Outcome(answer={"status": "accepted"})),
        (1, json.dumps({"status": "returned"}), "noise", Outcome(answer={"status": "returned"})),
        (3, json.dumps({"status": "rejected"}), "", Outcome(answer={"status": "rejected"})),
        (0, "1 workbook(s) in /tmp/x.", "", Outcome()),
        (1, "", "selaras: Round x is unknown.", Outcome(fault="command.refused", sentence="Round x is unknown.")),
        (4, "", "selaras: unexpected KeyError: the trace is in /srv/x", Outcome(fault="command.failed")),
        (-9, "", "", Outcome(fault="command.failed")),
    ],
)
def test_what_a_command_says_is_understood(code: int, said: str, complaint: str, outcome: Outcome) -> None:
    assert selaras_cli._outcome_of(code, said, complaint) == outcome


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Let every command run a harmless child instead, and note how it was called."""
    calls: list[dict[str, Any]] = []
    start = subprocess.Popen

    def instead(arguments: list[str], **options: Any) -> subprocess.Popen[str]:
        calls.append({"arguments": arguments, **options})
        script = "import time; time.sleep(30)" if "annotate" in arguments else 'print(\'{"status": "accepted"}\')'
        return start([sys.executable, "-c", script], **options)

    monkeypatch.setattr(subprocess, "Popen", instead)
    return calls


def test_a_file_reaches_the_command_as_one_argument_in_a_folder_that_is_gone_afterwards(
    child: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELARAS_DATA", str(tmp_path))
    done = selaras_cli.check(
        "../x y; z.xlsx", b"PK", selaras_cli.SenderChoice("contoh-2027-1", "dinsos-11", says_nothing=True)
    )
    arguments, file = child[0]["arguments"], Path(child[0]["arguments"][4])
    assert done.answer == {"status": "accepted"}
    assert file.name == "x y_ z.xlsx"
    assert not file.parent.exists()
    assert arguments[-4:] == ["--round", "contoh-2027-1", "--unit", "dinsos-11"]
    assert child[0]["env"]["SELARAS_DATA"] == str(tmp_path)
    assert "shell" not in child[0]
    selaras_cli.check("x.xlsx", b"PK", selaras_cli.SenderChoice("contoh-2027-1", "dinsos-11"))
    assert child[1]["arguments"][-4:] == ["--chosen-round", "contoh-2027-1", "--chosen", "dinsos-11"]


def test_a_command_that_takes_too_long_is_stopped(child: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(selaras_cli.SECONDS, "annotate", 1)
    assert selaras_cli.annotate("a" * 64).fault == "command.too_long"
    assert len(child) == 1


def test_no_more_than_two_commands_run_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selaras_cli, "SECONDS_TO_WAIT_FOR_TURN", 0.01)
    for _ in range(selaras_cli.AT_ONCE):
        selaras_cli._turns.acquire()
    try:
        assert selaras_cli.annotate("a" * 64).fault == "command.busy"
    finally:
        for _ in range(selaras_cli.AT_ONCE):
            selaras_cli._turns.release()
