"""The tree between content and platforms: seven kinds of block, four kinds of span.

`bot.present` makes it, every renderer in `bot.render` reads it. A renderer matches on the block
kinds and ends with `assert_never`, so a new kind breaks each of them at type-check time. Strings
hold plain text: escaping, links and limits are each renderer's own affair.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from digests.model import Authorship


class Style(StrEnum):
    """How a run of text is set."""

    PLAIN = "plain"
    STRONG = "strong"
    QUOTE = "quote"
    """A source's own words: the renderer adds the quotation marks."""
    MUTED = "muted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A run of plain text."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """The mark [n]: a link straight to the quoted sentence. Never parted from what it follows."""

    n: int
    url: str | None
    """The stored address with the text fragment added; None where the source has no address."""
    claim_id: str
    describes: str
    """`PyTorch Foundation, 7 April 2026`, for screen readers and tooltips."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A topic tag, shown as #tag."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A person in a panel, by the platform's id: the platform shows the name and calls nobody."""

    id: str


Span = Text | Cite | Tag | Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The head of a section."""

    text: str
    section_id: str
    icon: str = ""
    """A decorative emoji; never the only carrier of meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claim (or computed remark) with its citations: never split over messages."""

    spans: tuple[Span, ...]
    bullet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something the reader can do, by button where there are buttons."""

    id: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A story: headline, lines, and the remark on its reports. Messages break between cards."""

    headline: tuple[Span, ...]
    lines: tuple[Line, ...]
    remark: str | None = None
    """`3 reports: 1 primary · 1 press · 1 declares itself AI-written`."""
    notes: tuple[Line, ...] = ()
    """Reading notes, each with the words it is about; a fuller view shows them."""
    reports: tuple[int, ...] = ()
    """Numbers of all sources that report the story, the lead first, cited or not."""
    story_id: str | None = None
    actions: tuple[Action, ...] = ()
    """What can be done with the story alone; only where it is shown in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Short lines under a heading: things to watch, who joined, numbers."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One quote in its surroundings, for the fuller views."""

    claim_id: str
    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A cited source."""

    n: int
    outlet: str
    title: str
    url: str | None
    published_at: datetime
    fetched_at: datetime
    tier: str
    wrote: str | None
    """`declares itself AI-written` and the like; None where nothing is declared."""
    wrote_quote: str | None
    """The declaring words."""
    text_sha256: str
    evidence: tuple[Evidence, ...] = ()
    caution: str | None = None
    """What to mind when reading it: `contains instructions aimed at language models; only quoted`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The list of sources."""

    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Small print that is computed: the receipt, a quiet week, what was left out."""

    text: str
    id: str
    """`receipt`, `quiet`, `left_out`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """The row of actions at the end."""

    actions: tuple[Action, ...]


Block = Heading | Card | Lines | Sources | Remark | Actions


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is rendered. Never without its authorship, whose label is the first line everywhere."""

    id: str
    """Digest id."""
    title: str
    """`PyTorch · week of 6 April 2026`."""
    icon: str
    authorship: Authorship
    blocks: tuple[Block, ...]
    summary: str
    """One plain sentence or two for notifications and screen readers, without the label."""
    content_sha256: str
    created_at: datetime
    language: str
    record_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A private view of our own words: settings, lists, help. It states nothing that a source said."""

    title: str
    blocks: tuple[Heading | Lines | Remark | Actions, ...]
    summary: str
    """One plain sentence for screen readers."""
    icon: str = ""


Shown = Document | Panel
"""What a person is shown in reply to a command or a button."""
