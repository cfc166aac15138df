"""Times how long the screen takes to show an answer, in a new conversation and in one of 500 questions.

    python -m benchmarks.long_conversation

The answer's own time is left out: it is the screen, the database of conversations and the waiting between them that
are timed, on the sample articles, in the real interface without a terminal.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from textual.pilot import Pilot

from qa_bot.bot import QABot
from qa_bot.conversations.store import Conversations
from qa_bot.engine import Engine
from qa_bot.tui.app import QABotApp
from qa_bot.tui.conversation import Conversation
from qa_bot.tui.prompt import Prompt
from qa_bot.tui.turn import CitationList, TurnView

ROOT = Path(__file__).parent.parent
QUESTION = "who declared victory?"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=500)
    parser.add_argument("--times", type=int, default=15)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as library:
        asyncio.run(_run(Path(library), arguments.turns, arguments.times))


async def _run(library: Path, turns: int, times: int) -> None:
    bot = QABot.open(ROOT / "articles", engine=Engine.load(), library=library)
    bot.sync()
    answer = bot.ask(QUESTION)
    kept = Conversations.open(library)
    conversation = kept.begin()
    for number in range(turns):
        kept.answer(kept.ask(conversation, f"{number}: {QUESTION}"), answer)
    app = QABotApp("articles", open_bot=lambda: bot, open_conversations=lambda: kept)
    async with app.run_test(size=(120, 40)) as pilot:
        while app.query_one(Prompt).border_subtitle != "ready":
            await pilot.pause(0.05)
        await _asked(pilot)
        first = [await _asked(pilot) for _ in range(times)]
        await pilot.press("f4", "down", "enter")
        while len(app.query(TurnView)) < min(turns, 20):
            await pilot.pause(0.05)
        await _asked(pilot)
        last = [await _asked(pilot) for _ in range(times)]
        view = app.query_one(Conversation)
        started, before = time.perf_counter(), view.scroll_y
        app.simulate_key("pageup")
        while view.scroll_y == before:
            await asyncio.sleep(0.001)
        scrolled = time.perf_counter() - started
    ratio = statistics.median(last) / statistics.median(first)
    print(f"an answer on the screen, beyond its own time: median {statistics.median(first) * 1e3:.0f} ms at first,")
    print(f"{statistics.median(last) * 1e3:.0f} ms after {turns} questions; ratio {ratio:.2f}")
    print(f"a page up after {turns} questions: {scrolled * 1e3:.0f} ms")


async def _asked(pilot: Pilot[None]) -> float:
    """Ask, and return the seconds until the citations are drawn, without those of the answer itself."""
    app = pilot.app
    before = app.query(TurnView).last() if app.query(TurnView) else None
    app.query_one(Prompt).text = QUESTION
    started = time.perf_counter()
    app.query_one(Prompt).action_ask()
    while (view := app.query(TurnView).last() if app.query(TurnView) else None) is before or view is None:
        await asyncio.sleep(0.001)
    while not view.query(CitationList) or view.query_one(CitationList).region.height == 0:
        await asyncio.sleep(0.001)
    passed = time.perf_counter() - started
    assert view.turn.answer is not None
    return passed - view.turn.answer.timings.total / 1e3


if __name__ == "__main__":
    main()
