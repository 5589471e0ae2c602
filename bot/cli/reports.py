"""`citewire reports …`: errors that people report, and what becomes of them."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.console import out, print_json, print_plain, say
from bot.cli.context import Context, operator
from digests.model import ErrorReport, Published, ReportState

if TYPE_CHECKING:
    from bot.commands.correcting import Editor
    from bot.wiring import App

T = TypeVar("T")

app = typer.Typer(help="Errors that people report.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(metavar="ID", help="As `list` shows it.")]
Json = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]


@app.command("list")
def list_reports(
    context: typer.Context,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Decided ones, too.")] = False,
    as_json: Json = False,
) -> None:
    """List the reports that nobody has decided on, oldest first."""
    shared: Context = context.obj
    state = None if everything else ReportState.OPEN
    kept = shared.run(lambda app: app.feedback.reports(state=state))
    if as_json:
        print_json([_row(one) for one in kept])
        return
    if not kept:
        say("There are none.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("Id", "When", "State", "What is wrong"):
        table.add_column(head, overflow="fold")
    for one in kept:
        words = Text(_plain(one.words))
        table.add_row(one.id, f"{one.at:%Y-%m-%d %H:%M}", one.state.value, words)
    out().print(table)


@app.command()
def show(context: typer.Context, report_id: Id, *, as_json: Json = False) -> None:
    """Show the statement, its quotes, and what the person wrote."""

    async def found(editor: "Editor") -> "tuple[ErrorReport, Published | None]":
        report = await editor.find(report_id)
        return report, await editor.published(report.published_id)

    report, published = _at_desk(context.obj, found)
    statement, quotes = _quoted(published, report.claim_id)
    if as_json:
        row = _row(report)
        print_json(
            {
                **row,
                "statement": statement,
                "quotes": [{"source": s, "exact": q, "url": u} for s, q, u in quotes],
            }
        )
        return
    print_plain(
        f"{report.id}: {report.state.value}, in {report.channel.key}, of {report.published_id}"
    )
    print_plain(f"Statement  {statement or 'not kept any more'}")
    for source, exact, url in quotes:
        print_plain(f"Quote      “{exact}” — {source}{f', {url}' if url else ''}")
    print_plain(f"Reported   {report.at:%Y-%m-%d %H:%M} UTC by {report.by}: {_plain(report.words)}")
    if report.decided_at is not None:
        print_plain(
            f"Decided    {report.decided_at:%Y-%m-%d %H:%M} UTC by {report.decided_by}: {report.why}"
        )
    if report.corrected_as is not None:
        print_plain(f"Corrected  {report.corrected} is now {report.corrected_as}")


@app.command()
def uphold(
    context: typer.Context,
    report_id: Id,
    what: Annotated[str, typer.Option(help="The correction, in words for readers.")],
) -> None:
    """Take the statement out, and correct every message that has it."""

    async def upheld(editor: "Editor") -> tuple[ErrorReport, int]:
        report = await editor.uphold(report_id, what)
        return report, await editor.on_their_way(report)

    one, waiting = _at_desk(context.obj, upheld)
    now = f"{one.corrected} is now {one.corrected_as}" if one.corrected else "corrected before"
    say(f"{one.id} is upheld: {now}.")
    if waiting:
        say(f"{waiting} messages of it are still to be sent, and will be corrected.")


@app.command()
def dismiss(
    context: typer.Context,
    report_id: Id,
    why: Annotated[str, typer.Option(help="The reason, in words for the person.")],
) -> None:
    """Let the statement stand."""
    one = _at_desk(context.obj, lambda editor: editor.dismiss(report_id, why))
    say(f"{one.id} is dismissed.")


def _at_desk(shared: Context, act: "Callable[[Editor], Awaitable[T]]") -> T:
    from bot.commands.correcting import Editor

    def editor(app: "App") -> Editor:
        return Editor(
            store=app.store,
            replies=app.replies,
            feedback=app.feedback,
            outbox=app.outbox,
            by=operator(),
            now=app.now(),
            record_url=app.posted_url,
        )

    return shared.run(lambda app: act(editor(app)))


def _quoted(
    published: Published | None, claim_id: str
) -> tuple[str | None, list[tuple[str, str, str | None]]]:
    """Return the statement and its quotes, each with outlet and address."""
    claims = published.claims() if published else ()
    claim = next((one for one in claims if one.id == claim_id), None)
    if published is None or claim is None:
        return None, []
    articles = {source.article.id: source.article for source in published.provenance.sources}
    quotes = []
    for quote in claim.quotes:
        article = articles[quote.article_id]
        quotes.append((article.outlet, article.text[quote.start : quote.end], article.url))
    return _plain(claim.text), [(_plain(s), _plain(q), u) for s, q, u in quotes]


def _plain(text: str) -> str:
    from digests.text.clean import one_line

    return one_line(text)


def _row(one: ErrorReport) -> dict[str, object]:
    return {
        "id": one.id,
        "at": one.at.isoformat(),
        "by": one.by,
        "channel": one.channel.key,
        "published": one.published_id,
        "claim": one.claim_id,
        "words": one.words,
        "state": one.state.value,
        "decided_by": one.decided_by,
        "decided_at": one.decided_at.isoformat() if one.decided_at else None,
        "why": one.why,
        "corrected": one.corrected,
        "corrected_as": one.corrected_as,
    }
