from __future__ import annotations

import gzip

import pytest

from embeddings.errors import UnreadableArticleError
from embeddings.formats import nesting
from embeddings.loading import Loaded, load_articles
from tests.embeddings.formats.archives import archive
from tests.embeddings.formats.test_docx import p, word

PROSE = "The keeper of the northern light has won the race for the first time in its history."


def record(url: str, body: bytes, *, headers: str = "Content-Type: text/html", status: str = "200 OK") -> bytes:
    answer = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-06T10:00:00Z\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    return head.encode() + answer + b"\r\n\r\n"


def loaded(*records: bytes, source: str = "crawl.warc") -> Loaded:
    content = b"".join(records)
    return load_articles(gzip.compress(content) if source.endswith(".gz") else content, source=source)


PAGES = (
    record("https://example.org/race", f"<title>Race</title><p>{PROSE}</p><p>Share this article</p>".encode()),
    record("https://example.org/ice.png", b"\x89PNG", headers="Content-Type: image/png"),
    record("https://example.org/old", b"<p>Moved.</p>", status="301 Moved"),
    record("https://example.org/log.txt", b"It froze.", headers="Content-Type: text/plain; charset=utf-8"),
)


@pytest.mark.parametrize("source", ["crawl.warc", "crawl.warc.gz"])
def test_the_pages_of_a_web_archive_are_articles(source: str) -> None:
    found = loaded(*PAGES, source=source)
    assert [(each.source, each.text) for each in found.articles] == [
        (f"{source}/example.org/race", PROSE),
        (f"{source}/example.org/log.txt", "It froze."),
    ]
    assert [each.reason.split(" that")[0] for each in found.left_out] == [
        "holds 1 address",
        "holds 1 file of other kinds (image/png): left out",
    ]


def test_the_bytes_of_what_is_no_text_are_left_as_they_are_whatever_charset_is_told() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    found = loaded(record("https://example.org/ice", word(p(PROSE)), headers=f"Content-Type: {kind}; charset=latin-1"))
    assert [each.text for each in found.articles] == [PROSE]


def test_what_is_no_page_is_read_as_a_file_of_its_kind() -> None:
    notes = record("https://example.org/notes", f"# Race\n\n{PROSE}".encode(), headers="Content-Type: text/markdown")
    feed = f"<rss><channel><item><title>Ice</title><description>{PROSE}</description></item></channel></rss>".encode()
    feed = record("https://example.org/feed", feed, headers="Content-Type: application/rss+xml; charset=utf-8")
    told = record("https://example.org/told", b'{"name": "ice"}', headers="Content-Type: application/json")
    sitemap = record("https://example.org/map", b"<urlset/>", headers="Content-Type: text/xml")
    found = loaded(notes, feed, told, sitemap)
    assert [(each.title, each.text) for each in found.articles] == [("Race", PROSE), ("Ice", PROSE)]
    assert [each.reason for each in found.left_out] == [
        "holds 2 files of other kinds (application/json, text/xml): left out"
    ]


def test_a_web_archive_within_an_archive_is_opened_as_others_are() -> None:
    crawl = archive({"crawl.warc": PAGES[3], "crawl.warc.gz": gzip.compress(PAGES[3])})
    assert [each.text for each in load_articles(crawl, source="a.zip").articles] == ["It froze."] * 2
    deep = load_articles(archive({"b.zip": crawl, "sun.txt": b"It shone."}), source="a.zip")
    assert [each.part for each in deep.articles] == ["sun.txt"]
    assert ["too deep" in each.reason for each in deep.left_out] == [True, True]


def test_each_record_may_be_gzipped_for_itself() -> None:
    content = b"".join(map(gzip.compress, PAGES))
    assert len(load_articles(content, source="crawl.warc.gz").articles) == 2


def test_what_the_server_packed_and_encoded_is_read() -> None:
    text = "<p>Порт замёрз в марте, и никто не пересёк его до мая.</p>".encode("cp1251")
    headers = "Content-Type: text/html; charset=windows-1251\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"
    packed = gzip.compress(text)
    chunked = f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
    (article,) = loaded(record("http://example.org/", chunked, headers=headers)).articles
    assert "никто не пересёк" in article.text


def test_a_page_that_cannot_be_read_does_not_hide_the_others() -> None:
    binary = record("http://example.org/\x1b[31mbinary", bytes(range(32)) * 9, headers="Content-Type: text/plain")
    empty = record("http://example.org/empty", b"")
    found = loaded(binary, empty, *PAGES)
    assert len(found.articles) == 2
    assert [each.source for each in found.left_out][:2] == [
        "crawl.warc/example.org/binary",
        "crawl.warc/example.org/empty",
    ]


def test_a_page_that_unpacks_without_end_is_left_out() -> None:
    body = gzip.compress(b"a" * 30_000_000)
    huge = record("http://example.org/bomb", body, headers="Content-Type: text/plain\r\nContent-Encoding: gzip")
    found = loaded(huge, *PAGES)
    assert len(found.articles) == 2
    assert "too large" in found.left_out[0].reason


def test_what_stands_before_damage_is_kept_and_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    found = loaded(PAGES[0], b"noise\r\n" * 50, PAGES[3])
    assert found.articles[0].text == PROSE
    assert found.left_out
    assert capsys.readouterr() == ("", "")


def test_an_archive_that_unpacks_to_too_much_gives_what_stands_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.formats.archive.MAX_UNPACKED", 100_000)
    found = loaded(PAGES[3], record("http://example.org/big", b"<p>It froze.</p>" * 10_000), source="crawl.warc.gz")
    assert [each.text for each in found.articles] == ["It froze."]
    assert found.left_out
    assert nesting.MAX_UNPACKED > 100_000


@pytest.mark.parametrize("content", [b"It froze.", b"WARC/1.0\r\n", b"WARC/1.0\r\nnoise"])
def test_what_is_no_web_archive_gives_the_reason(content: bytes) -> None:
    with pytest.raises(UnreadableArticleError, match=r"no web archive|no paragraph|cannot be parsed"):
        load_articles(content, source="crawl.warc")


@pytest.mark.parametrize("damage", [b"It is torn here.\r\n\r\n", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"])
@pytest.mark.parametrize("source", ["crawl.warc", "crawl.warc.gz"])
def test_what_stands_before_the_damage_is_read(source: str, damage: bytes) -> None:
    found = loaded(PAGES[0], damage, source=source)
    assert [each.text for each in found.articles] == [PROSE]
    assert [each.reason.partition(":")[0] for each in found.left_out] == ["is damaged"]
