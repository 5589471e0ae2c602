"""Whether a reply is JSON of the shape that was asked for."""

import json
import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NoReturn

import fastjsonschema


def fault(text: str, schema: Mapping[str, object]) -> str | None:
    """Return what is wrong with a reply, in words of ours; None where nothing is.

    None of the reply's own words are in it, as they may be anybody's.
    """
    try:
        value = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return "is not JSON"
    if not _is_sound(value):
        return "holds what is no text or no number"
    try:
        _checker(json.dumps(schema, sort_keys=True))(value)
    except fastjsonschema.JsonSchemaValueException as error:
        return f"does not fit its schema: {_place(error.path, schema)}, {error.rule}"
    return None


def _no_number(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")


def _is_sound(value: object) -> bool:
    """Return whether all text can be kept: without U+0000 and halves of surrogate pairs."""
    match value:
        case str():
            return "\0" not in value and not any("\ud800" <= one <= "\udfff" for one in value)
        case float():
            return math.isfinite(value)
        case list():
            return all(map(_is_sound, value))
        case dict():
            return all(_is_sound(name) and _is_sound(inner) for name, inner in value.items())
        case _:
            return True


@lru_cache(maxsize=64)
def _checker(schema: str) -> Callable[[object], object]:
    checker: Callable[[object], object] = fastjsonschema.compile(
        json.loads(schema), use_default=False
    )
    return checker


def _place(path: list[str], schema: Mapping[str, object]) -> str:
    """Return where it is, by names that the schema has: others are the reply's own words."""
    names = json.dumps(schema)
    known = [part if part.isdecimal() or f'"{part}"' in names else "…" for part in path[1:]]
    return ".".join(known) or "the whole"
