"""What sentences say of gaps, paces and sums: the side is the side of the numbers, whichever direction is good."""

# ruff: noqa: E501 (cases read better as rows)
from __future__ import annotations

from typing import Any

import pytest

from dashboards.i18n import alignment_sentences as sums
from dashboards.i18n import sentences, wording

ID, EN = wording("id"), wording("en")
POVERTY = {"name_id": "Kemiskinan", "unit_of_measure": "percent", "decimal_places": 2, "good_direction": "down"}
CARE = {"name_id": "Pengasuhan", "unit_of_measure": "percent", "decimal_places": 1, "good_direction": "up"}


def total(indicator: dict[str, Any], verdict: str, value: float, low: float, high: float, **facts: Any) -> dict:
    easy = high if indicator["good_direction"] == "down" else low
    sign = sentences.good_sign(indicator)
    counts = {"region_count_submitted": 36, "region_count_expected": 38}
    return {
        **indicator, **counts, "verdict": verdict, "bottom_up_value": value, "national_low": low, "national_high": high,
        "national_value": easy, "alignment_gap": sign * (easy - value), "interval_relation": "outside",
        "is_indicative": False, "aggregation": "weighted", **facts,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "indonesian", "english"),
    [
        (total(POVERTY, "short_of_target", 5.23, 4.5, 5.0), "masih 0,23 poin persen di atas 5,00", "still 0.23 percentage points above 5.00"),
        (total(CARE, "short_of_target", 49.4, 50.0, 52.0), "masih 0,6 poin persen di bawah 50,0", "still 0.6 percentage points below 50.0"),
        (total(POVERTY, "beyond_target", 4.2, 4.5, 5.0), "lebih baik dari rentang nasional: 0,80 poin persen di bawah 5,00", "better than the national range: 0.80 percentage points below 5.00"),
        (total(CARE, "beyond_target", 50.6, 50.0, 52.0, interval_relation="inside"), "di dalam rentang nasional, 0,6 poin persen di atas 50,0", "inside the national range, 0.6 percentage points above 50.0"),
        (total(POVERTY, "infeasible", 5.23, 4.5, 5.0), "masih 0,23 poin persen di atas 5,00, tidak terjangkau", "still 0.23 percentage points above 5.00, out of reach"),
    ],
)  # fmt: skip
def test_a_sum_lies_on_the_side_where_its_number_lies(row: dict, indonesian: str, english: str) -> None:
    assert sums.short_words(ID, row).startswith(indonesian)
    assert sums.short_words(EN, row).startswith(english)
    assert sums.distance(ID, row) in sums.whole_sentence(ID, row, 2029)


def test_out_of_reach_means_the_farther_of_promise_and_best_pace() -> None:
    said = sums.whole_sentence(ID, total(POVERTY, "infeasible", 5.23, 4.5, 5.0), 2029)
    assert said.endswith("juga bila setiap wilayah yang berjanji lebih lambat dari sepersepuluh tercepat di masa lalu naik ke laju itu.")  # fmt: skip


def test_the_headline_says_whether_what_can_be_judged_reaches_the_nation() -> None:
    rows = [
        total(POVERTY, "infeasible", 5.23, 4.5, 5.0),
        total(CARE, "beyond_target", 55.0, 50.0, 52.0),
        {**POVERTY, "verdict": "refused"},
    ]
    assert sums.headline(ID, rows, 2029) == "Target daerah 2029 bila digabung belum mencapai target nasional."
    assert sums.headline(ID, rows[1:], 2029) == "Target daerah 2029 bila digabung mencapai target nasional."
    assert sums.headline(ID, rows[2:], 2029).startswith("Belum dapat disimpulkan")


def test_a_distance_within_the_error_of_the_weight_is_said_with_its_numbers_and_without_a_verdict() -> None:
    row = total(POVERTY, "cannot_say", 5.05, 4.5, 5.0, verdict_reason="within_weight_error")
    assert sums.whole_sentence(ID, row, 2029) == (
        "Kemiskinan 2029: target daerah bila digabung 5,05 persen, 0,05 poin persen di atas 5,00; "
        "jarak itu di dalam galat bobotnya, jadi belum dapat disimpulkan."
    )
    assert "within the error of the weight" in sums.whole_sentence(EN, row, 2029)


