from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.errors import UnreadableArticleError
from embeddings.loading import Loaded, load_articles
from tests.embeddings.texts import sentences


def loaded(content: str, source: str = "news.csv") -> Loaded:
    return load_articles(content.encode(), source=source)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_rows_of_a_table_are_articles(mark: str) -> None:
    table = io.StringIO()
    writer = csv.writer(table, delimiter=mark)
    writer.writerow(["ID", "Headline", "Byline", "Pub-Date", "Body"])
    writer.writerow(["1", "Ice, thick", "Ines Okafor", "2021-03-06 10:00", "It froze; twice.\n\n- ropes, saws"])
    writer.writerow(["2", "", "", "6 May 2021", "<p>It <b>thawed</b>.</p>"])
    first, second = loaded("\ufeff" + table.getvalue()).articles
    assert (first.title, first.author, first.published) == ("Ice, thick", "Ines Okafor", "2021-03-06")
    assert (first.source, first.text) == ("news.csv/Ice, thick", "It froze; twice.\n\n- ropes, saws")
    assert [each.kind for each in first.paragraphs] == ["paragraph", "item"]
    assert (second.part, second.author, second.published, second.text) == ("2", None, "2021-05-06", "It thawed.")


def test_rows_without_a_text_are_told_once() -> None:
    found = loaded("title,text\nIce,It froze.\nThaw,\n\nRain,\nSun,It shone.,more,cells\n")
    assert [each.title for each in found.articles] == ["Ice", "Sun"]
    (skipped,) = found.left_out
    assert skipped.source == "news.csv"
    assert skipped.reason.startswith("holds 2 without a text, row 3 is the first: call it text, body,")


@pytest.mark.parametrize("content", ["title,date\nIce,2021\n", "It froze.\nIt thawed.\n", "\n,\n", '"'])
def test_a_table_without_a_column_of_texts_says_which_are_known(content: str) -> None:
    with pytest.raises(UnreadableArticleError, match="no column that holds a text: call it text, body, content"):
        loaded(content)


@pytest.mark.parametrize("line", ["sep=;\r\n", "\nSEP=;\n", '"sep=;"\n\n'])
def test_the_line_that_tells_excel_what_parts_the_columns_is_no_head(line: str) -> None:
    (article,) = loaded(f"{line}title;publishedAt;text\nIce;2021-03-06T10:00:00Z;It froze, then thawed.\n").articles
    assert (article.title, article.published, article.text) == ("Ice", "2021-03-06", "It froze, then thawed.")


def test_a_cell_of_a_megabyte_is_read() -> None:
    assert len(loaded("text\n" + "It froze. " * 100_000).articles[0].text) > 900_000


def test_each_line_of_json_is_an_article() -> None:
    rows = [
        {"title": "Ice", "content": "It froze.", "authors": [{"name": "Ines"}, "Per"], "published": "2021-03-06T10:00"},
        {"URL": "https://example.org/thaw", "text": ["It thawed.", "At last."], "title": None, "date": 20210506},
        {"body": 42, "date_publish": "2021-05-07 10:00:00", "tags": [[[["ice"]]]]},
    ]
    found = loaded("\n\n".join(map(json.dumps, rows)) + "\n", "news.jsonl").articles
    assert [(each.part, each.author, each.published, each.text) for each in found] == [
        ("Ice", "Ines, Per", "2021-03-06", "It froze."),
        ("example.org/thaw", None, "2021-05-06", "It thawed.\n\nAt last."),
        ("line 5", None, "2021-05-07", "42"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"a": \x1b}', "line 2 is no JSON (Expecting value, column 7): mend it; lines that were left out: 1"),
        ("[1]", "line 2 is no JSON object: mend it; lines that were left out: 1"),
        ('"text"\n\n{', "line 2 is no JSON object: mend it; lines that were left out: 2"),
        ("[" * 100_000, "line 2 is no JSON that can be read (maximum recursion depth exceeded"),
        ("9" * 5_000, "line 2 is no JSON that can be read (Exceeds the limit"),
        ('{"title": "Thaw"}', "holds 1 without a text, line 2 is the first: call it"),
        ('{"text": {"a": 1}}', "holds 1 without a text, line 2 is the first: call it"),
    ],
)
def test_a_line_that_is_no_article_does_not_hide_the_others(line: str, reason: str) -> None:
    found = loaded(f'{{"text": "It froze."}}\n{line}\n{{"text": "\\u001b[31mIt \\ud800thawed."}}\n', "news.jsonl")
    assert [each.text for each in found.articles] == ["It froze.", "It thawed."]
    (skipped,) = found.left_out
    assert skipped.source == "news.jsonl"
    assert skipped.reason.startswith(reason)


