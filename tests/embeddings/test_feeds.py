from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from embeddings.changed_files import Page
from embeddings.errors import Cancelled, LibraryBusyError, ParserStoppedError
from embeddings.feeds import refreshed, subscribed
from embeddings.library import Library
from embeddings.updating import Fetched, fetch
from embeddings.values import Skipped
from embeddings.writing import writing
from tests.conftest import Write
from tests.embeddings.site import Site
from tests.embeddings.test_store import as_version_6
from tests.hashing_encoder import HashingEncoder

ENTRY = "<item><title>{0}</title><link>https://example.org/{0}</link><pubDate>{1}</pubDate><description>{2}</description></item>"
FIRST = ENTRY.format("Ice", "Wed, 01 May 2030 10:00:00 GMT", "The harbour froze again.")
SECOND = ENTRY.format("Tea", "Thu, 02 May 2030 10:00:00 GMT", "Tea came by ship.")


def rss(*entries: str) -> str:
    return f"<rss version='2.0'><channel><title>News</title>{''.join(entries)}</channel></rss>"


@pytest.fixture
def library(tmp_path: Path, write: Write, encoder: HashingEncoder) -> Iterator[Library]:
    write("own.txt", "Our own article stays.")
    opened = Library.open(tmp_path / "library", articles=tmp_path / "articles", encoder=encoder)
    yield opened
    opened.close()


def serve(site: Site, *entries: str) -> str:
    return site.serve("/feed", rss(*entries), "application/rss+xml")


def sources(library: Library) -> set[str]:
    return {article.source for article in library.articles()}


def test_a_feed_is_followed_and_what_left_it_stays(library: Library, site: Site) -> None:
    feed = serve(site, FIRST)
    assert f"{feed}#2030-05-01 Ice cee3ec" in library.sync(subscribe=[feed]).added
    serve(site, SECOND)
    assert library.sync().has_news is False
    assert library.sync(refresh=True).added == (f"{feed}#2030-05-02 Tea c843e7",)
    assert sources(library) == {"own.txt", f"{feed}#2030-05-01 Ice cee3ec", f"{feed}#2030-05-02 Tea c843e7"}
    hit = library.search("Who came by ship?", limit=1)[0]
    article = library.article(hit.passage.article_id)
    assert article is not None
    assert (article.url, article.file, article.published) == ("https://example.org/Tea", feed, "2030-05-02")


def test_an_entry_of_a_page_and_the_page_of_that_entry_are_two_articles(library: Library, site: Site) -> None:
    days = "".join(f"<h2>2024-01-0{day}</h2><p>On day {day} the harbour froze again.</p>" for day in (1, 2, 3))
    blog = site.serve("/blog", f"<html><body><article>{days}</article></body></html>")
    entry = site.serve("/blog/2024-01-02", "<p>The whole story of that day.</p>")
    library.sync(add=[blog, entry])
    assert sources(library) >= {f"{blog}#2024-01-02", entry}
    library.forget([entry])
    assert entry not in sources(library)
    assert f"{blog}#2024-01-02" in sources(library)


def test_a_feed_of_a_former_library_goes_on_with_its_articles(
    library: Library, site: Site, tmp_path: Path, encoder: HashingEncoder
) -> None:
    feed = serve(site, FIRST)
    library.sync(subscribe=[feed])
    ids = {article.source: article.id for article in library.articles()}
    library.close()
    as_version_6(tmp_path / "library")
    serve(site, FIRST, SECOND)
    with closing(Library.open(tmp_path / "library", articles=tmp_path / "articles", encoder=encoder)) as former:
        assert former.sync(refresh=True).added == (f"{feed}#2030-05-02 Tea c843e7",)
        assert ids.items() <= {article.source: article.id for article in former.articles()}.items()


def test_what_a_feed_gave_can_be_forgotten(library: Library, site: Site) -> None:
    feed = serve(site, FIRST, SECOND)
    library.sync(subscribe=[feed])
    (forgotten,) = library.forget([feed])
    assert len(forgotten.articles) == 2
    assert library.sync(refresh=True).has_news is False
    assert sources(library) == {"own.txt"}


