"""Purposes, partners, places, rooms: added, changed, no longer in use."""

import pytest

from citedesmetiers.centre import actions
from citedesmetiers.centre.models import Partner, Place, Purpose, Room
from tests.harness import soup_of, words_of


def test_a_purpose_is_added_in_the_sites_own_words(managing, in_words):
    said = in_words("name", "Trouver un stage", "Find a placement") | {"family": "job", "order": "3", "code": "Stage"}
    page = managing.post("/centre/purposes/new/", said, follow=True)
    kept = Purpose.objects.get()
    assert (kept.code, kept.family, kept.order, kept.active) == ("stage", "job", 3, True)
    assert words_of(page, "#told") == "“Find a placement” is saved."


def test_a_code_stands_in_the_figures_and_stays(managing, purpose_of, in_words):
    kept = purpose_of("job")
    said = in_words("name", "Emploi", "Work") | {"family": "job", "order": "0", "code": "work"}
    managing.post(f"/centre/purposes/{kept.pk}/", said)
    kept.refresh_from_db()
    assert (kept.code, str(kept.name.localize("en")), kept.active) == ("job", "Work", False)
    assert soup_of(managing.get(f"/centre/purposes/{kept.pk}/")).select("[name=code]") == []


def test_a_code_is_given_once(managing, purpose_of, in_words):
    purpose_of("job")
    said = in_words("name", "Autre") | {"family": "job", "order": "1", "code": "job"}
    answer = managing.post("/centre/purposes/new/", said)
    assert (answer.status_code, Purpose.objects.count()) == (400, 1)
    assert soup_of(answer).select_one("#errors a")["href"] == "#id_code"


def test_a_name_in_no_language_is_refused(managing, in_words):
    answer = managing.post("/centre/purposes/new/", in_words("name", "") | {"family": "job", "order": "1", "code": "x"})
    assert (answer.status_code, Purpose.objects.count()) == (400, 0)


def test_a_partner_is_added_then_takes_no_more_turns(managing, in_words):
    managing.post("/centre/partners/new/", {"name": "Greta", "code": "greta"} | in_words("does", "cours du soir"))
    partner = Partner.objects.get()
    assert partner.active
    managing.post(f"/centre/partners/{partner.pk}/", {"name": "Greta"} | in_words("does", "cours du soir"))
    assert Partner.objects.get().active is False


def test_the_main_room_stays_in_use_and_no_other_is_made(managing, site, in_words):
    main = Place.objects.get()
    managing.post(f"/centre/places/{main.pk}/", in_words("name", "Grande salle") | {"kind": "off_site"})
    main.refresh_from_db()
    assert (main.kind, main.active, str(main.name)) == ("main", True, "Grande salle")
    another = in_words("name", "Deux") | {"kind": "main", "code": "two"}
    assert managing.post("/centre/places/new/", another).status_code == 400
    assert managing.post("/centre/places/new/", another | {"kind": "associated"}).status_code == 302


def test_a_room_has_a_place_and_seats(managing, site, in_words):
    said = in_words("name", "Forum") | {"place": Place.objects.get().pk, "capacity": "60"}
    managing.post("/centre/rooms/new/", said)
    assert Room.objects.get().capacity == 60
    assert managing.post("/centre/rooms/new/", said | {"capacity": "0"}).status_code == 400
    assert managing.post("/centre/rooms/new/", said | {"place": "999"}).status_code == 400


@pytest.mark.parametrize("room", ["purposes", "partners", "places", "rooms"])
@pytest.mark.parametrize("pk", ["999", "99999999999999999999"])
def test_what_is_not_there_is_not_found(managing, site, room, pk):
    assert managing.get(f"/centre/{room}/{pk}/").status_code == 404
    assert managing.post(f"/centre/{room}/{pk}/", {}).status_code == 404


@pytest.mark.parametrize("room", ["purposes", "partners", "rooms", "dates"])
def test_an_empty_list_says_what_it_is_for(managing, site, room):
    page = soup_of(managing.get(f"/centre/{room}/"))
    assert len(page.select(".blank h2")) == 1
    assert len(page.select(".page-head .end a")) >= 1


def test_a_list_is_narrowed_by_its_filters(managing, site):
    actions.write_partner(None, code="a", name="Alpha")
    actions.write_partner(None, code="b", name="Beta", active=False)
    names = [[b.get_text() for b in soup_of(managing.get(f"/centre/partners/{asked}")).select(".who b")]
             for asked in ("", "?state=yes", "?state=no", "?q=alp", "?state=nonsense")]  # fmt: skip
    assert names == [["Alpha", "Beta"], ["Alpha"], ["Beta"], ["Alpha"], ["Alpha", "Beta"]]
