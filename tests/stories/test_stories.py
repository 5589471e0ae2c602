"""Which articles make one story, who leads it, and what holds whatever the articles are."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.model import Article, SourceAuthorship, Story, Tier, Wrote
from digests.stories import cluster, independent
from tests.builders import MONDAY, an_article

AI_WRITTEN = SourceAuthorship(status=Wrote.DECLARED_AI, quote="Written by a model.", signal="note")

JOINED = (
    "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member, the foundation said. "
    "Junhua Wang takes a seat on the Governing Board and Tao Ma joins the Technical Advisory "
    "Council. Mark Collier, the foundation's Executive Director, welcomed the company."
)
BOARD = (
    "The Chinese provider Alibaba Cloud becomes a Platinum member of the PyTorch Foundation. Its "
    "vice president Junhua Wang will sit on the Governing Board, while Tao Ma goes to the "
    "Technical Advisory Council, Mark Collier told reporters."
)
BRIEF = (
    "What does Alibaba Cloud's Platinum membership mean for the PyTorch Foundation? With Junhua "
    "Wang on the Governing Board and Tao Ma on the Technical Advisory Council, Alibaba gains a "
    "voice. Futurum asks whether technical priorities will shift."
)
BAKERY = (
    "A bakery in Ghent won the national bread prize on Sunday. Its sourdough of spelt and rye "
    "convinced nine of the ten judges, who praised the crust."
)


def an_item(name: str, body: str, title: str, **changes: object) -> Article:
    """Make an article of its own outlet, named after it unless `outlet` says otherwise."""
    return an_article(
        body, title=title, url=f"https://{name}.example/item", **({"outlet": name} | changes)
    )


RELEASE = an_item("foundation", JOINED, "Alibaba Cloud joins the PyTorch Foundation")
PRESS = an_item(
    "wire",
    BOARD,
    "PyTorch Foundation gains Alibaba Cloud as Platinum member",
    tier=Tier.PRESS,
    published_at=MONDAY - timedelta(days=3),
)
REWRITE = an_item(
    "analyst",
    BRIEF,
    "Will Alibaba Cloud steer the PyTorch Foundation?",
    tier=Tier.ANALYST,
    authorship=AI_WRITTEN,
    published_at=MONDAY - timedelta(days=4),
)
CARD = an_item(
    "cards",
    "Alibaba Cloud joins PyTorch Foundation as Platinum member; Junhua Wang on Governing Board.",
    "Alibaba Cloud joins PyTorch Foundation",
    tier=Tier.AGGREGATOR,
)
ELSEWHERE = an_item("oven", BAKERY, "Ghent bakery wins bread prize", tier=Tier.PRESS)


def stories_of(*articles: Article) -> set[frozenset[str]]:
    """Return the partition, copies included."""
    return {frozenset(everyone(story)) for story in cluster(articles)}


def everyone(story: Story) -> list[str]:
    return [*story.members, *(copy.article_id for copy in story.copies)]


def test_no_articles_make_no_stories() -> None:
    assert cluster([]) == []


def test_one_article_is_a_story_of_its_own() -> None:
    (story,) = cluster([RELEASE])
    assert story.members == (RELEASE.id,)
    assert story.lead == RELEASE.id
    assert story.first_at == story.last_at == RELEASE.published_at


def test_reports_of_one_event_are_one_story_and_the_rest_is_not_in_it() -> None:
    assert stories_of(RELEASE, PRESS, REWRITE, CARD, ELSEWHERE) == {
        frozenset({RELEASE.id, PRESS.id, REWRITE.id, CARD.id}),
        frozenset({ELSEWHERE.id}),
    }


def test_the_organisations_own_release_leads_though_others_were_earlier() -> None:
    story = cluster([RELEASE, PRESS, REWRITE, CARD])[0]
    assert story.members == (RELEASE.id, PRESS.id, CARD.id, REWRITE.id)
    assert story.lead == RELEASE.id
    assert story.first_at == REWRITE.published_at
    assert story.last_at == RELEASE.published_at


def test_a_declared_ai_rewrite_leads_only_where_it_is_alone() -> None:
    assert cluster([REWRITE, CARD])[0].lead == CARD.id
    assert cluster([REWRITE])[0].lead == REWRITE.id


def test_an_organisation_may_write_its_own_news_with_ai_and_still_lead() -> None:
    own = an_item(
        "foundation", JOINED, "Alibaba Cloud joins the PyTorch Foundation", authorship=AI_WRITTEN
    )
    assert cluster([own, PRESS])[0].lead == own.id


def test_among_equals_the_earlier_report_leads() -> None:
    later = an_item("gazette", JOINED, RELEASE.title, tier=Tier.PRESS)
    assert cluster([later, PRESS])[0].lead == PRESS.id


def test_rewrites_and_cards_are_no_independent_sources() -> None:
    articles = {a.id: a for a in (RELEASE, PRESS, REWRITE, CARD)}
    assert independent(cluster(list(articles.values()))[0], articles) == [RELEASE.id, PRESS.id]


def test_a_lone_card_is_the_only_source_there_is() -> None:
    assert independent(cluster([CARD])[0], {CARD.id: CARD}) == [CARD.id]


def test_an_outlet_counts_once_however_often_it_writes() -> None:
    again = an_item(
        "wire-2",
        BOARD.replace("told reporters", "added on Monday, naming both people again"),
        "Alibaba Cloud, now Platinum at PyTorch Foundation, names Junhua Wang",
        tier=Tier.PRESS,
        outlet="Wire",
    )
    articles = {a.id: a for a in (RELEASE, PRESS, again)}
    story = cluster(list(articles.values()))[0]
    assert len(independent(story, articles)) == 2


def test_a_syndicated_copy_collapses_into_its_original() -> None:
    copy = an_item("mirror", JOINED, "From our partners", tier=Tier.PRESS)
    (story,) = cluster([RELEASE, copy])
    assert story.members == (RELEASE.id,)
    assert [(c.article_id, c.of, c.similarity) for c in story.copies] == [
        (copy.id, RELEASE.id, 1.0)
    ]


def test_a_lightly_edited_copy_collapses_with_its_similarity() -> None:
    edited = an_item("mirror", f"{JOINED} More soon.", RELEASE.title, tier=Tier.PRESS)
    (story,) = cluster([edited, RELEASE])
    assert story.members == (RELEASE.id,)
    assert 0.7 <= story.copies[0].similarity < 1.0


def test_an_excerpt_that_stands_in_the_whole_is_a_copy() -> None:
    whole = an_item("foundation", f"{JOINED} {BAKERY} {BRIEF} {BAKERY[::-1]}", RELEASE.title)
    (story,) = cluster([whole, an_item("mirror", JOINED, RELEASE.title, tier=Tier.PRESS)])
    assert story.members == (whole.id,)
    assert story.copies[0].similarity >= 0.9


def test_a_copy_of_a_copy_points_to_the_one_that_is_kept() -> None:
    press = an_item("wire", JOINED, "Alibaba Cloud joins", tier=Tier.PRESS)
    mirror = an_item("mirror", JOINED, "Alibaba Cloud joins", tier=Tier.COMMUNITY)
    release = an_item("foundation", f"{JOINED} More soon.", RELEASE.title)
    (story,) = cluster([press, mirror, release])
    assert story.members == (release.id,)
    assert {(c.article_id, c.of) for c in story.copies} == {
        (press.id, release.id),
        (mirror.id, release.id),
    }


def test_a_short_form_filled_in_again_months_later_is_no_copy() -> None:
    body = "All systems are operational again. We are sorry for the trouble that this has caused."
    first = an_item("status", body, "Elevated errors resolved")
    later = an_item(
        "status-2",
        body,
        "Elevated errors resolved",
        outlet="status",
        published_at=MONDAY - timedelta(days=90),
    )
    assert len(cluster([first, later])) == 2


def release_note(outlet: str, version: str, days_ago: int = 2) -> Article:
    return an_item(
        f"{outlet}-{version}",
        f"vLLM {version} is out. This release of the vLLM inference engine brings faster prefix "
        "caching, wider hardware support and fixes to the scheduler. Upgrade with pip.",
        f"vLLM {version} released: faster inference for everyone",
        outlet=outlet,
        tier=Tier.PRESS,
        published_at=MONDAY - timedelta(days=days_ago),
    )


def test_two_versions_of_one_product_are_two_stories() -> None:
    assert len(cluster([release_note("a", "0.10"), release_note("b", "0.11.0")])) == 2
    assert len(cluster([release_note("a", "0.10"), release_note("a", "0.11", days_ago=1)])) == 2


def test_one_release_in_five_outlets_is_one_story() -> None:
    bodies = (
        "The vLLM project shipped version 0.11.0 with prefix caching and a new scheduler.",
        "Inference engine vLLM reaches 0.11: prefix caching gets faster, the scheduler is new.",
        "With vLLM 0.11 out, teams get quicker prefix caching and a scheduler rewritten anew.",
        "vLLM 0.11 arrives. The scheduler was rewritten; prefix caching is faster than in vLLM 0.10.",
        "Faster prefix caching and another scheduler: that is vLLM 0.11, the inference engine.",
    )
    articles = [
        an_item(f"outlet{n}", body, title, tier=Tier.PRESS)
        for n, (body, title) in enumerate(
            zip(
                bodies,
                (
                    "vLLM 0.11.0 released",
                    "vLLM 0.11 brings a new scheduler",
                    "vLLM 0.11: quicker prefix caching",
                    "vLLM 0.11 is here",
                    "Inference engine vLLM 0.11 released",
                ),
                strict=True,
            )
        )
    ]
    assert len(cluster([*articles, ELSEWHERE])) == 2


def test_a_release_and_its_vulnerability_are_two_stories() -> None:
    flaw = an_item(
        "security",
        "vLLM 0.11 has a vulnerability in prefix caching: a crafted prompt crashes the new "
        "scheduler of the vLLM inference engine. The project advises to upgrade with pip.",
        "Vulnerability in vLLM 0.11 crashes the scheduler",
        tier=Tier.PRESS,
        published_at=MONDAY,
    )
    assert len(cluster([release_note("a", "0.11"), flaw])) == 2


def test_one_outlets_monthly_titles_are_a_story_each() -> None:
    notes = [
        an_item(
            f"changes-{month}",
            "A list of changes in the editor, the terminal and the agent since the last list.",
            f"Changelist: {month} 2025",
            outlet="changes",
            published_at=MONDAY + timedelta(days=day),
        )
        for day, month in enumerate(("March", "April", "May"))
    ]
    assert len(cluster(notes)) == 3


@pytest.mark.parametrize(("days", "expected"), [(3, 1), (30, 2)])
def test_reports_weeks_apart_are_of_two_events(days: int, expected: int) -> None:
    later = an_item(
        "wire", BOARD, PRESS.title, tier=Tier.PRESS, published_at=MONDAY + timedelta(days=days - 2)
    )
    assert len(cluster([RELEASE, later])) == expected


def test_a_day_of_first_sight_keeps_nothing_apart() -> None:
    old = an_item(
        "wire",
        BOARD,
        PRESS.title,
        tier=Tier.PRESS,
        date_source="first_seen",
        published_at=MONDAY + timedelta(days=60),
    )
    assert len(cluster([RELEASE, old])) == 1


def test_articles_without_a_word_stay_alone() -> None:
    silent = [an_item(name, "…", "—") for name in ("one", "two")]
    blank = an_item("blank", "", "")
    assert sum(len(everyone(story)) for story in cluster([*silent, blank])) == 3


def test_of_two_versions_of_an_article_the_later_counts() -> None:
    second = an_item("oven", JOINED, RELEASE.title, version=2)
    assert second.id == ELSEWHERE.id
    assert len(cluster([second, ELSEWHERE, RELEASE])) == 1


def test_a_growing_story_keeps_its_id() -> None:
    alone = cluster([REWRITE])[0]
    assert cluster([REWRITE, PRESS, RELEASE, CARD])[0].id == alone.id


SENTENCES = (*JOINED.split(". "), *BOARD.split(". "), *BAKERY.split(". "), "vLLM 0.11 is out")
ARTICLES = st.lists(
    st.builds(
        lambda name, picked, days, tier, ai: an_item(
            f"o{name}",
            ". ".join(picked),
            picked[0],
            tier=tier,
            published_at=MONDAY + timedelta(days=days),
            authorship=AI_WRITTEN if ai else SourceAuthorship(),
        ),
        st.integers(0, 40),
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5),
        st.integers(0, 20),
        st.sampled_from(Tier),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda article: article.id,
)


@settings(max_examples=60, deadline=None)
@given(articles=ARTICLES, data=st.data())
def test_the_order_of_articles_changes_nothing(
    articles: list[Article], data: st.DataObject
) -> None:
    assert cluster(data.draw(st.permutations(articles))) == cluster(articles)


@settings(max_examples=60, deadline=None)
@given(articles=ARTICLES)
def test_every_article_is_in_one_story_as_member_or_copy(articles: list[Article]) -> None:
    stories = cluster(articles)
    placed = [article_id for story in stories for article_id in everyone(story)]
    assert sorted(placed) == sorted(article.id for article in articles)
    assert len({story.id for story in stories}) == len(stories)


@settings(max_examples=60, deadline=None)
@given(articles=ARTICLES)
def test_a_story_is_led_by_its_first_member_and_copies_point_to_members(
    articles: list[Article],
) -> None:
    by_id = {article.id: article for article in articles}
    for story in cluster(articles):
        assert story.lead == story.members[0]
        assert {copy.of for copy in story.copies} <= set(story.members)
        dates = [by_id[article_id].published_at for article_id in everyone(story)]
        assert (story.first_at, story.last_at) == (min(dates), max(dates))
        assert set(independent(story, by_id)) <= set(story.members)