def test_a_server_is_asked_only_for_what_is_new(library: Library, site: Site) -> None:
    feed = site.serve(
        "/feed", rss(FIRST), "application/rss+xml", ETag='"one"', Last_Modified="Wed, 01 May 2030 10:00:00 GMT"
    )
    library.sync(subscribe=[feed])
    site.serve("/feed", "", "application/rss+xml", status=304)
    site.asked.clear()
    report = library.sync(refresh=True)
    assert (report.has_news, report.skipped) == (False, ())
    (headers,) = [headers for path, headers in site.asked if path == "/feed"]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"one"', "Wed, 01 May 2030 10:00:00 GMT")


def test_a_feed_whose_state_has_a_name_beyond_ascii_is_fetched_whole(library: Library, site: Site) -> None:
    feed = site.serve("/feed", rss(FIRST), "application/rss+xml", ETag='"één"')
    library.sync(subscribe=[feed])
    serve(site, FIRST, SECOND)
    report = library.sync(refresh=True)
    assert (report.added, report.skipped) == ((f"{feed}#2030-05-02 Tea c843e7",), ())


def test_a_server_that_fails_costs_nothing_that_was_there(library: Library, site: Site) -> None:
    feed = serve(site, FIRST)
    library.sync(subscribe=[feed])
    site.serve("/feed", "no", status=500)
    report = library.sync(refresh=True)
    assert "500" in report.skipped[0].reason
    assert f"{feed}#2030-05-01 Ice cee3ec" in sources(library)
    serve(site, SECOND)
    assert library.sync(refresh=True).added == (f"{feed}#2030-05-02 Tea c843e7",)


def test_the_feed_that_a_page_names_is_found(site: Site) -> None:
    feed = serve(site, FIRST)
    page = site.serve(
        "/blog/", '<html><head><link rel="alternate" type="application/rss+xml" href="../feed"></head><p>Hello</html>'
    )
    (found,) = subscribed([page])
    assert isinstance(found, Page)
    assert (found.url, found.is_feed) == (feed, True)


@pytest.mark.parametrize("location", ["feed.xml", "ftp://example.org/feed", "http://127.0.0.1:0/"])
def test_what_is_no_address_of_a_feed_gives_the_reason(location: str) -> None:
    (refused,) = subscribed([location])
    assert isinstance(refused, Skipped)
    assert "address" in refused.reason


def test_a_page_without_a_feed_is_not_followed(library: Library, site: Site) -> None:
    page = site.serve("/a", "<p>The pier was rebuilt.</p>")
    (refused,) = library.sync(subscribe=[page]).skipped
    assert "is no feed" in refused.reason
    empty = serve(site)
    assert "no feed" in library.sync(subscribe=[empty]).skipped[0].reason
    assert library._store.feeds() == {}


def test_feeds_are_asked_side_by_side(site: Site) -> None:
    feeds = {site.serve(f"/{number}", rss(FIRST), "application/rss+xml"): "" for number in range(20)}
    found = refreshed(feeds)
    assert [each.url for each in found if isinstance(each, Page)] == list(feeds)


def entry(known_as: str, text: str, title: str = "") -> str:
    named = f"<title>{title}</title>" if title else ""
    date = "<pubDate>Wed, 01 May 2030 10:00:00 GMT</pubDate>"
    return f"<item>{named}<guid>{known_as}</guid>{date}<description>{text}</description></item>"


def test_posts_without_titles_and_posts_of_one_title_are_told_apart(library: Library, site: Site) -> None:
    posts = [entry(f"id-{number}", f"Post {number} froze.", "Ice" if number > 2 else "") for number in range(5)]
    feed = serve(site, *posts[:2])
    library.sync(subscribe=[feed])
    for number in range(1, 5):
        serve(site, *posts[number : number + 2])
        library.sync(refresh=True)
    assert len(sources(library)) == 6


