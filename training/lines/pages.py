"""Reads pages whose article is known, as HTML and as text that was pasted, and tells whose each of their lines is.

WCXB's, scrapinghub's and those of our own that cleaning was developed on: docs/training.md names them.
"""

from __future__ import annotations

import gzip
import itertools
import json
import random
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from lxml.etree import LxmlError
from trafilatura import extract

from benchmarks.cleaning.pages import WRITTEN, Page, all_pages
from embeddings.documents import Block, Document
from embeddings.formats.html import both_readings
from embeddings.formats.text import load_text
from embeddings.furniture import same_words
from embeddings.plaintext import decode
from training.errors import TrainingError
from training.lines.fundus import PAGES
from training.lines.labels import shares_of_article, words_of
from training.lines.pasting import pasted

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = frozenset({"article", "documentation", "service", "forum"})
"""Of WCXB's pages; those of shops and mere lists have no article."""
MOST_LINES = 3_000
UNSURE = (0.2, 0.7)
"""Shares of a line between which nothing is learnt of it: the article's text is not quite the page's."""
_OTHER_HALF, _OTHER_THIRD = 2, 3
"""What share of the sets' pages, and of our own sites and stories, is kept apart where a second pass is learnt."""
_HELD_BACK = 5
_LEFT_OUT = 8
_SHORTEST = 400
"""Characters of an article."""
_WHOLE = 0.7
_ALONE = 0.25
"""Share of pasted pages of which somebody took the article alone, in the copy that is cut."""


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page of others', its article as text."""

    name: str
    kind: str
    markup: str
    article: str
    title: str


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page's blocks as they are before cleaning."""

    blocks: tuple[Block, ...]
    title: str
    own: NDArray[np.float32]
    """What share of each block is the article's."""
    weights: NDArray[np.float32]
    """How much each block counts: its words, 0 for one of which nothing is learnt."""
    pasted: bool

    def part(self, part: slice) -> LabelledPage:
        return replace(self, blocks=self.blocks[part], own=self.own[part], weights=self.weights[part])


def wcxb(folder: Path) -> Iterator[KnownPage]:
    """Yield the pages of one part of WCXB, `dev` or `test`, in the order of their names.

    Raises:
        TrainingError: there are none.

    """
    found = sorted((folder / "ground-truth").glob("*.json"))
    if not found:
        raise TrainingError(f"{folder} holds no pages of WCXB: docs/training.md says where they are from")
    for path in found:
        known = json.loads(path.read_text(encoding="utf-8"))
        kind = known["_internal"]["page_type"]["primary"]
        truth = known.get("ground_truth", known)
        content = gzip.decompress((folder / "html" / f"{path.stem}.html.gz").read_bytes())
        yield KnownPage(path.stem, kind, decode(content), truth.get("main_content") or "", truth.get("title") or "")


def scrapinghub(folder: Path) -> Iterator[KnownPage]:
    """Yield the pages of scrapinghub's benchmark in the order of their names. Raise `TrainingError` without any."""
    try:
        known = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise TrainingError(f"{folder} holds no pages of scrapinghub's ({error.strerror})") from None
    for name in sorted(known):
        content = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield KnownPage(name, "article", decode(content), known[name]["articleBody"], "")


def fundus(folder: Path, *, held_back: bool = False) -> Iterator[KnownPage]:
    """Yield the pages of news that `training.lines.fundus` wrote, or a fifth of the publishers that is for measuring.

    None that is not whole, for then the parser may have lost some of it. Raise `TrainingError` without any.
    """
    yield from _whole(folder, "fundus", "publisher", held_back=held_back)


def postlight(folder: Path, *, held_back: bool = False) -> Iterator[KnownPage]:
    """Yield the pages that `training.lines.postlight` wrote, or those of a fifth of the sites, as `fundus` does."""
    yield from _whole(folder, "postlight", "site", held_back=held_back)


def _whole(folder: Path, whose: str, source: str, *, held_back: bool) -> Iterator[KnownPage]:
    try:
        known = json.loads((folder / PAGES).read_text(encoding="utf-8"))
    except OSError as error:
        raise TrainingError(f"{folder} holds no pages of {whose}'s ({error.strerror})") from None
    for page in known:
        if (zlib.crc32(page[source].encode()) % _HELD_BACK == 0) is held_back:
            markup = decode(gzip.decompress((folder / "html" / f"{page['name']}.html.gz").read_bytes()))
            if _is_whole(page["body"], markup):
                yield KnownPage(page["name"], "article", markup, page["body"], page["title"])


