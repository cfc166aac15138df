from __future__ import annotations

import pytest

from embeddings.formats.html import load_html
from embeddings.formats.html_blocks import every_block
from embeddings.formats.html_headings import mark_headings
from embeddings.formats.html_marks import mark_for_extraction
from embeddings.formats.html_rows import write_rows
from embeddings.formats.html_tree import parsed, tree_parser
from tests.embeddings.formats.test_html_folded import ABOVE

PARTS = {
    "Oil change": "Fresh oil keeps the engine clean, and an independent garage does it for less than a dealer.",
    "Tire rotation": "Front tires wear faster than rear ones, so they change places every spring and autumn.",
    "Timing belt": "A belt that breaks ruins the engine; it is replaced before a hundred thousand kilometres.",
}


def blocks(form: str, parts: dict[str, str] = PARTS) -> list[tuple[str, str]]:
    """Return the blocks of a page that has some parts below its article, each in the same form."""
    below = "".join(form.format(name=name, text=text) for name, text in parts.items())
    (document,) = load_html(f"<body><article>{ABOVE}{below}</article></body>".encode())
    return [(block.kind, block.text) for block in document.blocks]


IN_TURN = [pair for name, text in PARTS.items() for pair in (("heading", name), ("paragraph", text))]


@pytest.mark.parametrize(
    "form",
    [
        "<div role=heading aria-level=3>{name}</div><p>{text}</p>",
        "<h3><button>{name}</button></h3><p>{text}</p>",
        "<p><b>{name}</b></p><p>{text}</p>",
        "<div><strong>{name}</strong></div><div>{text}</div>",
        "<center><b>{name}</b></center><p>{text}</p>",
        "<p><span style='color:red; font-weight: 700'>{name}</span></p><p>{text}</p>",
        "<p style='font-weight:bold'>{name}</p><p>{text}</p>",
        "<p class='lead fw-bold'>{name}</p><p>{text}</p>",
        "<p><strong><em>{name}</em></strong></p><p>{text}</p>",
    ],
)
def test_what_is_shown_as_a_heading_is_one(form: str) -> None:
    assert blocks(form)[4:] == IN_TURN


@pytest.mark.parametrize(
    "form",
    [
        "<p><span style='font-weight: 400'>{name}</span></p><p>{text}</p>",
        "<p><b>{name}</b> is done</p><p>{text}</p>",
        "<p class=bold-theme>{name}</p><p>{text}</p>",
        "<div><b>{name}</b></div><div>Twice a year</div><p>{text}</p>",
    ],
)
def test_what_is_not_drawn_as_a_heading_is_none(form: str) -> None:
    assert {kind for kind, _ in blocks(form)[1:]} == {"paragraph"}


def test_a_heading_in_a_cell_leaves_the_row_one() -> None:
    rows = "".join(f"<tr><td>{name}<td><b role=heading>Costs</b> {text}" for name, text in PARTS.items())
    page = parsed(f"<table>{rows}</table>", tree_parser())
    mark_headings(page)
    write_rows(page.body)
    assert [block.is_row for block in every_block(page.body)] == [True, True, True]


def test_a_heading_does_not_take_the_name_of_the_button_beside_it() -> None:
    assert blocks("<h3>{name} <button>Copy link</button></h3><p>{text}</p>")[4:] == IN_TURN


@pytest.mark.parametrize(
    "form",
    [
        "<div class=itemName>{name}</div><p>{text}</p>",
        "<div class=itemName>{name}</div><div>PRICE: 80</div><div>Twice a year</div><p>{text}</p>",
        "<div><span class=card__title>{name}</span><p>{text}</p></div>",
        "<div class=faq><p><span class=question>{name}</span></p><p>{text}</p></div>",
    ],
)
def test_lines_of_a_class_called_title_head_the_prose_below_them(form: str) -> None:
    assert [pair for pair in blocks(form)[4:] if pair[0] == "heading" or pair[1] in PARTS.values()] == IN_TURN


