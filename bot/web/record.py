"""The public record: every page, and what stands for one that cannot be shown."""

from collections.abc import Awaitable, Callable, Sequence

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from bot.web.about import feeds, how, robots, styles, trouble
from bot.web.brake import Brake, Buckets, Network
from bot.web.leaves import sent
from bot.web.published import answer_page, answer_record, digest_page, digest_record
from bot.web.site import Site, style_path
from bot.web.stories import story
from bot.web.syndication import atom, json_feed
from bot.web.topics import index, topic
from bot.web.visits import NotHereError
from bot.web.watching import watching
from bot.web.who import who, who_csv
from digests.errors import StoreError

_log = structlog.get_logger()

Page = Callable[[Site, Request], Awaitable[Response]]

PAGES: dict[str, Page] = {
    "/": index,
    "/t/{topic}": topic,
    "/t/{topic}/watching": watching,
    "/t/{topic}/feed.atom": atom,
    "/t/{topic}/feed.json": json_feed,
    "/d/{id}.json": digest_record,
    "/d/{id}": digest_page,
    "/a/{id}.json": answer_record,
    "/a/{id}": answer_page,
    "/s/{id}": story,
    "/who/{topic}.csv": who_csv,
    "/who/{topic}": who,
    "/feeds": feeds,
    "/how": how,
    "/robots.txt": robots,
}
"""Path -> what answers; the first that fits does."""


def make_record(site: Site, *, rate: float = 0, trusted: Sequence[Network] = ()) -> Mount:
    """Return the routes of the record; at most `rate` pages a second for one address, 0: any number."""
    pages = [Route(path, _answering(site, page)) for path, page in PAGES.items()]
    pages.append(Route(style_path(), _answering(site, styles)))
    made = Starlette(routes=pages, exception_handlers={HTTPException: _refusing(site)})
    # Where it would lead to is made from what the request says of our name.
    made.router.redirect_slashes = False
    app: ASGIApp = made
    if rate:
        app = Brake(app=app, buckets=Buckets(rate=rate), trusted=tuple(trusted))
    return Mount("/", app=app)


def _answering(site: Site, page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        if any(not _is_plain(value) for value in request.path_params.values()):
            return sent(trouble(site, 404), request, public=False, status=404)
        try:
            return await page(site, request)
        except NotHereError:
            return sent(trouble(site, 404), request, public=False, status=404)
        except StoreError as error:
            _log.warning("a page could not be read", path=request.url.path, error=str(error))
            return sent(trouble(site, 503), request, public=False, status=503)
        except Exception:  # noqa: BLE001 — a fault of one page is that page's
            _log.exception("a page could not be made", path=request.url.path)
            return sent(trouble(site, 500), request, public=False, status=500)

    return answer


def _refusing(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def refuse(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        answer = sent(trouble(site, status), request, public=False, status=status)
        answer.headers.update(getattr(error, "headers", None) or {})
        return answer

    return refuse


def _is_plain(name: str) -> bool:
    """Tell whether a name is one that we could have given."""
    return len(name) <= 80 and name.isascii() and name.replace("-", "").isalnum()