def _is_whole(article: str, markup: str) -> bool:
    """Say whether an article is no short one, mostly on the page as it was saved, and about what trafilatura finds."""
    words, found = Counter(words_of(article)), extract(markup) or ""
    shown = (words & Counter(words_of(pasted(markup)))).total()
    return len(article) >= max(_SHORTEST, _WHOLE * len(found)) and shown >= _WHOLE * words.total()


def documents(page: KnownPage) -> Iterator[Document]:
    """Yield a page as it is read before cleaning: of HTML both readings, and of text that was pasted."""
    try:
        read = both_readings(page.markup)
    except (LxmlError, ValueError):
        read = (Document(), Document())
    for document in (*read, *itertools.islice(load_text(pasted(page.markup).encode()), 1)):
        if 0 < len(document.blocks) <= MOST_LINES:
            yield document


def labelled(page: KnownPage, chance: random.Random) -> Iterator[LabelledPage]:
    """Yield a page as `documents` does, and a copy of which somebody pasted a part, the article in it."""
    for document in documents(page):
        blocks = tuple(document.blocks)
        own = _own(blocks, page.article, page.title)
        weights = np.where([each.has_cells or each.kind == "code" for each in blocks] | _unsure(own), 0, _words(blocks))
        whole = LabelledPage(blocks, document.title or "", own, weights.astype(np.float32), not document.from_web)
        yield whole
        if not document.from_web:
            yield from cut(whole, chance)


def is_left_out(page: Page) -> bool:
    """Say whether nothing is learnt from a page's story, or from its site if that is of the second part."""
    names = [page.name.removeprefix(f"{page.layout}/"), *([page.layout] if page.part == "second" else [])]
    return any(zlib.crc32(name.encode()) % _LEFT_OUT == 0 for name in names)


def is_apart(name: str) -> bool:
    """Say whether a page of others' is one on which a second pass is learnt, and nothing before it: half of them are.

    Those of one publisher are either all or none.
    """
    return not _drawn(name.partition("_")[0], _OTHER_HALF)


def is_own_apart(page: Page) -> bool:
    """Say the same of a page of ours: a third of the sites is apart, and of the stories."""
    return any(_drawn(name, _OTHER_THIRD) for name in (page.layout, page.name.removeprefix(f"{page.layout}/")))


def _drawn(name: str, one_of: int) -> bool:
    return zlib.crc32(f"fold {name}".encode()) % one_of == 0


def of_our_own(*, apart: bool | None = None) -> Iterator[LabelledPage]:
    """Yield the pages of `benchmarks.cleaning` that are not held back, of HTML both readings and its text as pasted.

    An eighth of the stories, and of the second part's sites, is left out, to choose by; of captions and what else is
    allowed nothing is learnt. `apart` takes those that are apart or those that are not.
    """
    for page in all_pages():
        if page.part == "held back" or page.layout == WRITTEN or is_left_out(page):
            continue
        if apart is not None and is_own_apart(page) is not apart:
            continue
        is_html = page.layout.endswith(".html")
        text = load_text((pasted(page.content) if is_html else page.content).encode())
        for document in (*(both_readings(page.content) if is_html else ()), *itertools.islice(text, 1)):
            blocks = tuple(document.blocks)
            if not blocks:
                continue
            own = _own(blocks, "\n".join(page.own), page.title)
            allowed = _own(blocks, "\n".join(page.allowed), "") > UNSURE[1]
            weights = np.where(allowed & (own < UNSURE[1]), 0, _words(blocks))
            yield LabelledPage(blocks, document.title or "", own, weights.astype(np.float32), not document.from_web)


def _own(blocks: Sequence[Block], article: str, title: str) -> NDArray[np.float32]:
    shares = shares_of_article([block.text for block in blocks], article)
    titled = [bool(title) and same_words(block.text, title) for block in blocks]
    return np.where(titled, 0, shares).astype(np.float32)


def _unsure(own: NDArray[np.float32]) -> NDArray[np.bool_]:
    least, most = UNSURE
    return (own > least) & (own < most)


def _words(blocks: Sequence[Block]) -> list[int]:
    return [len(words_of(block.text)) for block in blocks]


def cut(page: LabelledPage, chance: random.Random) -> Iterator[LabelledPage]:
    """Yield a part of a page with all of its article, if it has one: now and then that alone."""
    inside = np.flatnonzero(page.own > UNSURE[1])
    if len(inside):
        first, last = int(inside[0]), int(inside[-1])
        alone = chance.random() < _ALONE
        start, end = (first, last) if alone else (chance.randint(0, first), chance.randint(last, len(page.own) - 1))
        yield page.part(slice(start, end + 1))
