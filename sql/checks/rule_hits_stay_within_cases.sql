-- Does every hit rate of a rule count no more hits than targets, and at least one target?
-- severity: blocking
-- why: a planner chooses a rule by "k of n"; a rate without cases would look like evidence
with beyond as (
    select
        indicator_code,
        region_level,
        rule,
        horizon_years,
        met_count,
        case_count
    from analysis.rule_hit_rate
    where
        not coalesce(case_count > 0 and met_count between 0 and case_count, false)
        or not coalesce(met_share between 0 and 1, false)
        or not coalesce(origin_count > 0 and first_origin_year <= last_origin_year, false)
)

select * from beyond
