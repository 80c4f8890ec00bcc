"""The site's own subjects, the families of words, and how it keeps its shelves."""

import pytest

from resources import actions
from resources.models import Family, Notice, Shelving, Subject
from tests.harness import soup_of, words_of

SUBJECTS, FAMILIES, SETTINGS = "/resources/subjects/", "/resources/families/", "/resources/plan/settings/"


def test_a_subject_is_added_with_its_other_names(curating, in_words, a_notice, found):
    names = {"synonyms": "Start-up\r\n\r\nMicro-activité"}
    said = in_words("label", "Création d’entreprise", "Starting a business") | names
    assert curating.post(f"{SUBJECTS}new/", said).status_code == 302
    subject = Subject.objects.get()
    assert (subject.code, subject.scheme) == ("starting-a-business", "free")
    a_notice("Le guide", subjects=[subject])
    assert found("start-up") == found("micro-activité") == ["Le guide"]
    curating.post(f"{SUBJECTS}{subject.pk}/", in_words("label", "Entreprendre") | {"synonyms": "", "active": "on"})
    assert (found("micro-activité"), found("entreprendre")) == ([], ["Le guide"])


@pytest.mark.parametrize(("said", "words"), [
    ({"label_0": ""}, "required"), ({"code": "a b"}, "Letters, digits and hyphens"),
    ({"code": "CV"}, "has this code already"), ({"label_0": "日本"}, "Type a code"),
    ({"synonyms": "x" * 201}, "more than 200"), ({"synonyms": "a\u202eb"}, "cannot be read"),
])  # fmt: skip
def test_a_subject_that_cannot_be_is_refused_in_words(curating, in_words, a_subject, said, words):
    a_subject("cv", "CV")
    answer = curating.post(f"{SUBJECTS}new/", in_words("label", "Un sujet") | said)
    assert answer.status_code == 400
    assert words in words_of(answer)


def test_an_occupation_is_listed_with_its_version_and_is_not_changed(curating, a_subject):
    rome = a_subject("J1506", "Soins infirmiers", scheme="rome", version="460")
    a_subject("cv", "CV")
    page = curating.get(SUBJECTS)
    assert "ROME, version 460" in words_of(page)
    free = Subject.objects.get(code="cv")
    assert [link["href"] for link in soup_of(page).select(".line a")] == [f"{SUBJECTS}{free.pk}/"]
    assert curating.get(f"{SUBJECTS}{rome.pk}/").status_code == 404
    shown = [row.b.get_text() for row in soup_of(curating.get(SUBJECTS, {"q": "infirmière"})).select(".line li")]
    assert shown == ["Soins infirmiers"]


def test_two_subjects_that_say_the_same_become_one(curating, a_subject, a_notice, found):
    stays, goes = a_subject("cv", "Candidature"), a_subject("postuler", "Postuler", synonyms=["Se porter candidat"])
    notice = a_notice("Le guide", subjects=[goes])
    both = a_notice("Le livre", subjects=[stays, goes])
    assert curating.post(f"{SUBJECTS}{goes.pk}/join/", {"into": stays.pk}).status_code == 302
    assert [list(each.subjects.all()) for each in (notice, both)] == [[stays], [stays]]
    assert sorted(found("postuler")) == ["Le guide", "Le livre"]
    assert sorted(name.label for name in stays.synonyms.all()) == ["Postuler", "Se porter candidat"]
    page = words_of(curating.get(f"/resources/notices/{notice.identifier}/"))
    assert "Subjects: Postuler → Candidature" in page
    edit = curating.get(f"/resources/notices/{notice.identifier}/edit/")
    assert soup_of(edit).select_one("input[name=subjects]")["value"] == "Candidature"


@pytest.mark.parametrize("into", ["", "x", "999999", "self"])
def test_a_subject_is_not_joined_to_nothing_or_to_itself(curating, a_subject, into):
    goes = a_subject("cv", "CV")
    answer = curating.post(f"{SUBJECTS}{goes.pk}/join/", {"into": goes.pk if into == "self" else into})
    assert answer.status_code == (400 if into == "self" else 404)


def test_a_family_of_words_is_found_together(curating, a_notice, found):
    a_notice("Les allocations familiales")
    assert curating.post(f"{FAMILIES}new/", {"words": "CAF , allocations,CAF"}).status_code == 302
    family = Family.objects.get()
    assert (family.words, found("caf")) == ("CAF, allocations", ["Les allocations familiales"])
    assert "Two words at least" in words_of(curating.post(f"{FAMILIES}new/", {"words": "CAF"}))
    assert "stand together already" in words_of(curating.post(f"{FAMILIES}new/", {"words": "CAF, allocations"}))
    curating.post(f"{FAMILIES}{family.pk}/remove/")
    assert (found("caf"), Family.objects.count()) == ([], 0)
    for _press in range(2):
        assert curating.post(f"{FAMILIES}undo/").status_code == 302
    assert Family.objects.get().words == "CAF, allocations"


def test_the_settings_of_the_shelves_are_those_of_the_house(curating, a_notice, today_in):
    drawn = soup_of(curating.get(SETTINGS))
    said = {each["name"]: each.get("value", "") for each in drawn.select("form.asked input:not([type=checkbox])")}
    said |= {"lends": "on", "months": "6", "months_leaflet": "3", "station_delay": "120"}
    assert curating.post(SETTINGS, said).status_code == 302
    kept = Shelving.objects.get()
    assert (kept.lends, kept.shows_opinions, kept.months, kept.months_of, kept.station_delay) == (
        True, False, 6, {"leaflet": 3}, 120)  # fmt: skip
    assert a_notice("Un", support="leaflet").review_by == today_in(months=3)
    assert a_notice("Deux", support="book").review_by == today_in(months=6)
    assert curating.post(SETTINGS, said | {"station_delay": "5"}).status_code == 400
    assert curating.post(SETTINGS, said | {"months_book": "500"}).status_code == 400
    curating.post(SETTINGS, said | {"months_leaflet": ""})
    assert Shelving.objects.get().months_of == {}


def test_a_subject_no_longer_in_use_stays_on_its_documents(curating, a_subject, a_notice):
    subject = a_subject("old", "Ancien")
    notice = a_notice("Un", subjects=[subject])
    Subject.objects.update(active=False)
    from resources.forms.names import SubjectsField
    assert SubjectsField().clean("Ancien") == [subject]
    actions.write_notice(notice, by=None, title="Deux")
    assert list(Notice.objects.get().subjects.all()) == [subject]


def test_thirty_subjects_cost_as_much_as_one(curating, a_subject, django_assert_num_queries):
    for n in range(30):
        a_subject(f"s{n}", f"Sujet {n}")
        if n in (0, 29):
            with django_assert_num_queries(6):
                curating.get(SUBJECTS)
