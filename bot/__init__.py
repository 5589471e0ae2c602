"""The bot: command line, rendering, platforms, and the wiring of it all."""
