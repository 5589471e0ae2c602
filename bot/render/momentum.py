"""The chart of a topic's weekly momentum: a message that says the numbers, and what to draw instead.

An adapter that can upload pictures draws `options["chart"]`; any other posts the message as it is.
"""

from collections.abc import Mapping, Sequence

from bot.dates import short_day
from bot.document import Document
from bot.present.momentum import momentum_title, momentum_words
from bot.render import slack
from digests.pipeline import NewsWeek
from digests.text.clean import one_line
from digests.text.phrases import phrase

Json = dict[str, object]
CHART = "chart"


def slack_momentum(document: Document, title: str, weeks: Sequence[NewsWeek]) -> Json:
    """Return the body of a reply in the digest's thread."""
    language = document.language
    label, heading = one_line(document.authorship.visible_label), momentum_title(title, language)
    words = momentum_words(weeks, language)
    said = {"type": "plain_text", "text": f"{heading}. {words}", "emoji": False}
    return {
        "channel": slack.CHANNEL,
        "thread_ts": slack.THREAD_TS,
        "text": "\n".join(map(slack.escape, (label, heading, words))),
        "blocks": [slack.context(slack.escape(label)), {"type": "section", "text": said}],
        "unfurl_links": False,
        "unfurl_media": False,
        "link_names": False,
        "parse": "none",
        "options": {
            CHART: {
                "title": heading,
                "alt": f"{phrase(language, 'Bar chart')}. {words}",
                "weeks": [[short_day(w.since, language), w.articles, w.stories] for w in weeks],
            }
        },
    }


def chart_in(payload: Mapping[str, object]) -> Mapping[str, object] | None:
    """Return what is to be drawn for a body; None where it is no chart."""
    options = payload.get("options")
    chart = options.get(CHART) if isinstance(options, Mapping) else None
    return chart if isinstance(chart, Mapping) else None
