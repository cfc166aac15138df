"""How a kind of site writes an article's blocks, and which stories it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Part = Literal["first", "second", "held back", "real"]
"""Rules were made on the first; the network learns from the second, too. What is held back is for measuring alone."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a layout writes a story's blocks: a pattern for each mark that may begin a line of a story, "" for prose."""

    blocks: dict[str, str]
    around: dict[str, str]
    """A pattern around several of one kind."""
    between: str = "\n"
    """What parts blocks that are no list and no table."""
    cell: str = "\t"


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of site, the stories that it shows, and the part that it belongs to."""

    name: str
    """Of its file; one of the suffix .txt is text as select-all, copy and paste give it."""
    spelling: Spelling
    stories: str
    part: Part


HTML = Spelling(
    {
        "": "<p>{}</p>",
        "#": "<h2>{}</h2>",
        "-": "<li>{}</li>",
        "|": "<tr><td>{}</td></tr>",
        "!": '<figure><img src="1.jpg"><figcaption>{}</figcaption></figure>',
        "=": "<tr><td>{}</td></tr>",
        "^": "<li>{}</li>",
    },
    {
        "-": "<ul>{}</ul>",
        "|": "<table>{}</table>",
        "=": '<table class="infobox">{}</table>',
        "^": '<ol class="references">{}</ol>',
    },
    cell="</td><td>",
)
PASTED = Spelling(dict.fromkeys(["", "#", "-", "|", "!", "=", "^"], "{}"), {}, between="\n\n")

MARKS = frozenset(HTML.blocks)
