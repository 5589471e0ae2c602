"""A new version of a digest, which a person reviewed as it stands."""

from dataclasses import replace
from datetime import datetime

from digests.compose.authored import authored
from digests.model import Digest, Level, Review
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
    written = authored(
        digest.sections,
        before.sources,
        content_sha256=before.content_sha256,
        dropped=len(before.dropped),
        language=digest.language,
        review=review,
    )
    provenance = replace(before, authorship=written, review=review, supersedes=digest.id)
    named = content_id("digest", digest.id, "reviewed", reviewer, at.isoformat())
    return replace(digest, id=named, provenance=provenance, created_at=at)
