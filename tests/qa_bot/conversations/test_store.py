from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from embeddings.place import default_folder
from embeddings.plaintext import clean
from qa_bot.config import Config
from qa_bot.conversations.conversation import apart, title_of
from qa_bot.conversations.database import FILE_NAME, conversations_folder
from qa_bot.conversations.store import Conversations
from qa_bot.errors import ConversationsError
from tests.conftest import ROOT
from tests.embeddings.unprivileged import unprivileged
from tests.qa_bot.tui import scripted_bot as scripted

ANSWER = scripted.answer("Who closed the bridge?", rival=scripted.LETTER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def conversations(folder: Path) -> Iterator[Conversations]:
    with contextlib.closing(Conversations.open(folder)) as opened:
        yield opened
        assert opened.take_warnings() == []


@contextlib.contextmanager
def reopened(folder: Path) -> Iterator[Conversations]:
    with contextlib.closing(Conversations.open(folder)) as opened:
        yield opened


def asked(conversations: Conversations, *questions: str) -> int:
    """Begin a conversation with answered questions, and return its number."""
    conversation = conversations.begin()
    for question in questions:
        conversations.answer(conversations.ask(conversation, question), ANSWER)
    return conversation.id


# Turns


def test_what_was_asked_is_there_again(conversations: Conversations, folder: Path) -> None:
    begun = conversations.begin()
    first = conversations.answer(conversations.ask(begun, "Who closed the bridge?", "in:sports"), ANSWER)
    second = conversations.fail(conversations.ask(begun, "Why?"), "the disk is full:\nfree some space")
    third = conversations.ask(begun, "And then?")
    assert first.answer is ANSWER
    with reopened(folder) as others:
        loaded = others.load(begun.id)
    assert (loaded.title, loaded.begun) == ("Who closed the bridge?", begun.begun)
    assert loaded.turns[1:] == (second, third)
    assert second.error == "the disk is full: free some space"
    kept = loaded.turns[0]
    assert (kept.id, kept.question, kept.asked, kept.scope) == (first.id, first.question, first.asked, "in:sports")
    assert kept.asked.utcoffset() == timedelta(0)
    assert kept.answer is not None
    assert kept.answer.citations == tuple(map(apart, ANSWER.citations))
    assert (kept.answer.text, kept.answer.alternatives) == (ANSWER.text, ANSWER.alternatives)
    assert (kept.answer.confidence, kept.answer.timings) == (ANSWER.confidence, ANSWER.timings)


def test_an_empty_conversation_is_not_kept(conversations: Conversations, folder: Path) -> None:
    first, second = conversations.begin(), conversations.begin()
    assert first.id != second.id
    assert conversations.summaries() == []
    with pytest.raises(ConversationsError, match=f"no conversation {first.id}: `qa-bot conversations` lists them"):
        conversations.load(first.id)


def test_an_answer_that_follows_a_failure_takes_its_place(conversations: Conversations) -> None:
    begun = conversations.begin()
    turn = conversations.fail(conversations.ask(begun, "Who?"), "not ready")
    conversations.answer(turn, ANSWER)
    [kept] = conversations.load(begun.id).turns
    assert (kept.answer is not None, kept.error) == (True, None)


def test_an_answer_can_be_marked_and_unmarked(conversations: Conversations) -> None:
    begun = conversations.begin()
    turn = conversations.answer(conversations.ask(begun, "Who?"), ANSWER)
    turn = conversations.mark(turn, "right")
    assert turn.mark == conversations.load(begun.id).turns[0].mark == "right"
    [(kept, answer)] = conversations.marked()
    assert (kept.id, answer.text) == (turn.id, ANSWER.text)
    conversations.mark(conversations.fail(conversations.ask(begun, "Why?"), "no"), "wrong")
    assert len(conversations.marked()) == 1
    conversations.mark(turn, None)
    assert conversations.marked() == []


def test_questions_come_once_each_the_newest_last(conversations: Conversations) -> None:
    asked(conversations, "a", "b", "a")
    asked(conversations, "c")
    assert conversations.questions(10) == ["b", "a", "c"]
    assert conversations.questions(2) == ["a", "c"]
    assert conversations.questions(0) == []


def test_a_question_of_a_database_that_others_have_sent_is_safe_to_bring_back(conversations: Conversations) -> None:
    asked(conversations, "who?")
    conversations._connection.execute("UPDATE turns SET question = ?", ("who \x1b[2J\u202ecame?",))
    assert conversations.questions(10) == ["who came?"]


def test_hostile_text_is_kept_as_text(conversations: Conversations) -> None:
    hostile = "'; DROP TABLE turns; -- \x1b[31m\udcff\0 [/b]\u202e</mark>"
    number = asked(conversations, hostile)
    conversations.ask(conversations.load(number), "next", "in:\udcff\x1b]0;x\x07")
    loaded = conversations.load(number)
    assert [turn.question for turn in loaded.turns] == ["'; DROP TABLE turns; -- [/b]</mark>", "next"]
    assert loaded.turns[1].scope == "in:"


# Titles, the list, and the search


@given(st.text())
def test_a_title_is_one_short_line(question: str) -> None:
    title = title_of(question)
    assert title == " ".join(title.split())
    assert 0 < len(title) <= 60


def test_a_long_title_is_cut_between_words() -> None:
    assert title_of("why " * 20) == "why " * 13 + "why…"
    assert title_of("x" * 100) == "x" * 59 + "…"


def test_a_conversation_is_renamed_until_it_is_not(conversations: Conversations) -> None:
    number = asked(conversations, "Who?", "Why?")
    conversations.rename(number, " The \x1b[1mbridge\n ")
    assert conversations.load(number).title == conversations.summaries()[0].title == "The bridge"
    conversations.rename(number, " ")
    assert conversations.load(number).title == "Who?"


def test_the_list_begins_with_what_changed_last(conversations: Conversations) -> None:
    first = asked(conversations, "One?", "Two?")
    second = asked(conversations, "Three?")
    assert [(each.id, each.turns) for each in conversations.summaries()] == [(second, 1), (first, 2)]
    conversations.ask(conversations.load(first), "Four?")
    conversations.rename(second, "Renamed")
    assert [(each.id, each.turns) for each in conversations.summaries()] == [(first, 3), (second, 1)]


@pytest.mark.parametrize(
    "search", ["BRIDGE", "  brandt ", "reuter", "straße", "STRASSE", "ÉTÉ", "who ilse", "cafe", ""]
)
def test_questions_answers_and_titles_are_searched(conversations: Conversations, search: str) -> None:
    if search:
        conversations.ask(conversations.begin(), "Something else")
    number = asked(conversations, "Who closed the bridge in the Strasse?", "L'e\u0301te\u0301?")
    conversations.rename(number, "Café")
    assert [each.id for each in conversations.summaries(search)] == [number]


def test_each_item_of_a_list_is_found(conversations: Conversations) -> None:
    answer = replace(scripted.answer("Who won?"), rest=("Anna Holm", "Bo Stokes"))
    conversations.answer(conversations.ask(conversations.begin(), answer.question), answer)
    assert len(conversations.summaries("stokes")) == 1


def test_what_an_article_states_of_itself_is_an_answer_that_is_found(conversations: Conversations) -> None:
    nearest = scripted.no_answer("Who wrote the article?")
    for author in ("Tove Aasen", None):
        by = [replace(each, article=replace(each.article, author=author)) for each in nearest.citations]
        answer = replace(nearest, citations=tuple(by), instead="author")
        conversations.answer(conversations.ask(conversations.begin(), answer.question), answer)
    conversations.answer(conversations.ask(conversations.begin(), nearest.question), nearest)
    assert [each.kind for each in conversations.outcomes()] == ["answered", "refused", "refused"]
    assert len(conversations.summaries("aasen")) == 1


def test_every_word_of_a_search_must_be_there(conversations: Conversations) -> None:
    asked(conversations, "Who closed the bridge?")
    assert conversations.summaries("bridge tunnel") == []
    assert conversations.summaries("%") == conversations.summaries("_") == []


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["M"]), min_size=1))
@example("ıſẞŉΐᾳς")
@example("0\x1bß0")
def test_a_conversation_is_found_by_its_question_in_any_case(question: str) -> None:
    with contextlib.closing(Conversations.open_existing(Path("/missing"))) as conversations:
        conversations.ask(conversations.begin(), question)
        kept = clean(question)  # in capitals, what stands behind an escape may be part of what goes with it
        for search in (question, kept.upper(), kept.casefold()):
            assert len(conversations.summaries(search)) == 1


