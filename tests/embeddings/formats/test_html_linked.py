from __future__ import annotations

import json

import pytest

from embeddings.formats.html import load_html

SENTENCES = [
    f"On day {day} the ice in the harbour was {day} centimetres thick, and still no ferry dared to leave it."
    for day in range(1, 12)
]


def page(body: str, shown: str = "<p>Subscribe to read what became of the ferry.</p>") -> bytes:
    described = json.dumps({"@type": "NewsArticle", "headline": "Ice", "articleBody": body}).replace("</", r"<\/")
    head = f'<title>Ice</title><script type="application/ld+json">{described}</script>'
    return f"<html><head>{head}</head><body><h1>Ice</h1>{shown}</body></html>".encode()


def texts(content: bytes) -> list[str]:
    (document,) = load_html(content)
    return [block.text for block in document.blocks]


@pytest.mark.parametrize(
    "body",
    [
        "\n\n".join(SENTENCES),
        "".join(f"<p>{sentence}</p>" for sentence in SENTENCES),
        "".join(f"&lt;p&gt;{sentence}&lt;/p&gt;" for sentence in SENTENCES),
    ],
    ids=["plain", "tags", "spelt out tags"],
)
def test_an_article_that_a_page_states_and_does_not_show_is_read(body: str) -> None:
    assert texts(page(body)) == SENTENCES


def test_what_a_page_shows_is_read_as_it_is_shown() -> None:
    shown = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    assert texts(page(" ".join(SENTENCES), shown)) == SENTENCES


def test_a_stated_teaser_is_no_article() -> None:
    assert texts(page(SENTENCES[0])) == ["Subscribe to read what became of the ferry."]


def test_of_several_stated_articles_none_is_the_page_s() -> None:
    posts = [{"@type": "BlogPosting", "articleBody": " ".join(SENTENCES[start:])} for start in (0, 1)]
    script = f'<script type="application/ld+json">{json.dumps({"@type": "Blog", "blogPost": posts})}</script>'
    content = (
        f"<html><head>{script}</head><body><p>Two letters from the harbour, of March and of May.</p></body></html>"
    )
    assert texts(content.encode()) == ["Two letters from the harbour, of March and of May."]


def test_markup_in_a_stated_article_hides_and_runs_nothing() -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    assert texts(page(f"<script>alert(1)</script><p style='display: none'>Buy now.</p>{body}")) == SENTENCES
