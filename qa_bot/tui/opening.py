"""Opens an answer's sources beside the conversation, one after the other, and their originals outside."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.errors import EmbeddingsError
from qa_bot.errors import QABotError
from qa_bot.tui.keys import key_of
from qa_bot.tui.outside import open_outside
from qa_bot.tui.source import SourceView
from qa_bot.wording import state_of_source

if TYPE_CHECKING:
    from textual.screen import Screen

    from qa_bot.tui.messages import Bot
    from qa_bot.tui.turn import CitationList
    from qa_bot.values import Citation

_OPEN = "-source-open"
_OF_SOURCE = "-of-source"
"""The class of the list that a source was opened from, whose row is marked while it is open."""


class Opening:
    """What is open on a screen that has a source view."""

    def __init__(self, screen: Screen[None], *, folder: Path | None, say: Callable[[str], None]) -> None:
        """Look for originals in a folder, None where others share the articles; `say` gets what there is to say."""
        self._screen = screen
        self._folder = folder
        self._say = say
        self._bot: Bot | None = None
        self._citation_number = 0
        self.citation_list: CitationList | None = None
        """That of the source that is open, or was last."""

    def set_bot(self, bot: Bot | None) -> None:
        """Look with this bot at what has become of articles."""
        self._bot = bot

    @property
    def is_open(self) -> bool:
        return self._screen.has_class(_OPEN)

    @property
    def citation(self) -> Citation | None:
        """What is open."""
        return self._view.citation if self.is_open else None

    @property
    def _view(self) -> SourceView:
        return self._screen.query_one(SourceView)

    def show(self, citation_list: CitationList, citation: Citation) -> None:
        """Open a citation of a list."""
        if self.citation_list is not None:
            self.citation_list.remove_class(_OF_SOURCE)
        self.citation_list, self._citation_number = citation_list, citation.number
        citation_list.add_class(_OF_SOURCE)
        citation_list.highlighted = citation.number - 1
        self._screen.add_class(_OPEN)
        self._view.show(citation, of=len(citation_list.citations))
        self._screen.refresh_bindings()
        if self._bot is not None:
            self._screen.run_worker(self._look_at_source(self._bot, citation), exclusive=True, group="source")

    async def _look_at_source(self, bot: Bot, citation: Citation) -> None:
        """Show a citation in its article as it is now, of which a kept one has one paragraph; say what changed."""
        try:
            source = await asyncio.to_thread(bot.source_of, citation)
        except (EmbeddingsError, QABotError) as error:
            self._say(str(error))
            return
        is_changed = source.state != "as cited" or source.citation.article != citation.article
        if self._view.citation is citation and is_changed:
            self._view.update(
                source.citation, note=state_of_source(source, refresh=key_of(self._screen.app, "refresh"))
            )

    def show_other(self, message: SourceView.OtherWanted) -> None:
        """Open another citation of the same list: after the last comes the first."""
        if self.citation_list is not None:
            citations = self.citation_list.citations
            beside = (self._citation_number - 1 + message.step) % len(citations) + 1
            wanted = beside if message.number is None else message.number
            if 1 <= wanted <= len(citations):
                self.show(self.citation_list, citations[wanted - 1])

    def show_next(self, latest: CitationList | None) -> None:
        """Open the next citation of the list whose source is open, else the first of the latest list."""
        is_next = self.is_open and self.citation_list is not None
        citation_list, number = (self.citation_list, self._citation_number) if is_next else (latest, 0)
        if citation_list is None or not citation_list.citations:
            self._say("There is no source yet: sources come with an answer.")
        else:
            self.show(citation_list, citation_list.citations[number % len(citation_list.citations)])

    def open_outside(self) -> None:
        """Open the original of the source, a file or a page, in the program that is meant for it."""
        if self.citation is None:
            self._say(f"Open a source first: {key_of(self._screen.app, 'open_original')} opens its original.")
            return
        app, article = self._screen.app, self.citation.article
        original = article.url if article.part and article.url else article.file
        browse = app.open_url if app.is_web else None
        self._say(open_outside(original, folder=self._folder, copy=app.copy_to_clipboard, browse=browse))

    def close(self) -> bool:
        """Close the source; say whether one was open."""
        was_open = self.is_open
        if was_open:
            self._view.close_finder()
            self._screen.remove_class(_OPEN)
            self._screen.refresh_bindings()
        return was_open
