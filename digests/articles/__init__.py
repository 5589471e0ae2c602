"""Articles: read from the feed or the page, cleaned, and what they say of themselves."""

from digests.articles.declared import declared_authorship
from digests.articles.double import ScriptedPage, ScriptedReader
from digests.articles.looking import WebPageReader
from digests.articles.reader import FeedOrPageReader, FetchPage, Page
from digests.articles.suspicious import suspicious_words

__all__ = [
    "FeedOrPageReader",
    "FetchPage",
    "Page",
    "ScriptedPage",
    "ScriptedReader",
    "WebPageReader",
    "declared_authorship",
    "suspicious_words",
]
