"""Whether a page states that it is a discussion, where what visitors say is what it is read for."""

from __future__ import annotations

import re
from typing import Any

_KINDS = ("DiscussionForumPosting", "QAPage")
"""What schema.org calls them; no page but a forum's was found to state one."""
_DESCRIBED = re.compile(rf'"@type"\s{{0,9}}:\s{{0,9}}(?:\[\s{{0,9}})?"(?:{"|".join(_KINDS)})"')
_CALLED = frozenset(["discussion", "forum"])


def is_discussion(page: Any) -> bool:
    """Say whether a page states so for programs: by a kind of schema.org's, or for previews of it."""
    types = page.xpath("//@itemtype")
    if any(each.rstrip("/").rsplit("/", 1)[-1] in _KINDS for each in types):
        return True
    previews = page.xpath("//meta[@property = 'og:type']/@content")
    if any(each.strip().lower() in _CALLED for each in previews):
        return True
    return any(map(_DESCRIBED.search, page.xpath("//script[contains(@type, 'ld+json')]/text()")))
