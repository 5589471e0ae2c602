"""Settings come from the environment, .env and TOML in that order, and faults hide the value."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.settings import load_settings
from digests.errors import ConfigError


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_database_stands_in_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITEWIRE_DATA_DIR", str(tmp_path / "data"))
    assert load_settings().store_url == f"sqlite:///{tmp_path}/data/citewire.sqlite3"


def test_a_database_address_replaces_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEWIRE_DATABASE_URL", "postgresql://db/citewire")
    assert load_settings().store_url == "postgresql://db/citewire"


def test_the_environment_beats_dotenv_beats_toml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    toml = "max_concurrent_polls = 3\nparser_processes = 3\ncontact_url = 'https://toml.example'\n"
    (folder / "citewire.toml").write_text(toml, encoding="utf-8")
    dotenv = "CITEWIRE_MAX_CONCURRENT_POLLS=4\nCITEWIRE_PARSER_PROCESSES=4\n"
    (tmp_path / ".env").write_text(dotenv, encoding="utf-8")
    monkeypatch.setenv("CITEWIRE_MAX_CONCURRENT_POLLS", "5")
    settings = load_settings(config_dir=folder)
    assert settings.max_concurrent_polls == 5
    assert settings.parser_processes == 4
    assert settings.contact_url == "https://toml.example"


def test_a_setting_that_there_is_not_is_named(tmp_path: Path) -> None:
    (tmp_path / "citewire.toml").write_text("public_topic = '*'\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"citewire\.toml: there is no setting 'public_topic'"):
        load_settings(config_dir=tmp_path)


def test_an_empty_variable_is_as_if_it_were_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "citewire.toml").write_text("no_setting = 1\n", encoding="utf-8")
    names = ("DISCORD_TOKEN", "SLACK_BOT_TOKEN", "MODEL", "LINK_KEY", "PUBLIC_URL", "CONFIG_DIR")
    (tmp_path / ".env").write_text("CITEWIRE_DATABASE_URL=\nCITEWIRE_NOW=\n", encoding="utf-8")
    for name in names:
        monkeypatch.setenv(f"CITEWIRE_{name}", "")
    settings = load_settings()
    assert {getattr(settings, name.lower()) for name in names} == {None}
    assert settings.store_url.startswith("sqlite:///")
    assert settings.now is None


def test_what_the_environment_makes_empty_is_so_whatever_the_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "citewire.toml").write_text("public_topics = '*'\n", encoding="utf-8")
    monkeypatch.setenv("CITEWIRE_PUBLIC_TOPICS", "")
    assert load_settings(config_dir=tmp_path).public_topics == ""


def test_pages_are_where_a_browser_can_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEWIRE_PUBLIC_URL", "digests.example")
    with pytest.raises(ConfigError, match=r"CITEWIRE_PUBLIC_URL: .*https://digests\.example"):
        load_settings()


def test_a_fault_names_the_variable_and_hides_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEWIRE_PARSER_PROCESSES", "s3cret")
    with pytest.raises(ConfigError) as fault:
        load_settings()
    assert "CITEWIRE_PARSER_PROCESSES" in str(fault.value)
    assert "s3cret" not in str(fault.value)


def test_the_fixed_clock_needs_an_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEWIRE_NOW", "2026-04-13T09:00:00")
    with pytest.raises(ConfigError, match="offset"):
        load_settings()
    monkeypatch.setenv("CITEWIRE_NOW", "2026-04-13T09:00:00+00:00")
    assert load_settings().now == datetime(2026, 4, 13, 9, tzinfo=UTC)


def test_broken_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "citewire.toml").write_text("= 3", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"citewire\.toml"):
        load_settings(config_dir=tmp_path)


def test_the_key_of_an_embedding_server_is_shown_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEWIRE_EMBEDDING_KEY", "s3cret")
    settings = load_settings()
    assert (
        "s3cret"
        not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    )
    assert settings.embedding_key is not None
    assert settings.embedding_key.get_secret_value() == "s3cret"


def test_the_clock_stands_where_it_is_set_or_goes_on_from_there() -> None:
    start = datetime(2026, 4, 13, 9, tzinfo=UTC)
    assert load_settings(now=start).clock() == load_settings(now=start).clock() == start
    going = load_settings(now=start, now_goes_on=True)
    earlier = going.clock()
    assert start < earlier < going.clock()
