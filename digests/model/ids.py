"""Ids derived from content: the same content has the same id on every machine."""

import hashlib


def content_id(kind: str, *parts: str) -> str:
    """Return `kind-` and 16 hex digits of the SHA-256 over the parts, each length-prefixed."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode()
        digest.update(f"{len(encoded)}:".encode())
        digest.update(encoded)
    return f"{kind}-{digest.hexdigest()[:16]}"


def sha256(content: str | bytes) -> str:
    """Return the SHA-256 of text (in UTF-8) or bytes, hex."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
