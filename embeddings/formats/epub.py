"""Loads an EPUB book: each chapter is a document, "Book: Chapter". Cover, imprint and table of contents stay out.

This finds the chapters and what they are called; `embeddings.formats.epub_pages` reads the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urldefrag

from embeddings.documents import Block, Document, LeftOut
from embeddings.errors import UnreadableArticleError
from embeddings.formats.epub_pages import body_of, first_of, parted, types_of
from embeddings.formats.package import Package, attribute, beside
from embeddings.furniture import date_of, same_words
from embeddings.plaintext import one_line

_PAGES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Disguises of embedded fonts, which protect no text."""
_FRONT_MATTER = frozenset(
    [
        *("cover", "titlepage", "title-page", "halftitlepage", "copyright", "copyright-page"),
        *("toc", "contents", "table-of-contents", "landmarks"),
    ]
)
_IMPRINTS = frozenset(["imprint", "colophon"])
"""What else tells of a book and is none of it, where that is marked so; a chapter may be called so too."""
_MOST_FRONT_MATTER = 1_000
"""Words beyond which nothing is taken for front matter, whatever it calls itself."""
_FEWEST = 15
"""Words below which it is the title of a part, or a dedication, and goes with the next chapter."""
_LONGEST_NAME = 100


@dataclass(slots=True)
class _Chapter:
    name: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Part:
    """What is on a page, as far as it is one chapter, or a part of one."""

    name: str
    blocks: list[Block]
    is_front: bool
    goes_on: bool
    """With the chapter before it, since no entry leads to it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the table of contents."""

    path: str
    anchor: str
    name: str
    depth: int


def load_epub(content: bytes) -> Iterator[Document | LeftOut]:
    package = Package.open(content)
    _refuse_protected(package)
    container = package.xml("META-INF/container.xml")
    name = attribute(None if container is None else container.find(".//rootfile"), "full-path")
    book = package.xml(name)
    if book is None:
        raise UnreadableArticleError("is not an EPUB book: get it again, or convert it anew")
    title = one_line(book.findtext("metadata//title") or "")
    author = ", ".join(_authors(book)) or None
    published, language = _published(book), one_line(book.findtext("metadata//language") or "")
    chapters = list(_chapters(package, book, name))
    for number, chapter in enumerate(chapters, 1):
        part = chapter.name or f"Section {number}"
        blocks = chapter.blocks
        if len(blocks) > 1 and blocks[0].kind == "heading" and same_words(blocks[0].text, part):
            blocks = blocks[1:]
        if len(chapters) == 1:
            yield Document(blocks, title or chapter.name, author, published, language=language)
        else:
            full = part if not title or same_words(part, title) else f"{title}: {part}"
            yield Document(blocks, full, author, published, part=part.replace("/", "-"), language=language)
    for path in _spine(book, name):
        if not package.holds(path):
            yield LeftOut(path, "is named in this book and missing in its file: get the book anew")


def _refuse_protected(package: Package) -> None:
    encryption = package.xml("META-INF/encryption.xml")
    methods = () if encryption is None else encryption.iter("EncryptionMethod")
    if any(attribute(method, "Algorithm") not in _FONTS for method in methods):
        raise UnreadableArticleError("is protected against copying (DRM): get a copy without that")


def _authors(book: Any) -> Iterator[str]:
    """Yield the authors alone, where a role says who they are: beside a name in EPUB 2, and by its id in EPUB 3."""
    metas = [each for each in book.iterfind("metadata//meta") if attribute(each, "property") == "role"]
    for creator in book.iterfind("metadata//creator"):
        known_as = f"#{attribute(creator, 'id')}"
        roles = {one_line(each.text or "") for each in metas if attribute(each, "refines") == known_as}
        roles |= {attribute(creator, "role")} - {""}
        if creator.text and (not roles or "aut" in roles):
            yield one_line(creator.text)


def _published(book: Any) -> str | None:
    """Return the date of publication; None if it is missing, only a year, or the day of Project Gutenberg's release."""
    named = (
        each.text or "" for tag in ("identifier", "publisher", "source") for each in book.iterfind(f"metadata//{tag}")
    )
    if any("gutenberg" in name.lower() for name in named):
        return None
    events = {attribute(each, "event"): one_line(each.text or "") for each in book.iterfind("metadata//date")}
    match = re.match(r"[12]\d{3}-\d\d-\d\d", events.get("publication") or events.get("") or "")
    return (date_of(match[0]) or None) if match else None


def _chapters(package: Package, book: Any, book_name: str) -> Iterator[_Chapter]:
    """Yield the chapters in their order: what only goes on with one, or only announces one, is joined to it.

    A book all of which says that it is front matter is read nonetheless.
    """
    parts = list(_parts(package, book, book_name))
    chapter, announced = None, list[Block]()
    for part in [each for each in parts if not each.is_front] or parts:
        if chapter is not None and part.goes_on:
            chapter.blocks += [*announced, *part.blocks]
            announced = []
        elif _words(part.blocks) < _FEWEST:
            announced += part.blocks
        else:
            if chapter is not None:
                yield chapter
            chapter, announced = _Chapter(part.name, [*announced, *part.blocks]), []
    if chapter is not None or announced:
        chapter = chapter or _Chapter("")
        chapter.blocks += announced
        yield chapter


