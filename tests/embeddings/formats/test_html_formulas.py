from __future__ import annotations

from lxml.html import fromstring

from embeddings.formats.html_formulas import write_formulas
from embeddings.formats.html_tree import html_blocks, parsed, tree_parser

SQUARE = "<math><msup><mi>x</mi><mn>2</mn></msup></math>"


def texts(markup: str) -> list[str]:
    return [block.text for block in html_blocks(markup)]


def test_formulas_of_a_page_stand_in_their_lines() -> None:
    assert texts(f"<p>So {SQUARE} is <math alttext='y'></math>.</p>") == ["So x^2 is y."]
    katex = f'<span class="katex-mathml">{SQUARE}</span><span class="katex-html" aria-hidden="true">x2</span>'
    assert texts(f"<p>So {katex}.</p>") == ["So x^2."]


def test_a_formula_that_is_not_closed_loses_nothing() -> None:
    assert texts("<div>So <math><mi>x</mi><p>It froze.</p><p>It thawed.</p></div>") == [
        "So x",
        "It froze.",
        "It thawed.",
    ]


def test_formulas_within_one_another_are_one() -> None:
    page = parsed("<p>" + "<math>" * 200 + "<mi>x</mi>" + "</math>" * 200 + "</p>", tree_parser())
    write_formulas(page)
    assert page.text_content() == "x"


def test_a_formula_of_which_only_its_source_or_its_drawing_is_kept_is_read() -> None:
    source = "<annotation encoding='application/x-tex'>x^2 +\n y</annotation>"
    assert texts(f"<p>So <math><semantics>{source}</semantics></math>.</p>") == ["So x^2 + y."]
    for kept in ("", "<math></math>"):
        katex = f'<span class="katex-mathml">{kept}</span><span class="katex-html" aria-hidden="true">x=1</span>'
        assert texts(f"<p>So {katex}.</p>") == ["So x=1."]


def test_what_stands_behind_a_comment_in_a_formula_is_read() -> None:
    page = fromstring("<p><math><!-- a --><mrow><!-- b -->x<!-- c -->y</mrow><mi><!-- d -->z</mi></math></p>")
    write_formulas(page)
    assert page.text_content() == "xyz"
