"""What Discord's refusals mean for a post. Pure.

Codes: docs.discord.com/developers/topics/opcodes-and-status-codes.
"""

from collections.abc import Mapping
from datetime import timedelta

from digests.errors import PlatformError, Scope, Trouble

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
CROSSPOSTED_ALREADY = 40033
NO_ACCESS, NO_PERMISSION, NO_DIRECT_MESSAGES = 50001, 50013, 50007
NOT_A_TEXT_CHANNEL, ARCHIVED = 50008, 50083
UNREADABLE_HISTORY, LOCKED, TOO_MANY_THREADS = 160002, 160005, 160006
BLOCKED, TITLE_BLOCKED, LINK_BLOCKED = 200000, 200001, 240000
TAG_NEEDED = 40067
THREAD_GONE = frozenset({UNKNOWN_CHANNEL, ARCHIVED, LOCKED})
"""Where the digest has a thread of its own, these say nothing of the channel that it stands in."""

TOKEN_PAUSE = timedelta(minutes=10)
"""A refused token is the operator's to mend: nothing is lost meanwhile, nor any subscription."""
CLOUDFLARE_PAUSE = timedelta(minutes=5)
"""Where it does not say for how long; its bans last up to an hour."""
THREADS_PAUSE = timedelta(minutes=15)

Headers = Mapping[str, str]

_LET_IN = (
    "Give Citewire the permissions View Channel, Send Messages, Send Messages in Threads and Read "
    "Message History there, then say /digest resume in the channel."
)
_TROUBLE: dict[int, tuple[Trouble, str | None]] = {
    UNKNOWN_CHANNEL: (
        Trouble.GONE,
        "The channel was deleted: say /digest subscribe in the channel that takes its place.",
    ),
    NO_ACCESS: (Trouble.GONE, _LET_IN),
    NO_PERMISSION: (Trouble.GONE, _LET_IN),
    NO_DIRECT_MESSAGES: (Trouble.GONE, None),
    NOT_A_TEXT_CHANNEL: (Trouble.GONE, "Say /digest subscribe in a channel that takes messages."),
    ARCHIVED: (Trouble.GONE, "Open the thread again, then say /digest resume in it."),
    LOCKED: (Trouble.GONE, "Unlock the thread, then say /digest resume in it."),
    TOO_MANY_THREADS: (
        Trouble.FAILED,
        "The server has as many active threads as Discord allows: close some that are done.",
    ),
    TAG_NEEDED: (
        Trouble.REFUSED,
        "The forum wants a tag on each post: name one with /digest settings.",
    ),
    **dict.fromkeys(
        (BLOCKED, TITLE_BLOCKED, LINK_BLOCKED),
        (
            Trouble.REFUSED,
            "AutoMod blocked it: let Citewire's role pass in Server Settings, AutoMod.",
        ),
    ),
}


class RefusalError(PlatformError):
    """Discord answered, and not with what was asked for."""

    def __init__(
        self,
        message: str,
        *,
        trouble: Trouble,
        code: int = 0,
        remedy: str | None = None,
        retry_after: timedelta | None = None,
        scope: Scope = Scope.CHANNEL,
    ) -> None:
        super().__init__(
            message, trouble=trouble, retry_after=retry_after, scope=scope, remedy=remedy
        )
        self.code = code
        """Discord's own number of the error, 0 where it gave none."""


def refusal_of(status: int, headers: Headers, body: object, *, writes: bool) -> RefusalError:
    """Return what an answer means that is no success.

    `writes`: what was asked for may have been done all the same, where the server broke.
    """
    said: Mapping[str, object] = body if isinstance(body, Mapping) else {}
    found = said.get("code")
    code = found if isinstance(found, int) else 0
    reason = f"{status} {code} {said.get('message') or 'no reason given'}"[:300]
    if status == 429:
        return _busy(headers, said, reason)
    if status >= 500:
        # 500 and 502 come after a message was taken, too.
        return RefusalError(
            reason, code=code, trouble=Trouble.UNDECIDED if writes else Trouble.FAILED
        )
    if status == 401:
        return RefusalError(
            f"Discord refuses the token: {reason}",
            code=code,
            trouble=Trouble.BUSY,
            scope=Scope.PLATFORM,
            retry_after=TOKEN_PAUSE,
        )
    if status == 403 and not code:
        # Not Discord, but what stands before it.
        return RefusalError(
            reason, trouble=Trouble.BUSY, scope=Scope.PLATFORM, retry_after=CLOUDFLARE_PAUSE
        )
    default = (Trouble.GONE, _LET_IN) if status == 403 else (Trouble.REFUSED, None)
    trouble, remedy = _TROUBLE.get(code, default)
    after = THREADS_PAUSE if code == TOO_MANY_THREADS else None
    return RefusalError(reason, code=code, trouble=trouble, remedy=remedy, retry_after=after)


def _busy(headers: Headers, said: Mapping[str, object], reason: str) -> RefusalError:
    asked = said.get("retry_after", headers.get("Retry-After"))
    try:
        wait = timedelta(seconds=float(str(asked)))
    except (ValueError, OverflowError):
        wait = None
    # What Discord itself says comes `Via` its own proxy; else Cloudflare has banned the address.
    banned = "Via" not in headers or not said
    everywhere = banned or said.get("global") is True or "X-RateLimit-Global" in headers
    return RefusalError(
        f"banned by Cloudflare: {reason}" if banned else reason,
        trouble=Trouble.BUSY,
        scope=Scope.PLATFORM if everywhere else Scope.CHANNEL,
        retry_after=wait or (CLOUDFLARE_PAUSE if banned else None),
    )
