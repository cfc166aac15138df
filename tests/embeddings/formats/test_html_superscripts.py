from __future__ import annotations

import time

import pytest
from lxml import html

from embeddings.formats.html_superscripts import write_superscripts
from embeddings.formats.html_tree import html_blocks
from embeddings.loading import load_articles


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("some 10<sup>8</sup> metres", "some 10^8 metres"),
        ("some <b>10</b><sup><i>-</i>8<!-- 9 --></sup> metres", "some 10^-8 metres"),
        ("some 10<sup>8</sup><!-- 9 -->.", "some 10^8."),
        ("the 1<sup>st</sup> of May", "the 1st of May"),
        ("some 10<sup><a href='#fn8'>8</a></sup> metres", "some 10 metres"),
        ("some 10<a href='notes.html#fn8'> <sup>8</sup></a> metres", "some 10 metres"),
        ("<a href='#may'>the 1<sup>st</sup> of May</a>", "the 1st of May"),
        ("some 10<sup><a href='/power'>8</a></sup> metres", "some 10^8 metres"),
        ("some 10<sup class='footnote-ref'>8</sup> metres", "some 10 metres"),
        ("some 10<sup>[8]</sup> metres", "some 10 metres"),
        ("in 1850<sup>1</sup><sup>2</sup> it froze", "in 1850 it froze"),
        ("add 1<sup>1</sup>/<sub>2</sub> cups", "add 1 1/2 cups"),
        ("10<br><sup>1</sup> Smith", "10 1 Smith"),
        ("in 18<sup>[<a href='#fn1'>1</a>, <a href='#fn2'>2</a>]</sup>.", "in 18."),
        ("in 18<sup><a href='#fn1'>*</a></sup>.", "in 18."),
        ("in 18<sup>th <a href='#fn1'>1</a></sup>.", "in 18th 1."),
        ("A <sup>See the <a href='/ice#c'>full statement</a></sup>", "A See the full statement"),
        ("A <sup><a href='/ice#c'>See the statement</a></sup>", "A See the statement"),
        (
            "A <sup class='note'>See the full statement of the court on ice</sup>",
            "A See the full statement of the court on ice",
        ),
    ],
)
def test_a_power_is_told_from_its_base_and_a_note_s_mark_goes(markup: str, read: str) -> None:
    assert [block.text for block in html_blocks(f"<p>{markup}</p>")] == [read]


def test_what_stands_in_another_block_is_no_base() -> None:
    assert [block.text for block in html_blocks("<p>10</p><p><sup>1</sup> Smith</p>")] == ["10", "1 Smith"]


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        (
            "<div>One.<sup><a href='#f1'>1</a><div>Two is here.</div><div>Of 10<sup>8</sup> m.</div></div>",
            ["One.1", "Two is here.", "Of 10^8 m."],
        ),
        ("<p>One.<sup>1<p>Two is <b>here</b>.</p><p>Three</p>", ["One.1", "Two is here.", "Three"]),
        ("<p>One.<sup>1<br><br>Two.</p>", ["One.1", "Two."]),
        (f"<p>One{'<sup>' * 50} two.</p>", ["One two."]),
    ],
)
def test_a_superscript_that_is_not_closed_swallows_nothing(markup: str, read: list[str]) -> None:
    assert [block.text for block in html_blocks(markup)] == read


def test_an_article_s_superscripts_are_read() -> None:
    line = "<p>The pilots waited a week at the pier, as the harbour master said on Monday.</p>"
    page = f"<body><article>{line}<p>It is 10<sup>8</sup> metres.<sup>[12]</sup></p>{line * 4}</article></body>"
    article = load_articles(page.encode(), source="page.html").articles[0]
    assert article.paragraphs[1].text == "It is 10^8 metres."


def test_many_superscripts_cost_little() -> None:
    page = html.document_fromstring(f"<p>{'10<sup>8</sup> ' * 20_000}</p>")
    began = time.process_time()
    write_superscripts(page)
    assert time.process_time() - began < 2
