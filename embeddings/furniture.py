"""Tells an article's own text from the furniture of the page that it was saved from.

Share buttons, bylines, dates, adverts, doubled titles and other articles' headlines go; nothing that reads as
a sentence of the article does. Knows blocks of text, and no file format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from dateutil import parser as dateparser

TOP = 15
"""Bylines and publication dates are believed among this many blocks from the top."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that its source sets apart."""

    text: str
    role: Literal["paragraph", "heading"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Extract:
    """What a format's loader found in a file."""

    blocks: list[Block] = field(default_factory=list)
    title: str | None = None
    author: str | None = None
    published: str | None = None


# What whole lines of buttons and menus consist of, also when several were glued together.
_LABELS = """
    about us|accept( all)?( cookies)?|advertisement|advertising|all rights reserved|back to (the )?top|
    bookmark( this)?|breaking news|clos(e|ing)( button)?|comments?( \\d+)?|\\d+ comments?|contact( us)?|
    continue reading|cookie (policy|settings|notice|preferences)|copy( the)? link( to clipboard)?|e-?mail( this)?|
    facebook|find us|follow( us)?( on)?|getty images|go to (the )?content|home( ?page)?|instagram|
    leave a comment|link copied|linkedin|listen( to this article)?|load more|log in|log out|menu|messenger|
    my account|newsletters?|next( article)?|previous( article)?|pinterest|play( video)?|
    print( this( page| article)?)?|privacy( policy| notice)?|promoted|read( the)?( full)? (article|more|story)|
    reddit|register|reject all|report this ad|save( for later)?|scroll down|search|see all|
    share( this| the)?( article| story| page| post)?( on| via)?|show more|sign (in|up)|site ?map|
    skip to (main )?content|sponsored( content| by)?|subscribe( now| today)?|telegram|
    terms( and conditions| of (use|service))?|threads|toggle( navigation)?|tweet|twitter|view all|view comments|
    watch live|whatsapp|x|you ?tube|\\d+ (shares?|views?|likes?)|\\d+[- ]min(ute)?s?( read)?
"""
_BUTTONS = re.compile(rf"(?:(?:{re.sub(chr(10) + ' *', '', _LABELS.strip())})[\W_]*)+", re.IGNORECASE)
# Short unfinished lines that such a word begins.
_LABELLED = re.compile(
    r"(?:©|\(c\)|copyright\b|image source|(?:photo(?:graph)?|image|picture|video|graphic)s?"
    r"(?: by| credit| source)?\s*:|credits?\s*:|source\s*:|(?:read|see) (?:more|also|next)\b|related\s*:|"
    r"watch\s*:|listen\s*:|more on\b|(?:filed under|tags?|topics?|categor(?:y|ies)|keywords)\s*:|reading time\b)",
    re.IGNORECASE,
)
# Sentences that speak to the page's visitor and not to the article's reader.
_INVITATION = re.compile(
    r"(?:sign up (?:for|to|here|now|today)|subscribe (?:to|now|today|for)|follow us\b|click here\b|"
    r"download (?:our|the) app|(?:this|our) (?:web)?site uses cookies|we(?: and our partners)? use cookies|"
    r"by (?:clicking|continuing|signing up|subscribing)\b.*\b(?:you|I) (?:agree|accept|consent|confirm|acknowledge)|"
    r"get (?:our|the) (?:latest|best|daily|weekly)\b.*"
    r"\b(?:inbox|newsletter)|please enable javascript|all rights reserved|support (?:our|independent) journalism)",
    re.IGNORECASE,
)
_OTHER_ARTICLES = re.compile(
    r"you (?:might|may) (?:also\b.*|be interested.*)|"
    r"related(?: (?:articles?|stories|news|topics|content|posts|reading))?|"
    r"more (?:on this|stories|news|from)\b.*|most (?:read|popular|viewed|shared)(?: .*)?|"
    r"read next|recommended(?: (?:for you|articles|stories|reading|by .*))?|trending(?: (?:now|stories|topics|news))?|"
    r"top stories|latest (?:news|stories|articles|headlines)|popular (?:now|posts|articles|stories)|around the web|"
    r"editor'?s'? picks?|don'?t miss|in other news|what to read next|from our (?:partners|sponsors)|elsewhere on .*",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:written |words |reported |posted )?by:?\s+(?P<author>\S.*)", re.IGNORECASE)
_NAME_JOINERS = frozenset(
    "and & with for in of the at to from de del della di da van von der den la le bin al el ibn".split()  # noqa: SIM905  (easier to read)
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"\d{{4}}-\d\d-\d\d|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4}",
    re.IGNORECASE,
)
_AROUND_A_DATE = re.compile(
    r"(?:first |last )?(?:published|updated|modified|posted|created|date)(?: on| at)?|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|\d{1,2}[:.]\d\d(?::\d\d)?|[ap]\.?m\.?|gmt|utc|bst|c?est|c?et|[ecmp][sd]t|at|on|"
    r"t\d\d:\d\d\S*|[\W_]",
    re.IGNORECASE,
)
_LONGEST_DATELINE = 200
"""Characters beyond which a line is not searched for a date."""
_BULLET = re.compile(r"(?:[-*+•‣◦–—]|\(?\d{1,3}[.)])\s")
_CLOSERS = "\"'”’»›)]}"
_ENDINGS = ".!?…:;。！？؟।።۔：；"
_FOOTNOTE = re.compile(r"(?:\[\w{1,3}\]|[¹²³⁰-⁹])+$")


def ends_like_a_sentence(text: str) -> bool:
    """Say whether the text's last character, quotes, brackets and footnote marks aside, ends a sentence."""
    return _FOOTNOTE.sub("", text.rstrip()).rstrip(_CLOSERS).endswith(tuple(_ENDINGS))


def author_of(line: str) -> str | None:
    """Return the names in a byline such as "By Ada Lovelace and Charles Babbage"; None if it is no byline."""
    match = _BYLINE.fullmatch(line.strip())
    if match is None or ends_like_a_sentence(line):
        return None
    author = re.split(r"\s[|•·–—-]\s|,? (?:published|updated) ", match["author"])[0].strip(" ,|")
    words = author.split()
    named = sum(word[:1].isupper() or word.lower() in _NAME_JOINERS for word in words)
    return author if words and len(words) <= 30 and named >= 0.8 * len(words) else None


def date_of(line: str) -> str | None:
    """Return the ISO date in a line that is a date, "" if the line only introduces one, None if it is neither."""
    match = _DATE.search(line) if len(line) <= _LONGEST_DATELINE else None
    if match is None and not re.match(r"\W*(?:first |last )?(?:published|updated|posted)\b", line, re.IGNORECASE):
        return None
    if _AROUND_A_DATE.sub("", line.replace(match[0], " ", 1) if match else line):
        return None
    return _iso_date(match[0]) if match else ""


def _iso_date(text: str) -> str:
    numeric = re.fullmatch(r"(\d+)[./](\d+)[./]\d{4}", text)
    if numeric and int(numeric[1]) <= 12 and int(numeric[2]) <= 12 and numeric[1] != numeric[2]:
        return ""  # 03/04/2020: nobody can tell the day from the month
    try:
        return dateparser.parse(text, dayfirst="-" not in text, yearfirst="-" in text).date().isoformat()
    except (ValueError, OverflowError):
        return ""


def is_furniture(line: str) -> bool:
    """Say whether a line is a button, a label, a date or an invitation: never part of an article's text."""
    words = len(line.split())
    if words > 40:
        return False
    if _BUTTONS.fullmatch(line.strip()) or _INVITATION.match(line) or date_of(line) is not None:
        return True
    return words <= 25 and not ends_like_a_sentence(line) and _LABELLED.match(line) is not None


def opens_other_articles(line: str) -> bool:
    """Say whether the line heads a list of other articles, such as "You might also like"."""
    return len(line.split()) <= 8 and _OTHER_ARTICLES.fullmatch(line.rstrip(": ")) is not None


def without_furniture(extract: Extract) -> Extract:
    """Return the extract with its own blocks alone, and with author and date read from furniture if it lacked them.

    A text without any furniture was not saved from a page: there, every line is kept.
    """
    author, published = extract.author, extract.published
    same_title = _compared(extract.title or "")
    blocks: list[Block] = []
    is_saved_page = among_other_articles = False
    for position, block in enumerate(extract.blocks):
        byline = author_of(block.text)
        if position < TOP:
            published = published or date_of(block.text)
            author = author or byline
        if opens_other_articles(block.text):
            is_saved_page = among_other_articles = True
        elif is_furniture(block.text) or byline:
            is_saved_page = True
        elif _compared(block.text) != same_title and (
            not among_other_articles or ends_like_a_sentence(block.text) or _BULLET.match(block.text)
        ):
            among_other_articles = False
            blocks.append(block)
    kept = _with_lone_headings(blocks, drop_others=is_saved_page)
    return Extract(kept, extract.title, author, published or None)


def _with_lone_headings(blocks: list[Block], *, drop_others: bool) -> list[Block]:
    """Keep the headings that head something: not menus (three or more in a row), not what stands at the end.

    Those others are dropped, or else they are short paragraphs.
    """
    kept: list[Block] = []
    headings: list[Block] = []

    def others() -> list[Block]:
        return [] if drop_others else [Block(heading.text) for heading in headings[:-1]]

    for block in blocks:
        if block.role == "heading":
            headings.append(block)
            continue
        kept += headings if len(headings) <= 2 else [*others(), headings[-1]]
        headings = []
        kept.append(block)
    return kept if drop_others else kept + [Block(heading.text) for heading in headings]


def _compared(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
