"""Questions on the stored, dated articles: a cited answer, or an honest silence."""

from digests.ask.answering import Asking, ask

__all__ = ["Asking", "ask"]
