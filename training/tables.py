"""Look-ups in Wikipedia's tables, from WikiTableQuestions and made, as examples with rows as the program reads them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.documents import CELLS
from embeddings.values import SEPARATOR
from training.errors import TrainingError
from training.values import Example

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

Row = tuple[str, ...]
Table = tuple[Row, ...]
"""A head and at least two rows, all of as many cells."""

FEWEST_WORDS, MOST_WORDS = 30, 120
"""Of the rows around an answer: how many at most is drawn anew for each; 120 is what the program's passages hold."""
HEADED = 0.75
"""How often rows from further down a table stand below its head, as the program puts it there where it knows it."""
MADE_HEADED = 0.85
"""The same for made look-ups, which without a head often cannot be told."""
SHORTEST_KEY = 3
"""Characters of a cell by which a question is known to be about its row."""
LONGEST_HEAD, LONGEST_KEY, LONGEST_ANSWER = 29, 60, 80
"""Characters of what made look-ups are about."""
NAMING = 0.8
"""More than this share of a column's cells hold a word where its cells name the rows."""
ASKED_WHEN = 0.6
"""How many of the made look-ups in a column of years or dates ask "when"."""

SEVERAL_ROWS = re.compile(
    r"\b(?:next|previous|before|after|total|difference|more|less|fewer|average|sum|consecutive|combined|other|besides"
    r"|same|above|below|greater|prior|following|immediately|older|younger|than|another|also|directly|between|until"
    r"|since)\b"
)
"""Words of questions that one row does not answer."""
MADE_QUESTIONS = (
    "What is the {head} of {key}?",
    "what was the {head} for {key}?",
    "Which {head} did {key} have?",
    "{key} {head}",
    "What {head} is given for {key}?",
    "Which {head} belongs to {key}?",
    "what {head} was {key}",
)
COLUMN_OF_TIMES = re.compile(r"(?:year|date|day)")


@dataclass(frozen=True, slots=True)
class LookUp:
    """A question that one cell of a table answers."""

    question: str
    table: Table
    row: int
    column: int


def load_tables(folder: Path) -> tuple[list[LookUp], list[Table]]:
    """Return the look-ups among WikiTableQuestions' training questions, and all usable tables that these are about.

    Raises:
        TrainingError: a file is missing or of another format.

    """
    asked = _lines(folder / "data" / "training.tsv")[1:]
    try:
        rows = [(question, path, answer) for _, question, path, answer in asked]
    except ValueError:
        raise TrainingError(f"{folder / 'data' / 'training.tsv'} has no four columns: download it again") from None
    tables = {path: _table(folder / path) for path in sorted({path for _, path, _ in rows})}
    usable = {path: table for path, table in tables.items() if table is not None}
    return list(_look_ups(rows, usable)), list(usable.values())


def made_look_ups(tables: Sequence[Table], count: int, rng: random.Random) -> list[LookUp]:
    """Return so many questions for a cell by its column's head and its row's name; none where no table has such."""
    asked = [
        (table, key, cells)
        for table in tables
        if (key := _naming_column(table)) is not None
        if (cells := _askable(table, key))
    ]
    look_ups = []
    for table, key, cells in rng.choices(asked, k=count) if asked else ():
        row, column = rng.choice(cells)
        head = table[0][column].lower()
        question = rng.choice(MADE_QUESTIONS)
        if COLUMN_OF_TIMES.match(head) and rng.random() < ASKED_WHEN:
            question = "when was {key}?"
        look_ups.append(LookUp(question.format(head=head, key=table[row][key]), table, row, column))
    return look_ups


def answered(look_up: LookUp, rng: random.Random, *, headed: float = HEADED) -> Example:
    """Return the question with the rows around its answer, below their table's head or, by chance, without it."""
    text, answer = rows_around(look_up, rng, headed=headed)
    return Example(look_up.question, text, (answer,))


def of_another_table(look_ups: Sequence[LookUp], count: int, rng: random.Random) -> list[Example]:
    """Return so many of the questions with another table's rows and no answer; none where there is one table."""
    examples = []
    for asked in rng.choices(look_ups, k=count) if look_ups else ():
        others = [other for other in look_ups if other.table != asked.table]
        if others:
            examples.append(Example(asked.question, rows_around(rng.choice(others), rng)[0], ()))
    return examples


