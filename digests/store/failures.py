"""What a database does wrong, in words that hold no password and none of what is kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    ProgrammingError,
    SQLAlchemyError,
    StatementError,
)

from digests.errors import StoreError
from digests.store.address import Address
from digests.store.refusals import refused


@contextmanager
def translated(address: Address) -> Iterator[None]:
    """Turn what SQLAlchemy and the drivers raise into `StoreError`."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _store_error(error, address) from error
    except OSError as error:
        raise StoreError(f"{address.shown}: {_safe(error, address.url)}") from error


def _store_error(error: SQLAlchemyError, address: Address) -> StoreError:
    cause = error.orig if isinstance(error, StatementError) and error.orig else error
    text = f"{address.shown}: {_safe(cause, address.url)}"
    if "file is not a database" in text or "malformed" in text:
        return refused(f"{text}. Move the file away, or set CITEWIRE_DATABASE_URL to another one.")
    if "readonly database" in text or "unable to open" in text:
        return refused(f"{text}. Check that the file and its folder can be written to.")
    # A value or a statement that the database refuses is refused again next time; a lost
    # connection, a lock or a full disk may pass.
    if isinstance(error, IntegrityError | DataError | ProgrammingError):
        return refused(text)
    if isinstance(error, StatementError) and not isinstance(error, DBAPIError):
        return refused(text)
    return StoreError(text)


def _safe(error: BaseException, url: URL) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text.replace(url.password, "***") if url.password else text
