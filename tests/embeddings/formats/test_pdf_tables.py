from __future__ import annotations

import io
import itertools
import time
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

from embeddings.documents import Block, Document
from embeddings.formats import pdf_rules
from embeddings.formats.pdf import load_pdf

WIDTH, HEIGHT = A4
LEFT, TOP, LEADING = 72.0, 100.0, 12.0
PROSE = (
    "The harbour of Sarn froze over in the first week of March and stayed shut for nineteen days while "
    "the pilots waited in the customs house and the bakers sold what they had left to the crews of the ships."
)
HARBOURS = [
    ["Harbour", "First ice", "Ships held"],
    ["Sarn", "2 March", "14"],
    ["Oster", "5 March", "9"],
    ["Lund", "7 March", "3"],
]

PILOTS = ("Sarn", "Oster", "Lund", "Holm")


class Sheet:
    """A page on which tables are drawn."""

    def __init__(self) -> None:
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=A4, invariant=1)
        self.canvas.setFont("Times-Roman", 10)

    def text(self, x: float, top: float, text: str) -> None:
        self.canvas.drawString(x, HEIGHT - top, text)

    def rule(self, x: float, top: float, other_x: float, other_top: float) -> None:
        self.canvas.line(x, HEIGHT - top, other_x, HEIGHT - other_top)

    def table(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, level: Iterable[int] | None = None
    ) -> list[float]:
        """Draw a table whose cells have a line break for each further line; return where its rows begin and end.

        `level` are the level rules that are drawn, by the row that they stand above; all by default.
        """
        tops = [TOP]
        for row in rows:
            tops.append(tops[-1] + 6 + LEADING * max(cell.count("\n") + 1 for cell in row))
        across = [LEFT, *itertools.accumulate(widths, initial=LEFT)][1:]
        for row, top in zip(rows, tops, strict=False):
            for cell, x in zip(row, across, strict=False):
                for number, line in enumerate(cell.split("\n") if cell else []):
                    self.text(x + 4, top + LEADING * (number + 1), line)
        for number, top in enumerate(tops):
            if level is None or number in level:
                self.rule(across[0], top, across[-1], top)
        for x in across:
            self.rule(x, tops[0], x, tops[-1])
        return tops

    def blocks(self) -> list[Block]:
        if not self._file.getvalue():
            self.canvas.save()
        found = next(iter(load_pdf(self._file.getvalue())))
        assert isinstance(found, Document)
        return list(found.blocks)

    def rows(self) -> list[tuple[str, str]]:
        return [(block.kind, block.text) for block in self.blocks()]


