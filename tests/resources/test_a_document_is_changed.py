"""A document is changed: by one person, by two at once; and its page says who changed what."""

import threading

import pytest
from django.db import connection

from resources import actions
from resources.forms import NoticeForm
from resources.models import Link, Notice, State
from tests.harness import soup_of, words_of


@pytest.fixture
def book(a_notice):
    return a_notice("Le CV", marks=["B2"], publisher="Hachette", year=2020)


@pytest.fixture
def form_of(curating):
    """What a browser would send of a document's form as it is drawn now."""

    def drawn(notice, **said):
        page = soup_of(curating.get(f"/resources/notices/{notice.identifier}/edit/"))
        form = page.select_one("form.asked")
        sent = {each["name"]: each.get("value", "") for each in form.select("input:not([type=checkbox])")}
        sent |= {each["name"]: "on" for each in form.select("[type=checkbox][checked]:not([name=purposes])")}
        sent["purposes"] = [each["value"] for each in form.select("[name=purposes][checked]")]
        sent |= {each["name"]: each.get_text().strip("\n") for each in form.select("textarea")}
        sent |= {each["name"]: option["value"] for each in form.select("select")
                 if (option := each.select_one("[selected]") or each.select_one("option"))}  # fmt: skip
        return sent | said

    return drawn


def lines_of(page):
    lines = soup_of(page).select("[aria-labelledby=h-history] > ul > li")
    return [" ".join(line.get_text(" ").split()) for line in lines]


def test_a_form_saved_as_it_came_changes_nothing_but_who_looked(curating, book, form_of, a_heading, a_subject):
    everything = {
        "subtitle": "Guide", "languages": ["fr", "xx"], "number": "9782011671234", "number_kind": "isbn",
        "number_wrong": True, "price": "12.50", "opinion": "Clair.\nBref.", "stars": 4, "state": "replaced",
        "replaced_by": actions.write_notice(None, by=None, title="Autre"), "easy_read": True, "team_only": True,
        "headings": [a_heading("B2")], "subjects": [a_subject("cv", "CV")], "audience": "pupils",
    }  # fmt: skip
    book = actions.write_notice(book, by=None, **everything)
    before = Notice.objects.values().get(pk=book.pk)
    form = NoticeForm(form_of(book), instance=Notice.objects.get(pk=book.pk))
    assert form.is_valid(), form.errors
    assert form.said == {}
    assert curating.post(f"/resources/notices/{book.identifier}/edit/", form_of(book)).status_code == 302
    after = Notice.objects.values().get(pk=book.pk)
    assert {name for name in after if after[name] != before[name]} == {"version", "changed_at"}


def test_only_what_was_changed_is_written_and_told(curating, book, form_of, officer):
    curating.post(f"/resources/notices/{book.identifier}/edit/", form_of(book, publisher="Belin", year=""))
    book.refresh_from_db()
    assert (book.publisher, book.year, book.title) == ("Belin", None, "Le CV")
    newest = lines_of(curating.get(f"/resources/notices/{book.identifier}/"))[0]
    assert officer.name in newest
    assert newest.endswith("Document changed Year: 2020 (emptied) Publisher: Hachette → Belin")


def test_the_sets_are_told_before_and_after(curating, book, form_of, purpose_of, a_heading):
    a_heading("B2")
    said = form_of(book, purposes=[purpose_of("training").pk], headings="B2")
    curating.post(f"/resources/notices/{book.identifier}/edit/", said)
    newest = lines_of(curating.get(f"/resources/notices/{book.identifier}/"))[0]
    assert newest.endswith("Purposes: Purpose job → Purpose training Headings: B2 Heading B2")


