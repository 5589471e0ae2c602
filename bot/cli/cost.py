"""`citewire cost`: what was spent on the language model, and on what."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.console import out, print_json, say
from bot.cli.context import Context, parse_when
from digests.model import Call, CallState

UNKNOWN = "unknown"


class By(StrEnum):
    """What calls are told apart by."""

    PROMPT = "prompt"
    MODEL = "model"
    DAY = "day"
    CHANNEL = "channel"


_OF: Mapping[By, Callable[[Call], str]] = {
    By.PROMPT: lambda call: call.prompt,
    By.MODEL: lambda call: call.model,
    By.DAY: lambda call: f"{call.at:%Y-%m-%d}",
    By.CHANNEL: lambda call: call.channel or "no channel's",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What some calls cost together. Tokens and USD are those that are known."""

    of: str
    calls: int
    reused: int
    """Requests that were answered by what these brought, for nothing."""
    input_tokens: int
    output_tokens: int
    cost_usd: Decimal | None
    """None where of no call the cost is known."""
    cost_unknown: int
    """Calls of which it is not known."""
    perhaps_paid: int
    """Attempts that broke off or fell silent, with no reply that is told of."""


def cost(
    context: typer.Context,
    *,
    since: Annotated[
        str | None, typer.Option(help="Only from then on: 7d, 36h, 2w or a date.")
    ] = None,
    by: Annotated[By, typer.Option(help="What to tell calls apart by.")] = By.PROMPT,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list.")] = False,
) -> None:
    """Show what calls to the language model cost; what was paid for once is not paid again."""
    shared: Context = context.obj
    # The ledger goes by the real time, also where the settings fix another.
    start = None if since is None else parse_when(since, datetime.now(UTC))
    calls = shared.run(lambda app: app.calls.calls(since=start))
    costs = costs_of(calls, by)
    if as_json:
        print_json([asdict(one) for one in costs])
        return
    if not calls:
        say("No call was made." if start is None else "No call was made since then.")
        return
    total = summed("all", calls)
    _print(by, costs if len(costs) == 1 else [*costs, total])
    _remark(total)


def costs_of(calls: Iterable[Call], by: By) -> list[Cost]:
    """Return what calls cost, told apart, in the order of what they are told apart by."""
    groups: dict[str, list[Call]] = {}
    for call in calls:
        groups.setdefault(_OF[by](call), []).append(call)
    return [summed(of, groups[of]) for of in sorted(groups)]


def summed(of: str, calls: Iterable[Call]) -> Cost:
    """Return what calls cost together."""
    calls = list(calls)
    known = [call.cost_usd for call in calls if call.cost_usd is not None]
    silent = [call for call in calls if call.state is CallState.LOST and call.cost_usd is None]
    return Cost(
        of=of,
        calls=len(calls),
        reused=sum(call.reused for call in calls),
        input_tokens=sum(call.input_tokens or 0 for call in calls),
        output_tokens=sum(call.output_tokens or 0 for call in calls),
        cost_usd=sum(known, Decimal(0)) if known else None,
        cost_unknown=len(calls) - len(known),
        perhaps_paid=len(silent) + sum(call.unheard for call in calls),
    )


def _print(by: By, costs: Iterable[Cost]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(by.value.capitalize(), overflow="fold")
    for head in ("Calls", "Reused", "Read", "Written", "USD"):
        table.add_column(head, justify="right")
    for one in costs:
        counts = (one.calls, one.reused, one.input_tokens, one.output_tokens)
        table.add_row(one.of, *(f"{count:,}" for count in counts), _usd(one))
    out().print(table)


def _usd(one: Cost) -> str:
    if one.cost_usd is None:
        return UNKNOWN
    known = f"{one.cost_usd:,.6f}"
    return f"{known}, and {UNKNOWN} of {one.cost_unknown:,}" if one.cost_unknown else known


def _remark(total: Cost) -> None:
    if total.reused:
        say(f"{total.reused:,} requests were answered by what was paid for before, for nothing.")
    if total.perhaps_paid:
        say(f"{total.perhaps_paid:,} attempts brought no reply, and may have been paid.")
    if total.cost_unknown:
        say(
            "A cost is unknown where the server tells no tokens, or where no price was set:"
            " CITEWIRE_MODEL_READ_PRICE, CITEWIRE_MODEL_WRITTEN_PRICE."
        )