def told(rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    return [("row" if place else "head", " | ".join(row)) for place, row in enumerate(rows)]


def test_rows_of_a_drawn_table_have_their_cells_whole_and_its_head() -> None:
    sheet = Sheet()
    rows = [
        ["Harbour", "What froze", "Ships"],
        ["Sarn", "The inner basin and\nthe whole of the\ncustoms quay", "14"],
        ["Oster on\nthe Holm", "The ferry land-\ning", "9"],
        ["Lund", "Nothing", "3"],
    ]
    sheet.table(rows, [60, 100, 60])
    assert sheet.rows() == [
        ("head", "Harbour | What froze | Ships"),
        ("row", "Sarn | The inner basin and the whole of the customs quay | 14"),
        ("row", "Oster on the Holm | The ferry landing | 9"),
        ("row", "Lund | Nothing | 3"),
    ]


def test_cells_that_stand_close_to_each_other_are_parted_by_the_line_between_them() -> None:
    sheet = Sheet()
    sheet.table([["Job", "Price"], ["Oil change", "49 kr"], ["New tyres", "890 kr"], ["Wash", "9 kr"]], [52, 40])
    assert sheet.rows()[1] == ("row", "Oil change | 49 kr")


def test_an_empty_cell_keeps_its_column_and_so_does_a_dash() -> None:
    sheet = Sheet()
    sheet.table([*HARBOURS[:2], ["Oster", "", "9"], ["Lund", "–", "3"], ["Ro", "-", "•"]], [60, 60, 60])
    assert [text for _, text in sheet.rows()][2:] == ["Oster | – | 9", "Lund | – | 3", "Ro | -"]


def test_a_cell_that_spans_rows_is_told_in_each_and_one_that_spans_columns_once() -> None:
    sheet = Sheet()
    sheet.table([["Harbour", "Month", "Ships"], ["Sarn", "March", "14"], ["", "April", "2"]], [60, 60, 60], level=())
    for top in (100, 118, 154):
        sheet.rule(72, top, 252, top)
    sheet.rule(132, 136, 252, 136)
    sheet.rule(72, 172, 252, 172)
    for x in (72, 252):
        sheet.rule(x, 154, x, 172)
    sheet.text(100, 166, "All ships left by May")
    assert [text for _, text in sheet.rows()] == [
        "Harbour | Month | Ships",
        "Sarn | March | 14",
        "Sarn | April | 2",
        "All ships left by May",
    ]


@pytest.mark.parametrize(
    "body",
    [
        [["Sarn", "2 March", "14"], ["Oster", "5 March", "9"], ["Lund", "7 March", "3"]],
        [["Sarn", "closed", "north"], ["Oster", "open", "south"], ["Lund", "open", "west"]],
        [["Sarn, the old harbour", "14", "2"], ["Oster", "9", "1"]],
    ],
)
def test_rows_without_lines_between_them_are_rows(body: list[list[str]]) -> None:
    sheet = Sheet()
    sheet.table([["Harbour", "State", "Ships"], *body], [110, 110, 60], level=(0, 1, len(body) + 1))
    assert [text for _, text in sheet.rows()][1:] == [" | ".join(row) for row in body]


def test_a_figure_begins_each_row_without_lines_between_them() -> None:
    sheet = Sheet()
    body = ["101\n\n102\n103", "Sarn\n\nOster\nLund", "held by ice until\nthe thaw in May\nfree\nfree"]
    sheet.table([["No.", "Harbour", "State"], body, ["104", "Ro", "free"]], [40, 60, 90])
    assert [text for _, text in sheet.rows()][1:3] == [
        "101 | Sarn | held by ice until the thaw in May",
        "102 | Oster | free",
    ]


def test_cells_of_prose_with_as_many_lines_are_one_row() -> None:
    sheet = Sheet()
    first = "The inner basin froze\nin the first week of\nMarch and the ferries\nwere laid up."
    other = "The outer roads were\nclear of ice until the\nstorm of the tenth, so\nthe pilots waited."
    sheet.table([["Inside", "Outside", "Ships"], [first, other, "14"], ["Ice", "None", "3"]], [96, 100, 40])
    assert sheet.rows()[1] == ("row", f"{first} | {other} | 14".replace("\n", " "))


def test_a_cell_in_the_middle_of_those_that_it_spans_glues_no_rows_together() -> None:
    sheet = Sheet()
    sheet.table([["", "14", "March"], ["", "2", "April"], ["", "1", "May"]], [60, 60, 60], level=(0, 3))
    for top in (118, 136):
        sheet.rule(132, top, 252, top)
    sheet.text(76, 130, "Sarn")
    assert [text for _, text in sheet.rows()] == ["Sarn | 14 | March", "Sarn | 2 | April", "Sarn | 1 | May"]


def test_rows_below_a_drawn_head_have_no_other_one() -> None:
    sheet = Sheet()
    rows = [
        ["Harbour", "State", "Pilot"],
        ["Sarn", "closed", "Berg"],
        ["Oster", "open", "Holm"],
        ["Lund", "open", "Dahl"],
    ]
    sheet.table(rows, [60, 60, 60])
    assert [kind for kind, _ in sheet.rows()] == ["head", "row", "row", "row"]


def test_rows_in_bold_type_above_others_are_a_head() -> None:
    sheet = Sheet()
    sheet.canvas.setFont("Times-Bold", 10)
    sheet.table([["1901", "1902"], ["Sarn", "Oster"]], [60, 60])
    sheet.canvas.setFont("Times-Roman", 10)
    for number, row in enumerate([["14", "9"], ["3", "2"]]):
        for x, cell in zip((76, 136), row, strict=True):
            sheet.text(x, 148 + 18 * number, cell)
        sheet.rule(72, 154 + 18 * number, 192, 154 + 18 * number)
    for x in (72, 132, 192):
        sheet.rule(x, 136, x, 172)
    assert sheet.rows() == [
        ("head", "1901 | 1902"),
        ("head", "Sarn | Oster"),
        ("row", "14 | 9"),
        ("row", "3 | 2"),
    ]


def test_long_names_of_columns_beside_an_empty_corner_are_a_head() -> None:
    sheet = Sheet()
    head = [
        "",
        "Ships that were held by the ice\nin the harbours of 1901",
        "Ships that were held by the ice\nin the harbours of 1902",
    ]
    sheet.table([head, ["Sarn", "14", "9"], ["Oster", "3", "2"], ["Lund", "2", "2"]], [60, 160, 160])
    assert sheet.rows()[0] == ("head", " | ".join(["–", *head[1:]]).replace("\n", " "))


def test_the_head_of_a_table_that_is_told_again_on_each_page_stays() -> None:
    sheet = Sheet()
    for page in range(4):
        sheet.canvas.setFont("Times-Roman", 10)
        rows = [[f"{PILOTS[page]} {place}", "late in March", "some"] for place in ("quay", "roads", "pier", "sound")]
        sheet.table([HARBOURS[0], *rows], [60, 60, 60])
        sheet.canvas.showPage()
    assert sheet.rows()[::5] == [("head", "Harbour | First ice | Ships held")] * 4


def test_a_running_head_in_a_frame_goes() -> None:
    sheet = Sheet()
    for page in range(4):
        sheet.canvas.setFont("Times-Roman", 10)
        sheet.table([["Books of the pilots", "Sarn"], ["Kept by Ines Berg", "1901"]], [160, 60])
        sheet.text(72, 300, f"The pilots of {PILOTS[page]} went home when the harbour froze over, and slept.")
        sheet.canvas.showPage()
    assert {kind for kind, _ in sheet.rows()} == {"paragraph"}


def test_a_table_that_goes_on_on_the_next_page_keeps_its_head() -> None:
    sheet = Sheet()
    states = [["Berg", "Sarn", "closed"], ["Holm", "Oster", "open"], ["Dahl", "Lund", "open"], ["Ek", "Ro", "open"]]
    sheet.table([["Pilot", "Harbour", "State"], *states], [60, 60, 60])
    sheet.canvas.showPage()
    sheet.canvas.setFont("Times-Roman", 10)
    sheet.table([["Ask", "Vik", "closed"], *states[1:]], [60, 60, 60])
    assert [kind for kind, _ in sheet.rows()] == ["head", *["row"] * 8]


def test_a_blank_line_across_all_cells_parts_two_rows() -> None:
    sheet = Sheet()
    rows = [
        ["Source", "What it is"],
        ["Major\n\n\n\nMinor", "A mill that burns more than\nten tons of peat\n\n\nA house with\na stove of its own"],
        ["None", "All the rest"],
    ]
    sheet.table(rows, [60, 140])
    assert [text for _, text in sheet.rows()] == [
        "Source | What it is",
        "Major | A mill that burns more than ten tons of peat",
        "Minor | A house with a stove of its own",
        "None | All the rest",
    ]


def test_columns_without_a_line_between_them_are_columns() -> None:
    sheet = Sheet()
    top = sheet.table([["Year", "Ships"], *([str(year), ""] for year in range(1901, 1906))], [60, 160])
    for number, place in enumerate(top[1:-1]):
        sheet.text(140, place + LEADING, f"{number + 14}")
        sheet.text(220, place + LEADING, f"{number + 2}.5%")
    assert sheet.rows()[1:3] == [("row", "1901 | 14 | 2.5%"), ("row", "1902 | 15 | 3.5%")]


def test_dots_that_lead_to_the_next_cell_are_no_text() -> None:
    sheet = Sheet()
    sheet.table(
        [["Cost", "Kroner"], ["Pilots ........", "12"], ["Ice breaker . . . .", "140"], ["All", "152"]], [100, 60]
    )
    assert [text for _, text in sheet.rows()][1:3] == ["Pilots | 12", "Ice breaker | 140"]


def test_a_table_on_a_page_that_lies_on_its_side_and_in_a_form_is_read() -> None:
    sheet = Sheet()
    sheet.canvas.translate(WIDTH / 2, HEIGHT / 2)
    sheet.canvas.rotate(90)
    sheet.canvas.translate(-250, -HEIGHT + 300)
    sheet.canvas.beginForm("table")
    sheet.canvas.setFont("Times-Roman", 10)
    sheet.table(HARBOURS, [60, 60, 60])
    sheet.canvas.endForm()
    sheet.canvas.doForm("table")
    assert sheet.rows() == told(HARBOURS)


def test_a_table_in_hebrew_is_read_from_right_to_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """The font says that its small letters are Hebrew ones."""
    whole = ttfonts.makeToUnicodeCMap
    monkeypatch.setattr(
        ttfonts,
        "makeToUnicodeCMap",
        lambda name, subset: whole(name, [code + 0x5D0 - 97 if 97 <= code < 120 else code for code in subset]),
    )
    pdfmetrics.registerFont(ttfonts.TTFont("Hebrew", "Vera.ttf"))
    sheet = Sheet()
    sheet.canvas.setFont("Hebrew", 10)
    sheet.table([["14", "abc"], ["9", "def"], ["3", "efg"]], [60, 60])
    assert [text.partition(" | ")[2] for _, text in sheet.rows()] == ["14", "9", "3"]


def test_a_frame_around_text_a_chart_and_boxes_that_arrange_a_page_are_no_tables() -> None:
    framed = Sheet()
    words = PROSE.split()
    framed.table([["\n".join(" ".join(words[at : at + 6]) for at in range(0, len(words), 6))]], [300])
    assert framed.rows() == [("paragraph", PROSE)]

    chart = Sheet()
    for number in range(6):
        chart.rule(100, 100 + 40 * number, 300, 100 + 40 * number)
        chart.rule(100 + 40 * number, 100, 100 + 40 * number, 300)
        chart.text(92, 103 + 40 * number, f"{50 - 10 * number}0")
    assert all(" | " not in text for _, text in chart.rows())

    signed = Sheet()
    signed.table([["The pilots of the harbour of Sarn, who kept these books for nineteen winters"], ["Berg"]], [400])
    signed.rule(200, 118, 200, 136)
    signed.text(210, 130, "Holm")
    assert ("row", "Berg | Holm") in signed.rows()
    assert signed.rows()[0][0] == "paragraph"

    columns = Sheet()
    column = "\n".join(" ".join(words[at : at + 6]) for at in range(0, len(words), 6))
    column = "\n".join([column] * 6)
    columns.table([["Winter of 1901", "Winter of 1902"], [column, column]], [220, 220])
    assert all(kind == "paragraph" for kind, _ in columns.rows())


def test_a_table_across_two_columns_of_text_parts_them_above_from_those_below() -> None:
    sheet = Sheet()
    sheet.table([*HARBOURS * 2], [160, 160, 130])
    words = (PROSE + " ") * 3
    for x, start in ((72, 0), (300, 250)):
        for number in range(6):
            sheet.text(x, 300 + LEADING * number, words[start + 40 * number : start + 40 * number + 40].strip())
    texts = [text for kind, text in sheet.rows() if kind == "paragraph"]
    assert texts[0].startswith("The harbour of Sarn froze over")
    assert all(" | " not in text for text in texts)


def test_figures_beside_names_are_rows_though_there_are_columns_further_down() -> None:
    sheet = Sheet()
    sheet.text(
        72, 90, "Table 4. Ships that were held in the ice, by harbour and year, of those that are known to the pilots"
    )
    for number, name in enumerate(["Sarn", "Oster", "Lund", "The Holm", "Ro"]):
        sheet.text(72, 110 + LEADING * number, f"Harbour of {name} and the roads before it")
        sheet.text(310, 110 + LEADING * number, f"{14 + number}")
        sheet.text(400, 110 + LEADING * number, f"{24 + number}")
    sheet.text(
        72, 180, "Source: the books of the pilots, which were kept in the customs house of Sarn until the fire of 1911"
    )
    words = PROSE + " " + PROSE
    for x, start in ((72, 0), (310, 200)):
        for number in range(5):
            sheet.text(x, 220 + LEADING * number, words[start + 40 * number : start + 40 * number + 40].strip())
    texts = [block.text for block in sheet.blocks()]
    assert "Harbour of Lund and the roads before it | 16 | 26" in texts


def test_two_tables_beside_each_other_stay_apart() -> None:
    sheet = Sheet()
    sheet.text(
        72, 90, "Table 4. Ships that were held in the ice, by harbour and year, of those that are known to the pilots"
    )
    for x, of in ((72, "roads"), (310, "quays")):
        for number, name in enumerate(["Sarn", "Oster", "Lund", "Holm", "Ro"]):
            sheet.text(x, 110 + LEADING * number, f"{name} {of}")
            sheet.text(x + 100, 110 + LEADING * number, f"{14 + number}")
            sheet.text(x + 150, 110 + LEADING * number, f"{24 + number}")
    sheet.text(
        72, 180, "Source: the books of the pilots, which were kept in the customs house of Sarn until the fire of 1911"
    )
    words = PROSE + " " + PROSE
    for x, start in ((72, 0), (310, 200)):
        for number in range(5):
            sheet.text(x, 220 + LEADING * number, words[start + 40 * number : start + 40 * number + 40].strip())
    assert "Lund quays | 16 | 26" in [block.text for block in sheet.blocks()]


def test_a_page_on_which_too_much_is_drawn_is_read_in_time_and_without_tables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = Sheet()
    few.table([["Job", "Price"], ["Oil change", "49 kr"], ["New tyres", "890 kr"]], [52, 40])
    monkeypatch.setattr(pdf_rules, "MAX_POINTS", 18)
    assert ("row", "Oil change | 49 kr") not in few.rows()
    monkeypatch.undo()
    sheet = Sheet()
    sheet.table(HARBOURS, [60, 60, 60])
    for number in range(700):
        sheet.rule(300, 100 + number, 500, 100 + number)
        sheet.rule(300 + number / 4, 100, 300 + number / 4, 800)
    began = time.process_time()
    assert sheet.rows()
    assert time.process_time() - began < 2


spots = st.tuples(
    st.integers(0, 8), st.integers(0, 12), st.sampled_from(["14", "Sarn", "ice and\nsnow", "-", "2 March"])
)
strokes = st.tuples(st.booleans(), st.integers(0, 12), st.integers(0, 12), st.integers(1, 12))


_ALIKE = [(0, 0), (0, 1), (0, 5), (1, 0), (4, 1), (4, 2), (4, 3), (4, 4)]


@example([(column, row, "14") for column, row in _ALIKE], [])
@settings(max_examples=40, deadline=None)
@given(st.lists(spots, min_size=4, max_size=40, unique_by=lambda spot: spot[:2]), st.lists(strokes, max_size=40))
def test_no_word_is_lost_or_doubled_whatever_lines_are_drawn(
    words: list[tuple[int, int, str]], lines: list[tuple[bool, int, int, int]]
) -> None:
    sheet = Sheet()
    for column, row, text in words:
        for number, line in enumerate(text.split("\n")):
            sheet.text(LEFT + 4 + 55 * column, TOP + 40 * row + LEADING * (number + 1), f"Quay {line}")
    for is_level, at, begin, length in lines:
        one, other = (begin, at), (begin + length, at)
        places = [one, other] if is_level else [one[::-1], other[::-1]]
        sheet.rule(*(edge for x, y in places for edge in (LEFT + 55 * x, TOP + 40 * y)))
    read = "".join(text for _, text in sheet.rows())
    assert read.count("Quay") >= sum(text.count("\n") + 1 for _, _, text in words)