def test_two_people_who_change_different_fields_both_win(curating, book, form_of):
    hers = form_of(book, title="Le CV d’abord")
    actions.write_notice(book, by=None, publisher="Belin", easy_read=True)
    lost = curating.post(f"/resources/notices/{book.identifier}/edit/", hers)
    assert lost.status_code == 409
    assert "Somebody changed this document meanwhile" in words_of(lost)
    assert "Hachette → Belin" in words_of(lost)
    page = soup_of(lost)
    values = {name: page.select_one(f"input[name={name}]").get("value") for name in ("title", "publisher", "seen")}
    assert values == {"title": "Le CV d’abord", "publisher": "Belin", "seen": "2"}
    assert page.select_one("input[name=easy_read]").has_attr("checked")
    again = hers | {"publisher": "Belin", "easy_read": "on", "seen": "2"}
    assert curating.post(f"/resources/notices/{book.identifier}/edit/", again).status_code == 302
    book.refresh_from_db()
    assert (book.title, book.publisher, book.easy_read) == ("Le CV d’abord", "Belin", True)


@pytest.mark.parametrize("seen", ["", "0", "99", "x", "9" * 30])
def test_a_version_that_nobody_saw_writes_nothing(curating, book, form_of, seen):
    answer = curating.post(f"/resources/notices/{book.identifier}/edit/", form_of(book, title="Autre", seen=seen))
    assert answer.status_code == 409
    assert soup_of(answer).select_one("input[name=title]")["value"] == "Autre"
    assert Notice.objects.get(pk=book.pk).title == "Le CV"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told(curating, client_of, a_person, book, form_of):
    sent = [form_of(book, title=title) for title in ("Le premier", "Le second")]
    browsers, answers = [curating, client_of(a_person(curates=True))], []

    def save(browser, said):
        answers.append(browser.post(f"/resources/notices/{book.identifier}/edit/", said).status_code)
        connection.close()

    threads = [threading.Thread(target=save, args=pair) for pair in zip(browsers, sent, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 409]
    assert (Notice.objects.get(pk=book.pk).version, Notice.history.filter(id=book.pk).count()) == (2, 2)


def test_what_is_replaced_says_by_what(curating, book, form_of, a_notice):
    other = a_notice("Le CV, nouvelle édition")
    address = f"/resources/notices/{book.identifier}/"
    said = form_of(book, state="replaced", replaced_by=book.identifier)
    assert "does not replace itself" in words_of(curating.post(f"{address}edit/", said))
    assert curating.post(f"{address}edit/", said | {"replaced_by": other.identifier}).status_code == 302
    assert Notice.objects.get(pk=book.pk).state == State.REPLACED
    assert "Replaced by Le CV, nouvelle édition" in words_of(curating.get(address))
    assert "Replaces Le CV" in words_of(curating.get(f"/resources/notices/{other.identifier}/"))


def test_everything_that_is_known_stands_on_its_page(curating, book, a_subject, a_heading):
    inner = a_heading("B2", parent=a_heading("B"))
    actions.write_notice(book, by=None, subjects=[a_subject("J1506", "Soins", scheme="rome")], headings=[inner],
                         languages=["fr", "ar"], opinion="Clair.", stars=4, url="https://example.org/cv")  # fmt: skip
    Link.objects.create(notice=book, url=book.url, answer="dead", failures=3, checked_at=book.changed_at)
    said = words_of(curating.get(f"/resources/notices/{book.identifier}/"))
    for words in ("J1506 Soins", "Heading B › B2 Heading B2", "French, Arabic", "Clair.", "The information officer",
                  "https://example.org/cv", "no longer answers", "B2", "Main room"):  # fmt: skip
        assert words in said


def test_a_long_history_is_paged_and_costs_the_same(curating, a_notice, django_assert_num_queries):
    book = a_notice("Le CV")
    address = f"/resources/notices/{book.identifier}/"
    for n in range(30):
        actions.write_notice(book, by=None, publisher=f"Maison {n}")
        if n in (0, 29):
            with django_assert_num_queries(20):
                page = curating.get(address)
    assert len(lines_of(page)) == 20
    last = lines_of(curating.get(f"{address}?page=2"))
    assert len(last) == 11
    assert "Document added" in last[-1]
