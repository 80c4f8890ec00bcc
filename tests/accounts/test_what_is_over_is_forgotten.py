"""Sessions, tries and links do not outlive their use."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone

from citedesmetiers.accounts import actions, tasks
from citedesmetiers.accounts.models import Invitation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("hours", "left"), [(-1, 0), (1, 1)])
def test_a_session_goes_when_it_has_ended(agent, client_of, hours, left):
    client_of(agent)
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=hours))
    tasks.forget()
    assert Session.objects.count() == left


@pytest.mark.parametrize(("hours", "left"), [(25, 0), (1, 1)])
def test_a_wrong_password_is_remembered_for_a_day(agent, hours, left):
    actions.try_to_sign_in(agent.username, "not the one")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(hours=hours))
    tasks.forget()
    assert AccessAttempt.objects.count() == left


def test_a_link_goes_once_it_was_used_and_an_open_one_stays(manager):
    used, opened = (actions.invite(by=manager, username=name, name=name) for name in ("anna", "bela"))
    actions.accept(used[1], "a password of hers")
    tasks.forget()
    assert list(Invitation.objects.values_list("user", flat=True)) == [opened[0].pk]


def test_a_link_that_nobody_used_goes_after_its_week(manager):
    actions.invite(by=manager, username="anna", name="Anna")
    actions.forget(timezone.now() + timedelta(days=8))
    assert Invitation.objects.count() == 0
