"""Reading notes: few, each with the words it is about, none on plain prose."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.model import Article, Note, WordingNote
from digests.notes import NOTE_TEXT, wording_notes
from tests.builders import an_article


def words_of(note: WordingNote, article: Article) -> str:
    assert note.quote.article_id == article.id
    return article.text[note.quote.start : note.quote.end]


def only(body: str, title: str = "News on compilers") -> list[tuple[Note, str]]:
    article = an_article(body, title=title, outlet="Example Wire")
    return [(note.note, words_of(note, article)) for note in wording_notes([article])]


@pytest.mark.parametrize(
    ("sentence", "note", "words"),
    [
        (
            "Acme will buy Bolt, according to people familiar with the matter.",
            Note.UNNAMED_SOURCE,
            "according to people familiar with the matter",
        ),
        ("Two officials said the deal is close.", Note.UNNAMED_SOURCE, "Two officials said"),
        ("Experts believe that Helion will win.", Note.UNNAMED_SOURCE, "Experts believe"),
        (
            "He spoke on condition of anonymity about Acme.",
            Note.UNNAMED_SOURCE,
            "on condition of anonymity",
        ),
        (
            "Acme calls Bolt the most powerful model ever released.",
            Note.SUPERLATIVE,
            "the most powerful model ever released",
        ),
        (
            "Acme is the world’s leading provider of AI agents.",
            Note.SUPERLATIVE,
            "the world’s leading provider of AI agents",
        ),
        ("Bolt is our fastest model yet, says Acme.", Note.SUPERLATIVE, "our fastest model yet"),
        ("Acme says that Bolt is 3x faster.", Note.NUMBER_WITHOUT_BASE, "3x faster"),
        (
            "Acme improved throughput of Bolt by 40 %.",
            Note.NUMBER_WITHOUT_BASE,
            "improved throughput of Bolt by 40 %",
        ),
        (
            "All other trademarks are the property of their respective owners.",
            Note.BOILERPLATE,
            "All other trademarks are the property of their respective owners.",
        ),
        (
            "This release contains forward-looking statements about Acme.",
            Note.BOILERPLATE,
            "This release contains forward-looking statements about Acme.",
        ),
    ],
)
def test_a_wording_is_noted_with_its_words(sentence: str, note: Note, words: str) -> None:
    assert (note, words) in only(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "According to Jane Doe, CTO of Acme, the deal is close.",
        "According to a survey by Futurum Group (n=820), budgets grow.",
        "Bolt is 3x faster than Ray 2.9 on eight H100 GPUs.",
        "Acme cut latency by 40 % compared with the last version.",
        "Revenue grew by 40 % year over year.",
        "In tests on MMLU, Bolt answers with 40 % fewer tokens.",
        "The scheduler picks the server with the most cached tokens.",
        "Choose the best model for the job.",
        "Bolt scored 91.2, the highest of the models tested.",
        "It is one of the fastest systems at Acme.",
        "About 40 engineers work on Helion.",
        "The open source community released Helion.",
        "Sources of the library are on the web.",
        "Could Bolt be 3x faster?",
        "Sparse kernels can be 2x faster.",
    ],
)
def test_plain_wording_is_not_noted(sentence: str) -> None:
    assert only(sentence) == []


def test_a_title_that_tells_a_plan_as_done_is_noted() -> None:
    body = "Acme plans to open a lab in Berlin in 2027. The city welcomes the project."
    assert only(body, title="Acme opens Berlin lab") == [
        (Note.PLAN_AS_RESULT, "Acme opens Berlin lab")
    ]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Acme opens Berlin lab",
            "Acme has opened a lab in Berlin. Acme plans to open another one.",
        ),
        ("Acme plans to open Berlin lab", "Acme plans to open a lab in Berlin."),
        ("Acme to open Berlin lab", "Acme plans to open a lab in Berlin."),
        ("Acme opens Berlin lab", "Bolt plans to open a lab in Munich."),
        ("Berlin and its labs", "Acme plans to open a lab in Berlin."),
        ("", "Acme plans to open a lab in Berlin."),
    ],
)
def test_a_title_in_step_with_its_body_is_not_noted(title: str, body: str) -> None:
    assert only(body, title=title) == []


RELEASE = (
    "Acme and Bolt will share a cluster.\n"
    "“We are glad,” said Jane Doe, chief executive of Acme.\n"
    "“So are we,” said Joe Bloggs, president of Bolt."
)


def test_a_release_that_quotes_its_parties_only_is_noted() -> None:
    assert only(RELEASE, title="Acme and Bolt share a cluster") == [
        (Note.PARTIES_ONLY, "“We are glad,” said Jane Doe, chief executive of Acme.")
    ]


def test_of_a_long_quotation_the_note_shows_who_speaks() -> None:
    speech = "We are glad of the cluster, and " * 12 + "so it is"
    body = RELEASE.replace("We are glad", speech)
    assert only(body, title="Acme and Bolt share a cluster") == [
        (Note.PARTIES_ONLY, "Jane Doe, chief executive of Acme")
    ]


def test_of_a_paragraph_the_note_shows_the_sentence_that_quotes() -> None:
    body = RELEASE.replace("“We", "The cluster has two nodes. “We")
    assert only(body, title="Acme and Bolt share a cluster") == [
        (Note.PARTIES_ONLY, "“We are glad,” said Jane Doe, chief executive of Acme.")
    ]


def test_the_same_as_another_is_a_base() -> None:
    body = "Loom has the same size as Helion but up to 2.5x higher speed."
    assert only(body) == []


@pytest.mark.parametrize(
    "more",
    [
        "\n“It is too early to tell,” said Ann Lee, an analyst at Futurum.",
        "\n“It is too early to tell,” said one of the guests.",
    ],
)
def test_an_outside_voice_or_an_unplaced_one_ends_that_note(more: str) -> None:
    assert only(RELEASE + more, title="Acme and Bolt share a cluster") == []


def test_one_voice_is_a_statement_and_no_chorus() -> None:
    body = "“We are glad,” said Jane Doe, chief executive of Acme."
    assert only(body, title="Acme opens a lab") == []


def test_an_outside_report_in_the_story_counts() -> None:
    release = an_article(RELEASE, title="Acme and Bolt share a cluster", url="https://a.example/1")
    report = an_article(
        "“It is early,” said Ann Lee, an analyst at Futurum.",
        title="On the cluster",
        url="https://b.example/2",
    )
    assert wording_notes([release, report]) == []


def test_at_most_three_notes_a_story_and_one_of_a_kind() -> None:
    article = an_article(
        "Experts believe in Acme. Sources say Acme will win.\n"
        "Acme says that Bolt is 3x faster.\n"
        "Acme is the world’s leading provider of agents.\n"
        "All other trademarks are the property of their respective owners."
    )
    notes = wording_notes([article])
    assert [note.note for note in notes] == [
        Note.UNNAMED_SOURCE,
        Note.NUMBER_WITHOUT_BASE,
        Note.SUPERLATIVE,
    ]
    assert words_of(notes[0], article) == "Experts believe"


def test_no_articles_no_notes() -> None:
    assert wording_notes([]) == []


def test_only_english_is_read() -> None:
    assert wording_notes([an_article("Experts believe in Acme.", language="nl")]) == []


def test_every_note_has_its_words_and_none_accuses() -> None:
    assert set(NOTE_TEXT) == set(Note)
    assert all(
        text.startswith("Reads as ") and "manipul" not in text for text in NOTE_TEXT.values()
    )


PIECES = st.sampled_from(
    [
        "Acme",
        "Bolt",
        "experts",
        "believe",
        "sources",
        "say",
        "the",
        "most",
        "powerful",
        "model",
        "world’s",
        "leading",
        "provider",
        "of",
        "is",
        "3x",
        "faster",
        "by",
        "40",
        "%",
        "improved",
        "than",
        "opens",
        "plans",
        "to",
        "open",
        "“We",
        "are",
        "glad,”",
        "said",
        "Jane",
        "Doe,",
        "CEO",
        "of",
        "Acme.",
        "trademarks",
        "\n",
        ".",
        "?",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=60), st.lists(PIECES, max_size=6))
def test_any_words_give_at_most_three_notes_inside_the_text(
    body: list[str], title: list[str]
) -> None:
    article = an_article(" ".join(body), title=" ".join(title).replace("\n", " ").strip())
    notes = wording_notes([article])
    assert len(notes) <= 3
    assert len({note.note for note in notes}) == len(notes)
    for note in notes:
        assert words_of(note, article).strip()
