"""What Citewire may do in a workspace, and why it asks for it."""

SCOPES: dict[str, str] = {
    "chat:write": "posts digests where it was invited, and edits its own messages",
    "commands": "takes /digest, /ask and the topics' commands",
    "im:write": "tells whoever subscribed a channel that its digests cannot be posted there",
    "users:read": "reads the asker's time zone, and whether the asker is an admin",
    "channels:read": "sees whether whoever subscribes a public channel is a member of it",
    "groups:read": "the same for a private channel that it was invited to",
    "channels:history": "looks for its own digest where a connection broke while posting it",
    "groups:history": "the same in a private channel that it was invited to",
    "im:history": "the same in its conversation with whoever subscribed",
    "files:write": "puts the chart of a topic's weekly momentum into a digest's thread",
}
"""Scope -> why."""

OPTIONAL = ("channels:history", "groups:history", "im:history", "files:write")
"""Can be refused on installing: what cannot be looked for is reported and never posted again, and the
chart is said in words."""
