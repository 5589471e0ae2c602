"""A `LanguageModel` that says what a script tells it: no network, no cost."""

from collections.abc import Iterable

from digests.errors import ModelError
from digests.model import ModelReply, ModelRequest


class ScriptedModel:
    """Replies in order; an error in the script is raised in its turn.

    model = ScriptedModel(['{"claims": []}', ModelError("out of time", retryable=True)])
    """

    def __init__(self, replies: Iterable[str | ModelReply | ModelError] = ()) -> None:
        self._replies = list(replies)
        self.requests: list[ModelRequest] = []
        """What was asked, in order."""

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Return the next reply of the script.

        Raises:
            ModelError: as scripted, or because the script is at its end.
        """
        self.requests.append(request)
        if not self._replies:
            raise ModelError(f"the script has no reply for request {len(self.requests)}")
        reply = self._replies.pop(0)
        if isinstance(reply, ModelError):
            raise reply
        return ModelReply(text=reply, model=request.model) if isinstance(reply, str) else reply
