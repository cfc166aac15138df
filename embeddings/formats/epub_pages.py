"""Reads a page of a book into blocks, parted where its table of contents points into it. Knows no package."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from embeddings.documents import Block
from embeddings.formats.html_blocks import every_block
from embeddings.formats.html_formulas import write_formulas
from embeddings.formats.html_numbers import number_items
from embeddings.formats.html_spans import spread_cells
from embeddings.formats.html_superscripts import write_superscripts
from embeddings.formats.html_tree import is_undrawn
from embeddings.formats.package import attribute, xml_tree
from embeddings.formats.rows import marked_heads, table_rows
from embeddings.plaintext import decode

_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt);)([A-Za-z]\w{1,9};)")
_MARK = "\ue000"
"""A character of nobody's, before the number of an anchor."""
_INSIDE = {"header": "div", "footer": "div", "aside": "div"}
"""What a web site repeats on every page; in a book it holds a chapter's heading, its notes."""
_UNREAD = frozenset(["pagebreak", "noteref"])
"""Numbers in the midst of a sentence."""
_NOTES = frozenset(f"{name}{many}" for name in ("footnote", "endnote", "rearnote") for many in ("", "s"))


def body_of(content: bytes) -> Any:
    """Return the body of a page in XHTML, or in what was meant to be; None if it has none."""
    from lxml import etree
    from lxml import html as lenient

    if not content.strip():
        return None
    try:
        root = xml_tree(_ENTITY.sub(_character, content))
    except etree.XMLSyntaxError:
        try:
            root = lenient.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(content)))
        except (etree.LxmlError, ValueError):  # nothing is left of it
            return None
    return root.find("body")


def _character(entity: re.Match[bytes]) -> bytes:
    """Return the character that HTML, though not XML, knows by a name."""
    return html.unescape(entity[0].decode("ascii")).encode("ascii", "xmlcharrefreplace")


def types_of(body: Any) -> set[str]:
    """Return what a page says that it is: the types of its body, and of the element that holds all of it."""
    outermost = list(body) if len(body) == 1 else []
    return {word for each in [body, *outermost] for word in attribute(each, "type").split()}


def first_of(body: Any, anchors: Iterable[str]) -> str:
    """Return the anchor that stands first on a page; "" if none of them does."""
    wanted = set(anchors) - {""}
    return next((found for element in body.iter("*") if (found := _anchor(element)) in wanted), "")


def parted(body: Any, anchors: Sequence[str]) -> Iterator[tuple[str, list[Block]]]:
    """Yield the page's blocks: first those above every anchor, with "", then each anchor with those below it.

    The body is changed on the way, and can be read only once.
    """
    _prepare(body)
    _mark(body, anchors)
    anchor, blocks = "", list[Block]()
    for block in every_block(body):
        number = block.text.removeprefix(_MARK)
        if number == block.text:
            blocks.append(block)
        elif number.isdecimal() and int(number) < len(anchors):
            yield anchor, blocks
            anchor, blocks = anchors[int(number)], []
    yield anchor, blocks


def _prepare(body: Any) -> None:
    """Make the body one that is read as a page is: rows of tables as lines, numbers of pages and notes gone."""
    from lxml import etree

    _empty_hidden(body)
    for element in body.iter("*"):
        if element.tag in _INSIDE:  # lxml takes no name back that is damaged, though it read it
            element.tag = _INSIDE[element.tag]
        if _UNREAD & set(attribute(element, "type").split()):
            element.tag = "rp"
    etree.strip_elements(body, "rp", "rt", with_tail=False)
    number_items(body)
    write_formulas(body)
    write_superscripts(body)
    spread_cells(body)
    for _, run in itertools.groupby(list(body.iter("tr")), key=lambda row: next(row.iterancestors("table"), None)):
        _write_rows([row for row in run if row.find(".//table") is None and row.find("*/p[2]") is None])


def _empty_hidden(body: Any) -> None:
    """Empty what a page hides, unless it is a note, which a reader shows; most of a page a script shows.

    The elements stay, without what they are: the table of contents may point at them.
    """
    hidden: set[Any] = set()
    outermost: set[Any] = set()
    for element in body.iterdescendants("*"):
        if _NOTES & {*attribute(element, "type").split(), attribute(element, "role").removeprefix("doc-")}:
            continue
        if element.getparent() in hidden:
            hidden.add(element)
        elif is_undrawn(element):
            hidden.add(element)
            outermost.add(element)
    unseen = sum(len(element.text or "") + sum(len(child.tail or "") for child in element) for element in hidden)
    if 2 * unseen <= sum(map(len, body.itertext())):
        for element in hidden:
            element.text = None
            for child in element:
                child.tail = None
            element.tag = element.tag if element in outermost else "span"


def _write_rows(elements: Sequence[Any]) -> None:
    """Write each row of a table as a line, its head as one that is told from the others."""
    cells = {row: [" ".join("".join(cell.itertext()).split()) for cell in row] for row in elements}
    filled = [row for row in elements if len(cells[row]) > 1 and any(cells[row])]
    rows = [cells[row] for row in filled]
    marks = [[cell.tag == "th" or row.getparent().tag == "thead" for cell in row] for row in filled]
    for row, block in zip(filled, table_rows(rows, marked_heads(rows, marks)), strict=True):
        del row[:]
        row.text = block.text
        row.tag = "thead" if block.kind == "head" else "tr"


def _mark(body: Any, anchors: Sequence[str]) -> None:
    """Put a block of its own where each anchor is, with its number."""
    from lxml import etree

    numbers = {anchor: number for number, anchor in enumerate(anchors)}
    for element in list(body.iter("*")):
        number = numbers.pop(_anchor(element), None)
        if number is not None:
            mark = etree.SubElement(element, "p")
            mark.text, mark.tail, element.text = f"{_MARK}{number}", element.text, None
            element.insert(0, mark)


def _anchor(element: Any) -> str:
    return element.get("id") or element.get("name") or ""
