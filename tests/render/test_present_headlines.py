"""A headline alone is a line with its mark and its outlet."""

from bot.document import Lines
from bot.present import present
from bot.render.spans import plain
from digests.model import Mode, Section
from tests.render.digests import BRIEF, VLLM, a_digest, a_headline, an_item


def test_a_headline_stands_as_its_source_has_it_with_its_outlet() -> None:
    items = (an_item(a_headline(VLLM), label="vLLM"), an_item(a_headline(BRIEF), label="Futurum"))
    section = Section(id="headlines", title="Headlines", mode=Mode.EXTRACT, items=items)
    document = present(a_digest((section,), (VLLM, BRIEF)))
    (lines,) = [b for b in document.blocks if isinstance(b, Lines)]
    assert [plain(line.spans) for line in lines.lines] == [
        f"{VLLM.title}\u00a0[1] — vLLM",
        f"{BRIEF.title} (AI-written source)\u00a0[2] — Futurum",
    ]
    assert document.summary == "2 headlines."
