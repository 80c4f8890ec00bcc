"""A document comes in: its number first, then what is said of it."""

import pytest

from resources.models import Copy, Notice
from tests.harness import soup_of, words_of

NEW = "/resources/entry/"
RIGHT, TEN, WRONG, ISSN = "978-2-01-167123-3", "2-01-167123-X", "978-2-01-167123-4", "0317-8471"


@pytest.fixture
def typed(curating, purpose_of):
    """What one types for a usual book, and more: typed(title="…")."""

    def fill(**said):
        drawn = soup_of(curating.get(f"{NEW}?number="))
        usual = {"title": "Le CV en dix leçons", "support": "book", "state": "shelf", "audience": "all",
                 "purposes": [purpose_of("job").pk], "key": drawn.select_one("input[name=key]")["value"],
                 "level": "any", "territory": "none", "opinion_by": "officer", "currency": "EUR",
                 "languages": "French"}  # fmt: skip
        return usual | said

    return fill


def test_the_number_is_asked_first(curating):
    assert "ISBN, ISSN or EAN" in words_of(curating.get(NEW))


def test_a_usual_book_needs_a_title_a_purpose_and_a_shelf_mark(curating, typed, found):
    said = typed(number=RIGHT, mark="B2", year="2024")
    assert curating.post(NEW, said).status_code == 302
    notice = Notice.objects.get()
    assert (notice.identifier, notice.number, notice.number_kind, notice.year, notice.state, notice.languages) == (
        said["key"], "9782011671233", "isbn", 2024, "shelf", ["fr"])  # fmt: skip
    assert [copy.mark for copy in notice.copies.all()] == ["B2"]
    assert found("b2") == found("CV") == ["Le CV en dix leçons"]


def test_ten_digits_become_thirteen(curating, typed):
    curating.post(NEW, typed(number=TEN))
    assert Notice.objects.get().number == "9782011671233"


def test_a_wrong_check_digit_is_pointed_out_and_kept_if_it_is_printed_so(curating, typed):
    said = typed(number=WRONG)
    refused = curating.post(NEW, said)
    assert refused.status_code == 400
    assert "The last digit does not fit the others" in words_of(refused)
    assert curating.post(NEW, said | {"as_printed": "on"}).status_code == 302
    notice = Notice.objects.get()
    assert (notice.number, notice.number_kind, notice.number_wrong) == ("9782011671234", "isbn", True)
    assert "as printed, though its check digit is wrong" in words_of(curating.get(f"/resources/notices/{said['key']}/"))


def test_an_issn_is_recognised_and_said(curating, typed):
    answer = curating.post(NEW, typed(number=ISSN), follow=True)
    assert "Its number is an ISSN: that of a periodical." in words_of(answer, "#told")
    assert Notice.objects.get().number_kind == "issn"
    drawn = soup_of(curating.get(NEW, {"number": "1050-124X"}))
    assert drawn.select_one("select[name=support] option[selected]")["value"] == "periodical"


@pytest.mark.parametrize(("field", "value", "words"), [
    ("number", "12345", "This is no ISBN"), ("year", "20223", "A year has four digits"),
    ("year", "MMXX", "A year has four digits"), ("url", "javascript:alert(1)", "begins with https"),
    ("url", "data:text/html,x", "begins with https"), ("url", "https://bank.example@evil.example/", "before the @"),
    ("title", "Le CV\u202e", "cannot be read"), ("currency", "euros", "at most 3"), ("price", "-1", "greater than"),
    ("purposes", [], "Say at least one purpose"), ("subjects", "Zoologie marine", "Not in the list: “Zoologie marine”"),
    ("headings", "Z9", "Not in the list"), ("languages", "French; Klingon", "Not in the list: “Klingon”"),
    ("state", "replaced", "Say which document replaces it"), ("replaced_by", "nowhere", "No document has this"),
    ("stars", "9", "valid choice"), ("key", "../../xx", "not complete"),
])  # fmt: skip
def test_what_cannot_be_is_refused_in_words(curating, typed, field, value, words):
    answer = curating.post(NEW, typed(**{field: value}))
    assert answer.status_code == 400
    assert words in words_of(answer)
    assert Notice.objects.count() == 0


