"""From digest to tree: order, wording, quotation marks, citations."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.document import Actions, Card, Cite, Heading, Lines, Remark, Sources, Style, Text
from bot.present import present
from bot.present.wording import count, left_out, quiet, receipt, reports, window_name
from bot.render.spans import plain
from digests.model import (
    Correction,
    Coverage,
    Mode,
    Note,
    Quote,
    Reason,
    Section,
    Window,
    WordingNote,
)
from tests.builders import MONDAY, an_article
from tests.render.digests import (
    BRIEF,
    PRESS,
    RELEASE,
    WEEK,
    a_claim,
    a_digest,
    a_headline,
    a_quote,
    a_rejection,
    an_item,
    sample_digest,
    stories_section,
)

COVERAGE = Coverage(
    feeds_ok=7, feeds_failed=0, entries_read=41, stories=3, claims_matched=9, claims_dropped=0
)


def said(*claims: object, **item: object) -> list[str]:
    """Return the lines of a story with these claims."""
    digest = a_digest(
        [stories_section(an_item(*claims, headline=a_headline(RELEASE), **item))],  # type: ignore[arg-type] # claims of a test
        [RELEASE, PRESS, BRIEF],
    )
    card = next(b for b in present(digest).blocks if isinstance(b, Card))
    return [plain(line.spans).replace("\u00a0", " ") for line in card.lines]


def test_the_blocks_come_in_the_order_that_people_read() -> None:
    blocks = present(sample_digest()).blocks
    kinds = [b.section_id if isinstance(b, Heading) else type(b).__name__ for b in blocks]
    assert kinds == [
        *("stories", "Card", "Card", "watch", "Lines", "joined", "Lines", "numbers", "Lines"),
        *("Sources", "Remark", "Remark", "Actions"),
    ]


def test_words_cut_out_of_a_sentence_say_so() -> None:
    assert said(a_claim(RELEASE, "Alibaba Cloud has joined as a Platinum member.")) == [
        "“…Alibaba Cloud has joined as a Platinum member.” [1]"
    ]
    assert said(a_claim(RELEASE, "The Governing Board sets policy through bylaws")) == [
        "“The Governing Board sets policy through bylaws…” [1]"
    ]


def test_a_sentence_of_our_own_stands_without_quotation_marks() -> None:
    claim = a_claim(RELEASE, "Alibaba Cloud has joined as a Platinum member.", text="It joined.")
    assert said(claim) == ["It joined. [1]"]


def test_two_quotes_of_one_source_share_a_mark_and_an_address() -> None:
    more = a_quote(RELEASE, "Tao Ma joins the Technical Advisory Council.")
    claim = a_claim(RELEASE, "Alibaba Cloud has joined", text="It joined.", more=[more])
    digest = a_digest([stories_section(an_item(claim, headline=a_headline(RELEASE)))], [RELEASE])
    card = next(b for b in present(digest).blocks if isinstance(b, Card))
    cites = [span for span in card.lines[0].spans if isinstance(span, Cite)]
    assert [cite.url.count("text=") for cite in cites if cite.url] == [2]


def test_quotes_of_two_sources_each_keep_their_mark() -> None:
    first, second = (
        "Tao Ma joins the Technical Advisory Council.",
        "Alibaba Cloud will sit on the board",
    )
    text = f"{first} {second}"
    claim = a_claim(RELEASE, first, text=text, more=[a_quote(PRESS, second)])
    assert said(claim) == [f"“{first}” [1] “{second}…” [2]"]


def test_a_speaker_that_the_sentence_does_not_name_is_named() -> None:
    words = "“Welcome – we look forward to the work on compilers & chips,”"
    assert said(a_claim(RELEASE, words, attributed_to="Mark Collier")) == [
        f"Mark Collier: {words} [1]"
    ]


def test_a_speaker_that_the_sentence_names_is_not_named_twice() -> None:
    words = "The Governing Board sets policy through bylaws, mission and vision statements."
    assert said(a_claim(RELEASE, words, attributed_to="The Governing Board")) == [f"“{words}” [1]"]


def test_a_quote_of_ai_written_text_says_so_beside_its_mark() -> None:
    words = "51 % of organisations use a hybrid AI development approach."
    assert said(a_claim(BRIEF, words)) == [f"“…{words}” (AI-written source) [3]"]


def test_a_story_counts_its_reports_by_tier_and_declaration() -> None:
    digest = sample_digest()
    card = next(b for b in present(digest).blocks if isinstance(b, Card))
    assert card.remark == (
        "3 reports: 1 primary · 1 press · 1 declares itself AI-written · first 7 April 2026"
    )
    assert card.reports == (1, 2, 3)


def test_several_declarations_take_the_plural() -> None:
    assert reports(["press", "declares itself AI-written", "declares itself AI-written"]) == (
        "3 reports: 1 press · 2 declare themselves AI-written"
    )


def test_a_report_that_the_digest_does_not_list_is_counted_all_the_same() -> None:
    item = an_item(headline=a_headline(RELEASE), also=(RELEASE.id, "article-elsewhere"))
    card = next(
        b
        for b in present(a_digest([stories_section(item)], [RELEASE])).blocks
        if isinstance(b, Card)
    )
    assert card.remark == "2 reports: 1 primary · 1 not listed · first 7 April 2026"


def test_who_joined_is_a_name_with_its_tier_and_mark() -> None:
    lines = [b for b in present(sample_digest()).blocks if isinstance(b, Lines)]
    assert plain(lines[1].lines[0].spans) == "Alibaba Cloud (Platinum member)\u00a0[1]"


def test_a_thing_to_watch_has_a_strong_tag_and_the_next_date() -> None:
    lines = [b for b in present(sample_digest()).blocks if isinstance(b, Lines)]
    spans = lines[0].lines[1].spans
    assert spans[0] == Text(text="Plugin interface:", style=Style.STRONG)
    assert plain(spans).endswith("\u00a0[4] — next: 12 May 2026")


def test_only_the_first_claim_of_an_item_carries_its_label() -> None:
    claims = [a_claim(RELEASE, w) for w in ("Tao Ma joins", "As a Platinum member")]
    section = Section(
        id="watch",
        title="What to watch",
        mode=Mode.QUESTION,
        items=(an_item(*claims, label="Council", on=date(2026, 5, 1)),),
    )
    lines = next(b for b in present(a_digest([section], [RELEASE])).blocks if isinstance(b, Lines))
    assert [plain(line.spans).replace("\u00a0", " ") for line in lines.lines] == [
        "Council: “Tao Ma joins…” [1] — next: 1 May 2026",
        "“As a Platinum member…” [1]",
    ]


def test_an_analysis_is_headed_as_opinion() -> None:
    section = Section(
        id="why",
        title="Why it matters",
        mode=Mode.ANALYSIS,
        items=(an_item(a_claim(RELEASE, "Tao Ma joins", text="It matters.")),),
    )
    heading = next(b for b in present(a_digest([section], [RELEASE])).blocks)
    assert heading == Heading(text="Why it matters (AI opinion)", section_id="why")


def test_a_quiet_week_says_so() -> None:
    document = present(a_digest())
    remarks = [b.text for b in document.blocks if isinstance(b, Remark)]
    assert remarks[0] == "Nothing new in 7 feeds since 6 April"
    assert document.summary == "Nothing new in 7 feeds since 6 April."
    actions = next(b for b in document.blocks if isinstance(b, Actions))
    assert [action.id for action in actions.actions] == ["ask", "settings"]


def test_a_correction_stands_before_everything_else() -> None:
    fix = Correction(at=MONDAY, claim_id="claim-1", what="The source now says 44 %.")
    document = present(sample_digest(provenance={"corrections": (fix,)}))
    assert document.blocks[0] == Remark(
        id="correction", text="Corrected on 13 April 2026: The source now says 44 %."
    )


def test_a_quote_of_an_unlisted_article_is_refused() -> None:
    item = an_item(headline=a_headline(RELEASE))
    with pytest.raises(ValueError, match="not among the sources"):
        present(a_digest([stories_section(item)]))


def test_every_claim_is_shown_in_its_surroundings() -> None:
    digest = sample_digest()
    sources = next(b for b in present(digest).blocks if isinstance(b, Sources)).sources
    found = {e.claim_id: e for source in sources for e in source.evidence}
    assert {claim.id for claim in digest.claims()} <= set(found)
    seat = found[digest.claims()[2].id]
    assert seat.before.endswith("has joined as a Platinum member. ")
    assert (
        seat.after
        == " The Governing Board sets policy through bylaws, mission and vision statements."
    )


def test_long_surroundings_are_cut_between_words_and_say_so() -> None:
    body = f"{'long ' * 100}and then The Quoted Words Here{' so' * 200}"
    article = an_article(body)
    digest = a_digest(
        [stories_section(an_item(a_claim(article, "The Quoted Words Here"), headline=None))],
        [article],
    )
    sources = next(b for b in present(digest).blocks if isinstance(b, Sources)).sources
    evidence = sources[0].evidence[0]
    assert evidence.before.startswith("…long ")
    assert evidence.after.endswith(" so…")


def test_surroundings_without_spaces_are_cut_all_the_same() -> None:
    unbroken = an_article("x" * 900)
    middle = Quote(article_id=unbroken.id, start=500, end=510)
    claim = a_claim(unbroken, unbroken.title, more=[middle], text="Two quotes.")
    section = Section(id="numbers", title="Numbers", mode=Mode.FACT, items=(an_item(claim),))
    document = present(a_digest([section], [unbroken]))
    shown = next(b for b in document.blocks if isinstance(b, Sources)).sources[0].evidence[1]
    assert shown.before == "…" + "x" * 280
    assert shown.after == "x" * 280 + "…"


def test_reading_notes_read_as_and_never_accuse() -> None:
    note = WordingNote(note=Note.SUPERLATIVE, quote=a_quote(PRESS, "multi-chip compatibility"))
    item = an_item(headline=a_headline(PRESS), notes=(note,))
    card = next(
        b for b in present(a_digest([stories_section(item)], [PRESS])).blocks if isinstance(b, Card)
    )
    assert plain(card.notes[0].spans).startswith("Reads as a superlative without a figure: “…multi")


def test_a_story_without_a_headline_keeps_its_number_and_label() -> None:
    items = [
        an_item(headline=a_headline(RELEASE)),
        an_item(a_claim(RELEASE, "Tao Ma joins"), label="Council"),
        an_item(a_claim(RELEASE, "Junhua Wang")),
    ]
    cards = [
        b
        for b in present(a_digest([stories_section(*items)], [RELEASE])).blocks
        if isinstance(b, Card)
    ]
    assert [plain(card.headline) for card in cards][1:] == ["2. Council", "3."]


def test_the_summary_names_the_first_headlines_and_counts_the_rest() -> None:
    many = [an_article(title=f"Title {n} is here", url=f"https://a{n}.example/") for n in range(7)]
    items = [an_item(headline=a_headline(article)) for article in many]
    summary = present(a_digest([stories_section(*items)], many)).summary
    assert summary.startswith("7 stories: Title 0 is here; ")
    assert summary.endswith("Title 4 is here; 2 more.")


def test_the_summary_leaves_out_headlines_too_long_to_be_heard() -> None:
    long = an_article(title="Long " * 80)
    section = stories_section(an_item(headline=a_claim(long, long.title)))
    assert present(a_digest([section], [long])).summary == "1 story."
    number = Section(
        id="numbers", title="Numbers", mode=Mode.FACT, items=(an_item(a_claim(RELEASE, "Tao Ma")),)
    )
    assert present(a_digest([number], [RELEASE])).summary == "1 statement."


def test_an_overlong_topic_title_is_cut_between_words() -> None:
    assert (
        present(a_digest(title="word " * 40)).title
        == f"{('word ' * 20)[:-1]}… · week of 6 April 2026"
    )
    assert present(a_digest(title="w" * 140)).title.startswith("w" * 100 + "… · ")


def at(day: str, hour: int = 0) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00+00:00")


@pytest.mark.parametrize(
    ("since", "until", "name"),
    [
        (at("2026-04-06", 9), at("2026-04-13", 9), "week of 6 April 2026"),
        (at("2026-03-23", 8), at("2026-03-30", 7), "week of 23 March 2026"),
        (at("2026-04-03"), at("2026-04-13"), "3–12 April 2026"),
        (at("2026-04-06"), at("2026-04-07"), "6 April 2026"),
        (at("2026-03-28"), at("2026-04-13"), "28 March – 12 April 2026"),
        (at("2025-12-28"), at("2026-01-02"), "28 December 2025 – 1 January 2026"),
        (at("2026-04-06"), at("2026-04-06"), "6 April 2026"),
    ],
)
def test_a_window_is_named_by_its_days(since: datetime, until: datetime, name: str) -> None:
    assert window_name(Window(since=since, until=until)) == name


def test_the_receipt_names_the_feeds_that_did_not_answer() -> None:
    one = Coverage(
        feeds_ok=5, feeds_failed=1, entries_read=1, stories=1, claims_matched=1, claims_dropped=1,
        failed_feeds=("Futurum",),
    )  # fmt: skip
    assert receipt(one) == (
        "5 of 6 feeds answered (not Futurum) · 1 entry read · 1 story · 1 statement left out"
    )
    five = Coverage(
        feeds_ok=2, feeds_failed=5, entries_read=0, stories=0, claims_matched=0, claims_dropped=0,
        failed_feeds=("A", "B", "C", "D", "E"),
    )  # fmt: skip
    assert receipt(five).startswith("2 of 7 feeds answered (not A, B, C and 2 more) · 0 entries")


def test_the_receipt_of_a_good_week() -> None:
    assert receipt(COVERAGE) == (
        "7 of 7 feeds answered · 41 entries read · 3 stories · 0 statements left out"
    )
    assert quiet(COVERAGE, WEEK) == "Nothing new in 7 feeds since 6 April"
    assert count(1_234, "feed") == "1,234 feeds"


def test_what_was_left_out_is_counted_by_reason() -> None:
    assert left_out([a_rejection(reason=Reason.QUOTE_NOT_FOUND)] * 2) == (
        "2 statements left out: no supporting quotation"
    )
    assert left_out(
        [a_rejection(reason=r) for r in (Reason.VALUE, Reason.MODALITY, Reason.VALUE)]
    ) == (
        "3 statements left out: a value that the quotation does not hold (2), a plan worded as a fact (1)"
    )


def test_the_record_address_is_kept_only_where_it_is_a_web_address() -> None:
    assert present(a_digest(), record_url="https://cw.example/d/1").record_url is not None
    assert present(a_digest(), record_url="javascript:alert(1)").record_url is None


def test_presenting_twice_gives_the_same_tree() -> None:
    assert present(sample_digest()) == present(sample_digest())
    late = sample_digest(created_at=datetime(2026, 4, 13, tzinfo=UTC) + timedelta(days=1))
    assert present(late).blocks == present(sample_digest()).blocks
