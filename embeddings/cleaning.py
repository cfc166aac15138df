"""Frees an article from the furniture of the page that it was saved from.

Share buttons, bylines, dates, adverts, doubled titles, other articles' headlines and comments go; nothing that reads as
a sentence, a table or a list of the article does, unless it stands alone below the many labels of a page's end or a
trained network is sure of it and of what surrounds it, and nothing from a text that was no page. Knows blocks of text,
and no file format; what a line by itself is, `furniture` tells.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from embeddings import labels
from embeddings.core import core_of, end_of, has_few_labels
from embeddings.documents import Block, Document
from embeddings.furniture import (
    ITEM,
    ROW,
    STANDFIRST,
    author_of,
    bare_date,
    date_of,
    is_dateline,
    is_furniture,
    is_paragraph,
    is_plain_button,
    is_prose,
    is_surely_furniture,
    is_under_title,
    opens_other_articles,
    same_words,
)
from embeddings.letters import without_wrapping
from embeddings.likely import headline, likely_of, sought, surrounds
from embeddings.pasted import was_pasted
from embeddings.stated import author_name

TOP = 15
"""Bylines and publication dates are believed among this many blocks from the top."""
_SOON = 6
"""Blocks within which the first comment has a name or a button."""
_MANY_REPLIES = 5
"""Replies whose heading may stand further above: a form is in between."""
_LONG = 60
"""Words in one place from which a page's prose elsewhere may be told to be no part of it."""
_LONGEST_CREDIT = 80
"""Characters at the end of a line among which the name of a picture's maker is looked for."""
_ADDRESS = re.compile(r"https?://\S+")
"""What stands alone where a page shows something of another."""
_LONGEST_PITCH = 15
"""Words of a sentence that asks for an address."""
_SMALL = 8
"""How many times as much prose has to stand below a title as above it, if what is above is to go."""


def without_furniture(document: Document) -> Document:
    """Return a page's own blocks alone, with author and date read from its furniture if the document lacked them.

    Of a text that is no page nothing goes but what says no more than its author or its date of publication, and of a
    letter nothing but what its sender's program wrote around it.
    """
    if document.is_letter:
        return without_wrapping(document)
    document = sought(document)
    marked = [block.kind == "heading" and block.level > 0 for block in document.blocks]
    lines = [block.text for block, is_marked in zip(document.blocks, marked, strict=True) if not is_marked]
    has_headings = any(marked)
    is_page = document.from_web or was_pasted(lines, has_headings=has_headings)
    is_page = is_page or (not has_headings and surrounds(document))
    if not is_page:
        return _of_text(document)
    page = _of_page(document)
    return page if document.from_web else _titled(page, headline(document))


def _titled(page: Document, title: str | None) -> Document:
    is_first = bool(title and page.blocks) and same_words(page.blocks[0].text, title or "")
    return replace(page, title=title, blocks=page.blocks[is_first:])


def _of_text(document: Document) -> Document:
    """Read the lines at the very top, or under the title, that give author and date.

    A lone date may tell of anything, and stays.
    """
    author, published = author_name(document.author or "") or None, document.published
    kept = list(document.blocks)
    signed, dated = _lone(kept, author_of), _lone(kept, bare_date)
    top = document.blocks[:TOP]
    under = top[1:] if top and _is_title(top[0].text, document.title or "") else top
    for block in itertools.takewhile(lambda block: author_of(block.text) or date_of(block.text), under):
        line, is_known = block.text, False
        if line == signed:
            author = author or author_of(line) or ""
            is_known = author == author_of(line) and line.endswith(author)
        elif (date := date_of(line)) and (labels.PUBLISHED.match(line) or line == dated):
            published = published or date
            has_time = re.search(r"\d", labels.DATE.sub("", line))
            is_known = published == date and line != dated and not has_time
        if is_known:
            kept.remove(block)
    date_from = document.date_from if document.published else "text"
    return replace(document, blocks=kept, author=author, published=published, date_from=date_from)


def _lone(blocks: Sequence[Block], reads: Callable[[str], str | None]) -> str | None:
    """Return the one line that reads so and stands near the top; several are a list, or the days of a diary."""
    lines = {block.text for block in blocks if reads(block.text) is not None}
    top = {block.text for block in blocks[:TOP]}
    return lines.pop() if len(lines) == 1 and lines <= top else None


