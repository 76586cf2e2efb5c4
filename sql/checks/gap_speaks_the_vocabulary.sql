-- Does every word in the gaps come from the vocabulary?
-- severity: blocking
-- why: other people read these words by machine (contracts.md section 5)
with unheard as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        state,
        standing,
        progress_status,
        chance_band,
        ambition_label,
        met_certainty
    from mart.target_gap
    where
        state not in (
            'ok', 'no_baseline', 'stale_baseline', 'no_target', 'met', 'equals_baseline', 'worse_than_baseline',
            'due_met', 'due_missed', 'boundary_break', 'insufficient_data'
        )
        or standing not in (
            'rejected', 'late', 'not_submitted', 'zero', 'missed', 'asking_nothing', 'met', 'easier_than_today',
            'too_uncertain', 'below_trend', 'on_trend', 'stretch', 'rare', 'beyond_precedent', 'no_data',
            'not_available'
        )
        or progress_status not in ('met', 'substantial', 'moderate', 'limited', 'deterioration', 'not_available')
        or chance_band not in ('<5', '5-20', '20-50', '50-80', '>80')
        or ambition_label not in (
            'easier_than_today', 'too_uncertain', 'below_trend', 'on_trend', 'stretch', 'rare', 'beyond_precedent',
            'not_available'
        )
        or met_certainty not in ('clear', 'within_error', 'unknown')
        or change_certainty not in ('clear', 'within_error', 'unknown')
        or state is null
        or standing is null
        or progress_status is null
        or ambition_label is null
)

select * from unheard
