"""The index of the shelves: written with the notice, counted by night, built anew where somebody asks."""

from django.core.management import call_command

from resources import actions
from resources.actions.index import recount
from resources.language import stem
from resources.models import Notice, Posting, Term, Word


def borne(notice):
    return set(Posting.objects.filter(notice=notice.pk).values_list("term__text", "weight", "year", "profile"))


def test_a_notice_is_found_under_each_of_its_stems_once(a_notice):
    notice = a_notice("Soudeur, soudeuse", summary="Le soudeur soude.", year=2020)
    mine = [(weight, year, profile) for text, weight, year, profile in borne(notice) if text == stem("soudeur")]
    assert mine == [(1000 + 999, 2020, notice.profile_id)]


def test_what_the_index_tells_of_a_notice_follows_it(a_notice):
    notice = a_notice("Soudeur", year=2020)
    changed = actions.write_notice(notice, by=None, year=2024, team_only=True)
    assert {(year, profile) for _text, _weight, year, profile in borne(notice)} == {(2024, changed.profile_id)}


def test_the_commonest_words_are_counted_by_night(a_notice):
    a_notice("Soudeur")
    a_notice("Soudeuse", team_only=True)
    recount()
    assert (Term.objects.get(text=stem("soudeur")).n, Word.objects.get(text="soudeur").n) == (2, 1)


def test_a_word_that_nothing_bears_any_more_is_forgotten_unless_a_subject_has_it(a_notice, a_subject):
    a_subject("K1", "Chaudronnerie")
    notice = a_notice("Zingueur, chaudronnier")
    actions.write_notice(notice, by=None, title="Pâtissier")
    for _night in range(2):
        recount()
    assert list(Word.objects.order_by("text").values_list("text", flat=True)) == [
        "chaudronnerie", "chaudronnier", "patissier"]  # fmt: skip
    assert not Term.objects.filter(text__startswith="zing").exists()


def test_built_anew_it_is_the_same(a_notice, a_heading, a_subject, capsys):
    heading, subject = a_heading("A1"), a_subject("J1506", "Soins infirmiers", synonyms=["Infirmière"])
    notice = a_notice("Le métier", headings=[heading], subjects=[subject], marks=["B2"], year=2020)
    before = borne(notice)
    Posting.objects.filter(notice=notice.pk).exclude(term__text="").delete()
    call_command("rebuild_index")
    assert (borne(notice), Notice.objects.count()) == (before, 1)
    assert "The index of 1 notices was written." in capsys.readouterr().out
