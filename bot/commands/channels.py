"""Channels as people write them: `slack/T024BE7LD/C2147483705`."""

import re

from digests.errors import UserError
from digests.model import Channel

PLATFORMS = ("slack", "discord")
FORM = "Name a channel as PLATFORM/WORKSPACE/CHANNEL, such as slack/T024BE7LD/C2147483705."
_ID = re.compile(r"[\w.-]{1,64}")


def read_channel(text: str) -> Channel:
    """Return the channel; a fourth part is a thread in it.

    Raises:
        UserError: it is written in another way; the text says how.
    """
    platform, *ids = text.strip().split("/")
    if platform not in PLATFORMS:
        raise UserError(f"There is no platform “{platform[:40]}”. {FORM}")
    if len(ids) not in {2, 3} or not all(_ID.fullmatch(one) for one in ids):
        raise UserError(FORM)
    thread = ids[2] if len(ids) > 2 else None
    return Channel(platform=platform, workspace_id=ids[0], channel_id=ids[1], thread_id=thread)