def rows_around(look_up: LookUp, rng: random.Random, *, headed: float = HEADED) -> tuple[str, tuple[int, int]]:
    """Return rows of a table as the program reads them, among them the answer's, and where in them the answer is."""
    table, row = look_up.table, look_up.row
    words = rng.randint(FEWEST_WORDS, MOST_WORDS)
    size = len(_line(table[row]).split())
    first = last = row
    while sides := [side for side, more in ((-1, first > 1), (1, last < len(table) - 1)) if more]:
        side = rng.choice(sides)
        size += len(_line(table[first - 1 if side < 0 else last + 1]).split())
        if size > words:
            break
        if side < 0:
            first -= 1
        else:
            last += 1
    head = table[:1] if first == 1 or rng.random() < headed else ()
    before = "".join(_line(other) + SEPARATOR for other in (*head, *table[first:row]))
    start = len(before) + len("".join(cell + CELLS for cell in table[row][: look_up.column] if cell))
    text = before + SEPARATOR.join(_line(other) for other in table[row : last + 1])
    return text, (start, start + len(table[row][look_up.column]))


def _look_ups(asked: Sequence[tuple[str, str, str]], tables: Mapping[str, Table]) -> Iterator[LookUp]:
    """Yield the questions that name one row by a cell that no other row has, and whose answer is one cell of it."""
    for question, path, answer in asked:
        table, plain, wanted = tables.get(path), f" {_plain(question)} ", _plain(answer)
        if table is None or not wanted or "|" in answer or f" {wanted} " in plain or SEVERAL_ROWS.search(question):
            continue
        named = set(_told_apart(table, plain))
        if len(named) == 1:
            row = named.pop()
            columns = [column for column, cell in enumerate(table[row]) if _plain(cell) == wanted]
            if len(columns) == 1:
                yield LookUp(question, table, row, columns[0])


def _told_apart(table: Table, question: str) -> Iterator[int]:
    """Yield the rows that a question, plain and between spaces, names by a cell that is but once in its column."""
    for column in zip(*table[1:], strict=True):
        cells = [_plain(cell) for cell in column]
        for row, cell in enumerate(cells, start=1):
            if len(cell) >= SHORTEST_KEY and f" {cell} " in question and cells.count(cell) == 1:
                yield row


def _naming_column(table: Table) -> int | None:
    """Return the first column whose cells are all different, and words for the most part."""
    for number, column in enumerate(zip(*table[1:], strict=True)):
        words = sum(re.search(r"[A-Za-z]{3}", cell) is not None for cell in column)
        if len(set(column)) == len(column) and words > NAMING * len(column):
            return number
    return None


def _askable(table: Table, key: int) -> list[tuple[int, int]]:
    """Return rows and columns of the cells that may be asked for by the row's name in the column `key`."""
    columns = [column for column, head in enumerate(table[0]) if column != key and 0 < len(head) <= LONGEST_HEAD]
    rows = [row for row in range(1, len(table)) if len(table[row][key]) <= LONGEST_KEY]
    return [
        (row, column)
        for row in rows
        for column in columns
        if len(table[row][column]) <= LONGEST_ANSWER and re.search(r"\w", table[row][column])
    ]


def _table(path: Path) -> Table | None:
    """Return the table whose CSV file a question names, from the TSV file beside it; None where rows are not alike."""
    table = tuple(tuple(_cell(field) for field in line) for line in _lines(path.with_suffix(".tsv")))
    return table if len(table) > 2 and len({len(row) for row in table}) == 1 else None


def _cell(field: str) -> str:
    r"""Return a field on one line: `\n` is a break, `\p` a bar, for which a stroke stands as bars part cells."""
    return " ".join(field.replace(r"\n", " ").replace(r"\p", "/").replace("\\\\", "\\").split())


def _lines(path: Path) -> list[list[str]]:
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise TrainingError(
            f"{path} cannot be read ({error.strerror}): put WikiTableQuestions 1.0.2 there, or remove its folder"
        ) from None
    except UnicodeDecodeError:
        raise TrainingError(f"{path} is not in UTF-8: download it again") from None
    return [line.split("\t") for line in text.split("\n") if line.strip()]


def _line(row: Row) -> str:
    return CELLS.join(cell for cell in row if cell)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()
