"""The cited articles looked at again, politely, and what was found kept."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from digests.model import (
    Article,
    CitedText,
    Citing,
    PageLook,
    PageUnseen,
    Published,
    Quote,
    SourceCheck,
    SourceState,
)
from digests.pipeline.lanes import Lanes, together
from digests.ports import PageReader, Replies, Revisits, Store
from digests.rechecking import Key, due_tonight, is_silent, judge, nobody_was_reached

EVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Nothing was published before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisitTerms:
    """How far back, and how much at once."""

    days: int = 90
    """What is older than this is not looked at any more."""
    pages: int = 300
    """In a night, at most."""
    pages_of_host: int = 40
    concurrency: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisiting:
    """What looks at cited articles again."""

    store: Store
    replies: Replies
    revisits: Revisits
    pages: PageReader
    terms: RevisitTerms

    async def look(
        self,
        *,
        now: datetime,
        published_id: str | None = None,
        again: bool = False,
    ) -> list[SourceCheck]:
        """Look at what is due, keep what was found, and return it.

        `published_id`: only at what that one cites, however old it is; `again`: though it was looked at
        today. Killed on the way, it goes on with the rest the next time.

        Raises:
            StoreError: the store cannot be reached.
        """
        citing = await self.revisits.citing(since=self._since(now, published_id))
        meant = [one for one in citing if published_id in {None, one.published_id}]
        checks = {_key(one): one for one in await self.revisits.checks()}
        due = due_tonight(
            meant,
            checks.values(),
            now=now,
            most=self.terms.pages,
            most_of_host=self.terms.pages_of_host,
            again=again,
        )
        texts = await self._texts(citing, set(due))
        found: dict[str, list[SourceCheck]] = {}

        async def keep(article_id: str, look: PageLook, *, alone: bool = False) -> None:
            found[article_id] = [
                check
                for cited in texts[article_id]
                if (
                    check := judge(
                        cited, look, checks.get(_of(cited.article)), now=now, alone=alone
                    )
                )
            ]
            await self.revisits.save_checks(found[article_id])

        looks: dict[str, PageLook] = {}
        lanes = Lanes(self.terms.concurrency)
        wanted = {one: texts[one] for one in due if one in texts}

        async def one(article_id: str) -> None:
            looks[article_id] = look = await self._look(wanted[article_id], checks, lanes)
            if not is_silent(look):
                await keep(article_id, look)

        await together(one(article_id) for article_id in wanted)
        # Whether the silence is on our side is known once everybody was asked.
        alone = nobody_was_reached(looks.values())
        for article_id, look in looks.items():
            if is_silent(look):
                await keep(article_id, look, alone=alone)
        return [check for one in due for check in found.get(one, ())]

    async def concerned(self, *, now: datetime, published_id: str | None = None) -> list[Published]:
        """Return what cites a text that has changed under a quote or is gone, newest versions only."""
        bad = {
            _key(one)
            for one in await self.revisits.checks()
            if one.state in {SourceState.CHANGED_UNDER_QUOTE, SourceState.GONE}
        }
        if not bad:
            return []
        citing = await self.revisits.citing(since=self._since(now, published_id))
        ids = {one.published_id for one in citing if (one.article_id, one.text_sha256) in bad}
        return [one async for one in self._published(ids)]

    async def checks_of(self, published: Published) -> dict[Key, SourceCheck]:
        """Return what was found last of the sources of a digest or answer."""
        ids = [source.article.id for source in published.provenance.sources]
        return {_key(one): one for one in await self.revisits.checks(ids)}

    async def _published(self, ids: Collection[str]) -> AsyncIterator[Published]:
        for one in sorted(ids):
            found = await self.store.digest(one) or await self.replies.reply(one)
            if found is not None:
                yield found

    async def _texts(
        self, citing: Sequence[Citing], due: Collection[str]
    ) -> dict[str, list[CitedText]]:
        """Return the versions of each article that are cited, with all that is quoted of them."""
        articles: dict[Key, Article] = {}
        quotes: dict[Key, set[Quote]] = defaultdict(set)
        ids = {one.published_id for one in citing if one.article_id in due}
        async for published in self._published(ids):
            cited = [s.article for s in published.provenance.sources if s.article.id in due]
            versions = {article.id: _of(article) for article in cited}
            articles |= {_of(article): article for article in cited}
            for claim in published.claims():
                for quote in claim.quotes:
                    if quote.article_id in versions:
                        quotes[versions[quote.article_id]].add(quote)
        texts: dict[str, list[CitedText]] = defaultdict(list)
        for key, article in articles.items():
            texts[article.id].append(CitedText(article=article, quotes=frozenset(quotes[key])))
        return dict(texts)

    def _since(self, now: datetime, published_id: str | None) -> datetime:
        return EVER if published_id else now - timedelta(days=self.terms.days)

    async def _look(
        self, texts: Sequence[CitedText], checks: Mapping[Key, SourceCheck], lanes: Lanes
    ) -> PageLook:
        article = texts[-1].article
        etag, last_modified = _validators(texts, checks)
        async with lanes.turn(article.url):
            try:
                return await self.pages.look(article, etag=etag, last_modified=last_modified)
            except Exception as error:  # noqa: BLE001 — whatever one page does may cost that page only
                return PageUnseen(reason=f"reading failed ({type(error).__name__})")


def _validators(
    texts: Iterable[CitedText], checks: Mapping[Key, SourceCheck]
) -> tuple[str | None, str | None]:
    """Return what a page was known by; none where something is quoted that was not looked for yet."""
    known = [(cited, checks.get(_of(cited.article))) for cited in texts]
    if not all(check and check.seen_at and cited.quotes <= check.judged for cited, check in known):
        return None, None
    latest = max((check for _, check in known if check), key=lambda check: check.checked_at)
    return latest.etag, latest.last_modified


def _of(article: Article) -> Key:
    return (article.id, article.text_sha256)


def _key(check: SourceCheck) -> Key:
    return (check.article_id, check.text_sha256)
