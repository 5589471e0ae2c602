"""What is made for people: digests, with their provenance."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from digests.model.articles import Article, Quote, SourceAuthorship
from digests.model.claims import Claim, RejectedClaim, WordingNote
from digests.model.ids import sha256
from digests.model.revisits import SourceState


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRules:
    """When an article belongs to a topic. Words and phrases match whole words, any case.

    An article matches when its title and lead have none of `none` and all of `all` (`a|b`: either),
    and it has any of `any` (where they are given), or when its outlet is in `outlets`.
    """

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What people subscribe to and ask about (`[[topic]]` in topics.toml)."""

    id: str
    title: str
    description: str
    aliases: tuple[str, ...] = ()
    """Other names of the topic's subject, for matching and for questions."""
    match: MatchRules = MatchRules()
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Tag -> the words that earn it, beyond the tags every topic shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time a digest covers: since <= published_at < until, UTC."""

    since: datetime
    until: datetime


class Level(StrEnum):
    """Who wrote the visible text. Computed from the run that made it, never set."""

    EXTRACTIVE = "extractive"
    AI_AUTHORED = "ai_authored"
    AI_AUTHORED_REVIEWED = "ai_authored_reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A named person's decision on one exact text."""

    reviewer: str
    at: datetime
    reviewed_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorship:
    """The authorship of a digest or answer; `digests.authorship.authorship` computes it."""

    level: Level
    visible_label: str
    """The first line of every message and of its plain-text fallback. No markup."""
    digital_source_type: str
    """IPTC URI."""
    ai_disclosure: str
    """W3C `ai-disclosure` value."""


class Novelty(StrEnum):
    """What a story is to the channel that it is shown to."""

    NEW = "new"
    DEVELOPING = "developing"
    """The channel was shown it before; what is printed now is what was not."""


class Mode(StrEnum):
    """What a section may hold."""

    FACT = "fact"
    ANALYSIS = "analysis"
    QUESTION = "question"
    EXTRACT = "extract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A later source says of itself that it replaces a statement."""

    by: str
    """Id of the claim that replaces it; its item stands just above."""
    words: Quote
    """Where the later source says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a section: a story, a thing to watch, someone who joined, a number.

    Everything in it that a person reads as a statement is a claim.
    """

    id: str
    claims: tuple[Claim, ...]
    """In reading order; at least one unless there is a headline."""
    headline: Claim | None = None
    """A story's headline: the lead source's own title, or one that a model wrote (`written_by`)."""
    label: str | None = None
    """A short name before the claim: the watch tag, the fact's subject (both stand in a quote)."""
    detail: str | None = None
    """Role, tier or amount that goes with the label; every word of it stands in a quote."""
    tags: tuple[str, ...] = ()
    on: date | None = None
    """The date it happened, or can be checked."""
    story_id: str | None = None
    """Of a story; of an opinion on one (section `analysis`) or a question about one, that story's."""
    also: tuple[str, ...] = ()
    """Article ids that report the same, the lead first (copies and declared rewrites too)."""
    notes: tuple[WordingNote, ...] = ()
    novelty: Novelty | None = None
    """Of a story; None in a first digest, which has nothing to compare with."""
    seen_on: date | None = None
    """Of a developing story: the day on which the channel was first shown it, UTC."""
    replaced: Replaced | None = None
    """It was said before; None where it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A headed part of a digest."""

    id: str
    """Id of a part of the format (`digests.layouts.LAYOUTS`): `stories`, `watch`, `joined`, …;
    `analysis` and `take` only a model writes: an item for each story, by its `story_id`."""
    title: str
    mode: Mode
    items: tuple[Item, ...]
    disputed: bool = False
    """Its items are different accounts of one matter by different sources, in order of date."""


