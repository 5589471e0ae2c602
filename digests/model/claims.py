"""From a sentence to a claim, and the typed things that rest on claims."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from digests.model.articles import Quote


class ClaimKind(StrEnum):
    """What a printed sentence is."""

    FACT = "fact"
    ATTRIBUTED = "attributed"
    ANALYSIS = "analysis"
    QUESTION = "question"
    COMPUTED = "computed"


class Modality(StrEnum):
    """Whether it happened, was announced, or is a plan."""

    DONE = "done"
    ANNOUNCED = "announced"
    PLANNED = "planned"


class Check(StrEnum):
    """The outcome of one step of the ladder."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not_run"


class Entailment(StrEnum):
    """What an optional second reader said; `not_run` is shown as such."""

    SUPPORTED = "supported"
    PARTIAL = "partial"
    UNSUPPORTED = "unsupported"
    NOT_RUN = "not_run"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedWords:
    """Words that somebody says stand in an article. Offsets are computed when verified."""

    article_id: str
    exact: str
    prefix: str = ""
    """Words just before, where `exact` occurs more than once."""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftClaim:
    """A sentence that would be printed, with the words it rests on. Not yet believed."""

    text: str
    quotes: tuple[QuotedWords, ...]
    kind: ClaimKind = ClaimKind.FACT
    attributed_to: str | None = None
    as_of: datetime | None = None
    modality: Modality | None = None
    headline: bool = False
    """The text is a source's own title; its span is the title line, not the body."""
    written_by: str | None = None
    """The model that worded the text; None where a program copied it."""
    rests_on: tuple[str, ...] = ()
    """Ids of the claims that a model wrote it from; what it quotes are their quotes."""
    repairs: int = 0
    """How often it was worded anew for a fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """How a claim did on each step of the ladder."""

    quote: Check
    values: Check = Check.NOT_RUN
    polarity: Check = Check.NOT_RUN
    entailment: Entailment = Entailment.NOT_RUN


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence that may be printed. Only `digests.claims.verify` makes one."""

    id: str
    """Derived from text and quotes."""
    text: str
    quotes: tuple[Quote, ...]
    """At least one."""
    kind: ClaimKind
    attributed_to: str | None
    as_of: datetime | None
    modality: Modality
    checks: Checks
    support: float
    """How far the quotes carry the text, in [0, 1]; 1.0 for verbatim."""
    headline: bool = False
    repairs: int = 0
    """How often it was worded anew before it held."""
    written_by: str | None = None
    """The model that worded it; None where a program copied it from its source."""
    rests_on: tuple[str, ...] = ()
    """Ids of the claims that it was written from. Analysis and questions name theirs so."""
    original: str | None = None
    """The English sentence that was verified, of which the text is a model's translation."""


class Reason(StrEnum):
    """Why a draft was not believed."""

    NOT_ELIGIBLE = "not_eligible"
    QUOTE_NOT_FOUND = "quote_not_found"
    QUOTE_TOO_SHORT = "quote_too_short"
    QUOTE_AMBIGUOUS = "quote_ambiguous"
    VALUE = "value"
    NAME = "name"
    POLARITY = "polarity"
    MODALITY = "modality"
    ATTRIBUTION = "attribution"
    SUPERLATIVE = "superlative"
    SUPPORT = "support"
    MARKUP = "markup"
    EVENT = "event"
    """An opinion tells of an event that the claims it builds on do not have."""
    OPINION = "opinion"
    """An opinion is worded as a fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedClaim:
    """A draft that is dropped and counted. An expected outcome, not an error."""

    draft: DraftClaim
    reason: Reason
    detail: str
    """The exact fault in words: enough for one repair."""
    checks: Checks


class FactType(StrEnum):
    """The events that are kept as typed facts."""

    JOINED = "joined"
    LEFT = "left"
    APPOINTED = "appointed"
    RELEASED = "released"
    ACQUIRED = "acquired"
    FUNDED = "funded"
    DEPRECATED = "deprecated"
    VULNERABILITY = "vulnerability"
    PARTNERED = "partnered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A typed event with its quote: subject did type to object."""

    id: str
    """Derived from type, subject, object and article."""
    type: FactType
    subject: str
    """As written in the quote: `Alibaba Cloud`."""
    object: str | None
    """What was joined, left, released …: `PyTorch Foundation`, `vLLM 0.11`."""
    role: str | None = None
    """Tier, seat or position: `Platinum member`, `Governing Board`, `CEO`."""
    people: tuple[str, ...] = ()
    affiliation: str | None = None
    """Where the person comes from, as the quote says: `Alibaba Cloud`."""
    amount: str | None = None
    """Money or count as written: `$40 million`."""
    on: date | None = None
    """Of the event, where the article gives or implies one (its publication date)."""
    on_until: date | None = None
    """The last day it may have been, where only a month or year is given (`on` is the first)."""
    modality: Modality = Modality.DONE
    quote: Quote
    """The sentence (or sentences) that say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchItem:
    """Something to come, on which later stories can be checked."""

    id: str
    tag: str
    """At most four words: `Board seat`."""
    claim: Claim
    due: date | None = None
    """When it can be checked, where the source gives a date."""


class Note(StrEnum):
    """The catalogue of wording notes: those that rules can decide, then those a model must."""

    UNNAMED_SOURCE = "unnamed_source"
    SUPERLATIVE = "superlative_without_figure"
    PLAN_AS_RESULT = "plan_as_result"
    BOILERPLATE = "press_release_boilerplate"
    PARTIES_ONLY = "only_parties_quoted"
    NUMBER_WITHOUT_BASE = "number_without_base"
    VAGUE = "vague"
    """On who, what or when."""
    AUTHORITY = "authority_as_evidence"
    POPULARITY = "popularity_as_proof"
    TWO_OPTIONS = "two_options_only"
    SCOPE_SHIFT = "scope_shift"
    """Says one thing of a part and then of the whole: needs two quotes by one speaker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingNote:
    """An observation on a source's wording, with the words it is about."""

    note: Note
    quote: Quote
    by: str = "rule"
    """`rule`, or the model that saw it."""
    second: Quote | None = None
    """Of a scope shift: the words that the first are set against."""
