"""Small whole files of every format, which all tell the same, and damage as disks, networks and people do it."""

from __future__ import annotations

import gzip
import io
import json
import random
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from zlib import error as ZlibError  # noqa: N812  (an exception by its own name)

from tests.embeddings.formats.archives import archive
from tests.embeddings.formats.test_docx import p as word_paragraph
from tests.embeddings.formats.test_docx import word
from tests.embeddings.formats.test_epub import epub, link
from tests.embeddings.formats.test_mhtml import saved
from tests.embeddings.formats.test_odt import odt
from tests.embeddings.formats.test_odt import p as odt_paragraph
from tests.embeddings.formats.test_pdf import Pages, wrapped
from tests.embeddings.formats.test_warc import record

SENTENCES = (
    "The harbour froze in the first week of March, and for eleven days no ship could leave it or enter it.",
    "In May the ice broke up and drifted out to sea, and the first ship was given a feast on the old pier.",
)
BODY = "\n\n".join(SENTENCES)
PAGE = (
    f"<html lang='en'><head><title>Ice</title></head><body><h1>Ice</h1><table><tr><td>{SENTENCES[0]}</td></tr></table>"
)
PAGE += f"<ul><li>{SENTENCES[1]}</li></ul><p>By Ines Okafor, 6 March 2021</p></body></html>"
RSS = "<rss version='2.0'><channel><title>News</title><language>en</language><item><title>Ice</title><guid>1</guid>"
RSS += f"<description>&lt;p&gt;{SENTENCES[0]}&lt;/p&gt;&lt;p&gt;{SENTENCES[1]}&lt;/p&gt;</description>"
RSS += "</item></channel></rss>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title><entry><title>Ice</title><id>1</id>"
ATOM += f"<updated>2021-03-06T10:00:00Z</updated><content type='text'>{BODY}</content></entry></feed>"
ITEM = {"id": "1", "title": "Ice", "content_text": BODY, "date_published": "2021-03-06", "authors": [{"name": "Ada"}]}
MARKDOWN = (
    f"---\ntitle: Ice\ndate: 2021-03-06\nlang: en\n---\n# Ice\n\n{SENTENCES[0]}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
)
MARKDOWN += f"- {SENTENCES[1]}\n"
RST = f"Ice\n===\n\n:Author: Ada\n:Date: 2021-03-06\n\n{SENTENCES[0]}\n\n.. note:: {SENTENCES[1]}\n"


def _letter() -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["Date"] = "Ice – März", "Ada <a@b>", "Sat, 06 Mar 2021 10:00:00 +0000"
    letter.set_content(SENTENCES[0])
    letter.add_attachment(SENTENCES[1].encode(), maintype="text", subtype="plain", filename="log.txt")
    return letter


def _pdf() -> bytes:
    pages = Pages()
    pages.lines(wrapped(SENTENCES[0].split()))
    pages.page()
    pages.lines(wrapped(SENTENCES[1].split()))
    return pages.content()


def _tar(files: dict[str, str | bytes], mode: str = "w") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as written:  # type: ignore[call-overload]
        for name, each in files.items():
            content = each if isinstance(each, bytes) else each.encode()
            about = tarfile.TarInfo(name)
            about.size = len(content)
            written.addfile(about, io.BytesIO(content))
    return packed.getvalue()


