"""What a digest has printed and dropped so far: nothing is said twice, every drop is counted."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from digests.claims import verify
from digests.model import (
    Article,
    Claim,
    ClaimKind,
    DraftClaim,
    QuotedWords,
    RejectedClaim,
    WatchItem,
)
from digests.sections.material import Material
from digests.sections.overlap import Wording, said_before, wording
from digests.sections.prose import Sentence
from digests.sections.standing import speaks_as_i, speaks_as_we
from digests.sections.titles import headline_text
from digests.text.words import content_words

_WITH_IT = 2
"""Content words beside a figure that two sentences share where both tell it of one thing."""
_AROUND = 60
"""Characters given as prefix and suffix where a sentence stands twice in its article."""


class Mark(NamedTuple):
    """How far the account was at one time."""

    printed: tuple[Wording, ...]
    told: tuple[str, ...]
    dropped: Mapping[tuple[str, str], RejectedClaim]


class Ledger:
    """The running account of one digest, kept in reading order."""

    def __init__(self, material: Material, *, watching: Sequence[WatchItem] = ()) -> None:
        """Open the account; what is watched is kept for its section."""
        self.watching = tuple(watching)
        self._articles = material.articles
        self._printed: list[Wording] = []
        self._reserved = [wording(item.claim.text) for item in watching]
        self._told: dict[str, None] = {}
        self._dropped: dict[tuple[str, str], RejectedClaim] = {}
        self._shown = material.shown
        self._unchanged: dict[str, None] = {}

    @property
    def told(self) -> tuple[str, ...]:
        """Ids of the articles that printed stories rest on, in reading order."""
        return tuple(self._told)

    def tell(self, article_ids: Iterable[str]) -> None:
        """Note the articles of a printed story."""
        self._told.update(dict.fromkeys(article_ids))

    @property
    def dropped(self) -> tuple[RejectedClaim, ...]:
        """What was not believed, in the order met."""
        return tuple(self._dropped.values())

    def drop(self, rejected: Iterable[RejectedClaim]) -> None:
        """Count statements that another stage rejected."""
        for one in rejected:
            quoted = one.draft.quotes[0].article_id if one.draft.quotes else ""
            self._dropped.setdefault((quoted, one.draft.text), one)

    def is_new(self, said: Wording) -> bool:
        """Return whether nothing printed so far, nor shown to the channel before, says the same."""
        return self.is_unsaid(said) and not self.was_shown(said)

    def is_unsaid(self, said: Wording) -> bool:
        """Return whether nothing printed so far says the same."""
        return not said_before(said, self._printed)

    def was_shown(self, said: Wording, *, exactly: bool = False) -> bool:
        """Return whether an earlier digest of the channel says the same, `exactly` word by word."""
        if self._shown is None:
            return False
        return said in self._shown.sentences if exactly else self._shown.has_said(said)

    @property
    def unchanged(self) -> int:
        """How many stories were left out because the channel knows all that they say."""
        return len(self._unchanged)

    def leave_out(self, story_id: str) -> None:
        """Count a story that says nothing but what the channel knows."""
        self._unchanged[story_id] = None

    def mark(self) -> Mark:
        """Return what `back_to` goes back to."""
        return Mark(tuple(self._printed), tuple(self._told), dict(self._dropped))

    def back_to(self, mark: Mark) -> None:
        """Forget what was printed, told and dropped since."""
        self._printed = list(mark.printed)
        self._told = dict.fromkeys(mark.told)
        self._dropped = dict(mark.dropped)

    def has_figure(self, figure: str, said: Wording) -> bool:
        """Return whether something printed has the figure, and more words of what is said with it."""
        number = frozenset(content_words(figure))
        return any(
            number <= printed.words and len((printed.words & said.words) - number) >= _WITH_IT
            for printed in self._printed
        )

    def is_reserved(self, said: Wording) -> bool:
        """Return whether a later section is to say it."""
        return said_before(said, self._reserved)

    def note(self, text: str) -> None:
        """Remember a statement as printed."""
        self._printed.append(wording(text))

    def headline(self, article: Article) -> Claim | None:
        """Return the article's own title as a claim; None where it has none or it is rejected."""
        if not article.title.strip():
            return None
        return self.believe(
            DraftClaim(
                text=headline_text(article),
                quotes=(QuotedWords(article_id=article.id, exact=article.title),),
                as_of=article.published_at,
                headline=True,
            )
        )

    def claim(self, sentence: Sentence) -> Claim | None:
        """Return the sentence, verbatim, as a claim; None where it is rejected."""
        article = self._articles[sentence.article_id]
        speaker = _speaker(sentence.text, article)
        twice = article.body.count(sentence.text) > 1
        before = article.text[max(article.body_start, sentence.start - _AROUND) : sentence.start]
        after = article.text[sentence.end : sentence.end + _AROUND]
        return self.believe(
            DraftClaim(
                text=sentence.text,
                quotes=(
                    QuotedWords(
                        article_id=article.id,
                        exact=sentence.text,
                        prefix=before if twice else "",
                        suffix=after if twice else "",
                    ),
                ),
                kind=ClaimKind.ATTRIBUTED if speaker else ClaimKind.FACT,
                attributed_to=speaker,
                as_of=article.published_at,
            )
        )

    def believe(self, draft: DraftClaim) -> Claim | None:
        """Return the draft verified; None where it is rejected, which is counted."""
        outcome = verify(draft, self._articles)
        if isinstance(outcome, RejectedClaim):
            self.drop((outcome,))
            return None
        return outcome


def _speaker(text: str, article: Article) -> str | None:
    """Return who is meant by the sentence's `I` or `we`, None where it says neither."""
    if speaks_as_i(text):
        return article.byline or article.outlet
    return article.outlet if speaks_as_we(text) else None
