"""Measures cleaning on the pages that trafilatura tests itself with, as it does: by pieces to keep and pieces to drop.

    python -m benchmarks.snippets --data DATA [--misses]

DATA holds `trafilatura/`, a checkout of its repository (https://github.com/adbar/trafilatura). Each page of
`tests/evaldata.json` names pieces of text that a program should keep, and as many that it should not. Precision is the
share of those kept that should be, recall the share of those that should be which are kept. Beside qa-bot's
trafilatura's, as its own evaluation calls it, and with more recall.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embeddings.errors import UnreadableArticleError
from embeddings.loading import load_articles
from embeddings.plaintext import one_line


@dataclass(frozen=True, slots=True)
class JudgedPage:
    name: str
    content: bytes
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """How many pieces were kept and left out, of those wanted and of the others."""

    kept: int
    lost: int
    kept_wrongly: int
    left_out: int

    @property
    def precision(self) -> float:
        return self.kept / max(1, self.kept + self.kept_wrongly)

    @property
    def recall(self) -> float:
        return self.kept / max(1, self.kept + self.lost)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1.0)

    @property
    def accuracy(self) -> float:
        return (self.kept + self.left_out) / max(1, self.kept + self.lost + self.kept_wrongly + self.left_out)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.snippets", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DATA", help="folder with trafilatura/")
    parser.add_argument("--misses", action="store_true", help="print what qa-bot loses and keeps wrongly of each page")
    arguments = parser.parse_args()
    pages = list(judged_pages(arguments.data / "trafilatura" / "tests"))
    if arguments.misses:
        for page in pages:
            text = spaced(_ours(page.content))
            for mark, pieces in (("lost", page.wanted), ("kept", page.unwanted)):
                for piece in pieces:
                    if (spaced(piece) in text) == (mark == "kept"):
                        print(f"{mark}  {page.name}  {one_line(piece)}")
        return 0
    print("| pages: " + f"{len(pages)} | precision | recall | F1 | accuracy |")
    print("| --- " * 5 + "|")
    programs = {"qa-bot": _ours, "trafilatura": _theirs(), "trafilatura, more recall": _theirs(favor_recall=True)}
    for name, read in programs.items():
        found = counted(pages, read)
        print(f"| {name} | {found.precision:.3f} | {found.recall:.3f} | {found.f1:.3f} | {found.accuracy:.3f} |")
    return 0


def judged_pages(folder: Path) -> Iterator[JudgedPage]:
    """Yield the pages of trafilatura's tests, in order.

    Raises:
        OSError: the list or a page is not there.

    """
    listed = json.loads((folder / "evaldata.json").read_text(encoding="utf-8"))
    for each in listed.values():
        cached = folder / "cache" / each["file"]
        path = cached if cached.exists() else folder / "eval" / each["file"]
        yield JudgedPage(each["file"], path.read_bytes(), tuple(each["with"]), tuple(each["without"]))


def counted(pages: list[JudgedPage], read: Callable[[bytes], str]) -> Pieces:
    """Count what a program that makes a text of a page keeps and leaves out, whatever space is between words."""
    kept = lost = kept_wrongly = left_out = 0
    for page in pages:
        text = spaced(read(page.content))
        wanted = sum(spaced(piece) in text for piece in page.wanted)
        unwanted = sum(spaced(piece) in text for piece in page.unwanted)
        kept, lost = kept + wanted, lost + len(page.wanted) - wanted
        kept_wrongly, left_out = kept_wrongly + unwanted, left_out + len(page.unwanted) - unwanted
    return Pieces(kept, lost, kept_wrongly, left_out)


def spaced(text: str) -> str:
    return " ".join(text.split())


def _ours(content: bytes) -> str:
    try:
        return "\n".join(article.text for article in load_articles(content, source="page.html").articles)
    except UnreadableArticleError:
        return ""


def _theirs(**settings: Any) -> Callable[[bytes], str]:
    from trafilatura import extract

    return lambda content: extract(content, include_comments=False, include_tables=True, **settings) or ""


if __name__ == "__main__":
    sys.exit(main())
