"""`citewire doctor`: what is set up, what is not, and the next step for each."""

import asyncio
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from bot.cli.console import CONFIG, DONE, WRONG, print_json, print_plain
from bot.cli.context import Context
from bot.links import EVERY
from config.settings import listed
from digests.errors import CitewireError, ConfigError, ModelError, PlatformError
from digests.model import CallState, Health

if TYPE_CHECKING:
    from bot.wiring import App
    from config.settings import Settings

OK, UNSET, BAD = "ok", "to do", "wrong"
"""`to do` is a part that is not set up, which is no fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    part: str
    state: str
    what: str
    next: str | None = None


def doctor(
    context: typer.Context,
    *,
    database_only: Annotated[
        bool, typer.Option("--database-only", help="Only whether the database answers.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list.")] = False,
) -> None:
    """Look at config, database and feeds, and say what to do next; 1 if something is wrong."""
    shared: Context = context.obj
    findings: list[Finding] = []
    code = DONE
    try:
        if not database_only:
            findings += _config(shared)
        findings += shared.run(lambda app: _database(app, feeds=not database_only))
        if not database_only:
            findings.append(asyncio.run(_slack(shared.settings)))
            findings.append(asyncio.run(_discord(shared.settings)))
            findings.append(_pages(shared))
    except ConfigError as error:
        findings.append(Finding(part="config", state=BAD, what=str(error)))
        code = CONFIG
    except CitewireError as error:
        findings.append(Finding(part="database", state=BAD, what=str(error)))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for f in findings:
            print_plain(f"{f.state:<6} {f.part:<10} {f.what}")
            if f.next:
                print_plain(f"{'':<17} next: {f.next}")
    if code == DONE and any(finding.state == BAD for finding in findings):
        code = WRONG
    raise typer.Exit(code)


def _config(shared: Context) -> list[Finding]:
    catalogue = shared.catalogue
    what = f"{len(catalogue.feeds)} feeds, {len(catalogue.topics)} topics from {catalogue.folder}"
    if not catalogue.feeds:
        return [
            Finding(part="config", state=BAD, what=what, next="add a feed: citewire feeds add URL")
        ]
    return [Finding(part="config", state=OK, what=what)]


async def _database(app: "App", *, feeds: bool) -> list[Finding]:
    described = await app.store.describe()
    what = ", ".join(f"{name} {value}" for name, value in described.items())
    findings = [Finding(part="database", state=OK, what=what)]
    if not feeds:
        return findings
    counts = await app.store.counts()
    kept = ", ".join(f"{count} {name}" for name, count in counts.items())
    findings.append(Finding(part="kept", state=OK, what=kept))
    return [*findings, await _feeds(app), await _embedding(app), await _model(app)]


async def _feeds(app: "App") -> Finding:
    states = await app.store.feed_states([feed.id for feed in app.catalogue.feeds])
    total = len(app.catalogue.feeds)
    if not states:
        return Finding(
            part="feeds", state=UNSET, what=f"none of {total} was polled yet", next="citewire poll"
        )
    ill = [feed_id for feed_id, state in states.items() if state.health is not Health.OK]
    well = len(states) - len(ill)
    what = f"{well} of {total} are well"
    if not ill:
        return Finding(part="feeds", state=OK, what=what)
    named = ", ".join(sorted(ill)[:5]) + (" …" if len(ill) > 5 else "")
    return Finding(
        part="feeds",
        state=OK if well else BAD,
        what=f"{what}; not: {named}",
        next="see why: citewire feeds list",
    )


async def _embedding(app: "App") -> Finding:
    if app.meaning is None:
        return Finding(
            part="embedding", state=OK, what="no model: questions are met by words alone"
        )
    embedder = app.meaning.embedder
    try:
        await embedder.embed(["PyTorch"])
    except ModelError as error:
        what = f"{embedder.model}: {error}; questions are met by words alone"
        return Finding(part="embedding", state=BAD, what=what, next="see CITEWIRE_EMBEDDING_URL")
    if await app.meaning.vectors.articles_without_vectors(embedder.model, limit=1):
        what = f"{embedder.model} answers; articles wait for their vectors"
        return Finding(part="embedding", state=UNSET, what=what, next="citewire poll")
    what = f"{embedder.model} answers; every article has its vectors"
    return Finding(part="embedding", state=OK, what=what)


async def _discord(settings: "Settings") -> Finding:
    if settings.discord_token is None:
        return Finding(
            part="discord", state=UNSET, what="no bot", next="set CITEWIRE_DISCORD_TOKEN"
        )
    from bot.cli.invite import discord_application
    from bot.platforms.discord.opening import who_is_it

    own = type(settings).model_fields["discord_url"].default
    elsewhere = "" if settings.discord_url == own else f" at {settings.discord_url}"
    try:
        application = discord_application(settings)
        name = await who_is_it(settings)
    except (ConfigError, PlatformError) as error:
        what = f"the bot cannot work{elsewhere}: {error}"
        return Finding(part="discord", state=BAD, what=what, next="see CITEWIRE_DISCORD_TOKEN")
    return Finding(
        part="discord",
        state=OK,
        what=f"the bot {name} of application {application}{elsewhere}",
        next="add it to a server: citewire invite discord",
    )


async def _slack(settings: "Settings") -> Finding:
    from bot.platforms.slack.setup import is_set_up, read_setup

    if not is_set_up(settings):
        return Finding(
            part="slack",
            state=UNSET,
            what="not set up: nothing is posted there",
            next="set CITEWIRE_SLACK_BOT_TOKEN and CITEWIRE_SLACK_APP_TOKEN",
        )
    try:
        setup = read_setup(settings)
    except ConfigError as error:
        return Finding(part="slack", state=BAD, what="not all of it is set up", next=str(error))
    if setup.bot_token is None:
        next_step = f"install it at {setup.oauth.public_url}/slack/install" if setup.oauth else None
        return Finding(part="slack", state=OK, what=setup.in_words, next=next_step)
    from bot.platforms.slack.diagnosis import diagnose

    found = await diagnose(setup)
    what = f"{setup.in_words}; {found.what}"
    return Finding(
        part="slack", state=OK if found.next is None else BAD, what=what, next=found.next
    )


def _pages(shared: Context) -> Finding:
    settings = shared.settings
    public = listed(settings.public_topics)
    strange = [one for one in public if one != EVERY and one not in shared.catalogue.topic_by_id]
    if strange:
        what = f"CITEWIRE_PUBLIC_TOPICS names what is no topic: {', '.join(strange)}"
        return Finding(part="pages", state=BAD, what=what, next="see the ids: citewire topics")
    if settings.public_url is None:
        what = "messages link to no page"
        return Finding(part="pages", state=UNSET, what=what, next="set CITEWIRE_PUBLIC_URL")
    if (below := urlsplit(settings.public_url).path) not in {"", "/"}:
        what = f"{settings.public_url}: links between pages begin at the host, without {below}"
        next_step = "serve the pages at a host of their own"
        return Finding(part="pages", state=BAD, what=what, next=next_step)
    if not public and settings.link_key is None:
        what = f"nobody can read the pages at {settings.public_url}"
        next_step = "set CITEWIRE_LINK_KEY, or CITEWIRE_PUBLIC_TOPICS"
        return Finding(part="pages", state=UNSET, what=what, next=next_step)
    signed = "others by signed links" if settings.link_key else "others by nobody"
    what = f"{settings.public_url}: {', '.join(public) or 'no topic'} for everybody, {signed}"
    return Finding(part="pages", state=OK, what=what)


async def _model(app: "App") -> Finding:
    """Say whether a model is set up and its server answers; the model is not asked, as that is paid."""
    settings = app.settings
    if settings.model is None:
        what = "no model: digests are quotes only, chosen by program"
        return Finding(part="model", state=OK, what=what)
    # Without a user and password, where the address has them.
    place = (
        urlsplit(settings.model_url).netloc.rpartition("@")[2] if settings.model_url else "OpenAI"
    )
    from digests.llm.remote import unreachable

    if fault := await unreachable(url=settings.model_url, key=settings.model_key):
        what = f"{settings.model} at {place}: {fault}; digests are quotes only"
        following = "see CITEWIRE_MODEL_URL and CITEWIRE_MODEL_KEY"
        return Finding(part="model", state=BAD, what=what, next=following)
    calls = await app.calls.calls(since=datetime.now(UTC) - timedelta(days=1))
    what = f"{settings.model} at {place}; {len(calls)} calls in 24 h"
    lost = sum(call.state is CallState.LOST for call in calls)
    if lost:
        what = f"{what}, {lost} of them lost"
        return Finding(part="model", state=UNSET, what=what, next="what it cost: citewire cost")
    if settings.model_read_price is None:
        following = "set CITEWIRE_MODEL_READ_PRICE and …_WRITTEN_PRICE (0 where it is your own)"
        return Finding(
            part="model", state=UNSET, what=f"{what}; its cost is unknown", next=following
        )
    return Finding(part="model", state=OK, what=what)
