"""Which sentences are worth printing."""

import pytest

from digests.sections.telling import Candidate, candidates
from tests.builders import an_article
from tests.sections.material import BRIEF, PRESS, PYTORCH, RELEASE


def weighed(body: str, *, title: str = "Mistral releases Devstral 2") -> dict[str, Candidate]:
    found = candidates((an_article(body, title=title, outlet="Mistral AI"),), PYTORCH)
    return {candidate.sentence.text: candidate for candidate in found}


def test_news_is_worth_more_than_praise_advice_and_background() -> None:
    news = "Mistral released Devstral 2 with 123 billion parameters on Tuesday."
    rest = [
        "Mistral is excited and proud of the groundbreaking, seamless power of Devstral 2.",
        "You can unlock your own Devstral 2 workflows with your favourite editor today.",
        "Mistral previously released Devstral 1 with a smaller context for the same editors.",
        "We believe that Devstral 2 is a step on the journey of Mistral and of its users!",
    ]
    found = weighed("\n".join([*rest, news]))
    assert all(found[news].worth > found[text].worth for text in rest)


def test_the_sentence_on_the_title_leads() -> None:
    body = (
        "Coding models are used by every team in Paris.\n"
        "Mistral has released Devstral 2, a coding model.\n"
        "On SWE-bench, Qwen reaches 61% with 30 billion parameters."
    )
    found = weighed(body)
    assert max(found.values(), key=lambda c: c.lead).sentence.text.startswith(
        "Mistral has released"
    )


def test_what_happened_in_earlier_years_does_not_tell_the_news() -> None:
    old = "Mistral launched Devstral 1 in April 2024 for all users."
    found = weighed(f"Mistral released Devstral 2 for all editors in 2026.\n{old}")
    assert not found[old].leads
    assert not found[old].adds


def test_a_sentence_far_from_the_subject_does_not_tell_it() -> None:
    far = "In Path of Exile 2, a level costs 4,250,334,444 points in all."
    body = "\n".join(
        ["Mistral released Devstral 2 for all editors."]
        + [f"Mistral improved Devstral 2 for editor number {n}." for n in range(8)]
        + [far]
    )
    found = weighed(body)[far]
    assert not found.leads
    assert not found.adds


def test_the_lead_report_is_preferred_and_a_declared_rewrite_comes_last() -> None:
    found = candidates((RELEASE, PRESS, BRIEF), PYTORCH)
    same = "joined the PyTorch Foundation as a Platinum member"
    by_source = {c.sentence.article_id: c.worth for c in found if same in c.sentence.text}
    assert by_source[RELEASE.id] > by_source[PRESS.id] > by_source[BRIEF.id]


def test_a_word_of_the_topic_makes_a_sentence_worth_more() -> None:
    with_topic, without = (
        next(
            iter(
                candidates(
                    (an_article(f"Meta released {name} 2 for all users.", title="News"),), PYTORCH
                )
            )
        )
        for name in ("PyTorch", "Hydra")
    )
    assert with_topic.worth > without.worth


def test_without_a_topic_or_a_title_sentences_are_weighed_all_the_same() -> None:
    article = an_article("Meta released Hydra 2 for all users on Tuesday.", title="")
    (candidate,) = candidates((article,))
    assert candidate.worth > 0


def test_what_the_writers_announce_comes_before_what_they_did_before() -> None:
    body = (
        "Cognizant uses Claude in the systems it builds for clients across manufacturing.\n"
        "We're expanding our partnership with Cognizant, a technology services company.\n"
        "Since launching, we have supported researchers at Cognizant on many projects."
    )
    found = weighed(body, title="Cognizant and Anthropic expand their partnership")
    first = max((c for c in found.values() if c.leads), key=lambda c: c.lead)
    assert first.sentence.text.startswith("We're expanding")


def test_the_amount_of_the_headline_is_what_the_story_is_about() -> None:
    body = (
        "Mila will make Claude available to its community for research on health.\n"
        "The $10 million we’re committing will fund research into applications of AI."
    )
    found = weighed(body, title="Anthropic commits $10 million to Canadian AI research")
    assert max(found.values(), key=lambda c: c.lead).sentence.text.startswith("The $10 million")


def test_textbook_sentences_tell_no_story() -> None:
    title = "Advancing voice intelligence with new models in the API"
    rest = [
        "Voice is becoming one of the most natural ways for people to use software.",
        "Canadian institutions have played a critical role in the era of voice models.",
        "Rare voice research is an area where knowledge of the science is limited.",
        "Red-teaming is essential to discovering the faults of voice models.",
        "The mission of OpenAI for Voice is to accelerate the models of the API.",
    ]
    found = weighed("\n".join(rest), title=title)
    assert not any(candidate.leads or candidate.adds for candidate in found.values())


