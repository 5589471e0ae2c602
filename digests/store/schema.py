"""The tables, the same on SQLite and PostgreSQL.

An article's newest version is what operations ask for, so `articles` names it and repeats what they
select by; `article_versions` is append-only. The full-text index `article_search` is of the
engine's own kind: only the first migration makes it, and only `digests.store.fulltext` uses it.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    Interval,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)

from digests.store.columns import Dollars, Moment, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself in an INTEGER PRIMARY KEY only.
RowNumber = BigInteger().with_variant(Integer(), "sqlite")

feed_states = Table(
    "feed_states",
    metadata,
    Column("feed_id", Words, primary_key=True),
    Column("health", Words, nullable=False),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("body_sha256", Words),
    Column("polled_at", Moment),
    Column("succeeded_at", Moment),
    Column("next_poll_at", Moment),
    Column("failures", Integer, nullable=False),
    Column("problem", Words),
    Column("moved_to", Words),
    Column("moved_since", Moment),
    Column("interval", Interval),
)

article_versions = Table(
    "article_versions",
    metadata,
    Column("n", RowNumber, primary_key=True),
    Column("article_id", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Column("feed_id", Words, nullable=False),
    Column("url", Words),
    Column("url_key", Words),
    Column("outlet", Words, nullable=False),
    Column("tier", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("byline", Words),
    Column("published_at", Moment, nullable=False),
    Column("date_source", Words, nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("text", Words, nullable=False),
    Column("text_sha256", Words, nullable=False),
    Column("raw_sha256", Words, nullable=False),
    Column("extractor", Words, nullable=False),
    Column("language", Words),
    Column("wrote", Words, nullable=False),
    Column("wrote_quote", Words),
    Column("wrote_signal", Words),
    Column("suspicious", Words),
    UniqueConstraint("article_id", "version"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Words, primary_key=True),
    Column("newest", RowNumber, ForeignKey("article_versions.n"), nullable=False, unique=True),
    Column("text_sha256", Words, nullable=False),
    Column("url_key", Words, index=True),
    Column("published_at", Moment, nullable=False, index=True),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Words, primary_key=True),
    Column("feed_id", Words, ForeignKey("feed_states.feed_id"), nullable=False),
    Column("key", Words, nullable=False),
    Column("guid", Words),
    Column("url", Words),
    Column("url_key", Words, index=True),
    Column("title", Words, nullable=False),
    Column("byline", Words),
    Column("dated_at", Moment, nullable=False),
    Column("date_source", Words, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("html", Words, nullable=False),
    Column("html_sha256", Words, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("undatable", Boolean, nullable=False),
    Column("changes", Integer, nullable=False),
    # To be read: it never was, or its text has changed. The article of the last reading stays tied.
    Column("waiting", Boolean, nullable=False),
    Column("article_id", Words, ForeignKey("articles.id"), index=True),
    Column("unread_reason", Words),
    Column("attempts", Integer, nullable=False),
    UniqueConstraint("feed_id", "key"),
)

# Few entries wait at any time, of however many there are. SQLite uses the index only where a query
# has these very words.
Index(
    "ix_entries_waiting",
    entries.c.feed_id,
    entries.c.dated_at,
    sqlite_where=text("waiting = 1"),
    postgresql_where=entries.c.waiting,
)

stories = Table(
    "stories",
    metadata,
    Column("n", RowNumber, primary_key=True),
    Column("topic_id", Words, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", Words, nullable=False),
    Column("lead", Words, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    UniqueConstraint("topic_id", "since", "until", "position"),
)

# Members and copies in one table: what a trace asks is which stories hold an article at all.
story_articles = Table(
    "story_articles",
    metadata,
    Column("story", RowNumber, ForeignKey("stories.n", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("article_id", Words, nullable=False, index=True),
    Column("copy_of", Words),
    Column("similarity", Float),
)

# A row says that the facts of a text were taken, even if there were none.
fact_readings = Table(
    "fact_readings",
    metadata,
    Column("article_id", Words, ForeignKey("articles.id"), primary_key=True),
    Column("text_sha256", Words, primary_key=True),
)

facts = Table(
    "facts",
    metadata,
    Column("article_id", Words, ForeignKey("articles.id"), primary_key=True),
    Column("text_sha256", Words, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", Words, nullable=False),
    Column("type", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("object", Words),
    Column("role", Words),
    Column("people", JSON, nullable=False),
    Column("affiliation", Words),
    Column("amount", Words),
    Column("happened_on", Date),
    Column("happened_until", Date),
    Column("modality", Words, nullable=False),
    Column("quote_start", Integer, nullable=False),
    Column("quote_end", Integer, nullable=False),
)

digests = Table(
    "digests",
    metadata,
    Column("n", RowNumber, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("topic_id", Words, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("format", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("content_sha256", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("feed_ids", JSON, nullable=False),
    Column("body", Words, nullable=False),
    UniqueConstraint(
        "topic_id", "since", "until", "format", "language", "content_sha256", name="uq_digests_text"
    ),
)

digest_sources = Table(
    "digest_sources",
    metadata,
    Column("digest_id", Words, ForeignKey("digests.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("article_id", Words, nullable=False, index=True),
    Column("text_sha256", Words, nullable=False),
)

# What lists show of a digest: see `digests.store.archive`.
digest_listings = Table(
    "digest_listings",
    metadata,
    Column("n", RowNumber, primary_key=True),
    Column("digest_id", Words, ForeignKey("digests.id"), nullable=False, unique=True),
    Column("topic_id", Words, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("supersedes", Words, index=True),
    Column("tags", Words, nullable=False),
    Column("story_ids", Words, nullable=False),
    Column("said", Words, nullable=False),
    Column("body", Words, nullable=False),
)

Index(
    "ix_digest_listings_topic_created",
    digest_listings.c.topic_id,
    digest_listings.c.created_at,
)

replies = Table(
    "replies",
    metadata,
    Column("n", RowNumber, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("topic_id", Words),
    Column("answered", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("body", Words, nullable=False),
)

reply_sources = Table(
    "reply_sources",
    metadata,
    Column("reply_id", Words, ForeignKey("replies.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("article_id", Words, nullable=False, index=True),
    Column("text_sha256", Words, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("n", RowNumber, primary_key=True),
    Column("asker", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("question", Words, nullable=False),
    Column("topic_id", Words),
    Column("time_words", Words),
    Column("since", Moment),
    Column("reply_id", Words),
)

Index("ix_turns_asker_at", turns.c.asker, turns.c.at)

# What was read into memory is brought up to date by `n`, so no number may come twice.
vectors = Table(
    "vectors",
    metadata,
    Column("n", RowNumber, primary_key=True),
    Column("model", Words, nullable=False),
    Column("article_id", Words, ForeignKey("articles.id"), nullable=False),
    Column("text_sha256", Words, nullable=False),
    Column("position", Integer, nullable=False),
    Column("passage_start", Integer, nullable=False),
    Column("passage_end", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    UniqueConstraint("article_id", "model", "text_sha256", "position", name="uq_vectors_passage"),
    sqlite_autoincrement=True,
)

# The ledger: a row for each call, of which at most one with a key is in flight or has brought something.
llm_calls = Table(
    "llm_calls",
    metadata,
    Column("n", RowNumber, primary_key=True),
    Column("key", Words, nullable=False),
    Column("model", Words, nullable=False),
    Column("prompt", Words, nullable=False),
    Column("run", Words),
    Column("channel", Words),
    Column("state", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("expected_tokens", Integer, nullable=False),
    Column("expected_usd", Dollars),
    Column("input_tokens", Integer),
    Column("output_tokens", Integer),
    Column("cost_usd", Dollars),
    Column("unheard", Integer, nullable=False),
    Column("reused", Integer, nullable=False),
    Column("reply", Words),
    Column("reply_model", Words),
    Column("reason", Words),
    # What counts against budgets, which follows from the columns above.
    Column("counted_tokens", BigInteger, nullable=False),
    Column("counted_usd", Dollars),
)

Index("ix_llm_calls_at", llm_calls.c.at)
Index("ix_llm_calls_run", llm_calls.c.run)
Index("ix_llm_calls_channel_at", llm_calls.c.channel, llm_calls.c.at)
Index(
    "uq_llm_calls_key_open",
    llm_calls.c.key,
    unique=True,
    sqlite_where=llm_calls.c.state != "lost",
    postgresql_where=llm_calls.c.state != "lost",
)
