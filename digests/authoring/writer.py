"""The model that writes, and the account of what one run asked of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from digests.authoring.replies import R, parsed, schema_of
from digests.errors import BudgetReached, ModelError, UnusableReply
from digests.model import Material, ModelRequest, RejectedClaim, Section, Shortfall, Writing
from digests.model.ids import sha256
from digests.ports import LanguageModel
from digests.prompts import prompt
from digests.prompts.marking import SIGNS

Spent = tuple[int | None, int | None, Decimal | None]
"""Tokens read, tokens written, US dollars; None where unknown."""

MOST_CALLS = 40
"""Of one digest: what is planned stays below it."""
ORDER = (
    *("extract", "mend", "write", "tell", "rewrite", "retell", "translate", "retranslate"),
    "answer",
)
"""Of the prompts, as a record names them."""
GIVEN_UP = 3
"""Calls in a row that failed for an outage: then no more is asked in this run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """A language model, and the name under which it signs."""

    model: LanguageModel
    name: str
    """As the operator configured it; the label, each claim and the record say it."""
    provider: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What came of a run: sections in which every text a model worded is a claim of its own."""

    sections: tuple[Section, ...]
    dropped: tuple[RejectedClaim, ...]
    """What a model said and was not believed, after its one repair."""
    writing: Writing


@dataclass(slots=True, kw_only=True)
class ModelRun:
    """Asks a model for typed replies. What goes wrong is a shortfall, never an error."""

    writer: Writer
    key: str
    """Of the run's budget: the same for the same digest."""
    channel: str | None = None
    _spent: list[Spent] = field(default_factory=list)
    _prompts: dict[str, str] = field(default_factory=dict)
    _asked: int = 0
    _outages: int = 0
    _silent: int = 0
    """Outages since the last reply."""
    _budget: str | None = None
    """Which budget is reached, in words."""

    async def ask(
        self,
        prompt_name: str,
        material: Sequence[Material],
        reply_type: type[R],
        *,
        one_of: Mapping[str, Sequence[str]],
        **values: str,
    ) -> R | None:
        """Return the reply to a prompt, None where there is none that can be used.

        `one_of`: field -> the ids that it may name, as the schema tells the model.
        """
        down = self._silent >= GIVEN_UP
        if self._asked >= MOST_CALLS or self._budget is not None or down:
            return None
        # Words that have every sign cannot be marked by one: nobody shows them to a model.
        if all(any(sign in one.text for one in material) for sign in SIGNS):
            return None
        used = prompt(prompt_name)
        self._asked += 1
        request = ModelRequest(
            model=self.writer.name,
            prompt=used.name,
            instructions=used.fill(**values),
            material=tuple(material),
            schema=schema_of(reply_type, one_of),
            run=self.key,
            channel=self.channel,
        )
        try:
            reply = await self.writer.model.complete(request)
        except BudgetReached as reached:
            self._budget = str(reached)
            return None
        except UnusableReply as unusable:
            self._silent = 0
            self._spent.append((unusable.input_tokens, unusable.output_tokens, None))
            return None
        except ModelError:
            self._outages += 1
            self._silent += 1
            return None
        self._silent = 0
        self._spent.append((reply.input_tokens, reply.output_tokens, reply.cost_usd))
        self._prompts[used.name] = used.sha256
        return parsed(reply.text, reply_type)

    def account(self, *, anything: bool) -> Writing:
        """Return what the replies took, and why less came than could have; `anything` stood or not."""
        names = sorted(self._prompts, key=lambda name: ORDER.index(name.partition(".")[0]))
        hashed = "".join(f"{name} {self._prompts[name]}\n" for name in names)
        return Writing(
            provider=self.writer.provider,
            calls=self._asked,
            prompts=tuple(names),
            prompt_sha256=sha256(hashed) if names else None,
            input_tokens=_sum([read for read, _, _ in self._spent]),
            output_tokens=_sum([wrote for _, wrote, _ in self._spent]),
            cost_usd=_cost([cost for _, _, cost in self._spent]),
            shortfall=self._shortfall(anything=anything),
            budget=self._budget,
        )

    def _shortfall(self, *, anything: bool) -> Shortfall | None:
        if self._budget is not None:
            return Shortfall.BUDGET
        if self._outages:
            return Shortfall.OUTAGE
        return None if anything or not self._asked else Shortfall.UNUSABLE


def _sum(counts: Sequence[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known and len(known) == len(counts) else None


def _cost(costs: Sequence[Decimal | None]) -> Decimal | None:
    known = [cost for cost in costs if cost is not None]
    return sum(known, Decimal()) if known and len(known) == len(costs) else None
