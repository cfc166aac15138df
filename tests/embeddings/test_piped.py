from __future__ import annotations

import io
import resource
import signal
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings import piped
from embeddings.errors import LibraryError, UnreadableArticleError
from embeddings.formats import format_of
from embeddings.piped import keep
from tests.embeddings.formats.seeds import whole_files

WHOLE = whole_files()


class Endless(io.RawIOBase):
    """Gives the same bytes again and again."""

    def __init__(self, piece: bytes) -> None:
        self._piece = piece
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "all that there is would be read"
        self.given += size
        return (self._piece * (size // len(self._piece) + 1))[:size]


def packed(name: str, content: bytes) -> bytes:
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(name, content)
        return file.getvalue()


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"The harbour froze.", ".txt"),
        ("Żaden statek.".encode("utf-16"), ".txt"),
        (b"\xef\xbb\xbf\n<!DOCTYPE HTML><p>It froze.", ".html"),
        (b"<?xml version='1.0'?><html><p>It froze.</p></html>", ".html"),
        (b"<?xml version='1.0'?><rss version='2.0'></rss>", ".xml"),
        (b"<b>No page</b> <html> is named here.", ".html"),
        (b"A text about <html> and <rss>.", ".txt"),
        (b"%PDF-1.7 \x00\xff", ".pdf"),
        (b"\x1f\x8b\x08\x00", ".gz"),
        (packed("a.txt", b"It froze."), ".zip"),
        (packed("mimetype", b"application/epub+zip"), ".epub"),
        (packed("mimetype", b"application/vnd.oasis.opendocument.text"), ".odt"),
    ],
)
def test_the_first_bytes_tell_the_format(content: bytes, suffix: str) -> None:
    assert piped._suffix(content) == suffix


@pytest.mark.parametrize(
    ("name", "suffix"), [("text", ".txt"), ("HTML", ".html"), ("PDF", ".pdf"), ("ZIP", ".zip"), ("Word", ".docx")]
)
def test_what_comes_in_is_kept_as_what_it_is(tmp_path: Path, name: str, suffix: str) -> None:
    content = WHOLE[name][0]
    kept = keep(io.BytesIO(content), tmp_path / "library")
    assert (kept.suffix, kept.read_bytes()) == (suffix, content)
    assert keep(io.BytesIO(content), tmp_path / "library") == kept
    assert list((tmp_path / "library/piped").iterdir()) == [kept]


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"title,text\nIce,It froze.\n", ".csv"),
        ("title\ttext\nIce\tŻaden statek.\n".encode("utf-16"), ".tsv"),
        (b'\xef\xbb\xbf{"text": "It froze."}\n', ".jsonl"),
        (b'{"text": "' + b"It froze. " * 500_000 + b'"}\n', ".txt"),
        (b'{"text": "It froze."}\n' * 300_000, ".jsonl"),
        (b"It froze, as always, in March.\n" * 9, ".txt"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_table_is_told_by_its_first_lines(content: bytes, suffix: str) -> None:
    assert piped._read(io.BytesIO(content)) == (content, suffix)


def test_a_table_may_be_larger_than_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piped, "_most", {".txt": 5_000, ".csv": 9_000}.__getitem__)
    row = b"Ice,It froze.\n"
    assert len(piped._read(io.BytesIO(b"title,text\n" + row * 500))[0]) == 11 + 500 * len(row)
    assert len(piped._read(Endless(b"title,text\n" + row * 9))[0]) == 9_001  # type: ignore[arg-type]
    assert len(piped._read(Endless(row))[0]) == 5_001  # type: ignore[arg-type]


def test_a_word_file_is_told_in_whatever_order_its_members_are(tmp_path: Path) -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE["Word"][0])) as archive, zipfile.ZipFile(package, "w") as other:
        other.writestr("docProps/thumbnail.jpeg", bytes(9_999))
        for name in sorted(archive.namelist(), reverse=True):
            other.writestr(name, archive.read(name))
    assert keep(io.BytesIO(package.getvalue()), tmp_path).suffix == ".docx"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\x00\x01\x02\xff" * 99, "is not text"),
        (b"%PDF-1.7 \x00\xff", "is damaged or no PDF"),
        (WHOLE["ZIP"][0][:-9], "is damaged"),
        (b"<html><head></head></html>", "holds no paragraph"),
    ],
)
def test_what_is_no_article_is_refused_and_not_kept(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableArticleError, match=f"^standard input {said}"):
        keep(io.BytesIO(content), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("piece", [b"y\n", b"%PDF-"])
def test_what_never_ends_is_read_no_further_than_a_file_would_be(tmp_path: Path, piece: bytes) -> None:
    endless = Endless(piece)
    with pytest.raises(UnreadableArticleError, match="larger than"):
        keep(endless, tmp_path)  # type: ignore[arg-type]  # it can all that is asked of it
    known = format_of(".pdf" if b"PDF" in piece else ".txt")
    assert known is not None
    assert endless.given == known.max_bytes + 1


def test_a_stream_that_is_closed_is_told(tmp_path: Path) -> None:
    stream = io.BytesIO(b"It froze.")
    stream.close()
    with pytest.raises(UnreadableArticleError, match="cannot be read"):
        keep(stream, tmp_path)


def test_where_nothing_can_be_kept_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "piped").write_text("no folder")
    with pytest.raises(LibraryError, match="choose another with --library"):
        keep(io.BytesIO(b"It froze."), tmp_path)


def test_of_what_could_not_be_written_nothing_is_left(tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(LibraryError, match="cannot be kept"):
            keep(io.BytesIO(b"It froze. " * 1000), tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert list((tmp_path / "piped").iterdir()) == []


def test_no_other_file_is_dropped(tmp_path: Path) -> None:
    kept, other = keep(io.BytesIO(b"It froze."), tmp_path), tmp_path / "own.txt"
    other.write_text("mine")
    piped.drop([str(kept), str(other), str(kept.parent / "gone.txt")], tmp_path)
    assert list(kept.parent.iterdir()) == []
    assert other.exists()


@given(st.binary(max_size=200))
def test_any_first_bytes_have_a_format(head: bytes) -> None:
    assert format_of(piped._suffix(head))
