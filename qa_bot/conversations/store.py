"""Keeps conversations in a SQLite database of their own, in the library's folder: what is asked is kept at once."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from embeddings.database import distrust, is_damage, note_closed
from embeddings.plaintext import clean, one_line
from qa_bot.conversations import kept_answer
from qa_bot.conversations.conversation import Conversation, ConversationSummary, Outcome, Turn, title_of
from qa_bot.conversations.database import FILE_NAME, copied, copy_in_memory, empty, not_kept, not_readable, opened
from qa_bot.conversations.rows import TURN, outcome_of, stored, time_of, turn_of
from qa_bot.errors import ConversationsError

if TYPE_CHECKING:
    from qa_bot.conversations.conversation import Mark
    from qa_bot.values import Answer

T = TypeVar("T")


class Conversations:
    """What was asked of one library. Its methods may be called from any thread, and by several programs at once.

    What cannot be written is kept in memory until the end, with a warning. Methods that read may raise
    `ConversationsError`.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, *, is_kept: bool, is_to_be_made: bool = False
    ) -> None:
        self._connection = connection
        self._path = path
        self.is_kept = is_kept
        """Whether what is asked is written to disk."""
        self._is_to_be_made = is_to_be_made
        """Whether there is no database yet: the first question makes it."""
        self._warnings: list[str] = []
        self._turn = threading.Lock()

    @classmethod
    def open(cls, folder: Path) -> Conversations:
        """Open what is kept in a library's folder, to go on with it; whatever is wrong there, there is a way to go on.

        A damaged database is set aside and a new one begun. One of a newer version is left as it is. Where there is
        no folder yet, the first question makes it, so that none is left behind by those who never ask.
        """
        path = folder / FILE_NAME
        try:
            if not folder.exists():
                return cls(empty(), path, is_kept=True, is_to_be_made=True)
            return cls._of(path, *opened(path))
        except (ConversationsError, sqlite3.Error, OSError) as error:
            return cls._of(path, copy_in_memory(path), not_kept(path, error), is_kept=False)

    @classmethod
    def in_memory(cls) -> Conversations:
        """Return what keeps conversations until the program ends, and no longer."""
        return cls(empty(), Path(FILE_NAME), is_kept=False)

    @classmethod
    def open_existing(cls, folder: Path) -> Conversations:
        """Open what is kept in a library's folder, to look at it or change it; makes nothing where nothing is.

        Raises:
            ConversationsError: it is of a newer version, or cannot be read.

        """
        path = folder / FILE_NAME
        try:
            if not path.exists():
                return cls(empty(), path, is_kept=False)
            return cls._of(path, *opened(path))
        except (sqlite3.Error, OSError) as error:
            copy = copied(path)
            if copy is None:
                raise ConversationsError(not_readable(path, error)) from None
            return cls(copy, path, is_kept=False)

    @classmethod
    def _of(
        cls, path: Path, connection: sqlite3.Connection, warning: str | None, *, is_kept: bool = True
    ) -> Conversations:
        conversations = cls(connection, path, is_kept=is_kept)
        conversations._warnings += [warning] if warning else []
        return conversations

    def close(self) -> None:
        with self._turn:
            self._connection.close()
        if self.is_kept:
            note_closed(self._path)

    def take_warnings(self) -> list[str]:
        """Return what went wrong since the last call, a line each; conversations go on all the same."""
        with self._turn:
            warnings, self._warnings = self._warnings, []
        return warnings

    def begin(self) -> Conversation:
        """Return a new conversation; nothing of it is kept before something is asked."""
        begun = _now()

        def reserve(connection: sqlite3.Connection) -> int:
            query = "INSERT INTO conversations (begun, changed) VALUES (?, ?)"
            number = connection.execute(query, (stored(begun), stored(begun))).lastrowid
            connection.execute("DELETE FROM conversations WHERE id = ?", (number,))
            return int(number or 0)

        return Conversation(self._write(reserve), "", begun, begun)

    def ask(self, conversation: Conversation, question: str, scope: str = "") -> Turn:
        """Keep that a question is asked of some of the articles; return the turn that waits for its answer."""
        question, scope, asked = clean(question), clean(scope), _now()

        def insert(connection: sqlite3.Connection) -> int:
            connection.execute(
                "INSERT OR IGNORE INTO conversations (id, begun, changed) VALUES (?, ?, ?)",
                (conversation.id, stored(conversation.begun), stored(asked)),
            )
            connection.execute("UPDATE conversations SET changed = ? WHERE id = ?", (stored(asked), conversation.id))
            query = "INSERT INTO turns (conversation_id, question, asked, scope) VALUES (?, ?, ?, ?)"
            return int(connection.execute(query, (conversation.id, question, stored(asked), scope)).lastrowid or 0)

        return Turn(self._write(insert), question, asked, scope)

    def answer(self, turn: Turn, answer: Answer) -> Turn:
        """Keep the answer to a turn's question; return the turn with it."""
        others = (other.text for other in answer.alternatives)
        said = "\n".join(filter(None, (answer.text, *answer.rest, *others, *answer.stated)))
        self._change_turn(turn, answer_text=clean(said), answer=kept_answer.to_json(answer), error=None)
        return replace(turn, answer=answer, error=None)

    def fail(self, turn: Turn, error: str) -> Turn:
        """Keep why a turn's question has no answer; return the turn with it."""
        self._change_turn(turn, answer_text=None, answer=None, error=one_line(error))
        return replace(turn, answer=None, error=one_line(error))

    def mark(self, turn: Turn, mark: Mark | None) -> Turn:
        """Keep what the reader says of a turn's answer, None to take it back; return the turn with it."""
        self._write(lambda connection: connection.execute("UPDATE turns SET mark = ? WHERE id = ?", (mark, turn.id)))
        return replace(turn, mark=mark)

    def _change_turn(self, turn: Turn, *, answer_text: str | None, answer: str | None, error: str | None) -> None:
        def update(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE turns SET answer_text = ?, answer = ?, error = ? WHERE id = ?",
                (answer_text, answer, error, turn.id),
            )
            connection.execute(
                "UPDATE conversations SET changed = ? WHERE id = (SELECT conversation_id FROM turns WHERE id = ?)",
                (stored(_now()), turn.id),
            )

        self._write(update)

    def summaries(self, search: str = "") -> list[ConversationSummary]:
        """Return every conversation, the newest first; or those that hold each word of a search.

        Words are looked for in titles, questions and answers, parts of words too, whatever their case.
        """
        query = """
            SELECT conversations.id, title, begun, changed, question, answer_text
            FROM conversations JOIN turns ON conversation_id = conversations.id ORDER BY changed DESC, 1 DESC, turns.id
        """
        wanted = _folded(search).split()
        found: dict[int, ConversationSummary] = {}
        said: dict[int, list[str]] = {}
        for number, title, begun, changed, question, answer in self._rows(query):
            if number not in found:
                shown = title or title_of(question)
                found[number] = ConversationSummary(number, shown, time_of(begun), time_of(changed), 0)
                said[number] = [shown]
            found[number] = replace(found[number], turns=found[number].turns + 1)
            said[number] += [question, answer or ""]
        if not wanted:
            return list(found.values())
        texts = {number: _folded("\n".join(parts)) for number, parts in said.items()}
        return [each for number, each in found.items() if all(word in texts[number] for word in wanted)]

    def load(self, conversation_id: int) -> Conversation:
        """Return a conversation; of the articles that it cites it holds the cited paragraphs.

        Raises:
            ConversationsError: there is none of this number.

        """
        rows = self._rows("SELECT id, title, begun, changed FROM conversations WHERE id = ?", conversation_id)
        query = f"SELECT {TURN} FROM turns WHERE conversation_id = ? ORDER BY id"
        turns = tuple(turn_of(row) for row in self._rows(query, conversation_id))
        if not rows or not turns:
            raise _missing(conversation_id)
        number, title, begun, changed = rows[0]
        return Conversation(number, title or title_of(turns[0].question), time_of(begun), time_of(changed), turns)

    def rename(self, conversation_id: int, title: str) -> None:
        """Give a conversation another title; an empty one gives it its first question's again.

        Raises:
            ConversationsError: there is none of this number.

        """
        named = (one_line(title) or None, conversation_id)
        if not self._write(
            lambda each: each.execute("UPDATE conversations SET title = ? WHERE id = ?", named).rowcount
        ):
            raise _missing(conversation_id)

    def delete(self, conversation_id: int) -> None:
        """Delete a conversation, from the disk too.

        Raises:
            ConversationsError: there is none of this number.

        """
        query = "DELETE FROM conversations WHERE id = ?"
        if not self._write(lambda connection: connection.execute(query, (conversation_id,)).rowcount):
            raise _missing(conversation_id)
        with self._turn, contextlib.suppress(sqlite3.Error):  # another program reads: its next checkpoint does it
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def marked(self) -> list[tuple[Turn, Answer]]:
        """Return the turns whose answers are marked, with those, the oldest first."""
        return [
            (turn, turn.answer)
            for row in self._rows(f"SELECT {TURN} FROM turns WHERE mark IS NOT NULL ORDER BY id")
            if (turn := turn_of(row)).mark and turn.answer
        ]

    def outcomes(self) -> list[Outcome]:
        """Return what came of every question that was asked, the oldest first."""
        query = """
            SELECT answer IS NOT NULL, answer_text, CASE WHEN json_valid(answer)
                THEN json_extract(answer, '$.timings_ms.total') END, error IS NOT NULL
            FROM turns ORDER BY id
        """
        return [outcome_of(*row) for row in self._rows(query)]

    def questions(self, limit: int) -> list[str]:
        """Return the questions that were asked last, each once, the newest last."""
        query = "SELECT question FROM turns GROUP BY question ORDER BY max(id) DESC LIMIT ?"
        return [clean(question) for (question,) in reversed(self._rows(query, limit))]

    def _rows(self, query: str, *values: object) -> list[Any]:
        with self._turn:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.Error as error:
                if is_damage(error):
                    distrust(self._path)
                raise ConversationsError(not_readable(self._path, error)) from None

    def _write(self, change: Callable[[sqlite3.Connection], T]) -> T:
        """Make a change at once and for good; in memory, with all that could be read, if the disk does not take it."""
        with self._turn:
            try:
                self._make()
                return _in_one(self._connection, change)
            except (ConversationsError, sqlite3.Error, OSError) as error:
                if not self.is_kept:
                    raise
                if isinstance(error, sqlite3.Error) and is_damage(error):
                    distrust(self._path)
                self._warnings.append(not_kept(self._path, error))
                self._connection.close()
                self._connection, self.is_kept = copy_in_memory(self._path), False
                return _in_one(self._connection, change)

    def _make(self) -> None:
        """Open the database if it is still to be made; another program may have made it meanwhile.

        Raises:
            ConversationsError: that is of a newer version.
            sqlite3.Error, OSError: it cannot be made.

        """
        if self._is_to_be_made:
            self._is_to_be_made = False
            self._connection, warning = opened(self._path)
            self._warnings += [warning] if warning else []


def _in_one(connection: sqlite3.Connection, change: Callable[[sqlite3.Connection], T]) -> T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        changed = change(connection)
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    return changed


def _now() -> datetime:
    return datetime.now(UTC)


def _folded(text: str) -> str:
    """Return text such that its cases, and the ways to write an accent, are alike (Unicode 3.13, D145).

    In upper case first, for a dotless i has an I there and nothing but itself in its folding.
    """
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", clean(text)).upper().casefold())


def _missing(conversation_id: int) -> ConversationsError:
    return ConversationsError(f"there is no conversation {conversation_id}: `qa-bot conversations` lists them")
