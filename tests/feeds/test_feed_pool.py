"""Parsing in other processes, bounded in time and memory."""

import asyncio
import io
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from digests.feeds.parsed import ParsedDocument, Unreadable, from_wire
from digests.feeds.pool import ParsePool
from digests.feeds.worker import READY, end_when_orphaned, frame, serve

GOOD = b'<rss version="2.0"><channel><item><title>Hello</title></item></channel></rss>'
SLOW = b"<rss>" + b"<" * 3_000_000
"""Takes feedparser's loose parser more than ten seconds."""
HUNGRY = f"<rss><channel><item><description>{'x' * 8_000_000}😀".encode()
"""One wide character makes every copy of it take 32 megabytes."""


@pytest.fixture
async def pool() -> AsyncIterator[ParsePool]:
    async with ParsePool(workers=1) as pool:
        yield pool


def workers() -> list[psutil.Process]:
    return [
        child
        for child in psutil.Process().children()
        if child.status() != psutil.STATUS_ZOMBIE and "digests.feeds.worker" in child.cmdline()
    ]


def peak_megabytes(process: psutil.Process) -> float:
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1_000


async def test_a_document_is_read_in_another_process(pool: ParsePool) -> None:
    parsed = await pool.read(GOOD, url="https://a.example/f")

    assert isinstance(parsed, ParsedDocument)
    assert [entry.title for entry in parsed.entries] == ["Hello"]
    assert len(workers()) == 1


async def test_one_process_reads_many_documents(pool: ParsePool) -> None:
    await asyncio.gather(*(pool.read(GOOD, url="https://a.example/f") for _ in range(20)))

    assert len(workers()) == 1


async def test_addresses_and_charsets_reach_the_process(pool: ParsePool) -> None:
    body = "<rss><channel><item><title>Привет</title><link>/x</link></item></channel></rss>"
    parsed = await pool.read(
        body.encode("cp1251"), url="https://a.example/f", content_type="text/xml; charset=cp1251"
    )

    assert isinstance(parsed, ParsedDocument)
    assert parsed.entries[0].title == "Привет"
    assert parsed.entries[0].url == "https://a.example/x"


async def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_read() -> None:
    async with ParsePool(workers=1, seconds=0.3) as pool:
        first, second = await asyncio.gather(
            pool.read(SLOW, url="https://a.example/slow"),
            pool.read(GOOD, url="https://a.example/good"),
        )

    assert first == Unreadable(reason="reading it took longer than 0.3 s")
    assert isinstance(second, ParsedDocument)


async def test_a_caller_can_shorten_the_time_but_not_lengthen_it(pool: ParsePool) -> None:
    short = await pool.read(SLOW, url="https://a.example/slow", seconds=0.1)
    async with ParsePool(workers=1, seconds=0.2) as strict:
        long = await strict.read(SLOW, url="https://a.example/slow", seconds=60)

    assert short == Unreadable(reason="reading it took longer than 0.1 s")
    assert long == Unreadable(reason="reading it took longer than 0.2 s")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces the memory limit")
async def test_a_document_that_takes_too_much_memory_is_given_up_and_the_next_one_read() -> None:
    async with ParsePool(workers=1, megabytes=60) as pool:
        first = await pool.read(HUNGRY, url="https://a.example/hungry")
        second = await pool.read(GOOD, url="https://a.example/good")

    assert isinstance(first, Unreadable)
    assert "memory" in first.reason or "brought the parser down" in first.reason
    assert isinstance(second, ParsedDocument)


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
async def test_ten_megabytes_of_cdata_stay_far_below_the_limit(pool: ParsePool) -> None:
    words = "Größe 😀 ".encode() * 600_000
    body = (
        b"<rss><channel><item><description><![CDATA["
        + words
        + b"]]></description></item></channel></rss>"
    )
    parsed = await pool.read(body, url="https://a.example/f")

    assert isinstance(parsed, ParsedDocument)
    assert peak_megabytes(workers()[0]) < 300


async def test_a_process_that_dies_costs_one_document(pool: ParsePool) -> None:
    await pool.read(GOOD, url="https://a.example/f")
    workers()[0].kill()
    first = await pool.read(GOOD, url="https://a.example/f")
    second = await pool.read(GOOD, url="https://a.example/f")

    assert isinstance(first, Unreadable)
    assert "brought the parser down" in first.reason
    assert isinstance(second, ParsedDocument)


