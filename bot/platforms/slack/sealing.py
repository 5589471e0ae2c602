"""Tokens at rest: encrypted as they go into the database, and read only with the operator's key."""

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from bot.platforms.slack.setup import MAKE_KEY
from digests.errors import ConfigError


def read_key(key: str) -> Fernet:
    """Return what encrypts with a key.

    Raises:
        ConfigError: it is no such key; it is not repeated.
    """
    try:
        return Fernet(key)
    except ValueError:
        raise ConfigError(
            "CITEWIRE_TOKEN_KEY is not 32 bytes in URL-safe base64. Where nothing was encrypted with"
            f" it yet, make one: {MAKE_KEY}"
        ) from None


class Sealed(TypeDecorator[str]):
    """Text that is encrypted in the database."""

    impl = Text
    cache_ok = False
    """A statement that is kept would keep the key."""

    def __init__(self, key: Fernet) -> None:
        super().__init__()
        self._key = key

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return self._key.encrypt(value.encode()).decode() if value is not None else None

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text.

        Raises:
            ConfigError: another key encrypted it.
        """
        if value is None:
            return None
        try:
            return self._key.decrypt(value).decode()
        except InvalidToken:
            raise ConfigError(
                "CITEWIRE_TOKEN_KEY is not the key that the workspaces' tokens were encrypted with."
                " Set that one; where it is lost, each workspace installs Citewire again."
            ) from None

    @override
    def copy(self, **_: object) -> "Sealed":
        return Sealed(self._key)
