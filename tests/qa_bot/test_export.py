from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from embeddings.plaintext import clean, one_line
from embeddings.values import Article, Paragraph
from qa_bot.conversations.conversation import Conversation, Turn
from qa_bot.export import (
    EXPORTS,
    answer_as_text,
    as_html,
    as_json,
    as_markdown,
    verdict_as_dict,
)
from qa_bot.values import Answer, Citation, Timings
from tests.qa_bot.test_output import UNSAFE
from tests.qa_bot.tui import scripted_bot as scripted

WHEN = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
VOID = {"meta", "br"}
HOSTILE = (
    "</mark><script>alert(1)</script> [a](javascript:b) ![i](http://x.y/z) `code` **b** __c__ ~~d~~ &lt; &amp; <!-- "
    "\x1b[31mred\x1b[0m \u202etxt # #\n```\n1. one\n- two\n+ three\n> four\n===\n---\n\n    code\n| a | b |\n|:-|-:|\n"
    "[x]: http://x.y\n<https://x.y> \\ $x$ \"'{{ '' }}' ]]> <?php\n# C #"
)
TEXTS = st.one_of(
    st.text(min_size=1),
    st.lists(
        st.sampled_from(
            [*"`*_[]()<>#+-.!|~&\\\"'= \n\t\x1b\r:$1a", "</mark>", "<b>", "&lt;", "1.", "```", "http://x.y/"]
        ),
        min_size=1,
        max_size=30,
    ).map("".join),
).filter(lambda text: one_line(text) != "")


class Page(HTMLParser):
    """Takes a page apart: its texts by element, and whether its elements are closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.links: list[str | None] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        self.open.append(tag)
        self.texts.setdefault(tag, []).append("")
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in self.open:
            self.texts[tag][-1] += data


def conversation_of(*turns: Turn, title: str = "The bridge") -> Conversation:
    return Conversation(7, title, WHEN, WHEN, turns)


def turn_of(answer: Answer | None, *, question: str = "Who?", error: str | None = None) -> Turn:
    return Turn(1, question, WHEN, "in:sports", answer, error, "right")


def answer_of(
    text: str, *, title: str, quote: tuple[int, int] | None, sentence: tuple[int, int] | None = None
) -> Answer:
    article = Article("a", title, title, text, (Paragraph(1, 0, len(text), text),), title, "2021-07-15")
    start, end = quote or (None, None)
    cited = Citation(1, article, article.paragraphs[0], start, end, 1.0, *(sentence or (None, None)))
    return Answer("q", cited.quote, 0.9, (cited,), Timings(1, 2, 3))


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    text = clean(draw(TEXTS)).strip()
    start = draw(st.integers(0, len(text) - 1))
    part = start, draw(st.integers(start + 1, len(text)))
    quote, sentence = draw(st.sampled_from([(part, None), (part, part), (None, part), (None, None)]))
    turns = (
        turn_of(answer_of(text, title=draw(TEXTS), quote=quote, sentence=sentence), question=draw(TEXTS)),
        turn_of(None, question=draw(TEXTS), error=draw(TEXTS)),
    )
    return conversation_of(*turns, title=draw(TEXTS))


def hostile() -> Conversation:
    text = clean(HOSTILE)
    answer = answer_of(text, title=HOSTILE, quote=(0, len(text)))
    return conversation_of(turn_of(answer, question=HOSTILE), turn_of(None, error=HOSTILE), title=HOSTILE)


def lines_of(text: str) -> list[str]:
    return [line for line in map(one_line, clean(text).split("\n")) if line]


def markdown_texts(markdown: str) -> dict[str, list[list[str]]]:
    """Return the lines of each block of text by the element around it; markup of the text's own is an error."""
    found: dict[str, list[list[str]]] = {}
    around: list[str] = []
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(markdown):
        assert token.type not in ("html_block", "fence", "code_block", "table_open", "hr", "ordered_list_open")
        if token.nesting == 1:
            around.append(token.type)
        elif token.nesting == -1:
            around.pop()
        elif token.type == "inline":
            kinds = {child.type for child in token.children or []}
            assert kinds <= {"text", "text_special", "hardbreak"}, kinds
            said = "".join("\n" if child.type == "hardbreak" else child.content for child in token.children or [])
            found.setdefault(around[0], []).append(said.split("\n"))
    return found


# Markdown