def test_a_draft_needs_no_purpose(curating, typed):
    assert curating.post(NEW, typed(purposes=[], state="draft")).status_code == 302


def test_a_price_is_typed_as_people_write_it(curating, typed):
    curating.post(NEW, typed(price="12,50 €", currency="chf"))
    notice = Notice.objects.get()
    assert (str(notice.price), notice.currency) == ("12.50", "CHF")


def test_subjects_and_places_are_typed_by_code_or_by_name(curating, typed, a_subject, a_heading):
    a_subject("K1801", "Conseil en emploi, insertion", scheme="rome", synonyms=["Conseillère à l'emploi"])
    a_subject("cv", "Curriculum")
    a_subject("letter", "Lettre")
    a_heading("B2")
    said = "conseil en emploi, insertion; CURRICULUM, lettre; conseillère à l'emploi"
    assert curating.post(NEW, typed(subjects=said, headings="b2", languages="fr, Deutsch; arabic")).status_code == 302
    notice = Notice.objects.get()
    assert {subject.code for subject in notice.subjects.all()} == {"K1801", "cv", "letter"}
    assert [heading.code for heading in notice.headings.all()] == ["B2"]
    assert notice.languages == ["fr", "de", "ar"]


def test_when_it_is_reviewed_follows_from_its_support(curating, typed, today_in):
    curating.post(NEW, typed(support="leaflet"))
    assert Notice.objects.get().review_by == today_in(months=12)


def test_the_same_press_twice_is_one_document(curating, typed):
    said = typed(mark="B2")
    first, second = curating.post(NEW, said), curating.post(NEW, said)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert (Notice.objects.count(), Copy.objects.count()) == (1, 1)


def test_a_form_sent_again_with_other_words_loses_nothing(curating, typed):
    said = typed()
    curating.post(NEW, said)
    answer = curating.post(NEW, said | {"title": "Autre chose"})
    assert answer.status_code == 409
    assert soup_of(answer).select_one("input[name=title]")["value"] == "Autre chose"
    assert "saved already, with other words" in words_of(answer)


def test_the_longest_sheet_in_accented_letters_still_fits(curating, typed):
    """Sent as a browser sends this form: in parts, where an accent takes two bytes and not six."""
    assert soup_of(curating.get(f"{NEW}?number=")).select_one("form.asked")["enctype"] == "multipart/form-data"
    said = typed(support="practice", content="é" * 20_000, summary="é" * 4_000, opinion="é" * 1_000)
    assert curating.post(NEW, said).status_code == 302
    assert len(Notice.objects.get().content) == 20_000


def test_a_practice_sheet_is_for_the_team_unless_one_says_otherwise(curating, typed):
    drawn = soup_of(curating.get(f"{NEW}?number=&support=practice"))
    assert drawn.select_one("input[name=team_only]").has_attr("checked")
    assert drawn.select_one("#group-sheet").has_attr("open")
    curating.post(NEW, typed(support="practice", team_only="on", content="Écouter d'abord.\r\nPuis dire."))
    notice = Notice.objects.get()
    assert (notice.team_only, notice.content) == (True, "Écouter d'abord.\nPuis dire.")


def test_of_a_document_without_copies_or_languages_only_a_first_copy_is_offered(a_notice, curating):
    a_notice("Le CV", identifier="cv", languages=[])
    page = curating.get("/resources/notices/cv/")
    assert "Languages" not in words_of(page, "dl.told-facts")
    said = words_of(page)
    assert ("Add a copy" in said, "Add another copy" in said) == (True, False)


def test_a_new_document_is_in_french_until_somebody_says_otherwise(curating, site):
    assert soup_of(curating.get(f"{NEW}?number=")).select_one("[name=languages]")["value"] == "French"
