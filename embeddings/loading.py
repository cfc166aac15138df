"""Loads a file as articles: reads its bytes, has its format's loader part them into documents, and cleans these."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path, PurePath

from embeddings.captions import is_caption
from embeddings.documents import Block, Document, LeftOut, PageStarts
from embeddings.errors import (
    Cancelled,
    EncoderError,
    ParserError,
    ParserProcessError,
    ParserStoppedError,
    UnreadableArticleError,
)
from embeddings.formats import Format, as_content_says, format_of
from embeddings.formats.gzipped import with_name
from embeddings.plaintext import clean, clean_code, one_line
from embeddings.stated import author_name, dated, language_tag
from embeddings.values import SEPARATOR, Article, Paragraph, Skipped, is_url, part_of

MAX_PARTS = 10_000
"""Documents of one file beyond which the rest is left out."""
_NO_TEXT = "holds no paragraph of text: nothing to index"
_LONGEST_URL = 2_000
_MAX_WORD = 5_000
"""Characters without a space or a full stop beyond which a block is data (base64, a minified script), not prose."""
_LONG_RUN = re.compile(
    rf"(?<![^\s.!?。！？])(?:[^\s.!?。！？]{{{_MAX_WORD},}}|(?:[^\s.!?。！？]{{60,}}\s){{{_MAX_WORD // 60},}}\S*)"
)
"""One such run, or one that was broken into lines."""
_FOREIGN = 0.5
"""Share of its letters beyond ASCII from which it is of a script that parts no words, such as Thai's."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded of a file."""

    articles: tuple[Article, ...] = ()
    left_out: tuple[Skipped, ...] = ()
    is_whole: bool = True
    """Whether its parser came to its end: else nobody knows what stands behind."""
    identified: frozenset[str] = frozenset()
    """The sources of those articles that their file names by an id."""


def read_file(path: Path) -> bytes:
    """Return the bytes of a regular file of a known format.

    Raises:
        UnreadableArticleError: it is no regular file, too large or cannot be read.

    """
    known = format_of(path.suffix)
    most = known.max_bytes if known else 0
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableArticleError("is not a regular file: left out")
        # Without waiting, should a pipe or a device have taken its place; those of /proc say that they are empty.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(most + 1) if 0 < size <= most else b""
        if (size := max(size, len(content))) > most:
            raise UnreadableArticleError(
                f"is too large ({size / 1e6:.0f} MB; the limit is {most / 1e6:.0f} MB): split it into smaller files"
            )
        return content
    except PermissionError:
        raise UnreadableArticleError("may not be read: give yourself permission to read it") from None
    except OSError as error:
        raise UnreadableArticleError(f"cannot be read ({error.strerror}): check the file and the disk") from None


def load_articles(
    content: bytes,
    *,
    source: str,
    suffix: str | None = None,
    parse: Callable[[Format, bytes], Iterable[Document | LeftOut]] = Format.load,
) -> Loaded:
    """Return the articles that the bytes hold, and what of them was left out.

    The format is chosen by the suffix, by default the source's own; `parse` calls its loader. Of a file with one
    document the article's source is the file's; of several each adds its part to it.

    Raises:
        Cancelled, ParserProcessError: as `parse` raises them.
        EncoderError: what judges the lines of pages is missing or damaged.
        UnreadableArticleError: there is no text in it, or its parser was stopped before it gave any.

    """
    chosen = format_of(suffix or PurePath(source).suffix)
    chosen = chosen and as_content_says(chosen, content)
    if chosen is None or not content.strip():
        raise UnreadableArticleError("is empty: nothing to index" if chosen else "is of a kind that cannot be read")
    articles: dict[str, Article] = {}
    identified: set[str] = set()
    left_out: list[Skipped] = []
    numbers: Counter[str] = Counter()
    is_whole = True
    try:
        for document in parse(chosen, with_name(content, source)):
            if len(articles) >= MAX_PARTS:
                left_out.append(Skipped(source, f"holds more than {MAX_PARTS:,} articles: left out the others"))
                break
            if isinstance(document, LeftOut):
                left_out.append(Skipped(part_of(source, one_line(document.part)), one_line(document.reason)))
                continue
            for entry in _own(document):
                article, skipped = _article(
                    replace(entry, part=_free_part(entry.part, source, articles, numbers)), source
                )
                left_out += skipped
                if article is not None:
                    articles[article.source] = article
                    identified |= {article.source} if entry.has_id else set()
    except (Cancelled, EncoderError, ParserProcessError):
        raise
    except UnreadableArticleError as error:
        if not articles:
            raise
        is_whole = not isinstance(error, ParserStoppedError)
        left_out.append(Skipped(source, f"{error}; what stands before is indexed"))
    except Exception as error:  # one file that a parser chokes on must not keep the others from being read
        name = str(error) if isinstance(error, ParserError) else type(error).__name__
        if not articles:
            message = f"cannot be parsed ({name}): save it as plain text"
            raise UnreadableArticleError(message) from error
        reason = f"cannot be parsed to its end ({name}): what stands before is indexed"
        left_out.append(Skipped(source, reason))
    if not articles:
        raise UnreadableArticleError(_why_nothing(left_out, source))
    covered = tuple(_but_for_covers(left_out, articles))
    return Loaded(tuple(articles.values()), covered, is_whole, frozenset(identified))


