"""The counter asks the same of the database for 1 waiting visitor and for 30, busy or not."""

import pytest

pytestmark = pytest.mark.django_db
N = pytest.mark.parametrize("n", [1, 30])


@N
def test_with_nobody_there(client_of, desk, a_counsellor, visitors_wait_at, django_assert_num_queries, n):
    visitors_wait_at(desk, n)
    browser = client_of(a_counsellor())
    with django_assert_num_queries(17):
        browser.get(f"/counter/{desk.slug}/")


@N
def test_with_a_visitor_and_an_offer(
    client_of, desk, other_desk, a_counsellor, visitors_wait_at, django_assert_num_queries, n
):
    visitors_wait_at(desk, n + 1)
    visitors_wait_at(other_desk, n, since=n + 20)
    browser = client_of(a_counsellor(may_help=[other_desk]))
    browser.post(f"/counter/{desk.slug}/next/")
    with django_assert_num_queries(18):
        browser.get(f"/counter/{desk.slug}/")


@N
def test_the_list_of_desks(client_of, desk, other_desk, a_counsellor, visitors_wait_at, django_assert_num_queries, n):
    visitors_wait_at(desk, n)
    browser = client_of(a_counsellor(may_help=[other_desk], here=False))
    with django_assert_num_queries(10):
        browser.get("/counter/")
