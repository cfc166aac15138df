from __future__ import annotations

import base64
import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.errors import UnreadableArticleError
from embeddings.formats import LOADERS, load_article, read_file
from embeddings.values import Article
from tests.conftest import SAMPLE_ARTICLES
from tests.embeddings.texts import messy_texts, sentences


def assert_offsets_hold(article: Article) -> None:
    assert [paragraph.number for paragraph in article.paragraphs] == list(range(1, len(article.paragraphs) + 1))
    assert all(article.text[each.start : each.end] == each.text == each.text.strip() for each in article.paragraphs)
    edges = [edge for each in article.paragraphs for edge in (each.start, each.end)]
    assert edges == sorted(edges)


@settings(max_examples=150, deadline=None)
@given(messy_texts | st.text(), st.sampled_from([".txt", ".md", ".html"]))
def test_offsets_hold_for_any_text(text: str, suffix: str) -> None:
    content = ("It began. It went on.\n\n" + text).encode(errors="replace")
    try:
        article, _ = load_article(content, source=f"a{suffix}")
    except UnreadableArticleError:
        return
    assert_offsets_hold(article)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".txt", ".md", ".html"]))
def test_any_bytes_give_an_article_or_a_reason(content: bytes, suffix: str) -> None:
    try:
        assert_offsets_hold(load_article(content, source=f"a{suffix}")[0])
    except UnreadableArticleError as error:
        assert "\n" not in str(error)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(sentences, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=6, unique=True))
def test_every_format_keeps_every_sentence(paragraphs: list[str]) -> None:
    pages = {
        ".txt": "It was a winter.\n\n" + "\n\n".join(paragraphs),
        ".md": "# Ice\n\n" + "\n\n".join(paragraphs),
        ".html": "<html><body><article><h1>Ice</h1>"
        + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        + "</article></body></html>",
    }
    for suffix, page in pages.items():
        article, _ = load_article(page.encode(), source=f"a{suffix}")
        assert all(paragraph in (article.title, *article.text.split("\n\n")) for paragraph in paragraphs), suffix


@pytest.mark.parametrize("path", sorted(SAMPLE_ARTICLES.iterdir()), ids=lambda path: path.name)
def test_sample_articles_load_whole(path: Path) -> None:
    article, left_out = load_article(path.read_bytes(), source=path.name)
    assert_offsets_hold(article)
    assert len(article.paragraphs) > 3
    assert article.title
    assert not left_out


def test_without_a_title_the_file_name_is_the_title() -> None:
    assert load_article(b"It froze.", source="news/ice_in-the  port.txt")[0].title == "Ice in the port"


@pytest.mark.parametrize("lines", [False, True], ids=["one run", "broken into lines"])
def test_a_megabyte_of_data_is_left_out_and_the_rest_stays(lines: bool) -> None:
    raw = random.Random(1).randbytes(750_000)
    data = base64.encodebytes(raw) if lines else base64.b64encode(raw)
    content = b"The tide was high.\n\n" + data + b"\n\nThe boats came back."
    article, left_out = load_article(content, source="a.txt")
    assert [paragraph.text for paragraph in article.paragraphs] == ["The tide was high.", "The boats came back."]
    assert len(left_out) == 1
    assert "characters" in left_out[0].reason


def test_long_words_and_languages_without_spaces_are_no_data() -> None:
    text = "東京の港は冬に凍った。船は春まで待った、誰も渡らなかった。" * 400 + " https://example.org/" + "a" * 900
    article, left_out = load_article(text.encode(), source="a.txt")
    assert (article.text, left_out) == (text, [])


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"\x00\x00"])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_a_file_without_text_gives_the_reason(content: bytes, suffix: str) -> None:
    with pytest.raises(UnreadableArticleError, match=r"empty|no paragraph|not text"):
        load_article(content, source=f"a{suffix}")


def test_a_parser_that_chokes_gives_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def choke(_: bytes) -> None:
        raise RecursionError

    monkeypatch.setitem(LOADERS, ".txt", choke)
    with pytest.raises(UnreadableArticleError, match=r"cannot be parsed \(RecursionError\)"):
        load_article(b"It froze.", source="a.txt")


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(UnreadableArticleError, match=r"too large \(50 MB; the limit is 20 MB\)"):
        read_file(path)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableArticleError, match="not a regular file"):
        read_file(tmp_path / "pipe.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticleError, match="not a regular file"):
        read_file(tmp_path)


def test_a_file_that_is_gone_gives_the_reason(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticleError, match="No such file"):
        read_file(tmp_path / "gone.txt")
