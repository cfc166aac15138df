"""Takes the README's picture of the screen from the real program, on the sample articles, with the real model.

python docs/screenshot.py
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from qa_bot.bot import QABot
from qa_bot.engine import Engine
from qa_bot.tui.app import QABotApp
from qa_bot.tui.conversation import CitationList
from qa_bot.tui.prompt import Prompt
from qa_bot.tui.source import SourceView

ROOT = Path(__file__).parent.parent
QUESTION = "who declared victory?"


async def take(library: Path) -> str:
    app = QABotApp("articles", open_bot=lambda: QABot.open(ROOT / "articles", engine=Engine.load(), library=library))
    async with app.run_test(size=(124, 30), notifications=True) as pilot:
        app.query_one(Prompt).value = QUESTION
        await pilot.press("enter")
        while not app.query(CitationList):
            await pilot.pause(0.1)
        await pilot.press("ctrl+o")
        while not app.query_one(SourceView).display:
            await pilot.pause(0.1)
        await pilot.pause(0.5)
        return app.export_screenshot(title="qa-bot")


def main() -> None:
    with tempfile.TemporaryDirectory() as library:
        picture = asyncio.run(take(Path(library)))
    # Without the font that it would fetch, the picture is shown in the reader's own monospace.
    picture = re.sub(r"@font-face\s*\{.*?\}", "", picture, flags=re.DOTALL)
    (ROOT / "docs" / "screen.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