def whole_files() -> dict[str, list[bytes]]:
    """Return whole files by the name of their format; each holds every one of the sentences."""
    files: dict[str, str | bytes] = {"a.txt": SENTENCES[0].encode(), "b/c.html": PAGE.encode()}
    book = {f"{number}.xhtml": f"<h1>Part {number}</h1><p>{each}</p>" for number, each in enumerate(SENTENCES)}
    contents = "".join(link(name, f"Part {name}") for name in book)
    letter = bytes(_letter())
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [ITEM]}
    row = json.dumps({"title": "Ice", "text": BODY, "author": "Ada", "date": "2021-03-06", "url": "https://x.example/"})
    office = "".join(map(word_paragraph, SENTENCES))
    return {
        "text": [f"Ice\n\n{BODY}\n".encode(), f"Ice\n\n{BODY}\n".encode("utf-16")],
        "Markdown": [MARKDOWN.encode()],
        "HTML": [PAGE.encode()],
        "PDF": [_pdf()],
        "Word": [word(office, core="<dc:title>Ice</dc:title><dc:language>en</dc:language>")],
        "OpenDocument": [odt("".join(map(odt_paragraph, SENTENCES)), meta="<dc:title>Ice</dc:title>")],
        "EPUB": [epub(book, contents=contents)],
        "reStructuredText": [RST.encode()],
        "e-mail": [letter],
        "mailbox": [b"From a b\n" + letter + b"\n\nFrom c d\n" + letter],
        "MHTML": [saved(page=PAGE)],
        "feed": [RSS.encode(), ATOM.encode()],
        "JSON Feed": [json.dumps(feed).encode()],
        "JSON": [f"[{row}]".encode(), json.dumps({"status": "ok", "articles": [json.loads(row)]}, indent=2).encode()],
        "JSON Lines": [f"{row}\n{row}\n".encode()],
        "CSV": [f'title;text;date\nIce;"{BODY}";2021-03-06\n'.encode()],
        "WARC": [record("https://x.example/ice", PAGE.encode())],
        "ZIP": [archive(files)],
        "TAR": [_tar(files)],
        "gzip": [_tar(files, "w:gz"), gzip.compress(record("https://x.example/ice", PAGE.encode()))],
    }


def damaged(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return a file with one to four faults, some made of another; what is packed has them inside too."""
    for _ in range(chance.randint(1, 4)):
        inside = chance.random() < 0.7
        if inside and content.startswith(b"PK\x03\x04"):
            content = _damaged_inside_zip(content, other, chance)
        elif inside and content.startswith(b"\x1f\x8b"):
            content = _damaged_inside_gzip(content, other, chance)
        else:
            content = chance.choice(_FAULTS)(content, other, chance)
    return content


def _damaged_inside_zip(content: bytes, other: bytes, chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            files: dict[str, str | bytes] = {name: packed.read(name) for name in packed.namelist()}
            chosen = chance.choice(list(files))
            files[chosen] = chance.choice(_FAULTS)(packed.read(chosen), other, chance)
    except (
        zipfile.BadZipFile,
        ZlibError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        EOFError,
        IndexError,
    ):
        return content
    return archive(files)


def _damaged_inside_gzip(content: bytes, other: bytes, chance: random.Random) -> bytes:
    try:
        return gzip.compress(chance.choice(_FAULTS)(gzip.decompress(content), other, chance))
    except (OSError, EOFError, ZlibError):
        return content


def _flipped(content: bytes, _other: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice([1, 3, 30]) if content else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(content: bytes, _other: bytes, chance: random.Random) -> bytes:
    return content[: chance.randint(0, len(content))]


def _spliced(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return content[: chance.randint(0, len(content))] + other[chance.randint(0, len(other)) :]


def _repeated(content: bytes, _other: bytes, chance: random.Random) -> bytes:
    start, end = _span(content, chance)
    return content[:end] + content[start:end] * chance.choice([1, 2, 50, 400]) + content[end:]


def _without_some(content: bytes, _other: bytes, chance: random.Random) -> bytes:
    start, end = _span(content, chance)
    return content[:start] + content[end:]


def _with_some(content: bytes, other: bytes, chance: random.Random) -> bytes:
    (at, _), (start, end) = _span(content, chance), _span(other, chance)
    return content[:at] + other[start:end] + content[at:]


def _with_odd_bytes(content: bytes, _other: bytes, chance: random.Random) -> bytes:
    at, _ = _span(content, chance)
    odd = chance.choice(
        [b"\0" * 9, b"\xff\xfe", b"\x1b]0;x\x07", b"9" * 40, b"-1", b"<" * 99, b"[" * 9_999, b"\xed\xa0\x80"]
    )
    return content[:at] + odd + content[at + chance.choice([0, len(odd)]) :]


def _span(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(content))
    return start, min(start + chance.choice([1, 16, 200]), len(content))


_FAULTS: list[Callable[[bytes, bytes, random.Random], bytes]] = [
    _flipped,
    _cut,
    _spliced,
    _repeated,
    _without_some,
    _with_some,
    _with_odd_bytes,
]
