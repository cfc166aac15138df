from __future__ import annotations

import time

import pytest

from embeddings.formats.html_tree import blocks_with_rows, html_blocks
from embeddings.loading import load_articles

LINE = "The harbour froze over in the first week of March, and no ship could leave it until the thaw in May."


def shown(markup: str) -> list[str]:
    """Return what is shown of a piece of HTML, and see that the same is read on a whole page."""
    texts = [block.shown for block in html_blocks(markup)]
    page = f"<html><body><article><h1>Taps</h1><p>{LINE}</p><p>{LINE} So it was.</p>{markup}<p>And {LINE}</p></article>"
    paragraphs = load_articles(page.encode(), source="taps.html").articles[0].paragraphs
    assert [each.text for each in paragraphs][2:-1] == texts
    return texts


@pytest.mark.parametrize(
    ("opened", "numbers"),
    [
        ("<ol>", ["1.", "2."]),
        ("<ol start=3>", ["3.", "4."]),
        ("<ol start='-1'>", ["-1.", "0."]),
        ("<ol start=99999999999999999999>", ["1.", "2."]),
        ("<ol start=''>", ["1.", "2."]),
        ("<ol reversed>", ["2.", "1."]),
        ("<ol reversed start=10>", ["10.", "9."]),
        ("<ol type=a start=26>", ["z.", "aa."]),
        ("<ol type=A>", ["A.", "B."]),
        ("<ol type=i start=9>", ["ix.", "x."]),
        ("<ol type=I>", ["I.", "II."]),
        ("<ol type=I start=0>", ["0.", "I."]),
        ("<ol class='list lower-roman'>", ["i.", "ii."]),
        ("<ol style='color: red; list-style: lower-alpha inside'>", ["a.", "b."]),
        ("<ol style='list-style-type: decimal-leading-zero'>", ["01.", "02."]),
        ("<ol style='list-style-position: inside'>", ["1.", "2."]),
        ("<ol class='steps'>", ["1.", "2."]),
    ],
)
def test_the_items_of_a_numbered_list_have_the_numbers_that_the_page_shows(opened: str, numbers: list[str]) -> None:
    items = ["Turn off the water at the meter.", "Open the lowest of all the taps."]
    expected = [f"{number} {item}" for number, item in zip(numbers, items, strict=True)]
    assert shown(f"{opened}<li>{items[0]}</li><li><p>{items[1]}</p></li></ol>") == expected


@pytest.mark.parametrize(
    "opened",
    [
        "<ul>",
        "<ol style='list-style:none'>",
        "<ol style='LIST-STYLE-TYPE: disc'>",
        "<ol type=none>",
        "<ol role=list>",
        "<ol class='list-unstyled steps'>",
        "<ol class='my-breadcrumbs'>",
    ],
)
def test_other_lists_have_none(opened: str) -> None:
    items = ["Turn off the water at the meter.", "Open the lowest of all the taps."]
    markup = f"{opened}<li>{items[0]}</li><li>{items[1]}</li>"
    assert [block.shown for block in html_blocks(markup)] == items


def test_an_item_may_say_its_number_and_those_below_go_on_from_there() -> None:
    items = "<li>Turn off the water.<li value=5>Open all taps.<li>Wait for an hour.<li value=x>Close them."
    assert shown(f"<ol>{items}<li style='list-style:none'>That is all.</ol>") == [
        "1. Turn off the water.",
        "5. Open all taps.",
        "6. Wait for an hour.",
        "7. Close them.",
        "That is all.",
    ]


def test_lists_in_one_another_are_counted_apart() -> None:
    markup = "<ol><li>Turn off the water.<ol type=a><li>Find the meter.<li>Turn its tap.</ol></li>"
    markup += "<li><p>Open all taps.</p><p>It takes a while.</p><ul><li>The lowest last.</ul><li>Wait.</ol>"
    assert shown(markup) == [
        "1. Turn off the water.",
        "a. Find the meter.",
        "b. Turn its tap.",
        "2. Open all taps.",
        "It takes a while.",
        "The lowest last.",
        "3. Wait.",
    ]


def test_a_heading_in_an_item_has_its_number_and_what_stands_below_has_none() -> None:
    markup = "<ol><li><h3>Turn off the water</h3><p>It is at the meter, in the cellar below the stairs.</p></li></ol>"
    assert shown(markup) == ["1. Turn off the water", "It is at the meter, in the cellar below the stairs."]


@pytest.mark.parametrize(
    "typed", ["1. Ropes", "(1) Ropes", "1) Ropes", "1 Ropes", "1.", "01", "#1 Ropes", "Step 1: Ropes", "Step 1"]
)
def test_a_number_that_is_typed_is_not_doubled(typed: str) -> None:
    assert [block.shown for block in html_blocks(f"<ol><li>{typed}</ol>")] == [typed]


def test_an_amount_is_no_number_of_its_item() -> None:
    found = html_blocks("<ol><li>1 rope<li>12 saws</ol>")
    assert [block.shown for block in found] == ["1. 1 rope", "2. 12 saws"]
    found = html_blocks("<ol><li>1.5 m of rope<li>Use 2 saws</ol>")
    assert [block.shown for block in found] == ["1. 1.5 m of rope", "2. Use 2 saws"]


def test_lines_of_a_program_and_articles_among_others_are_not_numbered() -> None:
    code = "<ol><li class='li1'><div>stay()</div><li class='li2'><div>go()</div></ol>"
    assert [block.shown for block in html_blocks(code)] == ["stay()", "go()"]
    cards = f"<ol><li><article><h3>Ice</h3><p>{LINE}</p></article></li></ol>"
    assert [block.shown for block in html_blocks(cards)] == ["Ice", LINE]


def test_a_cell_shows_the_numbers_in_it() -> None:
    rows = blocks_with_rows("<table><tr><td>Ann<td><ol><li>ropes<li>saws</ol><tr><td>Eva<td>oil</table>")
    assert [block.text for block in rows] == ["Ann | 1. ropes 2. saws", "Eva | oil"]


def test_what_a_page_says_of_its_items_for_others_is_no_number() -> None:
    assert [block.marker for block in html_blocks("<ul><li rend='li 9.'>ropes</ul><li rend='li 9.'>saws")] == ["", ""]


def test_code_in_an_item_stays_as_it_is() -> None:
    [code, below] = html_blocks("<ol><li><pre>stay()</pre>It froze.</ol>")
    assert (code.shown, below.shown) == ("stay()", "It froze.")


@pytest.mark.parametrize(
    "markup",
    [
        "<ol>" + "<li>Ropes" * 100_000,
        "<ol><li>Ropes" * 1_000,
        "<ol reversed><li>" * 1_000,
        "<ol class='" + "no-" * 100_000 + "'><li>Ropes",
        "<ol style='" + "list-style:" * 50_000 + "'><li>Ropes",
    ],
    ids=["items", "deep", "empty", "class", "style"],
)
def test_many_items_cost_little(markup: str) -> None:
    began = time.process_time()
    html_blocks(markup)
    assert time.process_time() - began < 5
