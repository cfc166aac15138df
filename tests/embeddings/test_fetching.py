from __future__ import annotations

import gzip
import socket
import time
import tracemalloc
import zlib
from typing import Any

import pytest

from embeddings.changed_files import Page
from embeddings.errors import Cancelled
from embeddings.fetching import fetched, side_by_side
from embeddings.loading import load_articles
from embeddings.values import Skipped, is_url
from tests.embeddings.site import Site

PAGE = "<html><body><article><h1>{}</h1><p>{}</p></article></body></html>"


def page(url: str) -> Page:
    found = fetched(url)
    assert isinstance(found, Page), found
    return found


def reason(url: str) -> str:
    found = fetched(url)
    assert isinstance(found, Skipped), found
    assert "\n" not in found.reason
    return found.reason


@pytest.mark.parametrize(
    ("location", "is_one"), [("https://a.org", True), ("HTTP://a.org", True), ("a.org", False), ("file:///a", False)]
)
def test_an_address_is_told_from_a_file(location: str, is_one: bool) -> None:
    assert is_url(location) is is_one


@pytest.mark.parametrize(
    ("kind", "encoding", "text"),
    [
        ("text/html; charset=Shift_JIS", "shift_jis", "港は三月に凍った。船は春まで待った。"),
        ("text/html; charset=iso-8859-2", "iso-8859-2", "Żaden statek nie mógł wpłynąć do portu przez sześć tygodni."),
        ("text/html; charset=windows-1251", "windows-1251", "Гавань замёрзла в марте, и суда ждали весны."),
        ("text/plain; charset=iso-8859-1", "cp1252", "The captain said: “nobody crossed”."),
        ("text/html; charset=latin-1", "utf-8", "Le port a gelé à Besançon."),
        ("text/html; charset=nonsense", "utf-8", "Le port a gelé à Besançon."),
        ("text/html", "utf-8", "Le port a gelé à Besançon."),
    ],
)
def test_the_encoding_that_the_server_names_is_believed(site: Site, kind: str, encoding: str, text: str) -> None:
    body = text if "plain" in kind else PAGE.format("Ice", text)
    got = page(site.serve("/a", body.encode(encoding), kind))
    (article,) = load_articles(got.content, source=got.url, suffix=got.suffix).articles
    assert article.paragraphs[-1].text == text


def test_redirects_are_followed_and_the_page_keeps_its_name(site: Site) -> None:
    site.serve("/new", "It froze.", "text/plain")
    old = site.serve("/old", "", status=301, Location="/new")
    assert page(f"{old}#part") == Page(
        old, b"It froze.", ".txt", validators="[null, null]", address=f"{site.address}/new"
    )


def test_redirects_in_a_circle_end(site: Site) -> None:
    assert "without an end" in reason(site.serve("/a", "", status=302, Location="/a"))


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://[bad/"])
def test_a_redirect_to_what_is_no_page_is_refused(site: Site, location: str) -> None:
    assert "cannot be fetched" in reason(site.serve("/a", "", status=302, Location=location))


def test_what_robots_txt_forbids_is_not_fetched(site: Site) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
    url = site.serve("/private/a", "It froze.", "text/plain")
    assert "robots.txt" in reason(url)
    assert [path for path, _ in site.asked] == ["/robots.txt"]
    assert page(site.serve("/open", "It froze.", "text/plain")).content == b"It froze."


def test_a_redirect_into_what_robots_txt_forbids_is_not_followed(site: Site) -> None:
    site.serve("/robots.txt", "User-agent: qa-bot\nDisallow: /private\n", "text/plain")
    site.serve("/private/a", "It froze.", "text/plain")
    assert "robots.txt" in reason(site.serve("/a", "", status=302, Location="/private/a"))


def test_a_file_that_the_server_knows_nothing_about_is_known_by_its_suffix(site: Site) -> None:
    assert page(site.serve("/a.md", "# Ice", "application/octet-stream")).suffix == ".md"
    assert "kind that cannot be read" in reason(site.serve("/b", "x", "application/octet-stream"))


def test_a_page_that_comes_in_for_too_long_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.fetching._LONGEST", -1)
    assert "takes longer" in reason(site.serve("/a", "It froze.", "text/plain"))


def test_an_answer_that_never_begins_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.fetching._LONGEST", 0.3)
    endless = site.repeat("/endless", b"HTTP/1.1 103 Early Hints\r\n\r\n")
    for url in (endless, site.serve("/a", "", status=302, Location="/endless")):
        begun = time.monotonic()
        assert "takes longer" in reason(url)
        assert time.monotonic() - begun < 20