def test_what_is_deleted_is_gone_from_the_disk(conversations: Conversations, folder: Path) -> None:
    number, other = asked(conversations, "Is the zeppelin safe?"), asked(conversations, "Who?")
    conversations.delete(number)
    assert [each.id for each in conversations.summaries()] == [other]
    assert not [path for path in folder.iterdir() if b"zeppelin" in path.read_bytes()]
    for gone in (number, 99):
        with pytest.raises(ConversationsError, match=f"no conversation {gone}:"):
            conversations.delete(gone)
        with pytest.raises(ConversationsError, match=f"no conversation {gone}:"):
            conversations.rename(gone, "x")


def test_a_conversation_that_another_program_deletes_goes_on(conversations: Conversations, folder: Path) -> None:
    begun = conversations.begin()
    turn = conversations.ask(begun, "Who?")
    with reopened(folder) as others:
        others.delete(begun.id)
    conversations.mark(conversations.answer(turn, ANSWER), "right")
    assert conversations.summaries() == []
    conversations.ask(begun, "Why?")
    assert [each.title for each in conversations.summaries()] == ["Why?"]


# Threads, programs, crashes


def test_threads_ask_side_by_side(conversations: Conversations) -> None:
    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(lambda n: asked(conversations, f"{n} a", f"{n} b"), range(16)))
    assert len(set(numbers)) == 16
    for n, number in enumerate(numbers):
        assert [turn.question for turn in conversations.load(number).turns] == [f"{n} a", f"{n} b"]


