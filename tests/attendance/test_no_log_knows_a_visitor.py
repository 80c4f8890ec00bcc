"""A visit through each real server, then everything that it wrote is read: no ticket's address, no visitor's machine.

The visitor comes from an address and with a browser of her own, so that whatever is kept of either is found.
"""

import subprocess
import sys
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings

from citedesmetiers.kit.tokens import new_token, short
from reception.models import Stop, Ticket
from tests.servers import answers, spare_port, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS, FORWARDED, PHONE = "127.0.0.7", "203.0.113.77", "SentinelPhone/7"
PASSWORD = "plume-galet-tilleul"


class Visitor:
    """Somebody with a browser, at an address of her own, who keeps cookies."""

    def __init__(self, port):
        self.port, self.cookies = port, {}

    def asks(self, path, data=None, **headers):
        door = HTTPConnection("127.0.0.1", self.port, timeout=20, source_address=(ADDRESS, 0))
        sent = {"User-Agent": PHONE, "X-Forwarded-For": FORWARDED, "Host": f"127.0.0.1:{self.port}",
                "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}  # fmt: skip
        body = urlencode(data) if data else None
        if data:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1:{self.port}/"}
        door.request("POST" if data else "GET", path, body, sent | headers)
        response = door.getresponse()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = response.read().decode(errors="replace")
        door.close()
        return response.status, text

    def fills_in(self, page, path, **data):
        """The form of a page, sent with the fields that it came with."""
        soup = BeautifulSoup(self.asks(page)[1], "html.parser")
        fields = soup.select_one(f"form[action='{path}']") or soup.select_one("main form")
        hidden = {field["name"]: field.get("value", "") for field in fields.select("input[type=hidden][name]")}
        return self.asks(path, hidden | data)


SERVERS = {
    "uvicorn": ["-m", "uvicorn", "citedesmetiers.asgi:application", "--no-access-log", "--no-server-header",
                "--timeout-graceful-shutdown", "2"],  # as docker-compose.yml opens the house
    "serve": ["manage.py", "serve", "--no-demo"],  # as ./run does: with the clock in the same process
}  # fmt: skip


@pytest.fixture(params=[(name, level) for name in SERVERS for level in ("WARNING", "DEBUG")], ids="-".join)
def server(request, environment, tmp_path):
    """A server as a site runs it; the port. Everything that it says and writes is below var/."""
    (tmp_path / "var/static").mkdir(parents=True)
    name, level = request.param
    port, output = spare_port(), tmp_path / "var/said"
    command = [sys.executable, *SERVERS[name], "--port", str(port)]
    with output.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env={**environment, "LOG_LEVEL": level}, stdout=said, stderr=said
        )
    wait_until(lambda: answers(port))
    yield port
    process.terminate()
    process.wait(20)


def a_visit(visitor, purpose):
    """Sign-in (once wrong), one arrival, its ticket's page and slip, and addresses that are wrong in every way."""
    sign_in = {"username": "accueil", "password": PASSWORD}
    statuses = [visitor.fills_in("/sign-in/", "/sign-in/", **sign_in | {"password": "wrong"})[0],
                visitor.fills_in("/sign-in/", "/sign-in/", **sign_in)[0]]  # fmt: skip
    said = {"cell": f"{purpose}:interview", "insist": "on"}
    statuses.append(visitor.fills_in("/reception/", "/reception/arrivals/", **said)[0])
    ticket = short(Ticket.objects.get().token)
    stranger = Visitor(visitor.port)
    wrong = short(new_token())
    paths = [f"/t/{ticket}/", f"/t/{ticket}/?lang=en", f"/t/{wrong}/", f"/t/{ticket}x/", f"/t/{ticket}", "/screen/"]
    statuses += [stranger.asks(path)[0] for path in paths]
    posted = [f"/t/{ticket}/", f"/reception/tickets/{ticket}/slip/"]
    statuses += [stranger.asks(path, {"x": "1"})[0] for path in posted]
    statuses.append(stranger.asks("/reception/arrivals/", {"ticket": ticket})[0])
    statuses.append(stranger.asks(f"/t/{ticket}/", Host="evil.example")[0])
    statuses.append(visitor.asks(f"/reception/tickets/{ticket}/slip/")[0])
    return statuses, [ticket, wrong]


def everything_written(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}


def everything_kept():
    """Every value of every table, as words."""
    models = apps.get_models(include_auto_created=True)
    rows = {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in models}
    return {label: str(values) for label, values in rows.items()}


def test_no_log_and_no_row_tells_which_phone_looked_at_which_ticket(server, desk, agent, tmp_path):
    agent.username = "accueil"
    agent.set_password(PASSWORD)
    agent.save()
    statuses, tokens = a_visit(Visitor(server), desk.purposes.get().code)
    assert (statuses[1], statuses[3], statuses[5], Stop.objects.count()) == (302, 200, 404, 1)
    assert max(statuses) < 500
    written = everything_written(tmp_path / "var")
    for sentinel in (*tokens, ADDRESS, FORWARDED, PHONE):
        assert [path.name for path, text in written.items() if sentinel.encode() in text] == []
    for sentinel in (*tokens, ADDRESS, FORWARDED, PHONE, PASSWORD):
        assert [label for label, text in everything_kept().items() if sentinel in text] == []


def test_what_the_logs_say_is_still_of_use(server, desk, agent, tmp_path):
    """The sentinel is not missing because nothing was written at all."""
    Visitor(server).asks("/t/wrong/", Host="evil.example")
    wait_until(lambda: "evil.example" in (tmp_path / "var/said").read_text())
