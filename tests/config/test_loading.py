"""The shipped config fits, and every fault of an operator's config is named with its place."""

from pathlib import Path

import pytest

from config.loading import load_catalogue
from digests.errors import ConfigError
from digests.model import Tier

FEED = """
[[feed]]
id = "one"
url = "https://one.example/feed"
outlet = "One"
tier = "press"
"""
TOPIC = """
[[topic]]
id = "pytorch"
title = "PyTorch"
description = "All of it."
"""


def a_config(folder: Path, feeds: str = FEED, topics: str = TOPIC) -> Path:
    (folder / "feeds.toml").write_text(feeds, encoding="utf-8")
    (folder / "topics.toml").write_text(topics, encoding="utf-8")
    return folder


def test_shipped_config_covers_the_ecosystem() -> None:
    catalogue = load_catalogue()
    assert len(catalogue.feeds) >= 60
    assert {feed.tier for feed in catalogue.feeds} == set(Tier)
    named = {"pytorch", "vllm", "ray", "huggingface", "open-weights", "ai-hardware"}
    assert named | {"ai-governance", "agents"} <= set(catalogue.topic_by_id)
    assert all(topic.match.any or topic.match.all for topic in catalogue.topics)
    assert len({feed.url for feed in catalogue.feeds}) == len(catalogue.feeds)


def test_a_folder_replaces_the_shipped_config(tmp_path: Path) -> None:
    catalogue = load_catalogue(a_config(tmp_path))
    assert [feed.id for feed in catalogue.feeds] == ["one"]
    assert catalogue.feed_by_id["one"].topics == ()
    assert catalogue.topic_by_id["pytorch"].title == "PyTorch"


@pytest.mark.parametrize(
    ("feeds", "topics", "named"),
    [
        (FEED.replace('"press"', '"tabloid"'), TOPIC, "number 1, tier"),
        (FEED + FEED.replace('id = "one"', 'id = "No Good"'), TOPIC, "number 2, id"),
        (FEED.replace("outlet", "outlett"), TOPIC, "outlet"),
        (FEED.replace("https://", "file:///"), TOPIC, "http(s)"),
        (FEED + FEED, TOPIC, "stands twice"),
        (FEED + 'topics = ["nosuch"]', TOPIC, "no topic 'nosuch'"),
        ("[[feeds]]", TOPIC, "unknown feeds"),
        ("feed = 3", TOPIC, "feed"),
        ("not toml", TOPIC, "cannot be read"),
        (FEED, TOPIC + TOPIC, "stands twice"),
        (FEED, TOPIC.replace("pytorch", "p" * 33), "id"),
    ],
)
def test_a_fault_is_named_with_its_place(
    tmp_path: Path, feeds: str, topics: str, named: str
) -> None:
    with pytest.raises(ConfigError) as fault:
        load_catalogue(a_config(tmp_path, feeds, topics))
    assert named in str(fault.value)
    assert str(tmp_path) in str(fault.value)


def test_an_absent_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Copy the shipped"):
        load_catalogue(tmp_path)
