"""Things to come: forward-looking quotes and open questions, with a tag and a date to check."""

from digests.watch.watch import watch_items

__all__ = ["watch_items"]
