"""The first form of the book: events that can only be added, what stands, and two ledgers.

Revision ID: 0001
"""

from alembic import op

from pipelines.contract.decisions.event import FIRST_HASH
from pipelines.contract.decisions.store.tables import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

REFUSES = "an event of the decision book can be neither changed nor deleted"
SQLITE = [
    f"create trigger event_no_{verb} before {verb} on event begin select raise(abort, '{REFUSES}'); end"
    for verb in ("update", "delete")
]
POSTGRESQL = [
    f"create function event_refuses() returns trigger language plpgsql as $$ begin raise exception '{REFUSES}'; end $$",
    "create trigger event_no_change before update or delete on event for each row execute function event_refuses()",
    "create trigger event_no_truncate before truncate on event for each statement execute function event_refuses()",
]


def upgrade() -> None:
    connection = op.get_bind()
    metadata.create_all(connection, checkfirst=False)
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    op.execute(f"insert into book_head (head_id, event_number, event_hash, at) values (1, 0, '{FIRST_HASH}', '')")


def downgrade() -> None:
    raise NotImplementedError("The decision book is never taken back to an earlier form.")
