"""What *Next* says to the database, heard from the verb itself, and said again by the driver alone.

A yardstick written by hand would drift from the verb; this one changes when the verb does.
"""

import re
from contextlib import contextmanager
from datetime import UTC, datetime

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.utils import timezone

from citedesmetiers.accounts.models import User
from desks.models import Desk
from reception import actions
from reception.models import Stop

A_TIME = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
Heard = list[tuple[str, tuple, bool]]


def hear(act: object) -> Heard:
    """Every statement with its values, in order, each with whether it stood in the transaction."""
    heard: Heard = []

    def listen(execute, sql, values, many, context):
        if not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            heard.append((sql, tuple(values or ()), connection.in_atomic_block))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(listen):
        act()
    return heard


class Replay:
    """The verb's statements in the verb's transaction, through the driver's own cursor."""

    def __init__(self, desk: Desk, me: User) -> None:
        self.sample = None

        def press() -> None:
            self.sample = actions.call_next(desk, by=me)

        self.called = [said for said in hear(press) if not self.is_settings(said)]
        stop, ended = self.sample, timezone.now()
        free = Stop.objects.called().filter(pk=stop.pk, counsellor=me)
        done = {"state": Stop.State.DONE, "met_at": stop.called_at, "ended_at": ended}
        self.freed = hear(lambda: free.update(**done))
        self.find = next(i for i, said in enumerate(self.called) if " ORDER BY " in said[0] and "waiting" in said[1])
        self.claim = next(i for i, said in enumerate(self.called) if said[0].startswith('UPDATE "reception_stop"'))
        self.raw = connection.connection
        self.cursor = self.raw.cursor()

    def is_settings(self, said: tuple[str, tuple, bool]) -> bool:
        return said[0].startswith(("PRAGMA", "SET"))

    def __call__(self, desk: Desk, me: User) -> int | None:
        for _attempt in range(100):
            try:
                with self.transaction():
                    stop = self.in_the_transaction()
            except (IntegrityError, OperationalError, LookupError):
                continue
            if stop is not None:
                self.after(stop)
            return stop
        raise RuntimeError("a hundred attempts at one claim")

    def in_the_transaction(self) -> int | None:
        stop = None
        for place, (sql, values, inside) in enumerate(self.called):
            if not inside:
                continue
            self.execute(sql, values, stop)
            found = self.cursor.fetchone() if sql.startswith("SELECT") else None
            if place == self.find:
                if found is None:
                    return None
                stop = found[0]
            if place == self.claim and not self.cursor.rowcount:
                raise LookupError
        return stop

    def after(self, stop: int) -> None:
        for sql, values, inside in [*self.called, *self.freed]:
            if not inside:
                self.execute(sql, values, stop)
                if sql.startswith("SELECT"):
                    self.cursor.fetchall()

    def execute(self, sql: str, values: tuple, stop: int | None) -> None:
        now = datetime.now(UTC)
        said = [stop if value == self.sample.pk else self.as_of(value, now) for value in values]
        self.cursor.execute(driver_words(sql), said)

    def as_of(self, value: object, now: datetime) -> object:
        """A moment in the sample is now; anything else is what it was."""
        if isinstance(value, datetime):
            return now
        if isinstance(value, str) and A_TIME.match(value):
            return str(now.replace(tzinfo=None))
        return value

    @contextmanager
    def transaction(self):
        """As Django opens and ends one: immediate on SQLite, by the driver's switch on PostgreSQL."""
        self.begin()
        try:
            yield
        except BaseException:
            self.raw.rollback()
            raise
        else:
            self.raw.commit()
        finally:
            self.end()

    def begin(self) -> None:
        if settings.SQLITE:
            self.cursor.execute("BEGIN IMMEDIATE")
        else:
            self.raw.autocommit = False

    def end(self) -> None:
        if not settings.SQLITE:
            self.raw.autocommit = True


class OneStatement(Replay):
    """The least that a claim can be: the verb's own choice inside the verb's own update, and nothing else."""

    def __call__(self, desk: Desk, me: User) -> int | None:
        (found, which, _in), (changed, values, _in2) = self.called[self.find], self.called[self.claim]
        choice = re.sub(r"^SELECT .*? FROM ", 'SELECT "reception_stop"."id" FROM ', found, flags=re.DOTALL)
        sql = changed.replace('"reception_stop"."id" = %s', f'"reception_stop"."id" = ({choice})')
        place = values.index(self.sample.pk)
        self.execute(f'{sql} RETURNING "reception_stop"."id"', (*values[:place], *which, *values[place + 1 :]), None)
        claimed = self.cursor.fetchone()
        if claimed is not None:
            for words, said, _inside in self.freed:
                self.execute(words, said, claimed[0])
        return claimed and claimed[0]


def driver_words(sql: str) -> str:
    """As Django hands a statement to this driver."""
    return SQLiteCursorWrapper.convert_query(None, sql) if settings.SQLITE else sql
