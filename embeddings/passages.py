"""Cuts an article into passages: several short neighbouring paragraphs, or windows of a long one."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

from embeddings.sentences import sentence_offsets
from embeddings.values import Article, Paragraph, Passage

CountTokens = Callable[[Sequence[str]], list[int]]
"""How many tokens the encoder makes of each text."""
Above = Mapping[int, Sequence[Paragraph]]
"""What is read above each row of a table, by the row's number: its head row, and the nearest heading above that."""

FILL_TOKENS = 180
"""Tokens up to which neighbours are joined: a sentence of news means little alone; see docs/decisions/002."""

LONGEST_HEAD = 60
"""Tokens of a head row beyond which it is not repeated above rows further down, nor with it the heading of a table."""
_MAX_PIECE = 2_000
"""Characters after which a sentence is cut, so that even a text without full stops fits into windows."""


def pack(article: Article, *, count_tokens: CountTokens, max_tokens: int) -> list[Passage]:
    """Return passages that together cover every paragraph and each hold at most `max_tokens` tokens.

    Short neighbours are joined until the next would not fit: a paragraph of news is one sentence, and "he said"
    means nothing alone. Joining from the top keeps every passage above an edit as it was, so that it need not
    be embedded again. A heading goes with what it heads, and so does a table's head row, which counts in every passage
    that begins further down in the table, as the heading above the table does in all that do not hold it. A head below
    rows begins another passage: none has rows of two heads. A paragraph that does not fit alone is cut at its sentences
    into windows; a heading above it stays with what stands before.
    """
    passages: list[Passage] = []
    group: list[Paragraph] = []
    longest_head = min(LONGEST_HEAD, max_tokens // 3)
    counts = dict(
        zip(article.paragraphs, count_tokens([paragraph.text for paragraph in article.paragraphs]), strict=True)
    )

    above_tables = article.headings()
    heads: dict[int, list[Paragraph]] = {}
    for number, head in article.heads().items():
        if counts[head] <= longest_head:
            wanted = [head, *filter(None, [above_tables.get(number)])]
            heads[number] = wanted if sum(counts[each] for each in wanted) <= longest_head else [head]

    def repeated(paragraphs: Sequence[Paragraph]) -> int:
        above = next((heads[each.number] for each in paragraphs if each.number in heads), [])
        return sum(counts[each] for each in above if each not in paragraphs)

    def tokens(paragraphs: Sequence[Paragraph]) -> int:
        return repeated(paragraphs) + sum(counts[paragraph] for paragraph in paragraphs)

    for paragraph in article.paragraphs:
        is_full = tokens([*group, paragraph]) > min(FILL_TOKENS, max_tokens)
        if group and (is_full or _begins_another_table(paragraph, group)):
            headings = _headings_at_the_end(group)
            carried = headings if tokens([*headings, paragraph]) <= max_tokens else []
            passages += _joined(article, group[: len(group) - len(carried)], heads)
            group = carried
        if tokens([paragraph]) > max_tokens:
            room = max_tokens - repeated([paragraph])
            passages += _windows(article, paragraph, heads, count_tokens=count_tokens, max_tokens=room)
        else:
            group.append(paragraph)
    return [*passages, *_joined(article, group, heads)]


def _begins_another_table(paragraph: Paragraph, group: Sequence[Paragraph]) -> bool:
    return paragraph.kind == "head" and any(each.kind == "row" for each in group)


def _headings_at_the_end(group: list[Paragraph]) -> list[Paragraph]:
    return list(itertools.takewhile(lambda paragraph: paragraph.kind in ("heading", "head"), reversed(group)))[::-1]


def _joined(article: Article, group: list[Paragraph], heads: Above) -> list[Passage]:
    """Return one passage, or none of no paragraphs."""
    return [_passage(article, group[0].start, group[-1].end, group, heads)] if group else []


def _passage(article: Article, start: int, end: int, paragraphs: Sequence[Paragraph], heads: Above) -> Passage:
    above = next((heads[paragraph.number] for paragraph in paragraphs if paragraph.number in heads), ())
    head, heading, *_ = [*(each.text for each in above), "", ""]
    return Passage(
        article_id=article.id,
        title=article.title,
        source=article.source,
        start=start,
        end=end,
        text=article.text[start:end],
        first_paragraph=paragraphs[0].number,
        last_paragraph=paragraphs[-1].number,
        head=head,
        heading=heading,
        items=tuple((each.start, each.end, each.level) for each in paragraphs if each.begins_item),
    )


def _windows(
    article: Article, paragraph: Paragraph, heads: Above, *, count_tokens: CountTokens, max_tokens: int
) -> Iterator[Passage]:
    """Yield windows of whole sentences, each beginning with the last sentence of the one before if both fit."""
    pieces = list(_pieces(paragraph.text, count_tokens=count_tokens, max_tokens=max_tokens))
    first, tokens = 0, 0
    for position, (_, _, count) in enumerate(pieces):
        if position > first and tokens + count > max_tokens:
            yield _window(article, paragraph, heads, pieces[first][0], pieces[position - 1][1])
            overlaps = pieces[position - 1][2] + count <= max_tokens and position - 1 > first
            first = position - 1 if overlaps else position
            tokens = pieces[position - 1][2] if overlaps else 0
        tokens += count
    yield _window(article, paragraph, heads, pieces[first][0], pieces[-1][1])


def _window(article: Article, paragraph: Paragraph, heads: Above, start: int, end: int) -> Passage:
    return _passage(article, paragraph.start + start, paragraph.start + end, [paragraph], heads)


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
