"""A document as HTML: no script, every quote in its surroundings.

`body_of` renders it once, for whatever page it stands on; `render` makes a page of its own that
needs nothing else.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.dates import day, minute
from bot.document import Document, SourceLine
from bot.present.wording import UNKNOWN
from bot.render.html_parts import Href, Page
from bot.render.spans import label_parts, quoted
from digests.text.clean import one_line
from digests.text.phrases import phrase

_PAGES = Environment(
    loader=PackageLoader("bot.render", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
STYLE = _PAGES.get_template("page.css").render()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A document as a page holds it."""

    document: Document
    title: str
    name: str
    """The title up to its time."""
    when: str
    strong: str
    """The label's first words."""
    rest: str
    main: Markup
    """What was said, and the sources."""
    closings: tuple[str, ...]
    """Small print at the foot."""
    linked_data: dict[str, object]
    sources: tuple[SourceLine, ...]

    @property
    def description(self) -> str:
        """The label, then the summary: for whoever reads the head only."""
        return f"{self.strong}{self.rest} {one_line(self.document.summary)}"


def body_of(
    document: Document, *, href: Href = lambda _: None, prefix: str = "", page: str = ""
) -> Body:
    """Return the document rendered. All foreign text goes through the templates' escaping.

    `prefix` begins every id, so that several documents can stand on one page. `page` is where the
    ids are, for what is read elsewhere.
    """
    cut = Page(document, href=href, prefix=prefix, page=page)
    strong, space, rest = label_parts(document.authorship)
    name, _, when = document.title.partition(" · ")
    sources = tuple(cut.sources.values())
    main = _PAGES.get_template("main.html").render(
        parts=cut.parts,
        prefix=prefix,
        to_source=cut.to_source,
        openings=cut.remarks(closing=False),
        sources=sources,
        unknown=phrase(document.language, UNKNOWN),
        day=partial(day, language=document.language),
        minute=partial(minute, language=document.language),
        say=partial(phrase, document.language),
        quoted=quoted,
        one_line=one_line,
    )
    return Body(
        document=document,
        title=one_line(document.title),
        name=one_line(name),
        when=one_line(when),
        strong=strong,
        rest=space + rest,
        main=Markup(main),  # noqa: S704 — made by a template that escapes
        closings=tuple(cut.remarks(closing=True)),
        linked_data=_linked_data(document, sources),
        sources=sources,
    )


def render(document: Document) -> str:
    """Return a self-contained page."""
    return _PAGES.get_template("page.html").render(
        body=body_of(document),
        css=STYLE,
        # The page's one style element is allowed by its hash, and nothing else.
        csp=f"default-src 'none'; style-src '{_hash(STYLE)}'; base-uri 'none'; form-action 'none'",
        minute=partial(minute, language=document.language),
        say=partial(phrase, document.language),
    )


def _linked_data(document: Document, sources: Iterable[SourceLine]) -> dict[str, object]:
    """Return JSON-LD by schema.org; `digitalSourceType` is the IPTC address of the contract."""
    cited = list(sources)
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": document.record_url or f"urn:citewire:{document.id}",
        "identifier": document.id,
        "headline": one_line(document.title),
        "abstract": one_line(document.summary),
        "creditText": one_line(document.authorship.visible_label),
        "dateCreated": document.created_at.isoformat(),
        "inLanguage": document.language,
        "digitalSourceType": document.authorship.digital_source_type,
        "isBasedOn": [source.url for source in cited if source.url],
        "citation": [
            {
                "@type": "Article",
                "name": one_line(source.title),
                "publisher": one_line(source.outlet),
                "datePublished": source.published_at.isoformat(),
                **({"url": source.url} if source.url else {}),
            }
            for source in cited
        ],
    }


def _hash(css: str) -> str:
    # CSP3, section 8.4: the hash is over the element's text exactly as it stands in the page.
    return f"sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()}"
