-- The register: what was received, as it was received. Rows are only ever added; nothing here is changed or removed.
create table if not exists register.reception (
    reception_number bigint primary key,
    submission_id varchar not null,
    file_name varchar not null,
    received_at timestamptz not null,
    door varchar not null,
    outcome varchar not null
);

create table if not exists register.submission (
    submission_id varchar primary key,
    round_id varchar,
    unit_code varchar,
    template varchar,
    form varchar not null,
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

create table if not exists register.judged_cell (
    submission_id varchar not null,
    cell_number bigint not null,
    source_cell varchar not null,
    sheet varchar not null,
    row_number bigint not null,
    written varchar not null,
    verdict varchar not null,
    indicator_code varchar,
    region_id varchar,
    target_year integer,
    target_low double,
    target_high double,
    target_value double,
    printed_order varchar,
    denominator double,
    confidence varchar,
    is_provisional boolean,
    justification varchar,
    note varchar
);

create table if not exists register.finding (
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
    target_year integer,
    is_justified boolean not null
);

create table if not exists register.judged_criterion (
    submission_id varchar not null,
    indicator_code varchar not null,
    region_id varchar not null,
    criterion_code varchar not null,
    assessor_kind varchar not null,
    level integer,
    is_not_applicable boolean not null,
    reason varchar,
    evidence varchar,
    source_cell varchar not null
);

create table if not exists register.judged_outcome (
    submission_id varchar not null,
    outcome_code varchar not null,
    statement_id varchar not null,
    statement_en varchar not null,
    change_for_whom varchar not null,
    outcome_level varchar,
    programme_code varchar not null,
    programme_decree varchar not null,
    issue_tags varchar not null,
    issue_words varchar not null,
    sustainability_words varchar not null,
    community_words varchar not null,
    capability_words varchar not null,
    local_wisdom_words varchar not null,
    justification varchar not null,
    source_cell varchar not null
);

create table if not exists register.judged_indicator (
    submission_id varchar not null,
    proposal_code varchar not null,
    outcome_code varchar not null,
    name_id varchar not null,
    definition_id varchar not null,
    numerator varchar not null,
    denominator varchar not null,
    unit_written varchar not null,
    unit_of_measure varchar,
    good_direction varchar not null,
    source varchar not null,
    first_year integer,
    aggregation varchar,
    justification varchar not null,
    source_cell varchar not null
);

create table if not exists register.unlock (
    submission_id varchar not null,
    unlocked_by varchar not null,
    reason varchar not null,
    unlocked_at timestamptz not null
);

create table if not exists register.withdrawal (
    submission_id varchar not null,
    withdrawn_by varchar not null,
    reason varchar not null,
    withdrawn_at timestamptz not null
);

create table if not exists register.quarantined_cell (
    submission_id varchar not null,
    source_cell varchar not null,
    check_name varchar not null,
    written varchar not null,
    message_id varchar not null,
    message_en varchar not null,
    indicator_code varchar,
    region_id varchar,
    target_year integer,
    set_aside_at timestamptz not null
);

-- What closed rounds have seen: kept when an edition with them is published, and never another figure afterwards.
create table if not exists register.seen_figure (
    round_id varchar not null,
    indicator_code varchar not null,
    region_id varchar not null,
    observation_year integer not null,
    observed_value double not null,
    period varchar not null,
    vintage date not null,
    source_id varchar not null,
    trust varchar not null,
    seen_at timestamptz not null
);

create table if not exists register.seen_source (
    source_id varchar not null,
    seen_at timestamptz not null
);
