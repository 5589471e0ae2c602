"""Who wrote a text as it stands: computed from its claims and sources alone, for every version."""

from collections.abc import Sequence

from digests.authorship import Run, authorship
from digests.model import Authorship, Review, Section, Source, Wrote
from digests.model.digests import printed


def models_of(sections: Sequence[Section]) -> str | None:
    """Return the models that worded a printed claim, None where a program copied all of them."""
    models = dict.fromkeys(claim.written_by for claim in printed(sections) if claim.written_by)
    return ", ".join(models) or None


def authored(
    sections: Sequence[Section],
    sources: Sequence[Source],
    *,
    content_sha256: str,
    dropped: int,
    language: str,
    review: Review | None = None,
) -> Authorship:
    """Return the authorship; `dropped` statements were made and are not printed.

    A text of quotes is chosen from all its sources, what a model wrote rests on those that it cites.
    """
    claims = printed(sections)
    model = models_of(sections)
    cited = {quote.article_id for claim in claims for quote in claim.quotes}
    run = Run(
        content_sha256=content_sha256,
        sources=len(cited if model else sources),
        declared_ai=sum(one.authorship.status is Wrote.DECLARED_AI for one in sources),
        model=model,
        matched=len(claims),
        statements=len(claims) + dropped,
        review=review,
        language=language,
    )
    return authorship(run)
