"""Whether a text tells of the event that is asked for: of "how many were killed?" a reader takes any number, such as
how many attacked, and of "when was the funeral?" the day of the death.

Patterns are compiled when such a question is first asked, so that no start waits for them.
"""

from __future__ import annotations

import re

from qa_bot.english.words import BE

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
)
"""What asks for an event, and what tells of it, if only in part of a word."""
_OTHERS = (
    (
        r"\bwhen (?:is|was|were) .{1,60}\bborn\b",
        r"\b(?:bab(?:y|ies)|birth|b(?:\.|or[en])|child|n[ée]e|son\b|twins?)|\([^()]*\d{3}|\d{4} ?[-–]",
        r"\b(?:marri|wed(?:s|ding)?\b|engaged|funeral|graduat|divorc|retir)",
    ),
    (
        r"\bwhere (?:is|was|were) .{1,60}\bborn\b",
        r"\b(?:birth|bor[en]\b|c(?:ame|omes?) from|child|from|grew up|hails?|hometown|nati(?:ve|vity)|of\b|rais)",
        r"-based\b|\bbased in\b",
    ),
    (
        r"\bwho (?:first |originally )?invented\b",
        r"\b(?:attribut|brainchild|buil[dt]|came up|conceiv|creat|design|develop|devis|father|found|improv|introduc"
        r"|invent|mother|originat|patent|pioneer|produc|thought up)",
        r"\b(?:author|book|film|novel|writ|wrote)",
    ),
    (
        rf"\bwho (?:replaced|succeeded|took over|(?:{BE}|will be) (?:the )?(?:(?:\w+ )?[\w-]+['’]s? )?(?:new|next)) ",
        r"\b(?:acqui|appoint|becom|became|chose|elect|follow(?:s|ed)|heir|hired?|inherit|installed|interim|name[ds]?\b"
        r"|in (?:her|his|its|their) (?:place|stead)|nominat|now\b|own|pick(?:s|ed)|predecessor|promot|replac|sworn"
        r"|step(?:s|ped) in|succe(?:ed|ss)|t(?:akes?|aken|ook) (?:charge|control|office|over|the helm)|will be"
        r"|(?:new|next) (?:[\w-]+ )?(?:boss|captain|ceo|chair|chief|coach|director|head|king|leader|manager|mayor"
        r"|minister|owner|pope|president|queen|secretary))",
        r"\b(?:departed|dismissed|ex-|fired|former|ousted|outgoing|quit|removed|resign|sacked|stepp?(?:ed|ing|s) down)",
    ),
)
"""What asks for an event, what tells of it, and what tells of another: where that stands alone, it is the other."""


def tells_of_event(question: str, text: str) -> bool:
    """Say whether a text may tell of the event that is asked for; so does any where none of those here is."""
    return all(
        _tells(told, text) or (other is not None and not _tells(other, text))
        for asked, told, other in (*((asked, told, None) for asked, told in _EVENTS), *_OTHERS)
        if _tells(asked, question)
    )


def _tells(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None