def test_a_word_that_is_also_written_small_is_no_name() -> None:
    body = (
        "Reward models have learned from noisy datasets, where a reward is small.\n"
        "Mistral has distilled every one of its reward models into a rubric."
    )
    found = weighed(body, title="Interpreting Black Box Reward Models")
    assert [text for text, candidate in found.items() if candidate.leads] == [body.split("\n")[1]]


def test_a_sentence_that_adds_little_to_its_headline_is_not_told() -> None:
    body = (
        "Meta's Muse Glimmer, the first open model by Meta Superintelligence Labs, is now available.\n"
        "Muse Glimmer is a model of 30 billion parameters released under the Apache 2.0 licence."
    )
    title = "Muse Glimmer from Meta Superintelligence Labs is now available"
    found = weighed(body, title=title)
    assert [c.leads or c.adds for c in found.values()] == [False, True]
    dated = f"{title} since 10 August 2026."
    assert weighed(dated, title=title)[dated].leads


def test_a_result_is_an_event() -> None:
    news = "A research version of Claude has improved on a lower bound for the zeros of zeta."
    found = weighed(news, title="Learning more about the mathematics of Claude and of zeta")
    assert found[news].leads


@pytest.mark.parametrize(
    "sentence",
    [
        "A model registry is a place where Devstral 2 can be released.",
        "Devstral 2 represents the next evolution of the models that Mistral released.",
        "Six months ago, Mistral released the editor of Devstral 2.",
        "In our 1.4 release, Mistral introduced the editor of Devstral 2.",
        "Mistral editors are unusual ways of asking what Devstral 2 has released.",
    ],
)
def test_definitions_promises_and_earlier_releases_tell_no_news(sentence: str) -> None:
    found = weighed(sentence)[sentence]
    assert not found.leads
    assert not found.adds


def test_a_version_of_something_else_than_the_headline_names_is_not_said() -> None:
    bare = "Mistral has released storage for editors in 2.15.0 on Tuesday."
    named = "Mistral has released storage for editors in Devstral 2.15.0 on Tuesday."
    assert bare not in weighed(bare, title="Devstral 26.03.1 is out")
    assert bare in weighed(bare, title="Devstral 2.15.0 is out")
    assert named in weighed(named, title="Devstral 26.03.1 is out")


def test_one_word_of_three_in_common_with_the_headline_is_chance() -> None:
    title = "Helion moves a life to Northwind"
    chance = "Mistral has opened 40 gardens for interns of Helion."
    said = "Mistral has opened a life for interns of Helion."
    assert not weighed(chance, title=title)[chance].leads
    assert weighed(said, title=title)[said].leads


def test_a_product_that_its_makers_write_small_is_a_name() -> None:
    sentence = "With v0.5, loom-k expands its scheduler from one cluster to any number of racks."
    assert weighed(sentence, title="loom-k 0.5: Several clusters")[sentence].leads
    assert not weighed(sentence, title="News of several clusters")[sentence].leads


def test_a_figure_with_the_name_of_what_it_is_of_tells() -> None:
    sentence = "In long runs Helion saves 56% of the faults with its self-checks."
    assert weighed(sentence, title="Helion finds faults by itself")[sentence].adds


def test_praise_is_not_how_a_story_begins() -> None:
    praise = "Devstral 2 is made to be the most rounded model of Mistral yet, for all editors."
    news = "Devstral 2 keeps 40 files of a Mistral editor in view at one time."
    found = weighed(f"{praise}\n{news}")
    assert found[news].lead > found[praise].lead


@pytest.mark.parametrize(
    "sentence",
    [
        "When we published Devstral 1, we tested it on the editors that Mistral released.",
        "Mistral has spent the past year on Devstral 2, which was released for editors.",
        "Devstral 2 of Mistral does make mistakes, so save your code and see that you have 40 tests.",
    ],
)
def test_how_it_came_about_and_advice_tell_no_news(sentence: str) -> None:
    assert not any(c.leads or c.adds for c in weighed(sentence).values())


def test_below_its_name_a_thing_is_told_by_what_it_is() -> None:
    what = "Loom Code is an assistant for Mistral editors that brings tools into one package."
    base = "Loom Code builds on the old Helion with the brakes that Mistral requires."
    found = weighed(f"{base}\n{what}", title="Introducing Loom Code")
    assert [found[base].leads, found[what].leads] == [False, True]


def test_who_uses_a_thing_is_not_its_news() -> None:
    users = "Loom Code is loved by many firms, including Northwind and Acme, for editors."
    news = "Loom Code now opens four windows of the editor that Mistral ships."
    found = weighed(f"{users}\n{news}", title="Introducing Loom Code for firms")
    assert not found[users].leads
    assert found[news].leads


