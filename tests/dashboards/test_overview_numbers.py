"""Every number shown on Ringkasan equals its table in the edition."""

# ruff: noqa: E501 (rows of figures read better as rows)
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.i18n import wording
from tests.dashboards.conftest import answer_of, markup_of, open_page, tables_of

Ask = Callable[..., pl.DataFrame]
SAY = wording("id")
PLAN = "round_id = 'rpjmn-2025' and target_year = 2029"


@pytest.fixture(scope="module")
def shown(data_folder: Any) -> AppTest:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SELARAS_DATA", str(data_folder))
        return open_page(round="rpjmn-2025", year="2029", indicator="poverty_rate")


def one(ask: Ask, query: str) -> Any:
    return ask(query).row(0)[0]


def ledger(app: AppTest) -> dict[str, str]:
    """The large figures by what they count."""
    pattern = r'<span class="figure">(.*?)</span><span class="what">(.*?)</span><span class="more">(.*?)</span>'
    return {
        what: re.sub(r"<[^>]+>|[^\d.,%\xa0]", "", figure) + "|" + more
        for figure, what, more in re.findall(pattern, markup_of(app))
    }


def test_the_fill_rate_is_accepted_over_expected(shown: AppTest, ask: Ask) -> None:
    share = one(ask, "select sum(accepted) / sum(expected) from mart.round_progress where round_id = 'rpjmn-2025'")
    received = one(ask, "select sum(received) from mart.round_progress where round_id = 'rpjmn-2025'")
    expected = one(ask, "select sum(expected) from mart.round_progress where round_id = 'rpjmn-2025'")
    figure, more = ledger(shown)["keterisian sah"].split("|")
    assert figure == SAY.share(share, 1)
    accepted = one(ask, "select sum(accepted) from mart.round_progress where round_id = 'rpjmn-2025'")
    assert f"{SAY.number(accepted)} dari {SAY.number(expected)} target diterima sah" in more
    assert f"{SAY.number(received)} masuk" in more


@pytest.mark.parametrize(
    ("standing", "condition"),
    [
        ("met", "state in ('met', 'due_met') and not is_asking_nothing"),
        ("asking_nothing", "is_asking_nothing and state <> 'due_missed'"),
        ("on_trend", "state = 'ok' and ambition_label = 'on_trend'"),
        ("stretch", "state = 'ok' and ambition_label = 'stretch'"),
        ("beyond_precedent", "state = 'ok' and ambition_label = 'beyond_precedent'"),
        ("not_submitted", "state = 'no_target'"),
    ],
)
def test_each_standing_counts_its_targets(shown: AppTest, ask: Ask, standing: str, condition: str) -> None:
    count = one(ask, f"select count(*) from mart.target_gap where {PLAN} and {condition}")
    assert ledger(shown)[SAY(f"standing.{standing}")].split("|")[0].strip() == SAY.number(count)


def test_the_headline_names_what_falls_short(shown: AppTest, ask: Ask) -> None:
    short = ask(
        f"select indicator_code from mart.alignment where {PLAN} and verdict in ('short_of_target', 'infeasible')"
    )
    assert short["indicator_code"].to_list() == ["poverty_rate"]
    assert answer_of(shown) == "Target daerah 2029 bila digabung belum mencapai target nasional."
    assert "1 masih kurang (Tingkat kemiskinan)" in markup_of(shown)


def test_the_sum_and_its_distance_are_those_of_the_alignment(shown: AppTest, ask: Ask) -> None:
    row = ask(
        f"select bottom_up_value, alignment_gap from mart.alignment where {PLAN} and indicator_code = 'poverty_rate'"
    ).row(0, named=True)
    assert f"bila digabung {SAY.number(row['bottom_up_value'], 2)} persen" in markup_of(shown)
    assert f"masih {SAY.number(row['alignment_gap'], 2)} poin persen di atas 5,00" in markup_of(shown)


def cells(table: dict[str, Any], label: str) -> dict[str, Any]:
    """Sort value of one column by the text of the first."""
    place = next(number for number, column in enumerate(table["columns"]) if column["label"] == label)
    return {row["cells"][0]["text"]: row["cells"][place]["sort"] for row in table["rows"]}


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("Kondisi awal", "baseline_value"),
        ("Capaian terakhir", "latest_value"),
        ("Target", "target_value"),
        ("Kesenjangan", "gap_value"),
        ("Perlu per tahun", "required_annual_change"),
    ],
)
def test_every_province_shows_its_own_figures(shown: AppTest, ask: Ask, label: str, column: str) -> None:
    wanted = ask(
        f"select region_name, gap.{column} from mart.target_gap as gap inner join core.region using (region_id) where {PLAN} and indicator_code = 'poverty_rate'"
    )
    assert cells(tables_of(shown)[SAY("overview.map_eyebrow")], label) == dict(wanted.iter_rows())


def test_the_alignment_table_shows_the_alignment(shown: AppTest, ask: Ask) -> None:
    wanted = ask(f"select bottom_up_value from mart.alignment where {PLAN} order by bottom_up_value nulls last")[
        "bottom_up_value"
    ].to_list()
    found = cells(tables_of(shown)[SAY("overview.alignment_eyebrow")], SAY("column.bottom_up"))
    assert list(found.values()) == wanted


def test_the_five_carriers_are_the_largest_contributions(shown: AppTest, ask: Ask) -> None:
    wanted = ask(
        f"select region_name, contribution from mart.alignment_part inner join core.region using (region_id) where {PLAN} and indicator_code = 'poverty_rate' and contribution > 0 order by contribution desc limit 5"
    )
    assert cells(tables_of(shown)["5 penyumbang terbesar selisih dari target nasional"], "Sumbangan") == dict(
        wanted.iter_rows()
    )


def test_the_farthest_province_is_named_with_its_gap(shown: AppTest, ask: Ask) -> None:
    first = ask(
        f"select region_name, gap_value from mart.target_gap inner join core.region using (region_id) where {PLAN} and indicator_code = 'poverty_rate' order by gap_value desc nulls last limit 1"
    ).row(0)
    assert f"{first[0]} paling jauh dari targetnya, masih {SAY.number(first[1], 2)} poin persen" in markup_of(shown)


def test_what_changed_is_counted_from_the_change_mart(with_edition: Any, ask: Ask) -> None:
    app = open_page(round="contoh-2026-2")
    counts = dict(
        ask(
            "select change, count(*) from mart.round_change where round_id = 'contoh-2026-2' group by change"
        ).iter_rows()
    )
    for kind, count in counts.items():
        assert ledger(app)[SAY(f"change.{kind}")].split("|")[0] == SAY.number(count)


def test_who_has_not_submitted_is_counted_from_the_units(with_edition: Any, ask: Ask) -> None:
    silent = one(ask, "select count(*) from mart.unit_progress where round_id = 'contoh-2026-2' and received = 0")
    units = one(ask, "select count(*) from mart.unit_progress where round_id = 'contoh-2026-2'")
    assert f"{silent} dari {units} unit kerja belum mengajukan apa pun" in markup_of(open_page(round="contoh-2026-2"))
