"""The web app: the public record, and health and metrics for operators."""

from bot.web.app import Check, make_app
from bot.web.brake import networks
from bot.web.record import make_record
from bot.web.remembered import Lately
from bot.web.serving import serve
from bot.web.site import Site

__all__ = ["Check", "Lately", "Site", "make_app", "make_record", "networks", "serve"]
