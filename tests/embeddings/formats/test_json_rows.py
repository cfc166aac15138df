from __future__ import annotations

import json
from typing import Any

import pytest

from embeddings.errors import UnreadableArticleError
from embeddings.loading import Loaded, load_articles

ICE = {"title": "Ice", "text": "It froze."}
THAW = {"title": "Thaw", "text": "It thawed."}


def loaded(found: Any, source: str = "news.json", *, indent: int | None = None) -> Loaded:
    text = found if isinstance(found, str) else json.dumps(found, indent=indent)
    return load_articles(text.encode(), source=source)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("source", ["news.json", "news.jsonl"])
def test_the_objects_of_an_array_are_articles(source: str, indent: int | None) -> None:
    found = loaded([ICE, THAW], source, indent=indent).articles
    assert [(each.source, each.text) for each in found] == [
        (f"{source}/Ice", "It froze."),
        (f"{source}/Thaw", "It thawed."),
    ]


@pytest.mark.parametrize("indent", [None, 2])
def test_the_array_of_articles_may_lie_in_an_object(indent: int | None) -> None:
    answer = {"status": "ok", "tags": ["ice"], "response": {"articles": [ICE, {"title": "Rain"}, 3, THAW]}}
    found = loaded(answer, indent=indent)
    assert [each.title for each in found.articles] == ["Ice", "Thaw"]
    assert [each.reason[:24] for each in found.left_out] == ["item 3 is no JSON object", "holds 1 without a text, "]


@pytest.mark.parametrize(("source", "indent"), [("ice.json", None), ("ice.json", 2), ("ice.jsonl", 2)])
def test_one_object_is_one_article_called_as_its_file(source: str, indent: int | None) -> None:
    (article,) = loaded(ICE | {"comments": [{"text": "Brr."}]}, source, indent=indent).articles
    assert (article.source, article.title, article.text) == (source, "Ice", "It froze.")


@pytest.mark.parametrize("end", ["\n", ",\n"])
def test_lines_of_objects_may_be_called_json_and_end_in_commas(end: str) -> None:
    lines = end.join(map(json.dumps, (ICE, THAW)))
    for source in ("news.json", "news.jsonl"):
        found = loaded(lines, source)
        assert ([each.title for each in found.articles], found.left_out) == (["Ice", "Thaw"], ())


def test_a_feed_may_be_called_json() -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "Ice", "content_text": "A."}]}
    (article,) = loaded(feed).articles
    assert (article.title, article.text, article.part[:4]) == ("Ice", "A.", "Ice ")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"name": "ice", "version": "1.0"}', "is JSON, but holds no article: those are objects that have a text"),
        ("[1, 2]", "is JSON, but holds no article"),
        ("[]", "is JSON, but holds no article"),
        ('"It froze."', "is JSON, but holds no article"),
        ('{"a": [{"text": "A."}], "b": [{"text": "B."}]}', "is JSON, but holds no article"),
        ('{\n"text": }', "is no JSON (Expecting value, line 2, column 9): mend it"),
        ("[" * 100_000, "is JSON that is nested too deep to be read: save its articles as .jsonl, one object a line"),
        ('{"a":' * 100_000, "is JSON that is nested too deep to be read"),
        ("9" * 5_000, "is no JSON that can be read (Exceeds the limit"),
    ],
)
def test_json_that_holds_no_articles_gives_the_reason(content: str, reason: str) -> None:
    with pytest.raises(UnreadableArticleError) as raised:
        loaded(content)
    assert str(raised.value).startswith(reason)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("depth", [5, 900])
def test_what_is_nested_deep_beside_a_text_hides_nothing(depth: int) -> None:
    deep = "[" * depth + '"ice"' + "]" * depth
    (article,) = loaded(f'{{"text": "It froze.", "title": {deep}, "author": {deep}}}').articles
    assert (article.text, article.author) == ("It froze.", None)


@pytest.mark.parametrize(
    ("fields", "title", "text"),
    [
        ({"title": {"rendered": "Ice &amp; snow"}, "content": {"rendered": "<p>It froze.</p>"}}, "Ice & snow", None),
        ({"headline": {"main": "Ice", "kicker": "Sea"}, "body": "It froze."}, "Ice", None),
        ({"title": "Ice", "article": {"text": "It froze."}}, "Ice", None),
        ({"title": None, "article": {"title": "Ice", "text": "It froze."}}, "Ice", None),
        (
            {"body": [{"type": "p", "text": "It froze."}, {"type": "p", "text": "It held."}]},
            "News",
            "It froze.\n\nIt held.",
        ),
        ({"body": [["It froze."], ["It held.", "It thawed."]]}, "News", "It froze.\n\nIt held.\n\nIt thawed."),
        ({"title": "NaN", "text": "null", "content": "It froze."}, "News", None),
        ({"title": float("nan"), "text": True, "content": "It froze."}, "News", None),
    ],
)
def test_a_field_may_be_an_object_that_says_what_it_is(fields: dict[str, Any], title: str, text: str | None) -> None:
    (article,) = loaded(fields).articles
    assert (article.title, article.text) == (title, text or "It froze.")


def test_a_cell_that_says_that_it_is_nothing_is_empty() -> None:
    table = "title,text,content\nNone,NaN,It froze.\nThaw,null,It thawed.\nRain,nan,null\n"
    found = loaded(table, "news.csv")
    assert [(each.part, each.text) for each in found.articles] == [("row 2", "It froze."), ("Thaw", "It thawed.")]
    assert [each.reason[:40] for each in found.left_out] == ["holds 1 without a text, row 4 is the fir"]


@pytest.mark.parametrize(
    "date",
    [
        "2021-03-06T10:00:00Z",
        1615025000,
        {"$date": "2021-03-06T10:00:00Z"},
        {"$date": {"$numberLong": "1615025000000"}},
    ],
)
def test_a_date_may_be_what_databases_make_of_it(date: Any) -> None:
    assert loaded(ICE | {"published": date}).articles[0].published == "2021-03-06"
