"""Servers of a test's own on loopback addresses, which remember who came."""

import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

from resources.links.policy import Policy


class Page(BaseHTTPRequestHandler):
    """Answers from a table: {path: (status, headers, body)} or a function that takes this handler."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.command, self.headers["Host"], self.path))
        answer = self.server.pages.get(self.path, (404, {}, b""))
        if callable(answer):
            return answer(self)
        status, headers, body = answer
        if (self.command, self.path) in self.server.refuses:
            status, headers, body = 405, {}, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 - the names that http.server calls

    def log_message(self, *_args):
        """Nothing is told."""


@contextmanager
def site(pages, *, address="127.0.0.1", port=0, context=None, refuses=()):
    """A web server: `.asked` is what it was asked, `.policy` lets it be visited under any name."""
    server = ThreadingHTTPServer((address, port), Page)
    server.daemon_threads, server.pages, server.asked, server.refuses = True, pages, [], set(refuses)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    port = server.server_address[1]
    policy = Policy(resolve=lambda host, _port: [address], allows=lambda _address: True,
                    ports={"http": (port,), "https": (port,)}, seconds=3)  # fmt: skip
    try:
        yield SimpleNamespace(asked=server.asked, port=port, policy=policy, pages=pages,
                              url=lambda path="/", host="library.example": f"http://{host}:{port}{path}")  # fmt: skip
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def recorder(address="127.0.0.1", port=0):
    """A socket that listens and remembers every connection: `.came` counts them."""
    door = socket.create_server((address, port))
    door.settimeout(0.05)
    seen, ends = [], threading.Event()

    def listen():
        while not ends.is_set():
            try:
                door.accept()[0].close()
                seen.append(1)
            except TimeoutError:
                continue

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        yield SimpleNamespace(port=door.getsockname()[1], came=lambda: len(seen))
    finally:
        ends.set()
        thread.join()
        door.close()
