"""Real PostgreSQL and Redis servers of a test's own, on spare loopback ports, gone afterwards."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


def spare_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def wait_until(true: Callable[[], object], seconds: float = 20) -> None:
    """Returns as soon as it is so; fails loudly if it never is."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(f"not so after {seconds} s: {getattr(true, '__name__', true)}")
        time.sleep(0.05)


def answers(port: int) -> bool:
    with socket.socket() as door:
        door.settimeout(1)
        return door.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def redis_server(port: int | None = None) -> Iterator[str]:
    """Gives the address of an empty Redis that keeps nothing on disk."""
    port = port or spare_port()
    with TemporaryDirectory() as folder:
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", folder]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            wait_until(lambda: answers(port))
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.kill()
            server.wait()


def postgres_program(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return str(found[-1]) if found else which(name) or name


def not_as_root(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.getuid() == 0 else command


@contextmanager
def postgres_server(options: str = FAST) -> Iterator[str]:
    """Gives the address of an empty database."""
    port = spare_port()
    with TemporaryDirectory() as folder:
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        control = not_as_root([postgres_program("pg_ctl"), "--pgdata", f"{folder}/data", "--wait"])
        quiet = {"check": True, "cwd": folder, "stdout": subprocess.DEVNULL}
        initdb = [postgres_program("initdb"), "--pgdata", f"{folder}/data", "--username=cite", "--auth=trust"]
        subprocess.run(not_as_root([*initdb, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]), **quiet)
        where = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} {options}"
        subprocess.run([*control, "--log", f"{folder}/log", "--options", where, "start"], **quiet)
        try:
            yield f"postgres://cite@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "--mode=immediate", "stop"], **quiet)
