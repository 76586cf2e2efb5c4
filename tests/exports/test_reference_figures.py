"""Reference figures of templates come from the edition, and before the first one from the bundled statistics."""

import openpyxl
import pytest

from pipelines.exports.templates.facts import ReferenceFigures
from pipelines.exports.templates.files import make_templates
from pipelines.exports.templates.reference_figures import reference_figures
from pipelines.reference.read import read_catalogue


@pytest.fixture(scope="module")
def from_edition(refreshed):
    return reference_figures(refreshed, read_catalogue(refreshed.reference), "contoh-2026-2")


def test_before_the_first_edition_the_bundled_statistics_give_the_same_baselines(data, from_edition):
    figures = reference_figures(data, read_catalogue(data.reference), "contoh-2026-2")
    assert figures.baselines == from_edition.baselines
    assert len(figures.baselines) > 1000
    assert figures.previous_targets == {}


def test_a_baseline_carries_its_own_year(from_edition):
    years = {baseline.year for baseline in from_edition.baselines.values()}
    assert 2025 in years
    assert max(years) == 2025


def test_targets_of_the_round_before_stand_beside_the_new_ones(from_edition):
    assert ("outcome_children_in_family_care", "11") in from_edition.previous_targets


def test_an_unknown_round_has_no_figures(data):
    assert reference_figures(data, read_catalogue(data.reference), "contoh-1999") == ReferenceFigures()


def test_a_template_made_before_the_first_edition_is_prefilled(data, tmp_path):
    (made,) = make_templates(data, "contoh-2026-1", "dit-anak", tmp_path)
    rows = list(openpyxl.load_workbook(made)["Target"].iter_rows(min_row=6, values_only=True))
    assert [row[2] for row in rows[:2]] == ["11", "12"]
    known = [row for row in rows if row[7] is not None]
    assert len(known) > 60
    assert {row[6] for row in known} == {2022, 2025}
