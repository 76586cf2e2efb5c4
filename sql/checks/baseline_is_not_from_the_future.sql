-- Is every baseline from the baseline year of its round or before, and not from before a break?
-- severity: blocking
-- why: a later observation is `latest`, never the baseline (methods.md section 1)
with too_late as (
    select
        baseline.round_id,
        baseline.indicator_code,
        baseline.region_id,
        baseline.baseline_year,
        planning_round.baseline_year as round_baseline_year
    from core.baseline
    inner join core.planning_round on baseline.round_id = planning_round.round_id
    where baseline.baseline_year > planning_round.baseline_year
)

select * from too_late
