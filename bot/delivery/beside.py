"""What stands beside a digest or a reply in one channel: who asked for it, that it comes late.

It is kept in the `options` of the first message, which are no part of its body, so that a corrected
version says it, too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.document import Action, Actions, Document, Remark
from bot.present.closing import SOURCES
from bot.present.timing import with_remarks
from digests.model import Delivery

ASKED_BY, REMARKS, TOLD, PRIVATE = "asked_by", "remarks", "told", "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What one channel reads with a document, unlike others."""

    asked_by: str | None = None
    """The name of whoever had it shared."""
    remarks: tuple[Remark, ...] = ()

    def put(self, document: Document) -> Document:
        """Return the document as the channel sees it."""
        shown = with_remarks(document, self.remarks)
        return shown if self.asked_by is None else as_asked(shown, self.asked_by)


def beside(first: Delivery) -> Beside:
    """Return what stood beside what was sent, from its first message."""
    options = _options(first)
    name, remarks = options.get(ASKED_BY), options.get(REMARKS)
    return Beside(
        asked_by=name if isinstance(name, str) else None,
        remarks=tuple(_read(remarks)) if isinstance(remarks, Sequence) else (),
    )


def told(first: Delivery) -> str | None:
    """Return the id of the person who is told where what they asked for cannot be posted."""
    who = _options(first).get(TOLD)
    return who if isinstance(who, str) else None


def is_open(one: Delivery) -> bool:
    """Tell whether a delivery posted something where not only a few may read it."""
    return one.part == 0 and one.replaces is None and not _options(one).get(PRIVATE)


def kept(remarks: Iterable[Remark]) -> list[dict[str, str]]:
    """Return remarks as `options` keep them."""
    return [{"id": remark.id, "text": remark.text} for remark in remarks]


def as_asked(document: Document, name: str) -> Document:
    """Return a reply as the channel sees it: who asked, and no button but *Sources & quotes*."""
    others = [block for block in document.blocks if not isinstance(block, Actions)]
    shown = Action(id="sources", label=SOURCES, value=document.id)
    return replace(
        document,
        blocks=(
            Remark(id="asked_by", text=f"Asked by {name}"),
            *others,
            Actions(actions=(shown,)),
        ),
    )


def _read(remarks: Sequence[object]) -> Iterable[Remark]:
    for one in remarks:
        if isinstance(one, Mapping):
            yield Remark(id=str(one.get("id", "")), text=str(one.get("text", "")))


def _options(first: Delivery) -> Mapping[str, object]:
    options = first.payload.get("options")
    return options if isinstance(options, Mapping) else {}
