import json

import pytest

from tests.live.screens import Screen, Server


@pytest.fixture
def start(tmp_path, transactional_db):
    """Starts the test house; gives it as an object with `click()`, `get()` and `stop()`."""
    started = []

    def start(**environment):
        (folder := tmp_path / str(len(started))).mkdir()
        started.append(Server(folder, **environment))
        return started[-1]

    yield start
    for server in started:
        server.process.kill()
        server.process.wait()


@pytest.fixture
def server(start):
    return start()


@pytest.fixture
def a_screen(server):
    """A screen that follows a channel (or `board`) of the server from a version on."""
    opened = []

    def look(channel="reception", at=None, **headers):
        path = "/board/live/" if channel == "board" else f"/follow/{channel}/live/"
        screen = Screen((at or server).port, path + headers.pop("query", ""), **headers)
        opened.append(screen)
        return screen

    yield look
    for screen in opened:
        screen.leave()


@pytest.fixture
def done(server):
    """What the server's process did so far: `reads` of the watcher, `boards` drawn, its `threads`."""
    return lambda: json.loads(server.get("/done/")[1])
