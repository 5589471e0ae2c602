"""A reported error: kept once, decided once, and corrected wherever it was posted."""

from dataclasses import replace

import pytest
from typing_extensions import override

from bot.delivery import as_corrected
from bot.document import Document, Panel
from bot.present import present
from bot.render import discord_limits, record, slack, slack_limits
from digests.errors import StoreError, UserError
from digests.model import Channel, Claim, Digest, ErrorReport, ReportState
from digests.pipeline import recheck
from digests.store.memory_feedback import MemoryFeedback
from tests.commands.chats import BOB, ELSEWHERE, HERE, THERE, Chat, text_of

GUILD = Channel(platform="discord", workspace_id="1", channel_id="2")
WRONG = "It was Gold, not Platinum."
WHAT = "the member is Gold, not Platinum"


def platinum(digest: Digest) -> Claim:
    return next(claim for claim in digest.claims() if "as a Platinum member." in claim.text)


async def reported(chat: Chat, published_id: str, claim_id: str, words: str = WRONG) -> str:
    """Report a statement, and return the id of the report."""
    panel = await chat.press("report", f"{published_id}/{claim_id}", words=words)
    assert isinstance(panel, Panel)
    return (await chat.feedback.reports())[-1].id


async def test_a_report_is_kept_with_who_said_what_of_which_statement() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    claim = platinum(digest)
    panel = await chat.press("report", f"{digest.id}/{claim.id}", words=f" {WRONG}\n\u202e ")
    (kept,) = await chat.feedback.reports()
    assert (kept.by, kept.channel, kept.words) == ("U1", HERE, WRONG)
    assert (kept.published_id, kept.claim_id) == (digest.id, claim.id)
    assert kept.id in text_of(panel)
    await chat.press("report", f"{digest.id}/{claim.id}", words=WRONG)
    assert await chat.feedback.reports() == [kept]


async def test_of_a_story_that_was_taken_out_there_is_nothing_to_report() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    gone = f"{digest.id}/story-0"
    with pytest.raises(UserError, match="not any more"):
        await chat.statements(gone)
    with pytest.raises(UserError, match="not any more"):
        await chat.press("report", gone, words=WRONG)


@pytest.mark.parametrize("words", [None, "", " \n\u200b"])
async def test_a_report_without_words_is_refused(words: str | None) -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    with pytest.raises(UserError, match="what is wrong"):
        await chat.press("report", f"{digest.id}/{platinum(digest).id}", words=words)


async def test_a_form_offers_the_statements_of_the_page_or_the_card() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    first = digest.sections[0].items[0]
    with pytest.raises(UserError, match="which statement"):
        await chat.press("report", digest.id, words=WRONG)
    offered = await chat.statements(digest.id)
    assert [value for _, value in offered] == [f"{digest.id}/{c.id}" for c in digest.claims()]
    assert all(len(label) <= 75 for label, _ in offered)
    card = await chat.statements(f"{digest.id}/{first.story_id}")
    assert len(card) == 1 + len(first.claims)
    for _, value in offered:
        await chat.press("report", value, words=WRONG)
    assert len(await chat.feedback.reports()) == len(offered)


async def test_a_person_reports_no_more_while_many_wait() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    value = f"{digest.id}/{platinum(digest).id}"
    for number in range(10):
        await chat.press("report", value, words=f"Wrong {number}")
    with pytest.raises(UserError, match="10 errors"):
        await chat.press("report", value, words="Wrong again")
    await chat.press("report", value, words="Wrong", person=BOB)
    await chat.press("report", value, words="Wrong", channel=ELSEWHERE)


@pytest.mark.parametrize("value", ["digest-0/claim-0", "claim-0", "", "answer-0"])
async def test_what_is_not_kept_cannot_be_reported(value: str) -> None:
    with pytest.raises(UserError, match="not kept"):
        await Chat().press("report", value, words=WRONG)


async def test_a_statement_that_is_not_there_cannot_be_reported() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    claim = platinum(digest)
    await chat.editor.uphold(await reported(chat, digest.id, claim.id), WHAT)
    for claim_id in ("claim-0", claim.id):
        with pytest.raises(UserError, match="does not stand there"):
            await chat.press("report", f"{digest.id}/{claim_id}", words="It was Silver")


