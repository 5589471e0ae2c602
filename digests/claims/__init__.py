"""From sentences to claims: the ladder of the provenance contract, and the score of a free text."""

from digests.claims.verify import claim_id, verify

__all__ = ["claim_id", "verify"]
