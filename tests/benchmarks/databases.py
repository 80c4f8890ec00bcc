"""Scratch databases of both kinds, and a reader of their rows that shares no code with the product."""

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.harness import postgres_is_here
from tests.servers import postgres_server

DURABLE = "-c max_connections=200"  # as Debian installs it: what was answered is on the disk


def wanted(only: str | None) -> list[str]:
    """The databases to measure on."""
    here = ["sqlite", "postgresql"] if postgres_is_here() else ["sqlite"]
    return [name for name in here if only in (None, name)]


@contextmanager
def scratch(kind: str, folder: Path, options: str = DURABLE) -> Iterator[str]:
    """The address of an empty database, gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/cite.sqlite3"
        return
    with postgres_server(options) as url:
        yield url


def rows(url: str, sql: str) -> list[tuple]:
    """What a query finds, asked of the database itself: neither a model nor a verb of the product has a part in it."""
    if url.startswith("sqlite:///"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)) as connection:
            return connection.execute(sql).fetchall()
    with psycopg.connect(url) as connection:
        return connection.execute(sql).fetchall()
