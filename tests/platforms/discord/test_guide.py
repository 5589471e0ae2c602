"""What docs/discord.md says is so."""

import re
from pathlib import Path

from bot.commands.table import CHANNEL_OPTIONS, COMMANDS
from bot.platforms.discord.forms import FORMS
from bot.platforms.discord.permissions import PERMISSIONS
from bot.platforms.discord.words import translations
from bot.present.closing import REPORT, SOURCES, VOTES
from bot.render.discord import BESIDE

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "discord.md").read_text(encoding="utf-8")


def test_the_guide_gives_a_reason_for_each_permission_and_for_no_other() -> None:
    table = GUIDE.partition("## What the bot may do")[2].partition("## Who sees what")[0]
    named = re.findall(r"^\| ([A-Z][\w ]+) \|", table, re.MULTILINE)
    assert sorted(named) == sorted(one.name for one in PERMISSIONS)


def test_every_command_that_the_guide_names_is_there() -> None:
    grouped = re.findall(r"`/digest (\w+)", GUIDE)
    alone = {name for name in re.findall(r"`/(\w+)", GUIDE) if name != "digest"}
    assert set(grouped) <= {one.id for one in COMMANDS.values() if one.group}
    everybody = {one.id for one in COMMANDS.values() if not one.manages}
    assert alone - {"pytorch", "readyz"} == everybody


def test_the_guide_names_the_buttons_the_languages_and_the_settings_of_channels() -> None:
    for label in (SOURCES, BESIDE, REPORT, FORMS["ask"].title, *(label for _, label in VOTES)):
        assert f"*{label}*" in GUIDE
    assert len(translations()) == len(re.findall("German|French|Spanish|Japanese", GUIDE))
    assert all(f"`{option.name}" in GUIDE for option in CHANNEL_OPTIONS)
