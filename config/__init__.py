"""Settings, and the shipped feeds and topics."""
