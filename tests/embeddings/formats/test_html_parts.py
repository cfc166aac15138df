from __future__ import annotations

import pytest

from embeddings.formats.html import load_html
from embeddings.formats.html_parts import join_parts
from embeddings.formats.html_tree import parsed, tree_parser

LONG = " ".join(
    f"On day {number} the ferry left the harbour before the ice had closed it again." for number in range(9)
)
FIRST = f"<p>{LONG}</p><p>The captain wrote that nobody on board had slept.</p>"
SECOND = "<p>In spring the mayor sold the ferry to an island in the south.</p>"


def texts(markup: str) -> list[str]:
    return [block.text for document in load_html(markup.encode()) for block in document.blocks]


def page(between: str, second: str = SECOND, *, first: str = FIRST) -> str:
    box = '<div class="article-body">{}</div>'
    return f"<main><h1>The ferry</h1>{box.format(first)}{between}<div>{box.format(second)}</div></main>"


@pytest.mark.parametrize("between", ["", "<div><p>Try our letters, every morning.</p></div>"])
def test_an_article_goes_on_in_a_box_of_the_same_class(between: str) -> None:
    found = texts(page(between))
    assert found[-1].startswith("In spring the mayor")
    assert found[:2] == texts(page("", "<p></p>"))[:2]


def test_a_box_below_a_heading_of_its_own_is_another_s() -> None:
    assert not any("In spring" in text for text in texts(page("<h2>Another article</h2>")))


def test_the_same_once_more_for_small_screens_is_left_out() -> None:
    assert texts(page("", FIRST)) == texts(page("", "<p></p>"))


def test_buttons_in_such_a_box_are_left_where_they_are() -> None:
    assert not any("Next" in text for text in texts(page("", "<p>Next: ice</p>")))


def test_posts_of_several_are_no_one_article() -> None:
    post = '<div class="post"><h3><a>{}</a></h3><div><p>{}</p></div></div>'
    page = parsed(f"<div>{post.format('The ferry', LONG)}{post.format('Re: The ferry', SECOND)}</div>", tree_parser())
    join_parts(page)
    assert [len(each.findall(".//p")) for each in page.iterfind(".//div[@class]")] == [1, 2]


@pytest.mark.parametrize(("further", "is_joined"), [(1, True), (60, True), (61, False)])
def test_so_many_boxes_of_one_class_are_entries_of_a_list(further: int, is_joined: bool) -> None:
    boxes = [f'<div class="article-body">{SECOND.replace("spring", f"{1900 + each}")}</div>' for each in range(further)]
    tree = parsed(f'<main><div class="article-body">{FIRST}</div>{"".join(boxes)}</main>', tree_parser())
    join_parts(tree)
    assert len(tree.find(".//div[@class]").findall("p")) == (2 + further if is_joined else 2)
