"""A class or a group: one press, its size, then two taps for who likes. Never one interview a member."""

from datetime import timedelta

import pytest
from django.utils import timezone

from citedesmetiers.tallies.models import Tally
from reception.models import Receipt, Stop
from tests.harness import soup_of

pytestmark = pytest.mark.django_db
PART = {"hx-request": "true"}


@pytest.fixture
def group(press, desk):
    press("job:group", persons=26)
    return Receipt.objects.get()


@pytest.fixture
def say(reception):
    return lambda group, **said: reception.post(f"/reception/arrivals/{group.sequence}/group/", said, headers=PART)


def counted():
    rows = Tally.objects.exclude(n=0).order_by("series", "k1")
    return {f"{series}:{k1}": n for series, k1, n in rows.values_list("series", "k1", "n")}


def test_it_is_one_group_of_so_many_and_nobody_in_a_line(group):
    assert (counted(), Stop.objects.count()) == ({"group:job": 1, "group_person:job": 26}, 0)


def test_a_kind_and_a_level_are_two_optional_taps(group, say, answer_of):
    kinds = [button["value"] for button in soup_of(say(group)).select("#answer [name=kind]")]
    answer = say(group, kind="school")
    levels = [button["value"] for button in soup_of(answer).select("#answer [name=level]")]
    said = answer_of(say(group, level="upper"))
    assert kinds == ["school", "training", "employment", "association", "company", "other"]
    assert levels == ["lower", "upper", "vocational", "higher"]
    assert "school class, upper secondary" in said
    assert counted() == {"group:job": 1, "group_person:job": 26, "group_kind:school": 1, "group_level:upper": 1}


def test_a_tap_corrected_or_pressed_twice_counts_once(group, say):
    for said in ({"kind": "school"}, {"level": "lower"}, {"level": "upper"}, {"level": "upper"}):
        say(group, **said)
    assert (counted()["group_kind:school"], counted()["group_level:upper"]) == (1, 1)
    say(group, kind="company")
    assert counted() == {"group:job": 1, "group_person:job": 26, "group_kind:company": 1}


def test_an_undone_group_is_counted_nowhere(group, say, reception):
    say(group, kind="school")
    say(group, level="higher")
    reception.post(f"/reception/arrivals/{group.sequence}/undo/", headers=PART)
    assert counted() == {}


@pytest.mark.parametrize("said", [{"kind": "army"}, {"level": "phd"}, {"level": "upper"}])
def test_what_is_not_on_the_list_or_has_no_class_is_refused(group, say, said):
    assert (say(group, **said).status_code, len(counted())) == (400, 2)


def test_only_a_group_can_be_described_and_only_for_ten_minutes(group, say, press, desk):
    Receipt.objects.update(logged_at=timezone.now() - timedelta(minutes=11))
    late = say(group, kind="school").status_code
    press("job:documentation")
    visit = Receipt.objects.latest("sequence")
    assert (late, say(visit, kind="school").status_code) == (409, 404)


def test_without_javascript_the_page_says_it_too(group, reception):
    sent = reception.post(f"/reception/arrivals/{group.sequence}/group/", {"kind": "training"})
    page = soup_of(reception.get(sent.headers["Location"]))
    assert page.select_one("#kind-training")["aria-pressed"] == "true"
