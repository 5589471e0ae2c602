"""The one tree of errors. Adapters translate what they meet into these and chain the cause.

`retryable` says whether the same call may succeed later; `retry_after` how long to wait at
least, where the other side said so. Only the text of a `UserError` may reach a chat.
"""

from datetime import timedelta


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
    """A language model did not give a usable reply."""

    def __init__(
        self, message: str, *, retryable: bool = False, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(message)
        self.retryable = retryable
        self.retry_after = retry_after


class PlatformError(CitewireError):
    """A chat platform refused a message or could not be reached."""

    def __init__(
        self, message: str, *, retryable: bool = False, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(message)
        self.retryable = retryable
        self.retry_after = retry_after
