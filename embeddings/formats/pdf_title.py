"""Finds the title on a PDF's first page: its largest type, but no heading of a part and no name of a journal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from embeddings.formats.pdf_lines import LARGER, Line, body_size

_LONGEST = 250
_PART = re.compile(
    r"(?:(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})[.:]?|§ ?\d+)(?: [^\s\d]\S*){1,4}"
    r"|(?:abstract|acknowledge?ments?|appendix(?: \w+)?|background|(?:chapter|kapitel|part|section) \w+|conclusions?"
    r"|(?:table of )?contents|einleitung|(?:executive )?summary|foreword|inhalt(?:sverzeichnis)?|introduction|notices?"
    r"|preface|(?:proposed|final) rules?|references|vorwort|zusammenfassung)\W*",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"(?:(?!of |on |for )\S+ ){0,6}(?:annals|bulletin|gazette|journal|letters|magazine|newsletter|proceedings"
    r"|transactions)(?: (?:for|in|of|on) .{3,60})?",
    re.IGNORECASE,
)
_ISSUE = re.compile(r"\b(?:issn|issue|no\.|nr\.|vol(?:ume|\.)?) ?\d", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}|[\u0e00-\ud7ff]{2}")


def heads_a_part(text: str) -> bool:
    """Say whether a line is the heading of a part, and no title of the whole."""
    return _PART.fullmatch(text) is not None


def title_of(lines: Sequence[Line]) -> str | None:
    """Return the title that stands on the first page with text; None if nothing there is larger than the rest."""
    size = LARGER * body_size(lines)
    large = [line for line in lines if line.page == lines[0].page and line.size >= size and line.kind is None]
    likely = [text for text in _largest_first(large) if _WORD.search(text) and not heads_a_part(text)]
    own = [text for text in likely if not _is_of_a_journal(text, lines)]
    return next(iter(own), None)


def _largest_first(large: Sequence[Line]) -> Iterator[str]:
    """Yield what is written in one size, line below line, whatever of another size stands beside it."""
    runs: list[list[Line]] = []
    for line in sorted(large, key=lambda line: (round(line.top), line.left)):
        run = next((run for run in reversed(runs) if _goes_on(run[-1], line)), None)
        if run is None:
            runs.append([line])
        else:
            run.append(line)
    for run in sorted(runs, key=lambda run: -run[0].size):
        text = " ".join(line.text for line in run)
        if len(text) <= _LONGEST:
            yield text


def _goes_on(last: Line, line: Line) -> bool:
    return abs(line.size - last.size) <= 0.03 * last.size and line.top - last.bottom <= last.size


def _is_of_a_journal(text: str, lines: Sequence[Line]) -> bool:
    """Say whether a text names a journal or its section: with the number of an issue, or as a journal is called."""
    if _JOURNAL.fullmatch(text) or _ISSUE.search(text):
        return True
    return any(_ISSUE.search(line.text) and text.lower() in line.text.lower() for line in lines)
