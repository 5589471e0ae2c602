"""The store in memory: for tests, and for trying things out. It ends with the process."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from typing_extensions import override

from digests.model import (
    Article,
    Digest,
    Entry,
    Fact,
    FeedState,
    Holdings,
    KnownEntries,
    KnownEntry,
    Passage,
    PollRecord,
    Story,
    Trace,
    Window,
)
from digests.ports import Store
from digests.store.keys import rekeyings
from digests.store.refusals import no_article, no_entry, other_digest, strange_fact
from digests.store.relevance import relevance
from digests.store.terms import phrases
from digests.text.words import stem


class MemoryStore(Store):
    """`Store` in dicts. No operation awaits anything, so each is one transaction."""

    def __init__(self) -> None:
        self._states: dict[str, FeedState] = {}
        self._entries: dict[str, Entry] = {}
        self._ties: dict[str, str] = {}
        """Entry id -> article id, of the last reading."""
        self._versions: dict[str, list[Article]] = {}
        self._stories: dict[tuple[str, Window], tuple[Story, ...]] = {}
        self._facts: dict[tuple[str, str], tuple[Fact, ...]] = {}
        """(article id, text hash) -> facts."""
        self._digests: dict[str, Digest] = {}
        self._listed: set[str] = set()

    @override
    async def feed_states(self, feed_ids: Sequence[str] | None = None) -> dict[str, FeedState]:
        wanted = sorted(self._states) if feed_ids is None else feed_ids
        return {feed_id: self._states[feed_id] for feed_id in wanted if feed_id in self._states}

    @override
    async def known_entries(self, feed_id: str) -> KnownEntries:
        entries = (entry for entry in self._entries.values() if entry.feed_id == feed_id)
        return KnownEntries(by_id={entry.id: _known(entry) for entry in entries})

    @override
    async def save_poll(self, record: PollRecord) -> None:
        self._states[record.state.feed_id] = record.state
        of_feed = [e for e in self._entries.values() if e.feed_id == record.state.feed_id]
        held = {entry.key: entry.id for entry in of_feed}
        for entry in rekeyings(record.rekeyed, held):
            if kept := self._entries.get(entry.id):
                self._entries[entry.id] = replace(
                    kept, key=entry.key, guid=entry.guid, url=entry.url, url_key=entry.url_key
                )
        keys = {(entry.feed_id, entry.key) for entry in self._entries.values()}
        for entry in record.new:
            if entry.id not in self._entries and (entry.feed_id, entry.key) not in keys:
                keys.add((entry.feed_id, entry.key))
                self._entries[entry.id] = replace(entry, article_id=None)
        for entry in record.changed:
            kept = self._entries.get(entry.id)
            if kept and _content(kept) != _content(entry):
                self._entries[entry.id] = _unread_again(kept, entry)

    @override
    async def unread_entries(
        self, feed_ids: Sequence[str], *, since: datetime | None = None, limit: int = 500
    ) -> list[Entry]:
        waiting = [
            entry
            for entry in self._entries.values()
            if entry.feed_id in feed_ids
            and entry.article_id is None
            and entry.unread_reason is None
            and (since is None or entry.dated_at >= since)
        ]
        waiting.sort(key=lambda entry: entry.id)
        waiting.sort(key=lambda entry: entry.dated_at, reverse=True)
        return waiting[: max(limit, 0)]

    @override
    async def save_article(self, article: Article, *, entry_id: str) -> Article:
        entry = self._entry(entry_id)
        versions = self._versions.setdefault(article.id, [])
        if not versions or versions[-1].text_sha256 != article.text_sha256:
            versions.append(replace(article, version=len(versions) + 1))
        self._ties[entry_id] = article.id
        self._entries[entry_id] = replace(entry, article_id=article.id, unread_reason=None)
        return versions[-1]

    @override
    async def save_unreadable(self, entry_id: str, reason: str, *, final: bool) -> None:
        entry = self._entry(entry_id)
        gives_up = final and entry.article_id is None and entry.unread_reason is None
        self._entries[entry_id] = replace(
            entry,
            attempts=entry.attempts + 1,
            unread_reason=reason if gives_up else entry.unread_reason,
        )

    @override
    async def articles(
        self,
        window: Window,
        *,
        feed_ids: Sequence[str] | None = None,
        datable_only: bool = False,
    ) -> list[Article]:
        led_to = (
            self._versions
            if feed_ids is None and not datable_only
            else {
                self._ties[entry.id]
                for entry in self._entries.values()
                if entry.id in self._ties
                and (feed_ids is None or entry.feed_id in feed_ids)
                and not (datable_only and entry.undatable)
            }
        )
        found = [a for a in self._newest() if a.id in led_to and _inside(a, window)]
        return sorted(found, key=lambda article: (article.published_at, article.id))

    @override
    async def article(self, article_id: str, *, text_sha256: str | None = None) -> Article | None:
        for version in reversed(self._versions.get(article_id, [])):
            if text_sha256 in {None, version.text_sha256}:
                return version
        return None

    @override
    async def search(
        self,
        terms: Sequence[str],
        *,
        window: Window | None = None,
        feed_ids: Sequence[str] | None = None,
        limit: int = 50,
    ) -> list[Passage]:
        wanted = [[stem(word) for word in phrase] for phrase in phrases(terms)]
        found = [
            Passage(article=article, score=score)
            for article in self._newest()
            if (window is None or _inside(article, window))
            and (feed_ids is None or article.feed_id in feed_ids)
            and (score := relevance(article, wanted))
        ]
        found.sort(key=lambda passage: passage.article.id)
        found.sort(key=lambda passage: (passage.score, passage.article.published_at), reverse=True)
        return found[: max(limit, 0)]

    @override
    async def holdings(self, window: Window) -> Holdings:
        days = [article.published_at for article in self._newest() if _inside(article, window)]
        return Holdings(articles=len(days), first=min(days, default=None))

    @override
    async def frequencies(self, words: Sequence[str], *, most: int = 5_000) -> dict[str, int]:
        versions = [version for kept in self._versions.values() for version in kept]
        counts = {
            word: min(most, sum(relevance(version, [parts]) > 0 for version in versions))
            for word in words
            for phrase in phrases([word])
            if (parts := [stem(part) for part in phrase])
        }
        return dict.fromkeys(words, 0) | counts | {"": len(self._versions)}

    @override
    async def save_stories(self, topic_id: str, window: Window, stories: Sequence[Story]) -> None:
        self._stories[topic_id, window] = tuple(stories)

    @override
    async def stories(self, topic_id: str, window: Window) -> list[Story]:
        return list(self._stories.get((topic_id, window), ()))

    @override
    async def save_facts(self, article_id: str, text_sha256: str, facts: Sequence[Fact]) -> None:
        if any(fact.quote.article_id != article_id for fact in facts):
            raise strange_fact(article_id)
        if article_id not in self._versions:
            raise no_article(article_id)
        self._facts[article_id, text_sha256] = tuple(facts)

    @override
    async def facts(self, article_ids: Sequence[str]) -> list[Fact]:
        found: list[Fact] = []
        for article_id in dict.fromkeys(article_ids):
            if versions := self._versions.get(article_id):
                of_text = self._facts.get((article_id, versions[-1].text_sha256), ())
                found += sorted(of_text, key=lambda fact: fact.quote.start)
        return found

    @override
    async def articles_without_facts(self, article_ids: Sequence[str]) -> list[str]:
        return [
            article_id
            for article_id in dict.fromkeys(article_ids)
            if (versions := self._versions.get(article_id))
            and (article_id, versions[-1].text_sha256) not in self._facts
        ]

    @override
    async def save_digest(
        self, digest: Digest, *, feed_ids: Sequence[str] = (), listed: bool = True
    ) -> Digest:
        kept = next((one for one in self._digests.values() if _key(one) == _key(digest)), None)
        if kept is None:
            if digest.id in self._digests:
                raise other_digest(digest.id)
            kept = self._digests[digest.id] = digest
        earlier = kept.provenance.supersedes
        if listed and (earlier not in self._digests or earlier in self._listed):
            self._listed.add(kept.id)
        return kept

    async def listed_digests(self) -> list[Digest]:
        """Return the digests that the archive lists, replaced or not, oldest first."""
        return [digest for digest in await self.digests() if digest.id in self._listed]

    @override
    async def digest(self, digest_id: str) -> Digest | None:
        return self._digests.get(digest_id)

    @override
    async def digests(self, topic_id: str | None = None) -> list[Digest]:
        found = (d for d in self._digests.values() if topic_id in {None, d.topic_id})
        return sorted(found, key=lambda digest: digest.created_at)

    @override
    async def trace(self, *, url_key: str) -> Trace:
        led_to = {self._ties.get(e.id) for e in self._entries.values() if e.url_key == url_key}
        pages = [a for a in self._newest() if a.url_key == url_key or a.id in led_to]
        pages.sort(key=lambda article: article.id)
        pages.sort(key=lambda a: (a.url_key == url_key, a.published_at), reverse=True)
        page = pages[0] if pages else None
        entries = (
            entry
            for entry in self._entries.values()
            if entry.url_key == url_key or (page and self._ties.get(entry.id) == page.id)
        )
        ordered = tuple(sorted(entries, key=lambda entry: (entry.first_seen_at, entry.id)))
        if page is None:
            return Trace(entries=ordered)
        return Trace(
            entries=ordered,
            article=page,
            versions=len(self._versions[page.id]),
            stories=tuple(self._stories_with(page.id)),
            digest_ids=tuple(digest.id for digest in self._digests_citing(page.id)),
        )

    @override
    async def counts(self) -> dict[str, int]:
        return {
            "feeds": len(self._states),
            "entries": len(self._entries),
            "articles": len(self._versions),
            "versions": sum(map(len, self._versions.values())),
            "stories": sum(map(len, self._stories.values())),
            "facts": sum(map(len, self._facts.values())),
            "digests": len(self._digests),
        }

    def _entry(self, entry_id: str) -> Entry:
        entry = self._entries.get(entry_id)
        if entry is None:
            raise no_entry(entry_id)
        return entry

    def _newest(self) -> Iterable[Article]:
        return (versions[-1] for versions in self._versions.values())

    def _stories_with(self, article_id: str) -> Iterable[tuple[str, Story]]:
        by_topic = sorted(self._stories, key=lambda key: key[0])
        by_topic.sort(key=lambda key: (key[1].until, key[1].since), reverse=True)
        for topic_id, window in by_topic:
            for story in self._stories[topic_id, window]:
                if article_id in story.members or article_id in {
                    c.article_id for c in story.copies
                }:
                    yield topic_id, story

    def _digests_citing(self, article_id: str) -> list[Digest]:
        citing = [
            digest
            for digest in reversed(self._digests.values())
            if article_id in {source.article.id for source in digest.provenance.sources}
        ]
        return sorted(citing, key=lambda digest: digest.created_at, reverse=True)


def _known(entry: Entry) -> KnownEntry:
    return KnownEntry(
        id=entry.id,
        key=entry.key,
        guid=entry.guid,
        url_key=entry.url_key,
        title=entry.title,
        dated_at=entry.dated_at,
        html_sha256=entry.html_sha256,
        date_source=entry.date_source,
        first_seen_at=entry.first_seen_at,
        silent=entry.silent,
        changes=entry.changes,
    )


def _content(entry: Entry) -> tuple[str | None, ...]:
    return (entry.url, entry.url_key, entry.title, entry.byline, entry.html_sha256)


def _unread_again(kept: Entry, changed: Entry) -> Entry:
    return replace(
        kept,
        url=changed.url,
        url_key=changed.url_key,
        title=changed.title,
        byline=changed.byline,
        html=changed.html,
        html_sha256=changed.html_sha256,
        changes=changed.changes,
        article_id=None,
        unread_reason=None,
        attempts=0,
    )


def _inside(article: Article, window: Window) -> bool:
    return window.since <= article.published_at < window.until


def _key(digest: Digest) -> tuple[object, ...]:
    content = digest.version_sha256
    return (digest.topic_id, digest.window, digest.format, digest.language, content)
