"""The visitors' pages speak Arabic, from right to left, and leave no word out; the rest of the house does not."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from citedesmetiers.centre.models import Purpose, Site
from citedesmetiers.kit.tokens import short
from desks.models import Desk
from reception import actions
from reception.models import Stop
from tests.harness import soup_of

pytestmark = pytest.mark.django_db
LATIN = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
OTHER_LANGUAGES = {"English", "Français"}
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def anna(a_counsellor):
    return a_counsellor()


@pytest.fixture
def stop(desk, visitors_wait_at):
    return visitors_wait_at(desk, 2)[0]


def own(client, stop):
    return client.get(f"/t/{short(stop.ticket.token)}/", {"lang": "ar"})


def not_arabic(page):
    """What is left in Latin letters, but for the site's own words and the names of the other languages."""
    site = Site.objects.get()
    named = [site.name, site.territory, site.ticket_words, *Desk.objects.values_list("name", flat=True)]
    named += Purpose.objects.values_list("name", flat=True)
    known = {word for name in named for text in name.data.values() for word in LATIN.findall(text)}
    soup = soup_of(page)
    texts = [soup.get_text(" ")] + [tag["aria-label"] for tag in soup.select("[aria-label]")]
    return {word for text in texts for word in LATIN.findall(text)} - known - OTHER_LANGUAGES


def test_the_page_goes_from_right_to_left_and_ranges_stand_apart(client, stop, anna, past_calls):
    past_calls(10)
    soup = soup_of(own(client, stop))
    assert (soup.html["lang"], soup.html["dir"]) == ("ar", "rtl")
    told = [bdi.get_text().replace("\xa0", " ") for bdi in soup.select(".own-now bdi")]
    assert told == ["1", "من 10 إلى 15 دقيقة"]


def test_no_state_of_the_ticket_leaves_a_word_out(client, agent, desk, anna, stop):
    pages = [own(client, stop)]
    called = actions.call_next(desk, by=anna)
    pages.append(own(client, stop))
    actions.mark_absent(called, by=anna)
    pages.append(own(client, stop))
    met = actions.meet(actions.call_next(desk, by=anna), by=anna)
    pages.append(own(client, stop))
    pages.append(own(client, met))
    actions.finish(met, by=anna)
    actions.walk_out(stop.ticket)
    pages += [own(client, stop), own(client, met), client.get("/t/nothing/", {"lang": "ar"})]
    Stop.objects.filter(pk=stop.pk).update(called_at=None, ended_at=timezone.now() - timedelta(minutes=5))
    pages.append(client.post(f"/t/{short(stop.ticket.token)}/stay/?lang=ar", headers=FROM_HERE))
    assert [not_arabic(page) for page in pages] == [set()] * 9


def test_nor_does_the_first_page(client, desk, other_desk, anna, stop):
    page = client.get("/?lang=ar")
    assert (not_arabic(page), soup_of(page).html["dir"]) == (set(), "rtl")


def test_a_phone_that_speaks_arabic_is_answered_in_it(client, stop):
    speaks = {"headers": {"Accept-Language": "ar-MA,ar;q=0.9,fr;q=0.5"}}
    assert [soup_of(client.get(where, **speaks)).html["lang"] for where in ("/", "/sign-in/")] == ["ar", "fr"]


def test_the_staff_s_pages_do_not_speak_it(client, client_of, agent):
    assert soup_of(client.get("/sign-in/?lang=ar")).html["lang"] == "en"
    assert soup_of(client_of(agent).get("/reception/?lang=ar")).html["lang"] == "en"
