"""The tables of the book as SQLAlchemy sees them; alembic makes them in migrations/versions."""

from __future__ import annotations

import sqlalchemy as sa

REVISION = "0001"  # the newest file of migrations/versions; a test holds the two together

metadata = sa.MetaData()

event = sa.Table(
    "event",
    metadata,
    sa.Column("event_number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("event_id", sa.String(36), nullable=False, unique=True),
    sa.Column("round_id", sa.Text, nullable=False),
    sa.Column("subject_kind", sa.Text, nullable=False),
    sa.Column("subject_key", sa.Text, nullable=False),
    sa.Column("subject_sequence", sa.BigInteger, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("from_state", sa.Text, nullable=False),
    sa.Column("to_state", sa.Text, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("actor_issuer", sa.Text, nullable=False),
    sa.Column("actor_subject", sa.Text, nullable=False),
    sa.Column("actor_name", sa.Text, nullable=False),
    sa.Column("actor_role", sa.Text, nullable=False),
    sa.Column("acting_unit_code", sa.Text),
    sa.Column("at", sa.String(27), nullable=False),
    sa.Column("door", sa.Text, nullable=False),
    sa.Column("source_sha256", sa.String(64)),
    sa.Column("workflow_version", sa.Text, nullable=False),
    sa.Column("previous_hash", sa.String(64), nullable=False),
    sa.Column("event_hash", sa.String(64), nullable=False),
    sa.UniqueConstraint("subject_key", "subject_sequence"),
)

# one row: what the next event follows; locked by a writer until its events are in
head = sa.Table(
    "book_head",
    metadata,
    sa.Column("head_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("event_number", sa.BigInteger, nullable=False),
    sa.Column("event_hash", sa.String(64), nullable=False),
    sa.Column("at", sa.String(27), nullable=False),
)

subject_state = sa.Table(
    "subject_state",
    metadata,
    sa.Column("subject_key", sa.Text, primary_key=True),
    sa.Column("subject_kind", sa.Text, nullable=False),
    sa.Column("round_id", sa.Text, nullable=False),
    sa.Column("indicator_code", sa.Text),
    sa.Column("region_id", sa.Text),
    sa.Column("target_year", sa.Integer),
    sa.Column("person", sa.Text),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    sa.Column("event_number", sa.BigInteger, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Index("subject_of_round", "subject_kind", "round_id", "indicator_code"),
    sa.Index("subject_of_person", "person"),
)

ended_session = sa.Table(
    "ended_session",
    metadata,
    sa.Column("session_key", sa.String(128), primary_key=True),
    sa.Column("issuer", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("ended_at", sa.String(27), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

segment = sa.Table(
    "segment",
    metadata,
    sa.Column("first_number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("last_number", sa.BigInteger, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("sealed_at", sa.String(27), nullable=False),
)
