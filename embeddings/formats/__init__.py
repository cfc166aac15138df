"""Loads a file as an article: the one seam where formats are added.

A format is a function from a file's bytes to an `Extract`, named in `LOADERS`. Everything after it, the
cleaning, the paragraphs and their offsets, is the same for all.
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Callable
from pathlib import Path, PurePath

from embeddings.errors import UnreadableArticleError
from embeddings.formats.html import load_html
from embeddings.formats.markdown import load_markdown
from embeddings.formats.text import load_text
from embeddings.furniture import Block, Extract, without_furniture
from embeddings.plaintext import clean, one_line
from embeddings.values import Article, Paragraph, Skipped

LOADERS: dict[str, Callable[[bytes], Extract]] = {
    ".txt": load_text,
    ".text": load_text,
    ".md": load_markdown,
    ".markdown": load_markdown,
    ".html": load_html,
    ".htm": load_html,
    ".xhtml": load_html,
}
"""What loads a file, by its suffix in lower case."""

MAX_FILE_BYTES = 20_000_000
"""A larger file is an archive or a dump, not an article."""

_MAX_WORD = 5_000
"""Characters without a space or a full stop beyond which a block is data (base64, a minified script), not prose."""
_LONG_RUN = re.compile(
    rf"(?<![^\s.!?。！？])(?:[^\s.!?。！？]{{{_MAX_WORD},}}|(?:[^\s.!?。！？]{{60,}}\s){{{_MAX_WORD // 60},}}\S*)"
)
"""One such run, or one that was broken into lines."""


def read_file(path: Path) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        UnreadableArticleError: it is no regular file, too large or cannot be read.

    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableArticleError("is not a regular file: left out")
        if status.st_size > MAX_FILE_BYTES:
            raise UnreadableArticleError(
                f"is too large ({status.st_size / 1e6:.0f} MB; the limit is {MAX_FILE_BYTES / 1e6:.0f} MB): "
                "split it into smaller files"
            )
        return path.read_bytes()
    except PermissionError:
        raise UnreadableArticleError("may not be read: give yourself permission to read it") from None
    except OSError as error:
        raise UnreadableArticleError(f"cannot be read ({error.strerror}): check the file and the disk") from None


def load_article(content: bytes, *, source: str, suffix: str | None = None) -> tuple[Article, list[Skipped]]:
    """Return the article that the bytes hold, and what of it was left out.

    The loader is chosen by the suffix, by default the source's own.

    Raises:
        UnreadableArticleError: there is no text in it.

    """
    loader = LOADERS[(suffix or PurePath(source).suffix).lower()]
    if not content.strip():
        raise UnreadableArticleError("is empty: nothing to index")
    try:
        extract = without_furniture(loader(content))
    except UnreadableArticleError:
        raise
    except Exception as error:  # one file that a parser chokes on must not keep the others from being read
        raise UnreadableArticleError(f"cannot be parsed ({type(error).__name__}): save it as plain text") from error
    blocks, left_out = [], []
    for block in extract.blocks:
        run = _LONG_RUN.search(block.text)
        if run is None:
            blocks.append(block)
        else:
            reason = f"has a block of {len(run[0]):,} characters that is data, not text: left that out"
            left_out.append(Skipped(source, reason))
    text, paragraphs = _joined(blocks)
    if not paragraphs:
        raise UnreadableArticleError(left_out[0].reason if left_out else "holds no paragraph of text: nothing to index")
    article = Article(
        id=hashlib.sha256(source.encode()).hexdigest()[:12],
        title=one_line(extract.title or "") or _title_from(source),
        source=source,
        text=text,
        paragraphs=paragraphs,
        author=one_line(extract.author or "") or None,
        published=extract.published,
    )
    return article, left_out


def _joined(blocks: list[Block]) -> tuple[str, tuple[Paragraph, ...]]:
    paragraphs: list[Paragraph] = []
    offset = 0
    for block in blocks:
        text = clean(block.text).strip()  # again: some formats spell characters out
        if not text:
            continue
        paragraphs.append(
            Paragraph(len(paragraphs) + 1, offset, offset + len(text), text, heading=block.role == "heading")
        )
        offset += len(text) + len(SEPARATOR)
    return SEPARATOR.join(paragraph.text for paragraph in paragraphs), tuple(paragraphs)


SEPARATOR = "\n\n"
"""What stands between two blocks in an article's text."""


def _title_from(source: str) -> str:
    name = re.sub(r"[-_\s]+", " ", PurePath(source).stem).strip()
    return name[:1].upper() + name[1:] or one_line(source)
