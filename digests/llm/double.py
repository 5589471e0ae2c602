"""A `LanguageModel` that says what a script tells it: no network, no cost."""

from collections.abc import Callable, Iterable
from itertools import count

from digests.errors import ModelError
from digests.model import ModelReply, ModelRequest

Said = str | ModelReply | ModelError
"""A reply's JSON, a whole reply, or what goes wrong."""


class ScriptedModel:
    """Replies in order, or as a function of the request says; an error is raised in its turn.

    model = ScriptedModel(['{"claims": []}', ModelError("out of time", retryable=True)])
    model = ScriptedModel(lambda request: '{"claims": []}')
    """

    def __init__(self, script: Iterable[Said] | Callable[[ModelRequest], Said] = ()) -> None:
        self._say = script if callable(script) else _in_order(script)
        self.requests: list[ModelRequest] = []
        """What was asked, in order."""

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Return the next reply of the script.

        Raises:
            ModelError: as scripted, or because the script is at its end.
        """
        self.requests.append(request)
        said = self._say(request)
        if isinstance(said, ModelError):
            raise said
        return ModelReply(text=said, model=request.model) if isinstance(said, str) else said


def _in_order(script: Iterable[Said]) -> Callable[[ModelRequest], Said]:
    rest, numbers = iter(list(script)), count(1)

    def say(_: ModelRequest) -> Said:
        number = next(numbers)
        return next(rest, ModelError(f"the script has no reply for request {number}"))

    return say
