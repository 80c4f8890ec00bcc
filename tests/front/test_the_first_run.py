"""An empty house is opened by a printed code and five answers, written all at once."""

import re

import pytest
from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.core.management import call_command

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Hours, Place, Purpose, Site
from citedesmetiers.front import setup
from desks.models import Desk
from tests.harness import StrictClient, soup_of, words_of

ANSWERS = {
    "site": {"name_0": "Cité des métiers", "territory_0": "Pays d’Essai", "language": "fr"},
    "hours": {"d1_0_opens": "10:00", "d1_0_closes": "12:30", "d1_1_opens": "14h", "d1_1_closes": "18h"},
    "purposes": {"job_0": "Emploi", "job_1": "Work", "training_0": "Formation", "other_0": "Autre"},
    "desks": {"job_0": "Pôle emploi", "training_0": "Pôle formation", "training_1": "Training desk"},
    "account": {"name": "Ada", "username": "Ada", "password1": "correct horse 9", "password2": "correct horse 9"},
}


@pytest.fixture(autouse=True)
def _no_folder_to_write_in(settings, tmp_path, db):
    """As in a container: it is read-only, and its user owns nothing there."""
    (tmp_path / "file").touch()
    settings.VAR = tmp_path / "file/var"


@pytest.fixture
def let_in(client):
    """A browser in which the code was typed."""
    client.post("/setup/", {"code": setup.one_time_code().lower().replace("-", " ")})
    return client


def answer(browser, *steps):
    return [browser.post(f"/setup/{step}/", ANSWERS[step]).url for step in steps]


def nothing_is_written():
    return not (Site.objects.exists() or User.objects.exists() or Purpose.objects.exists() or Hours.objects.exists())


def test_five_answers_open_the_house(let_in):
    urls = answer(let_in, "site", "hours", "purposes", "desks", "account")
    assert urls == ["/setup/hours/", "/setup/purposes/", "/setup/desks/", "/setup/account/", "/centre/"]
    site, ada = Site.objects.get(), User.objects.get()
    assert (str(site), site.demo, site.language) == ("Cité des métiers Pays d’Essai", False, "fr")
    assert [(row.weekday, f"{row.opens:%H:%M}", f"{row.closes:%H:%M}") for row in Hours.objects.all()] == [
        (1, "10:00", "12:30"), (1, "14:00", "18:00")]  # fmt: skip
    assert [purpose.code for purpose in Purpose.objects.all()] == ["job", "training", "other"]
    assert [(desk.letter, desk.hue, [p.code for p in desk.purposes.all()]) for desk in Desk.objects.all()] == [
        ("A", "blue", ["job"]), ("B", "orange", ["training"])]  # fmt: skip
    assert (ada.username, ada.manages, ada.check_password("correct horse 9")) == ("ada", True, True)
    assert Place.objects.get().kind == "main"
    assert let_in.session[SESSION_KEY] == str(ada.pk)


def test_a_new_site_begins_with_forty_words_a_language(let_in):
    answer(let_in, *ANSWERS)
    words = Site.objects.get().ticket_words.data
    assert {language: len(set(nouns.splitlines())) for language, nouns in words.items()} == {"fr": 40, "en": 40}


def test_nothing_is_written_before_the_last_page(let_in):
    answer(let_in, "site", "hours", "purposes", "desks")
    assert nothing_is_written()


def test_one_can_go_back_and_finds_what_was_said(let_in):
    answer(let_in, "site", "hours")
    page = soup_of(let_in.get("/setup/site/"))
    assert page.select_one("#id_territory_0")["value"] == "Pays d’Essai"
    assert [row["value"] for row in soup_of(let_in.get("/setup/hours/")).select("input[name^=d1_]")] == [
        "10:00", "12:30", "14h", "18h"]  # fmt: skip
    assert soup_of(let_in.get("/setup/purposes/")).select_one("a.btn-quiet")["href"] == "/setup/hours/"


def test_the_last_page_alone_opens_nothing(let_in):
    assert answer(let_in, "account") == ["/setup/site/"]
    assert answer(let_in, "site", "account")[1] == "/setup/hours/"
    assert nothing_is_written()


def test_most_pages_are_answered_already(let_in):
    shown = [field["value"] for field in soup_of(let_in.get("/setup/purposes/")).select("input[name$='_0']")]
    assert shown == ["Trouver un emploi", "Découvrir les métiers", "Trouver une formation", "Changer de métier",
                     "Créer son activité", "Autre besoin"]
    assert len(soup_of(let_in.get("/setup/desks/")).select("fieldset")) == 5


