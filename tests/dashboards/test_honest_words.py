"""What a figure is called on screen is what it is: of what a coverage is a share, of which year, from whom."""

from __future__ import annotations

import pytest

from tests.dashboards.conftest import markup_of, open_page, tables_of


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"indicator": "poverty_rate"}, "37 dari 38 wilayah sudah mengajukan (99,0\xa0% bobot)."),
        ({"round": "contoh-2026-2"}, "37 dari 38 wilayah sudah mengajukan (99,0\xa0% wilayah)."),
        ({"indicator": "gini_ratio"}, "37 dari 38 wilayah sudah mengajukan."),
        ({"indicator": "poverty_rate", "lang": "en"}, "(99.0% of the weight)"),
        ({"round": "contoh-2026-2", "lang": "en"}, "(99.0% of the regions)"),
    ],
)
def test_a_coverage_is_called_after_its_basis(parameters: dict[str, str], words: str) -> None:
    assert words in markup_of(open_page("alignment", **parameters))


@pytest.mark.usefixtures("with_edition")
def test_an_official_figure_has_no_coverage_in_the_table() -> None:
    table = tables_of(open_page(round="rpjmn-2025", year="2029"))["Jumlah target daerah terhadap target nasional"]
    labels = [column["label"] for column in table["columns"]]
    found = {
        row["cells"][0]["text"]: [row["cells"][labels.index(label)]["text"] for label in ("Cakupan", "Dasar cakupan")]
        for row in table["rows"]
    }
    assert found == {"Tingkat kemiskinan (persen)": ["0,990", "bobot"], "Rasio Gini (indeks)": ["–", "–"]}
