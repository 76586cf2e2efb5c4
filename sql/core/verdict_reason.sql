-- Why a verdict on alignment is what it is, in one sentence per language.
-- grain: verdict_reason
-- units: none
-- nulls: none
with verdict_reason as (
    select
        verdict_reason,
        sentence_id,
        sentence_en
    from (
        values
        (
            'official_only',
            'Angka resmi tidak dapat dihitung dari wilayah; hanya arahnya yang diperiksa.',
            'The official figure cannot be computed from regions; only its direction is checked.'
        ),
        (
            'category',
            'Indikator kategori: hanya sebarannya yang ditunjukkan.',
            'A category: only its distribution is shown.'
        ),
        (
            'nothing_submitted',
            'Belum ada target wilayah yang diterima.',
            'No regional target has been accepted yet.'
        ),
        (
            'weights_missing',
            'Penyebut atau bobot sebagian wilayah tidak ada, jadi tidak digabung.',
            'Denominators or weights of some regions are missing, so nothing is added up.'
        ),
        (
            'no_national_target',
            'Dokumen acuan tidak memuat target untuk tahun ini.',
            'The document held against has no target for this year.'
        ),
        (
            'coverage_too_low',
            'Wilayah yang belum masuk masih dapat membalik hasilnya.',
            'The regions still missing could turn the result.'
        ),
        (
            'within_weight_error',
            'Jaraknya tidak lebih besar daripada kesalahan terukur bobot ditambah pembulatan.',
            'The distance is no larger than the measured error of the weight plus the rounding.'
        ),
        (
            'beyond_best_pace',
            'Tidak terjangkau, juga bila wilayah yang lebih lambat dari sepersepuluh tercepat naik ke laju itu.',
            'Out of reach, even if regions slower than the fastest tenth moved up to that pace.'
        ),
        (
            'bounds_agree',
            'Cakupan rendah, tetapi wilayah yang belum masuk tidak mengubah hasilnya.',
            'Coverage is low, but the missing regions cannot change the result.'
        ),
        (
            'compared',
            'Ujung ringan wilayah dibandingkan dengan ujung ringan target acuan.',
            'Easy end of the regions compared with the easy end of the target held against.'
        )
    ) as sentences (verdict_reason, sentence_id, sentence_en)
)

select * from verdict_reason
