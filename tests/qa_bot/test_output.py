from __future__ import annotations

import io
import itertools
import json
import re
import sys
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from reportlab.pdfgen.canvas import Canvas

from embeddings.sync import SyncReport
from embeddings.values import Article, ArticleSummary, Paragraph, Skipped
from qa_bot import output
from qa_bot.bot import QABot
from qa_bot.values import Answer, Citation, Timings
from tests.conftest import Write
from tests.qa_bot.conftest import ANSWERED, OpenBot
from tests.qa_bot.tui import scripted_bot as scripted


def exactly(**properties: object) -> dict[str, object]:
    """Return the schema of an object with these properties, all of them and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
TEXT_OR_NULL = {"type": ["string", "null"], "minLength": 1}
COUNT = {"type": "integer", "minimum": 1}
COUNT_OR_NULL = {"type": ["integer", "null"], "minimum": 1}
NUMBER = {"type": "number"}
PROBABILITY = {"type": "number", "minimum": 0, "maximum": 1}
DATE_OR_NULL = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}
OFFSET_OR_NULL = {"type": ["integer", "null"], "minimum": 0}
MILLISECONDS = {"type": "number", "minimum": 0}

ANSWER_SCHEMA = exactly(
    question=TEXT,
    answer=TEXT_OR_NULL,
    whole_name=TEXT_OR_NULL,
    confidence=PROBABILITY,
    citations={
        "type": "array",
        "items": exactly(
            number=COUNT,
            article_id=TEXT,
            title=TEXT,
            source=TEXT,
            published=DATE_OR_NULL,
            paragraph=COUNT,
            page=COUNT_OR_NULL,
            text=TEXT,
            quote=TEXT_OR_NULL,
            start=OFFSET_OR_NULL,
            end=OFFSET_OR_NULL,
            sentence=TEXT_OR_NULL,
            score=NUMBER,
            same_story_as=COUNT_OR_NULL,
            head=TEXT_OR_NULL,
        ),
    },
    alternatives={
        "type": "array",
        "items": exactly(answer=TEXT, citations={"type": "array", "items": COUNT}),
    },
    timings_ms=exactly(retrieve=MILLISECONDS, read=MILLISECONDS, total=MILLISECONDS),
)
SEARCH_SCHEMA = exactly(
    query=TEXT,
    hits={
        "type": "array",
        "items": exactly(
            rank=COUNT,
            article_id=TEXT,
            title=TEXT,
            source=TEXT,
            paragraph=COUNT,
            page=COUNT_OR_NULL,
            text=TEXT,
            score=NUMBER,
            dense_rank={"type": ["integer", "null"], "minimum": 1},
            lexical_rank={"type": ["integer", "null"], "minimum": 1},
        ),
    },
)

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What must not reach a terminal: controls but line feeds, marks that turn the direction of writing, surrogates."""
HOSTILE = (
    "Red \x1b[31malarm\x1b[0m \x1b]0;title\x07 \x9b2J bell\x07 back\x08 nul\x01 \x85 rtl \u202etxt.exe\u202c "
    "isolate \u2066x\u2069 osc \x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\ done."
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make standard output a terminal of 40 columns; not a fixture, for pytest sets its own output up after those."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    return screen


def answer_of(text: str, *, title: str = "Title", quote: str | None = None, sentence: str | None = None) -> Answer:
    paragraph = Paragraph(1, 0, len(text), text)
    article = Article("1", title, "a.txt", text, (paragraph,), published="2020-04-18")
    (start, end), around = place(text, quote), place(text, sentence)
    return Answer("q", quote, 0.9, (Citation(1, article, paragraph, start, end, 1.0, *around),), Timings(1, 2, 3))


def place(text: str, part: str | None) -> tuple[int, int] | tuple[None, None]:
    return (None, None) if part is None else (text.index(part), text.index(part) + len(part))


@pytest.mark.parametrize(
    "answer", [scripted.answer("who?"), scripted.answer("who?", rival=scripted.LETTER), scripted.no_answer("who?")]
)
def test_an_answer_as_json_is_as_promised(answer: Answer) -> None:
    row = json.loads(json.dumps(output.answer_as_dict(answer)))
    jsonschema.validate(row, ANSWER_SCHEMA)
    assert row["citations"]
    for citation in row["citations"]:
        if row["answer"] is None:
            assert {citation[name] for name in ("quote", "start", "end")} == {None}
            assert citation["sentence"] in citation["text"]
        else:
            assert citation["text"][citation["start"] : citation["end"]] == citation["quote"]
            assert citation["quote"] in citation["sentence"]
            assert citation["sentence"] in citation["text"]


def test_the_bot_answers_as_promised(bot: QABot) -> None:
    jsonschema.validate(json.loads(json.dumps(output.answer_as_dict(bot.ask(ANSWERED)))), ANSWER_SCHEMA)


def test_another_answer_as_json_names_its_citations() -> None:
    row = output.answer_as_dict(scripted.answer("who?", rival=scripted.LETTER))
    assert (row["answer"], row["confidence"]) == ("Ilse Brandt", 0.58)
    assert row["alternatives"] == [{"answer": "Jonas Reuter", "citations": [3]}]
    assert row["citations"][2]["quote"] == "Jonas Reuter"


def test_the_fields_stand_in_the_promised_order() -> None:
    row = output.answer_as_dict(scripted.answer("who?"))
    properties: Any = ANSWER_SCHEMA["properties"]
    assert list(row) == list(properties)
    assert list(row["citations"][0]) == list(properties["citations"]["items"]["properties"])


def test_hits_as_json_are_as_promised(bot: QABot) -> None:
    row = json.loads(json.dumps(output.hits_as_dict("kites", bot.search("kites"), bot.page_of)))
    jsonschema.validate(row, SEARCH_SCHEMA)
    assert [hit["rank"] for hit in row["hits"]] == list(range(1, len(row["hits"]) + 1))
    assert row["hits"][0]["source"] == "kites.md"


def test_articles_as_json(bot: QABot) -> None:
    kites = output.articles_as_list(bot.articles())[0]
    assert len(str(kites.pop("article_id"))) == 12
    assert kites == {
        "title": "Kites over Weifang",
        "source": "kites.md",
        "author": "A. Li",
        "published": "2020-04-18",
        "date_from": "source",
        "language": None,
        "paragraphs": 2,
    }


def test_json_of_one_line_has_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_json({"text": "a\nb\u2028c\x85d"}, one_per_line=True)
    printed = capsys.readouterr().out
    assert printed.splitlines() == [printed.removesuffix("\n")]
    assert json.loads(printed) == {"text": "a\nb\u2028c\x85d"}


def test_json_keeps_hostile_text_as_escapes(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_json({"text": HOSTILE + "\udcff"})
    printed = capsys.readouterr().out
    assert not UNSAFE.search(printed)
    assert json.loads(printed) == {"text": HOSTILE + "\udcff"}


def test_json_leaves_letters_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_json("Eyjafjallajökull 🪁")
    assert capsys.readouterr().out == '"Eyjafjallajökull 🪁"\n'


def test_hostile_articles_never_reach_the_screen_raw(
    write: Write, open_bot: OpenBot, capsys: pytest.CaptureFixture[str]
) -> None:
    # Calm text, or the share of controls would make it a binary file.
    prose = f"{HOSTILE} The alarm was red.\n\n{'Nothing else of note happened that day. ' * 60}\n"
    write("evil\x1b[31m\u202egpj.txt", f"{HOSTILE[:-1]}\n\n{prose}")
    write("evil.md", f"---\ntitle: 'Alarm {HOSTILE}'\nauthor: 'Alarm {HOSTILE}'\n---\n\n{prose}")
    title = "<title>Red &#27;[31m &#155;2J &#8238; alarm</title>"
    write("evil.html", f"<html><head>{title}</head><body><p>Red &#27;[31m &#8238;</p><p>{prose}</p></body></html>")
    write("broken\x1b[31m\u202e.txt", b"")
    bot = open_bot()
    assert len(bot.articles()) == 3
    answer = bot.ask("Was the alarm red?")
    output.print_answer(answer)
    output.print_json(output.answer_as_dict(answer))
    output.print_hits(bot.search("alarm"), bot.page_of)
    output.print_articles(bot.articles())
    report = bot.sync()
    output.print_report(report, bot.articles())
    output.print_skipped(report.skipped)
    printed = capsys.readouterr()
    assert "The alarm was red." in printed.out
    assert "is empty" in printed.err
    assert not UNSAFE.search(printed.out + printed.err)


def test_text_that_looks_like_markup_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    text = "See [edit] and [/usr/bin] and [@click=app.quit]x[/] and :smile: 1986."
    output.print_answer(answer_of(text, title="[bold]Title[/bold]", quote="[/usr/bin]"))
    assert capsys.readouterr().out == (
        f"[/usr/bin] [1]\nvery likely · 90 %\n\n[1] [bold]Title[/bold] · paragraph 1 · a.txt · 2020-04-18\n    {text}\n"
    )


def test_a_surname_is_followed_by_the_whole_name(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_answer(replace(answer_of("Aasen spoke.", quote="Aasen"), whole_name="Tove [b]\n\x1b[2JAasen"))
    assert capsys.readouterr().out.startswith("Aasen (Tove [b] Aasen) [1]\n")


def test_an_answer_off_a_terminal_has_a_paragraph_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    text = "One long sentence. " * 20
    output.print_answer(answer_of(text, quote="One long sentence."))
    assert f"    {text.rstrip()}" in [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_an_answer_on_a_terminal_is_wrapped_and_indented(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    output.print_answer(answer_of("One long sentence. " * 20, quote="One long sentence."))
    lines = re.sub(r"\x1b\[[\d;]*m", "", terminal.getvalue()).splitlines()
    assert max(map(len, lines)) <= 40
    assert sum(line.startswith("    ") for line in lines) > 5


def below_a_head(answer: Answer, head: str) -> Answer:
    return replace(answer, citations=tuple(replace(each, head=head) for each in answer.citations))


def test_a_row_stands_below_the_head_of_its_table(capsys: pytest.CaptureFixture[str]) -> None:
    row = below_a_head(answer_of("27 August 1883 | The third explosion", quote="27 August 1883"), "Date | [b]Event[/b]")
    output.print_answer(row)
    assert capsys.readouterr().out.endswith(
        "2020-04-18\n    Date | [b]Event[/b]\n    27 August 1883 | The third explosion\n"
    )
    assert output.answer_as_dict(row)["citations"][0]["head"] == "Date | [b]Event[/b]"


def test_the_quote_and_its_sentence_are_marked_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    output.print_answer(answer_of("Before. The quote. After.", quote="quote", sentence="The quote."))
    assert "\x1b[2mBefore. \x1b[0mThe \x1b[1;4mquote\x1b[0m.\x1b[2m After." in terminal.getvalue()


def test_a_quote_without_a_sentence_is_marked_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    output.print_answer(answer_of("Before. The quote. After.", quote="The quote."))
    assert "Before. \x1b[1;4mThe quote.\x1b[0m After." in terminal.getvalue()


def test_around_the_sentence_of_a_nearest_paragraph_all_steps_back(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    output.print_answer(answer_of("Before. The sentence. After.", sentence="The sentence."))
    assert "\x1b[2mBefore. \x1b[0mThe sentence.\x1b[2m After." in terminal.getvalue()


def test_an_answer_names_all_that_gives_it_and_how_sure_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_answer(scripted.answer("who?"))
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "Ilse Brandt [1] [2]",
        "likely · 87 % · 2 articles say so",
        "",
        "[1] A flood in the valley · paragraph 2 · flood.txt · 2021-07-15",
    ]
    assert lines[6] == "[2] A night in the gymnasium · paragraph 1 · school.txt · 2021-07-15"


def test_other_answers_stand_under_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_answer(scripted.answer("who?", rival=scripted.make_article("[/usr/bin] did. [@click=app.quit]x[/]")))
    assert capsys.readouterr().out.splitlines()[:4] == [
        "Ilse Brandt [1] [2]",
        "perhaps · 58 % · 2 articles say so",
        "Less likely, from the same article: [/usr/bin] did. [@click=app.quit]x[/] [3]",
        "",
    ]


def test_no_answer_says_so_and_shows_what_is_near(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_answer(answer_of("Near text."))
    out = capsys.readouterr().out
    assert out.startswith("Not in these articles.\nThe nearest paragraphs:\n")
    assert "    Near text." in out


def test_no_answer_from_nothing_names_no_paragraphs(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_answer(Answer("q", None, 0.0, (), Timings(0, 0, 0)))
    assert capsys.readouterr().out == "Not in these articles.\n"


def test_every_paragraph_of_a_hit_is_set_in(
    write: Write, open_bot: OpenBot, capsys: pytest.CaptureFixture[str]
) -> None:
    write("two.txt", "Two\n\nThe alarm rang at dawn.\n\nNobody woke.\n")
    bot = open_bot()
    output.print_hits(bot.search("alarm", limit=1), bot.page_of)
    assert capsys.readouterr().out.splitlines()[1:] == [
        "    The alarm rang at dawn.",
        "",
        "    Nobody woke.",
    ]


def test_hits_are_numbered_with_their_place(bot: QABot, capsys: pytest.CaptureFixture[str]) -> None:
    output.print_hits(bot.search("festival of kites in Weifang", limit=1), bot.page_of)
    assert capsys.readouterr().out.startswith("1. Kites over Weifang · paragraphs 1 to 2 · kites.md · ")


def test_a_hit_in_an_article_with_pages_names_its_page(bot: QABot, capsys: pytest.CaptureFixture[str]) -> None:
    hits = bot.search("festival of kites in Weifang", limit=1)
    assert output.hits_as_dict("kites", hits, lambda passage: 12)["hits"][0]["page"] == 12
    output.print_hits(hits, lambda passage: 12)
    assert capsys.readouterr().out.startswith("1. Kites over Weifang · paragraphs 1 to 2, p. 12 · kites.md · ")


def test_a_hit_in_a_pdf_has_the_page_that_it_begins_on(write: Write, open_bot: OpenBot) -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    for text in ("The alarm rang at dawn.", "Nobody in the lighthouse woke."):
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    write("two.pdf", file.getvalue())
    bot = open_bot()
    hits = [hit for hit in bot.search("lighthouse") if hit.passage.source == "two.pdf"]
    pages = [output.hits_as_dict("lighthouse", [hit], bot.page_of)["hits"][0]["page"] for hit in hits]
    assert pages == [hit.passage.first_paragraph for hit in hits] != []


def test_an_answer_and_a_hit_of_a_long_paragraph_have_the_page_that_they_stand_on(
    write: Write, open_bot: OpenBot
) -> None:
    words = ["".join(letters) for letters in itertools.islice(itertools.product("abcd", repeat=5), 600)]
    lines = textwrap.wrap(f"The pilots said {' '.join(words)} until Ilse Brandt closed the harbour.", 80)
    file = io.BytesIO()
    canvas = Canvas(file)
    for page in (lines[:30], lines[30:]):
        for number, line in enumerate(page):
            canvas.drawString(72, 800 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    write("freeze.pdf", file.getvalue())
    bot = open_bot()
    found = next(each.id for each in bot.articles() if each.source == "freeze.pdf")
    (paragraph,) = bot.article(found).paragraphs  # type: ignore[union-attr]
    start = paragraph.text.index("Ilse")
    answer = Answer(
        "who?", "Ilse", 0.9, (Citation(1, scripted.FLOOD, paragraph, start, start + 4, 1.0),), Timings(0, 0, 0)
    )
    assert output.answer_as_dict(answer)["citations"][0]["page"] == 2
    hits = [hit for hit in bot.search("Ilse Brandt closed the harbour", limit=50) if hit.passage.source == "freeze.pdf"]
    first, *_, last = sorted(hits, key=lambda hit: hit.passage.start)
    assert (bot.page_of(first.passage), bot.page_of(last.passage)) == (1, 2)


def test_articles_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_articles([ArticleSummary("1", "Kites", "kites.md", None, "2020-04-18", 1, 50)])
    assert capsys.readouterr().out.splitlines()[:2] == ["Kites", "    2020-04-18 · 1 paragraph · kites.md"]


def test_a_report_names_what_changed_and_why_a_file_was_skipped(capsys: pytest.CaptureFixture[str]) -> None:
    report = SyncReport(("a.txt",), ("b.txt",), ("c.txt",), (Skipped("d.txt", "is empty: nothing to index"),), 4, 5)
    output.print_report(report, [])
    assert capsys.readouterr().out.splitlines() == [
        "added    a.txt",
        "changed  b.txt",
        "removed  c.txt",
        "skipped  d.txt: is empty: nothing to index",
        "0 articles, 0 paragraphs: 1 added, 1 changed, 1 removed, 4 unchanged, 1 skipped; 5 passages embedded",
    ]


def test_a_long_report_is_cut_but_names_every_skipped_file(capsys: pytest.CaptureFixture[str]) -> None:
    sources = tuple(f"{number}.txt" for number in range(30))
    output.print_report(SyncReport(added=sources, skipped=tuple(Skipped(source, "why") for source in sources)), [])
    lines = capsys.readouterr().out.splitlines()
    assert "added    … and 10 more" in lines
    assert sum(line.startswith("skipped") for line in lines) == 30


def test_few_skipped_files_are_told_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_skipped([Skipped(f"{number}.txt", "is\nempty") for number in range(7)])
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines()[0] == "qa-bot: 0.txt: is empty"
    assert printed.err.splitlines()[5:] == ["qa-bot: 2 more were left out: `qa-bot index` lists them"]


def test_the_paths_in_json_are_relative_to_the_articles_folder(folder: Path, open_bot: OpenBot) -> None:
    (folder / "sub").mkdir()
    (folder / "pump.txt").rename(folder / "sub" / "pump.txt")
    assert output.answer_as_dict(open_bot().ask(ANSWERED))["citations"][0]["source"] == "sub/pump.txt"


def test_a_copy_is_named_without_its_paragraph(capsys: pytest.CaptureFixture[str]) -> None:
    answer = scripted.answer("who?", rival=scripted.LETTER)
    first, copy, other = answer.citations
    cited = (first, replace(copy, same_story_as=1), replace(other, same_story_as=1))
    output.print_answer(replace(answer, citations=cited))
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "Ilse Brandt [1]",
        "perhaps · 58 % · 2 articles say so, 1 independent",
        "Less likely, from the same story: Jonas Reuter [3]",
    ]
    assert lines[7:9] == [
        "[2] A night in the gymnasium · paragraph 1 · school.txt · 2021-07-15 · same story as [1]",
        "",
    ]
    assert lines[9].endswith("same story as [1]")
    assert "Jonas Reuter" in lines[10]
