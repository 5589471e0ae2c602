"""Stories told by some of their articles only."""

from datetime import timedelta

from digests.model import Article, Copy, Story, Tier
from digests.stories import cluster, within
from tests.builders import MONDAY, an_article


def told(name: str, days: int, **changes: object) -> Article:
    return an_article(
        f"The foundation told of {name}.",
        url=f"https://one.example/{name}",
        published_at=MONDAY + timedelta(days=days),
        **changes,  # type: ignore[arg-type] # fields of Article
    )


OLD, PRESS, NEW, LATER = (
    told("old", -9),
    told("press", -2, tier=Tier.PRESS),
    told("new", -1),
    told("later", 0),
)
STORY = Story(
    id="story-1",
    lead=OLD.id,
    members=(OLD.id, NEW.id, PRESS.id),
    copies=(Copy(article_id=LATER.id, of=OLD.id, similarity=0.9),),
    first_at=OLD.published_at,
    last_at=LATER.published_at,
)


def of(*articles: Article) -> dict[str, Article]:
    return {article.id: article for article in articles}


def test_all_of_its_articles_tell_the_whole_story() -> None:
    assert within([STORY], of(OLD, PRESS, NEW, LATER)) == [STORY]


def test_the_best_of_the_rest_leads_and_the_story_keeps_its_id() -> None:
    (found,) = within([STORY], of(PRESS, NEW))
    assert (found.id, found.lead, found.members) == (STORY.id, NEW.id, (NEW.id, PRESS.id))
    assert (found.first_at, found.last_at) == (PRESS.published_at, NEW.published_at)
    assert found.copies == ()


def test_a_copy_without_its_original_stands_for_itself() -> None:
    (found,) = within([STORY], of(LATER))
    assert (found.lead, found.members, found.copies) == (LATER.id, (LATER.id,), ())


def test_a_story_without_an_article_is_left_out() -> None:
    assert within([STORY], of(told("other", 0))) == []


def test_what_was_clustered_of_all_articles_is_unchanged_by_them() -> None:
    articles = [OLD, PRESS, NEW, LATER]
    stories = cluster(articles)
    assert within(stories, of(*articles)) == stories
