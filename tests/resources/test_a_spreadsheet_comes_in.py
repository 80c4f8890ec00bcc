"""A spreadsheet is brought: its changes are shown, all of it is written at once, and one press takes it back."""

import pytest

from citedesmetiers.kit.rules import HouseRule
from resources import actions
from resources.actions import loads
from resources.models import Copy, Gone, Load, LoadLine, Notice
from tests.races import all_at_once
from tests.resources.sheets import a_book, lines, verdicts, words


@pytest.fixture
def a_catalogue(a_notice):
    """The CV guide with one copy, and a book with a number."""
    a_notice("Le CV", identifier="cv", marks=["A1"], publisher="ONISEP")
    a_notice("Créer son entreprise", identifier="found", number="9782123456803", number_kind="isbn", year=2019)


@pytest.fixture
def a_load(a_catalogue, brought):
    return brought(lines({"Identifiant": "cv", "Année": 2020, "Cote": "A1 ; A2", "Exemplaires": 2},
                         {"Titre": "Nouveau métier", "Support": "livre", "Cote": "B1"}))  # fmt: skip


def test_each_line_is_told_what_would_become_of_it(a_catalogue, brought):
    load = brought(lines(
        {"Identifiant": "cv", "Titre": "Le CV", "Année": 2020},
        {"Identifiant": "cv2", "Titre": "Un autre CV"},
        {"ISBN/ISSN/EAN": "978-2-12-345680-3", "Titre": "Créer son entreprise"},
        {"Titre": "Créer ailleurs", "Année": 2019},
        {"Titre": "Trop tard", "Année": 20223},
        {"Auteur(s)": "Personne"},
    ))  # fmt: skip
    assert verdicts(load) == [(2, "changed"), (3, "new"), (4, "same"), (5, "new"), (6, "refused"), (7, "refused")]
    assert words(load) == {6: "Année: “20223” is no year.", 7: "It has no title."}
    assert (load.state, Notice.objects.count(), bytes(load.file)) == ("ready", 2, b"")


def test_a_change_is_told_cell_by_cell(a_load):
    line = a_load.lines.get(row=2)
    assert line.said == {"year": 2020, "copies": ["A1", "A2"]}
    assert line.before == {"year": None, "copies": ["A1"]}


def test_it_is_written_found_and_taken_back(a_load, pressed, found):
    pressed(a_load, "apply")
    assert sorted(Copy.objects.values_list("notice__title", "mark")) == [
        ("Le CV", "A1"), ("Le CV", "A2"), ("Nouveau métier", "B1")]  # fmt: skip
    assert (found("nouveau"), Notice.objects.get(identifier="cv").year) == (["Nouveau métier"], 2020)
    pressed(a_load, "undo")
    assert sorted(Notice.objects.values_list("title", "year", "copies__mark")) == [
        ("Créer son entreprise", 2019, None), ("Le CV", None, "A1")]  # fmt: skip
    assert (found("nouveau"), a_load.state, Gone.objects.count()) == ([], "undone", 1)


def test_each_change_has_one_line_of_history_signed_by_who_pressed(a_load, pressed, officer):
    pressed(a_load, "apply", "undo")
    told = Notice.history.filter(identifier="cv").order_by("history_id")
    assert [(line.history_type, line.year, line.history_user) for line in told] == [
        ("+", None, None), ("~", 2020, officer), ("~", None, officer)]  # fmt: skip
    new = Notice.history.filter(title="Nouveau métier").order_by("history_id")
    assert [(line.history_type, line.history_user) for line in new] == [("+", officer), ("-", officer)]
    copies = Copy.history.filter(mark__in=["A2", "B1"]).order_by("mark", "history_id")
    assert [(line.history_type, line.history_user) for line in copies] == [("+", officer), ("-", officer)] * 2


def test_an_empty_cell_leaves_alone_and_a_hyphen_erases(a_catalogue, brought, pressed):
    load = brought(lines({"Identifiant": "cv", "Éditeur": None, "Titre": "Le CV"}))
    assert verdicts(load) == [(2, "same")]
    pressed(brought(lines({"Identifiant": "cv", "Éditeur": "-", "Cote": "-"})), "apply")
    assert list(Notice.objects.filter(identifier="cv").values_list("publisher", "copies__mark")) == [("", "")]


