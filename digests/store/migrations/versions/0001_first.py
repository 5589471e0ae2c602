"""The first tables: feeds, entries, articles, stories, facts, digests, and the search index."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKeyConstraint,
    Integer,
    Interval,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

revision = "0001"
down_revision = None

Moment = DateTime(timezone=True)
RowNumber = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _make_articles()
    _make_entries()
    _make_findings()
    _make_digests()
    _make_search()


def downgrade() -> None:
    """Drop every table, and with them all that is kept."""
    for table in (
        "article_search",
        "digest_sources",
        "digests",
        "facts",
        "fact_readings",
        "story_articles",
        "stories",
        "entries",
        "articles",
        "article_versions",
        "feed_states",
    ):
        op.drop_table(table)


def _make_articles() -> None:
    op.create_table(
        "article_versions",
        Column("n", RowNumber, nullable=False),
        Column("article_id", Text, nullable=False),
        Column("version", Integer, nullable=False),
        Column("feed_id", Text, nullable=False),
        Column("url", Text),
        Column("url_key", Text),
        Column("outlet", Text, nullable=False),
        Column("tier", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("byline", Text),
        Column("published_at", Moment, nullable=False),
        Column("date_source", Text, nullable=False),
        Column("fetched_at", Moment, nullable=False),
        Column("text", Text, nullable=False),
        Column("text_sha256", Text, nullable=False),
        Column("raw_sha256", Text, nullable=False),
        Column("extractor", Text, nullable=False),
        Column("language", Text),
        Column("wrote", Text, nullable=False),
        Column("wrote_quote", Text),
        Column("wrote_signal", Text),
        Column("suspicious", Text),
        PrimaryKeyConstraint("n", name="pk_article_versions"),
        UniqueConstraint("article_id", "version", name="uq_article_versions_article_id_version"),
    )
    op.create_table(
        "articles",
        Column("id", Text, nullable=False),
        Column("newest", RowNumber, nullable=False),
        Column("text_sha256", Text, nullable=False),
        Column("url_key", Text),
        Column("published_at", Moment, nullable=False),
        PrimaryKeyConstraint("id", name="pk_articles"),
        UniqueConstraint("newest", name="uq_articles_newest"),
        ForeignKeyConstraint(["newest"], ["article_versions.n"], name="fk_articles_newest"),
    )
    op.create_index("ix_articles_published_at", "articles", ["published_at"])
    op.create_index("ix_articles_url_key", "articles", ["url_key"])


def _make_entries() -> None:
    op.create_table(
        "feed_states",
        Column("feed_id", Text, nullable=False),
        Column("health", Text, nullable=False),
        Column("etag", Text),
        Column("last_modified", Text),
        Column("body_sha256", Text),
        Column("polled_at", Moment),
        Column("succeeded_at", Moment),
        Column("next_poll_at", Moment),
        Column("failures", Integer, nullable=False),
        Column("problem", Text),
        Column("moved_to", Text),
        Column("moved_since", Moment),
        Column("interval", Interval),
        PrimaryKeyConstraint("feed_id", name="pk_feed_states"),
    )
    op.create_table(
        "entries",
        Column("id", Text, nullable=False),
        Column("feed_id", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("guid", Text),
        Column("url", Text),
        Column("url_key", Text),
        Column("title", Text, nullable=False),
        Column("byline", Text),
        Column("dated_at", Moment, nullable=False),
        Column("date_source", Text, nullable=False),
        Column("first_seen_at", Moment, nullable=False),
        Column("html", Text, nullable=False),
        Column("html_sha256", Text, nullable=False),
        Column("silent", Boolean, nullable=False),
        Column("undatable", Boolean, nullable=False),
        Column("changes", Integer, nullable=False),
        Column("waiting", Boolean, nullable=False),
        Column("article_id", Text),
        Column("unread_reason", Text),
        Column("attempts", Integer, nullable=False),
        PrimaryKeyConstraint("id", name="pk_entries"),
        UniqueConstraint("feed_id", "key", name="uq_entries_feed_id_key"),
        ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_entries_article_id"),
        ForeignKeyConstraint(["feed_id"], ["feed_states.feed_id"], name="fk_entries_feed_id"),
    )
    op.create_index("ix_entries_article_id", "entries", ["article_id"])
    op.create_index("ix_entries_url_key", "entries", ["url_key"])
    op.create_index(
        "ix_entries_waiting",
        "entries",
        ["feed_id", "dated_at"],
        sqlite_where=text("waiting = 1"),
        postgresql_where=text("waiting"),
    )


def _make_findings() -> None:
    op.create_table(
        "stories",
        Column("n", RowNumber, nullable=False),
        Column("topic_id", Text, nullable=False),
        Column("since", Moment, nullable=False),
        Column("until", Moment, nullable=False),
        Column("position", Integer, nullable=False),
        Column("id", Text, nullable=False),
        Column("lead", Text, nullable=False),
        Column("first_at", Moment, nullable=False),
        Column("last_at", Moment, nullable=False),
        PrimaryKeyConstraint("n", name="pk_stories"),
        UniqueConstraint(
            "topic_id",
            "since",
            "until",
            "position",
            name="uq_stories_topic_id_since_until_position",
        ),
    )
    op.create_table(
        "story_articles",
        Column("story", RowNumber, nullable=False),
        Column("position", Integer, nullable=False),
        Column("article_id", Text, nullable=False),
        Column("copy_of", Text),
        Column("similarity", Float),
        PrimaryKeyConstraint("story", "position", name="pk_story_articles"),
        ForeignKeyConstraint(
            ["story"], ["stories.n"], ondelete="CASCADE", name="fk_story_articles_story"
        ),
    )
    op.create_index("ix_story_articles_article_id", "story_articles", ["article_id"])
    op.create_table(
        "fact_readings",
        Column("article_id", Text, nullable=False),
        Column("text_sha256", Text, nullable=False),
        PrimaryKeyConstraint("article_id", "text_sha256", name="pk_fact_readings"),
        ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_fact_readings_article_id"),
    )
    op.create_table(
        "facts",
        Column("article_id", Text, nullable=False),
        Column("text_sha256", Text, nullable=False),
        Column("position", Integer, nullable=False),
        Column("id", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("object", Text),
        Column("role", Text),
        Column("people", JSON, nullable=False),
        Column("affiliation", Text),
        Column("amount", Text),
        Column("happened_on", Date),
        Column("happened_until", Date),
        Column("modality", Text, nullable=False),
        Column("quote_start", Integer, nullable=False),
        Column("quote_end", Integer, nullable=False),
        PrimaryKeyConstraint("article_id", "text_sha256", "position", name="pk_facts"),
        ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_facts_article_id"),
    )


def _make_digests() -> None:
    op.create_table(
        "digests",
        Column("n", RowNumber, nullable=False),
        Column("id", Text, nullable=False),
        Column("topic_id", Text, nullable=False),
        Column("since", Moment, nullable=False),
        Column("until", Moment, nullable=False),
        Column("format", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("content_sha256", Text, nullable=False),
        Column("created_at", Moment, nullable=False),
        Column("feed_ids", JSON, nullable=False),
        Column("body", Text, nullable=False),
        PrimaryKeyConstraint("n", name="pk_digests"),
        UniqueConstraint("id", name="uq_digests_id"),
        UniqueConstraint(
            "topic_id",
            "since",
            "until",
            "format",
            "language",
            "content_sha256",
            name="uq_digests_text",
        ),
    )
    op.create_table(
        "digest_sources",
        Column("digest_id", Text, nullable=False),
        Column("n", Integer, nullable=False),
        Column("article_id", Text, nullable=False),
        Column("text_sha256", Text, nullable=False),
        PrimaryKeyConstraint("digest_id", "n", name="pk_digest_sources"),
        ForeignKeyConstraint(["digest_id"], ["digests.id"], name="fk_digest_sources_digest_id"),
    )
    op.create_index("ix_digest_sources_article_id", "digest_sources", ["article_id"])


def _make_search() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # Contentless: article_versions holds the words already. `porter` stems English.
        op.execute(
            "CREATE VIRTUAL TABLE article_search USING fts5("
            "title, body, content='', tokenize='porter unicode61')"
        )
    else:
        op.execute(
            "CREATE TABLE article_search ("
            "n BIGINT PRIMARY KEY REFERENCES article_versions (n), words TSVECTOR NOT NULL)"
        )
        op.execute("CREATE INDEX ix_article_search_words ON article_search USING gin (words)")
