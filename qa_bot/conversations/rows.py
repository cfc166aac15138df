"""What a row of the database that keeps conversations says, as their values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from qa_bot.conversations import kept_answer
from qa_bot.conversations.conversation import Outcome, Turn

if TYPE_CHECKING:
    from qa_bot.conversations.conversation import Mark

TURN = "id, question, asked, scope, answer, error, mark"
"""The columns of a turn, in the order in which `turn_of` reads them."""
_UNREADABLE = "what was kept of this answer is damaged: ask again"


def turn_of(row: Sequence[Any]) -> Turn:
    number, question, asked, scope, answer, error, mark = row
    turn = Turn(number, question, time_of(asked), scope, error=error, mark=_mark(mark))
    try:
        return replace(turn, answer=None if answer is None else kept_answer.from_json(answer))
    except ValueError:
        return replace(turn, error=_UNREADABLE)


def outcome_of(has_answer: int, text: str | None, milliseconds: object, has_failed: int) -> Outcome:
    if not has_answer:
        return Outcome("failed" if has_failed else "awaited")
    kind: Literal["answered", "refused"] = "answered" if text else "refused"
    if isinstance(milliseconds, (int, float)) and 0 <= milliseconds < math.inf:
        return Outcome(kind, float(milliseconds))
    return Outcome(kind)


def _mark(kept: str | None) -> Mark | None:
    return "right" if kept == "right" else "wrong" if kept == "wrong" else None


def stored(time: datetime) -> str:
    """Return a time in UTC as text that is ordered as times are."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def time_of(kept: str) -> datetime:
    """Return a time that was stored; the first of all if a disk has changed it."""
    try:
        return datetime.fromisoformat(kept).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.fromtimestamp(0, UTC)
