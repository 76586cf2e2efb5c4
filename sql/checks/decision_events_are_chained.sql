-- Do the sealed decisions follow each other without a gap, each naming the hash of the one before?
-- severity: blocking
-- why: minutes rest on the decision book; a hole or a foreign event in it must not reach an edition
with followed as (
    select
        event_number,
        previous_hash,
        row_number() over (order by event_number) as place,
        lag(event_hash) over (order by event_number) as hash_before
    from register.decision_event
),

astray as (
    select
        event_number,
        place
    from followed
    where event_number <> place or (hash_before is not null and previous_hash <> hash_before)
)

select * from astray
