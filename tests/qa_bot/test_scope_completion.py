from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.scope import split_scope
from embeddings.values import ArticleSummary
from qa_bot.scope_completion import ScopeNames


def article(source: str, title: str = "Untitled", published: str | None = None) -> ArticleSummary:
    return ArticleSummary(source, title, source, None, published, 1, 100)


ARTICLES = (
    article("sports/2024/final.md", "The Final in Sarn", "2024-05-31"),
    article("sports/opening.md", "Opening Night", "2023-11-02"),
    article("storm.txt", "A storm over Mosel", "2019-01-05"),
    article("the mill.md", "The “old” mill", "no date"),
    article("https://example.org/news/1", "News of the day"),
    article("bell\u202e\x1b[2J.md", "Bell \x07", None),
)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("in:", "in:sports/"),
        ("in:s", "in:sports/"),
        ("IN:Spo", "IN:Sports/"),
        ("in:sports/", "in:sports/2024/"),
        ("in:sports/o", "in:sports/opening.md"),
        ("in:sports/opening.md", None),
        ("in:st", "in:storm.txt"),
        ("in:http", "in:https://example.org/news/1"),
        ("in:mos", "in:mosel"),
        ("in:ov", "in:over"),
        ("in:the", None),
        ('in:"the', 'in:"the mill.md"'),
        ('in:"the f', 'in:"the final in Sarn"'),
        ("in:“a s", "in:“a storm over Mosel”"),
        ("who won in:fin", "who won in:final"),
        ("in:bell", None),
        ("in:zzz", None),
        ("in:sports/ who", None),
        ('in:"the mill.md" who', None),
        ("win:s", None),
        ("in:s from:", "in:s from:2019"),
        ("from:20", "from:2019"),
        ("until:", "until:2024"),
        ("until:202", "until:2024"),
        ("from:2024", None),
        ("from:2024-", "from:2024-05"),
        ("until:2024-05-", "until:2024-05-31"),
        ("until:2024-05-31", None),
        ("from:1", None),
        ("from:x", None),
    ],
)
def test_a_part_of_a_scope_is_completed(typed: str, completed: str | None) -> None:
    assert ScopeNames(ARTICLES).completed(typed) == completed


def test_where_there_are_no_articles_nothing_is_completed() -> None:
    assert [ScopeNames().completed(typed) for typed in ("in:", "in:s", "from:", "until:2")] == [None] * 4


@given(
    st.sampled_from([each.source for each in ARTICLES[:5]] + [each.title for each in ARTICLES[:3]]), st.integers(1, 9)
)
def test_what_a_name_is_completed_to_names_an_article(name: str, length: int) -> None:
    completed = ScopeNames(ARTICLES).completed(f'in:"{name[:length]}')
    if completed is not None:
        scope, rest = split_scope(completed)
        assert rest == ""
        assert any(map(scope.matches, ARTICLES))


@given(st.text(max_size=8))
def test_a_completion_goes_on_after_what_is_typed(typed: str) -> None:
    for question in (f"in:{typed}", f'who in:"{typed}', f"from:{typed}"):
        completed = ScopeNames(ARTICLES).completed(question)
        assert completed is None or (completed.startswith(question) and len(completed) > len(question))
