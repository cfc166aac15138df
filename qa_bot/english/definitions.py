"""Questions for what something with a name is, and whether a text tells that: "Voyager 1 has new thrusters" does not.

Patterns are compiled when such a question is first asked, so that no start waits for them.
"""

from __future__ import annotations

import re
import unicodedata

from embeddings.sentences import sentence_around

_NAME = r"[A-ZÀ-Þ][\w.-]*(?: (?:of |the |de )?(?:[A-ZÀ-Þ][\w.-]*|\d+))*"
_ASKS = rf"\W*[Ww]hat(?:['’]s| is| are| was| were) (?:the )?(?P<name>{_NAME})\W*"
_ADVERBS = r"(?:(?:\w+ly|also|just|now|often|still|then) )*"
_OPENS = r"(?:[\"“‘'(]|(?:an?|one of|part of|some|the) )*"
_BESIDE = rf"[\"”’')]*\s*(?:\([^)]*\)\s*)?(?:[,:—–(-]|,? or|,? also known as|, which (?:is|are|was|were))\s*{_OPENS}"
"""Between a name and what it is, where only a comma or a bracket joins them."""
_IS = rf".*\b(?:is|are|was|were|be|been|being|means?|refers to|became|stands for|as) {_ADVERBS}{_OPENS}"
_CALLED = (
    rf"[\"”’')]*\s*(?:\([^)]*\)\s*)?[,(—–:]?\s*{_ADVERBS}"
    rf"(?:(?:that|which|who) )?(?:(?:is|are|was|were|or|such as|like) )?{_ADVERBS}"
    rf"(?:(?:called|dubbed|known as|named|referred to as|termed) )?{_OPENS}"
)
"""Between what something is and its name."""


def named_thing(question: str) -> str | None:
    """Return the name of what a question asks what it is: "What is Voyager 1?"; None if it asks for something else."""
    found = re.fullmatch(_ASKS, question, re.DOTALL)
    return found["name"] if found else None


def tells_what_it_is(text: str, start: int, end: int, name: str) -> bool:
    """Say whether a part of a text stands beside a name, in its sentence, as what that is."""
    first, last = sentence_around(text, start, end)
    before, behind = _plain(text[first:start]), _plain(text[end:last])
    words = "[ -]?".join(map(re.escape, re.split("[ -]", _plain(name))))
    said = re.compile(rf"(?<!\w){words}(?:s|es)?(?!\w)", re.IGNORECASE)
    named = list(said.finditer(before))
    if named:
        between = before[named[-1].end() :]
        if re.fullmatch(rf"{_BESIDE}|{_IS}", between, re.IGNORECASE | re.DOTALL):
            return True
    following = said.search(behind)
    return following is not None and re.fullmatch(_CALLED, behind[: following.start()], re.IGNORECASE) is not None


def _plain(text: str) -> str:
    """Return a text of the same length without accents."""
    return "".join(unicodedata.normalize("NFKD", character)[0] for character in text)
