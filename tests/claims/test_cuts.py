"""What a model may leave out of a quote, and what it may not: every word of these claims stands there."""

import pytest

from digests.claims import verify
from digests.model import Claim, ClaimKind, DraftClaim, QuotedWords
from tests.builders import an_article


def holds(text: str, sentence: str, *, title: str = "A report", quote: str | None = None) -> bool:
    """Say whether a model's sentence is believed on one of a source, or on a piece of it."""
    body = f"{sentence}\nA second paragraph of the same report stands below it."
    article = an_article(body, title=title)
    words = (QuotedWords(article_id=article.id, exact=quote or sentence),)
    draft = DraftClaim(text=text, quotes=words, written_by="gpt-x")
    return isinstance(verify(draft, {article.id: article}), Claim)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Acme's former chief executive has joined Beta Labs.", "Acme has joined Beta Labs."),
        ("The chief executive of Acme joined Beta Labs.", "Acme joined Beta Labs."),
        ("Google rival Acme acquired Beta Labs in May.", "Google acquired Beta Labs in May."),
        ("Critics of Acme stole the weights.", "Acme stole the weights."),
        ("The lawyer who sued Acme was fined $40 million.", "Acme was fined $40 million."),
        ("Unlike Acme, Globex was fined $40 million.", "Acme was fined $40 million."),
        ("Globex, unlike Acme, was fined $40 million.", "Acme was fined $40 million."),
        ("Globex, a rival of Acme, was fined $40 million.", "Acme was fined $40 million."),
        ("Acme founder Ida Holm died on Monday in Oslo.", "Acme died on Monday in Oslo."),
        ("The bug in Loom 3 was fixed within two days.", "Loom 3 was fixed within two days."),
        ("Acme's board was dissolved in May 2026.", "Acme was dissolved in May 2026."),
        ("Ida Holm, who replaced Tao Ma as head of Acme, joined Globex.", "Tao Ma joined Globex."),
        ("Acme, whose supplier Globex leaked the weights, closed.", "Acme leaked the weights."),
        ("Shares of Acme fell after Globex announced a chip.", "Acme announced a chip."),
    ],
)
def test_what_is_said_of_one_is_not_said_of_another_whom_the_sentence_names(
    quote: str, text: str
) -> None:
    assert not holds(text, quote)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Revenue fell to $5 million from $10 million.", "Revenue fell to $10 million."),
        ("The price rose from $20 in May to $30 in June.", "The price rose to $30 in May."),
        ("Loom was founded in 2019 and opened to members in 2022.", "Loom was founded in 2022."),
        ("Loom was founded in 2019 and opened to members in 2022.", "Loom opened to members in 2019."),
        ("In May 2026 Acme opened an office, and in June 2026 it closed a lab.", "In June 2026 Acme opened an office."),
        ("Loom 3 has 22 bugs and 300 users.", "Loom 3 has 300 bugs."),
        ("Acme trained 300 people and fired 22 managers.", "Acme fired 300 people."),
        ("The model has 70 billion parameters, of which 13 billion are active.", "The model has 13 billion parameters."),
        ("Ten engineers left and three joined the team.", "Ten engineers joined the team."),
        ("Acme joined as a Platinum member and Globex as a Gold member.", "Acme joined as a Gold member."),
        ("Two of the 12 board members voted for the merger.", "The 12 board members voted for the merger."),
        ("Acme hired three people from Globex and two from Initech.", "Acme hired three people from Initech."),
        ("Acme raised $120 million. Globex lost $40 million.", "Acme lost $40 million."),
        ("Acme raised $120 million. Globex lost $40 million.", "Acme lost $120 million."),
    ],
)  # fmt: skip
def test_a_value_or_deed_stays_with_what_it_is_of(quote: str, text: str) -> None:
    assert not holds(text, quote)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Acme acquired Beta Labs for $40 million.", "Acme was acquired by Beta Labs for $40 million."),
        ("Acme was acquired by Beta Labs for $40 million.", "Acme acquired Beta Labs for $40 million."),
        ("Acme was sued on Monday over patents.", "Acme sued on Monday over patents."),
        ("Acme sold Beta Labs for $40 million.", "Acme sold to Beta Labs for $40 million."),
        ("Acme sold the chip unit to Beta Labs.", "Acme sold the chip unit for Beta Labs."),
        ("Ida Holm moved from Acme to Beta Labs.", "Ida Holm moved to Acme from Beta Labs."),
        ("Acme sold its stake in Beta Labs to Gamma.", "Acme sold Beta Labs to Gamma."),
        ("Acme bought 10 percent of Beta Labs.", "Acme bought Beta Labs."),
        ("Acme bought Beta Labs stock for $5 million.", "Acme bought Beta Labs for $5 million."),
    ],
)  # fmt: skip
def test_who_does_what_to_whom_stays_as_it_is(quote: str, text: str) -> None:
    assert not holds(text, quote)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("A rumour that Acme bought Globex is wrong.", "Acme bought Globex."),
        ("Analysts at Initech doubt that Acme bought Globex.", "Acme bought Globex."),
        ("In a parody, Acme bought Globex for a dollar.", "Acme bought Globex for a dollar."),
        ("Prosecutors dropped charges that Ida Holm defrauded investors.", "Ida Holm defrauded investors."),
        ("Ida Holm was cleared of defrauding investors.", "Ida Holm was defrauding investors."),
        ("Acme came close to buying Globex in May 2025.", "Acme was buying Globex in May 2025."),
        ("Acme pretended to delete the recordings of its users.", "Acme deleted the recordings of its users."),
        ("Acme is in talks to supply Globex with chips.", "Acme is to supply Globex with chips."),
        ("Loom was slower than Weave until version 3.", "Loom was slower than Weave."),
        ("Acme has yet to publish the weights of Loom.", "Acme has to publish the weights of Loom."),
        ("Acme ruled out a sale of its unit to Globex.", "Acme ruled a sale of its unit to Globex."),
        ("All members but Acme signed the pledge.", "All members signed the pledge."),
        ("Everyone except Acme signed the pledge.", "Acme signed the pledge."),
        ("Acme, then owned by Globex, released Loom.", "Acme, owned by Globex, released Loom."),
        ("The robot killed a worker in May 2026.", "The robot murdered a worker in May 2026."),
    ],
)  # fmt: skip
def test_what_takes_a_statement_back_is_not_left_out(quote: str, text: str) -> None:
    assert not holds(text, quote)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Acme Compute has joined the PyTorch Foundation as a Platinum member.", "Acme Compute joined the PyTorch Foundation."),
        ("Loom 0.20 is available today and brings a new scheduler for mixed workloads.", "Loom 0.20 is available today."),
        ("Loom 0.20 is available today and brings a new scheduler for mixed workloads.", "Loom 0.20 brings a new scheduler."),
        ("The round was led by Northwind Labs, which invested $40 million.", "The round was led by Northwind Labs."),
        ("Acme plans to open a data centre in Oslo in September 2026.", "Acme plans to open a data centre in September 2026."),
        ("Globex has acquired the Beacon team from Initech AI for $75 million.", "Globex acquired the Beacon team for $75 million."),
        ("The deal covers 22 engineers and two patents.", "The deal covers two patents."),
        ("Acme chief executive Ida Holm announced the plan on Monday.", "Ida Holm announced the plan."),
        ("The new release, which was tested by 14 firms, supports Linux, macOS and Windows.", "The release supports Linux and Windows."),
        ("On Monday, the European Commission fined Acme $40 million for abusing its position.", "The European Commission fined Acme $40 million on Monday."),
        ("The team at Berkeley measured 31 percent lower latency on four accelerators.", "The team measured 31 percent lower latency."),
        ("In a post on Tuesday, Acme announced Loom 5, a family of open models.", "Acme announced Loom 5."),
        ("Members include Acme Compute, Globex Cloud and Initech AI.", "Members include Globex Cloud."),
        ("Acme said on Monday that it had raised $40 million.", "Acme said it had raised $40 million."),
        ("The hub has quietly removed 200 mislabelled datasets.", "The hub removed 200 datasets."),
        ("The foundation's governing board elected Junhua Wang as its chair.", "The governing board elected Junhua Wang as its chair."),
        ("The company will stop support for Loom 3 in July 2026, and users should upgrade before then.", "The company will stop support for Loom 3 in July 2026."),
    ],
)  # fmt: skip
def test_what_is_not_needed_may_go(quote: str, text: str) -> None:
    assert holds(text, quote)


