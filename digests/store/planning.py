"""What is put into the outbox: plans of subscriptions that are due, and single messages."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from digests.model import Delivery, Planned
from digests.model.ids import sha256
from digests.store.bulk import insert_missing, update_by
from digests.store.delivery_rows import delivery_fields, slot_fields
from digests.store.delivery_schema import deliveries, lanes, payloads, slots, subscriptions
from digests.store.statements import chunks, queue_by


def plan(connection: Connection, planned: Sequence[Planned]) -> int:
    """Keep what is still due, and return how many that were."""
    _one_after_the_other(connection)
    return sum([_plan_each_once(connection, once) for once in _rounds(planned)])


def enqueue(connection: Connection, found: Sequence[Delivery]) -> int:
    """Keep deliveries that belong to no slot, and return how many are new."""
    _one_after_the_other(connection)
    return _put_out(connection, found)


def _one_after_the_other(connection: Connection) -> None:
    """Let the order of `n` be the order of commits.

    Rows of two transactions at once would have their numbers mixed, and with them the parts of two
    digests in one channel; and a message could be posted before one of a lower number is seen.
    """
    queue_by(connection, "outbox")


def _rounds(planned: Iterable[Planned]) -> list[list[Planned]]:
    """Return the plans in lists that name no subscription twice: a later plan goes on from it."""
    seen: Counter[str] = Counter()
    rounds: defaultdict[int, list[Planned]] = defaultdict(list)
    for one in planned:
        rounds[seen[one.slot.subscription_id]].append(one)
        seen[one.slot.subscription_id] += 1
    return [rounds[number] for number in sorted(rounds)]


def _plan_each_once(connection: Connection, planned: Sequence[Planned]) -> int:
    due = _still_due(connection, planned)
    kept = insert_missing(
        connection,
        slots,
        [slot_fields(slot) for one in due for slot in (*one.skipped, one.slot)],
        slots.c.subscription_id,
        slots.c.due_at,
    )
    new_slots = {(row.subscription_id, row.due_at) for row in kept}
    new = [one for one in due if (one.slot.subscription_id, one.slot.due_at) in new_slots]
    _put_out(connection, [delivery for one in new for delivery in one.deliveries])
    update_by(
        connection,
        subscriptions,
        subscriptions.c.id,
        [
            {
                "id": one.slot.subscription_id,
                "due_at": one.after.due_at,
                "covered_until": one.after.covered_until,
                "shown": list(one.after.shown),
            }
            for one in due
        ],
    )
    return len(new)


def _still_due(connection: Connection, planned: Sequence[Planned]) -> list[Planned]:
    """Return the plans whose subscription is due at their first time, and keep it so to the end."""
    query = select(subscriptions.c.id, subscriptions.c.due_at).where(
        subscriptions.c.paused.is_(None)
    )
    due_at = {}
    # In order of ids: whoever locks several rows meets another's at the first of them.
    for chunk in chunks(sorted(one.slot.subscription_id for one in planned)):
        of_chunk = query.where(subscriptions.c.id.in_(chunk)).order_by(subscriptions.c.id)
        found = connection.execute(of_chunk.with_for_update())
        due_at.update({row.id: row.due_at for row in found})
    return [
        one
        for one in planned
        if due_at.get(one.slot.subscription_id) == (*one.skipped, one.slot)[0].due_at
    ]


def _put_out(connection: Connection, found: Sequence[Delivery]) -> int:
    bodies = _Bodies()
    rows = [delivery_fields(one, bodies.key(one.payload)) for one in found]
    insert_missing(
        connection,
        payloads,
        [{"sha256": key, "body": body} for key, body in sorted(bodies.by_key.items())],
        payloads.c.sha256,
    )
    names = sorted({one.lane for one in found})
    insert_missing(connection, lanes, [{"lane": name} for name in names], lanes.c.lane)
    return len(insert_missing(connection, deliveries, rows, deliveries.c.n))


class _Bodies:
    """Payloads as canonical JSON by its SHA-256, each object written once."""

    def __init__(self) -> None:
        self.by_key: dict[str, str] = {}
        self._keys: dict[int, tuple[str, Mapping[str, Any]]] = {}

    def key(self, payload: Mapping[str, object]) -> str:
        """Return the payload's key."""
        known = self._keys.get(id(payload))
        if known is not None:
            return known[0]
        body = json.dumps(payload, sort_keys=True, separators=(",", ":"))
        key = sha256(body)
        self.by_key[key] = body
        # Held, so that no other object gets its id meanwhile.
        self._keys[id(payload)] = (key, payload)
        return key
