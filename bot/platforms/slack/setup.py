"""How Slack is set up: which settings belong together, and what is missing. Imports no SDK."""

from dataclasses import dataclass

from config.settings import PREFIX, Settings
from digests.errors import ConfigError

MAKE_KEY = (
    'python3 -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())"'
)
NOT_IN_FORCE = (
    "CITEWIRE_SLACK_BOT_TOKEN is not in force. Install the app again at api.slack.com/apps and copy"
    " its Bot User OAuth Token (xoxb-…)."
)
_AT_SLACK = "at api.slack.com/apps, in your app"


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth:
    """Many workspaces install the app by themselves."""

    client_id: str
    client_secret: str
    token_key: str
    public_url: str

    @property
    def redirect_url(self) -> str:
        """Where Slack sends people back to; the app's settings name it, too."""
        return f"{self.public_url}/slack/oauth_redirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What the settings come to: a bot token or OAuth, Socket Mode or HTTP."""

    url: str
    bot_token: str | None
    oauth: OAuth | None
    app_token: str | None
    signing_secret: str | None
    """Only where there is no app token: Slack calls us one way."""

    @property
    def in_words(self) -> str:
        """Say it without any secret."""
        where = "many workspaces by OAuth" if self.oauth else "one workspace by its bot token"
        how = "Socket Mode" if self.app_token else "HTTP at /slack/events"
        return f"{where}, {how}"


def is_set_up(settings: Settings) -> bool:
    """Return whether any of Slack's secrets is set, so that the others are missed."""
    return any(
        (
            settings.slack_bot_token,
            settings.slack_app_token,
            settings.slack_signing_secret,
            settings.slack_client_id,
            settings.slack_client_secret,
        )
    )


def read_setup(settings: Settings) -> Setup:
    """Return what the settings come to.

    Raises:
        ConfigError: something is missing or does not fit; the text says where to get it.
    """
    bot_token = _secret(settings, "slack_bot_token", "xoxb-")
    app_token = _secret(settings, "slack_app_token", "xapp-")
    signing_secret = _secret(settings, "slack_signing_secret")
    oauth = _oauth(settings)
    if bot_token and oauth:
        raise ConfigError(
            f"{_name('slack_bot_token')} is for one workspace, {_name('slack_client_id')} for many:"
            " unset one of them."
        )
    if not bot_token and not oauth:
        raise ConfigError(
            f"Slack needs {_name('slack_bot_token')}: {_AT_SLACK} under OAuth & Permissions, install"
            " the app and copy the Bot User OAuth Token (xoxb-…). For many workspaces set"
            f" {_name('slack_client_id')} and {_name('slack_client_secret')} instead."
        )
    if not app_token and not signing_secret:
        raise ConfigError(
            f"Slack needs {_name('slack_app_token')} for Socket Mode: {_AT_SLACK} under Basic"
            " Information, make an App-Level Token (xapp-…) with connections:write. Or, where Slack"
            f" can reach your web server, {_name('slack_signing_secret')} from the same page."
        )
    if not app_token and settings.web_port == 0:
        raise ConfigError(
            f"Slack over HTTP calls the web server, but {_name('web_port')} is 0: set it to a port,"
            f" or set {_name('slack_app_token')} for Socket Mode."
        )
    return Setup(
        url=settings.slack_url,
        bot_token=bot_token,
        oauth=oauth,
        app_token=app_token,
        signing_secret=None if app_token else signing_secret,
    )


def _oauth(settings: Settings) -> OAuth | None:
    client_id = settings.slack_client_id
    client_secret = _secret(settings, "slack_client_secret")
    if not client_id and not client_secret:
        return None
    if not client_id or not client_secret:
        lacking = "slack_client_secret" if client_id else "slack_client_id"
        raise ConfigError(f"{_name(lacking)} is missing: {_AT_SLACK} under Basic Information.")
    token_key = _secret(settings, "token_key")
    if not token_key:
        raise ConfigError(
            f"{_name('token_key')} is missing: it encrypts the tokens of the workspaces that install"
            f" Citewire. Make one, and keep it as you keep passwords: {MAKE_KEY}"
        )
    if not settings.public_url:
        raise ConfigError(
            f"{_name('public_url')} is missing: Slack sends whoever installs Citewire back to it,"
            " such as https://digests.example."
        )
    return OAuth(
        client_id=client_id,
        client_secret=client_secret,
        token_key=token_key,
        public_url=settings.public_url.rstrip("/"),
    )


def _secret(settings: Settings, field: str, begins: str = "") -> str | None:
    kept = getattr(settings, field)
    value: str = kept.get_secret_value().strip() if kept is not None else ""
    if value and not value.startswith(begins):
        raise ConfigError(f"{_name(field)} does not begin with {begins}: it is another token.")
    return value or None


def _name(field: str) -> str:
    return f"{PREFIX}{field.upper()}"
