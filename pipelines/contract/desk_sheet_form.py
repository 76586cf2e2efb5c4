"""The fixed shape of a desk sheet (selaras-meja-1): its sheets, headings and hidden lines.

Whoever reads a workbook asks whether it is one, so nothing is imported here; what ties its lines together stands beside
the decisions, in decisions/sheets/sheet_form.py.
"""

TEMPLATE, VERSION = "selaras-meja-1", "1"
DESK_SHEET, META_SHEET, LIST_SHEET = "Meja", "_meta", "_daftar"
HEADING_ROW = 5
LOCKED = ("kode_baris", "indikator", "wilayah", "tahun", "usulan", "angka_kl_tercatat", "status")
FILLED = {
    "keputusan": "action",
    "angka_kl": "ministry",
    "angka_sepakat": "agreed",
    "alasan": "reason",
    "pernyataan_daerah": "statement_region",
    "pernyataan_kl": "statement_ministry",
    "forum_berikutnya": "next_forum",
}
ROW_KEY = "baris "  # a hidden line per row: `baris <kode_baris>` and the sequence it was written at
