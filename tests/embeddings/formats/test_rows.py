from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import CELLS, Block
from embeddings.formats.rows import NO_CELL, heads_of, table_rows, with_heads, with_signs
from embeddings.loading import load_articles
from tests.embeddings.formats.test_docx import word
from tests.embeddings.formats.test_epub import epub
from tests.embeddings.formats.test_odt import odt

CELL = st.sampled_from(["", "Sarn", "12", "a harbour"])
TABLES = st.lists(st.lists(CELL, max_size=4), max_size=6)

WHEN = [["Date", "What happened"], ["26 August 1883", "The first explosion"], ["27 August 1883", "The third one"]]
DAYS = [["Ship", "From", "Days"], ["Ada", "Sarn", "11"], ["Una", "Skellig", "9"]]


def told(content: bytes, suffix: str) -> list[tuple[str, str]]:
    (article,) = load_articles(content, source=f"a{suffix}").articles
    return [(paragraph.kind, paragraph.text) for paragraph in article.paragraphs]


def as_html(rows: list[list[str]], *, head: str = "td", first: str = "td") -> str:
    """Return a table with the tags of its head row and of each first cell below."""
    tags = [[head] * len(rows[0]), *([first, *["td"] * (len(row) - 1)] for row in rows[1:])]
    lines = ("".join(map("<{0}>{1}</{0}>".format, *each)) for each in zip(tags, rows, strict=True))
    return f"<table>{''.join(map('<tr>{}</tr>'.format, lines))}</table>"


def page(table: str) -> bytes:
    prose = (
        "<p>The harbour froze over in the first week of March, and nobody could leave it until the ice had gone.</p>"
    )
    return f"<html><body><article><h1>Ice</h1>{prose}{table}{prose}</article></body></html>".encode()


def in_word(rows: list[list[str]], *, marked: str = "") -> bytes:
    cells = ["".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row) for row in rows]
    head = f"<w:tr><w:trPr>{marked}</w:trPr>{cells[0]}</w:tr>"
    return word(f"<w:tbl>{head}{''.join(f'<w:tr>{each}</w:tr>' for each in cells[1:])}</w:tbl>")


def in_odt(rows: list[list[str]], *, marks: bool = False) -> bytes:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    lines = [f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows]
    head = f"<table:table-header-rows>{lines[0]}</table:table-header-rows>" if marks else lines[0]
    return odt(f"<table:table>{head}{''.join(lines[1:])}</table:table>")


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"It froze.\n\n| Ship | |\n|---|---|\n| Ada | |\n", ".md"),
        (page(as_html([["Ship"], ["Ada"]], head="th")), ".html"),
    ],
)
def test_a_lone_cell_heads_no_column(content: bytes, suffix: str) -> None:
    assert not any(CELLS in text for _, text in told(content, suffix))


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"It froze.\n\n| Ship | 1912 |\n|---|---|\n| Ada | 11 |\n", ".md"),
        (page(as_html([["Ship", "1912"], ["Ada", "11"]], head="th")), ".html"),
        (
            page("<table><thead><tr><td>Ship</td><td>1912</td></tr></thead><tr><td>Ada</td><td>11</td></tr></table>"),
            ".html",
        ),
        (epub({"a.xhtml": f"<p>It froze.</p>{as_html([['Ship', '1912'], ['Ada', '11']], head='th')}"}), ".epub"),
        (b"====  ====\nShip  1912\n====  ====\nAda   11\n====  ====\n", ".rst"),
        (in_word([["Ship", "1912"], ["Ada", "11"]], marked="<w:tblHeader/>"), ".docx"),
        (in_odt([["Ship", "1912"], ["Ada", "11"]], marks=True), ".odt"),
    ],
)
def test_the_head_is_what_the_format_says(content: bytes, suffix: str) -> None:
    rows = [(kind, text) for kind, text in told(content, suffix) if CELLS in text]
    assert rows == [("head", "Ship | 1912"), ("row", "Ada | 11")]


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (page(as_html(WHEN)), ".html"),
        (epub({"a.xhtml": f"<p>It froze.</p>{as_html(WHEN)}"}), ".epub"),
        (in_word(WHEN), ".docx"),
        (in_word(WHEN, marked='<w:tblHeader w:val="0"/>'), ".docx"),
        (in_odt(WHEN), ".odt"),
    ],
)
def test_where_the_format_says_nothing_the_first_row_is_the_head_if_it_looks_like_one(
    content: bytes, suffix: str
) -> None:
    rows = [(kind, text) for kind, text in told(content, suffix) if CELLS in text]
    assert rows[0] == ("head", "Date | What happened")
    assert [kind for kind, _ in rows[1:]] == ["row", "row"]


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (page(as_html([["Name", "Ada"], ["Built", "1912"], ["Lost", "1931"]], first="th")), ".html"),
        (b".. list-table::\n\n   * - Date\n     - Where\n   * - 1912\n     - Sarn\n   * - 1931\n     - Man\n", ".rst"),
    ],
)
def test_what_the_format_marks_as_none_is_none(content: bytes, suffix: str) -> None:
    assert "head" not in [kind for kind, _ in told(content, suffix)]


