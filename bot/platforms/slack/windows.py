"""Modals: opened at once and empty, since a trigger lives 3 s, then filled."""

from typing import Any, Self

from slack_sdk.web.async_client import AsyncWebClient

from bot.document import Document, Shown
from bot.platforms.slack.calling import answer
from bot.render.panels import slack_panel
from bot.render.slack_private import document_views, modal, words_view
from bot.render.slack_view_limits import BLOCKS
from digests.errors import PlatformError, UserError

WAIT = "One moment …"
TOO_SLOW = "Slack closed the window before it was open. Try again."

Json = dict[str, Any]


class Window:
    """A modal that one person looks at."""

    def __init__(self, client: AsyncWebClient, view_id: str, title: str) -> None:
        self._client = client
        self._id = view_id
        self._title = title

    @classmethod
    async def opened(
        cls, client: AsyncWebClient, trigger: str | None, title: str, *, view: Json | None = None
    ) -> Self:
        """Open a window, by default one that asks to wait.

        Raises:
            UserError: the trigger was used or is too old.
        """
        return await cls._begun("views.open", client, trigger, title, view)

    @classmethod
    async def pushed(cls, client: AsyncWebClient, trigger: str | None, title: str) -> Self:
        """Open a window on top of the one that a button of it was pressed in.

        Raises:
            UserError: the trigger was used or is too old, or there are three already.
        """
        return await cls._begun("views.push", client, trigger, title, None)

    @classmethod
    async def _begun(
        cls,
        method: str,
        client: AsyncWebClient,
        trigger: str | None,
        title: str,
        view: Json | None,
    ) -> Self:
        shown = view or words_view(WAIT, title=title)
        call = client.api_call(method, json={"trigger_id": trigger, "view": shown})
        try:
            said = await answer(call, method, repeatable=False)
        except PlatformError as error:
            raise UserError(TOO_SLOW) from error
        return cls(client, str(said["view"]["id"]), title)

    async def say(self, words: str) -> None:
        """Say a sentence of our own, in place of what is shown."""
        await self.fill(words_view(words, title=self._title))

    async def show(self, shown: Shown, *, page: int = 0, carried: str = "") -> None:
        """Show a document's page or a panel, in place of what is shown."""
        if isinstance(shown, Document):
            views = document_views(shown, title=self._title, carried=carried)
            await self.fill(views[min(page, len(views) - 1)])
        else:
            await self.fill(modal(self._title, slack_panel(shown, most=BLOCKS), carried=carried))

    async def fill(self, view: Json) -> None:
        """Show a view in place of what is shown; a window that was closed meanwhile stays closed."""
        call = self._client.api_call("views.update", json={"view_id": self._id, "view": view})
        try:
            await answer(call, "views.update", repeatable=True)
        except PlatformError as error:
            if "not_found" not in str(error):
                raise
