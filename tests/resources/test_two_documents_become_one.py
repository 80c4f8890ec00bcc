"""Two documents that are one: side by side, joined, and made two again."""

import threading

import pytest
from django.db import connection

from citedesmetiers.accounts.models import User
from citedesmetiers.kit.rules import HouseRule
from resources import actions
from resources.actions.lists import add_to_list, write_list
from resources.actions.merging import merge, part
from resources.models import Copy, Notice, Selected
from tests.harness import soup_of, words_of


@pytest.fixture
def kept(a_notice):
    return a_notice("Le CV", marks=["B2"], year=2020)


@pytest.fixture
def other(a_notice, a_subject, a_heading):
    return a_notice("CV", purposes=["training"], marks=["C3"], publisher="Belin", number="9782011671233",
                    number_kind="isbn", subjects=[a_subject("cv", "Postuler")], headings=[a_heading("B2")])  # fmt: skip


@pytest.fixture
def lists(site, kept, other):
    """Two reading lists: both documents in the first, the other one in the second."""
    rows = [write_list(None, slug=slug, name=slug) for slug in ("one", "two")]
    for selection, notice in ((rows[0], kept), (rows[0], other), (rows[1], other)):
        add_to_list(selection, notice)
    return rows


def state_of(*notices):
    """Everything that these documents say, but for the version."""
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in notices]).order_by("pk")
    follows = ("version", "changed_at")
    fields = [{name: value for name, value in row.items() if name not in follows} for row in rows.values()]
    sets = [[sorted(getattr(row, name).values_list("pk", flat=True)) for name in ("purposes", "subjects", "headings")]
            for row in rows]  # fmt: skip
    selected = list(Selected.objects.order_by("selection", "order").values_list("selection", "notice", "order"))
    return fields, sets, list(Copy.objects.order_by("pk").values_list("pk", "notice")), selected


def test_the_other_one_is_looked_for_by_likeness_words_or_identifier(curating, kept, other, a_notice):
    alike = a_notice("Le cv", year=2021)
    address = f"/resources/notices/{kept.identifier}/merge/"
    shown = [row.get_text() for row in soup_of(curating.get(address)).select(".line b")]
    assert shown == ["CV", alike.title]
    assert [row.get_text() for row in soup_of(curating.get(address, {"with": "belin"})).select(".line b")] == ["CV"]
    side = soup_of(curating.get(address, {"with": other.identifier}))
    assert side.select_one("input[name=publisher][checked]")["value"] == "other"
    assert side.select_one("input[name=title][checked]")["value"] == "kept"
    assert "Postuler" in side.get_text()


def test_two_become_one_on_the_page_and_two_again(curating, kept, other, lists, found):
    before = state_of(kept, other)
    address = f"/resources/notices/{kept.identifier}/merge/"
    said = {"with": other.identifier, "seen": 1, "seen_other": 1, "publisher": "other", "number": "other"}
    assert curating.post(address, said).status_code == 302
    one, gone = Notice.objects.get(pk=kept.pk), Notice.objects.get(pk=other.pk)
    assert (one.title, one.publisher, one.number, one.year) == ("Le CV", "Belin", "9782011671233", 2020)
    assert (gone.state, gone.replaced_by, gone.withdrawn_on is None) == ("replaced", one, False)
    assert sorted(copy.mark for copy in one.copies.all()) == ["B2", "C3"]
    assert sorted(purpose.code for purpose in one.purposes.all()) == ["job", "training"]
    selected = Selected.objects.order_by("selection")
    assert [(each.selection.slug, each.notice) for each in selected] == [("one", one), ("two", one)]
    assert found("c3") == found("postuler") == ["Le CV"]
    assert curating.post("/resources/merging/undo/").status_code == 302
    assert state_of(kept, other) == before
    assert found("c3") == ["CV"]


def test_the_history_of_both_says_so(curating, kept, other, officer):
    merge(kept, other, by=officer, seen=(1, 1))
    assert "Merged with" in words_of(curating.get(f"/resources/notices/{kept.identifier}/"))
    gone = words_of(curating.get(f"/resources/notices/{other.identifier}/"))
    assert "Merged into" in gone
    assert "Replaced by Le CV" in gone
    assert [Notice.history.filter(id=each.pk).count() for each in (kept, other)] == [2, 2]


def test_a_merge_is_not_undone_over_somebody_elses_change(kept, other, officer):
    undo = merge(kept, other, by=officer, seen=(1, 1))
    actions.write_notice(kept, by=None, title="Le CV, encore")
    with pytest.raises(HouseRule, match="Somebody changed one of the two"):
        part(undo, by=officer)
    assert Notice.objects.get(pk=other.pk).state == "replaced"


@pytest.mark.parametrize(("seen", "status"), [((1, 1), 302), ((0, 1), 409), ((1, 2), 409), (("x", ""), 409)])
def test_what_was_not_looked_at_is_not_joined(curating, kept, other, seen, status):
    said = {"with": other.identifier, "seen": seen[0], "seen_other": seen[1]}
    assert curating.post(f"/resources/notices/{kept.identifier}/merge/", said).status_code == status


def test_a_document_is_not_joined_to_itself_nor_to_what_is_gone(curating, kept, other, officer):
    address = f"/resources/notices/{kept.identifier}/merge/"
    assert curating.post(address, {"with": kept.identifier, "seen": 1, "seen_other": 1}).status_code == 400
    merge(kept, other, by=officer, seen=(1, 1))
    assert curating.get(address, {"with": other.identifier}).status_code == 409
    assert curating.get(f"/resources/notices/{other.identifier}/merge/").status_code == 409


@pytest.mark.django_db(transaction=True)
def test_two_who_join_the_two_crosswise_join_them_once(kept, other, officer):
    answers = []

    def join(one, two):
        try:
            merge(one, two, by=officer, seen=(1, 1))
            answers.append("joined")
        except HouseRule:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=join, args=pair) for pair in ((kept, other), (other, kept))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["joined", "refused"]
    assert sorted(Notice.objects.values_list("state", flat=True)) == ["replaced", "shelf"]


def test_prices_are_read_in_the_readers_way(a_notice, curating, officer):
    User.objects.filter(pk=officer.pk).update(language="fr")
    a_notice("Le CV", identifier="cv", price="16.50"), a_notice("Le CV bis", identifier="bis")
    assert "16,50 · EUR" in words_of(curating.get("/resources/notices/cv/merge/?with=bis"))
