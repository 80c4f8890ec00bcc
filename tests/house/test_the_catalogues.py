"""A catalogue that is not whole is found, and compiling mends what can be mended without a translator."""

import gettext

import pytest

from tools import catalogues

PO = '''
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Finish"
msgstr "Terminer"

#, python-format
msgid "%(n)s visitor"
msgid_plural "%(n)s visitors"
msgstr[0] "%(n)s visiteur"
msgstr[1] "%(n)s visiteurs"
'''


@pytest.fixture
def french(tmp_path):
    """Writes the French catalogue of a small house and compiles it; gives the house and the catalogue."""
    po = tmp_path / "locale/fr/LC_MESSAGES/django.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO, encoding="utf-8")
    for path, catalogue in catalogues.catalogues(tmp_path):
        path.with_suffix(".mo").write_bytes(catalogues.compiled(catalogue))
    return tmp_path, po


def test_what_is_compiled_is_what_gettext_reads(french):
    house, po = french
    with po.with_suffix(".mo").open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext("Finish") == "Terminer"
    assert words.ngettext("%(n)s visitor", "%(n)s visitors", 2) == "%(n)s visiteurs"
    assert catalogues.problems(house) == []


def test_a_word_changed_after_compiling_is_found(french):
    house, po = french
    po.write_text(PO.replace("Terminer", "Finir"))
    assert catalogues.problems(house) == [
        "locale/fr/LC_MESSAGES/django.po: its .mo says something else (python -m tools.catalogues compile)"
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"Terminer"', '""', ":5: untranslated: 'Finish'"),
        ('"%(n)s visiteurs"', '""', ":9: untranslated: ('%(n)s visitor', '%(n)s visitors')"),
        ('msgid "Finish"', '#, fuzzy\nmsgid "Finish"', ":6: fuzzy: 'Finish'"),
        ('"%(n)s visiteurs"', '"%(m)s visiteurs"', ":9: unknown named placeholder 'm'"),
    ],
)
def test_a_fault_is_found_at_its_line(french, old, new, fault):
    house, po = french
    po.write_text(PO.replace(old, new))
    assert catalogues.problems(house)[0] == f"locale/fr/LC_MESSAGES/django.po{fault}"


def test_a_house_without_catalogues_is_found(tmp_path):
    assert catalogues.problems(tmp_path) == ["locale/: there is no catalogue"]


def test_a_partial_language_must_hold_the_visitors_pages_and_may_hold_more():
    found = catalogues.Catalog()
    found.add("Leave the line", locations=[("templates/reception/_own.html", 3)])
    found.add("Finish", locations=[("templates/reception/_counter_steps.html", 3)])
    assert catalogues.words_for_visitors(found) == {(None, "Leave the line")}


def test_every_file_of_the_visitors_pages_is_there():
    assert [start for start in catalogues.FOR_VISITORS if not any(catalogues.ROOT.glob(f"{start}*"))] == []
