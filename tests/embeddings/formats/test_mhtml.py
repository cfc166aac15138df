from __future__ import annotations

import pytest

from embeddings.errors import UnreadableArticleError
from embeddings.loading import load_articles

FRAME = "<html><body><p>Buy a boat today, they are cheap this week.</p></body></html>"
PAGE = (
    '<html><head><meta charset="windows-1252"></head><body><nav><a href="/">Home</a></nav><article>'
    "<p>The keeper of the northern light has won the “race” for the first time in its history.</p>"
    "<p>Share this article</p><p>Signe Dahl, 61, crossed the line four minutes before the favourite.</p>"
    "</article></body></html>"
)


def saved(*, start: str = "", **parts: str) -> bytes:
    head = f'Subject: =?utf-8?q?Keeper_wins?=\nContent-Type: multipart/related; {start}boundary="b"\n\n'
    body = "".join(
        f"--b\nContent-Type: text/html; charset=utf-8\nContent-ID: <{name}@mhtml>\n\n{each}\n"
        for name, each in parts.items()
    )
    return f"{head}{body}--b\nContent-Type: image/png\n\nzzz\n--b--\n".encode()


@pytest.mark.parametrize(
    "content", [saved(page=PAGE, frame=FRAME), saved(start='start="<page@mhtml>"; ', frame=FRAME, page=PAGE)]
)
def test_a_saved_page_gives_the_article_of_its_root(content: bytes) -> None:
    (article,) = load_articles(content, source="race.mhtml").articles
    assert (article.title, article.source) == ("Keeper wins", "race.mhtml")
    assert [each.text.split()[0] for each in article.paragraphs] == ["The", "Signe"]
    assert "the “race” for" in article.text


def test_a_page_of_one_part_is_read() -> None:
    content = f"Subject: Race\nContent-Type: text/html; charset=utf-8\n\n{PAGE}".encode()
    assert "Signe Dahl" in load_articles(content, source="race.mht").articles[0].text


@pytest.mark.parametrize("content", [b"It froze.", b"Subject: a\nContent-Type: text/plain\n\nIt froze."])
def test_what_holds_no_page_gives_the_reason(content: bytes) -> None:
    with pytest.raises(UnreadableArticleError, match=r"no web page|no header"):
        load_articles(content, source="race.mhtml")