@settings(max_examples=150, deadline=None)
@given(conversations())
@example(hostile())
def test_markdown_gives_back_the_texts_and_no_markup(conversation: Conversation) -> None:
    markdown = as_markdown(conversation)
    assert not UNSAFE.search(markdown)
    found = markdown_texts(markdown)
    titles = [conversation.title, *(turn.question for turn in conversation.turns)]
    assert found["heading_open"] == [[one_line(title)] for title in titles]
    answered, failed = conversation.turns
    assert answered.answer is not None
    [citation] = answered.answer.citations
    assert found["blockquote_open"] == [lines_of(citation.paragraph.text)]
    assert found["paragraph_open"][-1] == [one_line(failed.error or "")]
    marked = one_line(citation.quote or citation.sentence or citation.paragraph.text)
    cited = [said[0] for said in found["paragraph_open"] if said[0].startswith(f"[1] “{marked}” — ")]
    assert cited[0].endswith(one_line(citation.article.source))


def test_a_conversation_as_markdown() -> None:
    answered = turn_of(
        scripted.answer("Who closed the bridge?", rival=scripted.LETTER), question="Who closed the bridge?"
    )
    waiting = replace(turn_of(None, question="When?"), scope="", mark=None)
    assert as_markdown(conversation_of(answered, turn_of(scripted.no_answer("Why?"), question="Why?"), waiting)) == (
        "# The bridge\n\n2026-03-01, 3 questions\n\n"
        "## Who closed the bridge?\n\n2026-03-01 09:30 UTC · asked of in:sports · marked right\n\n"
        "Ilse Brandt \\[1\\] \\[2\\]\\\nperhaps · 58 %\\\nor: Jonas Reuter \\[3\\]\n\n"
        "\\[1\\] “Ilse Brandt” — A flood in the valley, Mara Lind, 2021-07-15, paragraph 2, flood.txt\n\n"
        f"> {scripted.FLOOD.paragraphs[1].text}\n\n"
        "\\[2\\] “Ilse Brandt” — A night in the gymnasium, Mara Lind, 2021-07-15, paragraph 1, school.txt\n\n"
        f"> {scripted.SCHOOL.text}\n\n"
        "\\[3\\] “Jonas Reuter” — Letters to the editor, Mara Lind, 2021-07-15, paragraph 1, letters.txt\n\n"
        f"> {scripted.LETTER.text}\n\n"
        "## Why?\n\n2026-03-01 09:30 UTC · asked of in:sports · marked right\n\n"
        "Not in these articles.\\\nThe nearest paragraphs:\n\n"
        f"\\[1\\] “{scripted.FLOOD.paragraphs[2].text}” — A flood in the valley, Mara Lind, 2021-07-15, paragraph 3, "
        f"flood.txt\n\n> {scripted.FLOOD.paragraphs[2].text}\n\n"
        "\\[2\\] “Buses took 340 people to the school.” — A flood in the valley, Mara Lind, 2021-07-15, paragraph 2, "
        f"flood.txt\n\n> {scripted.FLOOD.paragraphs[1].text}\n\n"
        "## When?\n\n2026-03-01 09:30 UTC\n\nThere is no answer yet.\n"
    )


# HTML


@settings(max_examples=150, deadline=None)
@given(conversations())
@example(hostile())
def test_html_gives_back_the_texts(conversation: Conversation) -> None:
    markup = as_html(conversation)
    assert not UNSAFE.search(markup)
    page = Page(markup)
    answered, failed = conversation.turns
    assert answered.answer is not None
    [citation] = answered.answer.citations
    assert page.texts["title"] == page.texts["h1"] == [one_line(conversation.title)]
    assert page.texts["h2"] == [one_line(turn.question) for turn in conversation.turns]
    assert page.texts["p"][-1] == one_line(failed.error or "")
    assert page.texts["blockquote"] == [citation.paragraph.text]
    assert page.texts.get("mark", []) == ([] if citation.quote is None else [citation.quote])
    assert page.texts["figcaption"][0].endswith(f"paragraph 1, {one_line(citation.article.source)}")
    allowed = {"html", "head", "title", "style", "body", "main", "header", "section"}
    assert page.texts.keys() <= allowed | {"h1", "h2", "p", "figure", "blockquote", "figcaption", "mark", "a", "span"}
    assert all(re.match("https?://", link or "", re.IGNORECASE) for link in page.links)


