"""A digest of long names, unbroken words, many sources, and a script from right to left."""

from digests.model import Digest, Mode, Section
from digests.model.ids import sha256
from tests.builders import an_article
from tests.render.digests import a_claim, a_digest, a_headline, an_item, stories_section

HEBREW = "עליבאבא קלאוד הצטרפה לקרן"
SOURCES = 104


def unwieldy_digest() -> Digest:
    """Return the digest."""
    long = "x" * 200
    articles = [
        an_article(
            f"{long} is the name of number {n}. It was released today, as everybody says.",
            title=f"The {'very ' * 40}long headline of number {n}",
            url=f"https://long.example/{long}/{n}",
            outlet="W" * 120 if n % 2 else "An Outlet of Many Words " * 8,
        )
        for n in range(SOURCES)
    ]
    hebrew = an_article(
        f"{HEBREW} כחברת פלטינום (2026).",
        title=f"{HEBREW} כחברת פלטינום",
        url="https://hebrew.example/1",
        outlet="חדשות הטכנולוגיה",
    )
    tags = ("w" * 120, *(f"a-rather-long-tag-number-{n}-about-things" for n in range(14)))
    stories = stories_section(
        *(
            an_item(
                a_claim(article, article.body),
                headline=a_headline(article),
                tags=tags,
                story_id=f"story-unwieldy-{at}",
                also=tuple(one.id for one in articles),
            )
            for at, article in enumerate((articles[0], hebrew))
        )
    )
    joined = Section(
        id="joined",
        title="Who joined",
        mode=Mode.FACT,
        items=(an_item(a_claim(articles[1], articles[1].body), label=long, detail=long),),
    )
    return a_digest(
        [stories, joined],
        [*articles, hebrew],
        id="digest-unwieldy",
        provenance={"content_sha256": sha256("unwieldy")},
    )
