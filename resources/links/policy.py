"""What the link checker may contact: addresses are judged as numbers, once resolved, and no others are contacted."""

import re
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit, urlunsplit

Resolver = Callable[[str, int], Sequence[str]]
AGENT = "CiteDesMetiersLinks"
# What `is_global` lets pass, or let pass in some Python 3.11: shared, translated and tunnelled addresses lead inside.
INSIDE = [ip_network(text) for text in (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
    "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
    "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
)]  # fmt: skip
A_NUMBER = re.compile(r"(0x[0-9a-f]*|\d+)", re.IGNORECASE)  # the last label of what a resolver takes for an address
A_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*", re.IGNORECASE)


class LeadsInsideError(Exception):
    """An address that must not be contacted."""


class NoAddressError(Exception):
    """What is no address of the web at all."""


def is_public(text: str) -> bool:
    """Whether an address (as numbers) is one of the open internet."""
    try:
        address: IPv4Address | IPv6Address = ip_address(text)
    except ValueError:  # with a zone, too: fe80::1%eth0
        return False
    if any(address in network for network in INSIDE if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """All the addresses of a name, as the machine's own resolver gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True)
class Policy:
    """The bounds of a visit. The defaults are the house's; the tests give their own, with a resolver and ports."""

    resolve: Resolver = resolve
    allows: Callable[[str], bool] = is_public
    ports: Mapping[str, Sequence[int]] = field(default_factory=lambda: {"http": (80,), "https": (443,)})
    seconds: float = 8  # for all of one visit: robots.txt, redirects and all
    most: int = 64 * 1024  # bytes read of one answer
    hops: int = 5  # redirects followed
    trusts: ssl.SSLContext | None = None  # whose certificates; the system's unless it is said

    def addresses(self, target: "Target") -> list[str]:
        """Where to connect. Resolved once; if any of its addresses leads inside, none is contacted."""
        if target.port not in self.ports.get(target.scheme, ()):
            raise LeadsInsideError(target.host)
        try:
            found = list(self.resolve(target.host, target.port))
        except (OSError, UnicodeError) as no_answer:
            raise NoAddressError(target.host) from no_answer
        if not found:
            raise NoAddressError(target.host)
        if not all(self.allows(address) for address in found):
            raise LeadsInsideError(target.host)
        return found


@dataclass(frozen=True)
class Target:
    """An address of the web, taken apart: only what was read here is asked for."""

    scheme: str
    host: str  # a name in ASCII, or an IPv4 address written in its one usual form
    port: int
    path: str  # with its query

    @property
    def origin(self) -> str:
        """Scheme, host and port, as robots.txt is asked for."""
        usual = {"http": 80, "https": 443}[self.scheme]
        return f"{self.scheme}://{self.host}" + ("" if self.port == usual else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole address. A name or a password before the host is not part of it."""
        return self.origin + self.path


def target_of(url: str) -> Target:
    """The target that an address names. NoAddressError: it names none; LeadsInsideError: its host hides a number."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError) as broken:
        raise NoAddressError(url) from broken
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise NoAddressError(url)
    if ":" in host:  # IPv6 in brackets: a library's catalogue needs none
        raise LeadsInsideError(host)
    if A_NUMBER.fullmatch(host.rsplit(".", 1)[-1]) and not _is_plain_ipv4(host):
        raise LeadsInsideError(host)
    if not A_NAME.fullmatch(host):
        raise NoAddressError(url)
    scheme = parts.scheme.lower()
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    path = path if path.startswith("/") else f"/{path}"
    return Target(scheme, host, port if port is not None else {"http": 80, "https": 443}[scheme], _in_ascii(path))


def _in_ascii(path: str) -> str:
    """As a browser sends it: what is not ASCII, and what would end the line, by its percent signs."""
    return "".join(sign if "!" <= sign <= "~" else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in path)


def _is_plain_ipv4(host: str) -> bool:
    try:
        return str(IPv4Address(host)) == host
    except ValueError:
        return False
