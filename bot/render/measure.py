"""How chats count."""

from digests.text.clean import one_line


def length(text: str) -> int:
    """Return UTF-16 units, the strictest reading of what Slack and Discord call a character."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, most: int) -> str:
    """Return the text on one line, cut where it is longer than `most`."""
    line = one_line(text)
    while length(line) > most:
        line = f"{line[: min(len(line) - 1, most) - 1].rstrip()}…"
    return line
