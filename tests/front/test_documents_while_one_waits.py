"""Documents beside a wait and an interview: by what was asked for, not by whom."""

import pytest

from tests.harness import soup_of, words_of


@pytest.fixture
def a_document(site):
    from citedesmetiers.centre.models import Place
    from resources import actions
    from resources.models import Copy

    def make(title, purpose, mark="B2", **said):
        said |= {"title": title, "state": "shelf", "purposes": [purpose]}
        copies = [Copy(mark=mark, place=Place.objects.get(code="main"))]
        return actions.write_notice(None, by=None, copies=copies, **said)

    return make


@pytest.fixture
def waiting(desk, a_document, visitors_wait_at):
    """A visitor who waits at a desk; a document about what she came for, and one about something else."""
    from citedesmetiers.centre.models import Purpose

    stop = visitors_wait_at(desk)[0]
    a_document("Le CV", stop.purpose, stars=3)
    a_document("Réussir l’entretien", stop.purpose)
    a_document("Se former", Purpose.objects.create(code="other-one", family="other", name={"fr": "Autre"}))
    a_document("Pour l’équipe", stop.purpose, team_only=True)
    return stop


def test_the_ticket_shows_what_is_about_the_need_the_officers_choice_first(waiting, client):
    page = soup_of(client.get(f"/t/{_short(waiting)}/meanwhile/"))
    assert [each.get_text() for each in page.select(".line b")] == ["Le CV", "Réussir l’entretien"]


def test_the_ticket_fetches_it_and_links_to_it_without_scripts(waiting, client):
    page = soup_of(client.get(f"/t/{_short(waiting)}/?lang=en")).select_one("#meanwhile")
    assert page["hx-get"] == page.a["href"] == f"/t/{_short(waiting)}/meanwhile/?lang=en"
    part = client.get(page["hx-get"], headers={"HX-Request": "true"})
    assert part.content.decode().count("<html") == 0 and "Le CV" in part.content.decode()


def test_its_address_is_told_to_nobody(waiting, client):
    answer = client.get(f"/t/{_short(waiting)}/meanwhile/")
    assert (answer.headers["Referrer-Policy"], answer.cookies) == ("no-referrer", {})


def test_a_ticket_of_another_day_has_no_documents(client, site):
    assert client.get(f"/t/{'A' * 22}/meanwhile/").status_code == 404


def test_a_counsellor_has_a_printed_list_in_two_taps(waiting, desk, a_counsellor, client_of):
    from reception import actions

    anna = a_counsellor()
    actions.call_next(desk, by=anna)
    browser = client_of(anna)
    first = soup_of(browser.get(f"/counter/{desk.slug}/")).select_one("#documents")["href"]
    page = browser.get(first)
    assert soup_of(page).select_one("[data-print]") is not None
    assert "Le CV" in words_of(page, ".found") and "Se former" not in words_of(page, ".found")


def _short(stop):
    from citedesmetiers.kit.tokens import short

    return short(stop.ticket.token)
