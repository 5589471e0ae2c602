"""A sample week of feeds, and the loopback web that serves it."""
