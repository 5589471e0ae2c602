"""Entries that come under other keys."""

from collections.abc import Mapping, Sequence

from digests.model import Entry


def rekeyings(wanted: Sequence[Entry], held: Mapping[str, str]) -> list[Entry]:
    """Return those of the wanted changes of keys that leave every key to one entry.

    `held` says which entry has a key now. A key stays with an entry that keeps it.
    """
    moves: dict[str, Entry] = {}
    for entry in {entry.key: entry for entry in reversed(wanted)}.values():
        moves[entry.id] = entry
    while blocked := [
        entry.id for entry in moves.values() if held.get(entry.key, entry.id) not in moves
    ]:
        for entry_id in blocked:
            del moves[entry_id]
    return list(moves.values())