def test_the_page_needs_nothing_else_and_may_do_nothing() -> None:
    markup = as_html(conversation_of(turn_of(scripted.answer("who?"))))
    assert markup.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    assert "default-src 'none'" in markup
    assert "prefers-color-scheme: dark" in markup
    assert "<mark>Ilse Brandt</mark>" in markup
    assert not re.search(r"url\(|@import|src=|<link", markup)


def test_on_the_page_all_steps_back_around_the_sentence_of_a_nearest_paragraph() -> None:
    markup = as_html(conversation_of(turn_of(scripted.no_answer("who?"))))
    around = 'at dawn. </span>Buses took 340 people to the school.<span class="around">'
    assert around in markup
    assert "<mark>" not in markup


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("https://example.org/a?b=1&c='x'", ["https://example.org/a?b=1&c='x'"]),
        ("javascript:alert(1)", []),
        ("file:///etc/passwd", []),
        ("a.txt", []),
    ],
)
def test_only_pages_of_the_web_are_linked(source: str, links: list[str]) -> None:
    article = replace(scripted.FLOOD, source=source)
    page = Page(as_html(conversation_of(turn_of(scripted.answer("who?", article)))))
    assert page.links == links
    assert page.texts["figcaption"][0].endswith(f", {source}")


# JSON


@settings(max_examples=60, deadline=None)
@given(conversations())
@example(hostile())
def test_json_loads_and_gives_back_the_texts(conversation: Conversation) -> None:
    exported = as_json(conversation)
    assert not UNSAFE.search(exported)
    row = json.loads(exported)
    assert (row["format"], row["id"], row["title"]) == (1, 7, conversation.title)
    answered, failed = conversation.turns
    assert answered.answer is not None
    assert [turn["question"] for turn in row["turns"]] == [answered.question, failed.question]
    assert row["turns"][0]["answer"]["citations"][0]["text"] == answered.answer.citations[0].paragraph.text
    assert (row["turns"][1]["answer"], row["turns"][1]["error"]) == (None, failed.error)


def test_json_names_each_cited_article_once() -> None:
    answers = (scripted.answer("who?"), scripted.no_answer("why?"))
    row = json.loads(as_json(conversation_of(*map(turn_of, answers))))
    assert [source["source"] for source in row["sources"]] == ["flood.txt", "school.txt"]
    assert row["sources"][0] == {
        "article_id": "id of flood.txt",
        "title": "A flood in the valley",
        "source": "flood.txt",
        "author": "Mara Lind",
        "published": "2021-07-15",
    }
    assert (row["begun"], row["turns"][0]["scope"], row["turns"][0]["mark"]) == (WHEN.isoformat(), "in:sports", "right")


def test_an_empty_conversation_can_be_exported_too() -> None:
    for export in EXPORTS.values():
        assert "The bridge" in export(conversation_of())


# The clipboard


def test_an_answer_for_the_clipboard_names_its_sources() -> None:
    assert answer_as_text(scripted.answer("who?", rival=scripted.LETTER)).splitlines() == [
        "Ilse Brandt [1] [2]",
        "perhaps · 58 %",
        "or: Jonas Reuter [3]",
        "",
        "[1] “Ilse Brandt” — A flood in the valley, Mara Lind, 2021-07-15, paragraph 2, flood.txt",
        "[2] “Ilse Brandt” — A night in the gymnasium, Mara Lind, 2021-07-15, paragraph 1, school.txt",
        "[3] “Jonas Reuter” — Letters to the editor, Mara Lind, 2021-07-15, paragraph 1, letters.txt",
    ]


def test_a_refusal_for_the_clipboard_shows_what_is_near() -> None:
    text = answer_as_text(scripted.no_answer("why?"))
    assert text.startswith("Not in these articles.\nThe nearest paragraphs:\n\n[1] “By noon")
    assert answer_as_text(Answer("q", None, 0.0, (), Timings(0, 0, 0))) == "Not in these articles."


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
@example(HOSTILE, HOSTILE)
def test_what_goes_to_the_clipboard_is_clean(text: str, title: str) -> None:
    cited = answer_as_text(answer_of(text, title=title, quote=(0, len(text))))
    assert not UNSAFE.search(cited)
    assert len(cited.split("\n")) == 4


# Verdicts


