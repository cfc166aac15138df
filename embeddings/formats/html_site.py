"""The names by which a web page calls its site: where it states them, and in its address."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

_MOST = 20
"""Names and addresses that are looked at."""


def sites(page: Any) -> frozenset[str]:
    """Return the names by which a page calls its site, as `bare` gives them: those that it states, and its host's."""
    named = page.xpath("//meta[@property='og:site_name' or @name='application-name']/@content")[:_MOST]
    addresses = page.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")[:_MOST]
    names = (*map(str, named), *(_host(str(each)) for each in addresses))
    return frozenset(filter(None, map(bare, names)))


def bare(name: str) -> str:
    """Return a name's letters and digits alone, without an article before them, whatever their case."""
    return re.sub(r"[\W_]+|^the\b", "", name.casefold())


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www|m|edition|news)\.|(?:\.(?:com?|org|net|gov|edu|ac))?\.\w{2,}$", "", host)
