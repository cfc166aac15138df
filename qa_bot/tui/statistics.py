"""The screen of a library's statistics; it shows those that it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from qa_bot.statistics_report import Section, sections
from qa_bot.tui.help import TextScreen

if TYPE_CHECKING:
    from qa_bot.statistics import Statistics


class StatisticsScreen(TextScreen):
    """What a library holds and how it has answered, as `qa-bot stats` prints it."""

    opened_with = "statistics"

    def __init__(self, statistics: Statistics) -> None:
        said = sections(statistics)
        super().__init__("Statistics", *(Static(_shown(part, is_last=part is said[-1])) for part in said))


def _shown(part: Section, *, is_last: bool) -> Content:
    heading = Content(part.heading).stylize("bold")
    return Content("\n").join([heading, *map(Content, part.lines), *([] if is_last else [Content("")])])
