from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import CELLS
from embeddings.values import SEPARATOR
from training.errors import TrainingError
from training.tables import (
    MOST_WORDS,
    LookUp,
    answered,
    load_tables,
    made_look_ups,
    of_another_table,
    rows_around,
)

SHIPS = (
    ("Year", "Ship", "Built in", "Note"),
    ("1969", "Anna Maria", "Oslo", ""),
    ("1971", "Blue Whale", "Rome/Tunis", "lost"),
)
LONG = (
    ("Name", "Note"),
    *((f"Ship number {number}", f"sank {number} times, they say, or more") for number in range(40)),
)


def test_look_ups_are_questions_that_one_cell_answers(tables_folder: Path) -> None:
    look_ups, tables = load_tables(tables_folder)
    assert [(asked.question, asked.table[asked.row][asked.column]) for asked in look_ups] == [
        ("where was the anna maria built?", "Oslo"),
        ("what is the length of the nile?", "6,650 km"),
    ]
    assert len(tables) == 2
    assert tables[0] == SHIPS  # a break is a space, a bar a stroke


def test_rows_are_written_as_the_program_reads_them() -> None:
    text, (start, end) = rows_around(LookUp("where?", SHIPS, 1, 2), random.Random(0))
    head, first, second = text.split(SEPARATOR)
    assert head == "Year | Ship | Built in | Note"
    assert (first, second) == ("1969 | Anna Maria | Oslo", "1971 | Blue Whale | Rome/Tunis | lost")
    assert text[start:end] == "Oslo"


def test_rows_from_further_down_may_lack_their_head() -> None:
    asked = LookUp("where?", LONG, 20, 0)
    rng = random.Random(0)
    heads = [rows_around(asked, rng)[0].startswith("Name | Note") for _ in range(400)]
    assert 0.65 < sum(heads) / 400 < 0.85
    assert all(rows_around(asked, rng, headed=1)[0].startswith("Name | Note") for _ in range(20))


@given(st.data(), st.integers(0, 10_000))
def test_an_answer_stands_where_it_is_said_to_stand(data: st.DataObject, seed: int) -> None:
    table = data.draw(st.sampled_from((SHIPS, LONG)))
    row = data.draw(st.integers(1, len(table) - 1))
    column = data.draw(st.sampled_from([number for number, cell in enumerate(table[row]) if cell]))
    example = answered(LookUp("what?", table, row, column), random.Random(seed))
    [(start, end)] = example.answers
    assert example.paragraph[start:end] == table[row][column]
    lines = [CELLS.join(cell for cell in other if cell) for other in table]
    shown = [lines.index(line) for line in example.paragraph.split(SEPARATOR)]
    rows = [number for number in shown if number]
    assert example.paragraph[:start].count(SEPARATOR) == shown.index(row)
    assert rows == list(range(rows[0], rows[-1] + 1))
    assert len(" ".join(lines[number] for number in rows).split()) <= MOST_WORDS


def test_made_questions_name_the_row_and_the_column() -> None:
    made = made_look_ups([SHIPS, (("A", "B"), ("1", "2"), ("3", "4"))], 200, random.Random(0))
    assert len(made) == 200
    assert {(asked.row, asked.column) for asked in made} == {(1, 0), (1, 2), (2, 0), (2, 2), (2, 3)}
    for asked in made:
        assert asked.table[asked.row][1] in asked.question
        assert asked.table[0][asked.column].lower() in asked.question or asked.question.startswith("when was ")
    assert any(asked.question.startswith("when was ") for asked in made)
    assert made_look_ups([], 5, random.Random(0)) == []


def test_a_question_of_another_table_has_no_answer() -> None:
    look_ups = [LookUp("where was the anna maria built?", SHIPS, 1, 2), LookUp("what of ship number 9?", LONG, 10, 1)]
    examples = of_another_table(look_ups, 20, random.Random(0))
    assert len(examples) == 20
    for example in examples:
        assert example.answers == ()
        assert ("anna" in example.question) == ("Ship number" in example.paragraph)
    assert of_another_table(look_ups[:1], 5, random.Random(0)) == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("data/training.tsv", None, "cannot be read"),
        ("csv/200-csv/2.tsv", None, "cannot be read"),
        ("csv/200-csv/2.tsv", b"\xff", "is not in UTF-8"),
        ("data/training.tsv", b"id\tutterance\nnt-0\twho?\n", "has no four columns"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    tables_folder: Path, name: str, content: bytes | None, message: str
) -> None:
    path = tables_folder / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TrainingError, match=message) as raised:
        load_tables(tables_folder)
    assert str(path) in str(raised.value)
