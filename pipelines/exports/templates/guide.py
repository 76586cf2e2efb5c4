"""The words of sheet Petunjuk: lines and the filled example row, in Indonesian with some English. No drawing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast
from zoneinfo import ZoneInfo

from pipelines.exports.templates.facts import TemplateFacts
from pipelines.reference.model import PlanningRound

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}

COLUMNS = (
    ("kode_indikator … target_nasional", "Sudah terisi dan terkunci. Bila ada yang keliru, tulis di kolom catatan."),
    ("tahun_kondisi_awal, kondisi_awal", "Angka terbit terakhir sampai tahun dasar putaran, beserta tahunnya."),
    ("target_lalu", "Target yang diterima pada putaran sebelumnya untuk tahun target terakhir."),
    ("target_nasional", "Target nasional seperti tercetak, tahunnya di dalam kurung."),
    (
        "target_<tahun>",
        "Isi di sini: angka, atau rentang seperti 4,5–5,0. Kosong = belum diusulkan, bukan nol.",
    ),
    ("penyebut", "Jumlah sasaran (orang) yang menjadi pembagi, bila indikatornya persentase dari sasaran."),
    ("sementara", "Pilih ya bila angka masih dapat berubah."),
    (
        "alasan",
        "Satu kalimat bila target tidak biasa: jauh dari kondisi awal, lebih buruk, atau tetap.",
    ),
    ("data_dukung", "Nama dokumen atau tautan yang mendukung."),
    ("catatan", "Hal lain yang perlu diketahui."),
)
OUTCOME_COLUMNS = (
    ("Outcome: nomor, outcome", "Nomor yang sama untuk semua baris satu outcome; tulis apa yang berubah bagi warga."),
    ("perubahan_bagi_siapa, tingkat", "Siapa yang merasakan perubahan itu, dan pada tingkat pemerintahan mana."),
    ("kode_program, dasar_kode_program", "Kode program tiga bagian, misalnya 1.06.04, dan keputusan yang memuatnya."),
    ("isu, alasan_isu", "Isu nasional dan daerah yang dijawab, dipisah titik koma, beserta alasannya."),
    ("keberlanjutan … kearifan_lokal", "Dengan kata-kata unit sendiri; praktik setempat disebut namanya."),
    ("indikator … agregasi", "Satu baris satu indikator: nama, definisi, pembilang, penyebut, satuan, arah, sumber."),
    ("alasan", "Satu kalimat bila outcome atau indikator tidak biasa."),
)


def deadline(planning_round: PlanningRound) -> str:
    """Write the closing instant in the round's own zone: '10 Februari 2025 pukul 23.59 WIB'."""
    local = planning_round.closes_at.astimezone(ZoneInfo(planning_round.time_zone))
    zone = ZONE_NAMES.get(planning_round.time_zone, planning_round.time_zone)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year} pukul {local:%H.%M} {zone}"


def guide_lines(facts: TemplateFacts) -> list[str]:
    """Give the steps a unit follows, Indonesian first."""
    return [
        f"Buku kerja ini milik {facts.unit.name_id} untuk {facts.planning_round.name_id}.",
        "Sesudah batas waktu berkas ditandai terlambat dan ditahan sampai dibuka.",
        "1. Buka lembar Target dan isi sel kuning saja. Sel abu-abu terkunci.",
        "2. Angka desimal boleh dengan koma atau titik, sama di seluruh lembar; jangan menulis satuan di dalam sel.",
        "3. Biarkan kosong bila belum ada usulan. Kosong tidak dibaca sebagai nol.",
        "4. Bila Excel bertanya saat Anda mengetik rentang, pilih Ya.",
        "5. Lembar Kriteria: nilai usulan Anda sendiri, tingkat 0–3; kosong berarti belum dinilai, bukan 0.",
        "6. Tingkat 2 dan 3 memerlukan bukti; 'tidak berlaku' memerlukan alasan.",
        "7. Lembar Outcome, bila ada yang diusulkan: satu nomor satu outcome, satu baris satu indikator; boleh kosong.",
        "8. Simpan sebagai .xlsx tanpa sandi dan tanpa makro, lalu kirim. Nama berkas bebas.",
        "9. Perbaikan: kirim seluruh buku kerja lagi; berkas terakhir yang berlaku.",
    ]


ENGLISH_LINES = (
    "In short: fill only the yellow cells of sheet Target; grey cells are locked reference figures.",
    "A number or a range (4,5–5,0). Blank means not proposed and is never read as zero.",
    "Give one sentence in column alasan when a target is unusual. Assess your proposal in sheet Kriteria (levels 0–3).",
    "Sheet Outcome takes proposals of outcomes and their indicators, one number an outcome; it may stay empty.",
    "Save as .xlsx without password or macro and hand in the whole workbook; the last one received counts.",
)


def criteria_lines(facts: TemplateFacts) -> list[tuple[str, str, str]]:
    """Give (criterion, level, anchor) for each level of each criterion, in Indonesian."""
    lines = []
    for criterion in facts.criteria:
        levels = cast("Iterable[dict[str, object]]", criterion["levels"])
        lines += [
            (str(criterion["name_id"]), str(level.get("level", position)), str(level["anchor_id"]))
            for position, level in enumerate(levels)
        ]
    return lines


def example_row(facts: TemplateFacts, width: int) -> list[str | float]:
    """Give one filled row: the unit's first owed row with invented targets; only the example's own words are marked."""
    locked = [cell if cell is not None else "" for cell in facts.rows[0].locked_cells()]
    years = len(facts.planning_round.target_years)
    targets: list[str | float] = ["4,5–5,0" if place == years - 1 and years > 1 else 5.5 for place in range(years)]
    after = ["", "ya", "contoh: program baru mulai tahun ini", "contoh: RKPD tahun ini, tabel 2.1", ""]
    return [*locked, *targets, *after][:width]
