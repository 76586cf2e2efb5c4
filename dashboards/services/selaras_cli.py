"""The `selaras` command as pages use it: a child process with an argument list, a time limit and its own folder.

Nothing of `pipelines` is imported here; what is handed in goes through the same door as everybody's.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from dashboards.services.edition import CHECKOUT, data_folder

AT_ONCE = 2
SECONDS_TO_WAIT_FOR_TURN = 60
SECONDS = {"template": 60, "compose": 60, "check": 120, "submit": 180, "annotate": 90, "sheets": 60, "receipt": 60}
INTERNAL = 4
LONGEST_NAME = 100
_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Outcome:
    """What a command made: an answer, a file, or why not. `fault` is a wording key, `sentence` the command's own."""

    answer: dict[str, Any] | None = None
    file_name: str = ""
    content: bytes | None = None
    fault: str = ""
    sentence: str = ""


def template(round_id: str, unit_code: str, *, as_csv: bool = False) -> Outcome:
    """The empty pre-filled workbook of one unit, or its CSV form."""
    return _made_file("template", "--round", round_id, "--unit", unit_code, *(["--csv"] if as_csv else []))


def proposal(round_id: str, unit_code: str, tried: str) -> Outcome:
    """The unit's workbook with its targets as they stand and one tried value, `indicator/region/year=value`."""
    return _made_file("template", "--round", round_id, "--unit", unit_code, "--try", tried)


def compose(asked: Sequence[str], ending: str) -> Outcome:
    """A composed set as the workbook or CSV form of the unit that hands it in; `asked` are the command's options."""
    with tempfile.TemporaryDirectory(prefix="selaras-") as folder:
        named = dict(pairwise(asked))
        stem = "_".join([named.get("--round", ""), named.get("--unit", ""), named.get("--indicator", ""), "susunan"])
        out = Path(folder) / safe_name(f"{stem}.{ending}")
        done = _run("compose", *asked, "--out", str(out))
        if done.fault or not out.is_file():
            return done if done.fault else Outcome(fault="command.nothing")
        return Outcome(file_name=out.name, content=out.read_bytes())


@dataclass(frozen=True)
class SenderChoice:
    """What somebody chose on the page; `says_nothing`: the file does not say it itself, so the choice counts."""

    round_id: str = ""
    unit_code: str = ""
    says_nothing: bool = False

    def options(self) -> list[str]:
        round_option, unit_option = ("--round", "--unit") if self.says_nothing else ("--chosen-round", "--chosen")
        given = {round_option: self.round_id, unit_option: self.unit_code}
        return [word for option, value in given.items() if value for word in (option, value)]


def check(name: str, content: bytes, chosen: SenderChoice | None = None) -> Outcome:
    """Judge a file without keeping it; the answer with its annotated copy."""
    with tempfile.TemporaryDirectory(prefix="selaras-") as folder:
        file, copy = _placed_file(folder, name, content), Path(folder) / "annotated.xlsx"
        done = _run("check", str(file), "--json", "--annotated", str(copy), *(chosen or SenderChoice()).options())
        return _with_copy(done, file.name, copy)


def submit(name: str, content: bytes, chosen: SenderChoice | None = None, handed_in_by: str = "") -> Outcome:
    """Hand a file in; the receipt. The edition follows with the next refresh. `handed_in_by`: issuer|subject."""
    who = ["--handed-in-by", handed_in_by] if handed_in_by else []
    with tempfile.TemporaryDirectory(prefix="selaras-") as folder:
        file = _placed_file(folder, name, content)
        return _run("submit", str(file), "--json", "--no-wait", *(chosen or SenderChoice()).options(), *who)


def sheet(round_id: str, region_id: str, form: str, language: str) -> Outcome:
    """One region's reference sheet in one form (pdf, xlsx, csv, json), as the command line writes it."""
    asked = ["--round", round_id, "--region", region_id, "--form", form]
    return _made_file("sheets", *asked, *(["--english"] if language == "en" else []))


def annotate(submission_id: str) -> Outcome:
    """The annotated copy of a stored submission."""
    with tempfile.TemporaryDirectory(prefix="selaras-") as folder:
        copy = Path(folder) / "annotated.xlsx"
        return _with_copy(_run("annotate", submission_id, "--out", str(copy)), submission_id[:12], copy)


def receipt(submission_id: str, language: str) -> Outcome:
    """The receipt of a stored file as PDF."""
    with tempfile.TemporaryDirectory(prefix="selaras-") as folder:
        out = Path(folder) / f"tanda-terima_{submission_id[:12]}.pdf"
        done = _run("receipt", submission_id, "--out", str(out), *(["--english"] if language == "en" else []))
        if done.fault or not out.is_file():
            return done if done.fault else Outcome(fault="command.nothing")
        return Outcome(file_name=out.name, content=out.read_bytes())


def safe_name(name: str) -> str:
    """A base name without folders, control signs or a leading dot or dash; the ending is kept."""
    base = re.sub(r"[^\w .()-]", "_", Path(name.replace("\\", "/")).name).strip(" .-_")
    stem, dot, ending = base.rpartition(".")
    if not dot:
        stem, ending = base, ""
    stem = stem[:LONGEST_NAME].strip(" .-_") or "berkas"
    return f"{stem}.{ending}" if ending else stem


def _made_file(verb: str, *arguments: str) -> Outcome:
    """The one file that a verb writes into a folder."""
    with tempfile.TemporaryDirectory(prefix="selaras-") as folder:
        done = _run(verb, *arguments, "--out", folder)
        made = sorted(Path(folder).iterdir())
        if done.fault or not made:
            return done if done.fault else Outcome(fault="command.nothing")
        return Outcome(file_name=made[0].name, content=made[0].read_bytes())


def _placed_file(folder: str, name: str, content: bytes) -> Path:
    file = Path(folder) / "offered" / safe_name(name)
    file.parent.mkdir()
    file.write_bytes(content)
    return file


def _with_copy(done: Outcome, name: str, copy: Path) -> Outcome:
    if done.fault or not copy.is_file():
        return done
    stem = name.rpartition(".")[0] or name
    return Outcome(answer=done.answer, file_name=f"{stem}-temuan.xlsx", content=copy.read_bytes())


def _run(verb: str, *arguments: str) -> Outcome:
    """Run one verb when it is its turn; JSON on its output becomes the answer, one sentence on its errors the fault."""
    if not _turns.acquire(timeout=SECONDS_TO_WAIT_FOR_TURN):
        return Outcome(fault="command.busy")
    try:
        child = subprocess.Popen(
            [sys.executable, "-m", "pipelines.cli", verb, *arguments],
            cwd=CHECKOUT,
            env=os.environ | {"SELARAS_DATA": str(data_folder())},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            said, complaint = child.communicate(timeout=SECONDS[verb])
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
            return Outcome(fault="command.too_long")
    except OSError:
        return Outcome(fault="command.not_started")
    finally:
        _turns.release()
    return _outcome_of(child.returncode, said, complaint)


def _outcome_of(code: int, said: str, complaint: str) -> Outcome:
    try:
        answer = json.loads(said)
    except json.JSONDecodeError:
        answer = None
    if isinstance(answer, dict):
        return Outcome(answer=answer)
    if code == 0:
        return Outcome()
    sentences = [line.removeprefix("selaras: ") for line in complaint.splitlines() if line.startswith("selaras: ")]
    if code == INTERNAL or not sentences:
        return Outcome(fault="command.failed")
    return Outcome(fault="command.refused", sentence=sentences[-1])