def printed(sections: Iterable[Section]) -> tuple[Claim, ...]:
    """Return every claim of the sections, headlines included, in reading order, without repeats."""
    seen: dict[str, Claim] = {}
    for section in sections:
        for item in section.items:
            for claim in ((item.headline,) if item.headline else ()) + item.claims:
                seen.setdefault(claim.id, claim)
    return tuple(seen.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article as cited: number and everything a reader needs to judge and find it."""

    n: int
    """From 1, in order of first citation; uncited reports of a story follow."""
    article: Article
    fragment_quote: Quote | None = None

    @property
    def authorship(self) -> SourceAuthorship:
        """Who wrote it, as it says itself."""
        return self.article.authorship


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was looked at: the receipt."""

    feeds_ok: int
    feeds_failed: int
    entries_read: int
    """Articles of the topic in the window."""
    stories: int
    claims_matched: int
    claims_dropped: int
    failed_feeds: tuple[str, ...] = ()
    """Outlets of the feeds that did not answer."""
    unchanged: int = 0
    """Stories left out because the channel was shown all that they say."""
    moved_by_votes: bool = False
    """The channel's votes changed which stories come first, or which are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """What made the text. `None` where unknown: an unknown cost is not 0."""

    software: str
    version: str
    model: str | None = None
    """The model that wrote at least one printed sentence; with None all below is None."""
    provider: str | None = None
    prompt: str | None = None
    """Names and versions of the prompts that were used, in order: `extract.v1, write.v1`."""
    prompt_sha256: str | None = None
    """Of `NAME HASH` of each of those prompts as released, a line each, in that order."""
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: str | None = None


class Shortfall(StrEnum):
    """Why a model that is configured wrote less than it was asked for, or nothing."""

    BUDGET = "budget"
    """What may be spent is spent."""
    OUTAGE = "outage"
    """It was not reached, was too slow, or refused."""
    UNUSABLE = "unusable"
    """It answered, and nothing of the answers stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What a run asked of a model. Tokens and cost are None where a reply did not tell them."""

    provider: str | None = None
    calls: int = 0
    prompts: tuple[str, ...] = ()
    """Names and versions, in the order of the path."""
    prompt_sha256: str | None = None
    """Of `NAME HASH` of each of them, a line each."""
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: Decimal | None = None
    shortfall: Shortfall | None = None
    budget: str | None = None
    """Which budget is reached, in words that may stand in a digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A later change to what a claim rests on."""

    at: datetime
    claim_id: str
    what: str
    source: SourceState | None = None
    """What became of the source, where the statement stays and is marked; None: it was taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Everything that lets a reader check the text."""

    authorship: Authorship
    generator: Generator
    sources: tuple[Source, ...]
    dropped: tuple[RejectedClaim, ...]
    coverage: Coverage
    content_sha256: str
    """Of the visible text; any edit changes it."""
    review: Review | None = None
    supersedes: str | None = None
    corrections: tuple[Correction, ...] = ()
    shortfall: Shortfall | None = None
    """None where no model was asked, or all that it was asked for came."""
    budget: str | None = None
    """Which budget is reached, in words; with a shortfall of that kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """An earlier digest of ours on the same topic, as the channel was sent it."""

    id: str
    title: str
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What happened on a topic in a window, with its provenance."""

    id: str
    """Derived from topic, window, format, language and content."""
    topic_id: str
    title: str
    """The topic's title."""
    window: Window
    format: str
    """Key in `digests.layouts.LAYOUTS`."""
    language: str
    created_at: datetime
    sections: tuple[Section, ...]
    provenance: Provenance
    related: tuple[Related, ...] = ()
    """Newest first; only of a format that names them."""

    @property
    def quiet(self) -> bool:
        """Nothing new in the window."""
        return not any(section.items for section in self.sections)

    @property
    def version_sha256(self) -> str:
        """What tells versions apart that have one window, format and language.

        The hash of the text; of a text that a person reviewed, together with who and when.
        """
        review, text = self.provenance.review, self.provenance.content_sha256
        if review is None or review.reviewed_sha256 != text:
            return text
        return sha256(f"{text} {review.at.isoformat()} {review.reviewer}")

    def claims(self) -> tuple[Claim, ...]:
        """Every printed claim, headlines included, in reading order, without repeats."""
        return printed(self.sections)