@pytest.mark.parametrize(
    ("answer", "mark", "expected"),
    [
        (scripted.answer("Who?"), "right", "Ilse Brandt"),
        (scripted.answer("Who?"), "wrong", {"wrong": "Ilse Brandt"}),
        (scripted.no_answer("Who?"), "right", None),
        (scripted.no_answer("Who?"), "wrong", {"wrong": None}),
    ],
)
def test_a_verdict_is_a_row_of_a_question_set(answer: Answer, mark: str, expected: object) -> None:
    row = verdict_as_dict(replace(turn_of(answer), mark=mark), answer)  # type: ignore[arg-type]  # one of both
    place = ("flood.txt", 2) if answer.text else (None, None)
    assert (row["question"], row["answer"], row["mark"]) == ("Who?", expected, mark)
    assert (row["source"], row["paragraph"], row["scope"]) == (*place, "in:sports")
    assert row["confidence"] == answer.confidence


def test_what_an_article_states_of_itself_is_the_right_answer() -> None:
    nearest = scripted.no_answer("Who wrote the article?")
    by = [replace(each, article=replace(each.article, author="Tove Aasen")) for each in nearest.citations]
    answer = replace(nearest, citations=tuple(by), instead="author")
    row = verdict_as_dict(replace(turn_of(answer), mark="right"), answer)
    assert (row["answer"], row["source"], row["paragraph"]) == ("Tove Aasen", "flood.txt", None)


def test_how_a_question_was_read_is_told_in_every_export() -> None:
    turn = turn_of(scripted.answer("When was Ilse Brandt born?"), question="when was she born? ")
    conversation = conversation_of(turn)
    told = "read as “When was Ilse Brandt born?” · 2026-03-01 09:30 UTC"
    assert f"## when was she born?\n\n{told}" in as_markdown(conversation)
    assert f">{told} ·" in as_html(conversation)
    assert json.loads(as_json(conversation))["turns"][0]["answer"]["question"] == "When was Ilse Brandt born?"
    assert turn.answer is not None
    assert verdict_as_dict(turn, turn.answer)["question"] == "When was Ilse Brandt born?"
    assert turn_of(scripted.answer("Who?"), question=" Who?\n").in_full is None


def test_a_copy_is_told_in_every_export() -> None:
    answer = scripted.answer("who?")
    copied = replace(answer, citations=(answer.citations[0], replace(answer.citations[1], same_story_as=1)))
    conversation = Conversation(1, "t", WHEN, WHEN, (Turn(1, "who?", WHEN, answer=copied),))
    assert "\n[2] (same story as [1]) “" in answer_as_text(copied)
    assert answer_as_text(copied).startswith("Ilse Brandt [1]\n")
    assert "\\[2\\] (same story as \\[1\\]) “" in as_markdown(conversation)
    assert "<figcaption>[2] (same story as [1]) A night" in as_html(conversation)
    assert json.loads(as_json(conversation))["turns"][0]["answer"]["citations"][1]["same_story_as"] == 1


def test_a_row_is_exported_below_the_head_of_its_table() -> None:
    answer = answer_of("1883 | The *third* explosion", title="Krakatoa", quote=(0, 4))
    headed = replace(answer, citations=(replace(answer.citations[0], head="Date | <b>Event</b>"),))
    conversation = conversation_of(turn_of(headed))
    assert "> Date \\| \\<b\\>Event\\</b\\>\\\n> 1883 \\| The \\*third\\* explosion\n" in as_markdown(conversation)
    below = '<span class="quiet">Date | &lt;b&gt;Event&lt;/b&gt;</span>\n<mark>1883</mark> | The *third* explosion'
    assert f"<blockquote>{below}</blockquote>" in as_html(conversation)
    assert json.loads(as_json(conversation))["turns"][0]["answer"]["citations"][0]["head"] == "Date | <b>Event</b>"


def test_a_reference_names_the_heading_that_the_quote_is_below() -> None:
    answer = answer_of("It is 2.2 km long.", title="Walks", quote=(6, 12))
    below = replace(answer, citations=(replace(answer.citations[0], section="Manly › *Length*"),))
    assert ", Manly › *Length*, paragraph " in answer_as_text(below)
    conversation = conversation_of(turn_of(below))
    assert ", Manly › \\*Length\\*, paragraph " in as_markdown(conversation)
    assert ", Manly › *Length*, paragraph " in as_html(conversation)
    assert json.loads(as_json(conversation))["turns"][0]["answer"]["citations"][0]["section"] == "Manly › *Length*"
