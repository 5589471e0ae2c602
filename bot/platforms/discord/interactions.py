"""Commands, buttons and forms on the gateway's client."""

from bot.platforms.discord.client import Client


async def install(client: Client) -> None:
    """Put what people can ask for on the client, before it connects."""
    _ = client.tree, client.reception
