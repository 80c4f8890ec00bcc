"""Several lines, or several documents, that could be one and the same: united, doubted, or refused in words."""

import pytest

from resources.actions import loads
from resources.exchange.families import where
from resources.models import Copy, Notice
from tests.resources.sheets import a_book, lines, verdicts, words

ISBN = "9782123456803"


@pytest.fixture
def two_sheets(purpose_of, brought):
    """The same two sheets of two purposes: two_sheets({…}, {…}), a row on each."""
    for code in ("job", "training"):
        purpose_of(code)

    def bring(one, other):
        headings = list(dict.fromkeys([*one, *other]))
        return brought(a_book({"Besoin job": [one], "Besoin training": [other]}, headings))

    return bring


def test_a_new_document_on_two_sheets_is_one(two_sheets, pressed):
    row = {"Titre": "Le CV", "ISBN/ISSN/EAN": ISBN, "Cote": "A1"}
    load = two_sheets(row, row | {"Éditeur": "ONISEP"})
    assert (verdicts(load), where(load.lines.get())) == ([(2, "new")], "“Besoin job” row 2 · “Besoin training” row 2")
    notice = pressed(load, "apply").lines.get().notice
    assert set(notice.purposes.values_list("code", flat=True)) == {"job", "training"}
    assert (notice.publisher, notice.copies.count()) == ("ONISEP", 1)


def test_two_sheets_that_contradict_each_other_are_refused(two_sheets):
    load = two_sheets({"Identifiant": "x", "Titre": "Le CV", "Année": 2019},
                      {"Identifiant": "x", "Titre": "Le CV", "Année": 2020})  # fmt: skip
    said = "Two lines about one document say different things (Année): “Besoin job” row 2 and “Besoin training” row 2."
    assert ([verdict for _row, verdict in verdicts(load)], set(words(load).values())) == (["refused"] * 2, {said})


def test_two_sheets_that_write_the_same_in_two_ways_agree(two_sheets, pressed):
    load = two_sheets({"Titre": "Le CV", "ISBN/ISSN/EAN": ISBN, "Prix": "12,50 €", "Langue": "Français", "URL": ""},
                      {"Titre": "Le CV", "ISBN/ISSN/EAN": "978-2-12-345680-3", "Prix": "12.5", "Langue": "fr"})
    assert verdicts(load) == [(2, "new")]
    assert set(pressed(load, "apply").lines.get().notice.purposes.values_list("code", flat=True)) == {"job", "training"}


def test_two_documents_of_one_title_and_different_publishers_are_doubted(two_sheets, pressed):
    load = two_sheets({"Titre": "Guide", "Éditeur": "CIDJ"}, {"Titre": "Guide", "Éditeur": "ONISEP"})
    assert verdicts(load) == [(2, "new"), (2, "doubtful")]
    loads.take_all(load, True)
    assert pressed(load, "apply").state == "applied"
    written = sorted(Notice.objects.values_list("publisher", "purposes__code"))
    assert written == [("CIDJ", "job"), ("ONISEP", "training")]


def test_two_sheets_of_the_same_purpose_are_read_as_one(purpose_of, brought):
    purpose_of("job")
    load = brought(a_book({"Besoin job": [["a", "Le CV"]], "job": [["a", "Le CV"], ["b", "La lettre"]]}))
    assert verdicts(load) == [(2, "new"), (3, "new")]


def test_a_repeated_isbn_is_offered_as_a_new_copy(purpose_of, brought, pressed):
    purpose_of("job")
    row = {"Titre": "Le CV", "ISBN/ISSN/EAN": ISBN, "Cote": "A1"}
    load = brought(lines(row, row | {"Cote": "B7"}))
    assert (verdicts(load), words(load)[3]) == ([(2, "new"), (3, "doubtful")],
        "The number of “Besoin job” row 2: taken, it is one more copy of it.")  # fmt: skip
    loads.take(load.lines.get(row=3), True)
    pressed(load, "apply")
    assert sorted(Copy.objects.values_list("notice__title", "mark")) == [("Le CV", "A1"), ("Le CV", "B7")]
    pressed(load, "undo")
    assert (Notice.objects.count(), set(load.lines.values_list("outcome", flat=True))) == (0, {"undone"})


def test_one_more_copy_of_a_document_that_stays_the_same(a_notice, brought, pressed):
    a_notice("Le CV", number=ISBN, number_kind="isbn", marks=["A1"])
    row = {"Titre": "Le CV", "ISBN/ISSN/EAN": ISBN}
    load = brought(lines(row, row | {"Cote": "B7"}))
    assert verdicts(load) == [(2, "same"), (3, "doubtful")]
    loads.take_all(load, True)
    pressed(load, "apply")
    assert sorted(Copy.objects.values_list("mark", flat=True)) == ["A1", "B7"]
    pressed(load, "undo")
    assert list(Copy.objects.values_list("mark", flat=True)) == ["A1"]


