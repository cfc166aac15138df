from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import DATE_ORIGINS, KINDS
from embeddings.values import Article, Paragraph
from qa_bot.conversations import kept_answer
from qa_bot.conversations.conversation import apart
from qa_bot.values import INSTEADS, Alternative, Answer, Citation, Timings
from tests.qa_bot.tui import scripted_bot as scripted

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(), min_size=1)


WHOLE_NAMES = st.none() | st.just("Tove Aasen")
STATED = st.tuples(st.none() | TEXTS, TEXTS, st.none() | st.sampled_from(DATE_ORIGINS))


@st.composite
def citations(draw: st.DrawFn, number: int) -> Citation:
    """Return a citation of the second of three paragraphs, with a quote in it."""
    texts = draw(st.lists(TEXTS, min_size=3, max_size=3))
    paragraphs, offset = [], 0
    for position, text in enumerate(texts, start=1):
        block = draw(st.sampled_from(KINDS)), draw(st.integers(0, 6)), draw(st.none() | st.integers(1, 900))
        later = draw(st.lists(st.tuples(st.integers(0, 99), st.integers(2, 900)), max_size=2))
        paragraphs.append(Paragraph(position, offset, offset + len(text), text, *block, tuple(later)))
        offset += len(text) + 2
    author, published = (draw(st.none() | TEXTS) for _ in range(2))
    named = draw(TEXTS), draw(TEXTS), draw(TEXTS)
    article = Article(*named, "\n\n".join(texts), tuple(paragraphs), author, published, draw(st.text()), *draw(STATED))
    start, end = sorted(draw(st.lists(st.integers(0, len(texts[1])), min_size=2, max_size=2)))
    story = draw(st.none() | st.integers(1, number - 1)) if number > 1 else None
    return Citation(
        number,
        article,
        paragraphs[1],
        start,
        end,
        draw(NUMBERS),
        0,
        len(texts[1]),
        story,
        draw(st.sampled_from(["", "Ship | Sank"])),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    cited = tuple(draw(citations(number)) for number in range(1, draw(st.integers(2, 4))))
    timings = Timings(*(draw(NUMBERS) for _ in range(3)))
    if draw(st.booleans()):
        nearest = [replace(each, start=None, end=None) for each in cited]
        if draw(st.booleans()):  # as refusals were kept before a sentence was marked in each
            nearest = [replace(each, sentence_start=None, sentence_end=None) for each in nearest]
        instead = draw(st.sampled_from(INSTEADS))
        return Answer(draw(TEXTS), None, draw(NUMBERS), tuple(nearest), timings, articles=4, instead=instead)
    rest = tuple(draw(st.lists(TEXTS, max_size=2)))
    others = tuple(Alternative(each.quote or "", (each.number,)) for each in cited[1:])
    return Answer(draw(TEXTS), cited[0].quote, draw(NUMBERS), cited, timings, others, draw(WHOLE_NAMES), rest, 7, 5)


@given(answers())
def test_an_answer_comes_back_with_the_paragraphs_that_it_cites(answer: Answer) -> None:
    kept = kept_answer.from_json(kept_answer.to_json(answer))
    assert kept == replace(answer, citations=tuple(map(apart, answer.citations)))
    for citation, before in zip(kept.citations, answer.citations, strict=True):
        article, paragraph = citation.article, citation.paragraph
        assert article.paragraphs == (paragraph,)
        assert article.text[paragraph.start : paragraph.end] == article.text == paragraph.text
        assert (citation.quote, paragraph.number) == (before.quote, before.paragraph.number)


def changed(path: tuple[str | int, ...], value: object) -> str:
    row = json.loads(kept_answer.to_json(scripted.answer("who?", rival=scripted.LETTER)))
    place: Any = row
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return json.dumps(row)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("answer",), "somebody else"),
        (("answer",), 3),
        (("instead",), "a song"),
        (("confidence",), "0.9"),
        (("confidence",), float("nan")),
        (("citations",), []),
        (("citations",), None),
        (("citations", 0), None),
        (("citations", 0, "text"), "short"),
        (("citations", 0, "number"), 2),
        (("citations", 0, "start"), -1),
        (("citations", 0, "start"), None),
        (("citations", 0, "end"), 10**6),
        (("citations", 0, "sentence_end"), 1.5),
        (("citations", 0, "score"), 10**400),
        (("citations", 0, "title"), ["x"]),
        (("citations", 0, "date_from"), "the stars"),
        (("citations", 0, "language"), 5),
        (("citations", 0, "same_story_as"), 1),
        (("citations", 1, "same_story_as"), 0),
        (("citations", 1, "same_story_as"), "1"),
        (("citations", 1, "same_story_as"), 3),
        (("citations", 1, "head"), None),
        (("citations", 1, "section"), 4),
        (("alternatives", 0, "citations"), [9]),
        (("alternatives", 0, "citations"), []),
        (("alternatives", 0, "answer"), "another"),
        (("articles",), "6"),
        (("stories",), None),
        (("timings_ms",), {}),
    ],
)
def test_what_somebody_has_changed_is_no_answer(path: tuple[str | int, ...], value: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        kept_answer.from_json(changed(path, value))


def test_an_answer_from_before_copies_were_told_is_still_read() -> None:
    row = json.loads(kept_answer.to_json(scripted.answer("who?")))
    del row["articles"], row["stories"]
    for citation in row["citations"]:
        del citation["same_story_as"], citation["date_from"], citation["language"], citation["head"]
        del citation["section"]
    kept = kept_answer.from_json(json.dumps(row))
    assert [citation.same_story_as for citation in kept.citations] == [None, None]
    assert (kept.articles, kept.stories) == (0, 0)
