"""Prompts: files `NAME.vN.md` of the package `prompts`, whose whole text is the instructions.

A variable is written `{{name}}`. A prompt that was released is never edited: a change is a new
file with the next number, so that a record's `extract.v1` names one text for ever.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from digests.errors import ConfigError
from digests.model.ids import sha256

_NAME = re.compile(r"[a-z][a-z_]*\.v[1-9][0-9]*")
_VARIABLE = re.compile(r"\{\{([a-z_]+)\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Instructions with places for values."""

    name: str
    """With the version: `extract.v1`."""
    template: str

    @property
    def sha256(self) -> str:
        """The hash of the template, as `prompts/released.toml` has it."""
        return sha256(self.template)

    @property
    def variables(self) -> frozenset[str]:
        """The names that values are asked for."""
        return frozenset(_VARIABLE.findall(self.template))

    def fill(self, **values: str) -> str:
        """Return the instructions; braces within a value stay what they are.

        Raises:
            ConfigError: a value is missing, or there is no place for it.
        """
        if missing := self.variables - values.keys():
            raise ConfigError(f"prompts/{self.name}.md: no value for {', '.join(sorted(missing))}.")
        if unknown := values.keys() - self.variables:
            raise ConfigError(f"prompts/{self.name}.md has no {', '.join(sorted(unknown))}.")
        return _VARIABLE.sub(lambda found: values[found[1]], self.template)


@lru_cache
def prompt(name: str) -> Prompt:
    """Return a prompt by its name and version, such as `extract.v1`.

    Raises:
        ConfigError: there is none, or it has braces that are no variable.
    """
    file = files("prompts") / f"{name}.md"
    if not _NAME.fullmatch(name) or not file.is_file():
        raise ConfigError(f"There is no prompts/{name}.md. Prompts: {', '.join(names())}.")
    return read_prompt(name, file.read_text(encoding="utf-8"))


def read_prompt(name: str, template: str) -> Prompt:
    """Return the prompt of a file's text.

    Raises:
        ConfigError: it has braces that are no variable.
    """
    rest = _VARIABLE.sub("", template)
    if "{{" in rest or "}}" in rest:
        raise ConfigError(f"prompts/{name}.md: a variable is written {{{{name}}}}, in lower case.")
    return Prompt(name=name, template=template)


def names() -> list[str]:
    """Return the names of all prompts, with their versions."""
    found = (file.name.removesuffix(".md") for file in files("prompts").iterdir())
    return sorted(name for name in found if _NAME.fullmatch(name))


def released() -> Mapping[str, str]:
    """Return name -> hash of the prompts that are never to be edited."""
    text = (files("prompts") / "released.toml").read_text(encoding="utf-8")
    hashes: dict[str, str] = tomllib.loads(text)
    return hashes
