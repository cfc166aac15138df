"""Where the page is served: a socket that listens, and the address that people open."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterable

from embeddings.plaintext import one_line
from qa_bot.errors import ConfigError

PORTS = range(8000, 8100)
"""What is tried, in order, if no port is named."""
_EVERY_ADDRESS = ("0.0.0.0", "::")


def listen(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens at a host, at the port or the first of `PORTS` that is free.

    Raises:
        ConfigError: nothing can listen there.

    """
    for each in PORTS if port is None else (port,):
        try:
            return _listening(host, each)
        except (OSError, UnicodeError) as error:
            in_use = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
            if in_use and port is None:
                continue
            raise ConfigError(_reason(host, each, error, in_use=in_use)) from None
    raise ConfigError(f"the ports {PORTS[0]} to {PORTS[-1]} are all in use: name another with --port")


def address(listening: socket.socket, *, host: str, token: str | None) -> str:
    """Return the address of the page for people to open, with the token; of this machine by its name."""
    name = socket.gethostname() if host in _EVERY_ADDRESS else host
    name = f"[{name}]" if ":" in name else name
    base = f"http://{name}:{listening.getsockname()[1]}"
    return base if token is None else f"{base}/?token={token}"


def _listening(host: str, port: int) -> socket.socket:
    families: Iterable[tuple[int, int, int, str, tuple[object, ...]]] = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    family, *_, where = next(iter(families))
    return socket.create_server(where[:2], family=family)


def _reason(host: str, port: int, error: Exception, *, in_use: bool) -> str:
    if in_use:
        return f"port {port} of {one_line(host)} is in use: name another with --port, or leave it out"
    if isinstance(error, PermissionError):
        return f"port {port} may not be used: name one from 1024 with --port"
    return f"{one_line(host)} is no address of this machine: name another with --host, such as 127.0.0.1"
