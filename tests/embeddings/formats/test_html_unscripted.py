from __future__ import annotations

import pytest

from embeddings.formats.html import load_html
from embeddings.formats.html_tree import parsed, tree_parser
from embeddings.formats.html_unscripted import show_unscripted

FIRST = (
    "My boat takes in water at the stern whenever it rains for more than a day, though the hull is dry below. The deck "
    "was laid anew two summers ago, and nobody has walked on it with boots since then."
)
SECOND = (
    "Look at the rubber seal of the rear hatch before you lift any plank. Mine had shrunk by a finger's breadth after "
    "three winters, and a new one cost me eleven crowns at the chandler's in Holm."
)
POST = "<div itemscope class='topic-body crawler-post'><div itemprop=text class=post><p>{}</p></div></div>"
THREAD = (
    "<header><a href=/>Sarn Boating</a></header><div class=wrap role=main><h1>Water</h1>"
    f"{POST.format(FIRST)}<hr>{POST.format(SECOND)}</div>"
)


def texts(body: str) -> str:
    (document,) = load_html(f"<html><head><title>Water</title></head><body>{body}</body></html>".encode())
    return "\n".join(block.text for block in document.blocks)


@pytest.mark.parametrize(
    "page",
    [
        f"<div id=app><p>Please wait.</p></div><noscript>{THREAD}</noscript>",
        f"<noscript><img src=a.png></noscript><div id=app><p>Loading …</p></div><noscript>{THREAD}</noscript>",
        f"<shell-of-it><p>One moment</p><noscript>{THREAD}</noscript></shell-of-it><script>draw('{FIRST}')</script>",
    ],
    ids=["alone", "not-the-first", "beside-a-script"],
)
def test_a_thread_that_only_scripts_show_is_read_as_it_is_without_them(page: str) -> None:
    assert [each for each in texts(page).splitlines() if each in (FIRST, SECOND)] == [FIRST, SECOND]


def test_what_else_is_kept_for_visitors_without_scripts_is_none_of_a_page_s_text() -> None:
    asks = "<noscript>Please switch scripts on in your browser, and load this page once more.</noscript>"
    again = f"<noscript><p>{SECOND}</p></noscript>"
    assert texts(f"{asks}{THREAD}{asks}").count("scripts") == 0
    assert texts(f"<main><h1>Water</h1><p>{FIRST}</p></main>{again}").count(SECOND) == 0


def test_a_page_of_nothing_but_a_short_appeal_is_left_as_it_is() -> None:
    page = parsed("<body><div id=app></div><noscript>Scripts are needed here.</noscript></body>", tree_parser())
    show_unscripted(page)
    assert page.find(".//noscript") is not None
