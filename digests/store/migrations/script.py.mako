"""${message}."""

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """${message}."""
    ${upgrades if upgrades else ""}


def downgrade() -> None:
    """Take it back."""
    ${downgrades if downgrades else ""}
