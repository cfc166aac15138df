"""The articles, to choose which of them are asked, and to forget what was added."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList

from embeddings.errors import EmbeddingsError, ScopeError
from embeddings.plaintext import one_line
from embeddings.scope import EVERYTHING, Scope, split_scope
from embeddings.values import ArticleSummary, natural_order
from qa_bot.errors import QABotError
from qa_bot.tui.excerpt import short_title
from qa_bot.tui.keys import key_of
from qa_bot.tui.picking import PickScreen
from qa_bot.tui.row import Row
from qa_bot.wording import counted

if TYPE_CHECKING:
    from textual.visual import Visual

    from embeddings.standing import Standing

_ORDERS = ("title", "date", "source", "size")
_SHOWN_AT_MOST = 500
"""Articles that are listed; beyond, nobody looks for one by eye."""


class ArticlesScreen(PickScreen[Scope]):
    """Articles by words of their titles and sources, and by dates; picks a scope: those listed, those marked, or one.

    What was added beside the articles folder can be forgotten.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert,ctrl+@", "mark", "mark", priority=True),
        Binding("ctrl+s", "sort", "sort", priority=True),
        Binding("ctrl+d", "forget", "forget", priority=True),
        Binding("delete", "delete_or_forget", "forget", priority=True),
    ]
    opened_with = "articles"
    title_shown = "Articles"
    keys_shown = "Enter asks · Ins marks · ^S sorts · Del forgets"
    keys_told = (
        ("Enter", "ask the articles of the first row, or the one you are at; those that are marked, if any are"),
        ("Ins", "mark an article, or take its mark back; so does Ctrl+Space, or a click on its circle"),
        ("Ctrl+S", f"sort by {', '.join(_ORDERS[:-1])} or {_ORDERS[-1]}"),
        ("Del", "struck twice: forget what was added, and delete no file; so does Ctrl+D"),
    )
    nothing_shown = "There are no articles yet: they are still being read, or the folder is empty."
    placeholder = "A title or source; from:2024 until:2024-06"

    @dataclass
    class ForgetWanted(Message):
        """What was added is to be forgotten."""

        added: str

    def __init__(
        self, articles: Sequence[ArticleSummary], *, standings: Callable[[], Mapping[str, Standing]] | None
    ) -> None:
        """Show articles; `standings` looks at how they stand to their files, None where others share them."""
        super().__init__()
        self._articles = articles
        self._find_standings = standings
        self._standings: Mapping[str, Standing] = {}
        self._order = 0
        self._marked: set[str] = set()
        self._shown: Sequence[ArticleSummary] = ()
        self._to_forget: str | None = None
        """The source of the article of which that was wanted once."""

    def on_mount(self) -> None:
        super().on_mount()
        self._look_at_files()

    def show_articles(self, articles: Sequence[ArticleSummary]) -> None:
        """List what there is now."""
        self._articles = articles
        self._marked &= {article.source for article in articles}
        self.fill_again()
        self._look_at_files()

    def _look_at_files(self) -> None:
        if self._find_standings is not None:
            self.run_worker(self._look(self._find_standings), exclusive=True)

    async def _look(self, find_standings: Callable[[], Mapping[str, Standing]]) -> None:
        try:
            self._standings = await asyncio.to_thread(find_standings)
        except (EmbeddingsError, QABotError) as error:
            self.say(str(error))
        else:
            self.redraw()

    # What is listed

    def action_sort(self) -> None:
        self._order = (self._order + 1) % len(_ORDERS)
        self.fill()

    def rows(self, words: str) -> Sequence[tuple[Scope, Visual]]:
        scope = _typed(words)
        found = sorted(filter(scope.matches, self._articles), key=self._place)
        self._shown = found[:_SHOWN_AT_MOST]
        if not found:
            return []
        marked = Scope(tuple(sorted(self._marked))) if self._marked else None
        more = [(marked or scope, Content.styled(f"… and {len(found) - _SHOWN_AT_MOST:,} more", "dim"))]
        return [
            (marked or scope, Content.styled(self._head(scope, found), "bold $text-accent")),
            *((marked or Scope((article.source,)), self._row(article)) for article in self._shown),
            *(more if len(found) > _SHOWN_AT_MOST else []),
        ]

    def _head(self, scope: Scope, found: Sequence[ArticleSummary]) -> str:
        """Say what Enter asks, and how the rows below are ordered."""
        which = "all" if scope.is_all else "these"
        if self._marked:
            which, found = "the marked", [article for article in self._articles if article.source in self._marked]
        total = sum(article.paragraphs for article in found)
        return (
            f"Ask {which}: {counted(len(found), 'article')}, {counted(total, 'paragraph')}, by {_ORDERS[self._order]}"
        )

    def _place(self, article: ArticleSummary) -> tuple[object, ...]:
        title, source = natural_order(article.title.casefold()), natural_order(article.source.casefold())
        if _ORDERS[self._order] == "date":
            newest_first = tuple(-ord(character) for character in article.published or "")
            return not article.published, newest_first, title
        if _ORDERS[self._order] == "size":
            return -article.paragraphs, title, source
        return (title, source) if _ORDERS[self._order] == "title" else (source, title)

    def _row(self, article: ArticleSummary) -> Row:
        state = _state(self._standings.get(article.source))
        size = counted(article.paragraphs, "paragraph")
        known = [(state, "$text-warning"), *((each, "dim") for each in (article.published, size, article.source))]
        first, *more = ((one_line(each), style) for each, style in known if each)
        mark = ("● ", "$text-accent") if article.source in self._marked else ("○ ", "dim")
        return Row(
            Content.styled(*mark),
            [Content(short_title(article.title))],
            [Content.styled(*first), *(Content.styled(f"· {each}", style) for each, style in more)],
        )

    @property
    def _article(self) -> ArticleSummary | None:
        """The article that the arrow keys have gone to; the first row and the last stand for several."""
        position = (self.query_one(OptionList).highlighted or 0) - 1
        return self._shown[position] if 0 <= position < len(self._shown) else None

    # Marking

    def action_mark(self) -> None:
        """Mark the article that the arrow keys have gone to, or take its mark back; Enter then asks the marked."""
        if self._article is None:
            self.say("Go to an article first.")
        else:
            self._marked ^= {self._article.source}
            self.redraw()

    def click_edge(self) -> bool:
        self.action_mark()
        return self._article is not None

    # Forgetting

    @on(OptionList.OptionHighlighted)
    def _think_again(self) -> None:
        if self._article is None or self._article.source != self._to_forget:  # a key may be quicker than the message
            self._to_forget = None

    def action_delete_or_forget(self) -> None:
        """Delete what is typed behind the cursor; forget an article's source where nothing is."""
        typed = self.query_one("#filter", Input)
        if typed.has_focus and typed.cursor_position < len(typed.value):
            typed.action_delete_right()
        else:
            self.action_forget()

    def action_forget(self) -> None:
        """Forget what the article was added with, the second time in a row that it is wanted."""
        article = self._article
        if article is None:
            self.say("Go to an article first.")
            return
        standing = self._standings.get(article.source)
        if self._find_standings is None:
            self.say("What others share is forgotten where its articles are.")
        elif standing is None:
            self.say("The files are still being looked at: try again in a moment.")
        elif standing.added is None:
            name = one_line(article.source)
            key = key_of(self.app, "refresh")
            self.say(f"{name} lies in the articles folder: delete or move the file, then press {key}.")
        elif self._to_forget != article.source:
            self._to_forget = article.source
            self.say(self._warning(standing.added))
        else:
            self._to_forget = None
            self.post_message(self.ForgetWanted(standing.added))

    def _warning(self, added: str) -> str:
        number = sum(standing.added == added for standing in self._standings.values())
        return f"Once more forgets {one_line(added)} ({counted(number, 'article')}); no file is deleted."


def _state(standing: Standing | None) -> str:
    """Say how an article stands to its file; "" if it lies in the articles folder and is as it was indexed."""
    if standing is None:
        return ""
    origin = "web page" if standing.is_page else "added" if standing.added else ""
    file = {"as indexed": "", "changed": "file changed", "gone": "file gone"}[standing.file]
    return " · ".join(filter(None, (origin, file)))


def _typed(words: str) -> Scope:
    """Return the articles that what is typed names: its words are those of a title or a source.

    Raises:
        ValueError: what should be a date is none.

    """
    try:
        scope, rest = split_scope(words)
    except ScopeError as error:
        raise ValueError(f"{error}.") from None
    name = one_line(rest)
    return Scope((*scope.within, name), scope.since, scope.until) if name else scope or EVERYTHING
