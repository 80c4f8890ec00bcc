"""The visitors’ pages speak Arabic, from right to left, without a word untranslated. The rest of the house does not."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from citedesmetiers.centre.models import Partner, Purpose, Site
from citedesmetiers.kit.tokens import short
from desks.models import Desk
from reception import actions
from reception.models import Stop
from resources import actions as resources
from resources.models import Body, Kind
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
    named += [words for body in Body.objects.order_by("pk") for words in (body.does, body.hours, body.languages)]
    known = {word for name in named for text in name.data.values() for word in LATIN.findall(text)}
    plain = [Partner.objects.values_list("name", flat=True), *Body.objects.values_list("name", "address", "web")]
    known |= {word for texts in plain for text in texts for word in LATIN.findall(text)}
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


@pytest.fixture
def a_body_of_each_kind(desk):
    said = {"does": {"fr": "droit"}, "hours": {"fr": "mercredi"}, "languages": {"fr": "anglais"}}
    more = {"address": "rue du Pont", "web": "https://law.example", "phone": "01 99 00 12 83"}
    for kind in Kind.values:
        resources.write_body(None, name=f"Body {kind}", kind=kind, purposes=desk.purposes.all(), **said, **more)


def test_nor_does_the_partners_page(client, desk, other_desk, a_partner, a_turn):
    pages = [client.get("/partners/?lang=ar")]
    one, _other = a_partner("Greta"), a_partner("Mission locale")
    starts_at = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=7)
    for at in (desk, other_desk):
        a_turn(at, partner=one, starts_at=starts_at, ends_at=starts_at + timedelta(hours=3))
    pages.append(client.get("/partners/?lang=ar"))
    assert [(not_arabic(page), soup_of(page).html["dir"]) for page in pages] == [(set(), "rtl")] * 2
    assert len(soup_of(pages[1]).select("main li")) == 2


def test_nor_does_the_list_of_where_to_go_besides(client, desk, a_body_of_each_kind):
    here = [f"&purpose={desk.purposes.first().code}", "&kind=law", ""]
    pages = [client.get(f"/outside/?lang=ar{narrowed}") for narrowed in here]
    assert len(soup_of(pages[2]).select("main section .line li")) == len(Kind)
    Body.objects.update(active=False)
    pages += [client.get(f"/outside/?lang=ar{narrowed}") for narrowed in here]
    assert [(not_arabic(page), soup_of(page).html["dir"]) for page in pages] == [(set(), "rtl")] * 6


def test_a_phone_that_speaks_arabic_is_answered_in_it(client, stop):
    speaks = {"headers": {"Accept-Language": "ar-MA,ar;q=0.9,fr;q=0.5"}}
    pages = ("/", "/partners/", "/outside/", "/sign-in/")
    assert [soup_of(client.get(where, **speaks)).html["lang"] for where in pages] == ["ar", "ar", "ar", "fr"]


def test_the_staff_s_pages_do_not_speak_it(client, client_of, agent):
    assert soup_of(client.get("/sign-in/?lang=ar")).html["lang"] == "en"
    for staff in ("/reception/", "/outside/hand/"):
        assert soup_of(client_of(agent).get(f"{staff}?lang=ar")).html["lang"] == "en"