@pytest.mark.parametrize(
    "form",
    [
        "<div class=itemColor>{name}</div><p>{text}</p>",
        "<div class=author-name>{name}</div><p>{text}</p>",
        "<div class=title>Part</div><p>{text}</p>",
        "<div class=title>{name}</div><h4>{name} today</h4><p>{text}</p>",
        "<div class=title><a href=/x>{name}</a></div><p>{text}</p>",
        "<div class=title>{name}</div><p>Soon</p>",
        "<div class=vote-title>17</div><p>{text}</p>",
    ],
)
def test_other_lines_of_one_class_head_nothing(form: str) -> None:
    found = [text for kind, text in blocks(form)[1:] if kind == "heading"]
    assert not set(found) & {*PARTS, "Part", "17"}


def test_a_full_stop_may_be_missing_below_such_a_line() -> None:
    long = {name: text.rstrip(".") for name, text in PARTS.items()}
    assert [kind for kind, text in blocks("<div class=itemName>{name}</div><p>{text}</p>", long) if text in long] == [
        "heading"
    ] * 3


def test_a_line_of_a_class_that_begins_so_heads_what_is_below_as_well() -> None:
    form = "<div class='{name}'>{name}</div><p>{text}</p>"
    one = form.format(name="title-long", text=PARTS["Oil change"])
    many = "".join(f"<div class=title>{name}</div><p>{text}</p>" for name, text in PARTS.items())
    (document,) = load_html(
        f"<article>{ABOVE}{many}{one}<div class=name>End</div><p>It is over.</p></article>".encode()
    )
    assert [block.text for block in document.blocks if block.kind == "heading"][-4:] == [*PARTS, "title-long"]


def test_two_lines_of_one_class_head_nothing() -> None:
    two = dict(list(PARTS.items())[:2])
    assert "heading" not in {kind for kind, _ in blocks("<div class=title>{name}</div><p>{text}</p>", two)[1:]}


def test_boxes_below_headings_are_paragraphs_and_so_are_those_of_their_class() -> None:
    told = "<div class=t>A garage asks for {n}0 euros, and hardly ever more than that.</div>"
    boxes = told.format(n=1) + "".join(f"<h3>Part {n}</h3>{told.format(n=n)}" for n in range(2, 5))
    promo = "<div class=promo>Our book about cars is half the price until the end of May.</div>"
    found = [
        block.text
        for document in load_html(f"<main>{ABOVE}{promo}{boxes}</main>".encode())
        for block in document.blocks
    ]
    assert [text[:17] for text in found if text.startswith("A garage")] == ["A garage asks for"] * 4
    assert not any("half the price" in text for text in found)


def test_a_box_below_a_heading_that_only_says_what_a_paragraph_does_is_none() -> None:
    summary = "A pan of copper that is lined with tin lasts for longer than the cook who bought it."
    page = parsed(f"<main><h1>Pans</h1><div class=summary>{summary}</div>{ABOVE}<p>{summary}</p></main>", tree_parser())
    mark_for_extraction(page)
    assert [box.tag for box in page.iter("p", "div") if box.get("class") == "summary"] == ["div"]


@pytest.mark.parametrize(("paragraphs", "tag"), [(1, "div"), (9, "p")])
def test_a_page_that_is_boxes_for_the_most_part_is_left_as_it_is(paragraphs: int, tag: str) -> None:
    told = "<h3>Part {n}</h3><div class=t>A garage asks for {n}0 euros, and hardly ever more than that.</div>"
    above = "<p>Cars age on roads that are salted in winter, all of them.</p>" * paragraphs
    page = parsed(f"<main>{above}{''.join(told.format(n=n) for n in range(3))}</main>", tree_parser())
    mark_for_extraction(page)
    assert {box.tag for box in page.iter("p", "div") if box.get("class") == "t"} == {tag}