def test_programs_that_open_a_new_database_at_once_share_it(folder: Path) -> None:
    ready = threading.Barrier(6)

    def program(n: int) -> list[str]:
        ready.wait()
        with reopened(folder) as conversations:
            for turn in range(3):
                asked(conversations, f"{n} {turn}")
            return conversations.take_warnings()

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(program, range(6))) == [[]] * 6
    with reopened(folder) as conversations:
        assert len(conversations.summaries()) == 18


KILLED = """
import os, signal, sys
from pathlib import Path
from qa_bot.conversations.store import Conversations
from tests.qa_bot.tui import scripted_bot as scripted

conversations = Conversations.open(Path(sys.argv[1]))
begun = conversations.begin()
conversations.answer(conversations.ask(begun, "Who closed the bridge?"), scripted.answer("Who?"))
conversations.ask(begun, "Why?")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_program_that_is_killed_loses_nothing(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    with reopened(folder) as conversations:
        assert conversations.take_warnings() == []
        [summary] = conversations.summaries()
        first, second = conversations.load(summary.id).turns
    assert first.answer is not None
    assert first.answer.text == scripted.MAYOR
    assert (second.question, second.answer, second.error) == ("Why?", None, None)


# What cannot be read or written


def damage(folder: Path) -> None:
    path = folder / FILE_NAME
    path.write_bytes(path.read_bytes()[:1024] + os.urandom(8192))


@pytest.mark.parametrize("content", [b"no database at all" * 100, None])
def test_a_damaged_database_is_set_aside(folder: Path, content: bytes | None) -> None:
    with reopened(folder) as conversations:
        asked(conversations, "Who?")
    if content is None:
        damage(folder)
    else:
        (folder / FILE_NAME).write_bytes(content)
    damaged = (folder / FILE_NAME).read_bytes()
    with reopened(folder) as conversations:
        [warning] = conversations.take_warnings()
        assert "were damaged: they are set aside as conversations.sqlite3.damaged-1, and new ones begun" in warning
        assert conversations.is_kept
        number = asked(conversations, "Why?")
    assert (folder / f"{FILE_NAME}.damaged-1").read_bytes() == damaged
    with reopened(folder) as conversations:
        assert conversations.take_warnings() == []
        assert [each.id for each in conversations.summaries()] == [number]


def test_a_database_of_something_else_is_set_aside(folder: Path) -> None:
    folder.mkdir()
    with contextlib.closing(sqlite3.connect(folder / FILE_NAME)) as other:
        other.execute("CREATE TABLE recipes (name)")
    with reopened(folder) as conversations:
        assert "set aside" in conversations.take_warnings()[0]


def test_a_newer_database_is_left_as_it_is(folder: Path) -> None:
    with reopened(folder) as conversations:
        asked(conversations, "Who?")
    with contextlib.closing(sqlite3.connect(folder / FILE_NAME)) as newer:
        newer.execute("PRAGMA user_version = 2")
    before = (folder / FILE_NAME).read_bytes()
    with reopened(folder) as conversations:
        [warning] = conversations.take_warnings()
        assert "of a newer version of this program: update it" in warning
        assert not conversations.is_kept
        assert conversations.summaries() == []
        assert conversations.load(asked(conversations, "Why?")).turns[0].answer
    with pytest.raises(ConversationsError, match="of a newer version of this program: update it"):
        Conversations.open_existing(folder)
    assert (folder / FILE_NAME).read_bytes() == before


def test_in_a_folder_that_cannot_be_written_what_was_kept_can_be_read(folder: Path) -> None:
    with reopened(folder) as conversations:
        number = asked(conversations, "Who?")
    with unprivileged(folder):
        with reopened(folder) as conversations:
            [warning] = conversations.take_warnings()
            assert warning.startswith(f"the conversations in {folder / FILE_NAME} cannot be written (")
            assert warning.endswith("what you ask until then is forgotten at the end")
            assert not conversations.is_kept
            conversations.ask(conversations.load(number), "Why?")
            new = asked(conversations, "And?")
            assert [each.id for each in conversations.summaries()] == [new, number]
            assert len(conversations.load(number).turns) == 2
            assert conversations.take_warnings() == []
        with contextlib.closing(Conversations.open_existing(folder)) as conversations:
            assert [each.id for each in conversations.summaries()] == [number]
            assert (conversations.is_kept, conversations.take_warnings()) == (False, [])


def test_a_folder_that_cannot_be_made_keeps_nobody_from_asking(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with reopened(tmp_path / "file" / "library") as conversations:
        assert conversations.load(asked(conversations, "Who?")).turns[0].answer
        assert "cannot be written (Not a directory)" in conversations.take_warnings()[0]


def test_a_folder_is_made_with_the_first_question_and_not_before(folder: Path) -> None:
    library = folder / "new" / "library"
    with reopened(library) as first, reopened(library) as second:
        assert (first.summaries(), first.is_kept, library.exists()) == ([], True, False)
        numbers = [asked(each, "Who?") for each in (first, second)]
        assert [each.id for each in second.summaries()] == numbers[::-1]
    with reopened(library) as conversations:
        assert len(conversations.summaries()) == 2


def test_a_disk_that_fills_up_loses_nothing_until_the_end(folder: Path) -> None:
    with reopened(folder) as conversations:
        number = asked(conversations, "Who?")
        pages = conversations._connection.execute("PRAGMA page_count").fetchone()[0]
        conversations._connection.execute(f"PRAGMA max_page_count = {pages}")
        begun = conversations.load(number)
        for n in range(20):
            conversations.answer(conversations.ask(begun, f"{n} {'long ' * 300}"), ANSWER)
        [warning] = conversations.take_warnings()
        assert "cannot be written (database or disk is full): give yourself room" in warning
        turns = conversations.load(number).turns
        assert [turn.answer is not None for turn in turns] == [True] * 21
        assert not conversations.is_kept
    with reopened(folder) as conversations:
        assert 1 <= len(conversations.load(number).turns) < 21


def test_damage_under_way_keeps_nobody_from_asking(folder: Path) -> None:
    with reopened(folder) as conversations:
        begun = conversations.begin()
        conversations.ask(begun, "Who?")
        conversations._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        damage(folder)
        conversations._connection.execute("PRAGMA shrink_memory")
        with pytest.raises(ConversationsError, match=r"cannot be read .*: check the file and the disk"):
            conversations.summaries()
        turn = conversations.answer(conversations.ask(begun, "Why?"), ANSWER)
        assert len(conversations.take_warnings()) == 1
        assert conversations.load(begun.id).turns[-1].id == turn.id
    with reopened(folder) as conversations:
        assert "set aside" in conversations.take_warnings()[0]


@pytest.mark.parametrize("kept", ["", "{", "[]", "null", '{"question": 1}', "[" * 100_000])
def test_an_answer_that_was_changed_on_the_disk_is_said_to_be_damaged(conversations: Conversations, kept: str) -> None:
    number = asked(conversations, "Who?")
    conversations._connection.execute("UPDATE turns SET answer = ?, asked = 'noon', mark = 'so so'", (kept,))
    [turn] = conversations.load(number).turns
    assert (turn.answer, turn.mark) == (None, None)
    assert turn.error == "what was kept of this answer is damaged: ask again"
    assert conversations.marked() == []


def test_looking_makes_nothing(folder: Path) -> None:
    with contextlib.closing(Conversations.open_existing(folder)) as conversations:
        assert conversations.summaries() == []
    assert not folder.exists()


def test_what_cannot_be_read_is_said(folder: Path) -> None:
    (folder / FILE_NAME).mkdir(parents=True)
    with pytest.raises(ConversationsError, match="cannot be read"):
        Conversations.open_existing(folder)


# Where


def test_conversations_lie_in_the_library_s_folder(tmp_path: Path) -> None:
    assert conversations_folder(Config(library=tmp_path)) == tmp_path
    assert conversations_folder(Config(articles=tmp_path)) == default_folder(tmp_path)


def test_of_a_shared_store_they_lie_in_one_place_wherever_one_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of(store: str) -> Path:
        return conversations_folder(Config(store=store))

    server = of("milvus://me:secret@host:19530/news")
    assert server.name.startswith("news-")
    assert server == of("milvus://host/news")
    assert server != of("milvus://host/other")
    lite = of(str(tmp_path / "news.db"))
    monkeypatch.chdir(tmp_path)
    assert (of("milvus://host/news"), of("news.db")) == (server, lite)