def target(value: float, latest: float, baseline: float, **facts: Any) -> dict[str, Any]:
    return {
        "gap_value": latest - value, "baseline_gap_value": value - baseline, "required_annual_change": None,
        "observed_annual_change": None, "target_year": 2029, **facts,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (target(5.0, 6.5, 7.0), "masih 1,50 poin persen di atas target"),
        (target(5.0, 6.5, 7.0, required_annual_change=-0.5), "masih 1,50 poin persen di atas target; perlu −0,50 poin persen per tahun sampai 2029"),
        (target(5.0, 5.004, 7.0, required_annual_change=-0.001), "masih 0,00 poin persen di atas target"),
        (target(5.0, 4.0, 7.0), "tercapai: capaian terakhir sudah 1,00 poin persen lebih baik dari target"),
        (target(5.0, 5.0, 7.0), "tercapai: capaian terakhir tepat pada target"),
        (target(7.0, 6.0, 7.0), "target sama dengan kondisi awal; capaian terakhir sudah 1,00 poin persen lebih baik"),
        (target(8.0, 6.0, 7.0), "target lebih longgar dari kondisi awal; capaian terakhir sudah 2,00 poin persen lebih baik"),
    ],
)  # fmt: skip
def test_a_target_easier_than_the_baseline_is_never_simply_met(row: dict, said: str) -> None:
    assert sentences.gap(ID, row, POVERTY) == said


@pytest.mark.parametrize(
    ("needed", "seen", "said"),
    [
        (0.021, None, "Tidak perlu perubahan lagi."),
        (0.021, -0.1, "Tidak perlu perubahan lagi; laju yang terjadi −0,10 poin persen per tahun."),
        (-0.5, None, "Laju yang diperlukan −0,50 poin persen per tahun; laju yang terjadi belum dapat dihitung."),
        (-0.5, 0.1, "Arah harus berbalik: laju yang terjadi +0,10, yang diperlukan −0,50 poin persen per tahun."),
        (None, None, "Laju belum dapat dihitung dari riwayat yang ada."),
    ],
)
def test_no_pace_is_asked_for_in_the_bad_direction(needed: float | None, seen: float | None, said: str) -> None:
    row = {"required_annual_change": needed, "observed_annual_change": seen, "acceleration_factor": None}
    assert sentences.pace(ID, row, POVERTY) == said


def test_a_verdict_that_the_sampling_error_can_explain_says_so() -> None:
    met = target(6.19, 6.16, 7.0, met_certainty="within_error")
    assert sentences.gap(ID, met, POVERTY).endswith("(di dalam galat pencuplikan)")
    assert "galat" not in sentences.gap(ID, {**met, "met_certainty": "clear"}, POVERTY)
    missed = target(6.19, 6.22, 7.0, met_certainty="within_error", target_year=2025)
    assert (
        sentences.gap(EN, missed, POVERTY)
        == "still 0.03 percentage points above the target (within the sampling error)"
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("clear", "jelas: jaraknya lebih dari dua galat baku (0,120 poin persen, diterbitkan)"),
        ("within_error", "tidak dapat dibedakan: jaraknya di dalam dua galat baku (0,120 poin persen, diterbitkan)"),
        (None, ""),
    ],
)
def test_certainty_names_the_error_its_unit_and_where_it_comes_from(kind: str | None, words: str) -> None:
    row = {"met_certainty": kind, "standard_error_value": 0.12, "standard_error_basis": "published"}
    assert sentences.certainty(ID, row, POVERTY) == words


def test_an_error_nobody_knows_is_said_to_be_unknown() -> None:
    row = {"met_certainty": "unknown", "standard_error_value": None, "standard_error_basis": None}
    assert sentences.certainty(ID, row, POVERTY) == "galat pencuplikannya tidak diketahui"


def test_a_chance_says_how_well_it_is_known() -> None:
    row = {"is_common_pace": True, "chance_origin_count": 3, "is_chance_contradicted": True, "chance_recent_share": 0.3}
    assert sentences.chance_known(EN, row) == (
        "its projection knows only the pace of all regions; known from 3 starts; "
        "in the last six years such chances came true 30% of the time"
    )
    assert sentences.chance_known(ID, {}) == ""


def test_a_target_that_asks_for_nothing_is_never_called_met() -> None:
    row = {"ambition_label": "stretch", "state": "met", "is_asking_nothing": True, "ambition_pool_count": 170}
    assert sentences.ambition(ID, row) == "Target ini tidak meminta perbaikan dari kondisi awalnya."


def test_ambition_counts_in_the_nearest_pool_and_among_all() -> None:
    row = {
        "ambition_label": "rare", "state": "ok", "ambition_pool_count": 170, "ambition_met_count": 1,
        "ambition_horizon_years": 4, "ambition_met_count_all": 4, "ambition_pool_count_all": 680,
    }  # fmt: skip
    assert sentences.ambition(ID, row).endswith("Di semua wilayah: 4 dari 680.")
    assert "1 dari 170" in sentences.ambition(ID, row)
