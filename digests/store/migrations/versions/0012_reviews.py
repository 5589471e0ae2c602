"""Who reviewed which digest, and as what it is kept since."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

revision = "0012"
down_revision = "0010"

Moment = DateTime(timezone=True)
RowNumber = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "reviews",
        Column("n", RowNumber, nullable=False),
        Column("digest_id", Text, nullable=False),
        Column("reviewed_as", Text, nullable=False),
        Column("reviewer", Text, nullable=False),
        Column("at", Moment, nullable=False),
        Column("reviewed_sha256", Text, nullable=False),
        PrimaryKeyConstraint("n", name="pk_reviews"),
        UniqueConstraint("digest_id", name="uq_reviews_digest_id"),
    )


def downgrade() -> None:
    """Drop it, and with it which digests were reviewed."""
    op.drop_table("reviews")
