"""What Slack says of the bot token, for `citewire doctor`."""

from dataclasses import dataclass

from bot.platforms.slack.calling import answer_of, open_session, quiet_client
from bot.platforms.slack.scopes import OPTIONAL, SCOPES
from bot.platforms.slack.setup import NOT_IN_FORCE, Setup
from digests.errors import PlatformError, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """How it stands, and the next step; None where there is none."""

    what: str
    next: str | None = None


async def diagnose(setup: Setup) -> Diagnosis:
    """Ask Slack who the bot token is, and what it may do."""
    async with open_session() as session:
        client = quiet_client(setup.bot_token, setup.url, session)
        try:
            response = await answer_of(client.auth_test(), "auth.test", repeatable=True)
        except PlatformError as error:
            refused = error.trouble is Trouble.REVOKED
            return Diagnosis(what=str(error), next=NOT_IN_FORCE if refused else "try again later")
    said = response.data if isinstance(response.data, dict) else {}
    what = f"{said.get('user')} in {said.get('team')} ({said.get('team_id')})"
    # Only Slack itself says what was granted.
    granted = {one.strip() for one in str(response.headers.get("x-oauth-scopes", "")).split(",")}
    lacking = [scope for scope in SCOPES if scope not in granted] if granted - {""} else []
    if needed := [scope for scope in lacking if scope not in OPTIONAL]:
        named = ", ".join(f"{scope} ({SCOPES[scope]})" for scope in needed)
        return Diagnosis(
            what=f"{what}, without {len(needed)} of the scopes that it needs",
            next=f"add the scopes under OAuth & Permissions and install the app again: {named}",
        )
    if lacking:
        return Diagnosis(what=f"{what}, without the optional {', '.join(lacking)}")
    return Diagnosis(what=what)
