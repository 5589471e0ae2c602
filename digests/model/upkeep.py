"""How long what is kept is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LEAST_KEPT = timedelta(days=90)
"""No shorter term is taken: an entry's text is compared, and read again, for so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """What is older than a moment goes, where nothing that stays needs it."""

    before: datetime
    now: datetime
    digests: bool = False
    """Digests go too; else each one stays that was published, and with it all that it cites."""
