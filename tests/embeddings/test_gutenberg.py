"""Books as Project Gutenberg wraps them, in text, HTML and EPUB; the books themselves are made up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.documents import Block, Document
from embeddings.gutenberg import without_wrapper
from embeddings.loading import load_articles
from embeddings.values import Article
from tests.embeddings.formats.test_epub import FRONT, epub, link

FIRST = "The harbour of Sarn froze over in the first week of March, and nobody could leave the port."
LAST = "When the ice went out in May, the pilots wept, and the bakers gave bread to all the crews."
HEADER = """The Project Gutenberg eBook of The Ice at Sarn

This ebook is for the use of anyone anywhere in the United States and
most other parts of the world at no cost and with almost no restrictions
whatsoever.

Title: The Ice at Sarn

Author: Ines Okafor

Release date: October 2, 2004 [eBook #35]
                Most recently updated: May 3, 2021

Language: English

Credits: Produced by two pilots


"""
LICENCE = """Updated editions will replace the previous one—the old editions will
be renamed.

START: FULL LICENSE

THE FULL PROJECT GUTENBERG LICENSE

Section 1. General Terms of Use and Redistributing Project Gutenberg
electronic works.
"""
START = "*** START OF THE PROJECT GUTENBERG EBOOK THE ICE AT SARN ***"
END = "*** END OF THE PROJECT GUTENBERG EBOOK THE ICE AT SARN ***"


def loaded(content: str, source: str = "ice.txt") -> Article:
    (article,) = load_articles(content.encode(), source=source).articles
    return article


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (START, END),
        ("*** START OF THIS PROJECT GUTENBERG EBOOK THE ICE AT SARN ***\n\nProduced by two pilots", END.lower()),
        ("***START OF THE PROJECT GUTENBERG EBOOK\nTHE ICE AT SARN***", "End of Project Gutenberg's The Ice at Sarn"),
    ],
)
def test_a_text_is_the_book_alone(start: str, end: str) -> None:
    note = "[Transcriber's Note: old spellings are kept.]"
    article = loaded(f"{HEADER}{start}\n\n{note}\n\n{FIRST}\n\n{LAST}\n\n{end}\n\n{LICENCE}")
    assert article.text == f"{FIRST}\n\n{LAST}"
    assert (article.title, article.author, article.published) == ("The Ice at Sarn", "Ines Okafor", None)


@pytest.mark.parametrize(
    "title", ["The Project Gutenberg eBook of The Ice at Sarn, by Ines Okafor", "The Ice at Sarn | Project Gutenberg"]
)
def test_a_page_is_the_book_alone(title: str) -> None:
    page = f"""<html><head><title>{title}</title><meta name="dc.created" content="2004-10-02"></head><body>
        <section class="pg-boilerplate pgheader" id="pg-header"><h2>The Project Gutenberg eBook of The Ice at Sarn</h2>
        <div>This ebook is for the use of anyone anywhere in the United States and most other parts.</div>
        <p><strong>Title</strong>: The Ice at Sarn</p><p><strong>Author</strong>: Ines Okafor</p>
        <p><strong>Release date</strong>: October 2, 2004 [eBook #35]</p>
        <div id="pg-start-separator"><span>{START}</span></div></section>
        <h1>The Ice at Sarn</h1>
        <p>{FIRST}</p><h2>The thaw</h2><p>{LAST}</p>
        <div>TRANSCRIBER’S NOTES</div><p>A comma was mended on page 3.</p>
        <section class="pg-boilerplate pgfooter"><div><span>{END}</span></div>
        <div>Updated editions will replace the previous one.</div><h2>THE FULL PROJECT GUTENBERG™ LICENSE</h2>
        <p>To protect the Project Gutenberg™ mission of promoting the free distribution.</p></section></body></html>"""
    article = loaded(page, "ice.html")
    texts = [paragraph.text for paragraph in article.paragraphs]
    assert texts[-3:] == [FIRST, "The thaw", LAST]
    assert "utenberg" not in article.text
    assert (article.title, article.author, article.published) == ("The Ice at Sarn", "Ines Okafor", None)


def test_an_old_page_has_its_whole_header_in_one_block() -> None:
    header = f"<pre>Project Gutenberg's Ice, by Ines Okafor {START}</pre>"
    article = loaded(f"<html><body>{header}<p>{FIRST}</p><p>{LAST}</p></body></html>", "ice.html")
    assert article.text == f"{FIRST}\n\n{LAST}"


def test_a_book_in_chapters_is_the_book_alone_and_gutenberg_s_day_is_not_its_own() -> None:
    header = f"<div><h2>The Project Gutenberg eBook of The Ice</h2><p>Title: The Ice</p><p>{START}</p></div>"
    pages = {
        "a.xhtml": f"{header}<h2>The frost</h2><p>{FIRST} {FIRST}</p>",
        "b.xhtml": f"<h2>The thaw</h2><p>{LAST} {LAST}</p><p>{END}</p><p>Updated editions will replace this.</p>",
        "c.xhtml": f"<h2>THE FULL PROJECT GUTENBERG™ LICENSE</h2><p>To protect all this. {LAST}</p>",
    }
    contents = (
        link("a.xhtml", "The frost")
        + link("b.xhtml", "The thaw")
        + link("c.xhtml", "The Full Project Gutenberg License")
    )
    named = "<dc:identifier>http://www.gutenberg.org/35</dc:identifier><dc:date>2004-10-02</dc:date>"
    loaded = load_articles(epub(pages, contents=contents, metadata=FRONT + named), source="ice.epub")
    assert [(article.title, article.text) for article in loaded.articles] == [
        ("Ice: The frost", f"The frost\n\n{FIRST} {FIRST}"),
        ("Ice: The thaw", f"{LAST} {LAST}"),
    ]
    assert {article.published for article in loaded.articles} == {None}
    assert loaded.left_out == ()


def test_what_is_in_one_block_with_a_marker_stays() -> None:
    blocks = [Block(f"This eBook is for anyone. {START} {FIRST}"), Block(f"{LAST} {END} Updated editions")]
    assert [block.text for block in without_wrapper(Document(blocks)).blocks] == [FIRST, LAST]


@pytest.mark.parametrize(
    "part", ["THE FULL PROJECT GUTENBERG™ LICENSE", "The Full Project Gutenberg License", "Transcriber’s Notes"]
)
def test_a_part_that_is_only_wrapper_has_nothing_left(part: str) -> None:
    assert without_wrapper(Document([Block(LAST)], f"The Ice at Sarn: {part}")).blocks == ()


@settings(max_examples=60)
@given(
    st.lists(st.text(min_size=1) | st.sampled_from([FIRST, "Title: Ice", "Project Gutenberg", "A transcriber", "***"])),
    st.text() | st.sampled_from(["The Project", "Ice: License"]),
)
def test_any_other_document_stays_as_it_is(texts: list[str], title: str) -> None:
    document = Document([Block(text) for text in texts], title, published="2004-10-02")
    assert without_wrapper(document) is document


@pytest.mark.parametrize(
    "told",
    [
        f"Cut all that stands above “{START}” and below “{END}”, and you have the book.",
        f"The text begins below a line such as {START} and ends above one such as {END} in every file.",
        f"```\n{START}\n```\n\nBetween the two stands the book.\n\n```\n{END}\n```",
        "End of Project Gutenberg in Germany: a court had its pages blocked there in 2018.",
        "To protect the Project Gutenberg mission, its founder kept the books free for everyone.",
        "## Project Gutenberg License",
    ],
)
@pytest.mark.parametrize("title", ["How to clean a book", "Project Gutenberg turns 50", "Transcriber’s note"])
def test_an_article_about_gutenberg_s_books_loses_nothing(title: str, told: str) -> None:
    article = loaded(f"---\ntitle: {title}\ndate: 2021-05-04\n---\n\n{FIRST}\n\n{told}\n\n{LAST}\n", "ice.md")
    assert (article.title, article.published) == (title, "2021-05-04")
    words = told.replace("```", "").replace("## ", "").split()
    assert article.text.replace("*", "").split() == f"{FIRST} {' '.join(words)} {LAST}".replace("*", "").split()


def test_of_several_books_one_behind_the_other_none_is_lost() -> None:
    book = f"{HEADER}{START}\n\n{{}}\n\n{END}\n\n{LICENCE}\n\n"
    text = loaded(book.format(FIRST) + book.format(LAST)).text
    assert FIRST in text
    assert LAST in text
