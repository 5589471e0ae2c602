"""Typed events with their quotes: who joined, left, released, acquired, raised what, and when."""

from digests.facts.extract import extract

__all__ = ["extract"]
