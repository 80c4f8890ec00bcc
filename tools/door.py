"""Can the house open at this address? Asked by `./run` before it installs or touches anything, so stdlib only."""

import errno
import socket
import sys


def trouble_at(host: str, port: int) -> str | None:
    """Why nothing can listen there, as a sentence; None if the door is free."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server itself does
            door.bind(address)
            door.listen()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"Port {port} is in use: stop the program that holds it, or choose another one with --port."
        if error.errno in (errno.EACCES, errno.EPERM):
            return f"Port {port} is reserved on this machine: choose one above 1023 with --port."
        return f"{host} is not an address of this machine: choose another one with --host."
    return None


if __name__ == "__main__":
    if trouble := trouble_at(sys.argv[1], int(sys.argv[2])):
        print(f"run: {trouble}", file=sys.stderr)
        sys.exit(2)
