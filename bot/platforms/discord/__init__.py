"""Discord: posts over REST; takes commands and buttons over the gateway, in one process."""
