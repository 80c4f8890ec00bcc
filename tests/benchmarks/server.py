"""The whole product in one process, as `./run` opens it, on the bench's own database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import answers, spare_port, wait_until

from .contract import ROOT


@dataclass(frozen=True)
class Server:
    """A running house."""

    port: int
    pid: int

    def memory(self) -> float:
        """What the process keeps in the machine's memory now, in MB."""
        said = Path(f"/proc/{self.pid}/status").read_text()
        return int(next(line.split()[1] for line in said.splitlines() if line.startswith("VmRSS"))) / 1024


@contextmanager
def serve(*options: str, **environment: str) -> Iterator[Server]:
    """`manage.py serve` on the database of this process; what it says is shown if it does not open."""
    port, said = spare_port(), Path(os.environ["VAR_DIR"]) / "said"
    command = [sys.executable, "manage.py", "serve", "--port", str(port), *(options or ["--no-demo"])]
    with said.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=output)
    try:
        wait_until(lambda: answers(port) or process.poll() is not None, 60)
        if process.poll() is not None:
            raise RuntimeError(said.read_text())
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(15)
