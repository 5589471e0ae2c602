"""Says of an answer that is no feed what happened, and what the operator can do."""

import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus

from digests.feeds.pace import retry_after
from digests.feeds.parsed import ParsedDocument
from digests.feeds.web import Fetched
from digests.model import FetchProblem, Health

# What challenge pages of Cloudflare, Imperva, DataDome, HUMAN and AWS hold in every language. Not
# `challenge-platform`, which Cloudflare puts into ordinary pages too.
_CHALLENGE = re.compile(
    rb"cf-chl-|cf_chl_opt|<title>Just a moment\.\.\.|_Incapsula_Resource|captcha-delivery\.com"
    rb"|px-captcha|awsWafCookieDomainList",
    re.IGNORECASE,
)
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
# A notice in the shape of a feed: xcancel.com's "RSS reader not yet whitelisted!" and its like.
_NOTICE = re.compile(
    r"\b(?:(?:not|isn't)\s+(?:yet\s+|been\s+)*white-?listed|access (?:is )?denied|"
    r"(?:has|have) been blocked|(?:verify|prove) (?:that )?you are (?:a )?human|too many requests|"
    r"rate limit(?:ed)? (?:exceeded|reached)|captcha required|enable javascript)\b",
    re.IGNORECASE,
)
_ADVICE: Mapping[int, tuple[Health, str]] = {
    401: (Health.BLOCKED, "it asks for a password; give a feed address that needs none"),
    402: (Health.BLOCKED, "it asks for payment"),
    403: (Health.BLOCKED, "it refuses this reader; ask the publisher to let its user agent in"),
    404: (Health.FAILING, "nothing is there; look for the feed's new address on its web page"),
    406: (Health.BLOCKED, "it refuses this reader; ask the publisher to let its user agent in"),
    410: (Health.GONE, "the feed was closed for good; remove it or find its successor"),
    429: (Health.FAILING, "it was asked too often; it is left alone for a while"),
    451: (Health.BLOCKED, "it is withheld for legal reasons where this program runs"),
}


def refused(answer: Fetched, *, now: datetime) -> FetchProblem | None:
    """Return the problem with an answer by status and challenge; None where its body may be a feed."""
    wait = retry_after(answer.headers, now=now)
    if _is_challenge(answer):
        reason = "a bot challenge stands before the feed; ask the publisher to let its feed out"
        return FetchProblem(
            health=Health.BLOCKED, reason=reason, retry_after=wait, status=answer.status
        )
    if answer.status == HTTPStatus.OK:
        return None
    health, advice = _ADVICE.get(answer.status, _by_class(answer.status))
    return FetchProblem(
        health=health,
        reason=f"the server answers {_named(answer.status)}: {advice}",
        retry_after=wait,
        status=answer.status,
    )


def notice(parsed: ParsedDocument) -> FetchProblem | None:
    """Return a problem where a feed's only entry is a notice to its reader."""
    if len(parsed.entries) != 1 or not _NOTICE.search(parsed.entries[0].title):
        return None
    title = parsed.entries[0].title[:100]
    return FetchProblem(
        health=Health.BLOCKED,
        reason=f"the feed holds only a notice to this reader: “{title}”",
        status=int(HTTPStatus.OK),
    )


def _is_challenge(answer: Fetched) -> bool:
    # Cloudflare documents this header for telling a challenge from the page itself.
    if answer.headers.get("cf-mitigated", "").lower() == "challenge":
        return True
    return bool(_PAGE.match(answer.body) and _CHALLENGE.search(answer.body, 0, 65_536))


def _by_class(status: int) -> tuple[Health, str]:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Health.FAILING, "the fault is on its side; it is asked again later"
    if status >= HTTPStatus.BAD_REQUEST:
        return Health.FAILING, "it does not accept the request; check the address"
    return Health.FAILING, "that is no way to hand out a feed; check the address"


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
