"""A row of a list, laid out to the width that it has: a mark, and indented behind that all the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.visual import Visual

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.css.styles import RulesMap
    from textual.strip import Strip
    from textual.style import Style
    from textual.visual import RenderOptions


_ENDS = re.compile(r"\s+|(?<=\w)[-_/](?=[^\W\d_])")
"""Behind what a line may end: a space, or what joins words, as in names of files."""


class Row(Visual):
    """Lines of parts: a line that is too long goes on between two of them, and within one that is longer itself."""

    def __init__(self, mark: Content, *lines: Sequence[Content]) -> None:
        self._mark = mark
        self._lines = lines
        self._laid_out: tuple[int, Content] = (0, Content(""))
        """For how many columns, and how; asked for its height, then drawn."""

    def __str__(self) -> str:
        return self._mark.plain + "\n".join(" ".join(part.plain for part in line) for line in self._lines)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return Content(str(self)).get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self._in(width).get_height(rules, width)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        return self._in(width).render_strips(width, height, style, options)

    def _in(self, width: int) -> Content:
        if self._laid_out[0] != width:
            lines = (found for line in self._lines for found in _filled(line, width - self._mark.cell_length))
            indent = Content(" " * self._mark.cell_length)
            self._laid_out = (
                width,
                self._mark
                + Content("\n").join(indent + line if position else line for position, line in enumerate(lines)),
            )
        return self._laid_out[1]


def _filled(parts: Sequence[Content], width: int) -> Iterator[Content]:
    """Yield lines of this many columns at most with the parts of one, as many in each as there is room for."""
    line = Content("")
    for part in parts:
        joined = Content(" ").join((line, part)) if line else part
        if joined.cell_length > width:
            if line:
                yield line
            *full, joined = _wrapped(part, max(1, width))
            yield from full
        line = joined
    yield line


def _wrapped(part: Content, width: int) -> Iterator[Content]:
    """Yield a part in lines of this many columns at most, broken within a word only if that alone is longer."""
    while part.cell_length > width:
        end = 0
        for each in _ENDS.finditer(part.plain):
            if cell_len(part.plain[: each.end()].rstrip()) > width:
                break
            end = each.end()
        end = end or max(1, len(part.wrap(width)[0].plain))
        yield part[:end].rstrip()
        part = part[end:]
    yield part
