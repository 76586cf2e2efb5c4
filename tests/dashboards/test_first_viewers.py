"""Ten people who come in the first second after a start: every page of theirs is drawn, none is broken."""

from __future__ import annotations

from pathlib import Path

from tests.dashboards.viewers import crowd, serving


def test_ten_viewers_of_a_server_just_started_see_no_broken_page(data_folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    with serving(data_folder, log) as (address, _):
        crowd(address, 10, 1)
    assert "A page failed" not in log.read_text(encoding="utf-8")
