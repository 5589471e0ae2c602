"""A new version of a digest, which a person reviewed as it stands."""

from dataclasses import replace
from datetime import datetime

from digests.authorship import Run, authorship
from digests.model import Digest, Level, Review, Wrote
from digests.model.digests import printed
from digests.model.ids import content_id


def reviewed(digest: Digest, *, reviewer: str, at: datetime) -> Digest:
    """Return the version that says who approved this exact text; the text is the same.

    Raises:
        ValueError: no model wrote any of it, so there is no AI-written text to review.
    """
    before = digest.provenance
    if before.authorship.level is Level.EXTRACTIVE:
        raise ValueError(f"{digest.id} is quotes only")
    review = Review(reviewer=reviewer, at=at, reviewed_sha256=before.content_sha256)
    claims = len(printed(digest.sections))
    run = Run(
        content_sha256=before.content_sha256,
        sources=len(before.sources),
        declared_ai=sum(one.authorship.status is Wrote.DECLARED_AI for one in before.sources),
        model=before.generator.model,
        matched=claims,
        statements=claims + len(before.dropped),
        review=review,
        language=digest.language,
    )
    provenance = replace(before, authorship=authorship(run), review=review, supersedes=digest.id)
    named = content_id("digest", digest.id, "reviewed", reviewer, at.isoformat())
    return replace(digest, id=named, provenance=provenance, created_at=at)
