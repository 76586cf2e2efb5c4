"""Hostile files through the capped children of both inboxes, read and judged: seconds of processor time beyond an empty
file, and the child's peak memory. Processor time counts parent and children, and is the same on a busy machine.

    uv run python -m tests.benchmarks.bench_hostile [NAME …]

The limit is 1 s and 300 MB for each file.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import resource
import sys
import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from pipelines.contract.paths import CHECKOUT
from pipelines.history.readers.sandboxed_reading import FileToRead, read_in_sandbox
from pipelines.reference.read import read_catalogue
from pipelines.reference.regions import index_regions
from pipelines.submissions.judge import Facts, Reception, Task
from pipelines.submissions.judge_sandboxed import judge_one

HEADS = "putaran,unit_kerja,kode_indikator,kode_wilayah,tahun_target,target\n"
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>'
EMPTY = "kosong.csv"
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)


def honest() -> dict[str, bytes]:
    """The parts of a small honest workbook, to be spoiled one at a time."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        book.add_worksheet("Target").write_row(0, 0, ["Provinsi", "Persentase Penduduk Miskin 2024"])
    with zipfile.ZipFile(written) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def spoiled(name: str, part: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in (honest() | {name: part}).items():
            archive.writestr(member, content)
    return packed.getvalue()


def hostile() -> dict[str, bytes]:
    """One file of each kind by name; published tables come in the same bytes."""
    sheet, strings = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (number, number) for number in range(1, 60_000))
    far = b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return {
        EMPTY: b"",
        "bom.xlsx": spoiled(sheet, SHEET % (b"<sheetData/>" + b" " * 400_000_000)),
        "baris.xlsx": spoiled(sheet, SHEET % (b"<sheetData>" + rows + b"</sheetData>")),
        "jauh.xlsx": spoiled(sheet, SHEET % far),
        "dalam.xlsx": spoiled(sheet, SHEET % (b"<a>" * 200_000 + b"</a>" * 200_000)),
        "entitas.xlsx": spoiled(sheet, entities + SHEET % b"<sheetData/>"),
        "teks.xlsx": spoiled(strings, b"<sst>" + b"<si><t>abc</t></si>" * 1_500_000 + b"</sst>"),
        "kaya.xlsx": spoiled(strings, b"<sst><si>" + b"<r><rPr><b/></rPr><t>1</t></r>" * 400_000 + b"</si></sst>"),
        "bintang.csv": (HEADS + "contoh-2027-1,dit-anak,x,Aceh " + "*" * 200_000 + " lihat lampiran,2028,5\n").encode(),
        "lebar.csv": (HEADS + ",".join(["1"] * 2_000_000) + "\n").encode(),
        "panjang.csv": (HEADS + "contoh-2027-1,dit-anak,x,11,2028,5\n" * 300_000).encode(),
        "kutip.csv": (HEADS + '"' * 3_000_001).encode(),
        "sarang.json": b"[" * 1_000_000,
        "sarang.xls": b"<table>" * 200_000,
        "gabung.xls": b"<table><tr><td colspan=999999999 rowspan=999999999>1</td></tr></table>",
    }


def as_submission(path: Path) -> None:
    task = Task(Facts(read_catalogue(CHECKOUT / "data" / "reference")), {path: Reception(AT, file_name=path.name)})
    judge_one(path, lambda: task)


def as_table(path: Path) -> None:
    index = index_regions(read_catalogue(CHECKOUT / "data" / "reference"))
    list(read_in_sandbox([FileToRead(path, "", path.name)], index))


def measured(work: Callable[[Path], None], path: Path) -> tuple[float, int]:
    """Seconds and the child's peak in MB, in a process of its own so that one file's peak is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (work, path))


def _measured(work: Callable[[Path], None], path: Path) -> tuple[float, int]:
    begun = sum(os.times()[:4])
    work(path)
    return sum(os.times()[:4]) - begun, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def main() -> None:
    files = {name: content for name, content in hostile().items() if name in (EMPTY, *(sys.argv[1:] or hostile()))}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        for work in (as_submission, as_table):
            base, memory = measured(work, Path(folder) / EMPTY)
            print(f"{work.__name__}: an empty file {base:.2f} s, {memory} MB")
            for name in files:
                seconds, peak = measured(work, Path(folder) / name)
                over = "  OVER" if seconds - base > 1 or peak > 300 else ""
                print(f"  {name:14} {seconds - base:6.2f} s {peak:5} MB{over}")


if __name__ == "__main__":
    main()
