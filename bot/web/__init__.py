"""The web app: health and metrics for operators."""

from bot.web.app import Check, make_app
from bot.web.serving import serve

__all__ = ["Check", "make_app", "serve"]
