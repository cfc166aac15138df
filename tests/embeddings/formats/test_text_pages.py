from __future__ import annotations

from embeddings.formats.text_pages import without_pages
from embeddings.loading import load_articles


def test_running_heads_go_and_a_sentence_goes_on_on_the_next_page() -> None:
    pages = [
        "Ice in the port\n\nThe harbour froze in the first week of March, and for eleven\n\n        1\n",
        "Harbour log             Spring 2021\n\ndays no ship could leave it.\n\nThe thaw came in May.\n\n        2\n",
        "Harbour log             Spring 2021\n\nNobody crossed.\n\n        3\n",
    ]
    (article,) = load_articles("\f".join(pages).encode(), source="log.txt").articles
    assert article.title == "Ice in the port"
    assert [each.text for each in article.paragraphs] == [
        "The harbour froze in the first week of March, and for eleven days no ship could leave it.",
        "The thaw came in May.",
        "Nobody crossed.",
    ]


def test_what_stands_once_beside_a_form_feed_stays() -> None:
    assert without_pages("It froze.\n\fThe thaw\n\nIt thawed.\n\f\f") == "It froze.\n\nThe thaw\n\nIt thawed."


def test_of_many_pages_two_that_begin_alike_have_no_running_head() -> None:
    pages = [f"{name}\n\nIt froze." for name in ("Ice", "Rain", "Ice", "Sun", "Wind", "Snow")]
    assert without_pages("\f".join(pages)).count("Ice\n\nIt froze.") == 2


def test_what_recurs_within_a_page_stays() -> None:
    page = "Log {}\n\nIt froze.\n\nRope 4\n\nIt thawed.\n\nIt rained."
    assert without_pages("\f".join(map(page.format, "123"))).count("Rope 4") == 3


def test_a_text_without_form_feeds_is_as_it_was() -> None:
    assert without_pages("  It froze.\n\n\nIt thawed. \n") == "  It froze.\n\n\nIt thawed. \n"
