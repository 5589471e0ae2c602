"""Prompts as versioned files, and other people's words as a model is shown them."""

from digests.prompts.marking import Marking, draw, fenced, mark, unmark
from digests.prompts.templates import Prompt, names, prompt, released

__all__ = [
    "Marking",
    "Prompt",
    "draw",
    "fenced",
    "mark",
    "names",
    "prompt",
    "released",
    "unmark",
]
