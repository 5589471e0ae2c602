"""Addresses: which are web pages, and which are the same page."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from digests.text.clean import strip_hidden

_HOST = re.compile(r"^(?:www\d?\.)+(?=[^.]+\.)")
_TRACKING_FRAGMENT = re.compile(
    r"^(?:utm_|xtor|ref|source|mtm_|pk_|at_|:~:|rss\b)|^$", re.IGNORECASE
)
_TRACKER = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|fbclid|gclid|dclid|msclkid|twclid|igshid|mc_[ce]id|mkt_tok"
    r"|_hs(?:enc|mi)|ref_src)(?:=|$)",
    re.IGNORECASE,
)
_LONGEST = 2048


def is_web_address(url: str) -> bool:
    """Tell whether this is an absolute http(s) address with a host and no user name in it."""
    if len(url) > _LONGEST or url != url.strip() or any(c <= " " for c in url):
        return False
    try:
        parts = urlsplit(url)
        return (
            parts.scheme.lower() in {"http", "https"}
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False


@lru_cache(maxsize=20_000)
def url_key(url: str) -> str | None:
    """Return the canonical key of a page's address; None where it is not a web address.

    Equal keys are the same page: no scheme, `www`, fragment, trailing slash or tracking
    parameter; the parameters that are left are sorted. Idempotent.
    """
    url = strip_hidden(url).strip()
    if "://" not in url[:12]:
        url = f"https://{url.lstrip('/')}"
    return _settled(url) if is_web_address(url) else None


def untracked(url: str) -> str:
    """Return an address as published, without the parameters that only follow its reader."""
    before, mark, rest = url.partition("?")
    if not mark:
        return url
    query, fragment_mark, fragment = rest.partition("#")
    kept = "&".join(part for part in query.split("&") if not _TRACKER.match(part))
    return f"{before}{'?' if kept else ''}{kept}{fragment_mark}{fragment}"


def anchor(url: str) -> str | None:
    """Return the fragment of an address where it names a place in the page, else None.

    Changelogs give each entry the address of one page with its own fragment.
    """
    fragment = unquote(url.partition("#")[2])
    return None if _TRACKING_FRAGMENT.match(fragment) else fragment


def _settled(url: str) -> str | None:
    # courlan undoes one layer a call (`?a=1&amp;amp;b=2`), so it runs until nothing changes.
    key = _reduced(url)
    for _ in range(8):
        if key is None or (again := _reduced(f"https://{key}")) == key:
            return key
        key = again
    return None


def _reduced(url: str) -> str | None:
    # It brings an HTTP library with it, a quarter of a second that `citewire --help` can spare.
    import courlan  # noqa: PLC0415

    cleaned = courlan.clean_url(url.partition("#")[0])
    if cleaned is None or not is_web_address(cleaned):
        return None
    parts = urlsplit(cleaned)
    query = parts.query
    if not query and (bare := urlsplit(url).query) and re.fullmatch(r"[\w-]+", bare):
        query = bare  # `/?12345`: courlan drops a parameter without a value
    host = _HOST.sub("", parts.netloc.lower().rstrip("."))
    path = parts.path.rstrip("/")
    return f"{host}{path}?{query}" if query else f"{host}{path}"