async def test_a_button_of_an_old_version_shows_the_newest() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    claim = platinum(digest)
    decided = await chat.editor.uphold(await reported(chat, digest.id, claim.id), WHAT)
    shown = await chat.press("sources", digest.id)
    assert isinstance(shown, Document)
    assert shown.id == decided.corrected_as
    assert claim.id not in str(shown.blocks)


async def test_an_upheld_report_takes_the_statement_out_of_a_new_version_that_holds() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    claim = platinum(digest)
    decided = await chat.editor.uphold(await reported(chat, digest.id, claim.id), WHAT)
    assert (decided.state, decided.decided_by) == (ReportState.UPHELD, "terminal:grace")
    assert (decided.corrected, decided.why) == (digest.id, WHAT)
    corrected = await chat.store.digest(str(decided.corrected_as))
    assert corrected is not None
    assert claim.id not in {one.id for one in corrected.claims()}
    assert len(corrected.claims()) == len(digest.claims()) - 1
    provenance = corrected.provenance
    assert provenance.supersedes == digest.id
    assert [(fix.claim_id, fix.what) for fix in provenance.corrections] == [(claim.id, WHAT)]
    assert provenance.content_sha256 != digest.provenance.content_sha256
    assert await recheck(corrected, store=chat.store) == []
    assert await chat.store.digest(digest.id) == digest
    assert record.record(corrected)["supersedes"] == digest.id


async def test_everything_that_was_posted_is_edited_and_the_thread_is_told() -> None:
    chat = Chat()
    digest = await chat.posted(HERE, THERE, GUILD)
    claim = platinum(digest)
    before = {channel: len(await chat.shown_in(channel)) for channel in (HERE, THERE, GUILD)}
    await chat.editor.uphold(await reported(chat, digest.id, claim.id), WHAT)
    for channel, faults in (
        (HERE, slack_limits.faults),
        (THERE, slack_limits.faults),
        (GUILD, discord_limits.faults),
    ):
        new = (await chat.outbox.deliveries(channel=channel))[before[channel] :]
        edits = [one for one in new if one.replaces is not None]
        assert len(edits) == before[channel]
        assert "Corrected on 13 April 2026" in str(edits[0].payload)
        assert "https://citewire.example/r/digest-" in str(edits[0].payload)
        assert not any(claim.text in str(one.payload) for one in new)
        assert f"Corrected: {WHAT}" in str(new[-1].payload).replace("\\", "")
        assert all(faults(one.payload) == [] for one in new)


async def test_what_is_sent_after_the_correction_is_corrected_when_it_is_said_again() -> None:
    chat = Chat()
    digest = await chat.digest()
    claim = platinum(digest)
    await chat.enqueued(present(digest), THERE)
    decided = await chat.editor.uphold(await reported(chat, digest.id, claim.id), WHAT)
    planned = await chat.outbox.deliveries(channel=THERE)
    assert await chat.editor.on_their_way(decided) == len(planned)
    await chat.work(THERE)
    assert await chat.editor.on_their_way(decided) == 0
    for _ in range(2):
        assert await chat.editor.uphold(decided.id, WHAT) == decided
        new = (await chat.outbox.deliveries(channel=THERE))[len(planned) :]
        edits = [one for one in new if one.replaces is not None]
        assert len(edits) == len(planned)
        assert not any(claim.text in str(one.payload) for one in new)


async def test_whoever_reported_is_told_once_and_alone() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    report_id = await reported(chat, digest.id, platinum(digest).id)
    await chat.editor.uphold(report_id, WHAT)
    (told,) = await chat.shown_in(replace(HERE, channel_id="U1"))
    assert "You were right" in told
    assert f"{WHAT}." in told
    await chat.editor.uphold(report_id, WHAT)
    with pytest.raises(UserError, match="was upheld by terminal:grace"):
        await chat.editor.dismiss(report_id, "no")
    assert len(await chat.shown_in(replace(HERE, channel_id="U1"))) == 1


