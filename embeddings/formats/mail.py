"""Loads letters: a single one (.eml), or a mailbox of them (.mbox), and what is attached to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from functools import partial
from itertools import groupby
from typing import cast

from embeddings.documents import CELLS, Block, Document, LeftOut
from embeddings.errors import UnreadableArticleError
from embeddings.formats import format_of, format_of_media_type
from embeddings.formats.dates import iso_date
from embeddings.formats.html_tree import blocks_with_rows
from embeddings.formats.nesting import Unpacking, inner_path, suffix_of, whole
from embeddings.formats.text import text_blocks
from embeddings.furniture import is_prose
from embeddings.plaintext import WORD, clean, decode, one_line

_FROM_LINE = re.compile(
    rb"(?:\A|\r?\n\r?\n)From [^\n]{0,400}\n(?=[A-Za-z][\w-]*:)"
    rb"|(?<=\n)From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d(?::\d\d)?[^\n]{0,20}"
    rb" \d{4}[^\n]{0,9}\n"
    rb"(?=(?:Date|Delivered-To|From|MIME-Version|Message-I[Dd]|Received|Return-Path|Status|Subject|To|X-[\w-]+): )"
)
"""What stands before each letter in a mailbox: a line that names its sender, behind a blank one or with the whole time;
a header follows."""
_QUOTED_FROM_LINE = re.compile(rb"^>(>*From )", re.MULTILINE)
_BEFORE_HEADER = b"\xef\xbb\xbf \t\r\n"
"""What editors put before a header: a byte-order mark, blank lines."""
_OF_A_LETTER = frozenset(["date", "from", "message-id", "mime-version", "received", "return-path", "subject", "to"])
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_QUOTE = re.compile(r"[ \t]*>[> ]*")
_NO_PROSE = (
    *("calendar", "css", "csv", "directory", "ecmascript", "javascript", "json", "rfc822-headers", "rtf", "vcard"),
    *("tab-separated-values", "vtt", "watch-html", "x-amp-html", "x-diff", "x-patch", "x-vcalendar", "x-vcard", "xml"),
)
"""Kinds of text/* that nobody writes a letter in."""
_STUB = re.compile(r"\b(?:html|browser|view|online)", re.IGNORECASE)
_LONGEST_STUB = 30
"""Words of a plain text below which it may say no more than that there is HTML."""
_LEAST_COMMON = 0.5
"""The share of a plain text's words that stand in the HTML, and of that one's number that it has, if both say the same.
"""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_RICH = re.compile(r"<param>[^<>]*</param>|</?[A-Za-z][\w-]*>", re.IGNORECASE)
"""A command of text/enriched (RFC 1896) and its forerunner text/richtext."""
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")


def load_eml(content: bytes) -> Iterator[Document | LeftOut]:
    return whole(content, in_letter)


def load_mbox(content: bytes) -> Iterator[Document | LeftOut]:
    return whole(content, in_mailbox)


def in_letter(content: bytes, unpacking: Unpacking) -> Iterator[Document | LeftOut]:
    """Yield a letter, then what is attached to it.

    Raises:
        UnreadableArticleError: it is none, or encrypted.

    """
    letter = parsed(content)
    if letter.get_content_type() in _ENCRYPTED:
        raise UnreadableArticleError("is encrypted: save a copy that is not")
    leaves = list(_leaves(letter))
    name, address = parseaddr(_raw(letter, "from"))
    yield Document(
        [block for leaf in leaves if _is_body(leaf) for block in _blocks(leaf)],
        header(letter, "subject"),
        _in_words(name) or address,
        iso_date(header(letter, "date")),
        is_letter=True,
        language=header(letter, "content-language"),
    )
    for leaf in leaves:
        if not _is_body(leaf):
            yield from _attached(leaf, unpacking)


def in_mailbox(content: bytes, unpacking: Unpacking) -> Iterator[Document | LeftOut]:
    """Yield each letter in a mailbox, called by its subject, and what is attached to it.

    Raises:
        UnreadableArticleError: there is none.

    """
    lines = list(_FROM_LINE.finditer(content))
    if not lines:
        raise UnreadableArticleError("holds no letter, or is no mailbox: save its letters as .eml")
    ends = [line.start() for line in lines[1:]] + [len(content)]
    unpacking.depth += 1  # a letter in a mailbox lies no deeper than a letter alone
    try:
        for number, (line, end) in enumerate(zip(lines, ends, strict=True), 1):
            letter = _QUOTED_FROM_LINE.sub(rb"\1", content[line.end() : end])
            head = message_from_bytes(_BLANK_LINE.split(letter, maxsplit=1)[0])
            name = header(head, "subject") or f"letter {number}"
            yield from unpacking.load(name, partial(bytes, letter), suffix=".eml")
    finally:
        unpacking.depth -= 1


def parsed(content: bytes) -> Message:
    """Return the message in the bytes.

    Raises:
        UnreadableArticleError: they are none.

    """
    message = message_from_bytes(content)
    if not message.keys():
        message = message_from_bytes(content.lstrip(_BEFORE_HEADER))
        if not _OF_A_LETTER.intersection(map(str.lower, message.keys())):
            raise UnreadableArticleError("has no header, so it is no letter: save it as plain text")
    return message


def text_of(part: Message) -> str:
    """Return the text of a message, or of a part of one, in whatever encoding it is."""
    return decode(_content(part), part.get_content_charset())


def header(message: Message, name: str) -> str:
    """Return a header on one line; "" if there is none."""
    return _in_words(_raw(message, name))


def _raw(message: Message, name: str) -> str:
    values = (value for key, value in message.raw_items() if key.lower() == name)
    return decode(next(values, "").encode("utf-8", "surrogateescape"))


def _in_words(text: str) -> str:
    """Return what stands in a header with its encoded words decoded, after RFC 2047; as it is if those are damaged."""
    try:
        return one_line(str(make_header(decode_header(text))))
    except (MessageError, LookupError, ValueError):
        return one_line(text)


def _leaves(part: Message) -> Iterator[Message]:
    """Yield the parts that have no parts; of the same thing in HTML and as plain text only the one that tells it.

    That is the plain text, unless it only says that there is more or says something else; without either, any other.
    """
    if not part.is_multipart() or part.get_content_maintype() == "message":
        yield part
        return
    leaves = [leaf for each in cast("list[Message]", part.get_payload()) for leaf in _leaves(each)]
    if part.get_content_subtype() == "alternative":
        kinds = list(dict.fromkeys(leaf.get_content_subtype() for leaf in leaves if _is_body(leaf)))
        told = _telling({kind: _body(leaves, kind) for kind in kinds})
        leaves = [leaf for leaf in leaves if not _is_body(leaf) or leaf.get_content_subtype() == told]
    yield from leaves


def _telling(bodies: Mapping[str, Sequence[Block]]) -> str:
    """Return the kind of body to read, of those that there are."""
    plain, page = bodies.get("plain", ()), bodies.get("html", ())
    if page and (not plain or _is_stub(plain, page)):
        return "html"
    return "plain" if plain else next((kind for kind, blocks in bodies.items() if blocks), "")


def _is_stub(plain: Sequence[Block], page: Sequence[Block]) -> bool:
    """Say whether a plain text only points to the HTML, is another text than that, or has less than half of its prose.

    What the HTML quotes besides is of another letter.
    """
    words, there = _words(_texts(plain)), set(_words(_texts(page)))
    points_to_it = len(words) < _LONGEST_STUB and any(_STUB.search(block.text) for block in plain)
    own = _words(text for text in _texts(each for each in page if each.kind != "quote") if is_prose(text))
    says_less = len(words) < _LEAST_COMMON * len(own)
    return not words or points_to_it or says_less or sum(word in there for word in words) < _LEAST_COMMON * len(words)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the texts of blocks, of rows that of each cell."""
    for block in blocks:
        yield from block.text.split(CELLS) if block.is_row else [block.text]


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in WORD.findall(_ADDRESS.sub("", text).casefold())]


def _body(leaves: Iterable[Message], kind: str) -> list[Block]:
    """Return the blocks of the bodies of a kind; none if they cannot be read."""
    bodies = (leaf for leaf in leaves if _is_body(leaf) and leaf.get_content_subtype() == kind)
    try:
        return [block for body in bodies for block in _blocks(body)]
    except UnreadableArticleError:
        return []


def _is_body(leaf: Message) -> bool:
    return (
        leaf.get_content_maintype() == "text"
        and leaf.get_content_subtype() not in _NO_PROSE
        and leaf.get_content_disposition() != "attachment"
        and not leaf.get_filename()
    )


def _blocks(leaf: Message) -> list[Block]:
    text, kind = text_of(leaf), leaf.get_content_subtype()
    if kind in ("enriched", "richtext"):
        text = _RICH.sub(lambda command: "\n" if command[0].lower() == "<nl>" else "", text)
    return blocks_with_rows(text) if kind == "html" else list(_letter_blocks(text))


def _letter_blocks(text: str) -> Iterator[Block]:
    for quoted, run in groupby(clean(text).split("\n"), key=lambda line: _QUOTE.match(line) is not None):
        if quoted:
            own_lines = "\n".join(_QUOTE.sub("", line, count=1) for line in run)
            yield from (replace(block, kind="quote") for block in text_blocks(own_lines))
        else:
            yield from text_blocks("\n".join(run))


def _attached(leaf: Message, unpacking: Unpacking) -> Iterator[Document | LeftOut]:
    name = inner_path(_in_words(leaf.get_filename() or ""))
    by_type = format_of_media_type(leaf.get_content_type())
    suffix = suffix_of(name) or (by_type.suffixes[0] if by_type else "")
    if leaf.get_content_type() == "message/rfc822" and leaf.is_multipart():
        letter = cast("list[Message]", leaf.get_payload())[0]
        yield from unpacking.load(name or header(letter, "subject") or "letter", letter.as_bytes, suffix=".eml")
    elif format_of(suffix) is not None:
        yield from unpacking.load(name or "attachment", partial(_content, leaf), suffix=suffix)
    elif name:
        unpacking.pass_over(name)


def _content(leaf: Message) -> bytes:
    content = leaf.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
