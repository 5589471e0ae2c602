"""The project keeps its own rules: sizes, locks, documents."""

import re
import subprocess
from pathlib import Path

import pytest

from bot.cli.main import app
from config.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 350
LOCK_LINE = re.compile(
    r"[a-z0-9][a-z0-9._-]*(?:\[[a-z0-9,._-]+\])?==[^ ]+(?: ; [^\\]+)? \\"  # name and version
    r"| {4}--hash=sha256:[0-9a-f]{64}(?: \\)?"
    r"| {4}#.*"  # why it is there
)


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", *patterns], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def test_no_file_is_too_long_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-dev.lock", "requirements-model.lock"]
)
def test_a_lock_holds_names_versions_and_hashes_only(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not LOCK_LINE.fullmatch(line)] == []


def test_the_locks_of_npm_packages_name_no_address() -> None:
    locks = tracked("*package-lock.json")
    assert locks
    assert [path for path in locks if "://" in path.read_text(encoding="utf-8")] == []


def test_no_link_leads_out_of_the_project() -> None:
    assert [path for path in tracked() if path.is_symlink()] == []


def test_development_runs_with_the_versions_of_the_product() -> None:
    def versions(name: str) -> set[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return set(re.findall(r"^[a-z0-9._\[\],-]+==[^ ]+", text, re.MULTILINE))

    bare = {re.sub(r"\[.*\]", "", line) for line in versions("requirements-dev.lock")}
    assert {re.sub(r"\[.*\]", "", line) for line in versions("requirements.lock")} <= bare


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = {command.name for command in app.registered_commands}
    assert {"poll", "digest", "ask", "run", "worker", "status"} <= names
    for name in names:
        assert f"`citewire {name}" in readme, name


def test_every_setting_stands_in_the_readme() -> None:

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"`{PREFIX}{name.upper()}`" in readme, name


def test_containers_are_given_settings_that_exist() -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    for file in tracked("compose*.yaml", "Dockerfile"):
        named = set(re.findall(rf"\b{PREFIX}[A-Z_]+", file.read_text(encoding="utf-8")))
        assert named <= known, file.name


def test_links_between_the_documents_hold() -> None:
    for document in tracked("*.md", ":!tests"):
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", text):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
