"""Prompts for language models, as versioned files: see `digests.prompts`.

A released prompt is never edited: `released.toml` has its hash, and a test holds it to that.
"""