def test_a_doubtful_line_is_left_out_unless_somebody_takes_it(a_notice, brought, pressed):
    a_notice("Le CV", identifier="cv", year=2020)
    load = brought(lines({"Titre": "Les CV", "Année": 2020, "Éditeur": "CIDJ"}, {"Titre": "Autre", "Année": 2020}))
    assert words(load) == {2: "Only its title and its year say that it is this document."}
    pressed(load, "apply")
    assert (Notice.objects.count(), Notice.objects.get(identifier="cv").publisher) == (2, "")


def test_the_number_of_another_document_is_doubted(a_notice, brought):
    a_notice("Le CV", identifier="cv")
    a_notice("Autre", identifier="other", number=ISBN, number_kind="isbn")
    load = brought(lines({"Identifiant": "cv", "Titre": "Le CV", "ISBN/ISSN/EAN": ISBN},
                         {"Identifiant": "far", "Titre": "Autre", "ISBN/ISSN/EAN": ISBN}))  # fmt: skip
    assert [verdict for _row, verdict in verdicts(load)] == ["doubtful", "same"]
    assert words(load)[2] == "The same number as Autre (other)."


def test_several_documents_that_could_be_meant_are_doubted(a_notice, brought, pressed):
    for name in ("one", "two"):
        a_notice("Le CV", identifier=name)
    load = brought(lines({"Titre": "Le CV", "Éditeur": "CIDJ"}))
    assert words(load) == {2: "Several documents here could be meant (one, two). Taken, it is added as another one."}
    loads.take_all(load, True)
    assert pressed(load, "apply").state == "applied"
    assert Notice.objects.count() == 3


def test_issues_of_a_periodical_share_their_issn(purpose_of, brought):
    purpose_of("job")
    load = brought(lines(*({"Titre": f"Rebondir {n}", "ISBN/ISSN/EAN": "0317-8471", "Support": "revue"}
                           for n in (1, 2))))  # fmt: skip
    assert [verdict for _row, verdict in verdicts(load)] == ["new", "doubtful"]


def test_an_unknown_heading_is_doubted_and_an_unknown_subject_kept_aside(purpose_of, a_heading, a_subject, brought):
    purpose_of("job"), a_heading("A1"), a_subject("J1506", "Soins infirmiers", scheme="rome")
    load = brought(lines({"Titre": "Un", "Rubrique": "a1 ; Z9"}, {"Titre": "Deux", "Sujets (ROME)": "j1506 ; Joie"}))
    one, two = load.lines.order_by("pk")
    assert (one.verdict, one.words, one.said["headings"]) == (
        "doubtful", "The heading “Z9” is not in the plan: taken, the document stands without it.", ["A1"])  # fmt: skip
    assert (two.verdict, two.words, two.said["subjects"], two.said["unmapped"]) == (
        "new", "Unknown subjects are kept aside: Joie.", ["J1506"], {"Sujets (ROME)": "Joie"})  # fmt: skip


def test_fewer_copies_than_now_are_doubted(a_notice, brought, pressed):
    a_notice("Le CV", identifier="cv", marks=["A1", "A1", "B2"])
    load = brought(lines({"Identifiant": "cv", "Cote": "A1", "Exemplaires": 1}))
    assert words(load) == {2: "Taken, it has fewer copies than now."}
    loads.take_all(load, True)
    pressed(load, "apply")
    assert list(Copy.objects.values_list("mark", flat=True)) == ["A1"]
    pressed(load, "undo")
    assert sorted(Copy.objects.values_list("mark", flat=True)) == ["A1", "A1", "B2"]


@pytest.mark.parametrize(("cells", "marks"), [
    ({"Cote": "A1", "Exemplaires": 3}, ["A1", "A1", "A1"]), ({"Cote": "A1 ; B2"}, ["A1", "B2"]),
    ({"Cote": "A1 ; B2", "Exemplaires": 3}, ["A1", "B2", "B2"]), ({"Exemplaires": 2}, ["", ""]), ({}, []),
])  # fmt: skip
def test_more_copies_than_marks_repeat_the_last_mark(purpose_of, brought, pressed, cells, marks):
    purpose_of("job")
    pressed(brought(lines({"Titre": "Le CV", "Année": 2020} | cells)), "apply")
    assert list(Copy.objects.order_by("pk").values_list("mark", flat=True)) == marks