def test_lines_of_which_none_is_an_article_say_what_is_wrong() -> None:
    with pytest.raises(UnreadableArticleError, match=r"^line 1 is no JSON"):
        loaded("{\n{\n", "news.jsonl")


def test_a_row_that_is_damaged_does_not_hide_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.formats.columns.LARGEST_CELL", 20)
    found = loaded(f"text\nIt froze.\n{'It snowed. ' * 9}\nIt thawed.\n")
    assert [each.text for each in found.articles] == ["It froze.", "It thawed."]
    (skipped,) = found.left_out
    reason = "row 3 is damaged (field larger than field limit (20)): mend it; rows that were left out: 1"
    assert (skipped.source, skipped.reason) == ("news.csv", reason)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(sentences, sentences), min_size=1, max_size=8))
def test_no_row_is_lost(rows: list[tuple[str, str]]) -> None:
    table = io.StringIO()
    csv.writer(table).writerows([("title", "text"), *rows])
    lines = "\n".join(json.dumps({"title": title, "text": text}) for title, text in rows)
    for content, source in ((table.getvalue(), "a.csv"), (lines, "a.jsonl")):
        found = loaded(content, source).articles
        assert [(each.title, each.text) for each in found] == rows
        assert len({each.source for each in found}) == len(rows)


def test_a_first_column_without_a_name_moves_no_other() -> None:
    content = b"\ttitle\ttext\n0\tBridge\tThe bridge was closed at dawn.\n"
    (article,) = load_articles(content, source="rows.tsv").articles
    assert (article.title, article.text) == ("Bridge", "The bridge was closed at dawn.")


def test_a_table_in_a_cell_has_rows() -> None:
    table = "<table><tr><th>Boat</th><th>Berth</th></tr><tr><td>Otter</td><td>12</td></tr></table>"
    (article,) = loaded(json.dumps({"text": f"<p>It froze.</p>{table}"}), "news.jsonl").articles
    assert [each.kind for each in article.paragraphs] == ["paragraph", "head", "row"]
    assert article.paragraphs[-1].text == "Otter | 12"


def test_a_comma_without_quotes_in_the_last_column_is_of_the_text() -> None:
    (article,) = loaded("title,text\nIce,It froze, thawed, and froze.\n").articles
    assert article.text == "It froze, thawed, and froze."


def test_a_row_with_more_cells_than_the_head_is_told_and_empty_ones_are_none() -> None:
    found = loaded("text,date\nIt froze.,2021-03-06,,\nIt froze, and thawed.,2021-05-06\n")
    assert [each.text for each in found.articles] == ["It froze."]
    (skipped,) = found.left_out
    assert skipped.reason.startswith("row 3 has 3 cells, and the head 2: is what parts them in a text without quotes?")


@pytest.mark.parametrize(
    ("table", "read"),
    [
        ('title,text\nIce,"It froze.\nThaw,It thawed.\nRain,It rained, hard.\n', ["It froze.", "It thawed."]),
        ('title,text\nIce,"It ""froze"", and held.\nThaw,"It thawed."\n', ['It "froze", and held.', "It thawed."]),
        ('text\tdate\n"It ""froze"".\t2021\nIt is 5" thick.\t2022\n', ['It "froze".', 'It is 5" thick.']),
        ('title,text\nIce,"It froze,\n\nthawed, and\nfroze.', ["It froze,\n\nthawed, and\n\nfroze."]),
        ('title,text\nIce,"It froze."\nThaw,"The ""Otter"",\n\nof Sarn"\n', ["It froze.", 'The "Otter",\n\nof Sarn']),
    ],
)
def test_a_quote_that_is_never_closed_hides_no_row(table: str, read: list[str]) -> None:
    found = loaded(table, "news.tsv")
    assert [each.text for each in found.articles][:2] == read
    assert found.left_out == ()


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_a_table_is_read_whatever_ends_its_lines(end: str) -> None:
    lines = ['"Title"', '"Body"'], ['"Ice"', f'"It froze.{end}{end}It thawed."'], ['"Rain"', '"It rained."']
    found = loaded(end.join(map(",".join, lines))).articles
    assert [(each.title, each.text) for each in found] == [("Ice", "It froze.\n\nIt thawed."), ("Rain", "It rained.")]


def test_the_name_of_a_column_may_have_two_lines() -> None:
    (article,) = loaded('"Day\nof issue","Title","Text"\nMonday,Ice,"It froze, early."\n').articles
    assert (article.title, article.text) == ("Ice", "It froze, early.")
