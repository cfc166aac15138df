from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from embeddings.loading import load_articles
from embeddings.passages import pack
from embeddings.shared_rows import LONGEST_FIELD, Owner, Row, passage_of, put_together, rows_of
from embeddings.values import Article
from tests.conftest import SAMPLE_ARTICLES
from tests.embeddings.changing import ENCODER, article_of
from tests.embeddings.texts import messy_texts

OWNER = Owner("hashing", "library", "place", "news")
ICE = "Ice\n\nThe harbour of Sarn froze over in March.\n\nNo ship could enter it. " + "Nobody crossed. " * 40
TEA = "Tea\n\nThe clippers raced from Fuzhou to London, c++ and naïve.\n"


def rows(article: Article, key: str = "ice-1") -> list[Row]:
    passages = pack(article, count_tokens=ENCODER.count_tokens, max_tokens=ENCODER.max_tokens)
    return rows_of(article, passages, key, owner=OWNER)


@given(messy_texts)
@settings(max_examples=60, deadline=None)
def test_an_article_is_put_together_from_its_rows(text: str) -> None:
    article = article_of("a.md", f"---\nlang: de\ndate: 2021-03-06\n---\n# Title\n\nA first paragraph.\n\n{text}")
    assert (article.language, article.date_from) == ("de", "source")
    again = put_together(article.id, as_stored(rows(article)))
    assert again == article


def test_the_pages_of_a_paragraph_are_put_together_from_its_rows() -> None:
    article = article_of("a.txt", "Title\n\nIt froze in March.\n\nIt thawed in May.")
    first, second = article.paragraphs
    paged = replace(article, paragraphs=(replace(first, page=3, later_pages=((3, 4), (9, 5))), second))
    assert put_together(article.id, as_stored(rows(paged))) == paged


def test_the_head_of_a_table_is_shared_with_its_rows() -> None:
    lines = "".join(f"| Ship {number} | {number} May |\n" for number in range(60))
    article = article_of("a.md", f"It froze.\n\n## Sailings\n\n| Ship | Sailed |\n|---|---|\n{lines}")
    made = rows(article)
    assert put_together(article.id, as_stored(made)) == article
    found = [passage_of(row) for row in as_stored(made)]
    assert len(found) > 1
    assert {(passage.heading, passage.head) for passage in found} == {("Sailings", "Ship | Sailed")}
    assert [passage.read for passage in found] == [row.read for row in made]
    old = as_stored(made)[-1]
    older = {**old, "about": {name: value for name, value in made[-1].about.items() if name != "head"}}
    assert passage_of(older).head == ""
    with pytest.raises(ValueError, match="clean"):
        passage_of({**old, "about": {**made[-1].about, "head": "\x1b]0;x\x07"}})


def test_the_items_of_lists_are_shared() -> None:
    article = article_of("a.md", "We took:\n\n- ropes\n  - a long one\n- saws\n\nIt froze.")
    [row] = as_stored(rows(article))
    assert passage_of(row).items == tuple(
        (each.start, each.end, level) for each, level in zip(article.paragraphs[1:4], (1, 2, 1), strict=True)
    )


@pytest.mark.parametrize("path", sorted(SAMPLE_ARTICLES.iterdir()), ids=lambda path: path.name)
def test_a_sample_article_is_put_together_from_its_rows(path: Path) -> None:
    article = load_articles(path.read_bytes(), source=path.name).articles[0]
    assert put_together(article.id, as_stored(rows(article))) == article


def as_stored(made: list[Row]) -> list[dict[str, object]]:
    return [{"article": "a-1", "position": row.position, "text": row.text, "about": row.about} for row in made]


def test_what_is_there_of_an_article_half_shared_stands_in_its_place() -> None:
    article = article_of("ice.txt", ICE)
    half = put_together("ice-1", as_stored(rows(article))[1:])
    assert half is not None
    assert half.title == article.title
    assert len(half.text) == len(article.text)
    assert half.text.lstrip("\n") in article.text
    assert all(article.text[each.start : each.end] == each.text for each in half.paragraphs)


def test_rows_have_ids_of_their_own_that_milvus_can_hold() -> None:
    ids = {row.id for key in ("ice-1", "ice-2") for row in rows(article_of("ice.txt", ICE), key)}
    assert len(ids) == 2 * len(rows(article_of("ice.txt", ICE))) > 4
    assert all(0 <= each < 2**63 for each in ids)


def test_a_row_that_is_too_long_for_a_field_says_so() -> None:
    [row] = rows(article_of("a.txt", "Long\n\n" + "x" * 500))
    assert row.fits
    assert not Row(row.article, 0, "é" * (LONGEST_FIELD // 2 + 1), row.title, row.about, row.read).fits
    assert not Row(row.article, 0, row.text, row.title, {**row.about, "title": "x" * LONGEST_FIELD}, row.read).fits


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "\x1b]0;x\x07ice"},
        {"text": 5},
        {"article": 'ice"'},
        {"about": {}},
        {"title": None},
        {"source": ["x"]},
        {"start": "0"},
        {"start": -1},
        {"start": 10**12},
        {"before": None},
        {"before": "\x1b[2J"},
        {"first": "\x1b[31mx"},
        {"paragraphs": []},
        {"paragraphs": [[1, 900, 950, 0]]},
        {"paragraphs": [["1", 0, 9, 0]]},
        {"published": 2020},
        {"language": 5},
        {"date_from": "the stars"},
    ],
)
def test_what_we_have_not_written_is_no_article(changes: dict[str, object]) -> None:
    [row] = as_stored(rows(article_of("tea.txt", TEA)))
    assert isinstance(row["about"], dict)
    about = {**row["about"], **{name: value for name, value in changes.items() if name in row["about"]}}
    hostile = {**row, "about": about, **{name: value for name, value in changes.items() if name in row}}
    with pytest.raises((KeyError, TypeError, ValueError)):
        put_together("tea-1", [hostile])


def test_lines_from_elsewhere_are_shown_on_one_line_and_cleaned() -> None:
    [row] = as_stored(rows(article_of("tea.txt", TEA)))
    assert isinstance(row["about"], dict)
    named = {"title": "Ti\x1b[31mtle\r\nX", "source": "so\x1b]0;x\x07urce.txt", "author": "A\nB"}
    article = put_together("tea-1", [{**row, "about": {**row["about"], **named}}])
    assert article is not None
    assert (article.title, article.source, article.author) == ("Title X", "source.txt", "A B")