def _parts(package: Package, book: Any, book_name: str) -> Iterator[_Part]:
    """Yield what is on the pages, each parted where the table of contents points into it."""
    entries = _entries(package, book, book_name)
    front: dict[str, set[str]] = {}
    for path, anchor in _front_matter(package, book, book_name):
        front.setdefault(path, set()).add(anchor)
    for path in _spine(book, book_name):
        body = body_of(package.read(path) or b"")
        if body is None:
            continue
        names, listed = entries.get(path, {}), front.get(path, set())
        is_listed = "" in listed or bool(types_of(body) & (_FRONT_MATTER | _IMPRINTS))
        opens = len(names) > 1 and bool(listed) and ("" in listed or first_of(body, listed | names.keys()) not in names)
        parts = [(anchor, blocks) for anchor, blocks in parted(body, [each for each in names if each]) if blocks]
        is_listed = is_listed and sum(_words(blocks) for _, blocks in parts) < _MOST_FRONT_MATTER
        for anchor, blocks in parts:
            heading = next((block.text for block in blocks[:2] if block.kind == "heading"), "")
            name = names.get(anchor) or one_line(heading)[:_LONGEST_NAME]
            is_front = (
                name.lower().replace(" ", "-") in _FRONT_MATTER
                or (opens and not anchor and anchor not in names)  # it stands before the first chapter on its page
                or (anchor != "" and anchor in listed)
            )
            is_front = is_front and _words(blocks) < _MOST_FRONT_MATTER
            is_chapter = len(parts) > 1 and anchor in names
            goes_on = anchor not in names and (bool(names) or not heading) and bool(entries)
            yield _Part(name, blocks, is_front=is_front or (is_listed and not is_chapter), goes_on=goes_on)


def _words(blocks: list[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _front_matter(package: Package, book: Any, book_name: str) -> Iterator[tuple[str, str]]:
    """Yield the pages, with the anchors in them, that the book itself lists as front matter: in EPUB 2, in EPUB 3."""
    for each in book.iterfind("guide/reference"):
        if attribute(each, "type") in _FRONT_MATTER | _IMPRINTS:
            yield _target(book_name, each)
    for path, nav in _navigations(package, book, book_name):
        for link in nav.iter("a") if attribute(nav, "type") == "landmarks" else ():
            if set(attribute(link, "type").split()) & (_FRONT_MATTER | _IMPRINTS):
                yield _target(path, link)


def _navigations(package: Package, book: Any, book_name: str) -> Iterator[tuple[str, Any]]:
    """Yield the lists of EPUB 3 that lead into the book, and the page on which they are."""
    items = book.iterfind("manifest/item")
    pages = [_target(book_name, item)[0] for item in items if "nav" in attribute(item, "properties").split()]
    for path in pages[:1]:
        body = body_of(package.read(path) or b"")
        yield from () if body is None else ((path, nav) for nav in body.iter("nav"))


def _spine(book: Any, book_name: str) -> Iterator[str]:
    """Yield the names of the pages in the order in which they are read, each once, the table of contents left out."""
    items = {
        attribute(item, "id"): _target(book_name, item)[0]
        for item in book.iterfind("manifest/item")
        if attribute(item, "media-type") in _PAGES and "nav" not in attribute(item, "properties").split()
    }
    references = (attribute(each, "idref") for each in book.iterfind("spine/itemref"))
    yield from dict.fromkeys(items[each] for each in references if each in items)


def _target(name: str, element: Any) -> tuple[str, str]:
    """Return the name of the file that an element of another file refers to, and the anchor in it."""
    reference = urldefrag(attribute(element, "href") or attribute(element, "src"))
    return beside(name, unquote(reference.url)), unquote(reference.fragment)


def _entries(package: Package, book: Any, book_name: str) -> dict[str, dict[str, str]]:
    """Return what the table of contents calls each page, or those of its parts that are no parts of others."""
    found: dict[str, list[_Entry]] = {}
    for entry in _table_of_contents(package, book, book_name):
        if re.search(r"\w", entry.name):
            found.setdefault(entry.path, []).append(entry)
    names: dict[str, dict[str, str]] = {}
    for path, entries in found.items():
        highest = min(entry.depth for entry in entries)
        names[path] = {each.anchor: each.name for each in reversed(entries) if each.depth == highest}
    return names


def _table_of_contents(package: Package, book: Any, book_name: str) -> Iterator[_Entry]:
    """Yield the entries of the first table that has any: the one of EPUB 3, or the one of EPUB 2."""
    items = list(book.iterfind("manifest/item"))
    older = [
        _target(book_name, item)[0] for item in items if attribute(item, "media-type") == "application/x-dtbncx+xml"
    ]
    any_entry = False
    for path, nav in _navigations(package, book, book_name):
        for link in nav.iter("a") if attribute(nav, "type") == "toc" else ():
            any_entry = True
            yield _entry(path, link, "".join(link.itertext()), sum(1 for _ in link.iterancestors("ol")))
    for path in [] if any_entry else older[:1]:
        contents = package.xml(path)
        for point in () if contents is None else contents.iter("navPoint"):
            label = point.findtext("navLabel/text") or ""
            yield _entry(path, point.find("content"), label, sum(1 for _ in point.iterancestors("navPoint")))


def _entry(path: str, element: Any, label: str, depth: int) -> _Entry:
    target, anchor = _target(path, element)
    return _Entry(target, anchor, one_line(label)[:_LONGEST_NAME], depth)
