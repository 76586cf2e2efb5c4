-- The decision book's events as sealed at the last refresh (only ever added), and the lines its sessions hold fast.
create table if not exists register.decision_event (
    event_number bigint primary key,
    event_id varchar not null,
    round_id varchar not null,
    subject_kind varchar not null,
    subject_key varchar not null,
    subject_sequence bigint not null,
    action varchar not null,
    from_state varchar not null,
    to_state varchar not null,
    payload varchar not null,
    actor_issuer varchar not null,
    actor_subject varchar not null,
    actor_name varchar not null,
    actor_role varchar not null,
    acting_unit_code varchar,
    event_at timestamptz not null,
    door varchar not null,
    source_sha256 varchar,
    workflow_version varchar not null,
    previous_hash varchar not null,
    event_hash varchar not null
);

create table if not exists register.frozen_line (
    round_id varchar not null,
    indicator_code varchar not null,
    region_id varchar not null,
    target_year integer not null,
    submission_id varchar not null,
    session_name varchar not null
);

create table if not exists register.desk_row (
    submission_id varchar not null,
    row_number bigint not null,
    source_cell varchar not null,
    session_id varchar not null,
    role_code varchar not null,
    is_whole boolean not null,
    handed_in_by varchar not null,
    received_at timestamptz not null,
    line_key varchar not null,
    seen_sequence bigint,
    decision varchar not null,
    payload varchar not null,
    fault_rule varchar not null,
    fault_written varchar not null
);

create table if not exists register.desk_verdict (
    submission_id varchar not null,
    row_number bigint not null,
    outcome varchar not null,
    rule_id varchar,
    message_id varchar,
    message_en varchar,
    event_number bigint,
    judged_at timestamptz not null
);
