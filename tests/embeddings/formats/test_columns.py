from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import Document
from embeddings.formats.columns import table_suffix
from embeddings.formats.tables import load_csv, load_jsonl

WORDS = st.text("abc é,;|\"'\t\n.{}[]1", max_size=30).map(lambda text: f"It froze{text}")
ROWS = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("title,text\nIce,It froze.\n", ".csv"),
        ("title,text\r\nIce,It froze.\r\n", ".csv"),
        ("Title;Full text;Date\nIce;It froze;2024", ".csv"),
        ("text,label\nIt froze.,1", ".csv"),
        ("title, text\nIce, It froze.", ".csv"),
        (",title,text\n0,Ice,It froze.\n", ".csv"),
        ("sep=;\ntitle;text\nIce;It froze.\n", ".csv"),
        ("text, publishedAt\nIt froze., 2024-05-01\n", ".csv"),
        ("id\tarticle\n1\tIt froze.\n", ".tsv"),
        ('{"text": "It froze."}', ".jsonl"),
        ('\n{"Full-Text": "It froze."}\n', ".jsonl"),
        ('{"story": "It froze."}\n{"story": "It thawed."}\n', ".jsonl"),
    ],
)
def test_a_table_is_told_by_its_first_lines(text: str, suffix: str) -> None:
    assert table_suffix(text, is_whole=True) == suffix


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text",
        "text\nIt froze.\nIt thawed.",
        "title,text",
        "title,text\n\nIce,It froze.",
        "title,text\nIt froze, thawed, and froze.",
        "Body, mind\nI walked, alone\nIt rained, hard",
        "Text, title and other words of a page, as it were.\nIt froze, it thawed, and it froze.",
        "Content, text\n\nIt froze, and thawed.",
        "text,text\na,b",
        "year,ships\n1924,12\n1925,14",
        "| title | text |\n| --- | --- |\n| Ice | It froze. |",
        "Article | Title | Since\n--- | --- | ---\nArt. 1 | Dignity | 1949\n",
        "{Editor's note} text, body\nIt froze, then",
        '{\n  "text": "It froze."\n}',
        '{"ships": 12}',
        '{"text": "It froze."}\nAnd then it thawed.',
        '["text"]\n["text"]',
        "{" * 100_000,
        '{"a":' * 100_000,
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert table_suffix(text, is_whole=True) is None


def test_the_last_line_of_what_is_only_begun_counts_for_nothing() -> None:
    assert table_suffix('{"text": "It froze."}\n{"text": "It th', is_whole=False) == ".jsonl"
    assert table_suffix('title,text\nIce,It froze.\nThaw,"It\n', is_whole=False) == ".csv"
    assert table_suffix("title,text\nIce,It froze.\n", is_whole=False) is None


@given(ROWS, st.sampled_from(",;\t"))
def test_whatever_its_cells_hold_a_table_is_told_and_read(rows: list[tuple[str, str]], mark: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=mark).writerows([("title", "text"), *rows])
    assert table_suffix(file.getvalue(), is_whole=True) == (".tsv" if mark == "\t" else ".csv")
    assert sum(isinstance(each, Document) for each in load_csv(file.getvalue().encode())) == len(rows)
    lines = "".join(f"{json.dumps({'title': title, 'text': text})}\n" for title, text in rows)
    assert table_suffix(lines, is_whole=True) == ".jsonl"
    assert sum(isinstance(each, Document) for each in load_jsonl(lines.encode())) == len(rows)


@given(st.lists(st.text('textbody, ;.\t{"A', max_size=40), max_size=6))
def test_lines_under_a_sentence_are_never_a_table(lines: list[str]) -> None:
    assert table_suffix("\n".join(["The text, the title, the body.", *lines]), is_whole=True) is None
