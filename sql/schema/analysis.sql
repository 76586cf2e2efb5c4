-- Empty tables that the analysis fills round by round, so that a query finds them before the first analysis has run.
create table if not exists analysis.projection (
    round_id varchar, indicator_code varchar, region_id varchar, from_year integer, projection_year integer,
    projection_value double, low50 double, high50 double, low80 double, high80 double, low95 double, high95 double,
    z_from double, z_mean double, z_sd double, degrees_of_freedom double, scale varchar, is_borrowed boolean,
    is_common_pace boolean, state varchar
);

create table if not exists analysis.prospect (
    round_id varchar, indicator_code varchar, region_id varchar, target_year integer, chance_share double,
    chance_band varchar, chance_band_hard_end varchar, ambition_share double, ambition_pool_count bigint,
    ambition_met_count bigint, ambition_share_all double, ambition_pool_count_all bigint,
    ambition_met_count_all bigint, ambition_horizon_years integer, ambition_label varchar,
    ambition_label_hard_end varchar, state varchar
);

create table if not exists analysis.suggestion (
    round_id varchar, indicator_code varchar, parent_region_id varchar, target_year integer, region_id varchar,
    suggested_value double, suggested_low double, suggested_high double, best_plausible_value double
);

create table if not exists analysis.feasibility (
    round_id varchar, indicator_code varchar, parent_region_id varchar, target_year integer, outcome varchar,
    is_feasible boolean, national_target_value double, submitted_value double, best_feasible_value double,
    remainder_value double, best_tenth_value double, common_percentile double, horizon_years integer,
    pool_count bigint, region_count bigint
);

create table if not exists analysis.backtest (
    indicator_code varchar, region_level varchar, method varchar, horizon_years integer, forecast_count bigint,
    mean_absolute_error double, coverage80 double, coverage95 double, interval_score80 double
);

create table if not exists analysis.rule_hit_rate (
    indicator_code varchar, region_level varchar, rule varchar, horizon_years integer, case_count bigint,
    met_count bigint, met_share double, origin_count bigint, first_origin_year integer, last_origin_year integer
);

create table if not exists analysis.observation_noise (
    round_id varchar, indicator_code varchar, region_level varchar, scale varchar, noise_z_sd double,
    lowest_z_sd double, highest_z_sd double, region_count bigint, pair_count bigint
);

create table if not exists analysis.shared_pace (
    round_id varchar, indicator_code varchar, parent_region_id varchar, target_year integer, region_id varchar,
    from_year integer, pace_value double
);

create table if not exists analysis.chance_record (
    indicator_code varchar, region_level varchar, horizon_years integer, chance_band varchar, forecast_count bigint,
    origin_count bigint, came_true_share double, recent_origin_count bigint, recent_share double,
    is_contradicted boolean
);

create table if not exists analysis.reviewer_agreement (
    round_id varchar, criterion_code varchar, judged_count bigint, exact_share double, adjacent_share double,
    alpha double, alpha_low95 double, alpha_high95 double
);
