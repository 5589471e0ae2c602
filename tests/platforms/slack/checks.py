"""What Slack, or a rule of ours, would say against a call that a test makes."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.render.slack_limits import EDIT_TEXT, faults
from bot.render.slack_view_limits import view_faults
from tests.render.validators import refusals
from tests.render.view_validators import view_refusals

Body = Mapping[str, Any]

_NO_PREVIEWS = {"unfurl_links": False, "unfurl_media": False}
"""What methods without previews need not say."""


def against(method: str, body: Body) -> list[str]:
    """Return what is wrong with a call; nothing is asked of methods that show people nothing."""
    check = _CHECKS.get(method)
    return [f"{method}: {fault}" for fault in check(body)] if check else []


def _message(body: Body) -> list[str]:
    return [*faults(body), *(refusals(body) if body.get("blocks") else ())]


def _edit(body: Body) -> list[str]:
    size = len(str(body.get("text", "")).encode())
    found = [f"text has {size} bytes of {EDIT_TEXT}"] if size > EDIT_TEXT else []
    return [*found, *_message({**_NO_PREVIEWS, **body})]


def _ephemeral(body: Body) -> list[str]:
    return _message({**_NO_PREVIEWS, **body})


def _view(body: Body) -> list[str]:
    view = body["view"]
    return [*view_faults(view), *view_refusals(view)]


_CHECKS: dict[str, Callable[[Body], list[str]]] = {
    "chat.postMessage": _message,
    "chat.update": _edit,
    "chat.postEphemeral": _ephemeral,
    "views.open": _view,
    "views.push": _view,
    "views.update": _view,
    "views.publish": _view,
}
