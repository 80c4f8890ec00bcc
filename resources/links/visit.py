"""One visit to one web address: within the policy, to the very addresses that were judged, and never for long."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from ..models import Link
from .policy import AGENT, LeadsInsideError, NoAddressError, Policy, Target, target_of

Answer = Link.Answer
LASTING = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
REDIRECTS = (*LASTING, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT)
ASK_AGAIN = (HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
NOT_FOR_ROBOTS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)  # a person may get in
HEADERS = {"User-Agent": f"{AGENT}/1.0", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
TRIED = 2  # addresses of one name


@dataclass(frozen=True)
class Outcome:
    """How an address answered. `moved_to` where it has moved for good."""

    answer: Answer
    status: int | None = None
    moved_to: str = ""


@dataclass(frozen=True)
class Said:
    """What one request brought."""

    status: int
    location: str = ""
    body: bytes = b""


class TooLateError(Exception):
    """The visit's time is over."""


@dataclass
class Robots:
    """The robots.txt of the origins visited in one round, each asked for once."""

    known: dict[str, RobotFileParser | None] = field(default_factory=dict)


@dataclass
class Visit:
    """A visit under way: its bounds, and when it must be over."""

    policy: Policy
    robots: Robots
    ends: float

    @property
    def left(self) -> float:
        """Seconds; TooLateError if there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TooLateError
        return left


def visit(url: str, policy: Policy, robots: Robots | None = None) -> Outcome:
    """Try an address. Whatever it answers, or does not, becomes an outcome within `policy.seconds` and a little."""
    under_way = Visit(policy, robots if robots is not None else Robots(), time.monotonic() + policy.seconds)
    try:
        return _follow(target_of(url), under_way)
    except LeadsInsideError:
        return Outcome(Answer.REFUSED)
    except (NoAddressError, TooLateError, OSError, HTTPError, HTTPException, ValueError):
        return Outcome(Answer.FAILED)


def _follow(target: Target, under_way: Visit) -> Outcome:
    """From redirect to redirect, each judged as the first one was."""
    lasting, moved_to, status = True, "", None
    for _hop in range(under_way.policy.hops + 1):
        if not _is_welcome(target, under_way):
            return Outcome(Answer.BARRED, status)
        said = _ask(target, under_way)
        status = said.status
        if said.status not in REDIRECTS or not said.location:
            return _judged(said.status, moved_to)
        lasting = lasting and said.status in LASTING
        target = target_of(urljoin(target.url, said.location))
        moved_to = target.url if lasting else moved_to
    return Outcome(Answer.FAILED, status)


def _judged(status: int, moved_to: str) -> Outcome:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Outcome(Answer.MOVED if moved_to else Answer.OK, status, moved_to)
    return Outcome(Answer.BARRED if status in NOT_FOR_ROBOTS else Answer.FAILED, status)


def _ask(target: Target, under_way: Visit) -> Said:
    """Ask for the head alone; for all of it where a server does not answer that as it would a reader."""
    said = request("HEAD", target, under_way)
    return request("GET", target, under_way) if said.status in ASK_AGAIN else said


def _is_welcome(target: Target, under_way: Visit) -> bool:
    """Whether robots.txt lets this agent in. Without one, it does."""
    known = under_way.robots.known
    if target.origin not in known:
        known[target.origin] = _robots_of(target, under_way)
    rules = known[target.origin]
    return rules is None or rules.can_fetch(AGENT, target.url)


def _robots_of(target: Target, under_way: Visit) -> RobotFileParser | None:
    asked = target_of(f"{target.origin}/robots.txt")
    for _hop in range(under_way.policy.hops + 1):
        said = request("GET", asked, under_way)
        if said.status in REDIRECTS and said.location:
            asked = target_of(urljoin(asked.url, said.location))
            continue
        if said.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise NoAddressError(asked.url)  # nobody knows what it would have said
        if said.status != HTTPStatus.OK:
            return None
        rules = RobotFileParser()
        rules.parse(said.body.decode("utf-8", "replace").splitlines())
        return rules
    return None


def request(method: str, target: Target, under_way: Visit) -> Said:
    """One request to one of the addresses that were judged, with its name in Host and in the certificate."""
    addresses = under_way.policy.addresses(target)[:TRIED]
    for place, address in enumerate(addresses):
        connection = _connection(target, address, under_way)
        try:
            with _cut_off(connection, under_way.left) as held:
                connection.connect()
                held.append(connection.sock)
                return _answered(connection, method, target, under_way)
        except (OSError, HTTPError):
            if held or place == len(addresses) - 1:  # it did connect, or there is no other one
                raise
        finally:
            connection.close()
    raise NoAddressError(target.host)


def _connection(target: Target, address: str, under_way: Visit) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=under_way.left)
    return HTTPSConnection(
        address, target.port, timeout=under_way.left, server_hostname=target.host, assert_hostname=target.host,
        ssl_context=under_way.policy.trusts, cert_reqs="CERT_REQUIRED",
    )  # fmt: skip


def _answered(connection: HTTPConnection, method: str, target: Target, under_way: Visit) -> Said:
    headers = {**HEADERS, "Host": target.origin.split("://", 1)[1]}
    connection.request(method, target.path, headers=headers, preload_content=False, decode_content=False)
    with closing(connection.getresponse()) as answer:
        body = _body(answer, under_way) if method == "GET" else b""
        return Said(answer.status, answer.headers.get("Location", ""), body)


def _body(answer: BaseHTTPResponse, under_way: Visit) -> bytes:
    """As much as is read of an answer: the rest is left where it is."""
    parts, size = [], 0
    while size < under_way.policy.most and under_way.left:
        part = answer.read1(min(8192, under_way.policy.most - size))
        if not part:
            break
        parts.append(part)
        size += len(part)
    return b"".join(parts)


@contextmanager
def _cut_off(connection: HTTPConnection, seconds: float) -> Iterator[list[socket.socket | None]]:
    """Shut the connection when its time is over: a server that sends a byte now and then outlives any time-out.

    The socket is held in the list given, as the connection lets go of it once the head of an answer has come.
    """
    held: list[socket.socket | None] = []
    cut = threading.Event()

    def shut() -> None:
        cut.set()
        for sock in (connection.sock, *held):
            if sock is not None:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield held
        if cut.is_set():  # what came was cut short, even where it looks whole
            raise TooLateError
    finally:
        timer.cancel()
