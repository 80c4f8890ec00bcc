"""The stock: how it is spread today, and what came, went, was paid and was read month by month."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from citedesmetiers.centre.site import main_place
from citedesmetiers.tallies.models import Tally
from citedesmetiers.tallies.series import Series
from resources import actions, stock
from resources.actions.consultation import put_back
from resources.actions.stock import count_the_stock
from resources.models import Copy, Notice
from tests.harness import soup_of, words_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
NOVEMBER = date(2026, 11, 1)


def table(name, today=TODAY):
    found = next(each for each in stock.on_the_shelves(today) if each.name == name)
    return [(line.label, line.n) for line in found.lines], found.total


def tallies(series):
    return [(each.day, each.k1, each.n) for each in Tally.objects.of(series).order_by("day", "k1")]


@pytest.fixture
def some(a_notice):
    a_notice("Le CV", purposes=["job"], year=2025, languages=["fr"])
    a_notice("The CV", purposes=["job", "training"], year=2019, languages=["en", "fr"], team_only=True)
    a_notice("Dépliant", purposes=["training"], support="leaflet", year=None)
    a_notice("Draft", state="draft", year=2025)
    a_notice("Gone", state="withdrawn", year=2001)


def test_what_stands_there_by_purpose_support_year_and_language(some):
    assert table("purpose") == ([("Purpose job", 2), ("Purpose training", 2)], 3)
    assert table("support") == ([("book", 2), ("leaflet", 1)], 3)
    assert table("age") == ([("2024 and later", 1), ("2016–2020", 1), ("without a year", 1)], 3)
    assert table("language") == ([("French", 3), ("English", 1)], 3)


def test_every_year_stands_in_one_band(a_notice):
    for year in (1900, 2015, 2016, 2020, 2021, 2023, 2024, 2027):
        a_notice(f"Document {year}", year=year)
    assert table("age") == ([("2024 and later", 2), ("2021–2023", 2), ("2016–2020", 2), ("2015 and earlier", 2)], 8)


def test_months_tell_what_came_went_and_was_read(a_notice):
    came = a_notice("Le CV", acquired_on=date(2026, 11, 3))
    a_notice("Old", acquired_on=date(2026, 9, 30))
    a_notice("Draft", acquired_on=date(2026, 11, 3), state="draft")
    gone = a_notice("Gone", state="withdrawn")
    Notice.objects.filter(pk=gone.pk).update(withdrawn_on=date(2026, 10, 1))
    put_back(came, key=uuid4(), place=main_place(), at=datetime(2026, 11, 5, 12, tzinfo=UTC))
    told = stock.months(NOVEMBER)
    assert [each.first.month for each in told] == [11, 10, 9, 8, 7, 6]
    assert [(each.acquired, each.withdrawn, each.consulted) for each in told][:3] == [(1, 0, 1), (0, 1, 0), (1, 0, 0)]


def test_what_was_paid_is_the_cost_of_copies_or_else_the_price_once(a_notice):
    priced = a_notice("Priced", price=Decimal("10.00"), acquired_on=date(2026, 11, 2), marks=["A1", "A2"])
    costed = a_notice("Costed", price=Decimal("99"), acquired_on=date(2026, 10, 2), currency="EUR")
    place = priced.copies.first().place
    Copy.objects.create(notice=costed, mark="B1", place=place, cost=Decimal("4.50"), acquired_on=date(2026, 11, 9))
    Copy.objects.create(notice=costed, mark="B2", place=place, cost=Decimal("5.50"))
    a_notice("Swiss", price=Decimal("20"), currency="CHF", acquired_on=date(2026, 11, 30))
    a_notice("Draft", price=Decimal("20"), acquired_on=date(2026, 11, 30), state="draft")
    told = stock.months(NOVEMBER)
    assert told[0].paid == {"EUR": Decimal("14.50"), "CHF": Decimal("20")}
    assert told[1].paid == {"EUR": Decimal("5.50")}


def test_the_night_writes_what_came_and_went_where_the_figures_read_it(a_notice, some):
    a_notice("Le CV", acquired_on=date(2026, 11, 3))
    a_notice("La lettre", acquired_on=date(2026, 11, 9))
    leaflet = a_notice("Dépliant", support="leaflet", acquired_on=date(2026, 9, 9))
    a_notice("To come", acquired_on=date(2026, 12, 9))
    Notice.objects.filter(title="Gone").update(withdrawn_on=date(2026, 10, 1))
    assert count_the_stock(TODAY) == [date(2026, 9, 1), date(2026, 10, 1), NOVEMBER]
    assert tallies(Series.DOCUMENTS_ACQUIRED) == [(date(2026, 9, 1), "leaflet", 1), (NOVEMBER, "book", 2)]
    assert tallies(Series.DOCUMENTS_WITHDRAWN) == [(date(2026, 10, 1), "book", 1)]
    assert count_the_stock(TODAY) == []
    actions.write_notice(leaflet, by=None, acquired_on=date(2026, 11, 1))
    assert count_the_stock(TODAY) == [date(2026, 9, 1), NOVEMBER]
    assert tallies(Series.DOCUMENTS_ACQUIRED) == [(NOVEMBER, "book", 2), (NOVEMBER, "leaflet", 1)]


def test_the_page_shows_tables_with_their_sums_and_methods(curating, some, a_notice):
    read = a_notice("Le plus lu", acquired_on=timezone.localdate(), price=Decimal("12.3"))
    put_back(read, key=uuid4(), place=main_place(), at=timezone.now())
    page = curating.get("/resources/stock/")
    captions = [caption.get_text().split("(")[0].strip() for caption in soup_of(page).select("caption")]
    assert captions[:4] == ["By purpose", "By support", "By year", "By language"]
    assert [cell.get_text() for cell in soup_of(page).select(".stock tfoot td")] == ["4", "4"]
    words = words_of(page)
    for said in ("4 documents on the shelves on", "Paid, in EUR 12.30", "Le plus lu Book", "Documents put back . One"):
        assert said in words
    assert soup_of(page).select_one("a[href^='?month=']")
    assert curating.get("/resources/stock/?month=2026-99").status_code == 200


@pytest.mark.parametrize("n", [1, 30])
def test_the_page_asks_as_often_for_one_as_for_thirty(curating, a_notice, n, django_assert_num_queries):
    for each in range(n):
        notice = a_notice(f"Document {each}", acquired_on=timezone.localdate(), price=each + 1, year=1990 + each)
        put_back(notice, key=uuid4(), place=main_place(), at=timezone.now())
    curating.get("/resources/stock/")
    with django_assert_num_queries(13):
        curating.get("/resources/stock/")
