"""Things to come: forward-looking quotes and open questions, with a tag and a date to check."""

from digests.watch.ahead import due_in
from digests.watch.tags import MAX_WORDS, tag_of
from digests.watch.watch import watch_items

__all__ = ["MAX_WORDS", "due_in", "tag_of", "watch_items"]
