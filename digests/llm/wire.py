"""The chat completions protocol: what is sent, in which dialect, and what an answer says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from digests.errors import ModelError, UnusableReply
from digests.model import ModelReply, ModelRequest

REFUSED = frozenset({400, 415, 422, 501})
"""What servers answer to a parameter that they do not know."""

_LONGEST_NAME = 100

_SHAPE = "Reply with one JSON object, and nothing else, that fits this JSON Schema:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Which of the protocol's parameters a server understands."""

    schema: bool = True
    """`response_format` of the type `json_schema`; else `json_object`, with the schema in words."""
    limit: str = "max_tokens"
    """`max_completion_tokens` of OpenAI's reasoning models, which refuse the older name."""
    temperature: bool = True


def simpler(dialect: Dialect, *, status: int, param: str | None) -> Dialect | None:
    """Return what to try after a refusal; None where the refusal is of something else."""
    if status not in REFUSED:
        return None
    if param == "temperature":
        return replace(dialect, temperature=False) if dialect.temperature else None
    if param == dialect.limit:
        other = "max_tokens" if param == "max_completion_tokens" else "max_completion_tokens"
        return replace(dialect, limit=other)
    return replace(dialect, schema=False) if dialect.schema else None


def parameters(request: ModelRequest, dialect: Dialect) -> dict[str, Any]:
    """Return the parameters of a chat completion."""
    instructions = request.instructions
    if not dialect.schema:
        shape = json.dumps(request.schema, ensure_ascii=False)
        instructions = f"{instructions}\n\n{_SHAPE}\n{shape}"
    sent: dict[str, Any] = {
        "model": request.model,
        "messages": [
            {"role": "system", "content": instructions},
            {"role": "user", "content": "\n\n".join(one.text for one in request.material)},
        ],
        "response_format": _format(request) if dialect.schema else {"type": "json_object"},
        dialect.limit: request.max_output_tokens,
    }
    if dialect.temperature:
        sent["temperature"] = 0
    return sent


def _format(request: ModelRequest) -> dict[str, Any]:
    name = request.prompt.replace(".", "-")
    shape = {"name": name, "schema": dict(request.schema), "strict": True}
    return {"type": "json_schema", "json_schema": shape}


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)
    model: str | None = None
    usage: Any = None


def read_answer(body: bytes, request: ModelRequest) -> ModelReply:
    """Return what a server's answer says; whether it is JSON of the schema is not looked at.

    Raises:
        UnusableReply: the model refuses, was cut off, or says nothing.
        ModelError: it is no answer of this protocol.
    """
    try:
        completion = _Completion.model_validate_json(body)
    except ValidationError:
        # From None, here and below: what a server says may repeat the key or an article's words.
        raise ModelError("the model's server gives no answer of its protocol", unheard=1) from None
    choice = completion.choices[0]
    given, made = (
        _tokens(completion.usage, name) for name in ("prompt_tokens", "completion_tokens")
    )
    text = choice.message.content or ""
    if reason := _unfinished(choice, text):
        raise UnusableReply(f"the model's reply {reason}", input_tokens=given, output_tokens=made)
    return ModelReply(
        text=text,
        model=_named(completion.model) or request.model,
        input_tokens=given,
        output_tokens=made,
    )


def _named(model: str | None) -> str | None:
    """Return the model's name as the server tells it, unless it is more than a name."""
    return model if model and len(model) <= _LONGEST_NAME and model.isprintable() else None


def _unfinished(choice: _Choice, text: str) -> str | None:
    if choice.message.refusal or choice.finish_reason == "content_filter":
        return "is a refusal"
    if choice.finish_reason == "length":
        return "is cut off at its most tokens"
    return None if text.strip() else "is empty"


def _tokens(usage: object, name: str) -> int | None:
    count = usage.get(name) if isinstance(usage, Mapping) else None
    sound = isinstance(count, int) and not isinstance(count, bool) and 0 <= count < 2**31
    return count if sound else None
