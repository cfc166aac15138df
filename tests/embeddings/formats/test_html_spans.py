from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.documents import Block
from embeddings.formats.html import load_html
from embeddings.formats.html_spans import spread_cells, tables_of
from embeddings.formats.html_tree import blocks_with_rows, parsed, tree_parser

HEADS = "<tr><th rowspan=2>Year<th colspan=2>Boats<tr><th>Won<th>Lost"
ROWS = (
    "<tr><td rowspan=2>1999<td>4<td>5<tr><td>6<td>7<tr><td colspan=3>None<tr><td>2000<td colspan=2>none<tr><td>1<td>2"
)
TABLE = f"<table><thead>{HEADS}</thead><tbody>{ROWS}</tbody></table>"


def rows_in(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if block.is_row]


def test_merged_cells_keep_the_others_in_their_columns() -> None:
    rows = ["1999 | 4 | 5", "1999 | 6 | 7", "None", "2000 | none", "1 | 2"]
    expected = ["Year | Boats", "Year | Won | Lost", *rows]
    assert rows_in(blocks_with_rows(TABLE)) == expected
    prose = "<p>The keeper said that she had rowed for nine hours against the tide before the gull came back.</p>"
    page = f"<html><head><title>Ice</title></head><body><article><h1>Ice</h1>{prose * 3}{TABLE}{prose}</article></html>"
    assert rows_in(list(next(load_html(page.encode())).blocks)) == expected


def test_a_cell_spans_no_further_than_its_part_of_the_table() -> None:
    markup = "<table><thead><tr><th rowspan=9>A<th>B</thead><tbody><tr><td>1<td>2<tr><td>3<td>4</tbody></table>"
    assert rows_in(blocks_with_rows(markup)) == ["A | B", "1 | 2", "3 | 4"]


def test_rows_that_all_span_the_rest_do_not_take_all_memory() -> None:
    rows = "<tr><td rowspan=60000 colspan=50>a<td>b" * 1_000
    page = parsed(f"<table>{rows}</table>", tree_parser())
    spread_cells(page)
    assert sum(len(row) for rows in tables_of(page) for row in rows) < 50_000
    assert not page.xpath("//@rowspan | //@colspan")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=4), max_size=6))
def test_a_cell_that_spans_nothing_is_left(spans: list[list[tuple[int, int]]]) -> None:
    rows = ("".join(f"<td colspan='{wide}' rowspan='{high}'>x" for wide, high in row) for row in spans)
    page = parsed(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table><p>End.", tree_parser())
    before = [len(row) for rows in tables_of(page) for row in rows]
    spread_cells(page)
    assert all(len(row) >= count for row, count in zip(itertools.chain(*tables_of(page)), before, strict=True))
    again = [[cell.text for cell in row] for rows in tables_of(page) for row in rows]
    spread_cells(page)
    assert [[cell.text for cell in row] for rows in tables_of(page) for row in rows] == again


def test_spans_without_end_put_in_no_more_than_a_bounded_number_of_cells() -> None:
    row = "<tr>" + "<td rowspan='9999' colspan='50'>x" * 40
    page = parsed(f"<table>{row}{'<tr><td>1<td>2' * 3_000}</table><p>End.", tree_parser())
    spread_cells(page)
    assert sum(len(row) for rows in tables_of(page) for row in rows) < 100_000
