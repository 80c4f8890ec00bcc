"""Help with a question: the word that goes on, the word that was meant, the word that finds something alone."""

import pytest

from resources.search.nearest import alone, did_you_mean, put_right
from resources.search.suggest import suggest
from resources.search.words import groups_of


def suggested(text, **asked):
    return [one.shown for one in suggest(text, **asked)]


def test_a_word_begun_goes_on_as_a_public_document_spells_it(a_notice):
    a_notice("Les métiers d’infirmier", summary="Infirmiers, informatique")
    a_notice("Infographie", team_only=True)
    a_notice("Inférence", state="draft")
    assert suggested("metier inf") == ["infirmier", "informatique"]
    whole = [one.completes for one in suggest("Le métier d’INF")]
    assert whole == ["Le métier d’infirmier", "Le métier d’informatique"]


NOT_BEGUN = ["", "i", "infirmier ", "d’", "zzz", "\x00", "🙂", "'" * 9999, "%%", "in_", "infirmier"]


@pytest.mark.parametrize("text", NOT_BEGUN)
def test_nothing_is_suggested_where_no_word_is_begun(a_notice, text):
    a_notice("Infirmier")
    assert suggested(text) == []


def test_what_the_team_asks_is_suggested_to_the_team(a_notice):
    a_notice("Infographie", team_only=True)
    assert suggested("inf", standing=["public", "team"]) == ["infographie"]


@pytest.mark.parametrize("typed", ["infirmeir", "infimier", "inffirmier", "ynfirmier", "infimeir"])
def test_a_misspelt_word_is_put_right(a_notice, typed):
    a_notice("Le métier d’infirmier")
    text = f"Le métier d’{typed} !"
    meant = did_you_mean(groups_of(text))
    assert (meant[0].words[0], put_right(text, meant)) == ("infirmier", "Le métier d’infirmier !")


def test_a_word_of_the_team_alone_is_not_what_the_public_meant(a_notice):
    a_notice("Infographie", team_only=True)
    assert did_you_mean(groups_of("infograpie")) == []
    assert did_you_mean(groups_of("infograpie"), standing=["public", "team"])[0].words == ["infographie"]


def test_words_that_find_nothing_together_say_what_each_finds(a_notice):
    a_notice("Soudeur")
    a_notice("Pâtissier")
    a_notice("Le pâtissier chocolatier")
    a_notice("Cuisine", team_only=True)
    near = alone(groups_of("soudeur pâtissier cuisine"))
    assert [(one.shown, one.n) for one in near] == [("pâtissier", 2), ("soudeur", 1)]
