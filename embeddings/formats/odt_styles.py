"""What the styles of an OpenDocument text say of its paragraphs and spans: their names, and how they are drawn.

It reads no text: `embeddings.formats.odt` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from embeddings.formats.package import attribute

_RAISED = re.compile(r"\s*(?:super|[1-9])")
"""How a text's position begins that is above the line: with that word, or a share of its height."""
_FAMILIES = {"p": "paragraph", "h": "paragraph", "span": "text", "a": "text"}
_MOST_ANCESTORS = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is drawn."""

    is_hidden: bool = False
    is_struck: bool = False
    is_raised: bool = False


class Styles:
    """The styles of a text by their families and names: its own, and those that its paragraphs and spans have made."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self._elements: dict[tuple[str, str], Any] = {}
        self._chosen: dict[tuple[str, str], str] = {}
        for root in roots:
            for style in () if root is None else root.iterfind("styles/style"):
                self._elements[_key(style)] = style
            for style in () if root is None else root.iterfind("automatic-styles/style"):
                self._elements[_key(style)] = style
                self._chosen[_key(style)] = attribute(style, "parent-style-name")
        self._looks: dict[tuple[str, str], tuple[bool | None, bool | None, bool | None]] = {}

    def name(self, element: Any) -> str:
        """Return the name of the style that whoever wrote it chose for an element."""
        name = attribute(element, "style-name")
        return self._chosen.get((_FAMILIES.get(element.tag, ""), name)) or name

    def look(self, element: Any, around: Look) -> Look:
        """Return how an element is drawn within another: what its styles leave open is as around it."""
        family, name = _FAMILIES.get(element.tag, ""), attribute(element, "style-name")
        if not (family and name):
            return around
        if (family, name) not in self._looks:
            self._looks[family, name] = self._look(family, name)
        hidden, struck, raised = self._looks[family, name]
        return Look(
            around.is_hidden if hidden is None else hidden,
            around.is_struck if struck is None else struck,
            around.is_raised if raised is None or family == "paragraph" else raised,
        )

    def _look(self, family: str, name: str) -> tuple[bool | None, bool | None, bool | None]:
        """Return whether a style, or the nearest that it is made of, hides, strikes out and raises what is in it."""
        hidden, struck, raised = None, None, None
        for _ in range(_MOST_ANCESTORS):  # they may go round in a circle
            style = self._elements.get((family, name))
            if style is None:
                break
            drawn = style.find("text-properties")
            display, position = attribute(drawn, "display"), attribute(drawn, "text-position")
            line = attribute(drawn, "text-line-through-style") or attribute(drawn, "text-line-through-type")
            hidden = display == "none" if display and hidden is None else hidden
            struck = line != "none" if line and struck is None else struck
            raised = _RAISED.match(position) is not None if position and raised is None else raised
            name = attribute(style, "parent-style-name")
        return hidden, struck, raised


def _key(style: Any) -> tuple[str, str]:
    return attribute(style, "family"), attribute(style, "name")
