"""A screen as a browser's EventSource is one, and a server of the test's own."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tests.servers import spare_port, wait_until

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Heard:
    at: float
    name: str
    data: str


class Screen(threading.Thread):
    """Hears a stream, and comes back with Last-Event-ID when it ends, as the standard says."""

    def __init__(self, port, path, **headers):
        super().__init__(daemon=True)
        self.port, self.path, self.headers = port, path, {"Accept-Language": "en"} | headers
        self.heard, self.last_id, self.retry, self.open = [], None, 1.0, True
        self.start()

    def run(self):
        while self.open:
            with contextlib.suppress(OSError, http.client.HTTPException):
                self._listen()
            if self.open:
                time.sleep(self.retry)

    def _listen(self):
        again = {"Last-Event-ID": self.last_id} if self.last_id else {}
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)) as self.door:
            self.door.request("GET", self.path, headers=self.headers | again)
            with self.door.getresponse() as answer:
                self.answer = answer.headers
                event = {}
                while line := answer.readline().decode():
                    self._read(line.rstrip("\n"), event)

    def leave(self):
        self.open = False
        with contextlib.suppress(OSError, AttributeError):
            self.door.sock.shutdown(socket.SHUT_RDWR)
        self.join(3)

    def _read(self, line, event):
        field, _, value = line.partition(": ")
        if not line and "event" in event:
            self.last_id = event.get("id", self.last_id)
            self.heard.append(Heard(time.monotonic(), event["event"], "\n".join(event["data"])))
            event.clear()
        elif field == "data":
            event.setdefault("data", []).append(value)
        elif field == "retry":
            self.retry = int(value) / 1000
        elif field:
            event[field] = value

    def names(self):
        return [heard.name for heard in self.heard]

    def hears(self, name, data=None, seconds=3.0):
        """Waits until the screen has heard this; when it did."""
        def found():
            return [heard for heard in self.heard if heard.name == name and data in (None, heard.data)]
        wait_until(found, seconds)
        return found()[0].at


def database_url():
    """The test database's address, for a process beside this one."""
    said = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{said['NAME']}"
    return f"postgres://{said['USER']}:{said['PASSWORD']}@{said['HOST']}:{said['PORT']}/{said['NAME']}"


class Server:
    """The test house under the real server, in a process of its own."""

    def __init__(self, folder, **environment):
        self.port, self.log = spare_port(), folder / "log"
        self.environment = {
            **os.environ, "DJANGO_SETTINGS_MODULE": "tests.live.settings", "DATABASE_URL": database_url(),
            "REDIS_URL": "", "PYTHONPATH": str(ROOT), "VAR_DIR": str(folder), **environment,
        }  # fmt: skip
        (folder / "static").mkdir(exist_ok=True)
        self.start()

    def start(self):
        command = [sys.executable, "-m", "uvicorn", "citedesmetiers.asgi:application", "--port", str(self.port),
                   "--no-access-log", "--timeout-graceful-shutdown", "2", "--log-level", "info"]  # fmt: skip
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        wait_until(lambda: self.get("/done/")[0] == 200)

    def stop(self, how=signal.SIGTERM):
        """Seconds until the process was gone."""
        began = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(10)
        return time.monotonic() - began

    def get(self, path, method="GET", timeout=10):
        """The status, or 0 when nobody answers, and the text."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)) as door:
            try:
                door.request(method, path)
                with door.getresponse() as answer:
                    return answer.status, answer.read().decode()
            except OSError as refused:
                return 0, str(refused)

    def click(self):
        """When the click was sent."""
        began = time.monotonic()
        assert self.get("/click/", "POST")[0] == 200
        return began
