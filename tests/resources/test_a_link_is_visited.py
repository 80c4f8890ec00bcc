"""One visit to one web address: what it finds, what it never contacts, and how long it may take."""

import socket
import ssl
import subprocess
import time
from dataclasses import replace

import pytest

from resources.links.policy import LeadsInsideError, NoAddressError, Policy, is_public, target_of
from resources.links.visit import Outcome, Robots, visit
from tests.resources.web import recorder, site

OK = (200, {}, b"Bonjour")
INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.1", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.127.255.254", "192.0.0.8", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1",
    "255.255.255.255", "::1", "::", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::7f00:1", "64:ff9b::7f00:1",
    "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1",
    "ff02::1", "2001:db8::1", "100::1", "nonsense", "",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_never_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "100.63.255.255", "100.128.0.1", "193.51.0.1", "2606:4700::1111"])
def test_an_address_of_the_open_internet_is(address):
    assert is_public(address)


@pytest.mark.parametrize("host", [
    "127.0.0.1", "localhost", "2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "017700000001", "127.0.0.1.",
    "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]", "0", "0.0.0.00", "user:word@127.0.0.1", "①②⑦.⓪.⓪.①",
    "127。0。0。1", "LOCALHOST", "good.example@127.0.0.1",
])  # fmt: skip
def test_nobody_inside_is_ever_contacted(host):
    """With the house's own bounds but for the port, and the machine's own resolver."""
    with recorder() as door:
        policy = Policy(ports={"http": (door.port,)}, seconds=3)
        outcome = visit(f"http://{host}:{door.port}/", policy)
        assert (outcome.answer, door.came()) == ("refused", 0)


@pytest.mark.parametrize("url", [
    "ftp://library.example/", "javascript:alert(1)", "//library.example/", "http://", "http:///x", "http://a..b/", "",
    "http://library.example:99999/", "http://li brary.example/", "http://[::1", "mailto:a@b.example", "http://-/",
])  # fmt: skip
def test_what_is_no_address_of_the_web_fails_without_a_word(url):
    assert visit(url, Policy(resolve=lambda _host, _port: pytest.fail("resolved"))) == Outcome("failed")


def test_other_ports_than_those_of_the_web_are_refused():
    policy = Policy(resolve=lambda _host, _port: pytest.fail("resolved"))
    for url in ("http://library.example:8080/", "https://library.example:80/", "http://library.example:22/"):
        assert visit(url, policy) == Outcome("refused")


def test_a_name_that_is_both_outside_and_inside_is_refused():
    with recorder() as door:
        policy = Policy(resolve=lambda _host, _port: ["8.8.8.8", "127.0.0.1"], ports={"http": (door.port,)})
        assert (visit(f"http://library.example:{door.port}/", policy), door.came()) == (Outcome("refused"), 0)


def test_a_name_that_is_rebound_after_it_was_judged_is_not_asked_again():
    """The first answer of the resolver is judged and contacted; the second, which leads inside, comes to nothing."""
    with site({"/": OK}, address="127.0.0.2") as outside, recorder("127.0.0.1", outside.port) as door:
        answers = [["127.0.0.2"], ["127.0.0.2"], ["127.0.0.1"]]  # for robots.txt, for the page, then the trap
        policy = replace(outside.policy, resolve=lambda _host, _port: answers.pop(0),
                         allows=lambda address: address == "127.0.0.2")  # fmt: skip
        assert (visit(outside.url(), policy), door.came()) == (Outcome("ok", 200), 0)
        assert visit(outside.url(), replace(policy, resolve=lambda _host, _port: ["127.0.0.1"])).answer == "refused"
        assert door.came() == 0


@pytest.mark.parametrize("where", ["http://127.0.0.1:{port}/", "http://2130706433:{port}/", "//localhost:{port}/x"])
def test_a_redirect_inside_is_refused(where):
    with recorder() as door, site({}, address="127.0.0.2") as outside:
        outside.pages["/"] = (302, {"Location": where.format(port=door.port)}, b"")
        names = {"library.example": ["127.0.0.2"]}
        policy = replace(outside.policy, ports={"http": (outside.port, door.port)},
                         resolve=lambda host, _port: names.get(host, ["127.0.0.1"]),
                         allows=lambda address: address == "127.0.0.2")  # fmt: skip
        assert (visit(outside.url(), policy).answer, door.came()) == ("refused", 0)


def test_an_address_that_answers_is_told_its_own_name():
    with site({"/cv?a=1": OK}) as there:
        assert visit(there.url("/cv?a=1#here"), there.policy) == Outcome("ok", 200)
        host = f"library.example:{there.port}"
        assert there.asked == [("GET", host, "/robots.txt"), ("HEAD", host, "/cv?a=1")]


def test_where_a_head_is_refused_the_whole_is_asked_for():
    with site({"/": OK}, refuses=[("HEAD", "/")]) as there:
        assert visit(there.url(), there.policy) == Outcome("ok", 200)
        assert [method for method, _host, path in there.asked if path == "/"] == ["HEAD", "GET"]


@pytest.mark.parametrize(("status", "answer"), [
    (404, "failed"), (410, "failed"), (500, "failed"), (503, "failed"), (401, "barred"), (403, "barred"),
    (429, "barred"), (204, "ok"),
])  # fmt: skip
def test_a_status_is_read_as_a_reader_would_meet_it(status, answer):
    with site({"/": (status, {}, b"")}) as there:
        assert visit(there.url(), there.policy) == Outcome(answer, status)