@pytest.mark.parametrize(("step", "wrong"), [
    ("site", {"territory_0": ""}), ("site", {"language": "xx"}), ("hours", {"d1_0_closes": "09:00"}),
    ("purposes", {"job_0": "", "job_1": "", "training_0": "", "other_0": ""}), ("account", {"password2": "other"}),
    ("account", {"password1": "short", "password2": "short"}), ("account", {"username": "a b"}),
    ("desks", {"job_0": "x" * 61}),
])  # fmt: skip
def test_a_wrong_answer_is_told_and_goes_no_further(let_in, step, wrong):
    page = let_in.post(f"/setup/{step}/?lang=en", ANSWERS[step] | wrong)
    assert (page.status_code, soup_of(page).title.string[:7]) == (400, "Error: ")
    assert nothing_is_written()


def test_without_the_code_no_question_is_shown(client):
    assert [client.get(f"/setup/{step}/").url for step in ANSWERS] == ["/setup/"] * 5
    assert client.post("/setup/account/", ANSWERS["account"]).url == "/setup/"
    assert client.get("/setup/elsewhere/").status_code == 404


def test_the_first_page_opens_where_nothing_can_be_written(client):
    assert client.get("/setup/").status_code == 200
    assert client.post("/setup/", {"code": setup.one_time_code()}).url == "/setup/site/"


def test_the_code_stays_the_same_and_no_table_holds_it():
    code = setup.new_code()
    assert re.fullmatch("([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}", code)
    assert setup.one_time_code() == code
    rows = [row for model in apps.get_models() for row in model._base_manager.order_by("pk").values_list()]
    assert ("first-run code", 1) in [row[1:] for row in rows]
    assert code not in str(rows)


def test_another_secret_key_has_another_code(settings):
    code = setup.one_time_code()
    settings.SECRET_KEY = "another" * 8
    assert setup.one_time_code() != code


def test_a_new_code_ends_the_one_before(client, let_in):
    before = setup.one_time_code()
    code = setup.new_code()
    assert let_in.get("/setup/site/").url == "/setup/"
    assert client.post("/setup/", {"code": before}).status_code == 400
    assert client.post("/setup/", {"code": code}).url == "/setup/site/"


def test_wrong_codes_are_counted_and_even_the_right_one_then_waits(client):
    statuses = [client.post("/setup/", {"code": f"AAAA-{n}"}).status_code for n in range(6)]
    refused = client.post("/setup/?lang=en", {"code": setup.one_time_code()})
    assert (statuses, refused.status_code) == ([400] * 6, 429)
    assert words_of(refused, "#refusal") == (
        "Wrong codes too often. Wait a quarter of an hour, or draw a new code: “./run manage setup_code”.")
    assert client.get("/setup/site/").url == "/setup/"


def test_a_new_code_is_not_locked_by_wrong_tries_at_the_one_before(client, capsys):
    for n in range(7):
        client.post("/setup/", {"code": f"AAAA-{n}"})
    call_command("setup_code")
    assert client.post("/setup/", {"code": capsys.readouterr().out.strip()}).url == "/setup/site/"


def test_the_session_is_a_new_one_once_the_code_was_typed(client):
    client.get("/setup/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post("/setup/", {"code": setup.one_time_code()})
    assert client.session.session_key != session.session_key


def test_once_there_is_a_manager_there_is_no_such_page(let_in):
    answer(let_in, *ANSWERS)
    assert setup.one_time_code() is None
    for browser in (let_in, StrictClient()):
        assert [browser.get("/setup/").status_code, browser.get("/setup/site/").status_code] == [404, 404]
        assert browser.post("/setup/account/", ANSWERS["account"] | {"username": "eve"}).status_code == 404
    assert User.objects.count() == 1


def test_of_two_who_open_it_at_once_one_does(let_in, settings):
    code = setup.one_time_code()
    second = StrictClient()
    second.post("/setup/", {"code": code})
    for browser in (let_in, second):
        answer(browser, "site", "hours", "purposes", "desks")
    answer(let_in, "account")
    assert second.post("/setup/account/", ANSWERS["account"] | {"username": "eve"}).status_code == 404
    assert [user.username for user in User.objects.all()] == ["ada"]


def test_the_code_can_be_asked_for_until_there_is_a_manager(client, capsys):
    call_command("setup_code")
    code = capsys.readouterr().out.strip()
    client.post("/setup/", {"code": code})
    answer(client, *ANSWERS)
    call_command("setup_code")
    assert "-" not in capsys.readouterr().out
