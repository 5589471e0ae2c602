"""What `CITEWIRE_DATABASE_URL` may say."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from digests.errors import ConfigError

FORMS = (
    "sqlite:///relative/citewire.db, sqlite:////absolute/citewire.db "
    "or postgresql://user:password@host:5432/database"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the store is kept, with the driver that is used."""

    url: URL
    file: Path | None
    """The database file; None on PostgreSQL."""

    @property
    def shown(self) -> str:
        """The address for people: a path, or host and database without any password."""
        if self.file is not None:
            return str(self.file)
        return self.url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def read_address(database_url: str) -> Address:
    """Return the address that a database URL names.

    Raises:
        ConfigError: it is of no form that is understood; the URL itself is not repeated, as it
            may hold a password.
    """
    try:
        url = make_url(database_url.strip())
    except (ArgumentError, ValueError):
        # ValueError is a port that is no number. The cause would show the password.
        raise _wrong("it is not a database URL") from None
    if url.drivername in {"sqlite", "sqlite+pysqlite"}:
        return _file_address(url)
    if url.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return Address(url=url.set(drivername="postgresql+psycopg"), file=None)
    raise _wrong(f"{url.drivername!r} is not a database that Citewire can use")


def _file_address(url: URL) -> Address:
    if url.host or url.username or url.port:
        raise _wrong("a path follows three slashes (relative) or four (absolute)")
    if not url.database or url.database == ":memory:":
        raise _wrong("a database in memory would be lost at the end of every command")
    if url.query:
        raise _wrong("a SQLite file takes no options after '?'")
    file = Path(url.database).expanduser()
    plain = URL.create("sqlite", database=str(file))
    return Address(url=plain, file=file)


def _wrong(reason: str) -> ConfigError:
    return ConfigError(f"CITEWIRE_DATABASE_URL: {reason}. Use one of {FORMS}.")
