import pytest

from digests.articles.boilerplate import is_teaser
from digests.articles.plain import bare_title, body_of

NEWS = (
    "<p>Alibaba Cloud has joined the PyTorch Foundation as a Platinum member.</p>"
    "<p>The membership comes with one seat on the Governing Board.</p>"
)
BODY = (
    "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member.\n"
    "The membership comes with one seat on the Governing Board."
)
NOISE = [
    "The post Alibaba joins appeared first on PyTorch.",
    "Read more",
    "Read more →",
    "Read the full story at TechPaper",
    "Continue reading",
    "Learn more about PyTorch.",
    "Click here to see the whole list.",
    "Subscribe to our newsletter",
    "Sign up for our weekly newsletter and never miss a story!",
    "Share this:",
    "Share on Facebook",
    "Tweet",
    "Follow us on LinkedIn",
    "Related posts:",
    "Filed under: AI, Open source",
    "Tags: pytorch, alibaba",
    "Leave a comment",
    "Comments are closed",
    "12 comments",
    "© 2026 Example Media",
    "Copyright 2026 Example Media. All rights reserved.",
    "This website uses cookies to improve your experience.",
    "By reading on you accept our privacy policy.",
    "Photo: Ada Lovelace",
    "Image credit: Example",
    "Photo by Ada on Unsplash",
    "John Doe/Getty Images",
    "Article URL: https://x.example/a",
    "Comments URL: https://news.example/item?id=1",
    "Points: 120",
    "# Comments: 7",
    "submitted by /u/someone [link] [comments]",
    "[link] [comments]",
    "Full Changelog: v1.0...v1.1",
    "5 min read",
    "Listen to this article",
    "Advertisement",
    "Last updated: 3 May 2026",
    "Get the latest news in your inbox",
    "https://x.example/only/an/address",
    "* * *",
    "---",
    "Back to top",
    "0%",
    "This interview has been lightly edited for length and clarity.",
    "Read the German version of this post here.",
    "We’re hiring!",
]


@pytest.mark.parametrize("line", NOISE)
def test_a_line_around_the_article_goes(line: str) -> None:
    assert body_of(f"{NEWS}<p>{line}</p>", title="Alibaba joins") == BODY


@pytest.mark.parametrize(
    "sentence",
    [
        "Read more slowly, and you may learn more than the others do, says the author of the study, who should know.",
        "The paper was posted on arXiv on Monday and has been read by thousands of people since then.",
        "Subscribers pay $20 a month.",
        "Cookies will go in 2027, Google said.",
        "The company uses cookies to follow readers, the court found.",
        "Share prices fell by 3 %.",
        "Follow-up work is planned for June.",
        "Comments on the draft law are due by 1 May 2026, and the agency wants to hear from developers.",
        "More than 40 companies signed.",
        "Images by the model were better than those by people, the study says, in 51 % of all cases.",
        "Join rates rose by 12 %.",
        "Next, the board votes.",
        "Getty Images sued Stability AI in 2023.",
        "Points of contact are named in the law.",
    ],
)
def test_a_sentence_that_only_begins_like_boilerplate_stays(sentence: str) -> None:
    assert body_of(f"<p>{sentence}</p>", title="") == sentence


@pytest.mark.parametrize(
    "tail",
    [
        " Read more",
        " <a href='https://x.example'>Continue reading →</a>",
        " Learn more about the program.",
        " The post Alibaba joins appeared first on PyTorch.",
        " Full story",
        " (Read more)",
    ],
)
def test_an_invitation_at_the_end_of_a_paragraph_goes(tail: str) -> None:
    assert body_of(NEWS.removesuffix("</p>") + tail + "</p>", title="") == BODY


def test_title_byline_date_and_labels_at_the_top_go() -> None:
    markup = (
        f"<p>Announcements</p><h1>Alibaba joins!</h1><p>By Ada Lovelace</p><p>Apr 7, 2026</p>{NEWS}"
    )

    assert body_of(markup, title="Alibaba Joins") == BODY


def test_a_date_line_does_not_take_the_sentence_above_it() -> None:
    markup = f"<p>Alibaba joined.</p><p>7 April 2026</p>{NEWS}"

    assert body_of(markup, title="") == f"Alibaba joined.\n{BODY}"


def test_the_sections_after_a_press_release_go() -> None:
    markup = (
        f"{NEWS}<h2>About the PyTorch Foundation</h2><p>The foundation is a community hub.</p>"
        "<h3>Media contact</h3><p>press@x.example</p>"
    )
    assert body_of(markup, title="") == BODY


def test_a_section_named_about_at_the_beginning_stays() -> None:
    markup = f"<h2>About the survey</h2><p>820 people answered.</p>{NEWS}"

    assert body_of(markup, title="").startswith("About the survey\n820 people answered.")


def test_lists_of_links_and_buttons_go_and_items_of_news_stay() -> None:
    markup = (
        f"{NEWS}<p><a href='https://x.example/d'>Documentation</a></p>"
        "<ul><li><a href='https://x.example/1'>Another story of ours</a></li>"
        "<li><a href='https://x.example/2'>And one more story</a></li></ul>"
        "<p>It is good for:</p><ul><li><a href='https://x.example/3'>vLLM</a></li></ul>"
        "<ul><li>Faster decoding</li></ul><h2>Related</h2>"
    )
    assert body_of(markup, title="") == (f"{BODY}\nIt is good for:\n- vLLM\n- Faster decoding")


def test_a_list_of_one_link_at_the_end_stays() -> None:
    markup = f"{NEWS}<ul><li><a href='https://x.example/3'>vLLM</a></li></ul>"

    assert body_of(markup, title="") == f"{BODY}\n- vLLM"


def test_code_is_never_boilerplate() -> None:
    assert body_of("<pre>subscribe</pre>", title="") == "    subscribe"


def test_sentences_glued_by_a_generator_are_parted() -> None:
    assert body_of("<p>They wanted it.But now they do not. See http.Client too.</p>", title="") == (
        "They wanted it. But now they do not. See http.Client too."
    )


@pytest.mark.parametrize(
    ("text", "teaser"),
    [
        ("The board met today and decided …", True),
        ("The board met today and […]", True),
        ("The board met today and [...]", True),
        ("The board met today and...", True),
        ("The board met.\nRead more", True),
        ("The board met.\nThe post Board appeared first on News.", True),
        ("The board met today.", False),
        ("", False),
    ],
)
def test_a_teaser_breaks_off(text: str, teaser: bool) -> None:
    assert is_teaser(text) is teaser


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("PyTorch 2.9 is out | PyTorch Foundation", "PyTorch 2.9 is out"),
        (
            "PyTorch 2.9 is out - the pytorch foundation",
            "PyTorch 2.9 is out - the pytorch foundation",
        ),
        ("PyTorch 2.9 is out — The PyTorch Foundation", "PyTorch 2.9 is out"),
        ("PyTorch Foundation: PyTorch 2.9 is out", "PyTorch Foundation: PyTorch 2.9 is out"),
        ("PyTorch Foundation | PyTorch 2.9 is out", "PyTorch 2.9 is out"),
        ("PyTorch 2.9 is out | OpenAI", "PyTorch 2.9 is out | OpenAI"),
        ("Ray – a history | Site name", "Ray – a history"),
        ("PyTorch Foundation", "PyTorch Foundation"),
        ("  A \n title\u200b ", "A title"),
        ("", ""),
    ],
)
def test_a_title_loses_the_name_of_its_outlet_and_nothing_else(title: str, bare: str) -> None:
    assert bare_title(title, names=["PyTorch Foundation", "Site Name", None]) == bare
