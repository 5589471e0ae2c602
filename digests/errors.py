"""The one tree of errors. Adapters translate what they meet into these and chain the cause.

`retryable` says whether the same call may succeed later; `retry_after` how long to wait at
least, where the other side said so. Only the text of a `UserError` may reach a chat.
"""

from datetime import timedelta
from enum import StrEnum


class CitewireError(Exception):
    """The root: nothing else is raised across a module's border on purpose."""

    retryable: bool = False
    retry_after: timedelta | None = None


class UserError(CitewireError):
    """A person asked for something that cannot be done; the text says what to do next."""


class ConfigError(CitewireError):
    """A setting or a config file is wrong; the text names the file, the key and the remedy."""


class StoreError(CitewireError):
    """The store could not be reached or refused an operation."""

    retryable = True


class ReadError(CitewireError):
    """An article's page could not be read; the entry is kept and read again if retryable."""

    def __init__(
        self, message: str, *, retryable: bool = False, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(message)
        self.retryable = retryable
        self.retry_after = retry_after


class ModelError(CitewireError):
    """A model did not give a usable reply, or no vectors.

    `unheard` says how many attempts broke off after they were sent, and may have been paid.
    """

    def __init__(
        self,
        message: str,
        *,
        retryable: bool = False,
        retry_after: timedelta | None = None,
        unheard: int = 0,
    ) -> None:
        super().__init__(message)
        self.retryable = retryable
        self.retry_after = retry_after
        self.unheard = unheard


class UnusableReply(ModelError):  # noqa: N818 — named for what came
    """A model replied, and was paid, but not with what was asked for: the same would come again.

    The tokens are None where the server does not tell them.
    """

    def __init__(
        self,
        message: str,
        *,
        input_tokens: int | None = None,
        output_tokens: int | None = None,
        unheard: int = 0,
    ) -> None:
        super().__init__(message, unheard=unheard)
        self.input_tokens = input_tokens
        self.output_tokens = output_tokens


class BudgetReached(ModelError):  # noqa: N818 — named for what happened
    """Nothing was asked, since a budget would not have held; the text says which one.

    The text is written to stand in a digest: what is there goes without a model.
    """


class Trouble(StrEnum):
    """What is to be done about a post that did not come back as posted."""

    BUSY = "busy"
    """Not posted: too many requests. Nothing goes to `scope` before `retry_after`."""
    FAILED = "failed"
    """Not posted, for a passing reason: try again."""
    UNDECIDED = "undecided"
    """Posted or not, nobody can tell: the connection broke, or the server did after taking it."""
    REFUSED = "refused"
    """This message is refused for good; others may go."""
    GONE = "gone"
    """The channel is refused for good: archived, deleted, we were removed."""
    REVOKED = "revoked"
    """The whole workspace is refused for good: the token was revoked."""


class Scope(StrEnum):
    """Whom a rate limit is for."""

    CHANNEL = "channel"
    WORKSPACE = "workspace"
    PLATFORM = "platform"


class PlatformError(CitewireError):
    """A chat platform refused a message or could not be reached; the text is for the operator."""

    def __init__(
        self,
        message: str,
        *,
        trouble: Trouble,
        retry_after: timedelta | None = None,
        scope: Scope = Scope.CHANNEL,
    ) -> None:
        super().__init__(message)
        self.trouble = trouble
        self.retryable = trouble in {Trouble.BUSY, Trouble.FAILED, Trouble.UNDECIDED}
        self.retry_after = retry_after
        self.scope = scope
