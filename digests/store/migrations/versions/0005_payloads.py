"""Which deliveries have a body, for removing those that none has."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_deliveries_payload", "deliveries", ["payload"])


def downgrade() -> None:
    """Drop the index."""
    op.drop_index("ix_deliveries_payload", "deliveries")
