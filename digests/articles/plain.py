"""The text of an article: its title, a blank line, its body, a paragraph a line."""

import re
from collections.abc import Sequence

from digests.articles.blocks import Block, Kind, blocks
from digests.articles.boilerplate import without_boilerplate
from digests.text.clean import one_line

LONGEST_BODY = 200_000
_SEPARATOR = re.compile(r"\s+[|–—·»:•-]\s+|\s*\|\s*")
# Generators that strip `<br>` glue sentences together: "they wanted.But now".
_GLUED = re.compile(
    r"(?<=[a-z]{2}[.!?])(?=(?:The|This|That|These|Those|It|We|You|But|And|If|When|In|On|For|So|As"
    r"|At|By|To|With|Our|Your|Their|They|He|She|There|What|How|Why|While|Now|Here|An|A|I)[ ’'])"
)


def body_of(markup: str, *, title: str) -> str:
    """Return the body of an article as plain text, without boilerplate; empty where there is none.

    A paragraph, heading or table row (`a | b`) is a line, a list item one that begins with `- ` or
    `1. `; lines of code are indented by four spaces.
    """
    return as_text(without_boilerplate(blocks(markup), title=title))


def as_text(found: Sequence[Block]) -> str:
    """Return blocks as lines."""
    return "\n".join(_line(block) for block in found)


def full_text(title: str, body: str) -> str:
    """Return an article's text from its title and body."""
    return f"{title}\n\n{body}" if title else body


def shortened(body: str) -> str:
    """Return a body that fits, cut at a line."""
    if len(body) <= LONGEST_BODY:
        return body
    return body[: body.rfind("\n", 0, LONGEST_BODY) + 1].rstrip() or body[:LONGEST_BODY]


def bare_title(title: str, *, names: Sequence[str | None]) -> str:
    """Return a title on one line without the outlet's or site's name at its end or start.

    Only a part that is such a name goes: `PyTorch 2.9 | PyTorch Foundation`.
    """
    title = one_line(title)
    folded = {_folded(name) for name in names if name} - {""}
    cuts = list(_SEPARATOR.finditer(title))
    if cuts and _folded(title[cuts[-1].end() :]) in folded:
        return title[: cuts[-1].start()].strip() or title
    if cuts and _folded(title[: cuts[0].start()]) in folded:
        return title[cuts[0].end() :].strip() or title
    return title


def _line(block: Block) -> str:
    if block.kind is Kind.CODE:
        return "\n".join(f"    {line.rstrip()}" for line in block.text.split("\n") if line.strip())
    return block.mark + _GLUED.sub(" ", block.text)


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text.removeprefix("The ")).casefold()
