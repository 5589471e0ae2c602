"""What lists show of a digest, and what they are searched by."""

from digests.model import Digest, Listing


def listing_of(digest: Digest) -> Listing:
    """Return a digest as lists show it."""
    items = [item for section in digest.sections for item in section.items]
    provenance = digest.provenance
    return Listing(
        digest_id=digest.id,
        topic_id=digest.topic_id,
        title=digest.title,
        window=digest.window,
        language=digest.language,
        created_at=digest.created_at,
        content_sha256=provenance.content_sha256,
        authorship=provenance.authorship,
        headlines=tuple(item.headline.text for item in items if item.headline),
        tags=tuple(dict.fromkeys(tag for item in items for tag in item.tags)),
        story_ids=tuple(dict.fromkeys(item.story_id for item in items if item.story_id)),
        statements=len(digest.claims()),
        supersedes=provenance.supersedes,
    )


def said_in(digest: Digest) -> str:
    """Return every statement of a digest and the names beside them, casefolded, for finding words."""
    items = [item for section in digest.sections for item in section.items]
    labels = [item.label for item in items if item.label]
    said = "\n".join([*(claim.text for claim in digest.claims()), *labels])
    return said.replace("\0", "").casefold()
