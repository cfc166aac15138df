from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot import cli
from qa_bot.engine import Engine
from tests.conftest import Write
from tests.embeddings.site import Site, serving
from tests.hashing_encoder import HashingEncoder
from tests.qa_bot.conftest import Run, engine_of, spawn

FEED = (
    "<rss version='2.0'><channel><title>News</title><item><title>Ice</title>"
    "<description>The harbour froze again.</description></item></channel></rss>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


@pytest.fixture
def qa(tmp_path: Path, write: Write, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command over a folder of one article."""
    write("own.txt", "Our own article stays.")
    monkeypatch.setattr(Engine, "load", lambda **_: engine_of(encoder))
    places = ["--articles", str(tmp_path / "articles"), "--library", str(tmp_path / "library")]
    return lambda *typed: cli.main([*typed, *places])


def test_a_feed_is_added_listed_and_removed(qa: Run, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    feed = site.serve("/feed", FEED, "application/rss+xml")
    assert qa("feed") == 0
    assert "no feed is followed" in capsys.readouterr().err
    assert qa("feed", "add", feed) == 0
    assert f"added    {feed}#Ice" in capsys.readouterr().out
    for listed in (["feed"], ["feed", "list"]):
        assert qa(*listed) == 0
        assert capsys.readouterr().out == f"{feed}\n"
    assert qa("feed", "remove", feed) == 0
    assert qa("feed", "remove", feed) == 2
    assert f"{feed} is not followed" in capsys.readouterr().err
    assert qa("articles") == 0
    assert f"{feed}#Ice" in capsys.readouterr().out


def test_a_missing_folder_is_said_and_no_library_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = ["--articles", str(tmp_path / "nope"), "--library", str(tmp_path / "library")]
    for typed in (["feed"], ["feed", "remove", "https://example.org/feed"]):
        assert cli.main([*typed, *places]) == 2
        assert "there is no folder" in capsys.readouterr().err
    assert not (tmp_path / "library").exists()


@pytest.mark.parametrize("typed", [[], ["add", "https://example.org/feed"], ["remove", "https://example.org/feed"]])
def test_what_others_share_follows_feeds_where_its_articles_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, typed: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QA_BOT_STORE", str(tmp_path / "news.db"))
    assert cli.main(["feed", *typed]) == 2
    told = capsys.readouterr().err
    assert told.startswith("qa-bot: what others share follows feeds where its articles are, without --store or QA_BOT_")
    assert told.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_index_fetches_what_is_new(qa: Run, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    feed = site.serve("/feed", FEED, "application/rss+xml")
    assert qa("feed", "add", feed) == 0
    site.serve("/feed", FEED.replace("Ice", "Tea"), "application/rss+xml")
    capsys.readouterr()
    assert qa("ask", "who?") in (0, 1)
    assert qa("index") == 0
    assert f"added    {feed}#Tea" in capsys.readouterr().out


def test_what_is_no_feed_is_told(qa: Run, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    page = site.serve("/a", "<p>The pier was rebuilt.</p>")
    assert qa("feed", "add", page) == 2
    assert "is no feed" in capsys.readouterr().out


@pytest.mark.parametrize("typed", [["index"], ["feed", "add", "{}"]])
def test_ctrl_c_does_not_wait_for_a_server(qa: Run, tmp_path: Path, site: Site, typed: list[str]) -> None:
    feed = site.serve("/feed", FEED, "application/rss+xml")
    assert qa("feed", "add", feed) == 0
    site.asked.clear()
    site.fall_silent("/feed")
    places = ["--articles", str(tmp_path / "articles"), "--library", str(tmp_path / "library")]
    with spawn(*(each.format(feed) for each in typed), *places) as process:
        while not site.is_asked_for(feed):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)  # a server that says nothing is given up after 30 s
    assert (process.returncode, errors) == (130, "")
    assert qa("articles") == 0