SOLD = "Acme sold chips to Beta Labs in May 2026 and hired 40 engineers."


@pytest.mark.parametrize(
    "text",
    [
        "Acme sold more chips to Beta Labs in May 2026.",
        "Acme again sold chips to Beta Labs in May 2026.",
        "Acme sold off chips to Beta Labs in May 2026.",
        "Acme sold its own chips to Beta Labs in May 2026.",
        "Acme sold the same chips to Beta Labs in May 2026.",
        "Acme sold chips to Beta Labs before May 2026.",
        "Acme sold chips to Beta Labs in May 2026 because it hired 40 engineers.",
        "Acme sold chips to Beta Labs in May 2026 but hired 40 engineers.",
        "Even Acme sold chips to Beta Labs in May 2026.",
        "Acme once sold chips to Beta Labs in May 2026.",
        "Acme sold chips to Beta Labs in May 2026 and hired 40 of its engineers.",
        "Acme sold chips to Beta Labs in May 2026 and hired 40 engineers for them.",
    ],
)
def test_no_small_word_is_added_that_says_something(text: str) -> None:
    assert not holds(text, SOLD)


@pytest.mark.parametrize(
    ("title", "quote", "text"),
    [
        ("Globex welcomes Acme", "The company plans to hire 40 engineers.", "Globex plans to hire 40 engineers."),
        ("Acme sues Globex", "A rival of the firm was fined $3 million.", "A rival of Globex was fined $3 million."),
        ("Acme sues Globex", "Two managers were fined $3 million.", "At Acme, two managers were fined $3 million."),
        ("Acme fires 300 in Oslo", "The lab lost engineers.", "The lab lost 300 engineers."),
        ("Acme is founded", "The lab hired engineers in Oslo.", "The lab hired engineers in Oslo on 12 April 2026."),
    ],
)  # fmt: skip
def test_a_title_lends_no_name_that_may_be_anothers_and_no_value(
    title: str, quote: str, text: str
) -> None:
    assert not holds(text, quote, title=title)


