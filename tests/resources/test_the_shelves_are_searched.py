"""The public's search: what is found, in which order, and what the filters would leave."""

import pytest

from resources import actions
from resources.search.ask import Asked, ask

TYPED = ["metier infirmiere", "MÉTIERS INFIRMIERS", "l’infirmier, un métier", "infirmières metiers"]


@pytest.mark.parametrize("typed", TYPED)
def test_accents_plurals_and_gender_make_no_difference(a_notice, found, typed):
    a_notice("Les métiers d’infirmier")
    a_notice("Les métiers du bois")
    assert found(typed) == ["Les métiers d’infirmier"]


def test_the_title_comes_first_then_the_newest(a_notice, found):
    a_notice("Se former", summary="Réussir son entretien.", year=2026)
    a_notice("Réussir l’entretien", year=2020)
    a_notice("L’entretien d’embauche", year=2024)
    assert found("entretien") == ["L’entretien d’embauche", "Réussir l’entretien", "Se former"]


def test_a_subject_is_found_by_every_name_it_has(a_notice, a_subject, found):
    nursing = a_subject("J1506", "Soins infirmiers généralistes", scheme="rome", synonyms=["Infirmier / Infirmière"])
    a_notice("Travailler à l’hôpital", subjects=[nursing])
    assert found("infirmière") == ["Travailler à l’hôpital"]


def test_what_is_for_the_team_or_not_on_the_shelf_is_not_found(a_notice, found):
    a_notice("Le CV", team_only=True)
    a_notice("Le CV, brouillon", state="draft")
    a_notice("Le CV d’avant", state="withdrawn")
    a_notice("Le CV qui raconte")
    assert found("cv") == ["Le CV qui raconte"]


def test_a_filter_ignores_its_own_choice(a_notice):
    a_notice("Le CV", support="book", purposes=["job"])
    a_notice("Le CV facile", support="booklet", purposes=["job", "training"])
    counted = ask(Asked("cv", {"support": ["book"]})).counted
    assert (counted.total, dict(counted.values["support"]), dict(counted.values["purpose"])) == (
        1, {"book": 1, "booklet": 1}, {"job": 1})  # fmt: skip


def test_a_changed_notice_is_found_by_its_new_words_alone(a_notice, found):
    notice = a_notice("Devenir soudeur")
    actions.write_notice(notice, by=None, title="Devenir pâtissière")
    assert (found("soudeur"), found("patissier")) == ([], ["Devenir pâtissière"])