@pytest.mark.parametrize(
    ("rows", "is_one"),
    [
        (WHEN, True),
        (DAYS, True),
        (DAYS[:2], False),
        ([["Name", "Ada"], ["Built", "1912"], ["Owner", "Cay Lund"]], False),
        ([["Ada", "Sarn", "11"], *DAYS[1:]], False),
        ([["Ship", "Ship", "Days"], *DAYS[1:]], False),
        ([["Ship", "", "Days"], *DAYS[1:]], False),
        ([["Ship", "From", "D" * 41], *DAYS[1:]], False),
        ([["Ship", "From", "Days"], ["Ada"], ["Una"], ["Ida", "Man", "9"]], False),
        ([["Ship"], ["11"], ["12"]], False),
        ([["", "2021", "2020"], ["Sold:", "", ""], ["Herring", "$7", "$9"]], True),
        ([["", "2021", "2020"], ["Herring", "7", "9"], ["Tar", "1", ""], ["", "8", "9"], ["Rope", "2", "2"]], True),
        ([["", "2021", "2020"], ["", "7", "9"], ["", "8", "9"]], False),
        ([["", "Sold"], ["Herring", "7"], ["Tar", "1"]], False),
        ([["", "2021", "2021"], ["Herring", "7", "9"], ["Tar", "1", "2"]], False),
        ([], False),
    ],
)
def test_a_row_looks_like_a_head_above_as_many_cells(rows: list[list[str]], is_one: bool) -> None:
    assert heads_of(rows) == ((0,) if is_one else ())


def test_below_a_head_an_empty_cell_keeps_its_place_and_elsewhere_it_has_none() -> None:
    rows = [["Mission", "Lunar module", "Day"], ["Apollo 8", "", "21"], ["Apollo 11", "Eagle", ""]]
    assert [block.text for block in table_rows(rows, heads=(0,))] == [
        "Mission | Lunar module | Day",
        "Apollo 8 | – | 21",
        "Apollo 11 | Eagle",
    ]
    assert [block.text for block in table_rows(rows, heads=())][1] == "Apollo 8 | 21"


@given(TABLES, st.none() | st.sets(st.integers(0, 5)))
def test_every_cell_that_is_not_empty_stands_in_its_row(rows: list[list[str]], heads: set[int] | None) -> None:
    known = heads and {place for place in heads if place < len(rows)}
    found = [[cell for cell in block.text.split(CELLS) if cell != NO_CELL] for block in table_rows(rows, known)]
    assert found == [[cell for cell in row if cell] for row in rows if any(row)]


@given(TABLES)
def test_below_a_head_what_stands_in_a_column_stays_in_it(rows: list[list[str]]) -> None:
    table = [["Ship", "From"], *rows]
    _, *found = (block.text.split(CELLS) for block in table_rows(table, heads=(0,)))
    for cells, row in zip(found, filter(any, rows), strict=True):
        assert [cell if cell != NO_CELL else "" for cell in cells] == row[: len(cells)]


def test_rows_of_a_format_that_knows_no_tables_get_a_head_run_by_run() -> None:
    rows = [Block(CELLS.join(row), "row", page=4) for row in WHEN]
    found = list(with_heads([Block("It froze."), *rows, Block("It thawed."), *rows[1:]]))
    assert [block.kind for block in found] == ["paragraph", "head", "row", "row", "paragraph", "row", "row"]
    assert (found[1].text, found[1].page) == ("Date | What happened", 4)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [["", "2021", "", "", "", "2020", "", ""], ["Won", "$", "2,111", "", "", "$", "(2,208", ")"]],
            [["", "2021", "2020"], ["Won", "$2,111", "$(2,208)"]],
        ),
        (
            [["", "Share"], ["Ada", "8.13", "%"], ["Una", "—", "%"]],
            [["", "Share"], ["Ada", "8.13%"], ["Una", "—%"]],
        ),
        (
            [["", "Share", ""], ["Ada", "8.13", "%"], ["Una", "4", "%"]],
            [["", "Share"], ["Ada", "8.13%"], ["Una", "4%"]],
        ),
        ([["•", "Sold herring;"], ["•", "Bought ropes."]], [["• Sold herring;"], ["• Bought ropes."]]),
        ([["Growth", "%", "3"], ["Sales", "$", "7"]], [["Growth", "%", "3"], ["Sales", "$", "7"]]),
        ([["What", "Unit", "Many"], ["Sales", "$", "7"]], [["What", "Unit", "Many"], ["Sales", "$", "7"]]),
        ([["Sales", "$"], ["Costs"]], [["Sales", "$"], ["Costs"]]),
    ],
)
def test_signs_that_have_a_column_of_their_own_stand_with_their_figures(
    rows: list[list[str]], told: list[list[str]]
) -> None:
    assert with_signs(rows) == told


@given(
    st.lists(st.lists(st.sampled_from(["", "$", "(", ")", "%", "12", "(7", "—", "•", "Sarn"]), max_size=6), max_size=6)
)
def test_no_sign_is_lost(rows: list[list[str]]) -> None:
    assert ["".join(row).replace(" ", "") for row in with_signs(rows)] == ["".join(row) for row in rows]
