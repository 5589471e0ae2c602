"""What one person is shown in Slack: ephemeral messages, and views.

A document goes into as many messages as it takes, each with its label first; it breaks between
stories or lines, like a digest that is posted, and nothing is left out.
"""

from collections.abc import Sequence

from bot.document import Document
from bot.render.packing import Part, pack
from bot.render.rows import groups, sources, tail, unlisted
from bot.render.slack import body, closing, escape, fallback, head, sources_of
from bot.render.slack_limits import faults
from bot.render.slack_view_limits import TITLE, view_faults

Json = dict[str, object]

TURN = "turn"
"""How the `action_id` of a button to another page begins; its value is the page, from 0."""


def private_messages(document: Document) -> list[Json]:
    """Return the text and blocks of each message, in order; the last has the receipt and the buttons."""
    listed, ending = sources(document), tail(document)
    content = groups(document)
    shown = {n for group in content for n in sources_of(group)}

    def blocks(page: int, parts: Sequence[Part], *, ends: bool, short: int = 0) -> list[Json]:
        told = [*head(document, "continued" if page else ""), *body(parts, listed)]
        return [*told, *closing(document, ending, 0, short)] if ends else told

    def fits(page: int, parts: Sequence[Part]) -> bool:
        # Any message may turn out to be the last.
        return not faults(_message(document, blocks(page, parts, ends=True, short=9_999), parts))

    pages = pack([*content, *unlisted(document, shown)], fits)
    short = sum(row.shortened for page in pages for part in page for row in part)
    last = len(pages) - 1
    return [
        _message(document, blocks(at, page, ends=at == last, short=short), page)
        for at, page in enumerate(pages)
    ]


def words_message(text: str) -> Json:
    """Return the text and blocks of plain words of our own."""
    return {
        "text": escape(text),
        "blocks": [{"type": "section", "text": {"type": "plain_text", "text": text}}],
        **_QUIET,
    }


def document_views(document: Document, *, title: str, carried: str = "") -> list[Json]:
    """Return the modals that show a document, one a page; each has the label, and buttons to the others."""
    listed, ending = sources(document), tail(document)
    content = groups(document)
    shown = {n for group in content for n in sources_of(group)}

    def view(page: int, parts: Sequence[Part], pages: int, *, ends: bool, short: int = 0) -> Json:
        blocks = [*head(document, "continued" if page else ""), *body(parts, listed)]
        if ends:
            blocks += closing(document, ending, 0, short)
        return modal(title, [*blocks, *_pager(page, pages)], carried=carried)

    def fits(page: int, parts: Sequence[Part]) -> bool:
        return not view_faults(view(page, parts, page + 2, ends=True, short=9_999))

    pages = pack([*content, *unlisted(document, shown)], fits)
    last = len(pages) - 1
    short = sum(row.shortened for page in pages for part in page for row in part)
    return [
        view(at, parts, len(pages), ends=at == last, short=short) for at, parts in enumerate(pages)
    ]


def _pager(page: int, pages: int) -> list[Json]:
    offered = [
        *([("previous", "‹ Previous", page - 1)] if page else ()),
        *([("next", "Next ›", page + 1)] if page < pages - 1 else ()),
    ]
    buttons = [
        {
            "type": "button",
            "action_id": f"{TURN}.{which}",
            "text": {"type": "plain_text", "text": label},
            "value": str(at),
        }
        for which, label, at in offered
    ]
    return [{"type": "actions", "block_id": TURN, "elements": buttons}] if buttons else []


def words_view(text: str, *, title: str = "Citewire", carried: str = "") -> Json:
    """Return the modal that says plain words of our own."""
    block: Json = {"type": "section", "text": {"type": "plain_text", "text": text}}
    return modal(title, [block], carried=carried)


def modal(title: str, blocks: Sequence[Json], *, carried: str = "") -> Json:
    """Return a modal that is only read."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": title[:TITLE]},
        "close": {"type": "plain_text", "text": "Close"},
        "private_metadata": carried,
        "blocks": list(blocks),
    }


_QUIET: Json = {
    "unfurl_links": False,
    "unfurl_media": False,
    "link_names": False,
    "parse": "none",
}


def _message(document: Document, blocks: list[Json], parts: Sequence[Part]) -> Json:
    return {"channel": "C", "text": fallback(document, parts), "blocks": blocks, **_QUIET}
