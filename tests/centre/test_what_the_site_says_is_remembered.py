"""Settings are read once, and again after each change: whoever makes it, in whichever process."""

import pytest
from django.db import transaction

from citedesmetiers.centre import actions
from citedesmetiers.centre.models import Purpose, Site
from citedesmetiers.centre.site import remembered, the_site
from citedesmetiers.tallies import actions as tallies
from citedesmetiers.tallies.series import Series
from desks import actions as desks

pytestmark = pytest.mark.django_db


@pytest.fixture
def names():
    """The purposes' names as a process remembers them."""
    return remembered(lambda: [str(purpose) for purpose in Purpose.objects.offered()])


def test_what_did_not_change_is_asked_once(names, site, purpose_of, django_assert_num_queries):
    purpose_of("job")
    site = the_site()
    assert names(site) == ["Purpose job"]
    with django_assert_num_queries(0):
        names(site)


def test_a_change_is_seen_at_the_next_look(names, site, purpose_of):
    purpose = purpose_of("job")
    assert names(the_site()) == ["Purpose job"]
    actions.write_purpose(purpose, name={"fr": "Travail", "en": "Work"})
    assert names(the_site()) == ["Work"]


@pytest.mark.parametrize("change", [
    lambda desk: desks.write_desk(desk, letter="Z"),
    lambda desk: actions.change_site(offer_after=20),
    lambda desk: tallies.ask([Series.AGE]),
], ids=["a desk", "the site", "the questions"])  # fmt: skip
def test_every_setting_renews_the_edition(site, desk, change):
    before = the_site().edition
    change(desk)
    assert the_site().edition != before


def test_a_change_that_was_taken_back_renews_nothing(names, site, purpose_of):
    purpose, before = purpose_of("job"), the_site().edition
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.write_purpose(purpose, name={"en": "Work"})
        raise ZeroDivisionError
    assert (the_site().edition, names(the_site())) == (before, ["Purpose job"])


def test_before_the_first_page_is_filled_in_nothing_is_remembered(names, db):
    assert (Site.objects.count(), names(the_site())) == (0, [])
    Purpose.objects.create(code="job", family="job", name={"en": "Job"})
    assert names(the_site()) == ["Job"]


def test_a_new_need_is_on_the_grid_at_once(managing, agent, client_of, site, purpose_of, in_words):
    purpose_of("job")
    reception = client_of(agent)
    assert "Find a placement" not in reception.get("/reception/").content.decode()
    said = in_words("name", "Trouver un stage", "Find a placement") | {"family": "job", "order": "3", "code": "stage"}
    managing.post("/centre/purposes/new/", said)
    assert "Find a placement" in reception.get("/reception/").content.decode()
