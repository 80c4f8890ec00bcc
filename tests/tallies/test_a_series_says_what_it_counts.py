"""The list of what is counted keeps the promises that make counting anonymous."""

import pytest
from django.utils import translation

from citedesmetiers.tallies.models import NO_HOUR, Question, Spent, Tally
from citedesmetiers.tallies.series import MEANINGS, Series

ABOUT_THE_VISITOR = {"first_visit", "status", "age", "level"}
ABOUT_THE_HOUSE = {"service", "purpose", "channel", "desk", "reason", "band", "outcome", "to", "predictor", "topic",
                   "kind", "class_level", "support", "document", "stem"}  # fmt: skip
PROFILE = {Series.FIRST_VISIT, Series.STATUS, Series.AGE, Series.LEVEL}
BY_DAY = {series for series in Series if series.startswith("foretold")}  # read once a day, and long to keep by hour


def test_every_series_has_its_meaning():
    assert set(MEANINGS) == set(Series)


def test_a_series_says_at_most_one_thing_about_a_visitor():
    attributes = {series: ABOUT_THE_VISITOR & set(series.meaning.keys) for series in Series}
    assert {series: found for series, found in attributes.items() if len(found) > 1} == {}
    assert {series for series, found in attributes.items() if found} == PROFILE
    assert {series: series.meaning.attribute for series in PROFILE} == {s: next(iter(attributes[s])) for s in PROFILE}


def test_what_is_asked_about_a_visitor_is_crossed_with_nothing_else():
    assert {series.meaning.keys for series in PROFILE} == {(series.meaning.attribute,) for series in PROFILE}


def test_every_key_is_known():
    assert {key for series in Series for key in series.meaning.keys} == ABOUT_THE_VISITOR | ABOUT_THE_HOUSE
    assert max(len(series.meaning.keys) for series in Series) == 2


def test_a_profile_series_has_no_hour_and_every_other_has_but_those_read_by_day():
    assert {series for series in Series if not series.meaning.hourly} == PROFILE | BY_DAY | {
        Series.UNANSWERED, Series.GROUP_KIND, Series.GROUP_LEVEL, Series.PRIORITY, Series.DOCUMENTS_ACQUIRED,
        Series.DOCUMENTS_WITHDRAWN, Series.DOCUMENTS_CONSULTED, Series.MISSED}  # fmt: skip
    assert {series for series in Series if series.is_profile} == PROFILE


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_has_a_unit_and_a_method_that_is_a_sentence(language):
    with translation.override(language):
        units = {series: str(series.meaning.unit) for series in Series}
        methods = {series: str(series.meaning.method) for series in Series}
    assert {series for series, unit in units.items() if not unit or unit[0].isupper()} == set()
    assert {series for series, words in methods.items() if not words.endswith(".")} == set()


def test_no_unit_is_a_bare_visitors():
    with translation.override("en"):
        assert {str(series.meaning.unit) for series in Series} & {"visitors", "visitor", "people", "persons"} == set()


def test_names_fit_their_columns_whatever_the_band():
    longest = {"series": max(len(series) for series in Series),
               "k1": max(len(band) for series in PROFILE for band in series.meaning.bands)}  # fmt: skip
    assert {name: length for name, length in longest.items() if length > Tally._meta.get_field(name).max_length} == {}


def test_a_counter_and_a_used_key_hold_no_instant_and_point_to_no_arrival():
    """Beside the day, nothing that an arrival has too; the one foreign key is the place."""
    for model, fields in {
        Tally: {"id": "UUIDField", "series": "CharField", "place": "ForeignKey", "day": "DateField",
                "hour": "SmallIntegerField", "k1": "CharField", "k2": "CharField", "n": "IntegerField"},
        Spent: {"print": "UUIDField", "day": "DateField"},
        Question: {"id": "BigAutoField", "series": "CharField", "order": "PositiveSmallIntegerField"},
    }.items():  # fmt: skip
        assert {field.name: field.get_internal_type() for field in model._meta.concrete_fields} == fields
        assert {field.related_model.__name__ for field in model._meta.concrete_fields if field.is_relation} <= {"Place"}


def test_nothing_points_to_a_counter_or_to_a_used_key():
    assert [relation.name for model in (Tally, Spent) for relation in model._meta.related_objects] == []


def test_the_hour_of_a_day_s_series_is_none_of_the_clock():
    assert NO_HOUR not in range(24)
