"""Who changed what is never lost and never told twice: every verb on a tracked table writes one line for each row."""

import uuid

import pytest
from django.utils import timezone

from resources import actions
from resources.actions import copies, covers, merging, plan
from resources.models import Copy, Notice, Shelving


@pytest.fixture
def book(a_notice):
    return a_notice("Le CV", marks=["B2"])


@pytest.fixture
def copy(book, officer):
    Shelving.objects.create(pk=1, lends=True)
    return copies.write_copy(book.copies.get(), notice=book, by=officer, use="lent")


def lines():
    return Notice.history.count(), Copy.history.count()


def added(act):
    """What an act adds to the two histories, and its answer."""
    before = lines()
    answer = act()
    after = lines()
    return (after[0] - before[0], after[1] - before[1]), answer


def test_verbs_of_a_document(site, book, officer, a_subject, a_heading, purpose_of):
    several = {"purposes": [purpose_of("training")], "subjects": [a_subject("cv", "CV")], "headings": [a_heading("B2")]}
    assert added(lambda: actions.write_notice(None, by=officer, title="Un"))[0] == (1, 0)
    assert added(lambda: actions.write_notice(book, by=officer, title="Deux", **several))[0] == (1, 0)
    new = [Copy(mark=mark, place=book.copies.get().place) for mark in ("B3", "B4")]
    assert added(lambda: actions.write_notice(book, by=officer, copies=new))[0] == (1, 2)
    assert Notice.history.filter(id=book.pk).first().history_user == officer


def test_verbs_of_a_copy(book, copy, officer):
    assert added(lambda: copies.another_copy(book, by=officer, key=uuid.UUID(int=7)))[0] == (0, 1)
    assert added(lambda: copies.another_copy(book, by=officer, key=uuid.UUID(int=7)))[0] == (0, 0)
    assert added(lambda: copies.write_copy(copy, notice=book, by=officer, mark="C1"))[0] == (0, 1)
    assert added(lambda: copies.write_copy(copy, notice=book, by=officer, mark="C1"))[0] == (0, 0)
    for act, n in ((copies.take_home, 1), (copies.take_home, 0), (copies.take_in, 1), (copies.take_in, 0)):
        assert added(lambda act=act: act(copy, by=officer))[0] == (0, n)
    told, was = added(lambda: copies.remove_copy(copy, by=officer))
    assert told == (0, 1)
    assert added(lambda: copies.remove_copy(copy, by=officer)) == ((0, 0), None)
    for n in (1, 0):
        assert added(lambda: copies.bring_back(was, by=officer))[0] == (0, n)
    assert {line.history_user for line in Copy.history.filter(id=copy.pk)} == {officer, None}


def test_verbs_of_two_documents(book, copy, officer, a_notice):
    other = a_notice("CV", marks=["C1"])
    told, undo = added(lambda: merging.merge(book, other, by=officer, seen=(1, 1)))
    assert told == (2, 1)
    assert added(lambda: merging.part(undo, by=officer))[0] == (2, 1)


def test_verbs_of_a_subject_and_of_a_cover(book, officer, a_subject, a_notice, settings, tmp_path):
    stays, goes = a_subject("one", "Un"), a_subject("two", "Deux")
    for title in ("A", "B"):
        a_notice(title, subjects=[goes])
    assert added(lambda: plan.join_subjects(stays, goes, by=officer)) == ((2, 0), 2)
    settings.VAR = tmp_path
    assert added(lambda: covers.remove_cover(book, by=officer))[0] == (0, 0)
    actions.write_notice(book, by=None, cover="x.jpg", reviewed_on=timezone.localdate())
    assert added(lambda: covers.remove_cover(book, by=officer))[0] == (1, 0)