def _of_page(document: Document) -> Document:
    author, published = author_name(document.author or "") or None, document.published
    for block in document.blocks[:TOP]:
        published = published or date_of(block.text)
        author = author or author_of(block.text)
    whole = [_without_links(block) for block in document.blocks]
    said = whole if document.is_discussion else _without_comments(whole)
    blocks = _between(said, document.title or "", author)
    times = Counter(block.text for block in document.blocks if not block.has_cells)
    kept = list(_without_other_articles(_without_labels(blocks, document.title or "", times)))
    kept = [block for block in kept if not (author and same_words(block.text, author))]
    date_from = document.date_from if document.published else "text"
    likely = likely_of(kept, whole, document)
    return replace(document, blocks=likely, other=(), author=author, published=published or None, date_from=date_from)


def _without_links(block: Block) -> Block:
    """Return a heading without the link that edits its part, and a caption without who made the picture."""
    at = max(len(block.text) - _LONGEST_CREDIT, 0)
    text = block.text[:at] + labels.CREDIT.sub("", labels.EDIT_LINK.sub("", block.text[at:]))
    return block if text == block.text else replace(block, text=text)


def _without_comments(blocks: list[Block]) -> list[Block]:
    """Return what stands above the comments: a heading of theirs, and soon below it two replies, or many anywhere.

    The article stands above it: what counts comments under its title is a button.
    """
    replies = [at for at, block in enumerate(blocks) if labels.OF_A_COMMENT.fullmatch(block.text)]
    if len(replies) < 2:
        return blocks
    heads = [at for at, block in enumerate(blocks[: replies[0]]) if labels.COMMENTS.fullmatch(block.text)]
    near = heads and (replies[0] - heads[-1] <= _SOON or len(replies) >= _MANY_REPLIES)
    follow = near and any(is_paragraph(block.text) for block in blocks[: heads[-1]])
    return blocks[: heads[-1]] if follow else blocks


def _between(blocks: list[Block], title: str, author: str | None) -> list[Block]:
    """Return the blocks without the page's top and its end, as far as furniture shows how far these reach.

    Above the first paragraph nothing unfinished stays up to the title, and then up to the last byline or button, but
    what could be a standfirst; below the last sentence nothing unfinished stays from the first button on. Of a page
    with enough prose in one place no lone sentence above its title or below its end stays either.
    """
    signed_or_dated = {_lone(blocks, author_of), _lone(blocks, bare_date)}
    lines = [block.text for block in blocks]

    def is_own(block: Block) -> bool:
        return is_prose(block.text) and not is_furniture(block.text) and not _is_title(block.text, title)

    def is_row(at: int) -> bool:
        beside = lines[max(at - 1, 0) : at] + lines[at + 1 : at + 2]
        return blocks[at].has_cells or (" | " in lines[at] and any(" | " in line for line in beside))

    def may_sign(line: str) -> bool:
        is_of_several = line not in signed_or_dated and (author_of(line) or bare_date(line) is not None)
        return is_under_title(line) and not is_of_several

    own = [at for at, block in enumerate(blocks) if is_own(block)]
    if not own:
        return blocks
    core = core_of(lines)
    is_long = _is_most(core, lines)
    first = core.start if is_long else next((at for at in own if is_paragraph(lines[at])), len(blocks))
    ends = end_of(lines, core if is_long else range(own[-1], own[-1] + 1), author)
    titled = max((at for at in range(first) if _is_title(lines[at], title)), default=-1)
    inside = [at for at in list(core)[:TOP] if is_long and _is_title(lines[at], title)]
    if inside and _SMALL * _prose_words(lines[: inside[-1]]) <= _prose_words(lines[inside[-1] :]):
        titled = inside[-1]
    opens = titled if is_long and _SMALL * _prose_words(lines[:titled]) <= _prose_words(lines[titled:]) else 0
    hardly_a_page = has_few_labels(lines, author)
    under = range(titled + 1, min(titled + 1 + TOP, next((at for at in own if at > titled), len(blocks))))
    begins = max((at for at in under if is_surely_furniture(lines[at]) or may_sign(lines[at])), default=titled)

    def stays(at: int, block: Block) -> bool:
        line = block.text
        if at >= ends:
            return is_row(at) or (at == ends and opens_other_articles(line)) or (is_own(block) and not is_long)
        if at < opens:
            return hardly_a_page and is_own(block)
        is_short = len(line.split()) < STANDFIRST and block.kind == "paragraph" and not ROW.search(line)
        if is_long and 0 <= titled < at < core.start - 1 and is_short and not is_own(block):
            return False
        if begins < at or is_own(block) or block.has_cells:
            return True
        is_standfirst = len(line.split()) >= STANDFIRST and not may_sign(line) and not is_surely_furniture(line)
        is_listed = block.kind == "item" or ROW.search(line) is not None
        return at > titled and (is_standfirst or is_listed or opens_other_articles(line))

    return [block for at, block in enumerate(blocks) if stays(at, block)]


