"""Is what was sent what Discord takes? Its own description of the API, and our pre-flight check."""

import importlib.util
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, cast

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
    found = list(_preflight(method, path, body)) if isinstance(body, Mapping) else []
    if contract is not None:
        try:
            found += contract.errors(method, path, body)
        except LookupError as error:
            found.append(str(error))
    return [f"{method} {path}: {one}" for one in found]


def _preflight(method: str, path: str, body: Mapping[str, object]) -> list[str]:
    match [method, *path.strip("/").split("/")]:
        case ["POST", "channels", _, "messages"]:
            return faults(body)
        case ["PATCH", "channels", _, "messages", _]:
            return edit_faults(body)
        case ["POST", "channels", _, "threads"]:
            return thread_faults(body)
        case _:
            return []
