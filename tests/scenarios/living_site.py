"""Outlets whose articles stand on pages of their own, which a test edits, removes and hides."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.fakes.web import FakeWeb

JOINED = "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member on April 7, 2026."
OPENED = "Bergen University opened its PyTorch network for X-rays to nine hospitals in Norway."
FASTER = "PyTorch 2.9 trains transformer models 38% faster than PyTorch 2.8 on H100 GPUs."
ARTICLES = {
    "joins": (
        "Alibaba Cloud joins the PyTorch Foundation",
        (
            JOINED,
            "The company names Junhua Wang to the Governing Board of the PyTorch Foundation.",
            "It has contributed kernels for its own accelerators since the summer of last year.",
            "The foundation counts fourteen Platinum members after this announcement in Paris.",
        ),
    ),
    "opens": (
        "Bergen University opens its PyTorch network for X-rays",
        (
            OPENED,
            "The network reads images of lungs and marks what a radiologist should see first.",
            "Nurses at the clinic in Voss tried it for half a year before the others followed.",
            "Its weights may be used by every hospital that shares its own measurements back.",
        ),
    ),
    "faster": (
        "PyTorch 2.9 is out with a faster compiler",
        (
            FASTER,
            "The release drops support for Python 3.9 and adds wheels for free-threaded builds.",
            "Its compiler now fuses attention with the normalisation that stands before it.",
            "Maintainers thank 452 people who sent changes since the release before this one.",
        ),
    ),
}


class Site:
    """Serves a feed at `/feed.xml`, whose entries are short, and their pages at `/NAME`."""

    def __init__(self, web: FakeWeb) -> None:
        self.web = web
        for name, (title, sentences) in ARTICLES.items():
            self.serve(name, title, *sentences)
        items = "".join(_item(web.url(f"/{name}"), ARTICLES[name][0]) for name in ARTICLES)
        web.feed(
            "/feed.xml", f'<rss version="2.0"><channel><title>W</title>{items}</channel></rss>'
        )

    def serve(self, name: str, title: str, *sentences: str, beside: str = "About us.") -> None:
        paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
        self.web.page(
            f"/{name}",
            f"<html><head><title>{title}</title></head><body><nav><p>{beside}</p></nav>"
            f"<article><h1>{title}</h1>{paragraphs}</article></body></html>",
        )

    def edit(self, name: str, old: str, new: str) -> None:
        """Change words of an article."""
        title, sentences = ARTICLES[name]
        changed = [sentence.replace(old, new) for sentence in sentences]
        assert changed != list(sentences)
        self.serve(name, title, *changed)

    def restore(self, name: str) -> None:
        title, sentences = ARTICLES[name]
        self.serve(name, title, *sentences)

    def asked(self, name: str) -> int:
        return len(self.web.seen(f"/{name}"))


def write_config(folder: Path, web: FakeWeb) -> Path:
    """Write feeds.toml and topics.toml, and return their folder."""
    config = folder / "config"
    config.mkdir(exist_ok=True)
    (config / "feeds.toml").write_text(
        f'[[feed]]\nid = "wire"\nurl = "{web.url("/feed.xml")}"\noutlet = "The Wire"\ntier = "press"\n'
    )
    (config / "topics.toml").write_text(
        '[[topic]]\nid = "pytorch"\ntitle = "PyTorch"\ndescription = "PyTorch."\n'
        '[topic.match]\nany = ["pytorch"]\n'
    )
    return config


@asynccontextmanager
async def a_site() -> AsyncIterator[Site]:
    async with FakeWeb() as web:
        yield Site(web)


def _item(url: str, title: str) -> str:
    return (
        f"<item><title>{title}</title><guid>{url}</guid><link>{url}</link>"
        "<pubDate>Thu, 09 Apr 2026 09:00:00 GMT</pubDate>"
        f"<description>{title}. Read more</description></item>"
    )