def _but_for_covers(left_out: Iterable[Skipped], articles: Iterable[str]) -> Iterator[Skipped]:
    """Yield what was left out, but for letters without a text of their own that hold articles of these sources."""
    above = {place for source in articles for place in accumulate(source.split("/"), "{}/{}".format)}
    return (skip for skip in left_out if skip.reason != _NO_TEXT or skip.source not in above)


def _why_nothing(left_out: list[Skipped], source: str) -> str:
    if not left_out:
        return _NO_TEXT
    first = left_out[0]
    return first.reason if first.source == source else f"holds nothing that can be read: {first.source} {first.reason}"


def article_id(source: str) -> str:
    """Return the id of the article that is first indexed from a source."""
    return hashlib.sha256(source.encode()).hexdigest()[:12]


def _free_part(part: str, file: str, articles: Mapping[str, Article], numbers: Counter[str]) -> str:
    """Return a document's part on one line, numbered if another document of the file has the same.

    `numbers` counts how often each was met.
    """
    free = name = one_line(part).strip("/") or ("unnamed" if part else "")
    while name and part_of(file, free) in articles:
        numbers[name] += 1
        free = f"{name} ({numbers[name] + 1})"
    return free


def _own(document: Document) -> Iterable[Document]:
    """Return what a document holds apart from what surrounds it; nothing of one that only wraps others."""
    from embeddings.cleaning import without_furniture  # its many patterns are compiled when a file is read
    from embeddings.entries import entries
    from embeddings.gutenberg import without_wrapper

    unwrapped = without_wrapper(document)
    return entries(without_furniture(unwrapped)) if unwrapped.blocks or not document.blocks else ()


def _article(document: Document, file: str) -> tuple[Article | None, list[Skipped]]:
    """Return the article that a clean document makes, None if no text is in it, and what of it was left out."""
    from embeddings.labels import EDIT_LINK  # compiled with many more when a file is read

    source = part_of(file, document.part)
    blocks, left_out = [], []
    for block in document.blocks:
        run = _LONG_RUN.search(block.text)
        if run is None or sum(not each.isascii() for each in run[0]) > _FOREIGN * len(run[0]):
            blocks.append(block)
        else:
            reason = f"has a block of {len(run[0]):,} characters that is data, not text: left that out"
            left_out.append(Skipped(source, reason))
    text, paragraphs = _joined(blocks)
    if not paragraphs:
        return None, left_out or [Skipped(source, _NO_TEXT)]
    published, date_from = dated(document, source)
    article = Article(
        id=article_id(source),
        title=one_line(EDIT_LINK.sub("", document.title or "")) or _title_from(document.part or source),
        source=source,
        text=text,
        paragraphs=paragraphs,
        author=author_name(one_line(document.author or "")) or None,
        published=published,
        part=document.part,
        url=_url(document.url),
        language=language_tag(document.language),
        date_from=date_from,
    )
    return article, left_out


def _url(found: str | None) -> str | None:
    """Return an address that a browser may be given: no other comes out of a file."""
    url = one_line(found or "")
    return url if is_url(url) and len(url) <= _LONGEST_URL else None


def _joined(blocks: list[Block]) -> tuple[str, tuple[Paragraph, ...]]:
    paragraphs: list[Paragraph] = []
    offset = 0
    for block in blocks:
        # Again: some formats spell characters out.
        text = clean_code(block.text) if block.kind == "code" else clean(block.text).strip()
        if not text:
            continue
        own, text = len(text), replace(block, text=text, marker=one_line(block.marker)).shown
        paragraphs.append(
            Paragraph(
                len(paragraphs) + 1,
                offset,
                offset + len(text),
                text,
                kind="caption" if block.kind == "paragraph" and is_caption(text[-own:]) else block.kind,
                level=block.level,
                page=block.page,
                later_pages=_in_clean_text(block, text, len(text) - own),
            )
        )
        offset += len(text) + len(SEPARATOR)
    return SEPARATOR.join(paragraph.text for paragraph in paragraphs), tuple(paragraphs)


def _in_clean_text(block: Block, text: str, own: int) -> PageStarts:
    """Return where its pages begin once the block's text is cleaned to another, in which it begins at `own`."""
    found = ((own + len(clean(block.text[:start]).lstrip()), page) for start, page in block.later_pages)
    return tuple((start, page) for start, page in found if start < len(text))


def _title_from(source: str) -> str:
    name = re.sub(r"[-_\s]+", " ", PurePath(source).stem).strip()
    return name[:1].upper() + name[1:] or one_line(source)
