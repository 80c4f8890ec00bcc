"""Desks are added and changed; who serves them is said on a page of its own."""

import pytest

from citedesmetiers import live
from desks import actions
from desks.models import Desk, Helper
from tests.harness import soup_of, words_of


@pytest.fixture
def managing(manager, client_of):
    return client_of(manager)


@pytest.fixture
def typed(purpose_of):
    return {"name_0": "Créer", "name_1": "Create", "way_0": "au fond", "way_1": "", "letter": "E", "hue": "ochre",
            "order": "4", "purposes": [purpose_of("create").pk],
            "arrow": "right", "posts": "1", "typical_minutes": "30",
            "slug": "create", "active": "on"}  # fmt: skip


def test_a_desk_is_added_with_its_letter_colour_and_purposes(managing, typed):
    page = managing.post("/desks/new/", typed, follow=True)
    desk = Desk.objects.get()
    assert (desk.slug, desk.letter, desk.hue, desk.arrow, desk.posts) == ("create", "E", "ochre", "right", 1)
    assert [purpose.code for purpose in desk.purposes.all()] == ["create"]
    assert words_of(page, "#told") == "“Create” is saved."


@pytest.mark.parametrize(("field", "said"), [("letter", "e"), ("letter", "EE"), ("hue", "red"), ("posts", "0"),
                                             ("posts", "21"), ("arrow", "up"), ("purposes", ["999"])])
def test_what_no_desk_can_be_is_refused(managing, typed, field, said):
    assert managing.post("/desks/new/", typed | {field: said}).status_code == 400
    assert Desk.objects.count() == 0


def test_two_desks_never_share_a_letter(managing, typed, desk):
    answer = managing.post("/desks/new/", typed | {"letter": desk.letter})
    assert soup_of(answer).select_one("#errors a")["href"] == "#id_letter"


def test_the_code_of_a_desk_stays_and_reception_is_told_of_a_change(managing, typed, desk):
    before = live.version(["reception"])
    managing.post(f"/desks/{desk.pk}/", typed | {"slug": "other"})
    desk.refresh_from_db()
    assert (desk.slug, desk.letter) == ("job", "E")
    assert live.version(["reception"]) == before + 1


def test_a_desk_where_somebody_sits_stays_in_use(managing, typed, desk, a_counsellor):
    counsellor = a_counsellor()
    out = {name: said for name, said in typed.items() if name != "active"}
    assert managing.post(f"/desks/{desk.pk}/", out).status_code == 409
    desk.refresh_from_db()
    assert desk.active
    actions.leave(by=counsellor)
    managing.post(f"/desks/{desk.pk}/", out)
    desk.refresh_from_db()
    assert not desk.active


def served_by(counsellor):
    return sorted(Helper.objects.filter(user=counsellor).values_list("desk__slug", "serves"))


def test_a_manager_says_which_desks_a_counsellor_serves_and_may_help(managing, a_counsellor, desk, other_desk):
    counsellor = a_counsellor(here=False)
    said = {f"desk_{desk.pk}": "helps", f"desk_{other_desk.pk}": "serves"}
    page = managing.post(f"/desks/people/{counsellor.pk}/", said, follow=True)
    assert served_by(counsellor) == [("job", False), ("training", True)]
    assert words_of(page, "#told") == f"The desks of {counsellor} are saved."
    shown = soup_of(managing.get(f"/desks/people/{counsellor.pk}/")).select("main input[checked]")
    assert [(choice["name"], choice["value"]) for choice in shown] == list(said.items())


@pytest.mark.parametrize("said", [{}, {"desk_{pk}": "owns"}])
def test_half_an_answer_changes_nothing(managing, a_counsellor, desk, said):
    counsellor = a_counsellor()
    said = {name.format(pk=desk.pk): value for name, value in said.items()}
    assert managing.post(f"/desks/people/{counsellor.pk}/", said).status_code == 400
    assert served_by(counsellor) == [("job", True)]


def test_only_a_counsellor_has_desks(managing, agent):
    assert managing.get(f"/desks/people/{agent.pk}/").status_code == 404


@pytest.mark.parametrize("address", ["/desks/", "/desks/new/", "/desks/people/1/", "/questions/"])
def test_nobody_else_changes_desks_or_questions(agent, client_of, address):
    assert {client_of(agent).get(address).status_code, client_of(agent).post(address).status_code} <= {403, 405}
