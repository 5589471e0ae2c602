"""The language model of the settings, with what is logged and counted of its calls.

Imported only where a model is named, so that who names none pays for none.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot import metrics
from config.settings import Settings
from digests.errors import ConfigError
from digests.llm.opening import Access, open_model
from digests.llm.paid_once import Outcome, Terms
from digests.llm.terms import Limit, Limits, Price
from digests.model import Ending, ModelRequest
from digests.ports import Calls, LanguageModel

# Not structlog's: a command that sets no logging up still says it on stderr, not among its results.
_log = logging.getLogger(__name__)


@asynccontextmanager
async def open_settings_model(settings: Settings, calls: Calls) -> AsyncIterator[LanguageModel]:
    """Open the model that the settings name.

    Raises:
        ConfigError: its address, its prices or its budgets do not fit.
    """
    access = Access(
        url=settings.model_url,
        key=settings.model_key,
        within=timedelta(seconds=settings.model_timeout),
        concurrency=settings.model_concurrency,
    )
    terms = Terms(
        lease=timedelta(seconds=settings.lease_seconds),
        limits=Limits(
            run=_limit(settings.model_run_tokens, settings.model_run_usd),
            day=_limit(settings.model_day_tokens, settings.model_day_usd),
            channel=_limit(settings.model_channel_tokens, settings.model_channel_usd),
        ),
        price=_price(settings.model_read_price, settings.model_written_price),
    )
    async with open_model(access, calls, terms=terms, now=wall_clock, tell=count) as model:
        yield model


def wall_clock() -> datetime:
    """Return the time, UTC, also where the settings fix another: leases and bills go by the real one."""
    return datetime.now(UTC)


def count(request: ModelRequest, outcome: Outcome, ending: Ending | None) -> None:
    """Count what came of a request, and log what an operator should know."""
    name, prompt = request.model, request.prompt
    metrics.MODEL_CALLS.labels(name, prompt, outcome.value).inc()
    if ending is not None:
        metrics.MODEL_TOKENS.labels(name, "read").inc(ending.input_tokens or 0)
        metrics.MODEL_TOKENS.labels(name, "written").inc(ending.output_tokens or 0)
        if ending.cost_usd is None:
            metrics.MODEL_UNKNOWN_COST.labels(name).inc()
        else:
            metrics.MODEL_USD.labels(name).inc(float(ending.cost_usd))
    if outcome is Outcome.AGAIN:
        _log.warning(
            "a call for %s was in flight when its process fell silent: it is made again, and may"
            " have been paid",
            prompt,
        )
    elif ending is not None and ending.reason is not None:
        _log.warning(
            "a call for %s may have been paid, and brought nothing: %s", prompt, ending.reason
        )


def _limit(tokens: int, usd: Decimal) -> Limit:
    return Limit(tokens=tokens or None, usd=usd or None)


def _price(read: Decimal | None, written: Decimal | None) -> Price | None:
    if (read is None) != (written is None):
        raise ConfigError(
            "CITEWIRE_MODEL_READ_PRICE and CITEWIRE_MODEL_WRITTEN_PRICE go together: set both."
        )
    if read is None or written is None:
        return None
    return Price(read=read, written=written)
