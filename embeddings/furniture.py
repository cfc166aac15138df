"""Tells an article's own text from the furniture of the page that it was saved from.

Share buttons, bylines, dates, adverts, doubled titles and other articles' headlines go; nothing that reads as
a sentence, a table or a list of the article does, and nothing from a text that was no page. Knows blocks of text,
and no file format.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dateutil import parser as dateparser

from embeddings.documents import Block, Document

TOP = 15
"""Bylines and publication dates are believed among this many blocks from the top."""


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
# Labels and headings that people also give to the parts of their own texts.
_MAY_HEAD_A_PART = re.compile(
    r"\w+|(?:about|contact|find|follow) us|home page|my account|site map|"
    r"(?:all|breaking|in other|latest|more|most|popular|privacy|related|recommended|terms|top|trending)\b.*",
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
_PUBLISHED = re.compile(r"\W*(?:first |last )?(?:published|updated|posted)\b", re.IGNORECASE)
_LONGEST_DATELINE = 200
"""Characters beyond which a line is not searched for a date."""
_LONGEST_FURNITURE = 40
"""Words beyond which a line is prose."""
_ITEM = re.compile(r"^(?:[-*+•‣◦–—]|\(?\d{1,3}[.)])\s| \| ")
"""What the items of a list and the rows of a table hold, and no headline does."""
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
    if match is None and not _PUBLISHED.match(line):
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
    """Say whether a line reads as a button, a label, a date or an invitation: on a page, never the article's own."""
    if len(line.split()) > _LONGEST_FURNITURE:
        return False
    if _is_button(line) or date_of(line) is not None:
        return True
    return len(line.split()) <= 25 and not ends_like_a_sentence(line) and _LABELLED.match(line) is not None


def opens_other_articles(line: str) -> bool:
    """Say whether the line heads a list of other articles, such as "You might also like"."""
    return len(line.split()) <= 8 and _OTHER_ARTICLES.fullmatch(line.rstrip(": ")) is not None


def same_words(text: str, other: str) -> bool:
    """Say whether two texts consist of the same words, whatever their case and punctuation; no words are not."""
    words = re.findall(r"\w+", text.casefold())
    return bool(words) and words == re.findall(r"\w+", other.casefold())


def without_furniture(document: Document) -> Document:
    """Return a page's own blocks alone, with author and date read from its furniture if the document lacked them.

    Of a text that is no page nothing goes but what says no more than its author or its date of publication.
    """
    return _of_page(document) if document.from_web or _was_pasted(document.blocks) else _of_text(document)


def _was_pasted(blocks: Sequence[Block]) -> bool:
    """Say whether a text was pasted from a page: two buttons or the like, one of them in nobody's own text."""
    marks = [block.text for block in blocks if _is_button(block.text) or opens_other_articles(block.text)]
    return len(marks) > 1 and any(
        not _MAY_HEAD_A_PART.fullmatch(mark.strip()) and not _INVITATION.match(mark) for mark in marks
    )


def _is_button(line: str) -> bool:
    """Say whether a line is a button or an invitation, whatever stands around it."""
    if len(line.split()) > _LONGEST_FURNITURE:
        return False
    return _BUTTONS.fullmatch(line.strip()) is not None or _INVITATION.match(line) is not None


def _of_text(document: Document) -> Document:
    """Read the lines at the very top that give author and date. A lone date may tell of anything, and stays."""
    author, published = document.author, document.published
    kept = list(document.blocks)
    signed, dated = _lone(kept, author_of), _lone(kept, _bare_date)
    for block in itertools.takewhile(lambda block: author_of(block.text) or date_of(block.text), document.blocks[:TOP]):
        line, is_known = block.text, False
        if line == signed:
            author = author or author_of(line) or ""
            is_known = author == author_of(line) and line.endswith(author)
        elif (date := date_of(line)) and (_PUBLISHED.match(line) or line == dated):
            published = published or date
            has_time = re.search(r"\d", _DATE.sub("", line))
            is_known = published == date and line != dated and not has_time
        if is_known:
            kept.remove(block)
    return replace(document, blocks=kept, author=author, published=published)


def _lone(blocks: Sequence[Block], reads: Callable[[str], str | None]) -> str | None:
    """Return the one line that reads so and stands near the top; several are a list, or the days of a diary."""
    lines = {block.text for block in blocks if reads(block.text) is not None}
    top = {block.text for block in blocks[:TOP]}
    return lines.pop() if len(lines) == 1 and lines <= top else None


def _bare_date(line: str) -> str | None:
    """Read a date as `date_of` does, from a line that does not say what happened on it."""
    return None if _PUBLISHED.match(line) else date_of(line)


def _of_page(document: Document) -> Document:
    author, published = document.author, document.published
    for block in document.blocks[:TOP]:
        published = published or date_of(block.text)
        author = author or author_of(block.text)
    signed_or_dated = {_lone(document.blocks, author_of), _lone(document.blocks, _bare_date)}

    def is_title(line: str) -> bool:
        return same_words(line, document.title or "")

    def may_go(line: str) -> bool:
        if author_of(line) or _bare_date(line) is not None:
            return line in signed_or_dated
        return is_furniture(line)

    def is_short(block: Block) -> bool:
        return is_furniture(block.text) or not _is_prose(block.text)

    kept: list[Block] = []
    among_other_articles = False
    for _, group in itertools.groupby(document.blocks, key=is_short):
        run = list(group)
        # A list or a table of the article's own may hold a line that elsewhere is a label: the many decide.
        mostly_furniture = 2 * sum(may_go(block.text) or is_title(block.text) for block in run) >= len(run)
        for block in run:
            if opens_other_articles(block.text):
                among_other_articles = True
            elif is_title(block.text) or _is_plain_button(block.text) or (mostly_furniture and may_go(block.text)):
                continue
            elif not among_other_articles or _is_prose(block.text) or _ITEM.search(block.text):
                among_other_articles = False
                kept.append(block)
    return replace(document, blocks=kept, author=author, published=published or None)


def _is_plain_button(line: str) -> bool:
    """Say whether a line is a button or an invitation and could not be a word in a list."""
    return _is_button(line) and len(line.split()) > 1


def _is_prose(line: str) -> bool:
    return ends_like_a_sentence(line) or len(line.split()) > _LONGEST_FURNITURE
