"""Prompts: versioned files with strict variables, which stay what they were when released."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from digests.errors import ConfigError
from digests.prompts import names, prompt, released
from digests.prompts.templates import read_prompt

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", names())
def test_a_prompt_is_the_text_that_was_released(name: str) -> None:
    """A released prompt was edited, or a new one is not listed: write the next version, or list it."""
    assert f'"{name}" = "{released().get(name)}"' == f'"{name}" = "{prompt(name).sha256}"'


def test_no_released_prompt_is_missing() -> None:
    assert released().keys() == set(names())
    assert {"extract.v1", "untrusted.v1"} <= released().keys()


def test_the_hash_is_that_of_the_file() -> None:
    """It depends on every character, so that no edit goes unseen."""
    text = (ROOT / "prompts" / "extract.v1.md").read_text(encoding="utf-8")
    assert read_prompt("extract.v1", text).sha256 == released()["extract.v1"]
    assert read_prompt("extract.v1", f"{text} ").sha256 != released()["extract.v1"]


def test_every_variable_gets_its_value_and_braces_in_a_value_stay() -> None:
    greeting = read_prompt("greet.v1", "Write to {{person}} in {{language}}, {{person}} first.")
    assert greeting.variables == {"person", "language"}
    filled = greeting.fill(person="{{language}}", language="German")
    assert filled == "Write to {{language}} in German, {{language}} first."


def test_a_value_without_a_place_and_a_place_without_a_value_are_errors() -> None:
    greeting = read_prompt("greet.v1", "Write to {{person}}.")
    with pytest.raises(ConfigError, match=r"greet\.v1\.md: no value for person"):
        greeting.fill()
    with pytest.raises(ConfigError, match=r"greet\.v1\.md has no tone"):
        greeting.fill(person="Ada", tone="warm")


@pytest.mark.parametrize("template", ["{{ person }}", "{{Person}}", "{{person}", "}} {{", "{{}}"])
def test_braces_that_are_no_variable_are_an_error(template: str) -> None:
    with pytest.raises(ConfigError, match="a variable is written"):
        read_prompt("greet.v1", template)


@pytest.mark.parametrize("name", ["extract", "extract.v0", "extract.v999", "../extract.v1", ""])
def test_a_prompt_that_is_not_there_is_said_with_those_that_are(name: str) -> None:
    with pytest.raises(ConfigError, match=r"Prompts: .*extract\.v1"):
        prompt(name)


def test_the_wheel_has_the_prompts_and_their_hashes(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    assert {f"prompts/{name}.md" for name in names()} | {"prompts/released.toml"} <= packed
