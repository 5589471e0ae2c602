"""The limits of a modal or a Home tab (docs.slack.dev/reference/views), and the check before sending."""

from collections.abc import Iterator, Mapping

from bot.render.measure import length
from bot.render.slack_limits import ID, block_faults, text_faults

BLOCKS = 100
TITLE = 24
"""And the texts of the two buttons."""
PRIVATE = 3_000
"""`private_metadata`."""

Json = Mapping[str, object]


def view_faults(view: Json) -> list[str]:
    """Return what Slack, or our own rules, would refuse in a view; pure."""
    return list(_faults(view))


def _faults(view: Json) -> Iterator[str]:
    kind = view.get("type")
    if kind not in {"modal", "home"}:
        yield f"unknown view {kind}"
    if kind == "modal" and "title" not in view:
        yield "title is missing"
    for key in ("title", "submit", "close"):
        if key in view:
            yield from (f"{key}: {fault}" for fault in text_faults(view[key], TITLE, "plain_text"))
    for key, most in (("private_metadata", PRIVATE), ("callback_id", ID), ("external_id", ID)):
        if length(str(view.get(key, ""))) > most:
            yield f"{key} has over {most} characters"
    blocks = view.get("blocks")
    inputs = isinstance(blocks, list) and any(block.get("type") == "input" for block in blocks)
    if kind == "modal" and inputs and "submit" not in view:
        yield "submit is missing: there are inputs"
    yield from block_faults(blocks, BLOCKS)
