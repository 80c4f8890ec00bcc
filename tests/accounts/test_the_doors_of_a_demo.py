"""One press signs a demo account in. On a real site that address does not exist."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import make_password

from citedesmetiers.accounts import actions
from citedesmetiers.centre.models import Site
from tests.harness import soup_of


@pytest.fixture
def demo_account(agent):
    actions.publish_password(agent, make_password("bienvenue", salt=actions.PUBLISHED))
    return agent


def a_demo(yes=True):
    Site.objects.update(demo=yes)


def test_a_demo_account_is_entered_by_one_press(client, demo_account):
    a_demo()
    form = soup_of(client.get("/sign-in/")).select_one(".roles form")
    assert form["action"] == f"/sign-in/as/{demo_account.username}/"
    before = client.session.session_key
    assert client.post(form["action"]).url == "/"
    assert client.session[SESSION_KEY] == str(demo_account.pk)
    assert client.session.session_key != before


def test_a_real_site_has_no_such_door(client, demo_account):
    a_demo(False)
    assert soup_of(client.get("/sign-in/")).select(".roles") == []
    assert client.post(f"/sign-in/as/{demo_account.username}/").status_code == 404
    assert SESSION_KEY not in client.session


def test_an_account_of_a_demo_with_its_own_password_has_none_either(client, demo_account, manager):
    a_demo()
    actions.set_password(demo_account, "random and printed")
    names = (demo_account.username, manager.username, "x")
    answers = [client.post(f"/sign-in/as/{name}/").status_code for name in names]
    assert answers == [404, 404, 404]


def test_looking_enters_nobody(client, demo_account):
    a_demo()
    assert client.get(f"/sign-in/as/{demo_account.username}/").status_code == 405
