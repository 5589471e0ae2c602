"""Slack as a `Platform`: posts, edits, and looks for what may have been posted."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from typing_extensions import override

from bot.platforms.slack.bodies import edited, posted
from bot.platforms.slack.calling import answer
from bot.platforms.slack.charts import share_chart
from bot.platforms.slack.looking import find
from bot.platforms.slack.workspaces import Workspace, Workspaces
from bot.render.momentum import chart_in
from digests.errors import PlatformError, Trouble
from digests.model import Message, MessageRef
from digests.ports import Platform

_PEOPLE = ("U", "W")
"""How the ids of people begin."""

_Result = TypeVar("_Result")


class SlackPlatform(Platform):
    """Posts with the token of each message's workspace."""

    dedupes_for = timedelta()
    """Slack knows no key by which an equal post is the same one."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self._conversations: dict[tuple[str, str], str] = {}
        """Workspace and person -> the conversation with them."""

    @override
    async def post(self, message: Message) -> MessageRef:
        return await self._in_workspace(message, self._post)

    @override
    async def find(self, message: Message) -> MessageRef | None:
        return await self._in_workspace(message, self._find)

    async def _in_workspace(
        self, message: Message, act: Callable[[Workspace, Message], Awaitable[_Result]]
    ) -> _Result:
        """Act, and once more where the app was installed anew since: the first was refused."""
        team_id = message.channel.workspace_id
        workspace = await self._workspaces.workspace(team_id)
        try:
            return await act(workspace, message)
        except PlatformError as error:
            if error.trouble is not Trouble.REVOKED:
                raise
            fresh = await self._workspaces.workspace(team_id, unlike=workspace.token)
            if fresh.token == workspace.token:
                raise
        return await act(fresh, message)

    async def _post(self, workspace: Workspace, message: Message) -> MessageRef:
        to = await self._conversation(workspace, message)
        if message.replaces is not None:
            method, body = "chat.update", edited(message, to=to)
        else:
            if (chart := chart_in(message.payload)) is not None:
                file_id = await share_chart(workspace.client, message, chart, to=to)
                if file_id is not None:
                    return MessageRef(channel=message.channel, message_id=file_id)
            method, body = "chat.postMessage", posted(message, to=to)
        call = workspace.client.api_call(method, json=body)
        said = await answer(call, method, repeatable=message.replaces is not None)
        return MessageRef(channel=message.channel, message_id=str(said["ts"]))

    async def _find(self, workspace: Workspace, message: Message) -> MessageRef | None:
        to = await self._conversation(workspace, message)
        ts = await find(workspace.client, message, channel=to)
        return MessageRef(channel=message.channel, message_id=ts) if ts else None

    async def _conversation(self, workspace: Workspace, message: Message) -> str:
        """Return the channel, or the conversation with a person, opened: with owners only."""
        place = message.channel
        if not place.channel_id.startswith(_PEOPLE):
            return place.channel_id
        key = (place.workspace_id, place.channel_id)
        if key not in self._conversations:
            opening = workspace.client.conversations_open(users=place.channel_id)
            said = await answer(opening, "conversations.open", repeatable=True)
            self._conversations[key] = str(said["channel"]["id"])
        return self._conversations[key]
