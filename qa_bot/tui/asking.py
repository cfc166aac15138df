"""Has questions kept as soon as they are asked, and answered one after the other as soon as that can be done."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from embeddings.errors import EmbeddingsError
from qa_bot.conversations.conversation import lightened
from qa_bot.errors import QABotError
from qa_bot.log import unexpected
from qa_bot.values import Answer, Timings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence

    from embeddings.scope import Scope
    from qa_bot.conversations.conversation import Conversation, Mark, Turn
    from qa_bot.conversations.store import Conversations
    from qa_bot.tui.messages import Bot
    from qa_bot.tui.turn import TurnView

_REMEMBERED = 8
"""Answers that a question may lean on."""
_KEPT_WITHIN = 0.25
"""Seconds that a question is not drawn for until it is kept: some milliseconds, unless other programs write."""


@dataclass
class _Talk:
    """What the questions of one screenful belong to: a conversation, which begins with the first of them."""

    conversation: Conversation | None
    places: Iterator[int] = field(default_factory=itertools.count)
    """Of its questions, in the order in which they are asked."""
    put_off: dict[int, Answer] = field(default_factory=dict)
    """Of those that wait until all articles are held: their places, and answers that say nothing yet."""
    _said: dict[int, Answer] = field(default_factory=dict)
    """The last answers, by their questions' places."""

    def __post_init__(self) -> None:
        for turn in self.conversation.turns if self.conversation else ():
            self.hear(turn, next(self.places))

    def before(self, place: int, *, put_off: bool = False) -> list[Answer]:
        """Return the last answers to what was asked before, in its order: what a question may lean on.

        With what waits, if that is wanted.
        """
        asked = self._said | self.put_off if put_off else self._said
        return [asked[earlier] for earlier in sorted(asked) if earlier < place]

    def hear(self, turn: Turn, place: int) -> None:
        """Remember what a turn has come to, without the articles that it cites."""
        self.put_off.pop(place, None)
        if (answer := lightened(turn).answer) is not None:
            self._said[place] = answer
            for oldest in sorted(self._said)[:-_REMEMBERED]:
                del self._said[oldest]

    def put_off_question(self, question: str, place: int) -> None:
        self.put_off[place] = Answer(question, None, 0.0, (), Timings(0.0, 0.0, 0.0))


