"""Several web workers behind one door, as a real site runs them. One that dies is replaced at once.

They are forked from a parent that has read the house's code already, so that a new one serves within a tenth of a
second: with a kill each 0.3 s, workers that take a second to start would never serve.
"""

import os
import signal
import sys
from types import FrameType

import django
import uvicorn
from django.test import Client

django.setup()

from citedesmetiers.accounts.models import User  # noqa: E402 - it wants the house furnished
from citedesmetiers.asgi import application  # noqa: E402
from citedesmetiers.front.embedded import open_door  # noqa: E402
from tests.benchmarks import scene  # noqa: E402

PAGES = {"accueil0": "/reception/", "conseil0": "/counter/desk-a/"}


def main(port: int, workers: int) -> None:
    door = open_door("127.0.0.1", port)
    warm()
    alive = {start(door) for _worker in range(workers)}

    def close(number: int, frame: FrameType | None) -> None:
        for worker in alive:
            os.kill(worker, signal.SIGKILL)
        os._exit(0)

    signal.signal(signal.SIGTERM, close)
    print("open", flush=True)
    while True:
        dead, _how = os.wait()
        alive.discard(dead)
        alive.add(start(door))


def warm() -> None:
    """Read every template and address before the first fork."""
    for username, page in PAGES.items():
        browser = Client(SERVER_NAME="127.0.0.1")
        browser.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
        if browser.get(page).status_code != 200:
            raise RuntimeError(page)
    scene.let_go()


def start(door: object) -> int:
    worker = os.fork()
    if worker:
        return worker
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    config = uvicorn.Config(application, log_config=None, access_log=False, timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[door])
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
