"""From sentences to claims: the ladder of the provenance contract, and the score of a free text."""

from digests.claims.quotes import found
from digests.claims.support import THRESHOLD, support
from digests.claims.translation import names_in, rare_names_in, translation_fault, translation_of
from digests.claims.verify import claim_id, verify

__all__ = [
    "THRESHOLD",
    "claim_id",
    "found",
    "names_in",
    "rare_names_in",
    "support",
    "translation_fault",
    "translation_of",
    "verify",
]
