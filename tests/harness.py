"""What makes whole classes of defects fail everywhere. Used by conftest.py; nothing here is a test."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from shutil import which

from bs4 import BeautifulSoup
from django.db import connection
from django.db.models.query import QuerySet
from django.http import HttpResponse
from django.test import Client

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := which(name))), None)
WRITES = re.compile(r"^\s*(insert|update|delete|replace|create|alter|drop)\b", re.IGNORECASE)
MAY_BE_WRITTEN_BY_A_GET = ("django_session",)  # a message read is a message gone


def shuffle_unordered(monkeypatch) -> None:
    """A list whose order nobody asked for comes in any order: code that leans on luck fails."""
    fetch = QuerySet._fetch_all

    def fetch_shuffled(queryset: QuerySet) -> None:
        fresh = queryset._result_cache is None
        fetch(queryset)
        if fresh and not queryset.ordered and not queryset.query.is_sliced:
            random.shuffle(queryset._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_shuffled)


def refuse_writes(execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
    """Wraps SQL during a GET: reading a page changes nothing."""
    if WRITES.match(sql) and not any(table in sql for table in MAY_BE_WRITTEN_BY_A_GET):
        raise AssertionError(f"A GET wrote: {sql[:200]}")
    return execute(sql, params, many, context)


def assert_clean_html(response: HttpResponse) -> None:
    """No inline handler, script or style, no raw template marks, one h1 at most, every form field labelled."""
    if response.streaming or "text/html" not in response.headers.get("Content-Type", ""):
        return
    text = response.content.decode()
    assert "{{" not in text and "{%" not in text, "raw template marks on the page"
    soup = BeautifulSoup(text, "html.parser")
    for element in soup.find_all(True):
        inline = [name for name in element.attrs if name.startswith("on") or name == "style"]
        assert not inline, f"inline {inline} on {str(element)[:120]}"
    for script in soup.find_all("script"):
        assert script.get("src") or script.get("type") == "application/json", "an inline script"
    assert not soup.find_all("style"), "an inline style sheet"
    assert len(soup.find_all("h1")) <= 1, "more than one h1"
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), f"ids used twice: {sorted({i for i in ids if ids.count(i) > 1})}"


class StrictClient(Client):
    """Django's test client, with CSRF checks on request and every page read by `assert_clean_html`."""

    def request(self, **request: object) -> HttpResponse:
        if request.get("REQUEST_METHOD") in ("GET", "HEAD"):
            with connection.execute_wrapper(refuse_writes):
                response = super().request(**request)
        else:
            response = super().request(**request)
        assert_clean_html(response)
        return response


def soup_of(response: HttpResponse) -> BeautifulSoup:
    """The page as a tree, to assert its meaning and not its spelling."""
    return BeautifulSoup(response.content.decode(), "html.parser")


def words_of(response: HttpResponse, selector: str = "main") -> str:
    """The words that a person reads in the first element of that selector, white space folded."""
    element = soup_of(response).select_one(selector)
    return " ".join(element.get_text(" ").split()) if element else ""


def assert_part_is_in_page(part: HttpResponse, page: HttpResponse, selector: str) -> None:
    """What htmx shows is what a reload shows."""
    shown, reloaded = soup_of(part).select_one(selector), soup_of(page).select_one(selector)
    assert shown is not None and reloaded is not None, selector
    assert " ".join(shown.get_text(" ").split()) == " ".join(reloaded.get_text(" ").split())


def redis_is_here() -> bool:
    return which("redis-server") is not None


def postgres_is_here() -> bool:
    return bool(list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))) or which("initdb") is not None
