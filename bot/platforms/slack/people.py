"""Who asks, and whether they may: the person, the channel, and the person in the channel."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.calling import answer
from bot.platforms.slack.manifest import NAME
from digests.errors import PlatformError, UserError
from digests.model import Channel

FRESH = 600.0
"""Seconds for which a person's profile is taken as it was."""
FRESH_STANDING = 30.0
"""Seconds for which it is taken that a person still is a member."""
KEPT = 10_000
PATIENCE = 2.0
"""Seconds that a profile is waited for: without it the person's time zone is not known."""
PAGE = 999
PAGES = 20
"""Of members; whoever is in a larger channel is believed to be in it, as they speak there."""

INVITE = f"Invite me first: /invite @{NAME}. Then say it again."
NOT_A_MEMBER = "Only members of this channel may do this. Join it, then say it again."
NOT_AN_ADMIN = "Only admins of this workspace may do this. Ask one of them to say it here."
NOT_WITH_US = (
    "I can post nothing in a conversation of others. Ask in a channel that has invited me."
)
NOT_HERE = "Digests go to channels. Say this in the channel that is to get them."
NOBODY_CAN_TELL = "Slack does not tell me who is in this channel. Say it again in a minute."
NOT_TOLD = "Slack does not tell me which channels you are in. Open this page again in a minute."
LACKING = (
    "I am not allowed to see who is in which channel. Ask an admin to install Citewire again with the"
    " scopes channels:read and groups:read."
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What Slack says of a person."""

    name: str | None
    zone: str | None
    admin: bool


class _Fresh(Generic[T]):
    """Answers that are kept for a while, where they are worth it."""

    def __init__(self, seconds: float, *, worth: Callable[[T], bool] = lambda _: True) -> None:
        self._seconds = seconds
        self._worth = worth
        self._kept: OrderedDict[tuple[str, ...], tuple[float, T]] = OrderedDict()

    async def get(self, key: tuple[str, ...], ask: Callable[[], Awaitable[T]]) -> T:
        found = self._kept.get(key)
        if found is not None and time.monotonic() - found[0] < self._seconds:
            return found[1]
        value = await ask()
        if not self._worth(value):
            return value
        self._kept[key] = (time.monotonic(), value)
        self._kept.move_to_end(key)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return value


class People:
    """Asks Slack who somebody is, and remembers it for a while."""

    def __init__(self, *, admins_only: bool) -> None:
        self._admins_only = admins_only
        self._profiles: _Fresh[Profile] = _Fresh(FRESH)
        # Who is refused does what the refusal asks for, and says it again: a no is not kept.
        self._channels: _Fresh[dict[str, Any]] = _Fresh(FRESH_STANDING, worth=_with_us)
        self._members: _Fresh[bool] = _Fresh(FRESH_STANDING, worth=bool)

    async def profile(self, client: AsyncWebClient, workspace: str, person: str) -> Profile | None:
        """Return what is known of a person; None where Slack does not say it now."""

        async def ask() -> Profile:
            said = await answer(client.users_info(user=person), "users.info", repeatable=True)
            user = said.get("user") or {}
            shown = user.get("profile") or {}
            return Profile(
                name=shown.get("display_name") or user.get("real_name") or None,
                zone=user.get("tz") or None,
                admin=bool(user.get("is_admin") or user.get("is_owner")),
            )

        try:
            async with asyncio.timeout(PATIENCE):
                return await self._profiles.get((workspace, person), ask)
        except (TimeoutError, PlatformError):
            return None

    async def channels(
        self, client: AsyncWebClient, workspace: str, person: str
    ) -> dict[Channel, str]:
        """Return the channels that both the person and Citewire may see, with their names.

        Raises:
            UserError: Slack does not say it.
        """
        found: dict[Channel, str] = {}
        cursor = ""
        for _ in range(PAGES):
            call = client.users_conversations(
                user=person,
                # Needed where an organisation installed the app; else it says what is so anyway.
                team_id=workspace,
                types="public_channel,private_channel",
                exclude_archived=True,
                limit=PAGE,
                cursor=cursor,
            )
            try:
                said = await answer(call, "users.conversations", repeatable=True)
            except PlatformError as error:
                raise UserError(LACKING if _unscoped(error) else NOT_TOLD) from error
            for one in said.get("channels", ()):
                place = Channel(platform="slack", workspace_id=workspace, channel_id=one["id"])
                found[place] = f"#{one.get('name', one['id'])}"
            cursor = (said.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return found

    async def muted(self, client: AsyncWebClient, workspace: str, channel: str) -> str | None:
        """Return why Citewire can post nothing in a channel, None where it can.

        Raises:
            UserError: Slack does not say it.
        """
        if channel.startswith("D"):
            return NOT_WITH_US
        with _told():
            found = await self._channels.get(
                (workspace, channel), lambda: _channel(client, channel)
            )
        return None if _with_us(found) else INVITE

    async def barred(
        self, client: AsyncWebClient, workspace: str, channel: str, person: str
    ) -> str | None:
        """Return why a person may not manage a channel; None: Citewire and the person are members of it.

        Raises:
            UserError: Slack does not say it.
        """
        if channel.startswith("D"):
            return NOT_HERE
        if muted := await self.muted(client, workspace, channel):
            return muted
        with _told():
            member = await self._members.get(
                (workspace, channel, person), lambda: _is_member(client, channel, person)
            )
        if not member:
            return NOT_A_MEMBER
        if self._admins_only:
            profile = await self.profile(client, workspace, person)
            if profile is None:
                raise UserError(NOBODY_CAN_TELL)
            if not profile.admin:
                return NOT_AN_ADMIN
        return None


def _with_us(channel: Mapping[str, Any]) -> bool:
    """Tell whether Citewire is a member of a channel."""
    return bool(channel.get("is_member"))


async def _channel(client: AsyncWebClient, channel: str) -> dict[str, Any]:
    """Return the channel; of one that Citewire cannot see, that it is no member."""
    try:
        said = await answer(
            client.conversations_info(channel=channel), "conversations.info", repeatable=True
        )
    except PlatformError as error:
        if "channel_not_found" in str(error):
            return {}
        raise
    return dict(said.get("channel") or {})


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except PlatformError as error:
        raise UserError(LACKING if _unscoped(error) else NOBODY_CAN_TELL) from error


def _unscoped(error: PlatformError) -> bool:
    return "missing_scope" in str(error)


async def _is_member(client: AsyncWebClient, channel: str, person: str) -> bool:
    cursor = ""
    for _ in range(PAGES):
        said = await answer(
            client.conversations_members(channel=channel, limit=PAGE, cursor=cursor),
            "conversations.members",
            repeatable=True,
        )
        if person in said.get("members", ()):
            return True
        cursor = (said.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return False
    return True