def atom(*entries: tuple[str, str, str, str]) -> str:
    texts = (
        f"<entry><id>{known_as}</id><title>{title}</title><updated>2030-05-{day}T10:00:00Z</updated>"
        f"<summary>{text}</summary></entry>"
        for known_as, title, day, text in entries
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title>{''.join(texts)}</feed>"


def test_an_entry_with_another_date_or_title_is_the_same_article(library: Library, site: Site) -> None:
    other = ("urn:2", "Ice", "01", "The harbour froze.")

    def serve_atom(*entries: tuple[str, str, str, str]) -> str:
        return site.serve("/feed", atom(*entries), "application/atom+xml")

    story = "People died in the blast at the harbour on Monday, and many more were hurt, the police of the town said."
    feed = serve_atom(("urn:1", "Two dead in blast", "01", "Two people died."), other)
    library.sync(subscribe=[feed])
    ids = {article.title: article.id for article in library.articles()}
    for title, day, text in [
        ("Two dead in blast", "02", "Three people died."),
        ("Three dead in blast", "02", "Three people died."),
        ("Three dead in blast", "03", f"{story} Nobody is missing."),
        ("Five dead", "04", f"Five: {story}"),
    ]:
        serve_atom(("urn:1", title, day, text))
        report = library.sync(refresh=True)
        assert (report.added, report.removed, report.renamed) == ((), (), ())
        (changed,) = report.changed
        assert changed.startswith(f"{feed}#2030-05-{day} {title} ")
        assert sources(library) == {
            "own.txt",
            changed,
            f"{feed}#2030-05-01 Ice {hashlib.sha256(b'urn:2').hexdigest()[:6]}",
        }
        assert {each.id for each in library.articles()} == set(ids.values())
        assert library.article(ids["Two dead in blast"]).text == text  # type: ignore[union-attr]


def test_of_several_held_entries_of_one_id_none_goes(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = site.serve("/feed", atom(("urn:1", "Ice", "01", "Two people died.")), "application/atom+xml")
    with monkeypatch.context() as patched:
        patched.setattr("embeddings.changed_files.Reading._superseded", lambda *_: {})
        library.sync(subscribe=[feed])
        site.serve("/feed", atom(("urn:1", "Ice", "02", "Three people died.")), "application/atom+xml")
        library.sync(refresh=True)
    before = sources(library)
    assert len(before) == 3
    site.serve("/feed", atom(("urn:1", "Ice", "03", "Four people died.")), "application/atom+xml")
    assert library.sync(subscribe=[feed]).removed == ()
    assert len(sources(library) - before) == 1


def bare(title: str, day: int, guid: str = "") -> str:
    date = f"<pubDate>0{day} May 2030 10:00:00 GMT</pubDate>"
    link = "<link>https://example.org/</link>"
    return f"<item>{guid}<title>{title}</title>{link}{date}<description>{title} came.</description></item>"


def test_entries_that_are_known_by_a_link_alone_are_none_s_former_states(library: Library, site: Site) -> None:
    feed = serve(site, bare("Ice", 1), bare("Tea", 1))
    library.sync(subscribe=[feed])
    serve(site, bare("Rum", 1))
    assert (library.sync(refresh=True).removed, len(sources(library))) == ((), 4)
    other = site.serve("/other", rss(bare("Ice", 1)), "application/rss+xml")
    library.sync(subscribe=[other])
    site.serve("/other", rss(bare("Ice", 2)), "application/rss+xml")
    assert len(library.sync(refresh=True).added) == 1
    assert len(sources(library)) == 6


def test_other_articles_under_a_constant_id_are_none_s_former_states(library: Library, site: Site) -> None:
    guid = "<guid isPermaLink='false'>urn:daily</guid>"
    feed = serve(site, bare("Weather Monday", 1, guid))
    library.sync(subscribe=[feed])
    for day, name in enumerate(("Tuesday", "Wednesday"), 2):
        serve(site, bare(f"Weather {name}", day, guid))
        assert len(library.sync(refresh=True).added) == 1
    assert len(sources(library)) == 4
    other = site.serve("/other", rss(bare("Ice", 1, guid), bare("Ice", 1, guid)), "application/rss+xml")
    library.sync(subscribe=[other])
    site.serve("/other", rss(bare("Tea", 1, guid)), "application/rss+xml")
    assert library.sync(refresh=True).removed == ()
    assert len(sources(library)) == 7


WEATHER = [
    "A cold wind from the north brings snow to the coast, and by the evening the harbour will be closed to all boats.",
    "The sun returns over the islands after a week of storms, though ferries still sail late on the western routes.",
    "Rain is expected from noon until late at night, with gales around the light and floods along the river road.",
]


def test_a_title_that_returns_each_day_under_a_constant_id_replaces_nothing(library: Library, site: Site) -> None:
    for day, text in enumerate(WEATHER, 1):
        feed = site.serve("/feed", atom(("urn:daily", "Weather", f"0{day}", text)), "application/atom+xml")
        library.sync(subscribe=[feed])
    assert len(sources(library)) == 4
    site.serve("/feed", atom(("urn:daily", "Weather", "03", f"{WEATHER[2]} Stay at home.")), "application/atom+xml")
    assert len(library.sync(refresh=True).changed) == 1
    for day, text in enumerate(("Rain in the north.", "Fog, then sun."), 1):
        feed = site.serve("/short", atom(("urn:daily", "Weather", f"0{day}", text)), "application/atom+xml")
        library.sync(subscribe=[feed])
    assert len(sources(library)) == 6


def test_an_entry_whose_id_is_its_address_is_known_by_that(library: Library, site: Site) -> None:
    guid = "<guid>https://example.org/</guid>"
    feed = serve(site, bare("Ice", 1, guid))
    library.sync(subscribe=[feed])
    serve(site, bare("Ice", 2, guid))
    report = library.sync(refresh=True)
    assert (report.added, report.changed) == ((), (f"{feed}#2030-05-02 Ice 8198d1",))


def test_entries_that_share_an_id_are_none_s_former_states(library: Library, site: Site) -> None:
    posts = [("urn:1", f"Day {day}", f"0{day}", f"It froze on day {day}.") for day in range(1, 5)]
    feed = site.serve("/feed", atom(*posts[:2]), "application/atom+xml")
    library.sync(subscribe=[feed])
    site.serve("/feed", atom(*posts[2:]), "application/atom+xml")
    assert len(library.sync(refresh=True).added) == 2
    assert len(sources(library)) == 5


def test_a_feed_that_cannot_be_read_is_asked_again(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = serve(site, FIRST)
    library.sync(subscribe=[feed])
    before = library._store.feeds()
    site.serve("/feed", rss(SECOND), "application/rss+xml", ETag='"two"')
    with monkeypatch.context() as patched:
        patched.setattr("embeddings.parsing.Parser.parse", fail)
        library.sync(refresh=True)
    assert library._store.feeds() == before
    assert len(library.sync(refresh=True).added) == 1


def fail(*_: object) -> None:
    raise ParserStoppedError("takes longer than 60 s to read: split it")


def test_an_address_that_is_no_feed_any_more_is_told(library: Library, site: Site) -> None:
    feed = serve(site, FIRST)
    library.sync(subscribe=[feed])
    site.serve("/feed", "<p>This domain is for sale.</p>")
    report = library.sync(refresh=True)
    assert (report.has_news, "is no feed" in report.skipped[0].reason) == (False, True)
    serve(site, SECOND)
    library.sync(add=[feed])
    assert len(sources(library)) == 3


def test_a_feed_that_is_dropped_while_it_is_fetched_is_not_followed_again(library: Library, site: Site) -> None:
    feed = serve(site, FIRST)
    library.sync(subscribe=[feed])
    serve(site, SECOND)

    def drop(_: object) -> None:
        library._store.drop_feed(feed)

    library.sync(refresh=True, on_progress=drop)
    assert library._store.feeds() == {}


def test_others_may_write_while_a_server_is_waited_for(library: Library, site: Site) -> None:
    feed = serve(site, FIRST)
    library.sync(subscribe=[feed])
    before = library._store.generation
    silent = site.fall_silent("/feed")
    site.asked.clear()

    def is_asked() -> bool:
        with writing(library._store.folder, patience=0):
            return site.is_asked_for(silent)

    with pytest.raises(Cancelled):
        library.sync(refresh=True, is_cancelled=is_asked)
    assert (library._store.generation, list(library._store.feeds())) == (before, [feed])


def test_a_feed_that_is_dropped_before_its_news_are_read_is_not_followed_again(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = serve(site, FIRST)
    library.sync(subscribe=[feed])
    serve(site, SECOND)

    def drop(*typed: Any, **options: Any) -> Fetched:
        from_web = fetch(*typed, **options)
        library._store.drop_feed(feed)
        return from_web

    monkeypatch.setattr("embeddings.library.fetch", drop)
    assert library.sync(refresh=True).has_news is False
    assert library._store.feeds() == {}


def test_what_is_forgotten_while_it_is_indexed_waits_for_that(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more/a.txt").write_text("It froze.")
    library.sync(add=[str(tmp_path / "more")])
    monkeypatch.setattr("embeddings.added.writing", functools.partial(writing, patience=0.1))
    with writing(library._store.folder), pytest.raises(LibraryBusyError):
        library.forget([str(tmp_path / "more")])
    assert len(library.forget([str(tmp_path / "more")])) == 1
