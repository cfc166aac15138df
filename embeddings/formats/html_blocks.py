"""The blocks of a page's tree, and of the tree that trafilatura makes of it: their text, their kinds, their links."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lxml.etree import SubElement, iterwalk

from embeddings.documents import Block, Kind
from embeddings.formats.html_numbers import number_of
from embeddings.formats.html_spans import CELLS, spread_cells, tables_of
from embeddings.formats.numbering import marked
from embeddings.formats.rows import heads_of, marked_heads, row_text, table_rows, with_signs
from embeddings.plaintext import WORD, clean, clean_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OUTSIDE = frozenset(
    """
    script style noscript template nav header footer aside form button select textarea datalist svg iframe head rp rt
    """.split()  # noqa: SIM905  (easier to read)
)
BLOCKS = frozenset(
    """
    p li h1 h2 h3 h4 h5 h6 blockquote td th dd dt pre figcaption div section article main body table thead tr ul
    ol
    """.split()  # noqa: SIM905  (easier to read)
)
_BOXES = frozenset(["article", "body", "div", "main", "section", "td"])
"""What holds other blocks of a page, and is drawn apart from what is around it."""
_KINDS: dict[str, Kind] = {
    "li": "item",
    "dd": "item",
    "thead": "head",
    "tr": "row",
    "blockquote": "quote",
    "quote": "quote",
    "pre": "code",
    "code": "code",
    "figcaption": "caption",
}
"""What a page's own tags, and those of trafilatura's tree, set apart."""
_APART = BLOCKS | {"item", "cell", "row", "list", "quote", "head"}
"""What stands apart from the words around it, in a page and in trafilatura's tree."""
_IN_A_LINE = frozenset(["code", "del", "graphic", "hi", "lb", "ref"])
"""What stands within a line in trafilatura's tree, if there are words beside it."""
_FEWEST = 8
"""Words from which what stands between two blocks is a paragraph."""
_BREAK_IN_CODE = re.compile(r"\S\s*[\n\x00]\s*\S")
_BREAK = "\x00"
"""Stands for the end of a line, a character that no page may hold."""
_TWO_BREAKS = re.compile(r"\x00\s*\x00[\s\x00]*")
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_LONGEST_HEADING = 200
"""Characters of a heading beyond which it was never closed: what stands in it are the paragraphs below it."""
_UNPARTED = HEADINGS | {"pre"}
"""What stays one where two lines end."""
_DEEPEST = 20
"""Lists in lists beyond which it is not told any more how deep one lies."""
_LINKED = 0.7
"""Share of a table's characters in links from which it is a menu."""
_MOST_IN_A_CELL = 5
"""Paragraphs in a cell beyond which its row arranges a page."""


def every_block(body: Any) -> Iterator[Block]:
    """Yield every block of text in a page's body that stands outside its navigation and forms."""
    for block, _ in linked_blocks(body):
        yield block


def linked_blocks(body: Any) -> Iterator[tuple[Block, float]]:
    """Yield the blocks as `every_block` does, and what share of each one's characters stands in links."""
    pieces: list[str] = []
    linked, links = 0, 0
    depth, begins_item, number = 0, False, ""
    within: list[tuple[str, int, str]] = []
    numbers = itertools.count()

    def flush(tag: str = "") -> Iterator[tuple[Block, float]]:
        nonlocal linked, begins_item, number
        text, level = "".join(pieces), _level(within[-1][2] or tag if within else tag)
        share = linked / max(len(text), 1)
        pieces.clear()
        linked = 0
        box = next((number for name, number, _ in reversed(within) if name in _BOXES), None)
        kind: Kind = "heading" if level else _KINDS.get(tag, "item" if depth and tag not in CELLS else "paragraph")
        level = level or (min(depth, _DEEPEST) if kind == "item" and begins_item else 0)
        for block in marked(_block(text, kind, level), number):
            begins_item, number = False, ""
            yield replace(block, box=box), share

    walk = iterwalk(body, events=("start", "end", "comment", "pi"))  # tags may be nested deeper than functions may
    for event, element in walk:
        is_outside = element.tag in OUTSIDE
        if event == "start":
            if is_outside:
                walk.skip_subtree()
                continue
            if element.tag in BLOCKS:
                yield from flush()
                within.append((element.tag, next(numbers), _heading(element, within)))
            if element.tag == "li":
                depth, begins_item, number = depth + 1, True, number_of(element)
            links += element.tag == "a"
            pieces.append(element.text or "")
            linked += len(element.text or "") if links else 0
            continue
        if event == "end" and not is_outside:
            links -= element.tag == "a"
            if element.tag == "br":
                tag = within[-1][0] if within else ""
                if tag not in _UNPARTED and _last_word(pieces) == _BREAK:
                    yield from flush(tag)
                else:
                    pieces.append(_BREAK)
            if element.tag in BLOCKS:
                yield from flush(element.tag)
                within.pop()
            if element.tag == "li":
                depth, begins_item, number = depth - 1, False, ""
        if element is not body:
            pieces.append(element.tail or "")
            linked += len(element.tail or "") if links else 0
    yield from flush()


