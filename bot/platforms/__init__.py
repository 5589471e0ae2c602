"""Chat platforms: adapters that post what the renderers made."""
