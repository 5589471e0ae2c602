"""From a digest or a reply to the tree that every renderer reads."""

from bot.present.answer import present_reply
from bot.present.digest import present
from bot.present.evidence import present_evidence

__all__ = ["present", "present_evidence", "present_reply"]