def _is_most(core: range, lines: Sequence[str]) -> bool:
    """Say whether a core is long, and holds at least half of the words of the page's longer lines."""
    words = _prose_words(lines[core.start : core.stop])
    return words >= _LONG and 2.5 * words >= sum(len(line.split()) for line in lines if len(line.split()) > STANDFIRST)


def _prose_words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines if is_paragraph(line))


def _without_labels(blocks: list[Block], title: str, times: Counter[str]) -> Iterator[Block]:
    """Yield the blocks that are no button, label, date or title, the headings of other articles among them.

    `times` says how often a line stood on the whole page.
    """
    signed_or_dated = {_lone(blocks, author_of), _lone(blocks, bare_date)}
    pitches = set(_pitches(blocks))
    sentences = 0
    headings = Counter(block.text for block in blocks if block.kind == "heading")
    recurring = _recurring(blocks)

    def may_go(block: Block) -> bool:
        line = block.text
        if author_of(line) or bare_date(line) is not None:
            return line in signed_or_dated and sentences < 3
        counted = headings if block.kind == "heading" else times  # a list of contents may name headings
        is_repeated = counted[line] > 1 and not (block.kind == "item" and recurring[line] == times[line])
        return is_furniture(line) or is_repeated or is_dateline(line)

    def is_short(block: Block) -> bool:
        return is_furniture(block.text) or not is_prose(block.text)

    for short, group in itertools.groupby(blocks, key=is_short):
        run = list(group)
        sentences += 0 if short else len(run)
        # A list or a table of the article's own may hold a line that elsewhere is a label: the many decide.
        mostly_furniture = 2 * sum(may_go(block) or _is_title(block.text, title) for block in run) >= len(run)
        has_table = any(block.kind == "head" for block in run)
        for at, block in enumerate(run):
            is_shown_there = _ADDRESS.fullmatch(block.text) is not None and block.kind not in ("code", "item")
            is_told = is_shown_there and at > 0 and run[at - 1].text.endswith(":")
            heads_invitation = len(block.text.split()) < STANDFIRST and any(
                labels.INVITATION.match(other.text) for other in run[at + 1 : at + 2]
            )
            if opens_other_articles(block.text) or not (
                _is_title(block.text, title)
                or is_plain_button(block.text)
                or (is_shown_there and not is_told)
                or (short and heads_invitation)
                or block in pitches
                or (short and mostly_furniture and may_go(block) and not (has_table and block.has_cells))
            ):
                yield block


def _recurring(blocks: Sequence[Block]) -> Counter[str]:
    """Return how often each item stands, but for those that stand twice below one heading: it is said of several."""
    below: list[Counter[str]] = [Counter()]
    for block in blocks:
        if block.kind == "heading":
            below.append(Counter())
        elif block.kind == "item":
            below[-1][block.text] += 1
    twice = {text for times in below for text, count in times.items() if count > 1}
    return Counter(text for times in below for text in times if text not in twice)


def _pitches(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield what stands above fields to fill in: a heading, and below it perhaps one short sentence."""
    for at, block in enumerate(blocks):
        if labels.FORM.fullmatch(block.text):
            above = list(blocks[max(at - 2, 0) : at])
            is_sold = len(above) == 2 and is_prose(above[1].text) and len(above[1].text.split()) <= _LONGEST_PITCH
            heading = above[0] if is_sold else above[-1] if above else block
            if not is_prose(heading.text) and len(heading.text.split()) <= STANDFIRST:
                yield from above if is_sold else [heading]


def _without_other_articles(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield the blocks but for the headlines, and items of unfinished words, below what opens other articles."""
    among_others = False
    for block, following in itertools.pairwise([*blocks, Block("")]):
        line = block.text
        if opens_other_articles(line):
            among_others = True
            continue
        asks = block.kind == "item" and line.endswith(("?", "!"))  # as a headline may
        goes_on = (is_prose(line) and not asks) or ROW.search(line) is not None
        heads = len(line.split()) < STANDFIRST - 1 and is_paragraph(following.text) and not ITEM.match(line)
        among_others = among_others and not goes_on and not heads
        if not among_others:
            yield block


def _is_title(line: str, title: str) -> bool:
    return len(line) <= 2 * len(title) + 20 and same_words(re.sub(r"^re:\s*", "", line, flags=re.IGNORECASE), title)
