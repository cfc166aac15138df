"""What "the company" is in a question behind one that asked who runs it: "what does the company make?".

Patterns are compiled when a question first leans on another, so that no start waits for them.
"""

from __future__ import annotations

import re

from qa_bot.english.mentions import CAPITAL
from qa_bot.english.words import BE, SO

_COMPANY = "business|charity|company|corporation|firm|foundation|organi[sz]ation|start-?up"
_TEAM = "club|side|team"
_HEADS = (
    (
        "boss|CEO|chair(?:man|woman|person)?|chief executive|director|founder|head|leader|manager|owner|president",
        "(?:found|start|own|head|manage|establish)(?:ed|s)|set up|runs?|ran|leads?|led",
        _COMPANY,
    ),
    ("(?:head )?coach|captain|manager|trainer", "coach(?:ed|es)|captain(?:ed|s)|manage[ds]", _TEAM),
    ("mayor", "(?!)", "city|town|village"),
)
"""Who heads something, what such a one does, and what it is."""
_NAME = rf"(?:(?i:the) )?{CAPITAL}(?: (?:(?:of|for|and|de) )?{CAPITAL})*"


def with_the_body(question: str, before: str) -> str | None:
    """Return a question with the name of the body whose head was asked for before in place of what it is.

    None where it has no such, or another one: "where is the company that Bo Stokes left?".
    """
    for office, doing, kind in _HEADS:
        said = re.search(rf"\bthe (?:{kind})(?P<own>['’]s)?(?! (?:that|which|who|where|of|in|with|from)\b)\b", question)
        asked = re.match(
            rf"{SO}who(?:(?:['’]s| (?:{BE})) the (?:[a-z-]+ ){{0,2}}?(?:{office}) (?:of|at) (?:the )?"
            rf"(?-i:(?P<of>{_NAME}))"
            rf"|(?:['’]s| (?:{BE})) (?-i:(?P<whose>{_NAME}?))['’]s? (?:[a-z-]+ ){{0,2}}?(?:{office})"
            rf"| (?:{doing}) (?-i:(?P<what>{_NAME})))\W*(?:in \d{{4}}\W*)?\Z",
            before,
            re.IGNORECASE,
        )
        if said and asked:
            body = asked[asked.lastgroup or 0]
            return question[: said.start()] + body + (said["own"] or "") + question[said.end() :]
    return None
