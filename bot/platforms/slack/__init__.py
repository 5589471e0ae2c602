"""Slack: posts, and takes what people ask for. The SDK is imported only where Slack is set up."""
