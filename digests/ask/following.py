"""A follow-up (`and who left?`) goes on from the same person's question before."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from digests.ask.asking import Asking
from digests.ask.times import times
from digests.model import Topic, Turn
from digests.text.words import content_words

MEMORY = timedelta(minutes=15)
"""How long a question can be followed up."""
_LEAD = re.compile(
    r"(?i)\A\W*(?:and|but|also|or|plus|what\s+about|how\s+about|same\s+for)\b[\s,:]*"
)


def follow(asking: Asking, before: Turn | None, topics: Sequence[Topic]) -> Asking:
    """Return the question as it is meant, with topic and window of the one before.

    What the follow-up says itself comes first. One that names only a time or only a topic asks
    the question before once more, of that time or topic.
    """
    lead = _LEAD.match(asking.text)
    if before is None or lead is None or asking.now - before.at > MEMORY:
        return asking
    by_id = {topic.id: topic for topic in topics}
    then = by_id.get(before.topic_id or "")
    text = asking.text[lead.end() :].strip()
    spoken = times(text, now=asking.now, zone=asking.zone)
    rest = {*content_words(spoken.rest if spoken else text)}
    named = [topic for topic in topics if rest and rest <= _names(topic)]
    if not rest or named:
        time = f" {spoken.words}" if spoken else ""
        text = f"{_without(before.question, then) if named else before.question}{time}"
    return replace(
        asking,
        text=text,
        topic=named[0] if named else asking.topic or then,
        since=asking.since or before.since,
        kept_words=before.time_words,
    )


def _names(topic: Topic) -> set[str]:
    return {
        word for name in (topic.id, topic.title, *topic.aliases) for word in content_words(name)
    }


def _without(question: str, topic: Topic | None) -> str:
    """Return the question without the names of the topic that it was put to."""
    names = sorted((topic.title, *topic.aliases), key=len, reverse=True) if topic else ()
    for name in names:
        question = re.sub(rf"(?i)\b(?:the\s+)?{re.escape(name)}\b(?:['’]s)?", " ", question)
    return " ".join(question.split())
