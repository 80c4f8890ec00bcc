"""The whole product in a process of its own, on a scratch database, and browsers that look at it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.harness import CHROMIUM
from tests.servers import answers, spare_port, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--disable-component-update",
         "--disable-sync", "--no-first-run", "--font-render-hinting=none"]  # fmt: skip
# Nothing is on its way for six frames running: an answer that arrives sends the next press and moves the focus.
QUIET = """() => {
  const busy = document.querySelector("[aria-busy], .htmx-request, .htmx-swapping, .htmx-settling");
  window.still = busy ? 0 : (window.still || 0) + 1;
  if (window.still < 6) return false;
  window.still = 0;
  return true;
}"""


@dataclass(frozen=True)
class House:
    """A running demo house: its address, and the accounts it printed (role label, user name, password)."""

    url: str
    accounts: dict[str, str]
    database_url: str
    output: Path
    sessions: dict[str, list] = field(default_factory=dict)  # of who signed in once, to be used again

    @cached_property
    def ticket(self) -> str:
        """The token of a visitor who waits, as it stands in addresses: one who came for this."""
        return in_the_house(self, "log_a_visitor()")

    @cached_property
    def rows(self) -> dict[str, str]:
        """One row of each kind: what a path puts in the place of {turn}, {partner}…"""
        return json.loads(in_the_house(self, "rows()"))


def in_the_house(house: House, said: str) -> str:
    """What an expression of `tests/browser/inside.py` gives, on the house's database."""
    environment = {**os.environ, "DATABASE_URL": house.database_url, "VAR_DIR": str(house.output.parent)}
    program = f"from tests.browser import inside; print(inside.{said})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", program]
    run = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return run.stdout.strip()


@contextmanager
def scratch_database(folder: str) -> Iterator[str]:
    """An empty database of the same kind as the suite's: a file, or a database beside PostgreSQL's own."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{folder}/cite.sqlite3"
        return
    name = f"house_{uuid4().hex[:8]}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield re.sub(r"/[^/]*$", f"/{name}", given)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def demo_house(*options: str) -> Iterator[House]:
    """`manage.py serve` with the demo site, as `./run` starts it."""
    with TemporaryDirectory() as folder, scratch_database(folder) as database_url:
        port, output = spare_port(), Path(folder) / "said"
        environment = {**os.environ, "DATABASE_URL": database_url, "VAR_DIR": folder, "REDIS_URL": "", "PUBLIC_URL": ""}
        environment.pop("DEBUG", None)
        if database_url.startswith("postgres"):
            migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
            subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
        command = [sys.executable, "manage.py", "serve", "--port", str(port), *options]
        with output.open("w") as said:
            server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
        try:
            wait_until(lambda: answers(port) or server.poll() is not None, 120)
            assert server.poll() is None, output.read_text()
            yield House(f"http://127.0.0.1:{port}", accounts_in(output), database_url, output)
        finally:
            server.terminate()
            server.wait(10)


def accounts_in(output: Path) -> dict[str, str]:
    """The demo accounts that were printed: user name → password. The last two words of their lines."""
    wait_until(lambda: "conseil" in output.read_text(), 120)
    lines = [line.split() for line in output.read_text().splitlines()]
    names = ("accueil", "conseil", "documentation", "programme", "coordination", "direction")
    return {words[-2]: words[-1] for words in lines if len(words) > 2 and words[-2] in names}


def chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


def sign_in(context: BrowserContext, house: House, username: str) -> Page:
    """A page of this browser in which that demo account is signed in, by the form, as a person would."""
    page = context.new_page()
    page.goto(f"{house.url}/sign-in/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", house.accounts[username])
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


def signed_in(context: BrowserContext, house: House, username: str) -> Page:
    """The same, quicker: by the form the first time, then by the session that it began. It is not to be ended."""
    if cookies := house.sessions.get(username):
        context.add_cookies(cookies)
        return context.new_page()
    page = sign_in(context, house, username)
    house.sessions[username] = context.cookies()
    return page


def quiet(page: Page) -> None:
    """Returns once what was pressed has its answer on the page, and the focus where it belongs."""
    page.wait_for_load_state()
    page.wait_for_function(QUIET)


def press(page: Page, *keys: str) -> None:
    """As a person presses: the answer to a key is there before the next one."""
    for key in keys:
        page.keyboard.press(key)
        quiet(page)
