"""Whether a text tells of the event that is asked for: of "how many were killed?" a reader takes any number, such as
how many attacked, and of "when was the funeral?" the day of the death.

Patterns are compiled when such a question is first asked, so that no start waits for them.
"""

from __future__ import annotations

import re

_WERE = r"(?:are|been|got|has been|have been|had been|was|were) (?:\w+ly )?"
_CLAUSE = r"(?:after|although|as|because|before|if|that|when|where|which|while|who)\b"
_HOW_MANY = rf"\bhow many (?:(?!{_CLAUSE})[\w'’-]+ ){{0,5}}?"
_EVENTS = (
    (
        rf"(?:{_HOW_MANY}(?:{_WERE}(?:executed|killed|murdered|shot|slain)|died|drowned|lost their lives|perished)"
        r"|\bhow many deaths)\b",
        r"\b(?:assassinat|bod(?:y|ies)\b|casualt|claim|dead|death|die[ds]?\b|drown|dying\b|execut|fatal|hanged|kill"
        r"|li(?:fe|ves)\b|los[est]|massacre|murder|perish|remains\b|shot\b|slain|slaughter|starv|succumb|surviv|toll\b"
        r"|victim|wiped out)",
    ),
    (rf"{_HOW_MANY}{_WERE}(?:hurt|injured|wounded)\b", r"\b(?:casualt|hospital|hurt|injur|wound)"),
    (
        rf"{_HOW_MANY}{_WERE}(?:arrested|captured|detained|imprisoned|jailed|taken prisoner)\b",
        r"\b(?:arrest|captur|caught|custody|detain|held\b|imprison|intern|jail|prison|seiz|surrender|taken\b)",
    ),
    (
        r"\b(?:when|where|(?:what|which) (?:day|date)) (?:is|was|were) .{1,60}\b(?:buried|funerals?)\b",
        r"\b(?:ashes|bur(?:y|ied|ial)|cemeter|cremat|funeral|grave|interr|laid to rest|mourn|rests?\b|service|tomb)",
    ),
    (
        rf"\b(?:when|(?:what|which) year) (?:is|was|were) (?:(?!{_CLAUSE})[\w.,'’-]+ ){{0,8}}?"
        r"(?:built|constructed|erected|established|founded)\b",
        r"\b(?:assembl|beg[au]n|broke ground|buil[dt]|charter|commenc|commission|complet|construct|creat"
        r"|dat(?:e|es|ed|ing)\b|declar|dedicat|design|erect|establish|finish|form(?:ed|ing|ation)\b|found|inaugurat"
        r"|inception|incorporat|institut|introduc|laid\b|launch|made\b|old\b|open|operat|organi[sz]|origin|put up|rais"
        r"|set(?:ting)? up|settle|start|structure|went up|work)",
    ),
    (
        r"\b(?:when|where|(?:what|which) (?:city|country|date|day|place|town|village|year)) (?:is|was|were) .{1,60}"
        r"\bborn\b",
        r"\b(?:bab(?:y|ies)|birth|b(?:\.|or[en])|c(?:ame|omes?) (?:from|into)|child|daughters?|from|grew up|hails?"
        r"|hometown|nati(?:ve|vity)|n[ée]e|rais|son\b|twins?)|\([^()]*\d{3}|\d{4} ?[-–]",
    ),
    (
        r"\bwho (?:first |originally )?invented\b",
        r"\b(?:brainchild|buil[dt]|came up|co-?invent|conceiv|creat|design|develop|devis|discover|father|first|idea"
        r"|introduc|invent|made|make|mother|originat|patent|pioneer|produc|thought up)",
    ),
)
"""What asks for an event, and what tells of it, if only in part of a word."""


def tells_of_event(question: str, text: str) -> bool:
    """Say whether a text may tell of the event that is asked for; so does any where none of those here is."""
    return all(
        re.search(told, text, re.IGNORECASE) is not None
        for asked, told in _EVENTS
        if re.search(asked, question, re.IGNORECASE)
    )
