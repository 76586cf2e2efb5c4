-- Does a label of ambition say what the distance and the counts of past changes say?
-- severity: blocking
-- why: no word is stronger than its number: beyond precedent means that not one past change was as large
with contradiction as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        gap_value,
        ambition_label,
        ambition_met_count,
        ambition_pool_count,
        ambition_met_count_all
    from mart.target_gap
    where
        (ambition_label = 'beyond_precedent' and ambition_met_count + ambition_met_count_all > 0)
        or (ambition_label = 'beyond_precedent' and coalesce(ambition_pool_count, 0) = 0)
        or (ambition_label = 'rare' and coalesce(ambition_met_count, 0) + coalesce(ambition_met_count_all, 0) = 0)
        or (ambition_label = 'easier_than_today' and gap_value > 0 and not is_due)
        or (ambition_label not in ('easier_than_today', 'not_available') and gap_value < 0 and not is_due)
        or (ambition_met_count > ambition_met_count_all)
)

select * from contradiction
