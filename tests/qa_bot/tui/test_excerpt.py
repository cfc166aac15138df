from __future__ import annotations

from dataclasses import replace

import pytest

from qa_bot.tui.excerpt import excerpt, shortened
from qa_bot.tui.turn import CitationList
from qa_bot.values import Citation
from tests.qa_bot.tui.scripted_bot import make_article


def citation_of(text: str, *, quote: str, sentence: str | None = None) -> Citation:
    article = make_article(text)
    start = text.index(quote)
    sentence_start = None if sentence is None else text.index(sentence)
    sentence_end = None if sentence is None or sentence_start is None else sentence_start + len(sentence)
    return Citation(1, article, article.paragraphs[0], start, start + len(quote), 1.0, sentence_start, sentence_end)


def bold(citation: Citation, *, at_most: int = 400) -> list[str]:
    content = excerpt(citation, at_most=at_most)
    return [content.plain[span.start : span.end] for span in content.spans]


def test_an_excerpt_is_the_sentence_with_its_quote_bold() -> None:
    citation = citation_of("One came. Two left. Three stayed.", quote="Two", sentence="Two left.")
    assert excerpt(citation, at_most=400).plain == "Two left."
    assert bold(citation) == ["Two"]


def test_of_a_title_that_is_a_page_of_text_a_row_has_the_beginning() -> None:
    for title in ("W" * 10_000, "many words " * 1_000):
        citation = replace(citation_of("One came.", quote="One"), article=make_article("One came.", title=title))
        [row] = CitationList((citation,)).options
        assert len(str(row.prompt)) < 240
        assert str(row.prompt).startswith(f"[1] {title[:40]}")


def test_without_a_sentence_the_paragraph_stands_for_it() -> None:
    citation = citation_of("One came. Two left.", quote="Two")
    assert excerpt(citation, at_most=400).plain == "One came. Two left."


def test_without_a_quote_or_a_sentence_it_is_how_the_paragraph_begins() -> None:
    article = make_article("One came. Two left.")
    nearest = Citation(1, article, article.paragraphs[0], None, None, 1.0)
    assert excerpt(nearest, at_most=12).plain == "One came. …"


@pytest.mark.parametrize(
    ("at_most", "shown"),
    [
        (80, "One [b]came[/b]. Two\nleft. Three stayed until Monday."),
        (28, "… Two\nleft. Three …"),
        (9, "Two\nleft."),
        (8, "Two …"),
    ],
)
def test_without_a_quote_the_paragraph_is_cut_around_its_sentence(at_most: int, shown: str) -> None:
    quoted = citation_of("One [b]came[/b]. Two\nleft. Three stayed until Monday.", quote="Two", sentence="Two\nleft.")
    nearest = replace(quoted, start=None, end=None)
    assert excerpt(nearest, at_most=at_most).plain == shown.replace("\n", " ")
    assert bold(nearest, at_most=at_most) == ["Two left." if at_most > 8 else "Two …"]
    assert "bold" not in str(excerpt(nearest, at_most=at_most).spans)


@pytest.mark.parametrize("position", [0, 3, 20, 38, 40])
def test_a_long_sentence_is_cut_around_its_quote(position: int) -> None:
    words = [f"word{number}" for number in range(40)]
    text = " ".join([*words[:position], "THE QUOTE", *words[position:]])
    cut = excerpt(citation_of(text, quote="THE QUOTE"), at_most=80)
    assert "THE QUOTE" in cut.plain
    assert 60 <= len(cut.plain) <= 84
    assert cut.plain.removeprefix("… ").removesuffix(" …") in text
    assert cut.plain.startswith("… ") is (position > 8)
    assert cut.plain.endswith(" …") is (position < 32)


def test_marks_stay_at_the_quote_and_lines_are_joined() -> None:
    citation = citation_of("He said:\n“the\nquote”, and left.", quote="the\nquote")
    assert excerpt(citation, at_most=400).plain == "He said: “the quote”, and left."
    assert bold(citation) == ["the quote"]


def test_a_quote_longer_than_the_row_is_cut() -> None:
    cut = excerpt(citation_of("Before. " + "long " * 40 + "quote. After.", quote="long " * 40 + "quote"), at_most=20)
    assert cut.plain == "long long long long …"


def test_scripts_without_spaces_are_cut_between_characters() -> None:
    cut = excerpt(citation_of("河" * 50 + "市長" + "水" * 50, quote="市長"), at_most=12)
    assert cut.plain == "… 河河河河河市長水水水水水 …"


def test_text_is_shortened_at_a_space() -> None:
    assert shortened("One\ntwo three", at_most=8) == "One two …"
    assert shortened("One two", at_most=7) == "One two"
