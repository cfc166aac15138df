from __future__ import annotations

import time

import pytest

from embeddings.formats.html_pieces import cell_blocks, cell_line


def texts(cell: str) -> list[str]:
    return [block.text for block in cell_blocks(cell)]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("<!-- wp:paragraph -->\n<p>It froze &amp; held.</p>\n<!-- /wp:paragraph -->", ["It froze & held."]),
        ("<strong>It froze</strong> early.<br><p>It thawed.</p>", ["It froze early.", "It thawed."]),
        ("It froze.<p>It thawed.</p>", ["It froze.", "It thawed."]),
        ("<figure><img src=mole.jpg></figure><p>It froze.</p>", ["It froze."]),
        ("<section>It froze.</section>", ["It froze."]),
        ('<a href="/ice">The ice</a> held.', ["The ice held."]),
        (" <![CDATA[<p>It froze.</p>]]> ", ["It froze."]),
        ("<![CDATA[It froze.]]>", ["It froze."]),
        ("It <i>froze</i>.\nIt thawed.\n\nIt rained.", ["It froze.", "It thawed.", "It rained."]),
        ("Ropes &amp; saws, the crew&#8217;s &#x2013; &nbsp;all.", ["Ropes & saws, the crew’s – all."]),
    ],
)
def test_html_in_a_cell_is_told_by_its_tags_wherever_they_stand(cell: str, read: list[str]) -> None:
    assert texts(cell) == read


@pytest.mark.parametrize(
    "cell",
    [
        "It was a < b, and c > d.",
        "I <3 the ice, and </3 the thaw.",
        "Ask Ines Okafor <ines@example.org> or <https://example.org/p>.",
        "The p-value was <p 0.05>, of <names>.",
        "See https://example.org/?a=1&copy=2&lt=3.",
    ],
)
def test_brackets_in_a_text_are_no_html(cell: str) -> None:
    assert texts(cell) == [cell]


def test_a_title_loses_its_tags_and_entities() -> None:
    assert cell_line("The <i>Otter</i> &amp; the crew&#8217;s <br>ice") == "The Otter & the crew’s ice"
    assert cell_line("<![CDATA[Ice &amp; 2 < 3]]>") == "Ice & 2 < 3"


@pytest.mark.parametrize("piece", ["<p ", "<p a=", "<![CDATA[", "</", "&#", "<p a=b>", "[caption "])
def test_pieces_that_do_not_end_cost_little(piece: str) -> None:
    began = time.process_time()
    cell_blocks(piece * 10_000)
    assert time.process_time() - began < 5
