"""Good files with random damage: the reading always ends in a Reading, and nothing is read that was not typed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipelines.sandbox.process_pool import ChildPool
from pipelines.submissions.model.reading import Reading
from tests.submissions.readers import building as b

SEED = 20_270_226
TYPED = {
    f"{b.INDICATOR}/{region}/{year}": text
    for region, row in (("11", ("79,5", "80", "81.25")), ("12", ("5",)))
    for year, text in zip(b.YEARS, row, strict=False)
}


def good_files() -> list[tuple[str, bytes]]:
    rows = [b.entry("11", "79,5", 80, 81.25), b.entry("12", 5)]
    lines = [
        b.csv_line(f'"{text}"', key.split("/")[2]).replace(",11,", f",{key.split('/')[1]},")
        for key, text in TYPED.items()
    ]
    return [
        ("a.xlsx", b.template(rows=rows)),
        ("b.xlsx", b.archive(b.parts_of(b.template(rows=rows)).items(), method=0)),
        ("c.csv", b.csv_file(*lines).content),
        ("d.csv", b.csv_file(*lines).content.decode().encode("utf-16")),
    ]


def damaged(content: bytes, dice: random.Random) -> bytes:
    """Flip, cut, repeat, overwrite or move some bytes."""
    changed = bytearray(content)
    for _ in range(dice.choice((1, 1, 1, 3, 20))):
        place, length = dice.randrange(len(changed)), dice.choice((1, 2, 4, 40))
        what = dice.randrange(6)
        if what == 0:
            changed[place] ^= 1 << dice.randrange(8)
        elif what == 1:
            del changed[place : place + length]
        elif what == 2:
            changed[place:place] = changed[place : place + length]
        elif what == 3:
            changed[place : place + length] = dice.randbytes(length)
        elif what == 4:
            changed[place : place + length] = bytes(length)
        else:
            changed = changed[: max(8, place)]
        if len(changed) < 8:
            break
    return bytes(changed)


def mutate_parts(content: bytes, dice: random.Random) -> bytes:
    """Damage one part inside a sound archive, so that the damage reaches the readers of XML."""
    parts = b.parts_of(content)
    name = dice.choice(sorted(parts))
    return b.archive({**parts, name: damaged(parts[name], dice)}.items())


def mutations(count: int) -> list[tuple[str, bytes]]:
    dice = random.Random(SEED)
    good = good_files()
    made = []
    for number in range(count):
        name, content = good[number % len(good)]
        is_inside = name.endswith("xlsx") and dice.random() < 0.6
        made.append((f"{number}-{name}", mutate_parts(content, dice) if is_inside else damaged(content, dice)))
    return made


def check_all_end_in_a_reading(count: int, folder: Path) -> None:
    paths = []
    for name, content in mutations(count):
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    with ChildPool(b.read_file, b.catalogue(), cpu_seconds=20, wall_seconds=60) as pool:
        found = dict(pool.run(paths))
    assert set(found) == set(paths)
    for path, reading in found.items():
        assert isinstance(reading, Reading), (path, reading)
    readings = [reading for reading in found.values() if isinstance(reading, Reading)]
    assert any(reading.is_refused for reading in readings) and any(reading.rows for reading in readings)


def test_damaged_files_never_stop_the_reading(tmp_path: Path) -> None:
    check_all_end_in_a_reading(200, tmp_path)


@pytest.mark.full
def test_many_damaged_files_never_stop_the_reading(tmp_path: Path) -> None:
    check_all_end_in_a_reading(20_000, tmp_path)


def test_a_damaged_archive_never_changes_what_is_read(tmp_path: Path) -> None:
    """Damage outside the parts: either the file is refused, or every target reads as it was typed."""
    dice = random.Random(SEED)
    name, content = good_files()[0]
    for number in range(150):
        reading = b.read(b.File(damaged(content, dice), f"{number}-{name}"), tmp_path)
        if not reading.is_refused:
            offered = {
                f"{row.indicator_code.text}/{row.region_code.text}/{year}": cell.text
                for row in reading.rows
                for year, cell in row.targets
                if cell.kind != "blank"
            }
            assert offered == TYPED
