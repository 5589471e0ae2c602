"""Reading feeds, checking claims, making digests: the core and its adapters."""