def test_a_connection_that_is_only_made_when_the_time_is_over_is_closed_too(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.fetching._LONGEST", 0.2)
    connect = socket.create_connection

    def late(*args: Any, **options: Any) -> socket.socket:
        time.sleep(0.5)
        return connect(*args, **options)

    monkeypatch.setattr(socket, "create_connection", late)
    assert "takes longer" in reason(site.repeat("/a", b"HTTP/1.1 103 Early Hints\r\n\r\n"))


def test_an_empty_body_that_is_said_to_be_packed_is_empty(site: Site) -> None:
    site.serve("/robots.txt", "", "text/plain", Content_Encoding="gzip")
    assert page(site.serve("/a", "It froze.", "text/plain", Content_Encoding="utf-8")).content == b"It froze."
    assert page(site.serve("/b", "It froze.", "text/plain", Content_Encoding="none, identity")).content == b"It froze."
    site.serve("/robots.txt", "User-agent: *", "text/plain", Content_Encoding="br")
    assert page(site.serve("/c", "It froze.", "text/plain")).content == b"It froze."


@pytest.mark.parametrize(
    ("packed", "wbits"), [("gzip", 31), ("x-gzip", 31), ("deflate", 15), ("deflate", -15), ("GZIP", 31)]
)
def test_what_comes_in_packed_is_unpacked(site: Site, packed: str, wbits: int) -> None:
    packer = zlib.compressobj(wbits=wbits)
    body = packer.compress(b"It froze. " * 9_000) + packer.flush()
    assert page(site.serve("/a", body, "text/plain", Content_Encoding=packed)).content == b"It froze. " * 9_000
    assert page(site.serve("/b", body + b"x" * 9_000, "text/plain", Content_Encoding=packed)).content.endswith(
        b"froze. "
    )
    assert "ends too soon" in reason(site.serve("/c", body[:-50], "text/plain", Content_Encoding=packed))
    assert "cannot be fetched" in reason(site.serve("/d", b"It froze.", "text/plain", Content_Encoding=packed))


def test_what_unpacks_to_very_much_takes_no_more_memory_than_a_page_may(site: Site) -> None:
    body = gzip.compress(b"\0" * 300_000_000, 1)
    tracemalloc.start()
    try:
        assert "larger than 20 MB" in reason(site.serve("/a", body, "text/plain", Content_Encoding="gzip"))
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    for packed in ("gzip, gzip", "br"):
        assert "packed in a way" in reason(site.serve("/a", body, "text/plain", Content_Encoding=packed))


def test_a_site_whose_server_fails_is_not_taken_to_allow_anything(site: Site) -> None:
    url = site.serve("/a", "It froze.", "text/plain")
    site.serve("/robots.txt", "busy", "text/plain", status=503)
    assert "503 for its robots.txt" in reason(url)
    site.serve("/robots.txt", "none", "text/plain", status=403)
    assert page(url).content == b"It froze."
    site.serve("/robots.txt", "", status=302, Location="file:///etc/passwd")
    assert page(url).content == b"It froze."
    site.serve("/robots.txt", "\ufeffUser-agent: *\nDisallow: /\n", "text/plain")
    assert "may not be fetched by programs" in reason(url)


def test_an_encoding_that_no_text_comes_in_is_not_believed(site: Site) -> None:
    body = b"It froze." + b"-AAAAAAAA" * 200_000
    assert page(site.serve("/a", body, "text/plain; charset=punycode")).content == body


def test_no_password_gets_into_the_library(site: Site) -> None:
    url = site.serve("/a", "It froze.", "text/plain").replace("//", "//ada:secret@")
    found = fetched(url)
    assert isinstance(found, Skipped)
    assert "user's name" in found.reason
    assert "secret" not in f"{found.source}{found.reason}"
    assert site.asked == []
    site.serve("/b", "", status=302, Location=url)
    assert "secret" not in str(fetched(f"{site.address}/b"))
    assert "secret" not in str(fetched("http://ada:secret@[bad/"))


def test_who_no_longer_wants_it_waits_for_no_server(site: Site) -> None:
    silent = site.fall_silent("/silent")
    with pytest.raises(Cancelled):
        side_by_side(fetched, [silent], is_cancelled=lambda: site.is_asked_for(silent))


def test_servers_are_asked_side_by_side_and_their_answers_stay_in_order(site: Site) -> None:
    urls = [site.serve(f"/{number}", f"Page {number}.", "text/plain") for number in range(20)]
    found = side_by_side(fetched, urls, is_cancelled=lambda: False)
    assert [each.url for each in found if isinstance(each, Page)] == urls
    with pytest.raises(ZeroDivisionError):
        side_by_side(lambda number: 1 // number, [1, 0, 2], is_cancelled=lambda: False)


@pytest.mark.parametrize(
    ("status", "kind", "body", "said"),
    [
        (404, "text/html", "no", "404 Not Found"),
        (200, "image/png", "x", "image/png"),
        (200, "\x1b[31mred", "x", "kind that cannot be read (red)"),
        (200, "text/plain", "x" * 21_000_000, "larger than 20 MB"),
        (0, "text/html", "this is not HTTP\r\n\r\n", "cannot be fetched"),
    ],
)
def test_a_page_that_cannot_be_had_gives_the_reason(site: Site, status: int, kind: str, body: str, said: str) -> None:
    assert said in reason(site.serve("/a", body, kind, status=status))


@pytest.mark.parametrize("url", ["http://", "http://127.0.0.1:0/", "http://127.0.0.1:x/", "http://[bad/", "http:// /"])
def test_an_address_that_leads_nowhere_gives_the_reason(url: str) -> None:
    assert "cannot be fetched" in reason(url)
    assert "Errno" not in reason(url)


def test_bytes_that_are_no_text_are_left_as_they_are(site: Site) -> None:
    content = bytes(range(256))
    assert page(site.serve("/a.pdf", content, "application/pdf; charset=utf-8")).content == content
    feed = "<?xml version='1.0' encoding='iso-8859-1'?><rss/>é".encode("latin-1")
    assert page(site.serve("/feed", feed, "application/rss+xml; charset=iso-8859-1")).content == feed