async def test_a_dismissed_report_changes_nothing_and_says_why() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    before = await chat.shown_in(HERE)
    report_id = await reported(chat, digest.id, platinum(digest).id)
    decided = await chat.editor.dismiss(report_id, "The source says Platinum")
    assert decided.state is ReportState.DISMISSED
    (told,) = await chat.shown_in(replace(HERE, channel_id="U1"))
    assert "stays: The source says Platinum." in told
    assert await chat.shown_in(HERE) == before
    assert await chat.store.digests() == [digest]
    with pytest.raises(UserError, match="was dismissed by terminal:grace"):
        await chat.editor.uphold(report_id, WHAT)


async def test_a_second_correction_goes_on_from_the_first_and_edits_each_message_once() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    first, second = platinum(digest), digest.sections[0].items[0].claims[0]
    reports = [await reported(chat, digest.id, claim.id) for claim in (first, second)]
    one = await chat.editor.uphold(reports[0], WHAT)
    await chat.work(HERE)
    before = len(await chat.shown_in(HERE))
    two = await chat.editor.uphold(reports[1], "it is not twice as fast")
    assert two.corrected == one.corrected_as
    newest = await chat.store.digest(str(two.corrected_as))
    assert newest is not None
    assert {first.id, second.id}.isdisjoint({claim.id for claim in newest.claims()})
    assert len(newest.provenance.corrections) == 2
    assert await recheck(newest, store=chat.store) == []
    new = (await chat.outbox.deliveries(channel=HERE))[before:]
    edited = [one.replaces for one in new if one.replaces is not None]
    assert len(set(edited)) == len(edited) == len(slack.messages(present(digest)))
    assert await chat.feedback.corrected_as(digest.id) == newest.id


async def test_a_statement_that_two_people_report_is_corrected_once() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    claim = platinum(digest)
    one = await reported(chat, digest.id, claim.id)
    two = await reported(chat, digest.id, claim.id, "It is a Gold member")
    await chat.editor.uphold(one, WHAT)
    before = await chat.shown_in(HERE)
    decided = await chat.editor.uphold(two, WHAT)
    assert (decided.state, decided.corrected_as) == (ReportState.UPHELD, None)
    assert await chat.shown_in(HERE) == before


class Forgetful(MemoryFeedback):
    """Its database is lost just before the first decision is kept."""

    def __init__(self) -> None:
        super().__init__()
        self._lost = True

    @override
    async def decide(self, report: ErrorReport) -> bool:
        if self._lost:
            self._lost = False
            raise StoreError("lost")
        return await super().decide(report)


async def test_a_correction_that_died_halfway_is_finished_and_made_once() -> None:
    chat = Chat(feedback=Forgetful())
    digest = await chat.posted(HERE)
    report_id = await reported(chat, digest.id, platinum(digest).id)

    with pytest.raises(StoreError):
        await chat.editor.uphold(report_id, WHAT)
    digests = await chat.store.digests()
    await chat.editor.uphold(report_id, WHAT)
    deliveries = await chat.outbox.deliveries()
    assert any(f"Corrected: {WHAT}" in str(one.payload) for one in deliveries)
    await chat.editor.uphold(report_id, WHAT)
    assert await chat.outbox.deliveries() == deliveries
    assert await chat.store.digests() == digests


@pytest.mark.parametrize("what", ["", " ", "x" * 301])
async def test_a_correction_has_words_that_fit_a_message(what: str) -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    report_id = await reported(chat, digest.id, platinum(digest).id)
    with pytest.raises(UserError, match="1 to 300 characters"):
        await chat.editor.uphold(report_id, what)
    with pytest.raises(UserError, match="1 to 300 characters"):
        await chat.editor.dismiss(report_id, what)


async def test_a_report_that_there_is_not_cannot_be_decided() -> None:
    with pytest.raises(UserError, match="no such report"):
        await Chat().editor.uphold("report-0", WHAT)


async def test_a_digest_that_is_made_again_after_its_correction_is_sent_as_corrected() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    decided = await chat.editor.uphold(await reported(chat, digest.id, platinum(digest).id), WHAT)

    async def sent(made: Digest) -> Digest:
        return await as_corrected(made, store=chat.store, feedback=chat.feedback)

    assert (await sent(digest)).id == decided.corrected_as
    newest = await chat.store.digest(str(decided.corrected_as))
    assert newest is not None
    assert await sent(newest) == newest
    assert await as_corrected(digest, store=chat.store, feedback=None) == digest
