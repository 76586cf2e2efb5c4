"""Two queries written by hand that the gap mart is held against; what they leave out is written above each."""

# Only what a planner asks first: 20 columns, no null rules, no words, no errors, and only targets that were handed in.
FEW_COLUMNS = """
create or replace table main.minimal_gap as
select t.round_id, t.indicator_code, t.region_id, t.target_year, t.target_value, t.target_low, t.target_high,
    t.submission_id, t.source_cell, b.baseline_year, b.baseline_value, coalesce(d.observed_value, l.latest_value) as c,
    t.target_value - b.baseline_value as baseline_gap, n.target_low as nl, n.target_high as nh,
    case i.good_direction when 'up' then 1 else -1 end
    * (t.target_value - coalesce(d.observed_value, l.latest_value)) as gap,
    p.projection_value, q.chance_band, q.ambition_share, q.ambition_label
from core.target as t
join core.planning_round as r using (round_id)
join core.indicator as i using (indicator_code)
left join core.baseline as b using (round_id, indicator_code, region_id)
left join core.latest_observation as l using (round_id, indicator_code, region_id)
left join core.round_series as d on d.round_id = t.round_id and d.indicator_code = t.indicator_code
    and d.region_id = t.region_id and d.observation_year = t.target_year
left join core.national_target as n on n.document_id = r.national_document_id
    and n.indicator_code = t.indicator_code and n.target_year = t.target_year
left join analysis.projection as p on p.round_id = t.round_id and p.indicator_code = t.indicator_code
    and p.region_id = t.region_id and p.projection_year = t.target_year
left join analysis.prospect as q on q.round_id = t.round_id and q.indicator_code = t.indicator_code
    and q.region_id = t.region_id and q.target_year = t.target_year
"""
# As many columns as the mart, of the same types, and the joins they come from: no methods and no null rules, each
# number by one subtraction or division, each word by one comparison.
ALL_COLUMNS = """
create or replace table main.minimal_wide as
select t.round_id, t.indicator_code, t.region_id, t.target_year, b.baseline_year, b.baseline_value,
    coalesce(d.observation_year, l.latest_year) as latest_year, coalesce(d.observed_value, l.latest_value) as now,
    t.target_value, t.target_low, t.target_high, t.target_value - b.baseline_value as c1, t.target_value - now as c2,
    n.target_low - t.target_value as c3, case when i.kind = 'spm' then 100 - t.target_value end as c4,
    t.target_value < b.baseline_value as c5, c2 / c1 as c6, c2 / (t.target_year - latest_year) as c7,
    c1 / (t.target_year - b.baseline_year) as c8, l.observed_annual_change,
    (now - b.baseline_value) / (latest_year - b.baseline_year) as c9, (now - b.baseline_value) / c1 as c10,
    c9 / c8 as c11, now / b.baseline_value as c12, case when c11 > 1 then 'substantial' else 'moderate' end as c13,
    case when c12 > 0 then 'compound' end as c14, c7 / l.observed_annual_change as c15,
    e.relative_standard_error_pct * now as c16, case when c16 > 0 then 'published' end as c17,
    case when c2 < c16 then 'within' else 'unknown' end as c18,
    case when c9 < c16 then 'within' else 'unknown' end as c19,
    p.projection_value, p.low80, p.high80, p.is_common_pace, q.chance_band, q.chance_band_hard_end, h.origin_count,
    h.recent_share, h.is_contradicted, q.ambition_share, q.ambition_pool_count, q.ambition_met_count,
    q.ambition_pool_count_all, q.ambition_met_count_all, q.ambition_horizon_years, q.ambition_label,
    q.ambition_label_hard_end, case when c2 < 0 then 'met' else 'ok' end as c20,
    case when c2 < 0 then 'met' else q.ambition_label end as c21, d.round_id is not null as c22, l.break_year,
    n.target_low as nl, n.target_high as nh, t.submission_id, t.source_cell, b.source_id, b.vintage,
    coalesce(d.source_id, l.source_id) as c23, coalesce(d.vintage, l.vintage) as c24
from core.target as t
join core.planning_round as r using (round_id)
join core.indicator as i using (indicator_code)
join core.region as g using (region_id)
left join core.baseline as b using (round_id, indicator_code, region_id)
left join core.latest_observation as l using (round_id, indicator_code, region_id)
left join core.round_series as d on d.round_id = t.round_id and d.indicator_code = t.indicator_code
    and d.region_id = t.region_id and d.observation_year = t.target_year
left join core.national_target as n on n.document_id = r.national_document_id
    and n.indicator_code = t.indicator_code and n.target_year = t.target_year
left join core.published_error as e on e.indicator_code = t.indicator_code and e.region_id = t.region_id
    and e.observation_year = coalesce(d.observation_year, l.latest_year)
left join analysis.projection as p on p.round_id = t.round_id and p.indicator_code = t.indicator_code
    and p.region_id = t.region_id and p.projection_year = t.target_year
left join analysis.prospect as q on q.round_id = t.round_id and q.indicator_code = t.indicator_code
    and q.region_id = t.region_id and q.target_year = t.target_year
left join analysis.chance_record as h on h.indicator_code = t.indicator_code and h.region_level = g.region_level
    and h.horizon_years = q.ambition_horizon_years and h.chance_band = q.chance_band
"""
