"""Settings from the environment, `.env` and TOML. The environment is read here and nowhere else.

Precedence, strongest first: what the command line says, `CITEWIRE_…` variables, `.env` in the
working folder, `citewire.toml` in the config folder, the defaults below.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from digests.errors import ConfigError
from digests.model import LEAST_KEPT
from digests.text.urls import is_web_address

PREFIX = "CITEWIRE_"
_BEGAN = datetime.now(UTC)


def listed(written: str) -> list[str]:
    """Return what stands between commas."""
    return [part for one in written.split(",") if (part := one.strip())]


class Settings(BaseSettings):
    """What the operator may set; each is `CITEWIRE_` and the name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    config_dir: Path | None = None
    """Folder with feeds.toml and topics.toml that replaces the shipped config."""
    data_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("citewire", appauthor=False))
    )
    database_url: str | None = None
    """`sqlite:///…` or `postgresql://…`; unset: `citewire.sqlite3` in the data folder."""
    allow_private_addresses: bool = False
    """Feeds and pages on loopback and private networks may be read."""
    contact_url: str = "https://citewire.example"
    """Stands in the user agent, so that a publisher can reach the operator."""
    max_concurrent_polls: int = Field(default=16, ge=1, le=256)
    parser_processes: int = Field(default=2, ge=1, le=64)
    workers_at_once: int = Field(default=8, ge=1, le=256)
    """Jobs that one process does at once."""
    lease_seconds: float = Field(default=30.0, ge=9, le=600)
    """What a worker has in hand is another's where it was silent for so long."""
    recording_url: str | None = None
    """A recording platform's server, to which dry runs post; unset: each process records alone."""
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=0, le=65535)
    """Health and metrics are served there; 0 serves nothing."""
    log_format: Literal["text", "json"] = "text"
    operator_channel: str | None = None
    """Who is told of stuck work: `slack/TEAM/CHANNEL`."""
    keep_days: int = Field(default=400, ge=0)
    """What is older and not needed is removed once a day; 0: never."""
    recheck_days: int = Field(default=90, ge=0, le=3660)
    """Articles cited since are looked at again by night; 0: never."""
    recheck_pages: int = Field(default=300, ge=1, le=100_000)
    """The most that are looked at in a night."""
    slack_bot_token: SecretStr | None = None
    """One workspace: `xoxb-…`. Many workspaces install by OAuth instead, with the client id and secret."""
    slack_app_token: SecretStr | None = None
    """Socket Mode: `xapp-…`; without it Slack reaches the web server, which needs the signing secret."""
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_url: str = "https://slack.com/api/"
    slack_admins_only: bool = False
    """Only a workspace's admins may subscribe channels, change and end subscriptions."""
    token_key: SecretStr | None = None
    """Encrypts the tokens of installed workspaces: 32 bytes in URL-safe base64."""
    discord_token: SecretStr | None = None
    discord_application_id: str | None = Field(default=None, pattern=r"^\d{1,20}$")
    """For invitations; unset: the token names it."""
    discord_url: str = "https://discord.com/api/v10"
    public_url: str | None = None
    """Where people reach the web server, such as `https://digests.example`: record pages, OAuth."""
    public_topics: str = ""
    """Topics whose pages are for everybody, with commas between; `*`: all; others need a signed link."""
    link_key: SecretStr | None = None
    """Signs the links to pages that are not public: 16 characters or more that nobody knows."""
    link_days: int = Field(default=90, ge=1, le=3_650)
    """For how long a signed link holds."""
    web_rate: float = Field(default=20.0, ge=0)
    """Pages a second for one address, ten times as many at once; 0: as many as it asks for."""
    trusted_proxies: str = ""
    """Proxies whose X-Forwarded-For is believed, with commas between: `10.0.0.0/8, ::1`."""
    embedding_model: str | None = None
    """A folder with a model or, with `embedding_url`, a model's name there; unset: none is used."""
    embedding_url: str | None = None
    """A server that speaks OpenAI's embeddings protocol, up to `/v1`."""
    embedding_key: SecretStr | None = None
    embedding_weight: float = Field(default=0.0, ge=0, le=1)
    """What likeness in meaning counts in the ranking; 0: it brings candidates only."""
    model: str | None = None
    """The language model's name, as its server knows it; unset: digests are quotes only."""
    model_url: str | None = None
    """A server that speaks OpenAI's chat completions, up to `/v1`; unset: OpenAI's own."""
    model_key: SecretStr | None = None
    model_timeout: float = Field(default=60.0, gt=0, le=3600)
    """Seconds of one attempt."""
    model_concurrency: int = Field(default=4, ge=1, le=64)
    """Calls at once."""
    model_read_price: Decimal | None = Field(default=None, ge=0)
    """USD for a million tokens that the model reads; unset: its cost is unknown."""
    model_written_price: Decimal | None = Field(default=None, ge=0)
    model_run_tokens: int = Field(default=400_000, ge=0)
    """The most that the calls for one digest or answer may take; 0: no limit. So the five below."""
    model_run_usd: Decimal = Field(default=Decimal(0), ge=0)
    model_day_tokens: int = Field(default=4_000_000, ge=0)
    """Of all calls since midnight UTC."""
    model_day_usd: Decimal = Field(default=Decimal(0), ge=0)
    model_channel_tokens: int = Field(default=0, ge=0)
    """Of one channel's calls in 30 days."""
    model_channel_usd: Decimal = Field(default=Decimal(0), ge=0)
    now: datetime | None = None
    """A fixed clock, for demonstrations and tests. ISO 8601 with an offset."""
    now_goes_on: bool = False
    """The clock only starts there, with the process: what is asked for by time comes."""

    @field_validator("*", mode="before")
    @classmethod
    def _unset_where_empty(cls, value: object, info: ValidationInfo) -> object:
        """Return None for `NAME=` of what may be unset, as lists of variables have it."""
        field = cls.model_fields[info.field_name or ""]
        return None if value == "" and field.default is None else value

    @field_validator("public_url")
    @classmethod
    def _reached_by_browsers(cls, url: str | None) -> str | None:
        if url is not None and not is_web_address(url):
            raise ValueError("is an http(s) address, such as https://digests.example")
        return url

    @field_validator("keep_days")
    @classmethod
    def _long_enough(cls, days: int) -> int:
        if 0 < days < LEAST_KEPT.days:
            raise ValueError(f"is 0 (never) or at least {LEAST_KEPT.days}")
        return days

    @field_validator("link_key")
    @classmethod
    def _hard_to_guess(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and len(key.get_secret_value()) < 16:
            raise ValueError("has 16 characters or more")
        return key

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, written: str) -> str:
        for one in listed(written):
            ip_network(one, strict=False)
        return written

    @field_validator("now")
    @classmethod
    def _aware(cls, now: datetime | None) -> datetime | None:
        if now is not None and now.tzinfo is None:
            raise ValueError("needs an offset, as in 2026-04-13T09:00:00+00:00")
        return now

    @property
    def store_url(self) -> str:
        """The database address in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'citewire.sqlite3'}"

    def clock(self) -> datetime:
        """Return the time that counts as now, UTC."""
        real = datetime.now(UTC)
        if self.now is None:
            return real
        return self.now.astimezone(UTC) + (real - _BEGAN if self.now_goes_on else timedelta())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Add `citewire.toml` of the config folder below the environment."""
        known = {**dotenv_settings(), **env_settings(), **init_settings()}
        folder = known.get("config_dir")
        sources = (init_settings, env_settings, dotenv_settings, file_secret_settings)
        if not folder:
            return sources
        written = TomlConfigSettingsSource(settings_cls, Path(folder) / "citewire.toml")
        if unknown := sorted(set(written.toml_data) - set(cls.model_fields)):
            raise ConfigError(f"{folder}/citewire.toml: there is no setting {unknown[0]!r}.")
        return (*sources, written)


def load_settings(**overrides: Any) -> Settings:  # noqa: ANN401 — the types are Settings' fields
    """Return the settings in force; overrides that are None are left out.

    Raises:
        ConfigError: a value does not fit; the text names the variable, never its value.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        faults = "; ".join(
            f"{PREFIX}{'_'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise ConfigError(f"Settings do not fit: {faults}.") from error
    except (OSError, ValueError) as error:
        raise ConfigError(f"citewire.toml cannot be read: {error}.") from error
