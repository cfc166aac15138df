"""Code in pages: each highlighter's tags around lines, their numbers beside or before them, tables and figures."""

from __future__ import annotations

import pytest

from embeddings.formats.html import load_html
from embeddings.formats.html_tree import html_blocks

ROWS = ["if ice:", "    stay()", "", "else:", "    go()"]
CODE = "\n".join(ROWS)
LINES = "".join(f"<span class='line'>{row}</span>\n" for row in ROWS)
PAGE = """
<html><body><article><h1>When to stay</h1>
<p>The keeper of the light at Skarvik wrote a program that says on which mornings the boat may leave the harbour.</p>
{}
<p>She runs it at six, before the first of the fishermen comes down to the quay and asks her whether he may go.</p>
</article></body></html>
"""


def numbered(row: str) -> str:
    return "".join(row.format(number, line) for number, line in enumerate(ROWS, 1))


@pytest.mark.parametrize(
    "markup",
    [
        f"<figure><pre><code style='display: grid'>{LINES}</code></pre></figure>",
        f"<pre>{LINES.replace(chr(10), '')}</pre>",
        f"<pre>{LINES.replace(chr(10), '<br>')}</pre>",
        f"<pre><code>{LINES}</code><button>Copy</button><style>pre {{ color: red }}</style></pre>",
        "<pre>" + numbered("<span class='lineno'>{0}</span>{1}\n") + "</pre>",
        "<pre>" + numbered("<span style='user-select:none'>{0}\n</span>{1}\n") + "</pre>",
        "<pre><code>"
        + numbered("<div class='ec-line'><div class='gutter'><div>{0}</div></div><div class='code'>{1}\n</div></div>")
        + "</code></pre>",
        "<pre><code><ol>" + numbered("<li class='L{0}'>{1}</li>") + "</ol></code></pre>",
        "<pre><code><table>"
        + numbered("<tr><td class='hljs-ln-line-number'>{0}</td><td>{1}</td></tr>")
        + "</table></code></pre>",
        f"<table><tr><td><pre>1\n2\n3\n4\n5\n</pre></td><td><pre><code>{LINES}</code></pre></td></tr></table>",
        "<figure class='highlight'><table><tr><td>1<br>2<br>3<br>4<br>5<br></td>"
        f"<td><pre>{LINES}</pre></td></tr></table></figure>",
        f"<div class='chroma'><pre><span class='lnt'>1\n</span></pre><pre>{LINES}</pre></div>",
    ],
)
def test_code_is_its_lines_without_their_numbers(markup: str) -> None:
    assert [(each.kind, each.text) for each in html_blocks(markup)] == [("code", CODE)]
    (article,) = load_html(PAGE.format(markup).encode())
    assert [each.text for each in article.blocks if each.kind in ("code", "row")] == [CODE]
    assert len([each for each in article.blocks if each.kind == "paragraph"]) == 2


@pytest.mark.parametrize(
    "row",
    [
        "<td><pre>ls -l</pre></td><td>17</td>",
        "<td>4</td><td><pre>ls -l</pre></td><td>1999</td>",
        "<td>17</td><td>1999</td><td><pre>ls -l</pre></td>",
    ],
)
def test_figures_beside_code_that_count_no_lines_stay(row: str) -> None:
    text = " ".join(each.text for each in html_blocks(f"<table><tr>{row}</tr></table>"))
    assert all(figure in text for figure in ("17", "1999", "4") if figure in row)


def test_an_empty_pre_in_another_costs_nothing() -> None:
    assert [each.text for each in html_blocks("<pre>stay() <pre></pre></pre><p>It froze.</p>")] == [
        "stay()",
        "It froze.",
    ]


def test_a_table_of_figures_with_code_in_it_stays_a_table() -> None:
    table = "<table><tr><td>10</td><td><pre>go()</pre></td><td>leaves</td></tr></table>"
    assert "leaves" in " ".join(each.text for each in html_blocks(table))
    assert [each.text for each in html_blocks("<table><tr><td><pre>go()</pre></td></tr></table>")] == ["go()"]


def test_a_pre_that_holds_an_article_is_not_code() -> None:
    blocks = html_blocks("<pre>stay()<h2>Why</h2><p>There was ice.</p><p>It was thick.</p></pre>")
    assert [each.text for each in blocks] == ["stay()", "Why", "There was ice.", "It was thick."]


def test_a_class_that_only_sounds_like_a_number_s_keeps_its_words() -> None:
    assert [each.text for each in html_blocks("<pre><span class='gutter'>stay()</span></pre>")] == ["stay()"]


@pytest.mark.parametrize(
    "inside",
    [
        "<tr><td>5 ²</td><td><pre>go()</pre></td></tr>",
        f"<tr><td>{'9' * 5_000}</td><td><pre>go()</pre></td></tr>",
        "<pre>go()</pre>",
        "<tr><td></td><td><pre>go()</pre></td></tr>",
        "<tr><td><pre></pre></td><td><pre>go()</pre></td></tr>",
    ],
)
def test_no_table_with_code_costs_the_page_around_it(inside: str) -> None:
    texts = [each.text for each in html_blocks(f"<table>{inside}</table><p>It froze.</p>")]
    assert any("go()" in text for text in texts)
    assert texts[-1] == "It froze."
