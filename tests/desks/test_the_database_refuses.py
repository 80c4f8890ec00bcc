"""What no verb would write, the database refuses too: the roster's constraints, on both databases."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from desks.models import Turn


def refused(name, write):
    with pytest.raises(IntegrityError) as met, transaction.atomic():
        write()
    return name in str(met.value) or "UNIQUE" in str(met.value)


def test_a_post_is_promised_once_and_a_broken_promise_leaves_its_place(a_turn):
    turn = a_turn()
    assert refused("a_post_is_promised_once", lambda: a_turn(starts_at=turn.starts_at))
    Turn.objects.filter(pk=turn.pk).update(absent_at=timezone.now())
    a_turn(starts_at=turn.starts_at)


@pytest.mark.parametrize(("post", "of_posts"), [(4, 3), (0, 3), (21, 21)])
def test_a_desk_has_no_more_posts_than_it_has(a_turn, post, of_posts):
    assert refused("a_desk_has_so_many_posts", lambda: a_turn(post=post, of_posts=of_posts))


def test_a_counsellor_is_in_one_place_at_a_time(a_turn, a_person, other_desk):
    counsellor = a_person(counsels=True)
    a_turn(counsellor=counsellor)
    assert refused("a_counsellor_is_in_one_place_at_a_time", lambda: a_turn(other_desk, counsellor=counsellor))
    a_turn(other_desk, counsellor=counsellor, part=2)


@pytest.mark.parametrize(("opens", "closes"), [(None, None), (0, None), (1, 8), (0, 3)])
def test_a_turn_is_inside_opening_hours_unless_it_is_said(a_turn, opens, closes):
    at = timezone.now()
    doors = {name: at + timedelta(hours=n) if n is not None else None
             for name, n in (("doors_open", opens), ("doors_close", closes))}  # fmt: skip
    name = "a_turn_is_inside_opening_hours_unless_said"
    assert refused(name, lambda: a_turn(starts_at=at, outside_hours=False, **doors))
    a_turn(starts_at=at, outside_hours=True, **doors)


def test_a_turn_ends_after_it_starts_and_only_a_promise_is_broken_or_kept_by_somebody(a_turn, a_person):
    at = timezone.now()
    assert refused("a_turn_ends_after_it_starts", lambda: a_turn(starts_at=at, ends_at=at))
    name = "nobody_comes_or_fails_to_where_nobody_promised"
    assert refused(name, lambda: a_turn(partner=None, absent_at=at))
    assert refused(name, lambda: a_turn(partner=None, counsellor=a_person(counsels=True)))
