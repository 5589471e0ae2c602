"""What all renderers agree on: the spaces between spans, quotation marks, the label's first words."""

from collections.abc import Iterable, Iterator

from bot.dates import short_day
from bot.document import Cite, Mention, SourceLine, Span, Style, Tag, Text
from digests.model import Authorship, Level
from digests.text.clean import one_line

NO_BREAK = "\u00a0"
_OPEN, _CLOSE = "“", "”"


def spaced(spans: Iterable[Span]) -> Iterator[tuple[str, Span]]:
    """Yield (the space before it, span).

    Texts that show nothing are left out. One space between spans; a citation clings to what it supports, and to the citation before it.
    """
    before: Span | None = None
    for span in spans:
        if isinstance(span, Text) and not one_line(span.text):
            continue
        if before is None or (isinstance(before, Cite) and isinstance(span, Cite)):
            yield "", span
        else:
            yield (NO_BREAK if isinstance(span, Cite) else " "), span
        before = span


def words(span: Text) -> str:
    """Return a run's words on one line, hidden characters gone, quotation marks added."""
    text = one_line(span.text)
    return quoted(text) if span.style is Style.QUOTE else text


def quoted(text: str) -> str:
    """Return the words in “ ”, unless they are one quotation already."""
    inside = text[1:-1]
    if text[:1] == _OPEN and text[-1:] == _CLOSE and not {_OPEN, _CLOSE} & set(inside):
        return text
    return f"{_OPEN}{text}{_CLOSE}"


def plain(spans: Iterable[Span]) -> str:
    """Return spans as plain text: `“…” [1] #tag`."""
    return "".join(f"{space}{_plain(span)}" for space, span in spaced(spans))


def _plain(span: Span) -> str:
    match span:
        case Text():
            return words(span)
        case Cite():
            return f"[{span.n}]"
        case Tag():
            return hashtag(span)
        case Mention():
            return called(span)


def hashtag(tag: Tag) -> str:
    """Return `#tag`, without white space."""
    return "#" + "-".join(one_line(tag.name).split())


def called(mention: Mention) -> str:
    """Return `@U1`, for where nobody looks the name up."""
    return f"@{one_line(mention.id)}"


def label_parts(authorship: Authorship) -> tuple[str, str, str]:
    """Return the visible label as (what is set strong, the space after it, the rest)."""
    label = one_line(authorship.visible_label)
    if authorship.level is Level.AI_AUTHORED_REVIEWED:
        return label, "", ""
    stop = "," if authorship.level is Level.EXTRACTIVE else "."
    head, mark, rest = label.partition(stop)
    if stop == "," or not rest:
        return head, "", f"{mark}{rest}"
    return f"{head}{mark}", " ", rest.strip()


def source_words(source: SourceLine, language: str = "en") -> str:
    """Return `PyTorch Foundation · 7 Apr · primary`; who wrote it stands in for the tier."""
    what = source.wrote or source.tier
    said = f"{one_line(source.outlet)} · {short_day(source.published_at, language)} · {what}"
    return f"{said} · {source.caution}" if source.caution else said