def test_what_has_moved_for_good_says_where_to():
    with site({"/new": OK}) as there:
        there.pages |= {"/old": (301, {"Location": "/newer"}, b""), "/newer": (308, {"Location": "/new"}, b"")}
        assert visit(there.url("/old"), there.policy) == Outcome("moved", 200, there.url("/new"))
        there.pages["/old"] = (302, {"Location": "/new"}, b"")
        assert visit(there.url("/old"), there.policy) == Outcome("ok", 200)
        there.pages |= {"/old": (301, {"Location": "/now"}, b""), "/now": (302, {"Location": "/new"}, b"")}
        assert visit(there.url("/old"), there.policy) == Outcome("moved", 200, there.url("/now"))


def test_five_redirects_are_followed_and_no_sixth():
    with site({f"/{n}": (302, {"Location": f"/{n - 1}"}, b"") for n in range(1, 7)} | {"/0": OK}) as there:
        assert visit(there.url("/5"), there.policy).answer == "ok"
        assert visit(there.url("/6"), there.policy).answer == "failed"
        there.pages["/loop"] = (302, {"Location": "/loop"}, b"")
        assert visit(there.url("/loop"), there.policy) == Outcome("failed", 302)


def test_robots_txt_is_honoured_and_asked_for_once_in_a_round():
    rules = b"User-agent: CiteDesMetiersLinks\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n"
    with site({"/robots.txt": (200, {}, rules), "/": OK, "/private/x": OK}) as there:
        robots = Robots()
        assert visit(there.url(), there.policy, robots) == Outcome("ok", 200)
        assert visit(there.url("/private/x"), there.policy, robots) == Outcome("barred")
        assert [path for _method, _host, path in there.asked] == ["/robots.txt", "/"]


def test_a_robots_txt_that_cannot_be_read_lets_nobody_in():
    with site({"/robots.txt": (503, {}, b""), "/": OK}) as there:
        assert visit(there.url(), there.policy) == Outcome("failed")
        assert [path for _method, _host, path in there.asked] == ["/robots.txt"]


def endless(handler):
    """An answer without an end: as fast as it is taken."""
    handler.send_response(200)
    handler.end_headers()
    handler.close_connection = True
    try:
        while handler.command == "GET":
            handler.wfile.write(b"x" * 65536)
            handler.server.sent = getattr(handler.server, "sent", 0) + 65536
    except OSError:
        return


def test_no_more_is_read_than_sixty_four_kilobytes():
    with site({"/": endless, "/robots.txt": endless}) as there:
        began = time.monotonic()
        assert visit(there.url(), there.policy) == Outcome("ok", 200)
        assert time.monotonic() - began < 2


def dripping(handler):
    """One byte of a head now and then: no single wait is long."""
    for sign in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
        try:
            handler.wfile.write(bytes([sign]))
        except OSError:
            return
        time.sleep(0.05)


@pytest.mark.parametrize("path", ["/", "/robots.txt"])
def test_a_server_that_drips_is_left_after_its_time(path):
    with site({"/": OK} | {path: dripping}) as there:
        began = time.monotonic()
        assert visit(there.url(), replace(there.policy, seconds=0.6)) == Outcome("failed")
        assert time.monotonic() - began < 1.5


def test_nobody_at_home_and_no_such_name_are_failures():
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    policy = Policy(resolve=lambda _host, _port: ["127.0.0.1"], allows=lambda _address: True, ports={"http": (port,)})
    assert visit(f"http://library.example:{port}/", policy) == Outcome("failed")

    def unknown(_host, _port):
        raise socket.gaierror(-2, "Name or service not known")

    assert visit("http://library.example/", Policy(resolve=unknown)) == Outcome("failed")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of library.example that signs itself."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout",
                    str(folder / "key"), "-out", str(folder / "cert"), "-subj", "/CN=library.example", "-addext",
                    "subjectAltName=DNS:library.example"], check=True, capture_output=True)  # fmt: skip
    return folder


def test_a_certificate_is_that_of_the_name_though_the_number_is_contacted(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert", certificate / "key")
    named = []
    context.sni_callback = lambda _socket, name, _context: named.append(name)
    with site({"/": OK}, context=context) as there:
        trusting = replace(there.policy, trusts=ssl.create_default_context(cafile=str(certificate / "cert")))
        assert visit(f"https://library.example:{there.port}/", trusting) == Outcome("ok", 200)
        assert set(named) == {"library.example"}
        assert visit(f"https://other.example:{there.port}/", trusting) == Outcome("failed")
        assert visit(f"https://library.example:{there.port}/", there.policy) == Outcome("failed")


def test_an_address_is_taken_apart_and_nothing_else_is_sent():
    target = target_of("HTTPS://user:word@Bibliothèque.Example.:443/é a?q=ü\r\nX: y#part")
    assert (target.scheme, target.host, target.port) == ("https", "xn--bibliothque-59a.example", 443)
    assert target.path == "/%C3%A9%20a?q=%C3%BCX:%20y"
    assert target.url == "https://xn--bibliothque-59a.example/%C3%A9%20a?q=%C3%BCX:%20y"
    with pytest.raises(LeadsInsideError):
        target_of("http://0x7f.0.0.1/")
    with pytest.raises(NoAddressError):
        target_of("http://exa_mple!.test/")
