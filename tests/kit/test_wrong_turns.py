"""Every refusal is a page of its own: heading, a sentence that house.js can find, a way out; and no context needed."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import loader
from django.utils.translation import get_language

TEMPLATES = Path(settings.BASE_DIR) / "templates"
REFUSALS = ["400.html", "403.html", "403_csrf.html", "404.html", "409.html", "413.html", "429.html", "500.html"]


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_drawn_without_any_context(name):
    page = BeautifulSoup(loader.get_template(name).render(), "html.parser")
    assert [len(page.select(part)) for part in ("h1", "#refusal", "main a.btn")] == [1, 1, 1]
    assert page.title.get_text().strip() == page.h1.get_text().strip()
    assert page.html["lang"] == get_language()


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_links_only_to_files_that_are_there(name):
    page = loader.get_template(name).render()
    linked = [path for path in re.findall(r'(?:href|src)="/static/([^"#]+)', page) if not finders.find(path)]
    assert linked == []


def test_the_failure_page_leans_on_no_other_template():
    assert re.findall(r"{%\s*(?:extends|include)", (TEMPLATES / "500.html").read_text()) == []


def test_no_template_holds_a_script_or_a_style_of_its_own():
    inline = re.compile(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    guilty = [str(path) for path in TEMPLATES.rglob("*.html") if inline.search(path.read_text())]
    assert guilty == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_forged_host_is_refused_in_the_language_of_the_browser(client, site, language):
    answer = client.get("/sign-in/", headers={"accept-language": language, "host": "evil.example"})
    page = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, page.html["lang"]) == (400, language)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_too_long_is_refused_in_the_language_of_the_browser(client, site, language):
    answer = client.post("/sign-in/", {"username": "x" * 70_000}, headers={"accept-language": language})
    page = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, page.html["lang"]) == (413, language)
