"""Half-written files wait; whole ones that rest are let in; a broken one is let in after a while, to be told so."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.submissions.settling import (
    GIVE_UP_SECONDS,
    REST_SECONDS,
    Look,
    is_settled,
    is_whole,
    look_at,
)
from tests.submissions.readers.building import template

NOW_NS = 1_800_000_000 * 10**9


def ago(seconds: float, size: int = 100) -> Look:
    return Look(size, NOW_NS - int(seconds * 1e9))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    path = tmp_path / "whole.xlsx"
    path.write_bytes(template())
    return path


@pytest.fixture
def half(tmp_path: Path) -> Path:
    path = tmp_path / "half.xlsx"
    path.write_bytes(template()[:-30])
    return path


LOOKS = [
    ("seen once, young", None, ago(1), False),
    ("seen twice alike", ago(1), ago(1), True),
    ("grown since", ago(1, 50), ago(1), False),
    ("touched since", ago(2), ago(1), False),
    ("at rest for long", None, ago(REST_SECONDS), True),
    ("from the future, seen once", None, ago(-60), False),
    ("from the future, seen twice", ago(-60), ago(-60), True),
    ("gone", ago(1), Look(-1, 0), False),
]


@pytest.mark.parametrize(("before", "now", "expected"), [case[1:] for case in LOOKS], ids=[case[0] for case in LOOKS])
def test_a_file_may_be_read_when_it_rests(before: Look | None, now: Look, expected: bool, whole: Path) -> None:
    assert is_settled(before, now, whole, NOW_NS) is expected


def test_a_half_written_file_waits_until_nobody_will_finish_it(half: Path) -> None:
    assert not is_settled(ago(1), ago(1), half, NOW_NS)
    assert not is_settled(ago(60), ago(60), half, NOW_NS)
    assert is_settled(None, ago(GIVE_UP_SECONDS), half, NOW_NS)


WHOLE = [
    ("a workbook", template(), True),
    ("a workbook with bytes after its end", template() + b"\0\0", True),
    ("half a workbook", template()[:3000], False),
    ("a workbook without its last byte", template()[:-1], False),
    ("only the beginning of an archive", b"PK\x03\x04", False),
    ("a CSV", b"putaran", True),
    ("nothing", b"", False),
]


@pytest.mark.parametrize(("content", "expected"), [case[1:] for case in WHOLE], ids=[case[0] for case in WHOLE])
def test_a_container_is_whole_when_it_has_its_end(content: bytes, expected: bool, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    assert is_whole(path) is expected


def test_a_look_sees_size_and_time(whole: Path, tmp_path: Path) -> None:
    assert look_at(whole) == Look(whole.stat().st_size, whole.stat().st_mtime_ns)
    assert look_at(tmp_path / "gone").size == -1
