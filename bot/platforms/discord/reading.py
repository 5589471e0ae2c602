"""What an interaction says of who asks, and where. Pure."""

import discord

from bot.commands.requests import Person
from bot.platforms.discord.tree import Elsewhere
from digests.model import Channel

ALONE = "dm"
"""Stands in for the server where there is none."""
NOT_INVITED = (
    "Invite me to this server first: you brought me with your own account, so I can answer you here, "
    "and post nothing."
)
NO_MANAGER = (
    "Only people with the permission Manage Server or Manage Channels change what is posted in a "
    "channel. Ask one of them; /preview, /catchup and /ask are for everybody."
)
NOT_WITH_US = "I can post nothing in a conversation of others. Ask in a server that has invited me."
MAY_NOT_POST = (
    "I may not post here: give Citewire's role the permissions View Channel and {} in this channel, then "
    "do it again."
)
TAKES_NONE = (
    "Choose a channel that takes messages: a text, announcement or forum channel, or a thread."
)

_TAKE_MESSAGES = frozenset(
    {
        discord.ChannelType.text,
        discord.ChannelType.news,
        discord.ChannelType.voice,
        discord.ChannelType.stage_voice,
        discord.ChannelType.forum,
        discord.ChannelType.media,
        discord.ChannelType.public_thread,
        discord.ChannelType.private_thread,
        discord.ChannelType.news_thread,
    }
)

Interaction = discord.Interaction[discord.Client]


def person_of(interaction: Interaction) -> Person:
    """Return who asks; Discord tells nobody's time zone."""
    return Person(id=str(interaction.user.id), name=interaction.user.display_name)


def channel_of(interaction: Interaction, elsewhere: Elsewhere | None = None) -> Channel:
    """Return the channel that is meant: the one that was chosen, or where it was asked."""
    guild = ALONE if interaction.guild_id is None else str(interaction.guild_id)
    here = elsewhere if elsewhere is not None else interaction.channel
    parent = getattr(here, "parent_id", None)
    named = str(here.id if here is not None else interaction.channel_id)
    if parent is not None:
        return Channel(
            platform="discord", workspace_id=guild, channel_id=str(parent), thread_id=named
        )
    return Channel(platform="discord", workspace_id=guild, channel_id=named)


def barred_of(interaction: Interaction, elsewhere: Elsewhere | None = None) -> str | None:
    """Return why the person may not manage the channel, None where they may.

    Discord hides `/digest` from those who may not manage the server, unless a server's own settings
    say otherwise; buttons it hides from nobody. So both are checked, by the channel's own permissions.
    """
    if interaction.guild_id is None:
        return None
    if interaction.is_user_integration() and not interaction.is_guild_integration():
        return NOT_INVITED
    allowed = interaction.permissions
    if elsewhere is not None:
        allowed = elsewhere.permissions
        if elsewhere.type not in _TAKE_MESSAGES:
            return TAKES_NONE
    if allowed.administrator or allowed.manage_guild or allowed.manage_channels:
        return None
    return NO_MANAGER


def barred_at(interaction: Interaction, place: Channel) -> str | None:
    """Return why the person may not manage another channel of the server, None where they may."""
    ours = barred_of(interaction)
    if ours == NOT_INVITED or interaction.guild is None:
        return NOT_INVITED
    allowed = interaction.permissions
    # What no channel takes back; the permissions are those of where the button was pressed.
    if allowed.administrator or allowed.manage_guild:
        return None
    channel, member = interaction.guild.get_channel(int(place.channel_id)), interaction.user
    if channel is not None and isinstance(member, discord.Member):
        return None if channel.permissions_for(member).manage_channels else NO_MANAGER
    return NO_MANAGER


def muted_of(interaction: Interaction) -> str | None:
    """Return why nothing can be posted where it was asked, None where it can."""
    if interaction.context.private_channel:
        return NOT_WITH_US
    if interaction.guild_id is None:
        return None
    if interaction.is_user_integration() and not interaction.is_guild_integration():
        return NOT_INVITED
    ours = interaction.app_permissions
    in_thread = getattr(interaction.channel, "parent_id", None) is not None
    may = ours.send_messages_in_threads if in_thread else ours.send_messages
    if ours.administrator or (ours.view_channel and may):
        return None
    return MAY_NOT_POST.format("Send Messages in Threads" if in_thread else "Send Messages")


def is_private(interaction: Interaction, elsewhere: Elsewhere | None = None) -> bool:
    """Tell whether others of the server may not see the channel; what is not known is private."""
    guild = interaction.guild
    here = elsewhere if elsewhere is not None else interaction.channel
    if guild is None or here is None:
        return True
    known = guild.get_channel(getattr(here, "parent_id", None) or here.id)
    if known is None or here.type is discord.ChannelType.private_thread:
        return True
    return not known.permissions_for(guild.default_role).view_channel
