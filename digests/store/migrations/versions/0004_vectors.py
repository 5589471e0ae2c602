"""Vectors of passages, for stores that an embedding model is configured for."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "vectors",
        Column("n", BigInteger().with_variant(Integer(), "sqlite"), nullable=False),
        Column("model", Text, nullable=False),
        Column("article_id", Text, nullable=False),
        Column("text_sha256", Text, nullable=False),
        Column("position", Integer, nullable=False),
        Column("passage_start", Integer, nullable=False),
        Column("passage_end", Integer, nullable=False),
        Column("vector", LargeBinary, nullable=False),
        PrimaryKeyConstraint("n", name="pk_vectors"),
        UniqueConstraint(
            "article_id", "model", "text_sha256", "position", name="uq_vectors_passage"
        ),
        ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_vectors_article_id"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop the table, and with it all vectors."""
    op.drop_table("vectors")
