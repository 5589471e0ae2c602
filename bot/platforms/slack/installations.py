"""The workspaces that installed the app by OAuth: the SDK's stores, in our database."""

from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from sqlalchemy import MetaData, Table, desc, select
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from bot.platforms.slack.sealing import Sealed
from digests.store.failures import translated
from digests.store.rows import AnyRow
from digests.store.slack_schema import (
    TOKENS,
    slack_bots,
    slack_installations,
    slack_oauth_states,
    slack_teams,
)
from digests.store.statements import insert
from digests.store.transactions import Transactions, uninterrupted

STATE_SECONDS = 600
"""How long whoever installs the app may take at Slack."""

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """Who we are where the app was installed."""

    token: str = field(repr=False)
    team_id: str | None
    """None for an organisation."""
    enterprise_id: str | None
    bot_id: str | None
    bot_user_id: str | None
    installed_at: datetime
    """UTC."""


class Installations(AsyncSQLAlchemyInstallationStore):
    """The SDK's store over our tables; tokens are encrypted, and no call is left half done."""

    def __init__(self, client_id: str, transactions: Transactions, key: Fernet) -> None:
        super().__init__(client_id, transactions.writing)
        self._transactions = transactions
        own = MetaData()
        self.bots = _sealed(slack_bots, own, key)
        self.installations = _sealed(slack_installations, own, key)

    @override
    async def async_save(self, installation: Installation) -> None:
        await self._whole(super().async_save(installation))

    @override
    async def async_save_bot(self, bot: Bot) -> None:
        await self._whole(super().async_save_bot(bot))

    @override
    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        await self._whole(super().async_delete_bot(enterprise_id=enterprise_id, team_id=team_id))

    @override
    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        deletion = super().async_delete_installation(
            enterprise_id=enterprise_id, team_id=team_id, user_id=user_id
        )
        await self._whole(deletion)

    async def find(
        self, *, team_id: str | None, enterprise_id: str | None = None
    ) -> Installed | None:
        """Return who we are in a workspace, or in an organisation that installed us as a whole.

        A workspace that did not install the app itself has what its organisation installed.

        Raises:
            StoreError: the database cannot be reached.
            ConfigError: the token was encrypted with another key.
        """
        return await self._transactions.read(self._find, team_id, enterprise_id)

    async def _find(
        self, connection: AsyncConnection, team_id: str | None, enterprise_id: str | None
    ) -> Installed | None:
        bots = self.bots
        newest = (
            select(bots)
            .where(bots.c.client_id == self.client_id, bots.c.bot_token.is_not(None))
            .order_by(desc(bots.c.installed_at), desc(bots.c.id))
            .limit(1)
        )
        if team_id is not None:
            own = (await connection.execute(newest.where(bots.c.team_id == team_id))).first()
            if own is not None:
                return _installed(own)
            if enterprise_id is None:
                of_team = select(slack_teams.c.enterprise_id).where(
                    slack_teams.c.team_id == team_id
                )
                enterprise_id = (await connection.execute(of_team)).scalar()
        if enterprise_id is None:
            return None
        whole = newest.where(bots.c.enterprise_id == enterprise_id, bots.c.team_id.is_(None))
        row = (await connection.execute(whole)).first()
        return _installed(row) if row is not None else None

    async def check_key(self) -> None:
        """Read a token, if there is one.

        Raises:
            StoreError: the database cannot be reached.
            ConfigError: another key encrypted it.
        """

        async def read(connection: AsyncConnection) -> None:
            (await connection.execute(select(self.bots.c.bot_token).limit(1))).scalar()

        await self._transactions.read(read)

    async def note_team(self, team_id: str, enterprise_id: str) -> None:
        """Remember whose workspace it is: posts know a workspace only.

        Raises:
            StoreError: the database cannot be reached.
        """

        async def note(connection: AsyncConnection) -> None:
            row = {"team_id": team_id, "enterprise_id": enterprise_id}
            noting = insert(connection, slack_teams).values(row)
            key = [slack_teams.c.team_id]
            await connection.execute(
                noting.on_conflict_do_update(
                    index_elements=key, set_={"enterprise_id": enterprise_id}
                )
            )

        await self._transactions.write(note)

    async def teams_of(self, enterprise_id: str) -> list[str]:
        """Return the workspaces that are known to be an organisation's.

        Raises:
            StoreError: the database cannot be reached.
        """

        async def teams(connection: AsyncConnection) -> list[str]:
            query = select(slack_teams.c.team_id).where(
                slack_teams.c.enterprise_id == enterprise_id
            )
            return list((await connection.execute(query)).scalars())

        return await self._transactions.read(teams)

    async def _whole(self, call: Coroutine[Any, Any, _Result]) -> _Result:
        with translated(self._transactions.address):
            return await uninterrupted(call)


class States(AsyncSQLAlchemyOAuthStateStore):
    """The SDK's store of installations under way."""

    def __init__(self, transactions: Transactions) -> None:
        super().__init__(STATE_SECONDS, transactions.writing)
        self._transactions = transactions
        self.oauth_states = slack_oauth_states

    @override
    async def async_issue(self, *args: object, **kwargs: object) -> str:
        with translated(self._transactions.address):
            return await uninterrupted(super().async_issue(*args, **kwargs))

    @override
    async def async_consume(self, state: str) -> bool:
        return await uninterrupted(super().async_consume(state))


def _installed(row: AnyRow) -> Installed:
    return Installed(
        token=row.bot_token,
        team_id=row.team_id,
        enterprise_id=row.enterprise_id,
        bot_id=row.bot_id,
        bot_user_id=row.bot_user_id,
        installed_at=row.installed_at.replace(tzinfo=UTC),
    )


def _sealed(table: Table, metadata: MetaData, key: Fernet) -> Table:
    """Return a copy of a table whose tokens are encrypted."""
    copy = table.to_metadata(metadata)
    for name in TOKENS:
        if name in copy.c:
            copy.c[name].type = Sealed(key)
    return copy
