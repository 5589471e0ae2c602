"""The workspaces that installed the app by OAuth: the SDK's stores, in our database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import ParamSpec, TypeVar

from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import Connection, MetaData, Table, desc, select
from typing_extensions import override

from bot.platforms.slack.sealing import Sealed
from digests.store.rows import AnyRow
from digests.store.slack_schema import (
    TOKENS,
    slack_bots,
    slack_installations,
    slack_oauth_states,
    slack_teams,
)
from digests.store.statements import insert
from digests.store.transactions import Transactions

STATE_SECONDS = 600
"""How long whoever installs the app may take at Slack."""

_P = ParamSpec("_P")
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


class Installations(AsyncInstallationStore):
    """The SDK's store over our tables, each call in a thread of theirs; tokens are encrypted."""

    def __init__(self, client_id: str, transactions: Transactions, key: Fernet) -> None:
        self.client_id = client_id
        self._transactions = transactions
        self._kept = SQLAlchemyInstallationStore(client_id, transactions.writing)
        own = MetaData()
        self.bots = self._kept.bots = _sealed(slack_bots, own, key)
        self._kept.installations = _sealed(slack_installations, own, key)

    @override
    async def async_save(self, installation: Installation) -> None:
        await self._run(self._kept.save, installation)

    @override
    async def async_save_bot(self, bot: Bot) -> None:
        await self._run(self._kept.save_bot, bot)

    @override
    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        return await self._run(
            self._kept.find_bot,
            enterprise_id=enterprise_id,
            team_id=team_id,
            is_enterprise_install=is_enterprise_install,
        )

    @override
    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        return await self._run(
            self._kept.find_installation,
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            is_enterprise_install=is_enterprise_install,
        )

    @override
    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        await self._run(self._kept.delete_bot, enterprise_id=enterprise_id, team_id=team_id)

    @override
    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        await self._run(
            self._kept.delete_installation,
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
        )

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

    def _find(
        self, connection: Connection, team_id: str | None, enterprise_id: str | None
    ) -> Installed | None:
        bots = self.bots
        newest = (
            select(bots)
            .where(bots.c.client_id == self.client_id, bots.c.bot_token.is_not(None))
            .order_by(desc(bots.c.installed_at), desc(bots.c.id))
            .limit(1)
        )
        if team_id is not None:
            own = connection.execute(newest.where(bots.c.team_id == team_id)).first()
            if own is not None:
                return _installed(own)
            if enterprise_id is None:
                of_team = select(slack_teams.c.enterprise_id).where(
                    slack_teams.c.team_id == team_id
                )
                enterprise_id = connection.execute(of_team).scalar()
        if enterprise_id is None:
            return None
        whole = newest.where(bots.c.enterprise_id == enterprise_id, bots.c.team_id.is_(None))
        row = connection.execute(whole).first()
        return _installed(row) if row is not None else None

    async def check_key(self) -> None:
        """Read a token, if there is one.

        Raises:
            StoreError: the database cannot be reached.
            ConfigError: another key encrypted it.
        """

        def read(connection: Connection) -> None:
            connection.execute(select(self.bots.c.bot_token).limit(1)).scalar()

        await self._transactions.read(read)

    async def note_team(self, team_id: str, enterprise_id: str) -> None:
        """Remember whose workspace it is: posts know a workspace only.

        Raises:
            StoreError: the database cannot be reached.
        """

        def note(connection: Connection) -> None:
            row = {"team_id": team_id, "enterprise_id": enterprise_id}
            noting = insert(connection, slack_teams).values(row)
            key = [slack_teams.c.team_id]
            connection.execute(
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

        def teams(connection: Connection) -> list[str]:
            query = select(slack_teams.c.team_id).where(
                slack_teams.c.enterprise_id == enterprise_id
            )
            return list(connection.execute(query).scalars())

        return await self._transactions.read(teams)

    async def _run(
        self, call: Callable[_P, _Result], *args: _P.args, **options: _P.kwargs
    ) -> _Result:
        return await self._transactions.run(partial(call, *args, **options))


class States(AsyncOAuthStateStore):
    """The SDK's store of installations under way."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._kept = SQLAlchemyOAuthStateStore(STATE_SECONDS, transactions.writing)
        self._kept.oauth_states = slack_oauth_states

    @override
    async def async_issue(self, *args: object, **kwargs: object) -> str:
        return await self._transactions.run(self._kept.issue)

    @override
    async def async_consume(self, state: str) -> bool:
        return await self._transactions.run(partial(self._kept.consume, state))


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
