"""Column types that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A UTC-aware datetime to the microsecond; SQLite keeps text that sorts as time does."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the value in UTC, naive for SQLite, whose text has no zone.

        Raises:
            ValueError: the datetime is naive.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a datetime without a time zone cannot be kept: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the value in UTC; PostgreSQL answers in the connection's zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text that both engines can keep."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 — the base class's signature
        """Return the value.

        Raises:
            ValueError: it holds U+0000, which PostgreSQL refuses, or half a surrogate pair,
                which is not UTF-8.
        """
        if value is not None:
            if "\0" in value:
                raise ValueError("text with the character U+0000 cannot be kept")
            if not value.isascii():
                value.encode()
        return value


_UNITS = Decimal(10) ** 12


class Dollars(TypeDecorator[Decimal]):
    """US dollars, kept exactly as whole millionths of millionths: a token at a price a million."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002 — the base class's signature
        """Return the amount in whole units."""
        return None if value is None else int(value * _UNITS)

    def process_result_value(self, value: int | Decimal | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 — the base class's signature
        """Return the amount; PostgreSQL's sums of whole numbers are decimal."""
        return None if value is None else Decimal(value) / _UNITS
