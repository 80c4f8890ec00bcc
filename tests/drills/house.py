"""The drill's own house: a scratch database, real processes, and people whose pages retry as the house's do."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import databases
from tests.benchmarks.__main__ import environment
from tests.benchmarks.browser import Answer, Browser
from tests.benchmarks.contract import ROOT
from tests.servers import answers, spare_port, wait_until

AWAY = (502, 503, 504)
WAITS = (0.5, 1, 2, 4)  # seconds, as static/kit/posts.js has them


@dataclass
class House:
    """Where it is, what its database is, and the processes that were started for it."""

    kind: str
    url: str
    folder: Path
    port: int = field(default_factory=spare_port)
    processes: list[subprocess.Popen] = field(default_factory=list)

    def rows(self, sql: str) -> list[tuple]:
        return databases.rows(self.url, sql)

    def run(self, *command: str, **settings: str) -> subprocess.Popen:
        with (self.folder / "said").open("a") as said:
            env = self.environment(**settings)
            process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=env, stdout=said, stderr=said)
        self.processes.append(process)
        return process

    def environment(self, **settings: str) -> dict[str, str]:
        return environment(self.url, str(self.folder), self.kind) | settings

    def open(self, **settings: str) -> subprocess.Popen:
        """The whole house in one process, as `./run` opens it."""
        return self._answering(self.run("manage.py", "serve", "--no-demo", "--port", str(self.port), **settings))

    def open_with_workers(self, n: int) -> subprocess.Popen:
        """Several web workers that share one door."""
        return self._answering(self.run("-m", "tests.drills.fleet", str(self.port), str(n)))

    def _answering(self, process: subprocess.Popen) -> subprocess.Popen:
        wait_until(lambda: answers(self.port) or process.poll() is not None, 60)
        assert process.poll() is None, (self.folder / "said").read_text()
        return process


@contextmanager
def a_house(kind: str, *, desks: str = "AB", agents: int = 1, counsellors: int = 2) -> Iterator[House]:
    with TemporaryDirectory() as folder, databases.scratch(kind, Path(folder)) as url:
        house = House(kind, url, Path(folder))
        (house.folder / "static").mkdir()
        assert house.run("-m", "tests.drills.furnish", desks, str(agents), str(counsellors)).wait(120) == 0
        try:
            yield house
        finally:
            for process in house.processes:
                process.terminate()
            for process in house.processes:
                process.wait(15)


def children(process: subprocess.Popen) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


class PatientBrowser(Browser):
    """A browser whose page sends again what was not answered, as it was, until it is; it counts how often."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.most_retries = 0

    async def _ask(self, method: str, path: str, body: bytes, htmx: bool) -> Answer:
        for retries, wait in enumerate((*WAITS, *WAITS)):
            try:
                async with asyncio.timeout(10):
                    answer = await self._once(method, path, body, htmx)
                if answer.status not in AWAY:
                    self.most_retries = max(self.most_retries, retries)
                    return answer
            except (OSError, asyncio.IncompleteReadError, TimeoutError):
                await self.close()
            await asyncio.sleep(wait)
        raise TimeoutError(path)
