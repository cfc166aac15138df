"""Takes the README's pictures and its short recording from the real program, on the sample articles.

python docs/screenshots.py
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from qa_bot.bot import QABot
from qa_bot.conversations.store import Conversations
from qa_bot.engine import Engine
from qa_bot.tui.app import QABotApp
from qa_bot.tui.prompt import Prompt
from qa_bot.tui.source import SourceView
from qa_bot.tui.themes import LIGHT
from qa_bot.tui.turn import CitationList
from qa_bot.tui.welcome import SuggestionList

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SIZE = (124, 30)
QUESTION = "who declared victory?"
SECONDS_A_FRAME = 2


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    """Let the app work until the condition holds.

    Raises:
        TimeoutError: it does not come to hold within a minute, on a machine that is not busy.

    """
    for _ in range(600):
        if condition():
            await pilot.pause(0.5)
            return
        await pilot.pause(0.1)
    raise TimeoutError("the program did not come to what is to be shown")


def picture_of(app: QABotApp) -> str:
    picture = app.export_screenshot(title="qa-bot")
    # Without the font that it would fetch, the picture is shown in the reader's own monospace.
    return re.sub(r"@font-face\s*\{.*?\}", "", picture, flags=re.DOTALL)


async def journey(library: Path) -> dict[str, str]:
    """Return the pictures of a first visit, by their names, in order."""
    app = QABotApp(
        "articles",
        open_bot=lambda: QABot.open(ROOT / "articles", engine=Engine.load(), library=library),
        open_conversations=lambda: Conversations.open(library),
    )
    pictures: dict[str, str] = {}
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: app.query(SuggestionList) and app.query_one(SuggestionList).questions)
        app.query_one(Prompt).cursor_blink = False
        pictures["start"] = picture_of(app)
        await pilot.press(*QUESTION)
        pictures["question"] = picture_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: app.query(CitationList))
        pictures["answer"] = picture_of(app)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.query_one(SourceView).display)
        pictures["screen"] = picture_of(app)
        app.theme = LIGHT.name
        await pilot.pause(0.5)
        pictures["light"] = picture_of(app)
        await pilot.press("escape", "f2", "f3", *"until:2020")
        await pilot.pause(0.5)
        pictures["articles"] = picture_of(app)
    return pictures


def recording_of(frames: list[str]) -> str:
    """Return one picture that shows the frames one after the other, again and again."""
    total, share = len(frames) * SECONDS_A_FRAME, 100 / len(frames)
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', frames[0])
    assert size is not None
    width, height = size.groups()
    delays = "".join(
        f".frame-{number} {{ animation-delay: {number * SECONDS_A_FRAME}s }}\n" for number in range(len(frames))
    )
    style = (
        f"@keyframes shown {{ 0%, {share:.3f}% {{ visibility: visible }} {share + 0.001:.3f}%, 100% "
        "{ visibility: hidden } }\n"
        f".frame {{ visibility: hidden; animation: shown {total}s infinite step-end }}\n{delays}"
    )
    drawn = "\n".join(f'<g class="frame frame-{number}">{frame}</g>' for number, frame in enumerate(frames))
    return f'<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg"><style>{style}</style>{drawn}</svg>'


def main() -> None:
    with tempfile.TemporaryDirectory() as library:
        pictures = asyncio.run(journey(Path(library)))
    for name in ("light", "articles"):
        (DOCS / f"{name}.svg").write_text(pictures[name], encoding="utf-8")
    frames = [pictures[name] for name in ("start", "question", "answer", "screen")]
    (DOCS / "recording.svg").write_text(recording_of(frames), encoding="utf-8")


if __name__ == "__main__":
    main()
