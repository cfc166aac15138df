"""Cuts an article into passages: several short neighbouring paragraphs, or windows of a long one."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from embeddings.sentences import sentence_offsets
from embeddings.values import Article, Paragraph, Passage

CountTokens = Callable[[Sequence[str]], list[int]]
"""How many tokens the encoder makes of each text."""

FILL_TOKENS = 180
"""Tokens up to which neighbours are joined: a sentence of news means little alone; see docs/decisions/002."""

SECTION_TOKENS = FILL_TOKENS // 2
"""Tokens from which a heading begins another passage: below them what stands above it would mean little alone."""

LONGEST_HEAD = 60
"""Tokens of a head row beyond which it is not repeated above rows further down, nor with it the heading of a table."""
LONGEST_HEADING = 30
"""Tokens of a heading beyond which it is not read above what stands further down."""
_MAX_PIECE = 2_000
"""Characters after which a sentence is cut, so that even a text without full stops fits into windows."""


def pack(article: Article, *, count_tokens: CountTokens, max_tokens: int) -> list[Passage]:
    """Return passages that together cover every paragraph and each hold at most `max_tokens` tokens.

    Short neighbours are joined until the next would not fit: a paragraph of news is one sentence, and "he said"
    means nothing alone. Joining from the top keeps every passage above an edit as it was, so that it need not
    be embedded again. A heading begins another passage once half of one is full, goes with what it heads, and is read
    above each passage that begins further down below it. So is a table's head row, with the heading above the table. A
    head below rows begins another passage: none has rows of two heads. A paragraph that does not fit alone is cut at
    its sentences into windows; a heading above it stays with what stands before.
    """
    passages: list[Passage] = []
    group: list[Paragraph] = []
    counts = dict(
        zip(article.paragraphs, count_tokens([paragraph.text for paragraph in article.paragraphs]), strict=True)
    )
    above = _above(article, counts, most=max_tokens // 3)

    def repeated(paragraphs: Sequence[Paragraph]) -> int:
        return sum(counts[each] for each in above.all_of(paragraphs) if each not in paragraphs)

    def tokens(paragraphs: Sequence[Paragraph]) -> int:
        return repeated(paragraphs) + sum(counts[paragraph] for paragraph in paragraphs)

    def begins_section(paragraph: Paragraph) -> bool:
        return paragraph.is_heading and group[-1].kind not in ("heading", "head") and tokens(group) >= SECTION_TOKENS

    for paragraph in article.paragraphs:
        is_full = tokens([*group, paragraph]) > min(FILL_TOKENS, max_tokens)
        if group and (is_full or begins_section(paragraph) or _begins_another_table(paragraph, group)):
            headings = _headings_at_the_end(group)
            carried = headings if tokens([*headings, paragraph]) <= max_tokens else []
            passages += _joined(article, group[: len(group) - len(carried)], above)
            group = carried
        if tokens([paragraph]) > max_tokens:
            room = max_tokens - repeated([paragraph])
            passages += _windows(article, paragraph, above, count_tokens=count_tokens, max_tokens=room)
        else:
            group.append(paragraph)
    return [*passages, *_joined(article, group, above)]


class _Above(NamedTuple):
    """What may be read above paragraphs, by their numbers: head rows of tables, with the headings above these."""

    heads: Mapping[int, Paragraph]
    headings: Mapping[int, Paragraph]

    def of(self, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph | None, Paragraph | None]:
        """Return the head row of the first table in a passage and the heading above it, or above the beginning."""
        first = next((each.number for each in paragraphs if each.number in self.heads), paragraphs[0].number)
        return self.heads.get(first), self.headings.get(first)

    def all_of(self, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
        return [each for each in self.of(paragraphs) if each is not None]


def _above(article: Article, counts: Mapping[Paragraph, int], *, most: int) -> _Above:
    """Return what is short enough, of no more than `most` tokens together; a heading that is the title says nothing."""
    longest_head, longest_heading = min(LONGEST_HEAD, most), min(LONGEST_HEADING, most)
    heads = {number: head for number, head in article.heads().items() if counts[head] <= longest_head}
    headings = {
        number: heading
        for number, heading in article.headings().items()
        if counts[heading] <= longest_heading
        and counts[heading] + (counts[heads[number]] if number in heads else 0) <= longest_head
        and heading.text.casefold() != article.title.casefold()
    }
    return _Above(heads, headings)


def _begins_another_table(paragraph: Paragraph, group: Sequence[Paragraph]) -> bool:
    return paragraph.kind == "head" and any(each.kind == "row" for each in group)


def _headings_at_the_end(group: list[Paragraph]) -> list[Paragraph]:
    return list(itertools.takewhile(lambda paragraph: paragraph.kind in ("heading", "head"), reversed(group)))[::-1]


def _joined(article: Article, group: list[Paragraph], above: _Above) -> list[Passage]:
    """Return one passage, or none of no paragraphs."""
    return [_passage(article, group[0].start, group[-1].end, group, above)] if group else []


def _passage(article: Article, start: int, end: int, paragraphs: Sequence[Paragraph], above: _Above) -> Passage:
    head, heading = above.of(paragraphs)
    return Passage(
        article_id=article.id,
        title=article.title,
        source=article.source,
        start=start,
        end=end,
        text=article.text[start:end],
        first_paragraph=paragraphs[0].number,
        last_paragraph=paragraphs[-1].number,
        head=head.text if head else "",
        heading=heading.text if heading else "",
        items=tuple((each.start, each.end, each.level) for each in paragraphs if each.begins_item),
    )


def _windows(
    article: Article, paragraph: Paragraph, above: _Above, *, count_tokens: CountTokens, max_tokens: int
) -> Iterator[Passage]:
    """Yield windows of whole sentences, each beginning with the last sentence of the one before if both fit."""
    pieces = list(_pieces(paragraph.text, count_tokens=count_tokens, max_tokens=max_tokens))
    first, tokens = 0, 0
    for position, (_, _, count) in enumerate(pieces):
        if position > first and tokens + count > max_tokens:
            yield _window(article, paragraph, above, pieces[first][0], pieces[position - 1][1])
            overlaps = pieces[position - 1][2] + count <= max_tokens and position - 1 > first
            first = position - 1 if overlaps else position
            tokens = pieces[position - 1][2] if overlaps else 0
        tokens += count
    yield _window(article, paragraph, above, pieces[first][0], pieces[-1][1])


def _window(article: Article, paragraph: Paragraph, above: _Above, start: int, end: int) -> Passage:
    return _passage(article, paragraph.start + start, paragraph.start + end, [paragraph], above)


def _pieces(text: str, *, count_tokens: CountTokens, max_tokens: int) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, tokens) of each sentence, a sentence that does not fit being halved until it does."""
    pending = [
        (begin, min(begin + _MAX_PIECE, end))
        for start, end in sentence_offsets(text)
        for begin in range(start, end, _MAX_PIECE)
    ]
    counts = count_tokens([text[start:end] for start, end in pending])
    stack = [(start, end, tokens) for (start, end), tokens in zip(pending, counts, strict=True)][::-1]
    while stack:
        start, end, tokens = stack.pop()
        if tokens <= max_tokens or end - start < 2:
            yield start, end, tokens
            continue
        space = text.rfind(" ", start + 1, (start + end) // 2)
        middle = space + 1 if space > start else (start + end) // 2
        halves = [(start, middle), (middle, end)]
        halved = count_tokens([text[begin:stop] for begin, stop in halves])
        stack += [(*half, count) for half, count in zip(halves, halved, strict=True)][::-1]
