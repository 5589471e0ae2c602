"""The addresses of record pages: plain where the operator made the topic public, else signed.

A signed address names one page and the second until which it holds; whoever has it may read that
page, and nobody else may. Signatures are HMAC-SHA256 (RFC 2104) under the operator's key.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from digests.model import Digest, Published

EVERY = "*"
_LONGEST_TIME = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Who may read which page, and how it is addressed."""

    base: str | None
    """Where people reach the web server, without a slash at its end; None: nobody can."""
    public: frozenset[str]
    """Topics whose pages are for everybody; `*`: all."""
    key: str | None
    """Signs the addresses of all other pages; None: nobody can read those."""
    lasts: timedelta
    """For how long a signed address holds."""

    def is_public(self, topic_id: str | None) -> bool:
        """Tell whether a topic's pages are for everybody; None: what is about all topics."""
        return EVERY in self.public or topic_id in self.public

    def query(self, subject: str, until: int) -> str:
        """Return the query by which a page (`d/ID`, `t/TOPIC`) may be read until then."""
        return urlencode({"until": until, "sig": self._signature(subject, until)})

    def allows(self, subject: str, *, until: str, signature: str, now: datetime) -> bool:
        """Tell whether a query as it came allows reading a page now."""
        if self.key is None or not (until.isascii() and until.isdecimal()):
            return False
        if len(until) > _LONGEST_TIME or int(until) <= now.timestamp():
            return False
        made = self._signature(subject, int(until))
        return hmac.compare_digest(made.encode(), signature.encode(errors="replace"))

    def url(self, subject: str, *, public: bool, now: datetime) -> str | None:
        """Return a page's address; None where nobody could read it."""
        if self.base is None or not (public or self.key):
            return None
        address = f"{self.base}/{subject}"
        return address if public else f"{address}?{self.query(subject, self._until(now))}"

    def record_url(self, published: Published, now: datetime) -> str | None:
        """Return the address of the page of a digest or a reply; None where it would open nothing.

        An answer is private until it is shared: only a signed address holds before and after.
        """
        if isinstance(published, Digest):
            public = self.is_public(published.topic_id)
            return self.url(f"d/{published.id}", public=public, now=now)
        return self.url(f"a/{published.id}", public=False, now=now)

    def posted_url(self, published: Published, now: datetime) -> str | None:
        """Return the address of the page of what a channel sees that is not private."""
        signed = self.record_url(published, now)
        if signed or not self.is_public(published.topic_id):
            return signed
        return self.url(f"a/{published.id}", public=True, now=now)

    def _until(self, now: datetime) -> int:
        """Return the end in whole days, so that the address of a message stays the same for a day."""
        day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return int((day + self.lasts).timestamp())

    def _signature(self, subject: str, until: int) -> str:
        key = (self.key or "").encode()
        made = hmac.new(key, f"citewire page\n{subject}\n{until}".encode(), hashlib.sha256)
        return urlsafe_b64encode(made.digest()).decode().rstrip("=")
