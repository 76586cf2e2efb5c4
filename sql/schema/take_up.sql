-- What regions took over, as they handed it in: their work plans, cell by cell. Rows are only ever added.
create table if not exists register.take_up_file (
    submission_id varchar primary key,
    round_id varchar not null,
    region_id varchar not null,
    unit_code varchar not null,
    layout varchar not null,
    file_name varchar not null,
    received_at timestamptz not null,
    received_sequence bigint not null,
    judged_status varchar not null,
    offered_count bigint not null,
    accepted_count bigint not null,
    rejected_count bigint not null,
    blank_count bigint not null,
    ruleset_version varchar not null
);

create table if not exists register.take_up_cell (
    submission_id varchar not null,
    cell_number bigint not null,
    source_cell varchar not null,
    row_number bigint not null,
    written varchar not null,
    verdict varchar not null,
    refusing_rule varchar,
    indicator_code varchar not null,
    region_id varchar not null,
    target_year integer not null,
    target_low double,
    target_high double,
    target_value double
);

create table if not exists register.take_up_finding (
    submission_id varchar not null,
    finding_number bigint not null,
    rule_id varchar not null,
    severity varchar not null,
    sheet varchar not null,
    source_cell varchar not null,
    written varchar not null,
    message_id varchar not null,
    message_en varchar not null,
    indicator_code varchar,
    region_id varchar,
    target_year integer
);
