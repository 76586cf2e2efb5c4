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
        progress_status,
        chance_band,
        ambition_label
    from mart.target_gap
    where
        state not in (
            'ok', 'no_baseline', 'stale_baseline', 'no_target', 'met', 'equals_baseline', 'worse_than_baseline',
            'due_met', 'due_missed', 'boundary_break', 'insufficient_data'
        )
        or progress_status not in ('met', 'substantial', 'moderate', 'limited', 'deterioration', 'not_available')
        or chance_band not in ('<5', '5-20', '20-50', '50-80', '>80')
        or ambition_label not in ('below_trend', 'on_trend', 'stretch', 'beyond_precedent', 'not_available')
        or state is null
        or progress_status is null
        or ambition_label is null
)

select * from unheard
