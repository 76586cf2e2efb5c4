"""The sentences of the brief in both languages; which numbers fill them is decided in brief.py."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "language": {"id": "id", "en": "en"},
    "title": {"id": "{name} ({round_id}), {edition}", "en": "{name} ({round_id}), {edition}"},
    "example": {
        "id": "DATA CONTOH: angka putaran ini dibuat untuk peragaan.",
        "en": "EXAMPLE DATA: the figures of this round are synthetic.",
    },
    "none": {"id": "tidak ada", "en": "none"},
    "sums": {
        "id": "Apakah target provinsi bila digabung mencapai target nasional?",
        "en": "Do the provinces' targets add up to the nation's?",
    },
    "sum_short": {
        "id": "{indicator_name} {target_year}: gabungan daerah {regions}, nasional {nation}; ujung mudah {easy_end} "
        "kurang {distance} poin dari ujung mudah nasional ({submitted} dari {expected} daerah).",
        "en": "{indicator_name} {target_year}: regions together {regions}, nation {nation}; their easy end {easy_end} "
        "falls {distance} points short of the nation's easy end ({submitted} of {expected} regions).",
    },
    "sum_enough": {
        "id": "{indicator_name} {target_year}: gabungan daerah {regions}, nasional {nation}; ujung mudah {easy_end} "
        "memenuhi ujung mudah nasional, berjarak {distance} poin ({submitted} dari {expected} daerah).",
        "en": "{indicator_name} {target_year}: regions together {regions}, nation {nation}; their easy end {easy_end} "
        "meets the nation's easy end, {distance} points apart ({submitted} of {expected} regions).",
    },
    "sum_unsure": {
        "id": "{indicator_name} {target_year}: gabungan daerah {regions} ({submitted} dari {expected} daerah); "
        "belum dapat dikatakan. {reason}",
        "en": "{indicator_name} {target_year}: regions together {regions} ({submitted} of {expected} regions); "
        "cannot say. {reason}",
    },
    "no_sum": {
        "id": "{indicator_name} {target_year}: tidak dijumlahkan. {reason}",
        "en": "{indicator_name} {target_year}: not added up. {reason}",
    },
    "sensitivity": {
        "id": "dengan bobot lain ({other}): {value}",
        "en": "with the other weight ({other}): {value}",
    },
    "survey_population": {"id": "penduduk survei", "en": "survey population"},
    "labour_force": {"id": "angkatan kerja", "en": "labour force"},
    "registered_population": {"id": "penduduk terdaftar", "en": "registered population"},
    "met_when_issued": {
        "id": "Target yang sudah tercapai pada kondisi awal ketika ditetapkan",
        "en": "Targets that the baseline had met when they were issued",
    },
    "met_when_issued_line": {
        "id": "{indicator_name} {target_year}: {count} ({regions})",
        "en": "{indicator_name} {target_year}: {count} ({regions})",
    },
    "due": {"id": "Target yang tahunnya sudah teramati", "en": "Targets whose year has been observed"},
    "due_line": {
        "id": "{indicator_name} {target_year}: {met_count} dari {due_count} tercapai",
        "en": "{indicator_name} {target_year}: {met_count} of {due_count} met",
    },
    "beyond": {
        "id": "Target tanpa preseden: kurang dari 1 % perubahan lalu yang setara sebaik yang diperlukan",
        "en": "Targets beyond precedent: fewer than 1 % of comparable past changes were as good as needed",
    },
    "beyond_line": {
        "id": "{indicator_name} {target_year}, {region_name}: {from_value} ({from_year}) ke {target_value}; "
        "{met_count} dari {pool_count} perubahan {years} tahun sebaik itu",
        "en": "{indicator_name} {target_year}, {region_name}: {from_value} ({from_year}) to {target_value}; "
        "{met_count} of {pool_count} past {years}-year changes were as good",
    },
    "labels_line": {
        "id": "{indicator_name} {target_year}: di bawah tren {below_trend}, sesuai tren {on_trend}, "
        "menantang {stretch}, tanpa preseden {beyond_precedent}",
        "en": "{indicator_name} {target_year}: below trend {below_trend}, on trend {on_trend}, stretch {stretch}, "
        "beyond precedent {beyond_precedent}",
    },
    "best_tenth": {
        "id": "Bila semua daerah bergerak dengan laju sepersepuluh terbaik di masa lalu",
        "en": "If every region moved at the pace of the best tenth of the past",
    },
    "best_tenth_line": {
        "id": "{indicator_name} {target_year}: {best_tenth_value}; target nasional {national_target_value}, "
        "usulan daerah {submitted_value} ({pool_count} perubahan {horizon_years} tahun)",
        "en": "{indicator_name} {target_year}: {best_tenth_value}; national target {national_target_value}, "
        "regions' proposals {submitted_value} ({pool_count} past {horizon_years}-year changes)",
    },
    "percentile_line": {
        "id": "laju bersama yang mencapai target nasional dicapai oleh {share} % perubahan lalu",
        "en": "the common pace that reaches the national target was matched by {share} % of past changes",
    },
    "no_percentile_line": {
        "id": "belum ada satu pun perubahan lalu secepat laju bersama yang mencapai target nasional",
        "en": "not one past change was as fast as the common pace that would reach the national target",
    },
    "no_peers": {
        "id": "tidak ada deret sekelas yang cukup untuk dibandingkan",
        "en": "there is no series of peers long enough to compare with",
    },
    "adjustment": {"id": "Usulan penyesuaian", "en": "Suggested adjustment"},
    "adjustment_line": {
        "id": "{region_name}: {target_value} menjadi {suggested_value} ({suggested_low}–{suggested_high})",
        "en": "{region_name}: {target_value} becomes {suggested_value} ({suggested_low}–{suggested_high})",
    },
    "outcome_adjusted": {
        "id": "{indicator_name} {target_year}: {national_target_value} dapat dicapai bila usulan berubah menjadi",
        "en": "{indicator_name} {target_year}: {national_target_value} can be reached if proposals become",
    },
    "outcome_already_met": {
        "id": "{indicator_name} {target_year}: usulan sudah mencapai {national_target_value}; "
        "tidak ada yang perlu diubah",
        "en": "{indicator_name} {target_year}: the proposals reach {national_target_value}; nothing needs to change",
    },
    "outcome_infeasible": {
        "id": "{indicator_name} {target_year}: tidak layak; nilai terbaik yang masih masuk akal {best_feasible_value}, "
        "tersisa {remainder} poin menuju {national_target_value}",
        "en": "{indicator_name} {target_year}: infeasible; the best plausible value is {best_feasible_value}, "
        "{remainder} points short of {national_target_value}",
    },
    "outcome_insufficient_data": {
        "id": "{indicator_name} {target_year}: belum dapat dikatakan; bobot, deret, atau wilayah sekelas kurang",
        "en": "{indicator_name} {target_year}: cannot say; weights, series or peers are missing",
    },
    "nothing_ahead": {
        "id": "tidak ada tahun target di depan yang dapat dijumlahkan",
        "en": "no target year ahead can be added up",
    },
}
