"""Questions on the stored, dated articles: a cited answer, or an honest silence."""

from digests.ask.allowance import CHAT, Allowance
from digests.ask.answering import ask
from digests.ask.asking import Asking
from digests.ask.conversation import converse

__all__ = ["CHAT", "Allowance", "Asking", "ask", "converse"]