def test_an_earlier_day_is_not_how_a_story_begins() -> None:
    earlier = "Devstral 2 was released by Mistral on March 12, 2026."
    of_it = "Devstral 2 was released by Mistral on April 10, 2026."
    assert weighed(of_it)[of_it].leads
    assert not weighed(earlier)[earlier].leads


def test_an_agreement_that_the_writers_entered_into_comes_first() -> None:
    deal = "On Monday we’ve signed an agreement to acquire Helion Labs of Berlin."
    rest = "Helion Labs is known in Berlin for 30 compilers that save power."
    found = weighed(f"{rest}\n{deal}", title="Helion Labs joins Mistral")
    assert found[deal].lead > found[rest].lead


@pytest.mark.parametrize(
    "title",
    [
        "How Mistral released Devstral 2",
        "What is Devstral 2?",
        "Lessons of Mistral: Devstral 2 vs. 1",
    ],
)
def test_below_the_title_of_an_essay_nothing_leads(title: str) -> None:
    news = "Mistral released Devstral 2 with 123 billion parameters on Tuesday."
    assert weighed(news)[news].leads
    assert not weighed(news, title=title)[news].leads


def test_the_first_deed_of_whom_the_headline_names_is_its_news() -> None:
    news = "A new build of Helion has improved on the oldest bound in all of number theory."
    title = "Learning more about the hobbies of Helion in winter and in spring"
    filler = "\n".join(f"Editors of Bolt have opened window number {n}." for n in range(5))
    assert weighed(news, title=title)[news].leads
    assert not weighed(f"{filler}\n{news}", title=title)[news].leads


def test_what_comes_far_down_is_not_what_a_text_was_published_for() -> None:
    news = "Mistral released Devstral 2 with 123 billion parameters on Tuesday."
    filler = "\n".join(f"Editors of Helion have opened window number {n}." for n in range(12))
    assert weighed(f"{news}\n{filler}")[news].leads
    assert not weighed(f"{filler}\n{news}")[news].leads


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann of Bolt said that Devstral 2 works in Berlin.",
        "“Devstral 2 has opened 40 doors,” said Ann of Bolt.",
        "In Devstral 2 of old, Helion has sold 40 looms to Bolt.",
        "We have improved Devstral 2 in 40 places for Helion.",
        "On Friday, March 6, Devstral 2 reached 40 houses of Helion.",
    ],
)
def test_opinions_asides_chores_and_earlier_days_are_not_added(sentence: str) -> None:
    said = "Devstral 2 has reached 40 houses of Helion."
    assert weighed(said)[said].adds
    assert not any(candidate.adds for candidate in weighed(sentence).values())


def test_what_says_the_headline_over_again_adds_nothing() -> None:
    title = "Mistral temporarily closed Devstral as it held talks"
    again = "Mistral says it closed Devstral temporarily as it held 2 talks in Lyon."
    other = "Mistral has opened 2 houses for Devstral in Lyon."
    assert not weighed(again, title=title)[again].adds
    assert weighed(other, title=title)[other].adds


def test_what_happened_comes_before_what_the_thing_is() -> None:
    what = "Loom Code is an assistant for editors that brings tools into one package."
    news = "Loom Code is available in Lyon."
    found = weighed(f"{what}\n{news}", title="Introducing Loom Code")
    assert found[what].leads
    assert found[news].lead > found[what].lead


def test_what_is_out_today_leads_though_it_stands_at_the_end() -> None:
    figures = [
        f"In internal evaluations, Devstral 2 produced {n}2.5% fewer faults than Devstral 1."
        for n in range(1, 15)
    ]
    out = "Devstral 2 is rolling out starting today to all users of the editor."
    found = weighed("\n".join([*figures, out]), title="Devstral 2: smaller and quicker")
    assert max((c for c in found.values() if c.leads), key=lambda c: c.lead).sentence.text == out


def test_an_example_from_one_task_tells_no_news() -> None:
    example = "On one Frontier-Bench task, Devstral 2 was given 40 drawings of a machine part."
    found = weighed(f"Mistral released Devstral 2 for all editors.\n{example}")
    assert not found[example].adds


@pytest.mark.parametrize(
    ("sentence", "adds"),
    [
        ("In January, Devstral 2 doubled its score to 61% in four months.", False),
        ("Devstral 2 doubled its score to 61% in four months.", True),
    ],
)
def test_a_span_of_time_does_not_make_old_news_new(sentence: str, adds: bool) -> None:
    found = weighed(f"Mistral released Devstral 2 for all editors.\n{sentence}")
    assert found[sentence].adds is adds
