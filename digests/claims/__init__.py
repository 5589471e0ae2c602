"""From sentences to claims: the ladder of the provenance contract, and the score of a free text."""

from digests.claims.quotes import found
from digests.claims.support import THRESHOLD, support
from digests.claims.verify import claim_id, verify

__all__ = ["THRESHOLD", "claim_id", "found", "support", "verify"]
