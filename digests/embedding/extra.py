"""The packages that only embedding takes."""

from digests.errors import ConfigError


def missing_extra() -> ConfigError:
    """Return the error of a named model without the packages that embedding takes."""
    return ConfigError(
        "CITEWIRE_EMBEDDING_MODEL is set, but the packages for it are not installed:"
        " pip install 'citewire[semantic]'."
    )
