"""Follows the tokens of Markdown into lists and quotations and out of them, and tells which number an item has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from embeddings.documents import Kind

_ITEM, _QUOTE = "list_item", "blockquote"
_LISTS = ("ordered_list", "bullet_list")


class Around:
    """What the next paragraph stands in."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.marker = ""
        """The number of the item that the next paragraph begins; "" if it begins none, or one without a number."""
        self._markers = iter(_markers(tokens))
        self._within: list[str] = []
        self._begins_item = False

    @property
    def kind(self) -> Kind:
        """The kind of a paragraph there, by the innermost that it stands in."""
        if not self._within:
            return "paragraph"
        return "item" if self._within[-1] == _ITEM else "quote"

    @property
    def depth(self) -> int:
        """In how many lists an item lies that the next paragraph begins; 0 if it begins none."""
        return self._within.count(_ITEM) if self.kind == "item" and self._begins_item else 0

    def follow(self, token: Token) -> None:
        """Go into what a token opens, and out of what it closes."""
        name, _, edge = token.type.rpartition("_")
        if name not in (_ITEM, _QUOTE):
            return
        if edge == "open":
            self._within.append(name)
            self._begins_item = name == _ITEM
            self.marker = next(self._markers) if name == _ITEM else self.marker
        else:
            self._within.pop()
            self.marker = "" if name == _ITEM else self.marker

    def begun(self) -> None:
        """Note that a paragraph has begun what was to begin."""
        self._begins_item, self.marker = False, ""


def _markers(tokens: Sequence[Token]) -> list[str]:
    """Return what stands before each item, in their order: what is typed, or a page's own count if it is typed twice.

    Most who write Markdown number their items, some write "1." before each. A page counts on from the first in any
    case, and would make 1987 of the second of "1986. It froze." and "1990. It froze again."
    """
    markers: list[str] = []
    lists: list[list[int]] = []
    for token in tokens:
        name, _, edge = token.type.rpartition("_")
        if name in _LISTS and edge == "open":
            lists.append([])
        elif name in _LISTS:
            _count_on(markers, lists.pop())
        elif name == _ITEM and edge == "open":
            lists[-1].append(len(markers))
            markers.append(f"{int(token.info)}{token.markup}" if token.info else "")
    return markers


def _count_on(markers: list[str], places: Sequence[int]) -> None:
    """Count a list's items, given by their places, on from the first if two of them have the same number."""
    typed = [markers[place] for place in places]
    if typed[0] and len(set(typed)) < len(typed):
        first, sign = int(typed[0][:-1]), typed[0][-1]
        for number, place in enumerate(places, start=first):
            markers[place] = f"{number}{sign}"
