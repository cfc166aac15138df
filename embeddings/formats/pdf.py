"""Loads a PDF: PDFium gives characters and where they stand; the lines, their order and their blocks are made of these.

What a file says of itself, the bounds and the errors are here; geometry is left to `pdf_lines` and `pdf_layout`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from embeddings.documents import Document, LeftOut
from embeddings.errors import UnreadableArticleError
from embeddings.formats.pdf_date import printed_date
from embeddings.formats.pdf_layout import blocks_of
from embeddings.formats.pdf_lines import Line, is_picture, page_of
from embeddings.formats.pdf_tables import lines_with_tables
from embeddings.formats.pdf_title import heads_a_part, title_of
from embeddings.formats.titles import may_be_title
from embeddings.plaintext import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument

MAX_PAGES = 5_000
"""Pages beyond which the rest is left out."""
MAX_CHARACTERS = 10_000_000
"""Characters after which no other page is read, and of one page: some ten long books."""
MAX_DAMAGED_PAGES = 100
"""Pages that cannot be read, one after another, after which no other is tried: a file may claim a million."""
_HARDLY_TEXT = 150
"""Characters up to which a page may be scanned: the stamps of a court have as many."""
_LONGEST_NAME = 300
_NO_AUTHOR = re.compile(r"[\d\W]+$|[a-z]{1,2}\d{4,}$|.*[:/\\=\[({]", re.IGNORECASE)
"""A number of an account, or where a file lies; what else is no author `embeddings.stated` knows, of every format."""
_PRINTED = re.compile(
    r".*\b(?:chrom(?:e|ium)|firefox|mozilla|safari|webkit)\b.*"
    r"|(?:skia/pdf|wkhtmltopdf|microsoft: print to pdf)\b.*",
    re.IGNORECASE,
)
"""The programs that print a web page."""
_PRINTS_ALL = re.compile(r".*\bquartz pdfcontext\b.*", re.IGNORECASE)
"""What prints for all programs of a Mac."""
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
"""ISO 32000-1, 7.9.4."""


def load_pdf(content: bytes) -> Iterator[Document | LeftOut]:
    """Yield the one document in a PDF, and how many of its pages seem to be scanned if that is half, or are not read.

    Raises:
        UnreadableArticleError: it is damaged, protected by a password, or holds no text.

    """
    import pypdfium2 as pdfium  # a library of 8 MB: only PDFs need it
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        pdf = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise UnreadableArticleError("is protected by a password: save a copy without one") from None
        raise UnreadableArticleError("is damaged or no PDF: open it in a viewer and save it anew") from None
    with pdf:
        lines, scanned, unread = _lines(pdf)
        named = {key: one_line(value) for key, value in pdf.get_metadata_dict().items()}
        language = _language(pdf)
        count = len(pdf)
    if not lines:
        raise UnreadableArticleError("holds no text (scanned pages?): run OCR over it first")
    title, author = named["Title"], named["Author"]
    made = None if _is_printed(named["Creator"], named["Producer"]) else _iso_date(named["CreationDate"])
    printed = printed_date(lines, made) if made else None
    yield Document(
        blocks=blocks_of(lines),
        title=title if may_be_title(title) and not heads_a_part(title) else title_of(lines),
        author=author if author and len(author) <= _LONGEST_NAME and not _NO_AUTHOR.match(author) else None,
        published=printed or made,
        language=language,
        date_from="text" if printed else "source",
    )
    if 2 * scanned >= count:
        shown = "is a picture" if scanned == 1 else "are pictures"
        pages = "its only page" if count == 1 else f"{scanned:,} of its {count:,} pages"
        yield LeftOut("", f"{pages} {shown} with hardly any text (scanned?): run OCR over it first")
    if unread:
        pages = (
            "its only page is" if count == 1 else f"{unread:,} of its {count:,} pages {'is' if unread == 1 else 'are'}"
        )
        yield LeftOut("", f"{pages} damaged or more than is read: save it anew in a viewer, or in parts")


def _language(pdf: PdfDocument) -> str:
    """Return the language that the catalogue states; "" if it states none."""
    import ctypes

    from pypdfium2.raw import FPDF_WCHAR, FPDFCatalog_GetLanguage

    buffer = (FPDF_WCHAR * _LONGEST_NAME)()
    size = FPDFCatalog_GetLanguage(pdf, buffer, ctypes.sizeof(buffer))
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "ignore") if size <= ctypes.sizeof(buffer) else ""


def _lines(pdf: PdfDocument) -> tuple[list[Line], int, int]:
    """Return the lines of every page that can be read, how many pages seem to be scanned, and how many are not read."""
    from pypdfium2 import PdfiumError

    lines: list[Line] = []
    characters = scanned = unread = damaged = 0
    for number in range(1, len(pdf) + 1):
        if number > MAX_PAGES or characters >= MAX_CHARACTERS or damaged == MAX_DAMAGED_PAGES:
            return lines, scanned, unread + len(pdf) - number + 1
        try:
            found = lines_with_tables(page_of(pdf[number - 1], number, at_most=MAX_CHARACTERS))
            count = sum(len(line.text) for line in found)
            scanned += count <= _HARDLY_TEXT and is_picture(pdf[number - 1])
        except PdfiumError:
            damaged += 1
            unread += 1
            continue
        damaged = 0
        lines += found
        characters += count
    return lines, scanned, unread


def _is_printed(creator: str, producer: str) -> bool:
    """Say whether a web page was printed: then the file is of another day than the article."""
    return any(map(_PRINTED.fullmatch, (creator, producer))) or bool(not creator and _PRINTS_ALL.fullmatch(producer))


def _iso_date(date: str) -> str | None:
    from datetime import date as day

    found = _DATE.match(date)
    try:
        return day(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None
