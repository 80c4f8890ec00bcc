"""Every word of every page goes through gettext: in a language that only brackets, none is left outside brackets.

What the site itself says (names of desks, of people, of tickets) is not the house's to translate, and stands apart.
"""

import re
from pathlib import Path

import django
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from django.conf import settings as house_settings

from citedesmetiers.front import setup
from tests.doors.cases import DOORS
from tests.doors.house import address, bare_everything
from tests.front.test_the_first_run import ANSWERS
from tests.harness import soup_of
from tools import catalogues

NO_WORDS = ("front:healthz", "desks:take-away", "resources:oai", "resources:dublin-core", "resources:json-ld",
            "resources:records-file", "resources:loads-away", "resources:ris",
            "front:event-json-ld", "front:programme-ics")  # for machines, and files
READ = sorted(name for name, door in DOORS.items() if not door.acts and door.shows != 204 and name not in NO_WORDS)
OPEN, SHUT = "⟦", "⟧"
SAID_ALOUD = (
    "aria-label", "title", "placeholder", "alt", "data-say", "data-tells", "data-key-name", "data-on", "data-off",
    "data-kept", "data-grid", "data-digits", "data-forget", "data-escape", "data-open",
)  # fmt: skip
UNITS = {"min", "ISBN", "ISSN", "EAN", "RIS", "Dublin", "Core", "JSON", "LD", "OAI", "PMH", "XLSX", "CSV", "UNIMARC",
         "MARC", "MARCXML", "ISO", "http", "testserver", "oai", "mrc", "xml"}  # alike in every language of the house
NOT_READ = "script, style, template, .key, .k, [aria-hidden=true]"  # .key and .k name keys of the keyboard
WORD = re.compile(r"[^\W\d_]{2,}")


def every_message():
    """The house's own msgids, and those that come with Django: names of days and months, its forms' sentences."""
    theirs = Path(django.__file__).parent.glob("**/locale/en/LC_MESSAGES/django.po")
    for path in [house_settings.BASE_DIR / "locale/fr/LC_MESSAGES/django.po", *sorted(theirs)]:
        with path.open("rb") as file:
            yield from (message for message in read_po(file) if message.id)


def bracketed(words):
    return tuple(map(bracketed, words)) if isinstance(words, tuple) else f"{OPEN}{words}{SHUT}"


@pytest.fixture(scope="module")
def brackets(tmp_path_factory):
    """A folder of catalogues with one language: each message, in brackets."""
    spoken = Catalog(locale="en")
    for message in every_message():
        spoken.add(message.id, bracketed(message.id), context=message.context)
    folder = tmp_path_factory.mktemp("brackets")
    (folder / "en/LC_MESSAGES").mkdir(parents=True)
    (folder / "en/LC_MESSAGES/django.mo").write_bytes(catalogues.compiled(spoken))
    return folder


@pytest.fixture
def words_of_the_site(house):
    """Every word in the site's own names, which no catalogue knows."""
    from citedesmetiers.accounts.models import User
    from citedesmetiers.centre.models import Partner, Place, Purpose, Room, Site
    from desks.models import Desk
    from resources.models import Body, Copy, Family, Heading, Load, Notice, Selection, Subject, Topic

    site = Site.objects.get()
    named = [site.name, site.territory, site.ticket_words]
    named += [one.name for model in (Desk, Partner, Place, Purpose, Room, User, Body, Topic)
              for one in model.objects.all()]
    named += [one.name for model in (Heading, Selection) for one in model.objects.all()]
    named += [*Notice.objects.values_list("title", flat=True), *Family.objects.values_list("words", flat=True)]
    named += [subject.label for subject in Subject.objects.all()] + list(Copy.objects.values_list("mark", flat=True))
    coded = [User.objects.values_list("username"), Notice.objects.values_list("identifier"),
             Subject.objects.values_list("code"), Load.objects.values_list("name")]  # fmt: skip
    coded += [model.objects.values_list("code") for model in (Place, Purpose, Partner, Topic)]
    texts = [text for name in named for text in (name.data.values() if hasattr(name, "data") else [name])]
    return set(WORD.findall(" ".join(texts + [code for codes in coded for (code,) in codes])))


@pytest.fixture
def page_of(house, browser_of, brackets, words_of_the_site, settings):
    settings.LOCALE_PATHS = [brackets]

    def read(name):
        browser = browser_of(DOORS[name].opens[0])
        where = address(name, house) + "?choose=1"
        return lambda: soup_of(browser.get(where, headers={"Accept-Language": "en"}))

    return read


def said_on(page):
    """The page's text in reading order, then each attribute that is shown or read aloud."""
    title = [page.title.extract().get_text()] if page.title else []
    for element in page.select(NOT_READ) + page.select("body [lang]"):
        element.decompose()
    yield from [page.get_text(" "), *title]
    for element in page.find_all(True):
        yield from (element[name] for name in SAID_ALOUD if element.get(name))


def outside_brackets(text):
    while (shorter := re.sub(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}", " ", text)) != text:
        text = shorter
    return text


def untranslated(page, known):
    words = {word for text in said_on(page) for word in WORD.findall(outside_brackets(text))}
    return sorted(words - known - UNITS)


def test_no_page_says_a_word_that_cannot_be_translated(page_of, words_of_the_site):
    pages = [(name, page_of(name)) for name in READ]
    assert {name: words for name, page in pages if (words := untranslated(page(), words_of_the_site))} == {}


def test_nor_does_a_page_of_a_bare_house(page_of, words_of_the_site):
    pages = [(name, page_of(name)) for name in READ]
    bare_everything()
    assert {name: words for name, page in pages if (words := untranslated(page(), words_of_the_site))} == {}


def test_nor_does_the_first_run(db, client, brackets, settings):
    settings.LOCALE_PATHS = [brackets]
    speaks = {"headers": {"Accept-Language": "en"}}
    client.post("/setup/", {"code": setup.one_time_code()}, **speaks)
    asked = {}
    for step, said in ANSWERS.items():
        asked[step] = untranslated(soup_of(client.get(f"/setup/{step}/", **speaks)), {"Cité", "des", "métiers"})
        client.post(f"/setup/{step}/", said, **speaks)
    assert asked == dict.fromkeys(ANSWERS, [])


def test_a_word_that_is_not_translated_is_found():
    page = BeautifulSoup('<title>⟦Line⟧</title><p title="Hint">⟦Line of ⟦desk⟧⟧ Plume 7, bare</p>', "html.parser")
    assert untranslated(page, {"Plume"}) == ["Hint", "bare"]
