"""What the bot must be allowed to, bit by bit, and the address by which it is invited. Pure.

docs.discord.com/developers/topics/permissions and /topics/oauth2. Each bit is asked for once, here.
"""

from base64 import urlsafe_b64decode
from binascii import Error
from dataclasses import dataclass
from urllib.parse import urlencode

from digests.errors import ConfigError

AUTHORIZE = "https://discord.com/oauth2/authorize"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """One permission, as Discord's settings call it."""

    name: str
    bit: int
    why: str


PERMISSIONS = (
    Permission(name="View Channels", bit=10, why="see the channels that digests go to"),
    Permission(name="Send Messages", bit=11, why="post digests, and start posts in forums"),
    Permission(
        name="Read Message History",
        bit=16,
        why="find a digest whose posting broke off, instead of posting it twice; answer its first part",
    ),
    Permission(
        name="Send Messages in Threads", bit=38, why="post digests in threads and forum posts"
    ),
)
"""Publishing our own messages in announcement channels takes no more than sending them."""


def permission_bits() -> int:
    """Return all permissions as the number that Discord takes."""
    return sum(1 << permission.bit for permission in PERMISSIONS)


def application_of(token: str) -> str:
    """Return the application that a token is of: its first part, in Base64.

    Raises:
        ConfigError: it is not a bot's token.
    """
    first = token.split(".", 1)[0]
    try:
        found = urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (Error, ValueError):
        found = ""
    if not found.isdigit():
        raise ConfigError(
            "CITEWIRE_DISCORD_TOKEN does not name its application: copy the token anew, or set"
            " CITEWIRE_DISCORD_APPLICATION_ID to the id of the page General Information."
        )
    return found


def server_invite(application: str) -> str:
    """Return where somebody who manages a server adds the bot to it."""
    return _address(
        application, 0, scope="bot applications.commands", permissions=permission_bits()
    )


def personal_invite(application: str) -> str:
    """Return where people add the commands for themselves, to ask anywhere."""
    return _address(application, 1, scope="applications.commands")


def _address(application: str, kind: int, **more: object) -> str:
    query = {"client_id": application, "integration_type": kind, **more}
    return f"{AUTHORIZE}?{urlencode(query)}"
