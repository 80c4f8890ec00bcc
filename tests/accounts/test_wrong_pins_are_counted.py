"""Five wrong PINs of a person, ten at a computer: counted in the database, however many come at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from citedesmetiers.accounts import actions
from citedesmetiers.accounts.models import Device, DoorEvent, PinTry, User
from tests.accounts.conftest import PASSWORD, PIN
from tests.harness import words_of
from tests.races import all_at_once

WRONG = "161803"
OFF = "Too many wrong PINs: a password opens, and gives the PIN back."


def wrong_pins(person):
    return User.objects.values_list("wrong_pins", flat=True).get(pk=person.pk)


def try_wrongly(computer, person, times):
    return [actions.try_pin(computer, person, WRONG) for _try in range(times)]


def test_five_wrong_ones_switch_a_persons_pin_off_and_hers_alone(computer, anna, bea, browser_at):
    try_wrongly(computer, anna, 5)
    answer = browser_at().post("/switch/", {"person": anna.pk, "pin": PIN})
    assert (answer.status_code, words_of(answer, "#lock-wrong")) == (429, OFF)
    assert browser_at().post("/switch/", {"person": bea.pk, "pin": "314159"}).status_code == 302


def test_a_password_gives_the_pin_back(computer, anna, browser_at):
    try_wrongly(computer, anna, 5)
    said = {"username": anna.username, "password": PASSWORD}
    assert browser_at().post("/sign-in/", said).status_code == 302
    assert (wrong_pins(anna), actions.try_pin(computer, anna, PIN).user) == (0, anna)


def test_a_right_pin_forgets_the_wrong_ones(computer, anna):
    try_wrongly(computer, anna, 4)
    assert actions.try_pin(computer, anna, PIN).user == anna
    assert (wrong_pins(anna), PinTry.objects.count()) == (0, 4)


def test_ten_wrong_ones_in_a_quarter_of_an_hour_close_the_computer(computer, anna, bea, with_a_pin, browser_at):
    try_wrongly(computer, anna, 5)
    try_wrongly(computer, bea, 5)
    other = with_a_pin()
    answer = browser_at().post("/switch/", {"person": other.pk, "pin": PIN})
    assert (answer.status_code, words_of(answer, "#lock-wrong"), wrong_pins(other)) == (429, OFF, 0)
    assert words_of(browser_at().get("/switch/"), "main .note").startswith("Too many wrong PINs were typed at this")
    browser_at().post("/sign-in/", {"username": other.username, "password": PASSWORD})
    assert actions.try_pin(computer, other, PIN).user == other


def test_wrong_ones_of_an_hour_ago_close_nothing(computer, anna, bea):
    try_wrongly(computer, anna, 5)
    PinTry.objects.update(at=timezone.now() - timedelta(minutes=16))
    try_wrongly(computer, bea, 5)
    assert Device.objects.get().asks_password is False


def test_the_fifth_and_the_tenth_are_told_once(computer, anna, bea):
    try_wrongly(computer, anna, 8)
    try_wrongly(computer, bea, 8)
    told = DoorEvent.objects.exclude(kind__in=["password_set", "pin_set", "enrolled"]).order_by("pk")
    assert list(told.values_list("kind", "person__name", "computer")) == [
        ("pin_off", "Anna", "Left"), ("computer_closed", None, "Left"), ("pin_off", "Béa", "Left")]  # fmt: skip


def test_a_try_at_a_computer_that_is_not_enrolled_counts_nothing(anna):
    assert actions.try_pin(None, anna, WRONG) == actions.Tried(None)
    assert wrong_pins(anna) == 0


@pytest.mark.django_db(transaction=True)
def test_sixteen_wrong_ones_at_once_are_five(computer, anna):
    results = all_at_once([lambda: actions.try_pin(computer, User.objects.get(pk=anna.pk), WRONG)] * 16)
    assert [result.user for result in results] == [None] * 16
    assert (wrong_pins(anna), PinTry.objects.count()) == (5, 5)
    assert DoorEvent.objects.filter(kind="pin_off").count() == 1


@pytest.mark.django_db(transaction=True)
def test_wrong_ones_of_four_people_at_once_are_ten(computer, with_a_pin):
    people = [with_a_pin() for _n in range(4)]
    all_at_once([lambda person=person: actions.try_pin(computer, User.objects.get(pk=person.pk), WRONG)
                 for person in people for _try in range(4)])  # fmt: skip
    assert (PinTry.objects.count(), sum(map(wrong_pins, people))) == (10, 10)
    assert Device.objects.get().asks_password is True


@pytest.mark.django_db(transaction=True)
def test_reading_the_count_first_would_let_more_than_five_be_tried(computer, anna):
    """The mutant that the race test above must catch: looked at, then counted."""

    def naive():
        person = User.objects.get(pk=anna.pk)
        if person.pin_is_off:
            return False
        looked = actions.try_pin(None, person, WRONG)
        User.objects.filter(pk=person.pk, wrong_pins__lt=5).update(wrong_pins=person.wrong_pins + 1)
        return looked is not None

    assert sum(all_at_once([naive] * 16)) > 5
