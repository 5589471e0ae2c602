"""A long question asks for several things, and a sentence that has one of them is no worse for it."""

from digests.ask import Asking, ask
from digests.model import Answer, FeedState, Health, NoAnswer, PollRecord, Reply
from digests.store.memory import MemoryStore
from tests.builders import MONDAY, a_feed, an_article, an_entry

LONG = (
    "Which exchange, whose founder was tried for fraud in Bergen, kept the deposits of its customers"
    " in an account of Umbrella Bank, as the Harbour Post and the Fjord Gazette wrote about it?"
)
TOLD = (
    (
        "The founder of Globex, an exchange, was tried for fraud in Bergen.",
        "Harbour Post",
    ),
    (
        "Globex, the exchange, kept its customers' deposits in an account of Umbrella Bank.",
        "Fjord Gazette",
    ),
)


async def asked(question: str, *, bodies: tuple[tuple[str, str], ...] = TOLD) -> Reply:
    store = MemoryStore()
    state = FeedState(feed_id="pytorch-foundation", health=Health.OK)
    for number, (text, outlet) in enumerate(bodies):
        entry = an_entry(str(number))
        article = an_article(
            text,
            title=f"News of the day, number {number}",
            url=f"https://news.example/{number}",
            outlet=outlet,
        )
        await store.save_poll(PollRecord(state=state, new=(entry,)))
        await store.save_article(article, entry_id=entry.id)
    asking = Asking(text=question, topic=None, now=MONDAY)
    return await ask(asking, feeds=[a_feed()], store=store, version="test")


async def test_a_long_question_is_answered_by_sentences_that_have_a_part_of_it() -> None:
    reply = await asked(LONG)
    assert isinstance(reply, Answer)
    assert any("Globex" in claim.text for claim in reply.claims())


async def test_a_short_one_wants_half_of_it_in_one_sentence() -> None:
    reply = await asked("which exchange paid the football club of Tromsø")
    assert isinstance(reply, NoAnswer)


async def test_a_long_one_that_nothing_answers_is_met_with_silence() -> None:
    other = (("Nine houses by the harbour were painted red in the spring.", "Harbour Post"),)
    assert isinstance(await asked(LONG, bodies=other), NoAnswer)
