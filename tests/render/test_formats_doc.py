"""docs/formats.md shows each format as it is rendered: it is written by this test, and held to it.

`CITEWIRE_WRITE_GOLDEN=1 pytest tests/render/test_formats_doc.py` writes it anew.
"""

import os
from dataclasses import replace
from pathlib import Path

from bot.present import present
from bot.render import RENDERERS
from digests.layouts import LAYOUTS, lay_out
from digests.model import Digest, Mode
from digests.text.phrases import LANGUAGES
from tests.authoring.honest import honest_model
from tests.authoring.newsroom import a_store, articles, kept_digest
from tests.render.digests import sample_digest

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
HEAD = """# Formats

<!-- Written by tests/render/test_formats_doc.py, which holds it to what is rendered. -->

How a digest is laid out is a channel's choice: `/digest settings format:analyst`, `citewire subscriptions set ID --layout analyst`,
`citewire digest pytorch --layout analyst`. Its own words are in {languages}: `/digest settings language:de`,
`--language de`. Quotes stay in the language of their sources.

Without a language model (`CITEWIRE_MODEL`) each format has its quotes and facts, and one line says which parts only a model
writes: those of mode *analysis*. With one, they are headed “AI opinion”, name the statements that they rest on, and add no number, name or
event. Digests of different formats are different digests, with a hash of what each shows; what a model read is paid once for all of them.

`citewire review DIGEST --as NAME` shows a digest's exact text and records that a person approves it: its label, wherever it was
posted, then says so. An edit of the text, such as a correction, ends the review.
"""


def sample(layout: str) -> Digest:
    digest = sample_digest()
    sections = lay_out(layout, digest.sections, language="en")
    return replace(digest, format=layout, sections=sections)


def rendered(digest: Digest) -> str:
    text = RENDERERS["terminal"](digest, present(digest))
    return "\n".join(line for line in text.splitlines() if "https://" not in line)


def only(text: str, start: str, end: str) -> str:
    """Return the lines from one that begins with `start` to before one that begins with `end`."""
    lines = text.splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith(start))
    last = next(n for n, line in enumerate(lines[first:], first) if line.startswith(end))
    return "\n".join(lines[first:last]).rstrip()


async def page() -> str:
    parts = [HEAD.format(languages=", ".join(LANGUAGES.values()))]
    store, feeds = await a_store(articles())
    for name, layout in LAYOUTS.items():
        parts += [f"## {name}\n", f"{layout.words}.\n", "| part | mode |", "|---|---|"]
        parts += [f"| {part.title} | {part.mode.value} |" for part in layout.parts]
        parts += ["", "```", rendered(sample(name)), "```", ""]
        written = rendered(await kept_digest(store, feeds, honest_model(), layout=name))
        head = [part.title for part in layout.parts if part.mode is Mode.ANALYSIS][-1]
        shown = only(written, "2.", "3.")
        if name in {"analyst", "reader"}:
            ends = {"analyst": "👀", "reader": "Headlines"}
            shown = only(written, head, ends[name])
        parts += ["With a model (here a scripted one), for example:\n", "```", shown, "```", ""]
    return "\n".join(parts)


async def test_the_page_shows_what_is_rendered() -> None:
    made = await page()
    if os.environ.get("CITEWIRE_WRITE_GOLDEN") == "1":
        PAGE.write_text(made, encoding="utf-8")
    assert made == PAGE.read_text(encoding="utf-8")
