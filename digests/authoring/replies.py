"""The shapes of a model's replies. They are strangers' input: nothing in them is believed here."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

R = TypeVar("R", bound=BaseModel)

LONGEST = 100_000
"""Characters of a reply; a longer one is not even parsed."""
MOST_PARTS = 50
"""Of one list; a reply with more is no reply to what was asked."""


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SaidClaim(_Shape):
    """A statement of the source, as the model words it."""

    source_id: str
    claim: str
    quote: str
    kind: Literal["fact", "attributed", "plan"]


class SaidNote(_Shape):
    """A passage whose wording is remarked on."""

    note: Literal[
        "vague",
        "authority_as_evidence",
        "popularity_as_proof",
        "two_options_only",
        "scope_shift",
    ]
    quote: str
    second: str


class Extracted(_Shape):
    """What one source states."""

    claims: list[SaidClaim]
    notes: list[SaidNote]


class MendedClaim(SaidClaim):
    """A statement said again, under the number of its fault."""

    n: int


class Mended(_Shape):
    """What failed, said again."""

    claims: list[MendedClaim]


class Piece(_Shape):
    """A text that rests on claims, by their ids."""

    text: str
    claims: list[str]


class Question(Piece):
    """A question about what is to come."""

    tag: str


class Report(_Shape):
    """A story, told from claims."""

    headline: Piece
    summary: list[Piece]
    why: list[Piece]
    watch: list[Question]


class Part(Piece):
    """A part of an analysis: what it asks, and what it says to that."""

    question: str


class FullReport(Report):
    """A story, told and analysed."""

    take: list[Part]


class RewrittenPiece(Piece):
    """A piece written again, under the number of its fault."""

    n: int


class Rewritten(_Shape):
    """What failed, written again."""

    pieces: list[RewrittenPiece]


class TranslatedSentence(_Shape):
    """A sentence in another language, by the id of the one it is of."""

    id: str
    text: str


class Translated(_Shape):
    """Sentences in another language."""

    sentences: list[TranslatedSentence]


class Reply(_Shape):
    """An answer to a question, told from claims."""

    sentences: list[Piece]


def parsed(text: str, reply_type: type[R]) -> R | None:
    """Return a reply, None where the text is not of its shape or endless."""
    if len(text) > LONGEST:
        return None
    try:
        reply = reply_type.model_validate_json(text)
    except (ValidationError, RecursionError):
        return None
    lists = (part for _, part in reply if isinstance(part, list))
    return None if any(len(part) > MOST_PARTS for part in lists) else reply


def schema_of(
    reply_type: type[BaseModel], one_of: Mapping[str, Sequence[str]]
) -> dict[str, object]:
    """Return the JSON Schema of a reply, in which a field of `one_of` is one of those ids."""
    schema = reply_type.model_json_schema()
    shapes = [schema, *schema.get("$defs", {}).values()]
    for shape in shapes:
        for name, field in shape["properties"].items():
            if name in one_of:
                holder = field["items"] if field.get("type") == "array" else field
                if holder.get("type") == "string":
                    holder["enum"] = list(one_of[name])
    return schema
