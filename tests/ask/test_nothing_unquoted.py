"""Whatever is asked of whatever corpus: every printed sentence stands in a stored article."""

from datetime import UTC, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.ask import Asking, ask
from digests.model import FeedState, Health, PollRecord
from digests.store.memory import MemoryStore
from tests.builders import MONDAY, a_feed, an_article, an_entry

WHO = ["Alibaba Cloud", "Initech", "Globex", "Lena Brandt", "The board", "It", "Hooli’s team"]
DID = ["has joined", "left", "acquired", "released", "will join", "did not join", "raised"]
WHAT = [
    "the PyTorch Foundation",
    "Ray 2.9",
    "$40 million",
    "$50 million",
    "Initech",
    "vLLM",
    "a seat on the board",
]
END = [
    ".",
    " on 7 April 2026.",
    " on 9 April 2026, no longer as planned.",
    ", “we are glad,” said Tao Ma.",
    "?",
    " in 2024, it said.",
]
SENTENCE = st.builds(
    lambda who, did, what, end: f"{who} {did} {what}{end}",
    *(st.sampled_from(part) for part in (WHO, DID, WHAT, END)),
)
ARTICLE = st.tuples(SENTENCE, st.lists(SENTENCE | st.text(max_size=60), min_size=1, max_size=5))
WORDS = (
    *("who", "joined", "left", "did", "Initech", "Globex", "since", "January", "in 2024", "join"),
    *("what", "when", "how many", "released", '"', "OR", "*", "Ray", "the", "board", "vLLM"),
)
QUESTION = st.text(max_size=80) | st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(st.lists(ARTICLE, max_size=5), QUESTION)
async def test_no_reply_holds_a_sentence_that_no_article_has(
    corpus: list[tuple[str, list[str]]], question: str
) -> None:
    store = MemoryStore()
    entries = tuple(an_entry(str(number)) for number in range(len(corpus)))
    state = FeedState(feed_id="pytorch-foundation", health=Health.OK)
    await store.save_poll(PollRecord(state=state, new=entries))
    texts: dict[str, str] = {}
    for number, ((title, body), entry) in enumerate(zip(corpus, entries, strict=True)):
        article = an_article(
            "\n".join(body),
            title=title,
            url=f"https://news.example/{number}",
            outlet=f"Outlet {number}",
            published_at=MONDAY - timedelta(days=number),
        )
        kept = await store.save_article(article, entry_id=entry.id)
        texts[kept.id] = kept.text
    asking = Asking(text=question, topic=None, now=MONDAY, zone=UTC)
    reply = await ask(asking, feeds=[a_feed()], store=store, version="test")
    for claim in reply.claims():
        assert claim.quotes
        assert claim.text == " ".join(texts[q.article_id][q.start : q.end] for q in claim.quotes)
