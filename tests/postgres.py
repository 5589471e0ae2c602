"""A real PostgreSQL that the tests start themselves, and a fresh database in it for each test.

Plugin: `pytest_plugins = ["tests.postgres"]`. Each pytest process starts one server on a free
loopback port, at the first test that asks for it, and stops it at the end.
"""

import asyncio
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

from digests.store.sql import open_store
from tests.conftest import leave_out

PASSWORD = "hidden-from-everyone"  # noqa: S105 — of a server that lives as long as the tests


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server with a superuser."""

    port: int
    user: str

    def url(self, database: str) -> str:
        return f"postgresql://{self.user}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def run(self, statement: str) -> None:
        """Run one statement outside of any transaction, such as CREATE DATABASE."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateServer(Server):
    """A server of one test's own, which it may stop and start."""

    pg_ctl: Callable[..., None]

    def crash(self) -> None:
        """Stop at once, as if the machine had lost its power: what is not committed is lost."""
        self.pg_ctl("--mode=immediate", "stop")

    def start(self) -> None:
        """Start again on the same port, and return once connections are taken."""
        self.pg_ctl("start")


@contextmanager
def private_server() -> Iterator[PrivateServer]:
    """Start a server that commits as the product asks for, or leave the test out.

    Without synchronous commits, what was committed before a crash would be lost with it.
    """
    with _running(_needed_programs(), settings=" -c synchronous_commit=on") as server:
        yield server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """Start PostgreSQL, or leave the test out where it is not installed."""
    with _running(_needed_programs()) as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Server) -> str:
    """Name a database with the tables of the newest revision, to be copied."""
    postgres_server.run("CREATE DATABASE citewire_template")
    # In a thread of its own: a browser's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, _migrate(postgres_server.url("citewire_template"))).result()
    return "citewire_template"


_numbers = count(1)


@pytest.fixture
def postgres_url(postgres_server: Server, postgres_template: str) -> Iterator[str]:
    """Return the address of a migrated, empty database of the test's own."""
    name = f"citewire_{next(_numbers)}"
    postgres_server.run(f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    yield postgres_server.url(name)
    postgres_server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_postgres_url(postgres_server: Server) -> Iterator[str]:
    """Return the address of a database without any table."""
    name = f"citewire_{next(_numbers)}"
    postgres_server.run(f"CREATE DATABASE {name}")
    yield postgres_server.url(name)
    postgres_server.run(f"DROP DATABASE {name} WITH (FORCE)")


async def _migrate(url: str) -> None:
    async with open_store(url):
        pass


def _needed_programs() -> Path:
    programs = _programs()
    if programs is None:
        leave_out("PostgreSQL's initdb and pg_ctl are not installed (Debian: postgresql)")
        raise AssertionError
    return programs


def _programs() -> Path | None:
    """Return the folder of the newest server programs: Debian keeps them off the PATH."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0,
        reverse=True,
    )
    if found := shutil.which("initdb"):
        folders.append(Path(found).parent)
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


@contextmanager
def _running(programs: Path, *, settings: str = "") -> Iterator[PrivateServer]:
    user = _unprivileged()
    # A short path of its own: the socket's name may have 107 bytes, and pytest's folders are
    # closed to other users.
    with tempfile.TemporaryDirectory(prefix="citewire-pg-") as name:
        folder = Path(name)
        password = folder / "password"
        password.write_text(PASSWORD)
        if user is not None:
            for path in (folder, password):
                os.chown(path, user.pw_uid, user.pw_gid)
        cluster = folder / "data"
        make = [str(programs / "initdb"), "--no-sync", "--encoding=UTF8", "--locale=C"]
        make += ["--auth=scram-sha-256", f"--pwfile={password}", "--username=citewire"]
        _run(user, [*make, f"--pgdata={cluster}"], folder)
        port = _free_port()
        options = (
            f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off"
            f" -c synchronous_commit=off -c max_connections=100{settings}"
        )

        def pg_ctl(*what: str) -> None:
            control = [str(programs / "pg_ctl"), f"--pgdata={cluster}", f"--log={folder / 'log'}"]
            _run(user, [*control, "--options", options, *what], folder)

        pg_ctl("start")
        server = PrivateServer(port=port, user="citewire", pg_ctl=pg_ctl)
        try:
            yield server
        finally:
            if (cluster / "postmaster.pid").exists():
                server.crash()


def _unprivileged() -> pwd.struct_passwd | None:
    """Return whom to become: PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    leave_out("PostgreSQL does not run as root, and there is no user postgres or nobody")
    raise AssertionError


def _run(user: pwd.struct_passwd | None, command: list[str], folder: Path) -> None:
    with (folder / "errors").open("ab") as errors:
        done = subprocess.run(
            command,
            cwd=folder,
            check=False,
            stdin=subprocess.DEVNULL,
            # Not a pipe: the server that pg_ctl leaves behind would keep it open.
            stdout=subprocess.DEVNULL,
            stderr=errors,
            timeout=60,
            user=user and user.pw_uid,
            group=user and user.pw_gid,
            extra_groups=user and (),
        )
    if done.returncode != 0:
        said = [p.read_text() for p in (folder / "errors", folder / "log") if p.exists()]
        raise RuntimeError(f"{command[0]} failed: {' '.join(said)}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