def _heading(element: Any, within: Sequence[tuple[str, int, str]]) -> str:
    """Return the tag of the heading that a block is, or lies in; "" for one that heads nothing."""
    if element.tag not in HEADINGS:
        return within[-1][2] if within else ""
    length = sum(map(len, itertools.islice(element.itertext(), _LONGEST_HEADING)))
    return element.tag if length <= _LONGEST_HEADING else ""


def _last_word(pieces: list[str]) -> str:
    """Return the last of the pieces that is not empty."""
    return next((piece for piece in reversed(pieces) if piece.strip()), "")


def extracted_blocks(element: Any, depth: int = 0) -> Iterator[Block]:
    """Yield the blocks of trafilatura's tree: paragraphs, headings, table rows, and items of lists.

    `depth` is in how many lists the element lies.
    """
    return _blocks_among(element, element.text or "", depth, is_apart=element.tag not in ("item", "quote"))


def _blocks_among(children: Iterable[Any], text: str, depth: int, *, is_apart: bool) -> Iterator[Block]:
    """Yield the blocks of what follows a text; words between blocks are paragraphs with the marked ones among them.

    In what is apart from all else, few words between two paragraphs are a button's.
    """
    pieces, is_loose = [text], bool(text.strip())
    within: list[Any] = []

    def flush() -> Iterator[Block]:
        if is_loose:
            for part in _TWO_BREAKS.split("".join(pieces)):
                yield from _block(" ".join(part.split()))
        else:
            for each in within:
                yield from _extracted_from(each, depth)

    for child in children:
        if child.tag in _IN_A_LINE and not (child.tag == "code" and _BREAK_IN_CODE.search("".join(_marked(child)))):
            within.append(child)
            pieces += _marked_child(child)
            is_loose = is_loose or bool((child.tail or "").strip())
            continue
        yield from flush()
        if child.tag == "item":
            of_list = not (child.get("rend") or "").startswith(("dt", "dd"))  # and not of terms with what they mean
            level = depth + of_list
            blocks = marked(_extracted_from(child, level), number_of(child))
            yield from _of_item(blocks, min(level, _DEEPEST) if of_list else 0)
        else:
            yield from _extracted_from(child, depth)
        tail = child.tail or ""
        is_button = is_apart and child.tag not in ("list", "table") and len(WORD.findall(tail)) < _FEWEST
        pieces, within, is_loose = ["" if is_button else tail], [], bool(tail.strip()) and not is_button
    yield from flush()


def _of_item(blocks: Iterator[Block], level: int) -> Iterator[Block]:
    """Yield the blocks of an item, whose paragraphs are of its list; the first of all knows the level."""
    for place, block in enumerate(blocks):
        yield replace(block, kind="item", level=0 if place else level) if block.kind == "paragraph" else block


def _extracted_from(child: Any, depth: int) -> Iterator[Block]:
    if child.tag == "row":  # which arranges a page
        for cell in child:
            yield from extracted_blocks(cell, depth)
    elif child.tag == "head":
        yield from _block(flat(child), "heading", _level(child.get("rend")))
    elif child.tag in ("list", "table") or child.find(".//p") is not None or child.find(".//item") is not None:
        yield from _table(child) if child.tag == "table" else extracted_blocks(child, depth)
    elif child.tag == "code":
        yield from _block("".join(_marked(child)), "code")
    else:
        for part in _parted(child):
            yield from _block(part, _KINDS.get(child.tag, "paragraph"))


def _arranges_a_page(row: Any) -> bool:
    """Say whether a row holds more blocks than a cell of a table, and no words between them."""
    cells = [cell for cell in row if flat(cell)]
    most = 1 if len(cells) == 1 else _MOST_IN_A_CELL
    is_loose = any((block.tail or "").strip() for cell in cells for block in cell)
    return not is_loose and any(len(cell) > most for cell in cells)


