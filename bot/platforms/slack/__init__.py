"""Slack: posts to it, and takes what people ask there."""