def test_a_title_with_one_name_lends_it_to_the_company() -> None:
    quote = "The company plans to hire 40 engineers in Oslo."
    text = "Acme Compute plans to hire 40 engineers."
    assert holds(text, quote, title="Acme Compute raises $120 million")


@pytest.mark.parametrize(
    ("sentence", "piece"),
    [
        ("The chief executive of Acme joined Beta Labs on Monday.", "Acme joined Beta Labs on Monday"),
        ("Critics of Acme stole the weights of the model.", "Acme stole the weights of the model"),
        ("Analysts at Initech doubt that Acme bought Globex.", "Acme bought Globex."),
        ("Everyone except Acme signed the pledge.", "Acme signed the pledge."),
        ("Acme bought Beta Labs stock for $5 million.", "Acme bought Beta Labs"),
        ("Loom 3 is 40 percent faster than Loom 2.", "Loom 3 is 40 percent faster"),
        ("Fewer than 10 of 300 engineers signed.", "10 of 300 engineers signed."),
    ],
)  # fmt: skip
def test_a_piece_of_a_sentence_that_is_quoted_alone_says_no_more(sentence: str, piece: str) -> None:
    assert not holds(piece, sentence, quote=piece)


def test_a_clause_that_says_it_alone_may_be_quoted_alone() -> None:
    piece = "Loom 3 ships with a new scheduler"
    sentence = f"{piece}, and Acme will hire 40 engineers."
    assert holds(piece, sentence, quote=piece)


