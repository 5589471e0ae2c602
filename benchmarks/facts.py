"""Score the extraction of facts on labelled sentences and print precision and recall by type.

    python benchmarks/facts.py [--data tests/facts/sentences/*.txt] [--half development|held-out] [--wrong]

A file holds one text a line, and under it, indented, the facts that it states, as
`type (planned): subject | object | role or amount`; a line that opens with `Title:` is a headline
without a body. An asterisk stands for what is not judged. Every second text is held out: list
errors (`--wrong`) with `--half development` alone.

A fact counts as right where type, subject and object are the label's and it is not a plan told as
done, nor the reverse (an announcement counts as either). The role or amount is scored apart.
"""

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.metrics import Score
from digests.facts import extract
from digests.model import Article, Fact, FactType, Modality, SourceAuthorship, Tier
from digests.model.ids import content_id, sha256

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = tuple(sorted((ROOT / "tests/facts/sentences").glob("*.txt")))
HALVES = ("development", "held-out")
ANY = "*"
_LABEL = re.compile(r"\s+(?P<type>[a-z]+)(?P<planned> \(planned\))?: (?P<slots>.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A fact as a reader takes it. An asterisk is not judged, an empty slot is not filled."""

    type: FactType
    subject: str
    object: str
    detail: str
    planned: bool

    def means(self, fact: Fact) -> bool:
        """Say whether the extracted fact is this one, its role or amount aside."""
        return (
            fact.type is self.type
            and self.subject in {ANY, fact.subject}
            and self.object in {ANY, fact.object or ""}
            and fact.modality is not (Modality.DONE if self.planned else Modality.PLANNED)
        )

    def has_detail(self, fact: Fact) -> bool:
        """Say whether the fact has the label's role or amount, letter case aside."""
        given = fact.amount if self.type in _WITH_AMOUNT else fact.role
        return self.detail.lower() == (given or "").lower()


_WITH_AMOUNT = frozenset({FactType.ACQUIRED, FactType.FUNDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A text with its facts."""

    text: str
    titled: bool
    half: str
    labels: tuple[Label, ...]


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What extraction gave, counted by type; `wrong` tells each error in words."""

    right: Counter[FactType]
    said: Counter[FactType]
    labelled: Counter[FactType]
    details: list[bool]
    wrong: list[str]

    def score(self, kinds: Iterable[FactType]) -> Score:
        """Return precision and recall over the types together; 1.0 where nothing was said or asked."""
        listed = list(kinds)
        right, said, labelled = (
            sum(count[kind] for kind in listed) for count in (self.right, self.said, self.labelled)
        )
        return Score(right / said if said else 1.0, right / labelled if labelled else 1.0)


def main() -> None:
    """Score the files named on the command line, or the project's own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", nargs="+", type=Path, default=SENTENCES, metavar="FILE.txt")
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--wrong", action="store_true", help="list every error")
    options = parser.parse_args()
    texts = read(options.data)
    for half in [options.half] if options.half else HALVES:
        rows = [row for row in texts if row.half == half]
        started = time.perf_counter()
        outcome = scored(rows)
        spent = (time.perf_counter() - started) / sum(len(row.text) for row in rows)
        print(f"{half}: {len(rows)} texts, {spent * 1e6:.1f} ms a thousand characters")
        print(table(outcome))
        if options.wrong:
            print("\n".join(outcome.wrong))


def read(paths: Sequence[Path]) -> list[Labelled]:
    """Return the labelled texts of the files; those of even place are for development."""
    found: list[Labelled] = []
    for path in paths:
        blocks = re.findall(
            r"^(?![#\s])(.+)\n((?:[ \t]+.+\n)*)", path.read_text("utf-8"), re.MULTILINE
        )
        for text, labels in blocks:
            found.append(
                Labelled(
                    text=text.removeprefix("Title: "),
                    titled=text.startswith("Title: "),
                    half=HALVES[len(found) % 2],
                    labels=tuple(_label(line) for line in labels.splitlines()),
                )
            )
    return found


def _label(line: str) -> Label:
    match = _LABEL.fullmatch(line)
    if match is None:
        raise ValueError(f"not a label: {line.strip()}")
    subject, thing, detail = (slot.strip() for slot in match["slots"].split("|"))
    return Label(
        type=FactType(match["type"]),
        subject=subject,
        object=thing,
        detail=detail,
        planned=bool(match["planned"]),
    )


def scored(rows: Iterable[Labelled]) -> Outcome:
    """Extract from every text and count."""
    outcome = Outcome(right=Counter(), said=Counter(), labelled=Counter(), details=[], wrong=[])
    for row in rows:
        facts = extract(article(row))
        outcome.said.update(fact.type for fact in facts)
        outcome.labelled.update(label.type for label in row.labels)
        for label in row.labels:
            fact = next((fact for fact in facts if label.means(fact)), None)
            if fact is None:
                outcome.wrong.append(f"missed  {_shown(label)}\n          {row.text}")
                continue
            facts.remove(fact)
            outcome.right[label.type] += 1
            if label.detail != ANY:
                outcome.details.append(label.has_detail(fact))
                if not outcome.details[-1]:
                    outcome.wrong.append(f"detail  {_shown(fact)}\n          {row.text}")
        outcome.wrong += [f"too much {_shown(fact)}\n          {row.text}" for fact in facts]
    return outcome


def article(row: Labelled) -> Article:
    """Return a press report that says only this, under a title on nothing, or only its title."""
    title = row.text if row.titled else "What happened in open models this week"
    text = title if row.titled else f"{title}\n\n{row.text}"
    at = datetime(2026, 5, 20, 9, tzinfo=UTC)
    return Article(
        id=content_id("article", text),
        feed_id="example-wire",
        url=None,
        url_key=None,
        outlet="Example Wire",
        tier=Tier.PRESS,
        title=title,
        byline=None,
        published_at=at,
        date_source="published",
        fetched_at=at,
        text=text,
        text_sha256=sha256(text),
        raw_sha256=sha256(text),
        extractor="feed",
        language="en",
        authorship=SourceAuthorship(),
    )


def _shown(row: Label | Fact) -> str:
    if isinstance(row, Label):
        planned = " (planned)" if row.planned else ""
        return f"{row.type}{planned}: {row.subject} | {row.object} | {row.detail}"
    return f"{row.type} ({row.modality}): {row.subject} | {row.object} | {row.role} | {row.amount}"


def table(outcome: Outcome) -> str:
    """Return a line a type, and one for all together."""
    lines = [f"  {'':<15}{'labelled':>9}{'said':>6}{'right':>7}{'precision':>11}{'recall':>8}"]
    for name, kinds in [*((kind.value, [kind]) for kind in FactType), ("all", list(FactType))]:
        score = outcome.score(kinds)
        labelled, said, right = (
            sum(count[kind] for kind in kinds)
            for count in (outcome.labelled, outcome.said, outcome.right)
        )
        lines.append(
            f"  {name:<15}{labelled:>9}{said:>6}{right:>7}{score.precision:>11.3f}{score.recall:>8.3f}"
        )
    lines.append(f"  role or amount as labelled: {sum(outcome.details)} of {len(outcome.details)}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
