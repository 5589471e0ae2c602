"""A `LanguageModel` that shows another one strangers' words delimited, marked and declared untrusted."""

import json
from collections.abc import Callable
from dataclasses import replace
from secrets import token_hex

from digests.model import Material, ModelReply, ModelRequest
from digests.ports import LanguageModel
from digests.prompts import Marking, draw, fenced, prompt, unmark

UNTRUSTED = "untrusted.v1"
"""The prompt that tells what the token and the sign are, and that no text instructs anybody."""


def _new_token() -> str:
    return token_hex(6)


class MarkedModel:
    """Marks each request's material by a token that nobody has seen, and unmarks the reply."""

    def __init__(self, model: LanguageModel, *, new_token: Callable[[], str] = _new_token) -> None:
        self._model = model
        self._new_token = new_token

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Return the reply, with the material's words as the material has them.

        Raises:
            ModelError: as the other model does.
        """
        marking = draw(self._new_token(), request.material)
        declared = prompt(UNTRUSTED).fill(token=marking.token, sign=marking.sign)
        shown = Material(id="texts", text=fenced(request.material, marking))
        marked = replace(
            request, instructions=f"{request.instructions}\n\n{declared}", material=(shown,)
        )
        reply = await self._model.complete(marked)
        value = _unmarked(json.loads(reply.text), marking)
        return replace(reply, text=json.dumps(value, ensure_ascii=False))


def _unmarked(value: object, marking: Marking) -> object:
    match value:
        case str():
            return unmark(value, marking) if marking.sign in value else value
        case list():
            return [_unmarked(inner, marking) for inner in value]
        case dict():
            return {name: _unmarked(inner, marking) for name, inner in value.items()}
        case _:
            return value
