"""A planning round made from an old one: rows that fit, checked as a whole, and the how-to walked as it stands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import dagster as dg
import pytest

from pipelines.commands.round_new import RoundError, Wish, draft, write
from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.orchestration.jobs import all_rounds
from pipelines.reference.error import CatalogueError
from pipelines.reference.read import read_catalogue
from tests.command_here import selaras_here

HOW_TO = CHECKOUT / "docs" / "how-to" / "round.md"
NEW = Wish("ranwal-2028", "contoh-2027-1", "2027-11-01", "2028-02-25")


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_years_move_on_with_the_opening_and_instants_stand_in_the_rounds_own_zone(data) -> None:
    write(data, NEW)
    made = read_catalogue(data.reference).rounds["ranwal-2028"]
    assert (made.round_year, made.plan_year, made.baseline_year) == (2028, 2029, 2026)
    assert made.target_years == (2028, 2029, 2030, 2031)
    assert made.opens_at.isoformat() == "2027-11-01T08:00:00+07:00"
    assert made.closes_at.isoformat() == "2028-02-25T23:59:59.999000+07:00"
    assert made.is_example is False


def test_every_assignment_is_carried_over_and_nothing_else_changes(data) -> None:
    before, old = contents(data.reference), read_catalogue(data.reference)
    write(data, NEW)
    now = read_catalogue(data.reference)
    owed = lambda catalogue, round_id: {  # noqa: E731
        (each.unit_code, each.indicator_code, each.region_level)
        for each in catalogue.assignments
        if each.round_id == round_id
    }
    assert owed(now, "ranwal-2028") == owed(old, "contoh-2027-1") != set()
    after = contents(data.reference)
    assert {name for name in after if after[name] != before[name]} == {"planning_rounds.csv", "assignments.csv"}
    assert all(after[name].startswith(before[name]) for name in after)


def test_a_unit_that_ended_before_the_opening_owes_nothing_and_is_named(data) -> None:
    units = data.reference / "organisation_units.csv"
    text = units.read_text()
    units.write_text(re.sub(r"^(dinsos-11,.*regional_office,,,)(,11,true)$", r"\g<1>2027-06-30\2", text, flags=re.M))
    made = write(data, NEW)
    assert any(note.startswith("dinsos-11 no longer exists") for note in made.notes)
    owners = {each.unit_code for each in read_catalogue(data.reference).assignments if each.round_id == "ranwal-2028"}
    assert "dinsos-11" not in owners
    assert "dinsos-12" in owners


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (Wish("contoh-2027-1", "contoh-2027-1", "2027-11-01", "2028-02-25"), "exists already"),
        (Wish("x", "no-round", "2027-11-01", "2028-02-25"), "is no round; choose one of"),
        (Wish("Ronde 1", "contoh-2027-1", "2027-11-01", "2028-02-25"), "small letters, digits and hyphens"),
        (Wish("../x", "contoh-2027-1", "2027-11-01", "2028-02-25"), "small letters, digits and hyphens"),
        (Wish("x", "contoh-2027-1", "1 November", "2028-02-25"), "--opens 1 November is neither a day"),
        (Wish("x", "contoh-2027-1", "2027-11-01", "2027-02-30"), "--closes 2027-02-30 is neither a day"),
        (Wish("x", "contoh-2027-1", "2027-11-01", "2027-10-01"), "closes before it opens"),
        (Wish("x", "contoh-2027-1", "2027-11-01", "2028-02-25", target_years="2029,2028"), "do not rise"),
        (Wish("x", "contoh-2027-1", "2027-11-01", "2028-02-25", baseline_year=2040), "not before the last target year"),
    ],
)
def test_what_does_not_fit_is_one_sentence_and_changes_no_file(data, wish, sentence) -> None:
    before = contents(data.reference)
    with pytest.raises((RoundError, CatalogueError), match=sentence):
        write(data, wish)
    assert contents(data.reference) == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a,b\n1,2\n", "must have the columns"),
        ("document_id,indicator_code\n", "rows of one document_id"),
        ("document_id\nx\ny\n", "rows of one document_id"),
    ],
)
def test_a_wrong_file_of_national_targets_is_one_sentence(data, tmp_path, content, sentence) -> None:
    file = tmp_path / "national.csv"
    file.write_text(content)
    with pytest.raises(RoundError, match=sentence):
        draft(data, Wish("x", "contoh-2027-1", "2027-11-01", "2028-02-25", national=file))


def test_a_document_of_examples_or_without_a_year_is_pointed_out(data) -> None:
    notes = " ".join(draft(data, NEW).notes)
    assert "has no target for 2031" in notes
    assert "is example data" in notes


def test_showing_writes_nothing(data) -> None:
    before = contents(data.reference)
    assert "ranwal-2028" in draft(data, NEW).planning_round.values()
    assert contents(data.reference) == before


def test_dagster_sees_the_new_round_without_a_restart(data, monkeypatch) -> None:
    monkeypatch.setenv("SELARAS_DATA", str(data.data))
    with dg.DagsterInstance.ephemeral() as instance:
        assert "ranwal-2028" not in all_rounds(instance)
        write(data, NEW)
        assert "ranwal-2028" in all_rounds(instance)


def blocks(kind: str) -> list[str]:
    return [
        re.sub(r"^ {3}", "", each, flags=re.M) for each in re.findall(rf"```{kind}\n(.*?)```", HOW_TO.read_text(), re.S)
    ]


def test_the_how_to_works_as_it_is_written_from_an_empty_folder(tmp_path) -> None:
    (table,) = blocks("csv")
    (tmp_path / "nasional.csv").write_text(table)
    paths, lines = Paths(tmp_path / "srv"), " \n".join(blocks("sh")).splitlines()
    commands = [shlex.split(line) for line in lines if line.startswith("selaras ")]
    assert [command[1] for command in commands] == ["doctor", "round", "round", "template", "refresh", "export"]
    for command in commands:
        done = selaras_here(paths, *command[1:], folder=tmp_path)
        expected = 1 if command[1] == "doctor" else 0  # there is no edition yet, and the doctor says so
        assert done.returncode == expected, done.stderr + done.stdout
    assert "ranwal-2028" in (tmp_path / "rounds.csv").read_text(encoding="utf-8-sig")
    assert len(list((tmp_path / "templates").glob("*.xlsx"))) > 30
    assert selaras_here(paths, "doctor").returncode == 0
