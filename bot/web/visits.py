"""Who may read what: a visit knows whether its page is for everybody, and what it may link to."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from bot.links import Links


class NotHereError(Exception):
    """There is no such page, or it is not for whoever asks: nobody is told which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A page that is shown to somebody."""

    links: Links
    public: bool
    until: int | None = None
    """When the link ends by which the visitor came; None where the page is for everybody."""
    topic_id: str | None = None
    """The topic whose every page the visitor may read."""

    def href(self, subject: str, topic_id: str | None) -> str | None:
        """Return the address of another page of a topic, None where the visitor may not read it."""
        if self.links.is_public(topic_id):
            return f"/{subject}"
        if self.until is None or topic_id is None or topic_id != self.topic_id:
            return None
        return f"/{subject}?{self.links.query(subject, self.until)}"

    def story(self, story_id: str, topic_id: str | None) -> str | None:
        """Return the address of a story's page, None where the visitor may not read it.

        Of a topic that is not public, whoever may read the topic may read its stories.
        """
        if topic_id is None or self.href(f"t/{topic_id}", topic_id) is None:
            return None
        path = f"/s/{story_id}"
        if self.until is None:
            return path
        query = self.links.query(f"t/{topic_id}", self.until)
        return f"{path}?{query}&{urlencode({'topic': topic_id})}"

    def same(self, path: str, subject: str) -> str:
        """Return the address of another form of the same page."""
        return path if self.until is None else f"{path}?{self.links.query(subject, self.until)}"

    def kept(self, subject: str) -> list[tuple[str, str]]:
        """Return what a form on the page must send along so that its answer may be read."""
        if self.until is None:
            return []
        query = QueryParams(self.links.query(subject, self.until))
        return list(query.multi_items())


def visit(
    links: Links,
    query: QueryParams,
    subject: str,
    *,
    public: bool,
    topic_id: str | None = None,
    now: datetime,
) -> Visit:
    """Return the visit of a page.

    Raises:
        NotHereError: it is not public, and the query does not allow it.
    """
    if public:
        return Visit(links=links, public=True)
    until, signature = query.get("until", ""), query.get("sig", "")
    if not links.allows(subject, until=until, signature=signature, now=now):
        raise NotHereError
    return Visit(links=links, public=False, until=int(until), topic_id=topic_id)
