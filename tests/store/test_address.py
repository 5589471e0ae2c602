"""Database URLs, what they may say, and what goes wrong behind them."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from digests.errors import ConfigError, StoreError
from digests.model import FeedState, PollRecord
from digests.store.address import read_address
from digests.store.sql import SqlStore, open_store
from tests.builders import an_entry
from tests.postgres import PASSWORD, Server


def test_a_relative_file_has_three_slashes_and_an_absolute_one_four() -> None:
    assert read_address("sqlite:///a/b.db").file == Path("a/b.db")
    assert read_address("sqlite:////a/b.db").file == Path("/a/b.db")
    assert read_address(" sqlite:///~/b.db\n").file == Path.home() / "b.db"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_the_driver_of_postgresql_is_ours_to_choose(scheme: str) -> None:
    address = read_address(f"{scheme}://u:p%40ss@h:5433/d?sslmode=require")
    assert address.url.drivername == "postgresql+psycopg"
    assert (address.url.password, address.url.query["sslmode"]) == ("p@ss", "require")
    assert address.shown == "postgresql://u:***@h:5433/d"
    assert address.file is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "citewire.db",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite://relative/secret.db",
        "sqlite:///a.db?mode=ro",
        "sqlite+pysqlcipher:///secret",
        "mysql://u:secret@h/d",
        "postgresql+asyncpg://u:secret@h/d",
        "postgresql://u:secret@h:port/d",
        "postgresql//u:secret@h/d",
    ],
)
def test_another_form_is_refused_with_the_forms_that_are_known(url: str) -> None:
    with pytest.raises(
        ConfigError, match=r"CITEWIRE_DATABASE_URL: .*sqlite:////.*postgresql://"
    ) as e:
        read_address(url)
    assert "secret" not in str(e.value)


async def test_the_folder_of_the_file_is_made(tmp_path: Path) -> None:
    async with open_store(f"sqlite:///{tmp_path}/a/b%20c/d.db") as store:
        assert await store.feed_states() == {}
    assert (tmp_path / "a" / "b c" / "d.db").exists()


async def test_a_relative_file_is_made_where_the_program_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_store("sqlite:///here.db"):
        pass
    assert (tmp_path / "here.db").exists()


async def failure(url: str) -> StoreError:
    with pytest.raises(StoreError) as error:
        async with open_store(url):
            pass
    return error.value


async def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("These are my notes, which are rather long. " * 50)
    error = await failure(f"sqlite:///{file}")
    assert str(file) in str(error)
    assert "Move the file away" in str(error)
    assert not error.retryable
    assert file.read_text().startswith("These are my notes")


async def test_a_folder_in_place_of_the_file_is_an_error_that_says_so(tmp_path: Path) -> None:
    error = await failure(f"sqlite:///{tmp_path}")
    assert str(tmp_path) in str(error)
    assert not error.retryable


async def test_a_file_in_place_of_the_folder_is_an_error_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    error = await failure(f"sqlite:///{tmp_path / 'file' / 'citewire.db'}")
    assert "file" in str(error)


async def test_a_server_that_does_not_answer_can_be_tried_again() -> None:
    error = await failure("postgresql://u:secret@127.0.0.1:1/d")
    assert "127.0.0.1:1/d" in str(error)
    assert "secret" not in str(error)
    assert error.retryable


async def test_a_wrong_password_is_not_repeated(postgres_server: Server) -> None:
    url = postgres_server.url("postgres").replace(PASSWORD, "a-wrong-secret")
    error = await failure(url)
    assert "authentication failed" in str(error)
    assert "a-wrong-secret" not in str(error)


async def test_a_cut_connection_is_replaced(postgres_url: str, postgres_server: Server) -> None:
    async with open_store(postgres_url) as store:
        assert await store.feed_states() == {}
        with psycopg.connect(postgres_server.url("postgres"), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                [postgres_url.rpartition("/")[2]],
            )
        assert await store.feed_states() == {}


async def test_a_lock_held_too_long_can_be_tried_again(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digests.store.engine.LOCK_WAIT", timedelta(milliseconds=20))
    record = PollRecord(state=FeedState(feed_id="a"))
    async with open_store(sqlite_url) as store:
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked") as error:
            await store.save_poll(record)
        assert error.value.retryable
        assert await store.feed_states() == {}
        other.close()
        await store.save_poll(record)
        assert set(await store.feed_states()) == {"a"}


@pytest.mark.parametrize("html", ["a\0b", "\ud800"])
async def test_text_that_no_database_keeps_is_refused_for_good(
    sql_store: SqlStore, html: str
) -> None:
    entry = replace(an_entry(), html=html)
    with pytest.raises(StoreError) as error:
        await sql_store.save_poll(PollRecord(state=FeedState(feed_id="a"), new=(entry,)))
    assert not error.value.retryable
    assert (await sql_store.counts())["feeds"] == 0


async def test_a_time_without_zone_is_refused(sql_store: SqlStore) -> None:
    naive = datetime(2026, 4, 13)  # noqa: DTZ001 — the mistake itself
    with pytest.raises(StoreError, match="without a time zone"):
        await sql_store.save_poll(PollRecord(state=FeedState(feed_id="a", polled_at=naive)))


async def test_an_error_shows_nothing_of_what_is_kept(sql_store: SqlStore) -> None:
    entry = replace(an_entry(), feed_id="unknown", title="confidential")
    with pytest.raises(StoreError) as error:
        await sql_store.save_poll(PollRecord(state=FeedState(feed_id="a"), new=(entry,)))
    assert not error.value.retryable
    assert "confidential" not in f"{error.value} {error.value.__cause__}"
    assert PASSWORD not in f"{error.value} {error.value.__cause__}"


async def test_writes_of_one_process_take_turns(sqlite_url: str) -> None:
    async with open_store(sqlite_url) as store:
        polls = [PollRecord(state=FeedState(feed_id=f"feed-{n}")) for n in range(40)]
        await asyncio.gather(*map(store.save_poll, polls))
        assert len(await store.feed_states()) == 40
