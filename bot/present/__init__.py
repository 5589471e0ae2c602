"""From a digest or a reply to the tree that every renderer reads."""

from bot.present.answer import present_reply
from bot.present.digest import present

__all__ = ["present", "present_reply"]