async def test_a_cancelled_caller_leaves_a_pool_that_works(pool: ParsePool) -> None:
    await pool.read(GOOD, url="https://a.example/f")
    reading = asyncio.create_task(pool.read(SLOW, url="https://a.example/slow"))
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading

    assert isinstance(await pool.read(GOOD, url="https://a.example/f"), ParsedDocument)


async def test_closing_ends_the_processes_and_can_be_repeated() -> None:
    pool = ParsePool(workers=2)
    await asyncio.gather(*(pool.read(GOOD, url="https://a.example/f") for _ in range(4)))
    await pool.close()
    await pool.close()

    assert workers() == []
    with pytest.raises(RuntimeError, match="closed"):
        await pool.read(GOOD, url="https://a.example/f")


async def test_the_process_sees_no_secret_of_the_environment(
    pool: ParsePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITEWIRE_SLACK_BOT_TOKEN", "xoxb-secret")
    await pool.read(GOOD, url="https://a.example/f")

    assert not [name for name in workers()[0].environ() if name.startswith("CITEWIRE")]


async def test_a_process_that_does_not_start_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    async with ParsePool(workers=1) as pool:
        with pytest.raises(RuntimeError, match="does not start"):
            await pool.read(GOOD, url="https://a.example/f")


class TestWorker:
    HEAD = frame(b'{"url": "https://a.example/f", "content_type": null}')

    def answers(self, jobs: bytes) -> list[bytes]:
        out = io.BytesIO()
        serve(io.BytesIO(jobs), out, seconds=60)
        written, found = out.getvalue().removeprefix(READY), []
        while written:
            length = int.from_bytes(written[:4], "big")
            found.append(written[4 : 4 + length])
            written = written[4 + length :]
        return found

    def test_it_answers_each_job_until_there_are_no_more(self) -> None:
        answers = self.answers((self.HEAD + frame(GOOD)) * 3)

        assert [answer[:1] for answer in answers] == [b"+"] * 3
        assert isinstance(from_wire(answers[0][1:]), ParsedDocument)

    def test_it_says_when_it_has_read_enough(self) -> None:
        answers = self.answers((self.HEAD + frame(b"")) * 501)

        assert len(answers) == 500
        assert answers[-1][:1] == b"-"

    def test_it_ends_after_running_out_of_memory(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def hungry(*_: object, **__: object) -> None:
            raise MemoryError

        monkeypatch.setattr("digests.feeds.worker.read_document", hungry)
        answers = self.answers((self.HEAD + frame(GOOD)) * 2)

        assert [answer[:1] for answer in answers] == [b"-"]
        assert b"memory" in answers[0]

    def test_a_fault_of_the_parser_is_an_answer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def faulty(*_: object, **__: object) -> None:
            raise AttributeError("inside feedparser")

        monkeypatch.setattr("digests.feeds.worker.read_document", faulty)

        assert b"gave up on it (AttributeError)" in self.answers(self.HEAD + frame(GOOD))[0]

    def test_an_orphan_ends_by_itself(self) -> None:
        program = (
            "from digests.feeds.worker import end_when_orphaned as e; e(0.01)\nwhile True: pass"
        )
        done = subprocess.run([sys.executable, "-c", program], check=False, timeout=30)

        assert done.returncode != 0

    def test_taking_the_end_back_lets_it_live(self) -> None:
        end_when_orphaned(60)
        end_when_orphaned(0)

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces the memory limit")
    def test_memory_beyond_the_limit_cannot_be_had(self) -> None:
        program = (
            "from digests.feeds.worker import limit_memory as limit\n"
            "limit(80)\n"
            "try: bytearray(100_000_000)\n"
            "except MemoryError: print('refused')"
        )
        done = subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=30
        )

        assert done.stdout == "refused\n"

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="Unix only")
    def test_a_lower_limit_of_the_system_is_kept(self) -> None:
        program = (
            "import resource\n"
            "from digests.feeds.worker import limit_memory as limit\n"
            "limit(100); limit(200)\n"
            "print(resource.getrlimit(resource.RLIMIT_DATA)[0])"
        )
        done = subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=30
        )

        assert done.stdout == "100000000\n"