def test_what_a_document_cannot_be_without_is_not_erased(a_catalogue, brought):
    load = brought(lines({"Identifiant": "cv", "Titre": "-"}, {"Identifiant": "found", "Support": "-"}))
    assert words(load) == {2: "Titre: it cannot be erased.", 3: "Support: it cannot be erased."}


def test_nothing_is_written_if_a_document_changed_since_it_was_shown(a_load, pressed):
    actions.write_notice(Notice.objects.get(identifier="cv"), by=None, summary="Entre-temps")
    pressed(a_load, "apply")
    assert (a_load.state, Notice.objects.count()) == ("ready", 2)
    assert a_load.words == "1 document changed since this was compared. Nothing was written: compare again."
    loads.compare_again(a_load)
    pressed(a_load)
    loads.work(a_load)
    assert pressed(a_load, "apply").state == "applied"


def test_nothing_is_written_if_what_was_new_is_there_now(a_catalogue, brought, pressed):
    body = lines({"Titre": "Nouveau métier", "Année": 2021})
    first, second = brought(body), brought(body)
    pressed(first, "apply")
    assert (pressed(second, "apply").state, Notice.objects.count()) == ("ready", 3)


def test_nothing_is_written_if_a_document_is_gone(a_load, pressed):
    Notice.objects.filter(identifier="cv").delete()
    assert (pressed(a_load, "apply").state, Notice.objects.count()) == ("ready", 1)


def test_an_undo_leaves_what_somebody_changed_since(a_load, pressed):
    pressed(a_load, "apply")
    actions.write_notice(Notice.objects.get(identifier="cv"), by=None, summary="Depuis")
    pressed(a_load, "undo")
    assert list(Notice.objects.order_by("pk").values_list("title", "year")) == [
        ("Le CV", 2020), ("Créer son entreprise", 2019)]  # fmt: skip
    assert list(a_load.lines.order_by("pk").values_list("outcome", flat=True)) == ["kept", "undone"]


def test_an_undo_leaves_a_new_document_whose_copy_was_taken_home(a_load, pressed):
    pressed(a_load, "apply")
    Copy.objects.filter(mark="B1").update(use="lent", state="out")
    assert pressed(a_load, "undo").lines.get(row=3).outcome == "kept"
    assert Copy.objects.get(mark="B1").state == "out"


def test_a_file_undone_can_be_brought_again(a_load, pressed, brought):
    pressed(a_load, "apply")
    name = a_load.lines.get(row=3).identifier
    pressed(a_load, "undo")
    pressed(brought(lines({"Identifiant": name, "Titre": "Nouveau métier"})), "apply")
    assert (Notice.objects.filter(identifier=name).count(), Gone.objects.count()) == (1, 0)


def test_a_file_that_was_dropped_leaves_nothing(a_load, officer):
    loads.drop(a_load)
    with pytest.raises(HouseRule):
        loads.apply(a_load, by=officer)
    assert (Load.objects.get().state, LoadLine.objects.count(), Notice.objects.count()) == ("dropped", 0, 2)


@pytest.mark.django_db(transaction=True)
def test_pressed_by_two_at_once_it_is_written_once_and_undone_once(a_load, officer):
    for ask in (loads.apply, loads.undo):
        done = all_at_once([lambda ask=ask: ask(a_load, by=officer)] * 2)
        assert {type(each) for each in done} == {Load}
        worked = all_at_once([lambda: loads.work(a_load)] * 2)
        assert True in worked
        assert Notice.objects.count() == (3 if ask is loads.apply else 2)
    assert Notice.history.filter(identifier="cv").count() == 3


def test_pressed_twice_is_once(a_load, pressed):
    pressed(a_load, "apply", "apply")
    assert Notice.objects.get(identifier="cv").version == 2
    pressed(a_load, "undo", "undo")
    assert (Notice.objects.get(identifier="cv").version, a_load.state) == (3, "undone")


def test_two_sheets_give_one_document_two_purposes_and_take_none_away(a_notice, purpose_of, brought, pressed):
    purpose_of("training")
    a_notice("Le CV", identifier="cv", purposes=["change"])
    rows = [{"Identifiant": "cv", "Titre": "Le CV"}]
    load = brought(a_book({"Besoin change": rows, "training": rows}))
    assert (load.total, verdicts(load)) == (2, [(2, "changed")])
    pressed(load, "apply")
    assert set(Notice.objects.values_list("purposes__code", flat=True)) == {"change", "training"}
