"""From a subscription that is due to a message in its channel: plan, then post.

Planning puts rendered messages into the outbox; posting takes them out, lane by lane. The two share
nothing else, so either may die and be finished by another process.
"""

from bot.delivery.amending import Amendments
from bot.delivery.beside import is_open
from bot.delivery.corrections import correct, correct_versions
from bot.delivery.deciding import Terms
from bot.delivery.desk import Desk
from bot.delivery.leaning import leanings_of
from bot.delivery.losses import channel_lost, workspace_lost
from bot.delivery.making import DigestMaker, RecordUrl, Wanted, as_corrected, as_sent, wanted_by
from bot.delivery.messages import deliveries_of
from bot.delivery.pacing import LANES, lane_of
from bot.delivery.planning import Wave, plan_wave
from bot.delivery.posting import post_lane
from bot.delivery.renewing import Renewing
from bot.delivery.replacing import Replacing
from bot.delivery.revising import Revision, revise
from bot.delivery.sharing import share_reply

__all__ = [
    "LANES",
    "Amendments",
    "Desk",
    "DigestMaker",
    "RecordUrl",
    "Renewing",
    "Replacing",
    "Revision",
    "Terms",
    "Wanted",
    "Wave",
    "as_corrected",
    "as_sent",
    "channel_lost",
    "correct",
    "correct_versions",
    "deliveries_of",
    "is_open",
    "lane_of",
    "leanings_of",
    "plan_wave",
    "post_lane",
    "revise",
    "share_reply",
    "wanted_by",
    "workspace_lost",
]