@pytest.mark.parametrize(
    ("sentence", "text", "told"),
    [
        ("Acme plans to open a centre in Oslo in September 2027.", "Will Acme open a centre in Oslo?", True),
        ("Acme is set to release Loom 4 in May 2027.", "Will Acme release Loom 4 in May 2027?", True),
        ("Support for Loom 2 will end in May 2027.", "Will support for Loom 2 end in May 2027?", True),
        ("Acme's rival will buy Globex in May 2027.", "Will Acme buy Globex in May 2027?", False),
        ("Globex plans to be bought by Acme.", "Will Globex buy Acme?", False),
        ("Acme plans to sell Globex to Initech.", "Will Acme sell Initech?", False),
        ("Acme expects Globex to hire 40 engineers.", "Will Acme hire 40 engineers?", False),
        ("Acme will stop selling Loom in May 2027.", "Will Acme sell Loom in May 2027?", False),
    ],
)  # fmt: skip
def test_a_question_asks_of_the_plan_that_there_is(sentence: str, text: str, told: bool) -> None:
    article = an_article(f"{sentence}\nA second paragraph of the same report stands below it.")
    words = (QuotedWords(article_id=article.id, exact=sentence),)
    draft = DraftClaim(text=text, quotes=words, kind=ClaimKind.QUESTION, written_by="gpt-x")
    assert isinstance(verify(draft, {article.id: article}), Claim) is told


RAISED = "Acme Compute has raised $120 million to build clusters for its compiler."
ACQUIRED = "Globex Cloud has acquired the Beacon team from Initech AI for $75 million."
OPENS = "Acme Compute plans to open a data centre in Oslo in September 2026."
LED = "Northwind Labs, which invested $40 million, led the round."


@pytest.mark.parametrize(
    ("quotes", "text", "told"),
    [
        ((RAISED, ACQUIRED), "Acme Compute has raised $120 million, and Globex Cloud has acquired the Beacon team.", True),
        ((RAISED, OPENS), "Acme Compute has raised $120 million and plans to open a data centre in Oslo.", True),
        ((RAISED, LED), "Acme Compute has raised $120 million, and Northwind Labs led the round.", True),
        ((RAISED, ACQUIRED), "Acme Compute has raised $120 million and acquired the Beacon team.", False),
        ((RAISED, ACQUIRED), "Acme Compute has raised $120 million to acquire the Beacon team.", False),
        ((RAISED, ACQUIRED), "Acme Compute has raised $120 million. It has acquired the Beacon team.", False),
        ((RAISED, OPENS), "Acme Compute has raised $120 million to open a data centre in Oslo.", False),
        ((RAISED, OPENS), "Acme Compute has raised $120 million in September 2026.", False),
        ((RAISED, LED), "Northwind Labs, which raised $120 million, led the round.", False),
        ((OPENS, ACQUIRED), "Acme Compute plans to open a data centre in Oslo, and Globex Cloud in September 2026.", False),
    ],
)  # fmt: skip
def test_what_two_quotes_say_is_joined_and_never_mixed(
    quotes: tuple[str, ...], text: str, told: bool
) -> None:
    article = an_article(f"{RAISED}\n{ACQUIRED}\n{OPENS}\n{LED}")
    words = tuple(QuotedWords(article_id=article.id, exact=quote) for quote in quotes)
    draft = DraftClaim(text=text, quotes=words, written_by="gpt-x")
    assert isinstance(verify(draft, {article.id: article}), Claim) is told
