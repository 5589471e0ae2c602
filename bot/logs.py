"""Logs: one JSON object a line for machines, coloured lines for people, and no secret in either."""

import logging
import re
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

import structlog

SHOWN = "[secret]"

_TOKENS = re.compile(
    r"""(?x)
    \bxox[a-z]-[\w-]+ | \bxapp-[\w-]+                         # Slack
    | \b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}                  # Discord
    | \bsk-[\w-]{16,}                                         # OpenAI and its like
    | (?<=Bearer\s)[\w.~+/-]+=*                               # RFC 6750
    | (?<=://)[^/\s:@]*:[^/\s@]+(?=@)                         # user:password@host
    """
)
_NAMES = re.compile(r"(?i)token|secret|password|passwd|authorization|api_?key|cookie")

Event = MutableMapping[str, Any]


def configure(*, as_json: bool, secrets: Iterable[str] = (), level: int = logging.INFO) -> None:
    """Send every log line, our own and the libraries', to stderr.

    `secrets` are blotted out wherever they stand; so is what looks like a token, and whatever a
    key such as `password` holds.
    """
    known = sorted((secret for secret in secrets if secret), key=len, reverse=True)

    def redact(_logger: object, _method: str, event: Event) -> Event:
        for key, value in event.items():
            event[key] = SHOWN if _NAMES.search(key) else redacted(value, known)
        return event

    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.format_exc_info,
        redact,
    ]
    shown: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, shown],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for chatty in ("apscheduler", "procrastinate", "aiohttp.access", "uvicorn.access"):
        logging.getLogger(chatty).setLevel(max(level, logging.WARNING))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def redacted(value: object, secrets: Iterable[str] = ()) -> object:
    """Return a value of a log line with what is secret blotted out, at any depth."""
    match value:
        case str():
            for secret in secrets:
                value = value.replace(secret, SHOWN)
            return _TOKENS.sub(SHOWN, value)
        case bytes():
            return redacted(value.decode(errors="replace"), secrets)
        case Mapping():
            return {
                key: SHOWN if _NAMES.search(str(key)) else redacted(inner, secrets)
                for key, inner in value.items()
            }
        case list() | tuple() | set() | frozenset():
            return [redacted(inner, secrets) for inner in value]
        case None | bool() | int() | float():
            return value
        case _:
            return redacted(str(value), secrets)
