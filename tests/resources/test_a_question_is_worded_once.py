"""What is worded once says the same as what the ORM words each time, with other values."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resources.models import Notice, Posting, Profile, Term
from resources.search.ask import Asked, ask
from resources.search.worded import Worded, blanks, filled, insert, room_for


def test_other_values_stand_in_the_blanks(a_notice):
    first, second = a_notice("Le CV", year=2020), a_notice("La lettre")
    (blank,) = blanks(1)
    worded = Worded(Notice.objects.filter(pk__in=blanks(1)).order_by("pk").only("title", "year", "languages"))
    for notice in (first, second):
        (read,) = worded.objects({blank: notice.pk})
        assert (read, read.title, read.year, read.languages) == (notice, notice.title, notice.year, ["fr"])
        assert read.get_deferred_fields() >= {"summary", "content"}


@pytest.mark.parametrize(("n", "room"), [(1, 1), (3, 4), (21, 40), (640, 640), (641, 1280), (1281, 1920)])
def test_a_list_has_room_for_its_values(n, room):
    assert room_for(range(n)) == room
    assert set(filled(blanks(room), list(range(n))).values()) == set(range(n))


def test_rows_are_inserted_as_they_are_told(a_notice):
    notice, other = a_notice("Le CV", year=2020), Term.objects.create(text="another")
    row = (other.pk, notice.profile_id, notice.pk, 7, 2020)
    columns = ("term_id", "profile_id", "notice_id", "weight", "year")
    insert(Posting, columns, [])
    insert(Posting, columns, [row])
    assert list(Posting.objects.filter(term=other.pk).values_list(*columns)) == [row]


def test_a_page_costs_the_same_however_long_it_is(a_notice):
    a_notice("Le CV")
    ask(Asked("cv"))  # its profile is read once in the life of a process
    with CaptureQueriesContext(connection) as one:
        assert ask(Asked("cv")).total == 1
    for n in range(29):
        a_notice(f"Le CV {n}", year=2000 + n)
    with CaptureQueriesContext(connection) as many:
        assert ask(Asked("cv")).total == 30
    assert len(one) == len(many) == 5


def test_who_sees_a_document_comes_first_in_its_profiles_key(a_notice):
    for n, said in enumerate(({}, {"team_only": True}, {"state": "draft"}, {"state": "withdrawn"})):
        a_notice(f"Le CV {n}", **said)
    assert [each.standing for each in Profile.objects.order_by("pk")] == ["public", "team", "draft", "gone"]
    titles = [notice.title for notice in ask(Asked("cv", standing=("public", "gone"))).notices]
    assert titles == ["Le CV 0", "Le CV 3"]
