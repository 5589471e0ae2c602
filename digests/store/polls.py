"""Feeds' states and entries: what polling writes and reading asks for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, literal, or_, select, update

from digests.model import Entry, FeedState, KnownEntries, PollRecord
from digests.store.columns import Words
from digests.store.keys import rekeyings
from digests.store.refusals import no_entry
from digests.store.rows import (
    AnyRow,
    Fields,
    entry_fields,
    entry_of,
    known_entry_of,
    state_fields,
    state_of,
)
from digests.store.schema import entries, feed_states
from digests.store.statements import chunks, insert, rows_in


def feed_states_of(connection: Connection, feed_ids: Sequence[str] | None) -> dict[str, FeedState]:
    """Return the states that exist, by feed id; None means all."""
    query = select(feed_states).order_by(feed_states.c.feed_id)
    if feed_ids is None:
        rows: list[AnyRow] = list(connection.execute(query))
    else:
        rows = rows_in(connection, query, feed_states.c.feed_id, feed_ids)
    return {row.feed_id: state_of(row) for row in rows}


def known_entries(connection: Connection, feed_id: str) -> KnownEntries:
    """Return a feed's entries without their texts."""
    known = (
        entries.c.id,
        entries.c.key,
        entries.c.guid,
        entries.c.url_key,
        entries.c.title,
        entries.c.dated_at,
        entries.c.html_sha256,
        entries.c.date_source,
        entries.c.first_seen_at,
        entries.c.silent,
        entries.c.changes,
    )
    found = connection.execute(select(*known).where(entries.c.feed_id == feed_id))
    return KnownEntries(by_id={row.id: known_entry_of(row) for row in found})


def save_poll(connection: Connection, record: PollRecord) -> None:
    """Keep a poll; on PostgreSQL the state's row, written first, makes polls of a feed queue."""
    state = insert(connection, feed_states)
    connection.execute(
        state.on_conflict_do_update(
            index_elements=["feed_id"],
            set_={c.name: state.excluded[c.name] for c in feed_states.c if not c.primary_key},
        ),
        state_fields(record.state),
    )
    _rekey(connection, record)
    if record.new:
        new = insert(connection, entries).on_conflict_do_nothing()
        connection.execute(new, [entry_fields(entry) for entry in record.new])
    if record.changed:
        connection.execute(_CHANGE, [_changed_fields(entry) for entry in record.changed])


def unread_entries(
    connection: Connection, feed_ids: Sequence[str], *, since: datetime | None, limit: int
) -> list[Entry]:
    """Return what waits to be read, newest first."""
    query = select(entries).where(entries.c.waiting)
    if since is not None:
        query = query.where(entries.c.dated_at >= since)
    query = query.order_by(entries.c.dated_at.desc(), entries.c.id).limit(max(limit, 0))
    rows = rows_in(connection, query, entries.c.feed_id, feed_ids)
    # Each chunk of feeds brought its own newest.
    rows.sort(key=lambda row: row.id)
    rows.sort(key=lambda row: row.dated_at, reverse=True)
    return [entry_of(row) for row in rows[: max(limit, 0)]]


def tie_entry(connection: Connection, entry_id: str, article_id: str) -> None:
    """Say that the entry's article is kept.

    Raises:
        StoreError: there is no such entry.
    """
    tied = connection.execute(
        update(entries)
        .where(entries.c.id == entry_id)
        .values(article_id=article_id, waiting=False, unread_reason=None)
    )
    if tied.rowcount == 0:
        raise no_entry(entry_id)


def save_unreadable(connection: Connection, entry_id: str, reason: str, *, final: bool) -> None:
    """Count a failed reading; an entry that another worker has read by now stays read."""
    counted = connection.execute(
        update(entries).where(entries.c.id == entry_id).values(attempts=entries.c.attempts + 1)
    )
    if counted.rowcount == 0:
        raise no_entry(entry_id)
    if final:
        connection.execute(
            update(entries)
            .where(entries.c.id == entry_id, entries.c.waiting)
            .values(waiting=False, unread_reason=reason)
        )


def _rekey(connection: Connection, record: PollRecord) -> None:
    if not record.rekeyed:
        return
    of_feed = select(entries.c.key, entries.c.id).where(entries.c.feed_id == record.state.feed_id)
    rows = rows_in(connection, of_feed, entries.c.key, (e.key for e in record.rekeyed))
    moves = rekeyings(record.rekeyed, {row.key: row.id for row in rows})
    # Entries may swap keys: all of them let go of the old ones first.
    for chunk in chunks(entry.id for entry in moves):
        connection.execute(
            update(entries)
            .where(entries.c.id.in_(chunk))
            .values(key=literal("\x01", Words).concat(entries.c.id))
        )
    if moves:
        connection.execute(_REKEY, [_rekeyed_fields(entry) for entry in moves])


_REKEY = (
    update(entries)
    .where(entries.c.id == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in ("key", "guid", "url", "url_key")})
)

_CONTENT = ("url", "url_key", "title", "byline", "html_sha256")

# What is the same as kept stays read, so that a poll can be saved twice.
_CHANGE = (
    update(entries)
    .where(
        entries.c.id == bindparam("of"),
        or_(*(entries.c[name].is_distinct_from(bindparam(f"new_{name}")) for name in _CONTENT)),
    )
    .values(
        {name: bindparam(f"new_{name}") for name in (*_CONTENT, "html", "changes")}
        | {"waiting": True, "unread_reason": None, "attempts": 0}
    )
)


def _rekeyed_fields(entry: Entry) -> Fields:
    return {
        "of": entry.id,
        "new_key": entry.key,
        "new_guid": entry.guid,
        "new_url": entry.url,
        "new_url_key": entry.url_key,
    }


def _changed_fields(entry: Entry) -> Fields:
    names = (*_CONTENT, "html", "changes")
    return {"of": entry.id, **{f"new_{name}": getattr(entry, name) for name in names}}
