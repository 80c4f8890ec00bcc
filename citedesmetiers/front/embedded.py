"""One process that is the whole house: a door that is tried first, and a clock without a broker."""

import errno
import logging
import socket
import threading
import time
from ipaddress import ip_address

from celery import Celery
from django.conf import settings
from django.db import connection, connections
from django.utils.translation import gettext as _

from citedesmetiers.kit.rules import HouseRule

logger = logging.getLogger(__name__)


def open_door(host: str, port: int) -> socket.socket:
    """A socket that listens already, before anything else is touched: two starts cannot both have it."""
    if not 0 <= port <= 65535:
        raise HouseRule(_("%(port)s is not a port: choose one from 1 to 65535.") % {"port": port})
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError):
        raise HouseRule(_("“%(host)s” is not an address of this machine.") % {"host": host}) from None
    door = socket.socket(family, kind, protocol)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(address)
        door.listen(2048)
    except OSError as refused:
        door.close()
        raise HouseRule(_why(refused, host, port)) from None
    return door


def _why(refused: OSError, host: str, port: int) -> str:
    said = {"host": host, "port": port}
    if isinstance(refused, PermissionError):
        return _("Port %(port)s is reserved for the system: choose another with --port.") % said
    if refused.errno == errno.EADDRINUSE:
        return _("Port %(port)s is already in use: stop what uses it, or choose another with --port.") % said
    return _("%(host)s, port %(port)s, cannot be opened on this machine: choose others with --host and --port.") % said


def is_loopback(door: socket.socket) -> bool:
    """Whether only this machine can come to this door: by the address that it has, whatever it was called."""
    return ip_address(door.getsockname()[0]).is_loopback


def names_of(host: str) -> list[str]:
    """By which names another machine may call a house opened at this address."""
    if host not in ("0.0.0.0", "::", ""):  # noqa: S104 - compared, not opened
        return [f"[{host}]" if ":" in host else host]
    return [_own_address(), socket.gethostname()]


def _own_address() -> str:
    """The address by which this machine speaks to the network. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return probe.getsockname()[0]


def stay_connected() -> None:
    """One idle connection for as long as the house is open.

    Whenever the last connection to it closes, SQLite folds its journal away: five waits for the disk instead of one,
    at each press of a quiet hour.
    """
    if settings.SQLITE:
        connection.ensure_connection()


class Clock(threading.Thread):
    """Runs the beat's own schedule in this process, one task after another.

    It counts with the monotonic clock: a wall clock set back does not silence it. Ticks missed are not piled up.
    """

    def __init__(self, app: Celery) -> None:
        super().__init__(name="clock", daemon=True)
        self.ticked_at = time.monotonic()  # so that a clock which never ticks is late from the start
        self._app = app
        self._closing = threading.Event()

    def run(self) -> None:
        self._app.loader.import_default_modules()
        due = {name: time.monotonic() for name in self._app.conf.beat_schedule}
        while due and not self._closing.wait(max(0.0, min(due.values()) - time.monotonic())):
            name = min(due, key=due.__getitem__)
            entry = self._app.conf.beat_schedule[name]
            self._tick(entry["task"])
            due[name] = time.monotonic() + entry["schedule"]

    def _tick(self, task: str) -> None:
        """A task that raises is logged by Celery itself, with its traceback; the clock goes on."""
        if task in self._app.tasks:
            self._app.tasks[task].apply()
        else:
            logger.error("The schedule names a task that does not exist: %s", task)
        connections.close_all()
        self.ticked_at = time.monotonic()

    def close(self) -> None:
        """Stop, after the task at work if it ends within a second; its transaction is not torn otherwise either."""
        self._closing.set()
        self.join(1)


_clock: Clock | None = None


def start_clock(app: Celery) -> Clock:
    """The clock of this process."""
    global _clock
    _clock = Clock(app)
    _clock.start()
    return _clock


def last_tick() -> float | None:
    """Seconds since the clock of this process last finished a task; None where the clock is a process of its own."""
    if _clock is None:
        return None
    return time.monotonic() - _clock.ticked_at