class Asking:
    """What is asked waits for what keeps it, then for the bot; neither keeps the screen waiting."""

    def __init__(self, on_answered: Callable[[TurnView | None], Awaitable[None]]) -> None:
        """Call `on_answered` with each answer's view; with None if another conversation is on the screen by then."""
        self._on_answered = on_answered
        self._bot: Bot | None = None
        self._failure: str | None = None
        self._can_ask, self._holds_all = asyncio.Event(), asyncio.Event()
        self._conversations: Conversations | None = None
        self._can_keep = asyncio.Event()
        self._talk = _Talk(None)
        self.all_kept = asyncio.Event()
        """Set while nothing that was asked waits to be kept."""
        self.all_kept.set()
        self._asked: asyncio.Queue[tuple[TurnView, Scope, _Talk, asyncio.Event]] = asyncio.Queue()
        self._kept: asyncio.Queue[tuple[Turn, Scope, _Talk]] = asyncio.Queue()
        self._put_off: asyncio.Queue[tuple[Turn, Scope, _Talk, int]] = asyncio.Queue()
        """What is answered when all articles are held, with the places of the questions."""
        self._one_at_a_time = asyncio.Lock()
        self._unkept = itertools.count(-1, -1)
        """Numbers for turns that cannot be kept."""
        self._views: dict[int, TurnView] = {}
        """Those of the turns that are kept and not answered yet, by the turns' numbers."""
        self.waiting = 0
        """Questions that are not answered yet."""
        self._waiting_for_all: set[int] = set()
        """The numbers of the turns that wait until all articles are held."""

    @property
    def can_ask(self) -> bool:
        """Whether a question is answered at once."""
        return self._can_ask.is_set()

    @property
    def conversation_id(self) -> int | None:
        """The number of the conversation that goes on; None before its first question is kept."""
        return None if self._talk.conversation is None else self._talk.conversation.id

    def set_conversations(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._can_keep.set()

    def set_bot(self, bot: Bot | None, *, failure: str | None = None, holds_all: bool = True) -> None:
        """Ask this bot; where there is a failure, that is what every question gets.

        What a bot that does not hold all articles yet cannot answer is asked once more when it does.
        """
        self._bot, self._failure = bot, failure
        self._can_ask.set()
        if holds_all:
            self._holds_all.set()

    def wait_for_bot(self) -> None:
        self._can_ask.clear()
        self._holds_all.clear()

    def go_on(self, conversation: Conversation | None) -> None:
        """Add what is asked from now on to a conversation; None begins a new one."""
        self._talk = _Talk(conversation)

    def is_awaited(self, turn: Turn) -> bool:
        """Whether a turn's answer is still to come."""
        return turn.id in self._views

    def take_over(self, views: Iterable[TurnView]) -> None:
        """Show what is still to come in these views, which stand for others that have left the screen."""
        for view in views:
            if self.is_awaited(view.turn):
                self._views[view.turn.id] = view
                view.show_waiting(until_ready=not self.can_ask or view.turn.id in self._waiting_for_all)

    async def ask(self, view: TurnView, scope: Scope, *, draw: Callable[[TurnView], Awaitable[None]]) -> None:
        """Have a question kept, then drawn, then answered in its turn.

        What is seen is kept, unless keeping takes longer than people wait. If another conversation is on the screen by
        then, it is not drawn there.
        """
        self.waiting += 1
        self.all_kept.clear()
        talk, drawn = self._talk, asyncio.Event()
        self._asked.put_nowait((view, scope, talk, drawn))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.all_kept.wait(), _KEPT_WITHIN)
        try:
            if talk is self._talk:
                await draw(view)
        finally:
            drawn.set()

    async def mark(self, view: TurnView, mark: Mark) -> None:
        """Say that an answer is right or wrong; what has been said already is taken back."""
        if self._conversations is not None and view.turn.id:
            wanted = None if view.turn.mark == mark else mark
            await view.show(await asyncio.to_thread(self._conversations.mark, view.turn, wanted))

    async def keep_in_turn(self) -> None:
        while True:
            view, scope, talk, drawn = await self._asked.get()
            await self._can_keep.wait()
            try:
                view.turn = await asyncio.to_thread(self._keep, view.turn, talk)
            except Exception as error:  # what is asked cannot be kept, and is answered all the same
                unexpected(error)
                view.turn = replace(view.turn, id=next(self._unkept))
            self._views[view.turn.id] = view
            if self._asked.empty():
                self.all_kept.set()
            await drawn.wait()
            self._kept.put_nowait((view.turn, scope, talk))

    def _keep(self, turn: Turn, talk: _Talk) -> Turn:
        conversations = self._opened()
        if talk.conversation is None:
            talk.conversation = conversations.begin()
        return conversations.ask(talk.conversation, turn.question, turn.scope)

    async def answer_in_turn(self) -> None:
        """Answer what was asked, but for what the articles that are held so far do not answer, and what leans on it."""
        while True:
            turn, scope, talk = await self._kept.get()
            await self._can_ask.wait()
            place, held_all = next(talk.places), self._holds_all.is_set()
            if not (bool(talk.put_off) and await asyncio.to_thread(_leans, turn.question, talk, place)):
                answered = await self._asked_of_bot(turn, scope, talk, place)
                if held_all or _is_found(answered):
                    await self._finish(answered, talk, place)
                    continue
            talk.put_off_question(turn.question, place)
            self._waiting_for_all.add(turn.id)
            self.take_over([view for view in (self._views[turn.id],) if view.is_attached])
            self._put_off.put_nowait((turn, scope, talk, place))

    async def answer_what_was_put_off(self) -> None:
        """Answer, in its order, what has waited until all articles are held."""
        while True:
            turn, scope, talk, place = await self._put_off.get()
            await self._holds_all.wait()
            self._waiting_for_all.discard(turn.id)
            await self._finish(await self._asked_of_bot(turn, scope, talk, place), talk, place)

    async def _asked_of_bot(self, turn: Turn, scope: Scope, talk: _Talk, place: int) -> Turn:
        async with self._one_at_a_time:
            return await asyncio.to_thread(self._with_answer, turn, scope, talk.before(place))

    async def _finish(self, answered: Turn, talk: _Talk, place: int) -> None:
        """Remember, keep and show what a question has come to."""
        talk.hear(answered, place)
        turn = await asyncio.to_thread(self._kept_answer, answered)
        self.waiting -= 1
        view = self._views.pop(turn.id)
        if view.is_attached:
            await view.show(turn)
        await self._on_answered(view if view.is_attached else None)

    def _kept_answer(self, turn: Turn) -> Turn:
        try:
            if turn.answer is not None:
                return self._opened().answer(turn, turn.answer)
            return self._opened().fail(turn, turn.error or "")
        except Exception as error:  # what was found is shown, kept or not
            unexpected(error)
            return turn

    def _with_answer(self, turn: Turn, scope: Scope, said: Sequence[Answer]) -> Turn:
        if self._bot is None or self._failure is not None:
            return replace(turn, error=self._failure or "the articles could not be loaded")
        from qa_bot.english.follow_up import in_full  # its patterns take a while to compile

        try:
            return replace(turn, answer=self._bot.ask(in_full(turn.question, said), scope=scope))
        except (EmbeddingsError, QABotError) as error:
            return replace(turn, error=str(error))
        except Exception as error:  # whatever a library raises is shown, and the next question may do better
            return replace(turn, error=unexpected(error))

    def _opened(self) -> Conversations:
        if self._conversations is None:
            raise RuntimeError("nothing is kept before there is what keeps it")
        return self._conversations


def _leans(question: str, talk: _Talk, place: int) -> bool:
    """Say whether a question leans on others that were asked before it."""
    from qa_bot.english.follow_up import in_full

    return in_full(question, talk.before(place, put_off=True)) != question


def _is_found(turn: Turn) -> bool:
    return turn.answer is not None and turn.answer.text is not None
