"""What one poll means: pure decisions on what is new, what changed and when to ask again."""

from digests.intake.decide import WINDOW, decide
from digests.intake.pace import hold_back, is_due, poll_address, registrable_domain

__all__ = ["WINDOW", "decide", "hold_back", "is_due", "poll_address", "registrable_domain"]
