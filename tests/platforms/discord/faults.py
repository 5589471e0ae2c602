"""What Discord does to a request that it does not simply serve."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens to one request."""

    status: int
    body: Json | str = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    accepted: bool = False
    """What was asked for was done all the same."""
    silent: bool = False
    """No answer, and the connection stays."""
    dropped: bool = False
    """No answer: the connection is closed."""


@dataclass(slots=True, kw_only=True)
class Planned:
    """A fault that waits for its request."""

    fault: Fault
    method: str
    path: str
    """A pattern that the path after `/v10` matches somewhere."""
    times: int
    after: int

    def meets(self, method: str, path: str) -> bool:
        """Tell whether this request is met by the fault."""
        if self.times == 0 or method != self.method or not re.search(self.path, path):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.times -= 1
        return True


def error(status: int, code: int, message: str = "") -> Fault:
    """Return Discord's own way of refusing."""
    return Fault(status=status, body={"code": code, "message": message or f"error {code}"})


def busy(seconds: float = 2.0, *, everywhere: bool = False, shared: bool = False) -> Fault:
    """Return a rate limit, of the route or of the whole bot."""
    scope = "shared" if shared else "global" if everywhere else "user"
    headers = {"Via": "1.1 google", "Retry-After": str(seconds), "X-RateLimit-Scope": scope}
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    body = {"message": "You are being rate limited.", "retry_after": seconds, "global": everywhere}
    return Fault(status=429, body=body, headers=headers)


def banned(seconds: int = 60) -> Fault:
    """Return what Cloudflare says: no JSON, and nothing of it came `Via` Discord."""
    return Fault(status=429, body="error code: 1015", headers={"Retry-After": str(seconds)})


MISSING_ACCESS = error(403, 50001, "Missing Access")
MISSING_PERMISSIONS = error(403, 50013, "Missing Permissions")
UNKNOWN_CHANNEL = error(404, 10003, "Unknown Channel")
BLOCKED = error(400, 200000, "Message was blocked by automatic moderation")
TOO_MANY_THREADS = error(400, 160006, "Maximum number of active threads reached")
UNAUTHORIZED = error(401, 0, "401: Unauthorized")
BROKEN = Fault(status=502, body="bad gateway")
BROKEN_AFTER = Fault(status=502, body="bad gateway", accepted=True)
DROPPED_AFTER = Fault(status=0, accepted=True, dropped=True)
SILENT_AFTER = Fault(status=0, accepted=True, silent=True)
DROPPED = Fault(status=0, dropped=True)
