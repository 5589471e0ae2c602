"""Articles for the claims' tests: made up of the sample's facts, and real ones where they are."""

import gzip
import json
import random
import re
from datetime import UTC, datetime
from pathlib import Path

import feedparser

from digests.model import Article, QuotedWords
from digests.text.sentences import sentences
from tests.builders import an_article
from tests.claims.mutations import Pair, supported_texts

_MARKDOWN = (
    (re.compile(r"```.*?```", re.DOTALL), ""),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"<[^>]+>|\*\*|__|`|\{%.*?%\}|^[#>*-]+ .*$", re.MULTILINE), ""),
)
_TAGS = (
    (re.compile(r"(?is)<(script|style|pre|code)\b.*?</\1>"), " "),
    (re.compile(r"(?i)</?(?:p|div|li|br|h\d|tr|ul|ol|blockquote|section)\b[^>]*>"), "\n"),
    (re.compile(r"<[^>]+>"), ""),
    (re.compile(r"&nbsp;|&#160;"), " "), (re.compile(r"&amp;|&#38;"), "&"),
    (re.compile(r"&(?:#8217|rsquo|#39|apos);"), "’"), (re.compile(r"&[#\w]+;"), ""),
)  # fmt: skip
_WHOLE = re.compile(r"[A-Z“\"].*[.!?]\Z")
_CODE = re.compile(r"[{}|=\\<>]|\w\(|://")


def seeded(seed: int) -> random.Random:
    """Return a source of draws that are the same in every run."""
    return random.Random(seed)  # noqa: S311 — nothing here is a secret


def made_up() -> list[Article]:
    """Return articles on the sample's facts, in several voices."""
    release = """Alibaba Cloud has joined the PyTorch Foundation as a Platinum member, the foundation announced on April 7, 2026.
Junhua Wang, Vice President of Alibaba Cloud, will take a seat on the Governing Board. Tao Ma, who leads its foundational software, joined the Technical Advisory Council (TAC).
Alibaba Cloud plans to contribute compiler optimization, multi-chip compatibility and large-scale stability to PyTorch. It does not intend to fork the project. The foundation hosts PyTorch, vLLM, DeepSpeed, Ray, Helion and Safetensors.
Dr. Feifei Li, Chief Technology Officer of Alibaba Cloud, said the company expects to keep its own distribution close to upstream. Mark Collier, Executive Director of the PyTorch Foundation, said the membership could widen hardware choice."""
    brief = """The 1H 2026 AI Platforms Decision Maker Survey (n=820) found that 51 % of organisations use a hybrid AI development approach and 68 % are at GenAI stage 3 or higher.
In the survey, 78 % expect larger AI budgets in the next 12 months. Hybrid and edge deployments are projected to take 43.5 % of the AI infrastructure market by 2030, up from 25 % in 2024.
The board seat may shift technical priorities, according to Futurum Group. Alibaba Cloud has never published a roadmap for its accelerators. Qwen was first released in 2023 and it competes with Microsoft, Google and AWS."""
    card = """New accelerators must run PyTorch to reach the market, Diginomica reported on 2 April 2026. Inference grows faster than training, driven by vLLM.
Agents issue more than 2,000 calls per second, and the vendor spent $40 million on the first cluster. PyTorch 2.11 will not support CUDA 11.8 without a patch."""
    dated = datetime(2026, 4, 7, 8, 0, tzinfo=UTC)
    return [
        an_article(release, title="Alibaba Cloud joins the PyTorch Foundation", published_at=dated),
        an_article(
            brief, title="Alibaba Cloud joins PyTorch: what it means", outlet="Futurum Group",
            url="https://futurum.example/brief", published_at=dated.replace(day=9),
        ),
        an_article(
            card, title="Every GPU has to work with PyTorch", outlet="Diginomica",
            url="https://diginomica.example/card", published_at=dated.replace(day=2),
        ),
    ]  # fmt: skip


def real(shared: Path, rng: random.Random, count: int) -> list[Article]:
    """Return a draw of real articles: engineering posts and feed entries with their text."""
    found = [
        *_posts(shared / "corpus" / "articles.jsonl.gz"),
        *_entries(shared / "corpus" / "feeds"),
    ]
    rng.shuffle(found)
    return found[:count]


def pairs(articles: list[Article], rng: random.Random, *, per_article: int = 4) -> list[Pair]:
    """Return supported claims: sentences as they are, and rewritten by program."""
    made = []
    for article in articles:
        spans = [
            span
            for span in sentences(article.body)
            if _WHOLE.match(article.body[span.start : span.end])
            and 7 <= len(article.body[span.start : span.end].split()) <= 45
            and not _CODE.search(article.body[span.start : span.end])
        ]
        for span in rng.sample(spans, min(per_article, len(spans))):
            exact = article.body[span.start : span.end]
            quoted = QuotedWords(
                article_id=article.id,
                exact=exact,
                prefix=article.body[max(0, span.start - 40) : span.start],
                suffix=article.body[span.end : span.end + 40],
            )
            made += [
                Pair(text, article, quoted, how) for how, text in supported_texts(exact).items()
            ]
    return made


def _posts(path: Path) -> list[Article]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["date"] and row["title"]]
    return [
        an_article(
            _plain(row["body"], _MARKDOWN), title=row["title"], outlet=row["publisher"],
            url=f"{row['base_url']}{row['slug']}",
            published_at=datetime.fromisoformat(row["date"][:10]).replace(tzinfo=UTC),
        )
        for row in rows
    ]  # fmt: skip


def _entries(folder: Path) -> list[Article]:
    found: list[Article] = []
    for path in sorted((folder / "ai").glob("*.xml")):
        parsed = feedparser.parse(
            path.read_bytes(), sanitize_html=False, resolve_relative_uris=False
        )
        for entry in parsed.entries[:8]:
            html = max(
                [*(c["value"] for c in entry.get("content", [])), entry.get("summary", "")], key=len
            )
            text = _plain(html, _TAGS)
            if len(text) > 300 and entry.get("title"):
                when = entry.get("published_parsed") or (2026, 1, 5, 0, 0, 0)
                found.append(
                    an_article(
                        text, title=" ".join(entry.title.split()), outlet=path.stem.split("feed_")[-1],
                        url=entry.get("link") or f"https://{path.stem}.example/{len(found)}",
                        published_at=datetime(when[0], when[1], when[2], tzinfo=UTC),
                    )
                )  # fmt: skip
    return found


def _plain(source: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, new in rules:
        source = pattern.sub(new, source)
    lines = (" ".join(line.split()) for line in source.splitlines())
    return "\n".join(line for line in lines if line)
