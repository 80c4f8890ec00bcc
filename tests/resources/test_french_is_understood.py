"""A word finds the forms and the family of itself, and no stranger: what a search compares are the terms of a text."""

import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.language import LONGEST, fold, stem, terms_of, tokens_of

MEN_AND_WOMEN = """
    abatteur abatteuse, accueillant accueillante, agent agente, ambassadeur ambassadrice, agréé agréée,
    avocat avocate, avoué avouée, barman barmaid, berger bergère, booker bookeuse, commis commise, artisan artisane,
    boucher bouchère, chargé chargée, chirurgien chirurgienne, compagnon compagnonne, créateur créatrice, maçon maçonne,
    designer designeuse, débiteur débitrice, débiteur débiteuse, enquêteur enquêtrice, expert experte, local locale,
    forgeron forgeronne, ingénieur ingénieure, maître maîtresse, manager manageuse, ouvrier ouvrière, soldat soldate,
    assistant assistante, perchman perchwoman, pizzaïolo pizzaïola, président présidente, tuteur tutrice,
    professionnel professionnelle, reporter reportrice, soignant soignante, sportif sportive,
    technicien technicienne, écrivain écrivaine
"""
ONE_AND_MANY = """
    bateau bateaux, cheval chevaux, commercial commerciaux, emploi emplois, enjeu enjeux, loi lois, lycée lycées,
    métier métiers, tuyau tuyaux, travail travaux, social sociales, salarié salariées, apprenti apprenties
"""
FAMILIES = """
    apprenti apprentissage, boulanger boulangerie, coiffeur coiffure, comptable comptabilité, conducteur conduire,
    conseil conseiller, créateur création, créer création, électricien électricité, former formation, jeune jeunesse,
    handicap handicapé, hôtelier hôtellerie, mécanicien mécanique, naviguer navigation, orienter orientation,
    plombier plomberie, produire production, qualifier qualification, reconversion reconvertir, recruter recrutement,
    responsable responsabilité, soudeur soudage, stage stagiaire, surveillant surveillance, travailler travail
"""
RELATIVES = [pair.split() for words in (MEN_AND_WOMEN, ONE_AND_MANY, FAMILIES) for pair in words.split(",")]
STRANGERS = """
    accueil recueil, avion aviron, bois boisson, chant chantier, chef chefferie, coureur courage cours course,
    cuisine cousin, départ département, emploi employeur, enfant enfer, fil fils, forme format formation,
    infirme infirmier infime, marin marine, metier metis, port porte porter, poste posture, public publicité,
    quart quartier, retrait retraite, service serveur, son sonde, technique technicien, traiteur traitement,
    chauffeur chauffage, éleveur élévateur, vent vente, ville vile, importation important, règlement régleur
"""
FORMS = """
    chargé·e chargé.e.s chargé-e-s chargé(e) chargé•e•s CHARGÉ(E) CHARGÉ-E travailleur(se)s accompagnateur(trice)
    agriculteur/trice directeur·rice·s professionnel.le.s sportif/ive maître(sse) site(s) étudiant·e·s
"""


@pytest.mark.parametrize(("one", "other"), RELATIVES)
def test_a_word_has_the_term_of_its_relative(one, other):
    assert terms_of(one) == terms_of(other)


@pytest.mark.parametrize("words", [words.split() for words in STRANGERS.split(",")])
def test_words_that_only_look_alike_have_terms_of_their_own(words):
    assert [pair for pair in combinations(words, 2) if terms_of(pair[0]) == terms_of(pair[1])] == []


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("créer une entreprise", "création d'entreprise"),
        ("créateur d’entreprise", "créer son entreprise"),
        ("entretien d’embauche", "entretien embauche"),
        ("l’apprentissage", "L'APPRENTISSAGE"),
        ("auto-entrepreneur", "auto entrepreneur"),
        ("aide-soignant", "aides-soignantes"),
        ("chargé·e de projet", "chargée de projet"),
        ("œuvre", "oeuvre"),
        ("bilan de compétences", "BILAN COMPETENCE"),
        ("for\u00admation", "formation"),
        ("cafe\u0301", "café"),
        ("prud’hommes", "prudhommes"),
        ("978-2-999-99002-9", "9782999990029"),
    ],
)
def test_a_question_has_the_terms_of_what_is_written(asked, written):
    assert terms_of(asked) == terms_of(written)


@pytest.mark.parametrize("form", FORMS.split())
def test_an_inclusive_form_is_one_word(form):
    assert [(token.start, token.end) for token in tokens_of(f"Un {form} ici")[1:-1]] == [(3, 3 + len(form))]
    assert terms_of(form) == terms_of(tokens_of(form)[0].shown)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Abatteur / Abatteuse de carrière", ["abatteur", "abatteuse", "de", "carrière"]),
        ("Qu’est-ce que l’emploi/métier ?", ["est", "ce", "que", "emploi", "métier"]),
        ("donne-le, peut-elle", ["donne", "le", "peut", "elle"]),
        ("Le C++, le C2 : fiche n° 12 (J1506)", ["le", "c++", "le", "c2", "fiche", "12", "j1506"]),
        ("ISBN 978-2-999-99002-9, 2024-2025", ["isbn", "9782999990029", "2024", "2025"]),
        ("🎓 CV… « 1er emploi » !", ["cv", "1er", "emploi"]),
        ("aujourd’hui مهنة работа 就业", ["aujourd’hui", "مهنة", "работа", "就业"]),
        ("l' · ’ -- 🎉", ["l"]),
        ("", []),
    ],
)
def test_a_text_is_read_word_by_word(text, words):
    assert [token.shown for token in tokens_of(text)] == words


def test_a_word_is_found_again_where_it_stands():
    text = "L’Œuvre d’un\u200b élève : e\u0301tudiant(e)s"
    places = [text[token.start : token.end] for token in tokens_of(text)]
    assert places == ["Œuvre", "un", "élève", "e\u0301tudiant(e)s"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [("la et le", ["la", "et", "le"]), ("technicien du son", ["technicien", "son"]), ("son stage", ["stage"]),
     ("régie son", ["regie", "son"]), ("jobs d’été", ["job", "ete"]), ("permis C", ["permi", "c"])],
)  # fmt: skip
def test_what_says_nothing_is_left_out_unless_nothing_else_is_said(text, terms):
    assert terms_of(text) == terms


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("en", "the training of nurses", "train a nurse"), ("es", "formación", "formacion"), ("ru", "работа", "работы"),
     ("de", "die Ausbildungen", "ausbildung"), ("xx", "Zorglub", "zorglub")],
)  # fmt: skip
def test_another_language_has_stems_of_its_own(language, one, other):
    assert terms_of(one, language) == terms_of(other, language)


@given(st.text())
def test_whatever_is_typed_is_folded_once_and_for_all(text):
    assert fold(fold(text)) == fold(text)
    assert [token.folded for token in tokens_of(text) if not token.folded or token.start >= token.end] == []
    assert [term for term in terms_of(text) if not 1 <= len(term) <= LONGEST] == []


@pytest.mark.parametrize("piece", ["a", "é", "e-", "l'", "(e)", "·e·s", "a (e", "978-", "a\u200b", "orienter "])
def test_a_long_text_takes_no_longer_than_its_length(piece):
    text = piece * (100_000 // len(piece))
    began = time.perf_counter()
    terms_of(text)
    assert time.perf_counter() - began < 5  # a tenth of a second; minutes if it grew with the square


def test_a_stem_stays_short():
    assert stem("a" * LONGEST) == "a" * (LONGEST - 1) + "o"
