"""The model that the settings ask for, paid once and shown nothing unmarked."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import SecretStr

from digests.errors import ConfigError
from digests.llm.marked import MarkedModel
from digests.llm.paid_once import PaidOnce, Tell, Terms
from digests.llm.remote import open_remote
from digests.ports import Calls, LanguageModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How a model's server is reached."""

    url: str | None
    """Up to `/v1`; None: OpenAI's own."""
    key: SecretStr | None
    within: timedelta
    """For one attempt."""
    concurrency: int


@asynccontextmanager
async def open_model(
    access: Access, calls: Calls, *, terms: Terms, now: Callable[[], datetime], tell: Tell
) -> AsyncIterator[LanguageModel]:
    """Open connections to the server, and close them at the end; nothing is asked yet.

    Raises:
        ConfigError: the address or the terms do not fit.
    """
    if access.url is not None and not access.url.startswith(("http://", "https://")):
        raise ConfigError("CITEWIRE_MODEL_URL: begin it with http:// or https://.")
    if access.url is None and access.key is None:
        raise ConfigError(
            "CITEWIRE_MODEL is set: name its server in CITEWIRE_MODEL_URL, or give the key of"
            " OpenAI's in CITEWIRE_MODEL_KEY."
        )
    limits = terms.limits
    in_usd = [limit for limit in (limits.run, limits.day, limits.channel) if limit.usd is not None]
    if in_usd and terms.price is None:
        raise ConfigError(
            "A budget in USD cannot be held without the model's prices: set"
            " CITEWIRE_MODEL_READ_PRICE and CITEWIRE_MODEL_WRITTEN_PRICE."
        )
    async with open_remote(
        url=access.url, key=access.key, within=access.within, concurrency=access.concurrency
    ) as remote:
        yield PaidOnce(MarkedModel(remote), calls, terms=terms, now=now, tell=tell)
