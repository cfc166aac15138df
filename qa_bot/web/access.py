"""Who may use the page: who has the token; without one, who is on this machine and comes by its own address."""

from __future__ import annotations

import hmac
import ipaddress
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from qa_bot.errors import ConfigError

UNAUTHORIZED, FORBIDDEN = 401, 403
_TOKEN = re.compile(r"[A-Za-z0-9_.~-]{16,512}")
"""What stands in an address and in a cookie as it is, and is not guessed."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered."""

    status: int
    """Of HTTP."""
    reason: str


def is_loopback(host: str) -> bool:
    """Say whether a host, as it stands in an address without the brackets, is this machine for itself alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def token_for(host: str, given: str | None) -> str | None:
    """Return the token that is asked for at a host: the one that was given, or a new one; None on loopback.

    Raises:
        ConfigError: what was given is no token.

    """
    if given is None:
        return None if is_loopback(host) else secrets.token_urlsafe(32)
    if not _TOKEN.fullmatch(given):
        raise ConfigError("the token must have at least 16 characters, of letters, digits and - _ . ~ alone")
    return given


def refusal(*, token: str | None, given: Iterable[str], host: str, origin: str | None) -> Refusal | None:
    """Return why a request may not be answered; None if it may.

    `given` are the tokens that it brings; `host` and `origin` are the headers of that name, "" and None without.
    """
    if origin is not None and _netloc(origin) != host.lower():
        return Refusal(FORBIDDEN, "This comes from the page of another site: open the address of qa-bot itself.")
    if token is None:
        # What another site's name may be made to lead to, rebound to this machine, still has that name in the header.
        if is_loopback(_hostname(host)):
            return None
        return Refusal(FORBIDDEN, "This address is not known here: open the one that `qa-bot web` has printed.")
    if any(hmac.compare_digest(each.encode("utf-8", "replace"), token.encode()) for each in given):
        return None
    return Refusal(UNAUTHORIZED, "Open the whole address that `qa-bot web` has printed: it ends in ?token=...")


def _netloc(url: str) -> str | None:
    try:
        return urlsplit(url).netloc.lower() or None
    except ValueError:
        return None


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
