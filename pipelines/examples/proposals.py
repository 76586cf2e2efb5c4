"""DATA CONTOH: outcomes and indicators that example units propose in sheet Outcome; every word is invented."""

from __future__ import annotations

DECREE = "Kepmendagri 050-5889 Tahun 2021"
HEADINGS = ("indikator", "definisi", "pembilang", "penyebut", "satuan", "arah", "sumber", "tahun_pertama", "agregasi")
SUMS = "jumlah pembilang dibagi jumlah penyebut"
Row = dict[str, str]


def _indicator(*values: str) -> Row:
    return dict(zip(HEADINGS, values, strict=True))


REINTEGRATION: Row = {
    "nomor": "1",
    "outcome": "Anak yang keluar dari panti hidup dalam keluarga yang mengasuh",
    "outcome_en": "Children who leave an institution live in a family that cares for them",
    "perubahan_bagi_siapa": "Anak telantar yang selesai diasuh di panti pulang ke keluarga, bukan ke panti lain.",
    "tingkat": "provinsi",
    "kode_program": "1.06.04",
    "dasar_kode_program": DECREE,
    "isu": "pengasuhan; kemiskinan; kearifan lokal",
    "alasan_isu": "RPJMN menyebut penguatan pengasuhan; di daerah banyak panti menjadi tempat tinggal tetap.",
    "keberlanjutan": "Pendampingan keluarga satu tahun sesudah anak pulang tercantum dalam renja dinas.",
    "berbasis_masyarakat": "Pekerja sosial masyarakat dan PKK ikut memilih dan mengunjungi keluarga pengasuh.",
    "kapabilitas": "Yang diukur anak yang bersekolah dan diasuh, bukan paket bantuan yang dibagikan.",
    "kearifan_lokal": "Di Minangkabau anak diasuh bersama ninik mamak, di Bali lewat banjar; rencana memuat perannya.",
}
PREPARED: Row = {
    "nomor": "2",
    "outcome": "Remaja panti siap hidup mandiri saat berusia 18 tahun",
    "outcome_en": "Young people in institutions are ready to live on their own at 18",
    "perubahan_bagi_siapa": "Remaja panti tamat sekolah dan bekerja atau kuliah saat meninggalkan panti.",
    "tingkat": "provinsi",
    "kode_program": "1.06.04",
    "dasar_kode_program": DECREE,
    "isu": "modal manusia; ketenagakerjaan",
    "alasan_isu": "Pengangguran usia 15–24 tahun tertinggi di antara semua kelompok umur.",
    "keberlanjutan": "Kerja sama dengan balai latihan kerja berjalan tiga tahun.",
    "berbasis_masyarakat": "Pelaku usaha setempat menjadi orang tua asuh keterampilan.",
    "kapabilitas": "Diukur dari yang bekerja atau kuliah enam bulan sesudah keluar.",
    "kearifan_lokal": "Belum ada praktik setempat yang disebut.",
}
COUNTED: Row = {
    "nomor": "3",
    "outcome": "Meningkatnya jumlah kegiatan pendampingan anak",
    "perubahan_bagi_siapa": "Belum diuraikan.",
    "tingkat": "provinsi",
    "kode_program": "1.06.04.2.01",
    "dasar_kode_program": DECREE,
    "isu": "pengasuhan",
}
CARED_FOR = _indicator(
    "Persentase anak keluar panti yang tinggal bersama keluarga",
    "Anak yang enam bulan sesudah keluar panti masih tinggal bersama keluarga sendiri atau keluarga pengganti.",
    "anak yang tinggal bersama keluarga enam bulan sesudah keluar",
    "anak yang keluar panti pada tahun itu",
    "persen",
    "naik",
    "laporan panti dan SIKS-NG (contoh)",
    "2023",
    SUMS,
)
RETURNED = _indicator(
    "Indeks mutu pengasuhan keluarga pengganti",
    "Rata-rata nilai kunjungan pekerja sosial, 0 sampai 100.",
    "",
    "",
    "indeks",
    "naik",
    "instrumen kunjungan (contoh)",
    "2025",
    "hanya angka resmi",
)
WORKING = _indicator(
    "Persentase remaja panti yang bekerja atau kuliah",
    "Remaja yang keluar panti pada usia 18 tahun dan bekerja atau kuliah enam bulan kemudian.",
    "remaja yang bekerja atau kuliah",
    "remaja yang keluar panti pada usia 18 tahun",
    "persen",
    "naik",
    "pelacakan alumni panti (contoh)",
    "2024",
    SUMS,
)
REPORTS = _indicator(
    "Jumlah laporan pendampingan", "", "", "", "orang", "naik", "laporan dinas (contoh)", "2024", "jumlah"
)
AT_HOME: Row = {
    "nomor": "1",
    "outcome": "Lansia telantar hidup terawat di rumah sendiri",
    "outcome_en": "Neglected elderly people live cared for in their own homes",
    "perubahan_bagi_siapa": "Lansia yang hidup sendiri makan tiap hari, berobat, dan dikunjungi tetangga.",
    "tingkat": "kabupaten/kota",
    "kode_program": "1.06.04",
    "dasar_kode_program": DECREE,
    "isu": "penuaan penduduk; layanan dasar",
    "alasan_isu": "Penduduk berusia 60 tahun ke atas bertambah di semua provinsi.",
    "keberlanjutan": "Kunjungan dilanjutkan kader posyandu lansia yang sudah dibayar desa.",
    "berbasis_masyarakat": "Tetangga menjadi perawat; jadwalnya disusun rukun warga.",
    "kapabilitas": "Diukur dari lansia yang kembali ikut kegiatan warga.",
    "kearifan_lokal": "Tradisi rewang dan mapalus dipakai untuk merawat bergiliran.",
}
AT_HOME_SHARE = _indicator(
    "Persentase lansia telantar yang dirawat di rumah",
    "Lansia telantar terdata yang dikunjungi paling sedikit dua kali seminggu.",
    "lansia telantar yang dirawat di rumah",
    "lansia telantar yang terdata",
    "persen",
    "naik",
    "data terpadu dan laporan kader (contoh)",
    "2023",
    SUMS,
)
PROPOSALS: dict[tuple[str, str], tuple[Row, ...]] = {
    ("contoh-2026-2", "dit-anak"): (
        REINTEGRATION | CARED_FOR,
        RETURNED,
        PREPARED | WORKING,
        COUNTED | REPORTS,
    ),
    ("contoh-2026-2", "dit-lansia"): (AT_HOME | AT_HOME_SHARE,),
    ("contoh-2027-1", "dit-anak"): (REINTEGRATION | CARED_FOR,),
}
