"""Few requests are worked on at a time, and nobody at a counter waits for the screens that follow."""

import threading

import pytest

from citedesmetiers.kit.turns import Turns
from tests.servers import wait_until


class Room:
    """Threads that ask for a turn in a known order, and keep it until they are told to go."""

    def __init__(self, most):
        self.turns, self.went, self.inside, self.threads = Turns(most), [], {}, []

    def comes(self, name, *, press=False):
        waited = self.turns.waiting
        self.inside[name] = threading.Event()
        thread = threading.Thread(target=self._stay, args=(name, press), daemon=True)
        thread.start()
        self.threads.append(thread)
        wait_until(lambda: name in self.went or self.turns.waiting > waited)

    def _stay(self, name, press):
        with self.turns.turn(press=press):
            self.went.append(name)
            self.inside[name].wait(10)

    def goes(self, name):
        self.inside[name].set()

    def has(self, *names):
        wait_until(lambda: len(self.went) >= len(names), 5)
        return self.went == list(names)


@pytest.fixture
def room():
    rooms = []

    def open_one(most):
        rooms.append(Room(most))
        return rooms[-1]

    yield open_one
    for opened in rooms:
        for event in opened.inside.values():
            event.set()
        for thread in opened.threads:
            thread.join(5)


def test_one_place_is_kept_for_a_press(room):
    three = room(3)
    for page in ("first", "second", "third"):
        three.comes(page)
    assert three.has("first", "second")
    three.comes("press", press=True)
    assert three.has("first", "second", "press")


def test_one_place_is_kept_for_a_page(room):
    three = room(3)
    for press in ("first", "second", "third"):
        three.comes(press, press=True)
    assert three.has("first", "second")
    three.comes("page")
    assert three.has("first", "second", "page")
    three.goes("page")
    three.goes("first")
    assert three.has("first", "second", "page", "third")


def test_a_press_that_waits_goes_before_a_page_that_came_earlier(room):
    one = room(1)
    one.comes("first")
    one.comes("page")
    one.comes("press", press=True)
    one.goes("first")
    assert one.has("first", "press")
    one.goes("press")
    assert one.has("first", "press", "page")


def test_each_has_its_turn_in_the_order_of_coming(room):
    two = room(2)
    two.comes("first")
    for press in "abcdef":
        two.comes(press, press=True)
    for press in "abcdef":
        two.goes(press)
    assert two.has("first", *"abcdef")


def test_a_turn_is_given_back_when_the_work_fails(room):
    one = room(1)
    with pytest.raises(ZeroDivisionError), one.turns.turn(press=False):
        raise ZeroDivisionError
    one.comes("next")
    assert one.has("next")
