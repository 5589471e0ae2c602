"""The command line: `citewire`."""

from bot.cli.main import main

__all__ = ["main"]
