"""From a digest to the tree that every renderer reads."""

from bot.present.digest import present

__all__ = ["present"]
