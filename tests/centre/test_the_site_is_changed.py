"""A manager changes what the site is called, and how it behaves."""

import pytest

from citedesmetiers.centre import actions
from citedesmetiers.centre.models import Site
from tests.harness import soup_of, words_of


@pytest.fixture
def typed(in_words):
    """The site's page as it stands, to be sent with something changed."""
    words = in_words("name", *["Cité des métiers"] * 2) | in_words("territory", "Pays d’Essai", "Trial Country")
    nouns = in_words("ticket_words", "Plume\nGalet\nTilleul\nLin", "Feather\nPebble\nLime\nFlax")
    said = {"label": "held", "language": "fr", "languages": ["fr", "en", "ar"], "offer_after": "10",
            "retention_days": "7", "lock_after": "10", "priority_minutes": "15"}  # fmt: skip
    return words | nouns | said


def test_a_manager_names_the_site_in_each_language(managing, typed, in_words):
    answer = managing.post("/centre/site/", typed | in_words("territory", "Val d’Essai", "Trial Valley"), follow=True)
    assert Site.objects.get().territory.data == {"fr": "Val d’Essai", "en": "Trial Valley"}
    assert words_of(answer, "#told") == "The site’s settings are saved."


def test_only_what_was_changed_is_written(managing, typed, site):
    actions.change_site(offer_after=25)  # another manager, meanwhile; this one's page still says 10 at opening
    page = managing.get("/centre/site/")
    assert soup_of(page).select_one("#id_offer_after")["value"] == "25"
    managing.post("/centre/site/", typed | {"offer_after": "25", "screen_on": "on"})
    assert (Site.objects.get().offer_after, Site.objects.get().screen_on) == (25, True)


def test_a_manager_says_which_languages_visitors_are_spoken_to(managing, typed):
    answer = managing.post("/centre/site/", typed | {"languages": ["en", "ar"]})
    assert (answer.status_code, Site.objects.get().languages) == (400, ["fr", "en", "ar"])
    assert "The first language is always one of them." in words_of(answer, "#errors")
    managing.post("/centre/site/", typed | {"languages": ["fr", "ar"]})
    assert Site.objects.get().languages == ["fr", "ar"]


def test_one_language_is_enough(managing, typed, in_words):
    managing.post("/centre/site/", typed | in_words("name", "La Cité", ""))
    assert str(Site.objects.get().name.localize("en")) == "La Cité"


@pytest.mark.parametrize("nouns", ["Plume\nplumé", "Deux mots", "Anticonstitutionnellement", "B2", "A\nTrop de mots"])
def test_ticket_words_are_short_and_sound_different(managing, typed, in_words, nouns):
    answer = managing.post("/centre/site/", typed | in_words("ticket_words", nouns))
    assert answer.status_code == 400
    assert soup_of(answer).select_one("#errors a")["href"] == "#id_ticket_words_0"
    assert Site.objects.get().ticket_words.data["fr"] == "Plume\nGalet\nTilleul\nLin"


@pytest.mark.parametrize(("field", "said"), [
    ("offer_after", "0"), ("offer_after", "121"), ("retention_days", "32"), ("retention_days", ""), ("label", "gold"),
    ("language", "xx"),
])
def test_what_is_out_of_bounds_is_refused_in_words(managing, typed, field, said):
    answer = managing.post("/centre/site/", typed | {field: said})
    assert answer.status_code == 400
    assert soup_of(answer).title.string.startswith("Error: The site")
    assert words_of(answer, "#errors") != ""


@pytest.mark.parametrize("name", ["\u202eevil", "a\u0300\u0301\u0302\u0303", "x" * 41, "x" * 10_000, "a\x07", "a\r\nb"])
def test_signs_that_cannot_be_read_are_refused(managing, typed, in_words, name):
    assert managing.post("/centre/site/", typed | in_words("name", name)).status_code == 400
    assert Site.objects.get().name.data["fr"] == "Cité des métiers"


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "#{7*7}", "javascript:alert(1)", "O'Hara %_*", "☺"])
def test_signs_of_another_trade_are_shown_as_text(managing, typed, in_words, name):
    managing.post("/centre/site/", typed | in_words("name", name[:40], name[:40]))
    shown = soup_of(managing.get("/centre/site/")).select_one("#id_name_0")["value"]
    assert shown.replace("\u200b", "") == name[:40]


def test_what_the_form_does_not_ask_is_not_changed(managing, typed):
    managing.post("/centre/site/", typed | {"demo": "on", "id": "2", "pk": "2"})
    assert list(Site.objects.values_list("pk", "demo")) == [(1, False)]


@pytest.mark.parametrize("role", ["receives", "counsels", "curates", "organises", "coordinates"])
def test_nobody_else_changes_the_site(site, a_person, client_of, typed, role):
    partner = actions.write_partner(None, code="p", name="P") if role == "coordinates" else None
    browser = client_of(a_person(**{role: True, "partner": partner}))
    assert browser.post("/centre/site/", typed | {"offer_after": "99"}).status_code == 403
    assert Site.objects.get().offer_after == 10
