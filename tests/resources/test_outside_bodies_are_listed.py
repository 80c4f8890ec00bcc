"""The directory of outside bodies: kept by information officers, handed to a visitor on the phone or on paper."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from citedesmetiers.kit.codes import drawn
from reception.models import Stop
from resources.models import Body, Kind
from tests.harness import soup_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(in_words):
    """What an information officer types of a body."""
    return {"name": "Law house", "kind": "law", "address": "1 rue du Pont", "phone": "01 99 00 12 83",
            "web": "law.example/hours", "review_by": "2027-01-31"} | in_words("does", "droit", "law") | in_words(
                "hours", "mercredi", "Wednesday") | in_words("languages", "anglais", "English")  # fmt: skip


def names_on(page):
    return [name.get_text() for name in soup_of(page).select(".line .who > b")]


def test_a_body_is_added_changed_and_put_out_of_use(curating, said, purpose_of):
    purpose = purpose_of("job")
    curating.post("/resources/bodies/new/", said | {"purposes": [purpose.pk]})
    kept = Body.objects.get()
    assert (kept.kind, kept.web, kept.review_by, kept.active) == (
        Kind.LAW, "https://law.example/hours", date(2027, 1, 31), True)  # fmt: skip
    assert list(kept.purposes.all()) == [purpose]
    curating.post(f"/resources/bodies/{kept.pk}/", said | {"name": "House of law"})
    kept.refresh_from_db()
    assert (kept.name, kept.active, kept.purposes.count()) == ("House of law", False, 0)


def test_its_kinds_are_those_of_an_interviews_outcome():
    outcomes = set(Stop.Outcome.values) - {Stop.Outcome.DOCUMENTATION, Stop.Outcome.EVENT}
    assert set(Kind.values) == outcomes


@pytest.mark.parametrize("web", [
    "javascript:alert(1)", "ftp://law.example/", "data:text/html,x", "https://", "http://good.example@evil.example/",
    "//evil.example", "https://a b.example/", "file:///etc/passwd", "JAVASCRIPT://law.example/%0aalert(1)",
])  # fmt: skip
def test_a_link_that_is_none_of_the_web_is_refused(curating, said, web):
    answer = curating.post("/resources/bodies/new/", said | {"web": web})
    assert (answer.status_code, Body.objects.count()) == (400, 0)
    assert soup_of(answer).select_one("#errors a")["href"] == "#id_web"


def test_nor_does_the_database_take_one(a_body):
    for web in ("javascript:alert(1)", "/law", "x"):
        with pytest.raises(IntegrityError), transaction.atomic():
            a_body(f"Body {web}", web=web)


@pytest.mark.parametrize("wrong", [
    {"phone": "call us"}, {"phone": "1"}, {"kind": "event"}, {"kind": ""}, {"name": ""}, {"name": "x" * 121},
    {"name": "Law\u202eesuoh"}, {"review_by": "32/13/2026"}, {"address": "1 rue\x07"}, {"purposes": ["999"]},
])  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(curating, said, wrong):
    answer = curating.post("/resources/bodies/new/", said | wrong)
    assert (answer.status_code, Body.objects.count()) == (400, 0)


def test_a_body_is_listed_once(curating, said, a_body):
    a_body("Law house")
    answer = curating.post("/resources/bodies/new/", said)
    assert (answer.status_code, Body.objects.count()) == (400, 1)


def test_the_list_is_narrowed(curating, a_body, purpose_of):
    today = timezone.localdate()
    a_body("Alpha", kind="law", purposes=[purpose_of("job")], review_by=today)
    a_body("Beta", kind="social", review_by=today + timedelta(days=1))
    a_body("Gamma", kind="law", active=False, review_by=today - timedelta(days=9))
    asked = ("", "?kind=law", "?purpose=job", "?q=bet", "?review=due", "?state=no", "?kind=nonsense&purpose=\x00")
    found = [names_on(curating.get(f"/resources/bodies/{each}")) for each in asked]
    everything = ["Alpha", "Beta", "Gamma"]
    assert found == [everything, ["Alpha", "Gamma"], ["Alpha"], ["Beta"], ["Alpha"], ["Gamma"], everything]


def test_what_is_to_be_checked_again_is_said(curating, a_body):
    a_body("Alpha", review_by=date(2026, 1, 2))
    page = curating.get("/resources/bodies/")
    assert words_of(page, ".note-red") == "1 entry is to be checked again. Show"
    assert "to check since 2 January 2026" in words_of(page, ".line")


@pytest.mark.parametrize("rows", [1, 30])
def test_each_list_costs_the_same(curating, client, a_body, purpose_of, django_assert_num_queries, rows):
    for n in range(rows):
        a_body(f"Body {n}", purposes=[purpose_of("job")], kind=Kind.values[n % 7])
    for browser, address, queries in ((curating, "/resources/bodies/", 8), (curating, "/outside/hand/", 7),
                                      (client, "/outside/?lang=en", 5)):  # fmt: skip
        with django_assert_num_queries(queries):
            page = browser.get(address)
        assert len(names_on(page)) == rows


def test_the_public_reads_the_bodies_of_a_purpose_kind_by_kind(client, a_body, purpose_of):
    job = purpose_of("job")
    a_body("Law house", purposes=[job], does={"fr": "droit", "en": "law of work"}, phone="+33 1 99 00 12 83",
           web="https://law.example/")  # fmt: skip
    a_body("Job house", kind="employment", purposes=[job])
    a_body("Elsewhere", purposes=[purpose_of("training")])
    a_body("Gone", purposes=[job], active=False)
    page = client.get("/outside/?purpose=job&lang=en")
    assert names_on(page) == ["Job house", "Law house"]
    assert [head.get_text() for head in soup_of(page).select("main h2")][:2] == ["Employment service", "Legal service"]
    assert soup_of(page).select_one("a.range")["href"] == "tel:+33199001283"
    link = soup_of(page).select_one(".web a")
    assert (link["href"], link["rel"]) == ("https://law.example/", ["noopener", "noreferrer", "nofollow", "external"])
    assert page.cookies == {}


def test_a_purpose_and_a_kind_narrow_together_and_nonsense_narrows_nothing(client, a_body, purpose_of):
    a_body("Law house", purposes=[purpose_of("job")])
    a_body("Job house", kind="employment", purposes=[purpose_of("job")])
    assert names_on(client.get("/outside/?purpose=job&kind=law")) == ["Law house"]
    assert len(names_on(client.get("/outside/?purpose=nonsense&kind=%00"))) == 2
    empty = client.get("/outside/?kind=social&lang=en")
    assert words_of(empty, ".blank h2") == "Nothing is listed here yet."


def test_the_counter_hands_it_over_in_two_taps(client_of, desk, a_counsellor, visitors_wait_at, a_body):
    from reception import actions

    a_body("Law house", purposes=list(desk.purposes.all()))
    counsellor = a_counsellor()
    visitors_wait_at(desk, 1)
    actions.call_next(desk, by=counsellor)
    browser = client_of(counsellor)
    link = soup_of(browser.get("/counter/job/")).select_one("#act-outside")
    page = browser.get(link["href"])
    assert (names_on(page), link["target"]) == (["Law house"], "outside")
    assert soup_of(page).select_one("#print").has_attr("data-print")
    assert soup_of(page).select_one(".qr svg") is not None


def test_the_code_leads_to_the_same_list_for_the_public(client_of, agent, a_body, purpose_of):
    a_body("Law house", purposes=[purpose_of("job")])
    page = client_of(agent).get("/outside/hand/?purpose=job&kind=law&order=password")
    address = "http://testserver/outside/?purpose=job&kind=law"
    assert soup_of(page).select_one("#there")["href"] == address
    assert drawn(address) in page.content.decode()


def test_handing_over_writes_nothing(client_of, agent, a_body):
    a_body("Law house")
    before = list(Body.objects.values())
    client_of(agent).get("/outside/hand/")  # the client refuses a GET that writes
    assert list(Body.objects.values()) == before
