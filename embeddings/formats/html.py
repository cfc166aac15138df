"""Loads a web page saved as HTML: trafilatura finds the article among the navigation, this cuts it into blocks."""

from __future__ import annotations

import contextlib
import copy
import itertools
import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import trafilatura  # with lxml half a second: only what loads a web page imports this module
from lxml import etree, html
from lxml.etree import LxmlError, iterwalk
from trafilatura.settings import use_config

from embeddings.documents import Block, DateOrigin, Document, Kind
from embeddings.formats.dates import iso_date
from embeddings.formats.rows import marked_heads, table_rows
from embeddings.furniture import date_of, is_prose, words_of
from embeddings.plaintext import clean, decode
from embeddings.stated import day_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_OUTSIDE = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "header",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "svg",
        "iframe",
        "head",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "td",
        "th",
        "dd",
        "dt",
        "pre",
        "figcaption",
        "div",
        "section",
        "article",
        "main",
        "body",
        "table",
        "thead",
        "tr",
        "ul",
        "ol",
    ]
)
_KINDS: dict[str, Kind] = {
    "li": "item",
    "item": "item",
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
_LONGEST_STAMP = 60
"""Characters of a date that a page states."""
_HIDDEN = re.compile(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_APART = _BLOCKS | {"item", "cell", "row", "list", "quote", "head"}
"""What stands apart from the words around it, in a page and in trafilatura's tree."""
_MOST_IN_A_CELL = 5
"""Paragraphs in a cell beyond which its row arranges a page."""
_LINKED = 0.7
"""Share of a block's characters in links from which, unless it is prose, it leads elsewhere."""
_LONG = 100
"""Words without which a page may consist of its links."""
_ENOUGH = 0.5
"""Share of the words in the page's own paragraphs below which trafilatura is thought to have missed the article."""


def load_html(content: bytes) -> Iterator[Document]:
    markup = _decoded(content)
    try:
        page = _shown(_parsed(markup))
    except (LxmlError, ValueError):
        return
    try:
        document = _extracted(copy.deepcopy(page))
        document = replace(document, language=_language(page), date_from=_date_from(page, document))
    except RecursionError:  # its tags are nested deeper than trafilatura goes
        document = Document(from_web=True)
    linked = list(_linked_blocks(page if page.body is None else page.body))
    everything = [block for block, _ in linked]
    own = [block for block, share in linked if share < _LINKED or is_prose(block.text)]
    found, words = _words(document.blocks), _words(own)
    if found < _ENOUGH * words:
        blocks = own if 2 * words >= _words(everything) or words >= _LONG else everything
        title = document.title or clean(page.findtext(".//title") or "")
        yield replace(document, blocks=blocks, title=title)
    elif found:
        yield replace(document, blocks=list(_with_headings(document.blocks, everything)))
    else:
        yield replace(document, blocks=everything)


def _words(blocks: Iterable[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks if block.kind != "heading")


def _shown(page: Any) -> Any:
    """Return a page without what its author hides from visitors; if that is most of it, a script shows it."""
    hidden = [element for element in page.iterdescendants(etree.Element) if _is_hidden(element)]
    if not hidden:
        return page
    whole = copy.deepcopy(page)
    for element in hidden:
        element.drop_tree()
    return page if 2 * _words(every_block(page)) > _words(every_block(whole)) else whole


def _is_hidden(element: Any) -> bool:
    """Say whether an element is hidden: not a whole page, which a script shows, nor what is only to be found first.

    Words within a line that are hidden from those who listen stand there for those who read.
    """
    if element.tag == "body":
        return False
    if element.get("hidden", "until-found").strip().lower() != "until-found":
        return True
    is_silent = element.tag in _BLOCKS and element.get("aria-hidden", "").strip().lower() == "true"
    return is_silent or _HIDDEN.search(element.get("style", "")) is not None


def _parsed(markup: str) -> Any:
    """Return the tree of a page, whose tags may be nested 2,048 deep: without being told so, lxml stops at 256."""
    return html.document_fromstring(_XML_DECLARATION.sub("", markup), parser=html.HTMLParser(huge_tree=True))


def _language(page: Any) -> str:
    """Return the language that a page states; "" if it states none."""
    stated = page.xpath("string(/html/@lang | /html/@*[name() = 'xml:lang'])")
    return str(stated or page.xpath("string(//meta[translate(@http-equiv, 'CL', 'cl') = 'content-language']/@content)"))


def _date_from(page: Any, document: Document) -> DateOrigin:
    """Return whether a page's metadata give its date, or its words or its address."""
    date = document.published or ""
    stamps = page.xpath("//meta/@content | //time/@datetime | //script[@type = 'application/ld+json']/text()")
    if any(date in stamp or (len(stamp) < _LONGEST_STAMP and iso_date(stamp) == date) for stamp in stamps):
        return "source"
    return "address" if day_in(document.url or "") == date else "text"


def html_blocks(markup: str) -> list[Block]:
    """Return every block of a piece of HTML that stands in something else, such as a letter: no page surrounds it."""
    try:
        page = _shown(_parsed(markup))
        return list(every_block(page if page.body is None else page.body))
    except (LxmlError, ValueError):
        return []


def _with_headings(blocks: Sequence[Block], everything: list[Block]) -> Iterator[Block]:
    """Yield the article's blocks, and between them the headings above one that trafilatura had left out."""
    kept = {block.text for block in blocks}
    above: dict[str, list[Block]] = {}
    headings: list[Block] = []
    for block in everything:
        if block.kind == "heading":
            headings.append(block)
        else:
            above.setdefault(block.text, headings)
            headings = []
    for position, block in enumerate(blocks):
        if position:  # what stands above the first is the page's
            yield from (heading for heading in above.get(block.text, []) if heading.text not in kept)
        yield block


def _decoded(content: bytes) -> str:
    declared = _CHARSET.search(content[:4096])
    return decode(content, declared[1].decode("ascii") if declared else None)


def _extracted(page: Any) -> Document:
    for name in ("trafilatura", "htmldate", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what is left out is ours to report
    for line_break in page.iter("br"):  # of two without a space between them trafilatura takes one
        line_break.tail = line_break.tail or " "
    for block in page.iter(*_BLOCKS):  # and of those that stand in others it leaves the words alone
        with contextlib.suppress(ValueError):  # characters that no XML may have
            block.text = block.text and f" {block.text}"
            block.tail = f" {block.tail or ''}"
    for styled in page.iterfind(".//*[@style]"):  # it takes whatever overflows for hidden; what is hidden has gone
        del styled.attrib["style"]
    for cell in page.iterfind(".//thead//td"):  # trafilatura knows heads by their cells alone
        cell.tag = "th"
    config = copy.deepcopy(use_config())
    config["DEFAULT"].update(min_extracted_size="0", min_output_size="0")  # short articles are articles
    found = trafilatura.bare_extraction(
        page,
        favor_recall=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
        config=config,
    )
    if found is None or isinstance(found, dict):
        return Document(from_web=True)
    blocks = list(_blocks(found.body))
    title = _headline(page) or clean(found.title or "")
    if date_of(title) is not None:  # the first heading of a diary
        title = ""
    return Document(blocks, title, found.author, found.date, from_web=True, url=found.url)


def _headline(page: Any) -> str:
    """Return the heading that the page's title begins with, as most do before the name of their site; "" for none."""
    title = clean(page.findtext(".//title") or "")
    headings = [clean(_flat(heading)) for heading in page.iter("h1", "h2")]
    begins = [each for each in headings if each and words_of(title)[: len(words_of(each))] == words_of(each)]
    return max(begins, key=len, default="")


def _blocks(element: Any) -> Iterator[Block]:
    """Yield the blocks of trafilatura's tree: paragraphs, headings, list items and table rows."""
    for child in element:
        if child.tag == "row":  # which arranges a page
            for cell in child:
                yield from _block(" ".join((cell.text or "").split()))
                yield from _blocks(cell)
        elif child.tag == "head":
            yield from _block(_flat(child), "heading", _level(child.get("rend")))
        elif child.tag in ("list", "table") or child.find(".//p") is not None or child.find(".//item") is not None:
            yield from _block(" ".join((child.text or "").split()))
            yield from _table(child) if child.tag == "table" else _blocks(child)
            yield from _block(" ".join((child.tail or "").split()))
        else:
            for part in _parted(child):
                yield from _block(part, _KINDS.get(child.tag, "paragraph"))


def _arranges_a_page(row: Any) -> bool:
    """Say whether a row holds more blocks than a cell of a table, and no words between them."""
    cells = [cell for cell in row if _flat(cell)]
    most = 1 if len(cells) == 1 else _MOST_IN_A_CELL
    is_loose = any((block.tail or "").strip() for cell in cells for block in cell)
    return not is_loose and any(len(cell) > most for cell in cells)


def _table(element: Any) -> Iterator[Block]:
    """Yield the rows of a table in trafilatura's tree, which knows the cells that the page marks as heads."""
    for is_row, run in itertools.groupby(element, key=lambda child: child.tag == "row" and not _arranges_a_page(child)):
        some = list(run)
        if is_row:
            rows = [[_flat(cell) for cell in row] for row in some]
            heads = marked_heads(rows, [[cell.get("role") == "head" for cell in row] for row in some])
            for block in table_rows(rows, heads):
                yield from _block(block.text, block.kind)
        else:
            yield from _blocks(some)


def _parted(element: Any) -> list[str]:
    """Return the text of an element, parted where two line breaks stand for the end of a paragraph."""
    marked = "".join(_marked(element))
    return [" ".join(part.split()) for part in re.split(r"\x00\s*\x00[\s\x00]*", marked)]


def _marked(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        border = " " * (child.tag in _APART)
        yield border
        if child.tag == "lb":
            yield "\x00"
        elif isinstance(child.tag, str):  # and no comment
            yield from _marked(child)
        yield f"{border}{child.tail or ''}"


def _flat(element: Any) -> str:
    return " ".join("".join(_marked(element)).replace("\x00", " ").split())


def _level(tag: str | None) -> int:
    """Return the level of a heading by its tag, 0 for what is none."""
    return int(tag[1]) if tag and re.fullmatch("h[1-6]", tag) else 0


def _block(text: str, kind: Kind = "paragraph", level: int = 0) -> Iterator[Block]:
    cleaned = " ".join(clean(text.replace("\x00", " ")).split())
    if cleaned:
        yield Block(cleaned, kind, level)


def every_block(body: Any) -> Iterator[Block]:
    """Yield every block of text in a page's body that stands outside its navigation and forms."""
    for block, _ in _linked_blocks(body):
        yield block


def _linked_blocks(body: Any) -> Iterator[tuple[Block, float]]:
    """Yield the blocks as `every_block` does, and what share of each one's characters stands in links."""
    pieces: list[str] = []
    linked, links = 0, 0

    def flush(tag: str = "") -> Iterator[tuple[Block, float]]:
        nonlocal linked
        text, level = "".join(pieces), _level(tag)
        share = linked / max(len(text), 1)
        pieces.clear()
        linked = 0
        kind: Kind = "heading" if level else _KINDS.get(tag, "paragraph")
        yield from ((block, share) for block in _block(text, kind, level))

    walk = iterwalk(body, events=("start", "end", "comment", "pi"))  # tags may be nested deeper than functions may
    for event, element in walk:
        is_outside = element.tag in _OUTSIDE
        if event == "start":
            if is_outside:
                walk.skip_subtree()
                continue
            if element.tag in _BLOCKS:
                yield from flush()
            links += element.tag == "a"
            pieces.append(element.text or "")
            linked += len(element.text or "") if links else 0
            continue
        if event == "end" and not is_outside:
            links -= element.tag == "a"
            if element.tag == "br":
                pieces.append(" ")
            if element.tag in _BLOCKS:
                yield from flush(element.tag)
        if element is not body:
            pieces.append(element.tail or "")
            linked += len(element.tail or "") if links else 0
    yield from flush()