def _table(element: Any) -> Iterator[Block]:
    """Yield the rows of a table in trafilatura's tree, which knows the cells that the page marks as heads."""
    for is_row, run in itertools.groupby(element, key=lambda child: child.tag == "row" and not _arranges_a_page(child)):
        some = list(run)
        if is_row:
            rows = [[flat(cell) for cell in row] for row in some]
            heads = marked_heads(rows, [[cell.get("role") == "head" for cell in row] for row in some])
            for block in table_rows(rows, heads):
                yield from _block(block.text, block.kind)
        else:
            yield from _blocks_among(some, "", 0, is_apart=True)


def write_rows(body: Any) -> None:
    """Write what the rows of tables read as into a page's tree, unless a row, or a single column, arranges a page.

    Those of a table without a head that is links for the most part stay links.
    """
    spread_cells(body)
    for some in tables_of(body):
        if _is_presented(some[0]):
            continue
        rows = [(row, cells) for row in some if (cells := _cells(row)) is not None]
        texts: Sequence[Sequence[str]] = [[text for _, text in cells] for _, cells in rows]
        if max(map(len, texts), default=0) < 2:
            continue
        marks = [[cell.tag == "th" or row.getparent().tag == "thead" for cell, _ in cells] for row, cells in rows]
        heads = marked_heads(texts, marks)
        texts = with_signs(texts)
        heads = heads_of(texts) if heads is None else heads
        has_head = any(any(texts[place]) for place in heads)
        links = sum(len(flat(link)) for row, _ in rows for link in row.iter("a"))
        is_menu = not has_head and links >= _LINKED * sum(map(len, itertools.chain(*texts)))
        for place, ((row, _), text) in enumerate(zip(rows, texts, strict=True)):
            del row[:]
            within = SubElement(row, "a") if is_menu else row
            within.text = row_text(text, is_below_head=has_head)
            if place in heads:
                row.tag = "thead"  # whose text is a head, as every_block has it


def _is_presented(row: Any) -> bool:
    """Say whether a row's table says of itself that it arranges a page, as those of newsletters do."""
    table = next(row.iterancestors("table"), None)
    return table is not None and table.get("role", "").strip().lower() in ("none", "presentation")


def _cells(row: Any) -> list[tuple[Any, str]] | None:
    """Return the cells of a row and their texts; None if it holds another table or arranges a page."""
    cells = list(row.iterchildren(*CELLS))
    if len(cells) < len(row) or (row.text or "").strip() or any((cell.tail or "").strip() for cell in cells):
        return None
    if row.find(".//table") is not None or row.find(".//tr") is not None:
        return None
    blocks = [list(every_block(cell)) for cell in cells]
    most = 1 if len(cells) == 1 else _MOST_IN_A_CELL
    if max(map(len, blocks), default=0) > most or any(
        each.kind in ("code", "heading") for each in itertools.chain(*blocks)
    ):
        return None
    return [(cell, " ".join(block.shown for block in some)) for cell, some in zip(cells, blocks, strict=True)]


def _parted(element: Any) -> list[str]:
    """Return the text of an element, parted where two line breaks stand for the end of a paragraph."""
    marked = "".join(_marked(element))
    return [" ".join(part.split()) for part in _TWO_BREAKS.split(marked)]


def _marked(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _marked_child(child)


def _marked_child(child: Any) -> Iterator[str]:
    border = " " * (child.tag in _APART)
    yield border
    if child.tag == "lb":
        yield _BREAK
    elif isinstance(child.tag, str):  # and no comment
        yield from _marked(child)
    yield f"{border}{child.tail or ''}"


def flat(element: Any) -> str:
    return " ".join("".join(_marked(element)).replace(_BREAK, " ").split())


def _level(tag: str | None) -> int:
    """Return the level of a heading by its tag, 0 for what is none."""
    return int(tag[1]) if tag and re.fullmatch("h[1-6]", tag) else 0


def _block(text: str, kind: Kind = "paragraph", level: int = 0) -> Iterator[Block]:
    """Yield a text as a block on one line, code on as many as it has; nothing if it is empty."""
    lines = text.replace(_BREAK, "\n")
    if cleaned := clean_code(lines) if kind == "code" else " ".join(clean(lines).split()):
        yield Block(cleaned, kind, level)
