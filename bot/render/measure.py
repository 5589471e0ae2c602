"""How chats count."""


def length(text: str) -> int:
    """Return UTF-16 units, the strictest reading of what Slack and Discord call a character."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
