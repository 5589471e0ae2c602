"""Is what was sent what Discord takes? Its own description of the API, and our pre-flight check."""

import importlib.util
import re
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, cast

from bot.render.discord_components import maps
from bot.render.discord_input_limits import callback_faults, command_faults
from bot.render.discord_limits import edit_faults, faults, thread_faults


class Contract(Protocol):
    """Discord's OpenAPI document, which validates request bodies."""

    def errors(self, method: str, path: str, body: object) -> list[str]:
        """Return what does not fit."""
        ...


def load_contract(shared: Path) -> Contract:
    """Return the validator that lies beside the checkout."""
    spec = importlib.util.spec_from_file_location("discord_contract", shared / "contract.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with warnings.catch_warnings():
        # It leaves its file to be closed by whoever collects it.
        warnings.simplefilter("ignore", ResourceWarning)
        return cast("Contract", module.Contract(str(shared / "openapi.json")))


def breaches(contract: Contract | None, method: str, path: str, body: object) -> list[str]:
    """Return what is wrong with a request that was sent."""
    if body is None:
        return []
    found = _preflight(method, path, body)
    if contract is not None:
        try:
            found += contract.errors(method, path, body)
        except LookupError as error:
            found.append(str(error))
    return [f"{method} {path}: {one}" for one in found]


def _preflight(method: str, path: str, body: object) -> list[str]:
    if not isinstance(body, Mapping):
        return command_faults(maps(body)) if path.endswith("/commands") else []
    checks = (check for where, check in _CHECKS if re.fullmatch(where, f"{method} {path}"))
    return next(checks, lambda _: [])(body)


_CHECKS: tuple[tuple[str, Callable[[Mapping[str, object]], list[str]]], ...] = (
    (r"POST /channels/\d+/messages", faults),
    (r"PATCH /channels/\d+/messages/\d+", edit_faults),
    (r"POST /channels/\d+/threads", thread_faults),
    (r"POST /interactions/.+/callback", callback_faults),
    (r"(POST|PATCH) /webhooks/.+", edit_faults),
)
