from __future__ import annotations

import pytest

from embeddings.formats.html import load_html

STANDFIRST = "The ferry that lay in the ice for eleven days sails again on Monday."
ARTICLE = [
    f"On day {day} the ice in the harbour was {day} centimetres thick, and still no ferry dared to leave it."
    for day in range(1, 12)
]


def texts(below: str, *, head: str = "", above: str = "") -> list[str]:
    body = "".join(f"<p>{sentence}</p>" for sentence in ARTICLE)
    page = f"<html><head><title>Ice</title>{head}</head><body>{above}<header><h1>Ice</h1>{below}</header>"
    (document,) = load_html(f"{page}<div class='story'>{body}</div></body></html>".encode())
    return [block.text for block in document.blocks]


@pytest.mark.parametrize(
    ("below", "head"),
    [
        (f"<h2 class='dek'>{STANDFIRST}</h2>", ""),
        (f"<p>{STANDFIRST}</p>", ""),
        (f"<p class='byline'>By Ada Byron</p><div class='ContentHeaderDek-dXy'>{STANDFIRST}</div>", ""),
        (f"<p class='byline'>By Ada Byron</p><div class='perex'><p>{STANDFIRST}</p></div>", ""),
        (f"<p class='byline'>By Ada Byron</p><div class='article__intro'><p>{STANDFIRST}</p></div>", ""),
        (f"<div class='meta'>3 May</div><div>{STANDFIRST}</div>", f"<meta name='description' content='{STANDFIRST}'>"),
    ],
    ids=["called so", "first", "called so by capitals", "called so in Czech", "around it", "the page's description"],
)
def test_a_standfirst_is_of_the_article(below: str, head: str) -> None:
    assert texts(below, head=head) == [STANDFIRST, *ARTICLE]


@pytest.mark.parametrize(
    "below",
    [
        "",
        "<p class='dek'>Ice, ferries, tides</p>",
        "<p>By Ada Byron</p><p>Sign up and get our letters from the harbour every week.</p>",
        "<nav><p>Choose a harbour to read of its ice, its ferries and its tides.</p></nav>",
        f"<p class='dek'>{ARTICLE[3]}</p>",
    ],
    ids=["nothing", "no sentence", "not called so", "in a menu", "told again"],
)
def test_what_else_stands_below_a_headline_is_none(below: str) -> None:
    assert texts(below) == ARTICLE


def test_a_page_without_a_headline_has_none() -> None:
    (document,) = load_html(f"<body><p>{STANDFIRST}</p></body>".encode())
    assert [block.text for block in document.blocks] == [STANDFIRST]


def test_a_standfirst_in_a_script_without_spaces_is_of_the_article() -> None:
    japanese = "十一日のあいだ氷に閉ざされていた連絡船が、月曜日に再び港を出る。"
    assert texts(f"<p class='byline'>By Ada Byron</p><p class='dek'>{japanese}</p>") == [japanese, *ARTICLE]
    assert texts("<p class='byline'>By Ada Byron</p><p class='dek'>港と氷。</p>") == ARTICLE


@pytest.mark.parametrize(("name", "told"), [("dek", "Ferries sail again on Monday."), ("other", "")])
def test_a_standfirst_that_its_tags_tell_is_noted(name: str, told: str) -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in ARTICLE)
    below = f"<p class='{name}'>{told or 'Ferries sail again on Monday.'} Ice or none.</p>"
    page = f"<title>Ice</title><header><h1>Ice</h1>{below}</header><div class='story'>{body}</div>"
    (document,) = load_html(page.encode())
    assert document.standfirst == (f"{told} Ice or none." if told else "")
