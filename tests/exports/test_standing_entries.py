"""A filled template holds what stands, cell for cell, and a tried value in the place of one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.contract.edition_reader import current_edition, reading
from pipelines.contract.paths import Paths
from pipelines.exports.templates.facts import TemplateError
from pipelines.exports.templates.files import make_filled_template
from pipelines.exports.templates.standing_entries import TRIED_NOTE, TriedTarget
from pipelines.reference.read import read_catalogue
from pipelines.submissions.model.judgement import JudgedCell
from pipelines.submissions.model.proposals import JudgedOutcome, JudgedProposedIndicator
from pipelines.submissions.readers.read_file import read_file
from pipelines.submissions.rules.case.context import JudgingContext
from pipelines.submissions.rules.ruleset import judge
from tests.command_here import selaras_here

ROUND, UNIT = "contoh-2026-1", "dit-anak"
KEY = ("spm_children_inside", "11", 2028)


@pytest.fixture(scope="module")
def stood(refreshed: Paths) -> dict[tuple, tuple]:
    """What stands of the unit in the edition: key to both ends, denominator, provisional mark and justification."""
    edition = current_edition(refreshed)
    assert edition is not None
    with reading(edition) as connection:
        rows = connection.execute(
            "select indicator_code, region_id, target_year, target_low, target_high, denominator, is_provisional, "
            "coalesce(justification, '') from core.target where round_id = $round_id and unit_code = $unit_code",
            {"round_id": ROUND, "unit_code": UNIT},
        ).fetchall()
    assert any(low != high for _, _, _, low, high, *_ in rows)
    return {tuple(row[:3]): tuple(row[3:]) for row in rows}


def offered(paths: Paths, file: Path) -> list[JudgedCell]:
    """The accepted cells of a file, judged without any statistics."""
    catalogue = read_catalogue(paths.reference)
    return [
        cell
        for cell in judge(read_file(file, catalogue), JudgingContext(catalogue)).cells
        if cell.verdict == "accepted"
    ]


def told(cell: JudgedCell) -> tuple:
    return cell.target_low, cell.target_high, cell.denominator, cell.is_provisional, cell.justification or ""


def test_a_filled_template_read_back_offers_exactly_what_stands(refreshed: Paths, stood: dict, tmp_path: Path) -> None:
    cells = offered(refreshed, make_filled_template(refreshed, ROUND, UNIT, tmp_path))
    assert {(cell.indicator_code, cell.region_id, cell.target_year): told(cell) for cell in cells} == stood


def test_a_tried_value_takes_the_place_of_one_target_and_is_marked(
    refreshed: Paths, stood: dict, tmp_path: Path
) -> None:
    file = make_filled_template(
        refreshed, ROUND, UNIT, tmp_path, [TriedTarget.parse("spm_children_inside/11/2028=83.25")]
    )
    cells = {(cell.indicator_code, cell.region_id, cell.target_year): cell for cell in offered(refreshed, file)}
    tried = cells.pop(KEY)
    assert (tried.target_low, tried.target_high, tried.is_provisional, tried.note) == (83.25, 83.25, True, TRIED_NOTE)
    assert {key: told(cell)[:3] for key, cell in cells.items()} == {
        key: facts[:3] for key, facts in stood.items() if key != KEY
    }


@pytest.mark.parametrize("text", ["", "a/b=1", "a/b/2028=nan", "a/b/2028=", "a/b/c=1", "a/b/2028/x=1", "a/b/2028=inf"])
def test_what_names_no_target_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(TemplateError, match="write indicator/region/year=value"):
        TriedTarget.parse(text)


@pytest.mark.parametrize(
    "text", ["spm_children_inside/11.01/2028=5", "poverty_rate/11/2028=5", "spm_children_inside/11/2050=5"]
)
def test_a_target_the_unit_does_not_owe_is_refused_and_nothing_is_written(
    refreshed: Paths, tmp_path: Path, text: str
) -> None:
    with pytest.raises(TemplateError, match="owes no target"):
        make_filled_template(refreshed, ROUND, UNIT, tmp_path / "none", [TriedTarget.parse(text)])
    assert not (tmp_path / "none").exists()


def test_the_command_wants_one_unit_for_a_filled_template(refreshed: Paths, tmp_path: Path) -> None:
    done = selaras_here(refreshed, "template", "--round", ROUND, "--filled", "--out", str(tmp_path))
    assert done.returncode == 2 and "--unit" in done.stderr
    done = selaras_here(
        refreshed, "template", "--round", ROUND, "--unit", UNIT, "--out", str(tmp_path), "--try",
        "spm_children_inside/11/2028=83.25",
    )  # fmt: skip
    assert done.returncode == 0 and [file.name for file in tmp_path.iterdir()] == [f"{ROUND}_{UNIT}_usulan.xlsx"]


def test_a_filled_template_proposes_again_what_stands(refreshed: Paths, tmp_path: Path) -> None:
    edition = current_edition(refreshed)
    assert edition is not None
    with reading(edition) as connection:
        told = ", ".join(name for name in JudgedOutcome._fields if name != "source_cell")
        outcomes = connection.execute(
            f"select {told} from core.proposed_outcome where round_id = 'contoh-2026-2' and unit_code = 'dit-anak'"
        ).fetchall()
        told = ", ".join(name for name in JudgedProposedIndicator._fields if name != "source_cell")
        indicators = connection.execute(
            f"select {told} from core.proposed_indicator where round_id = 'contoh-2026-2' and unit_code = 'dit-anak'"
        ).fetchall()
    catalogue = read_catalogue(refreshed.reference)
    file = make_filled_template(refreshed, "contoh-2026-2", "dit-anak", tmp_path)
    proposed = judge(read_file(file, catalogue), JudgingContext(catalogue)).proposals
    assert len(outcomes) == 3 and len(indicators) == 4
    assert {each[:-1] for each in proposed.outcomes} == set(outcomes)
    assert {each[:-1] for each in proposed.indicators} == set(indicators)
