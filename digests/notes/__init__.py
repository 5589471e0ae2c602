"""Reading notes: observations on a source's wording that rules can decide, each with its words."""

from digests.notes.notes import MOST, wording_notes
from digests.notes.wording import NOTE_TEXT

__all__ = ["MOST", "NOTE_TEXT", "wording_notes"]
