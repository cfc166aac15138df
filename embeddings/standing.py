"""How articles stand to what they were indexed from, seen by the sizes and times of files; nothing is read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from embeddings.added import added_with
from embeddings.errors import ArticlesFolderError
from embeddings.folder import FoundFile, Scan, scan
from embeddings.plaintext import one_line
from embeddings.store import Store
from embeddings.store_reading import FileRecord
from embeddings.values import is_url


@dataclass(frozen=True, slots=True)
class Standing:
    """How an article stands to its file."""

    file: Literal["as indexed", "changed", "gone"]
    """A page, and a file that cannot be looked at, are as indexed."""
    added: str | None
    """The file, folder or page that was added and that it came with; None for what lies in the articles folder."""

    @property
    def is_page(self) -> bool:
        return self.added is not None and is_url(self.added)


@dataclass(frozen=True, slots=True)
class Followed:
    """What a library knows of the files and folders that it is of."""

    folder: Path
    """That of the articles."""
    roots: tuple[str, ...]
    """The files and folders that were added to it."""
    files: Mapping[str, FileRecord]
    articles: Mapping[str, str]
    """The source of the file of each article, by the article's."""

    @classmethod
    def from_store(cls, store: Store, folder: Path) -> Followed:
        return cls(
            folder, tuple(store.roots()), store.files(), {source: each.file for source, each in store.held().items()}
        )


def standings(followed: Followed) -> dict[str, Standing]:
    """Return how each article stands, by its source."""
    try:
        found = scan(followed.folder, followed.roots)
    except ArticlesFolderError:
        found = Scan((), (), unknown=frozenset([""]))
    roots = [one_line(root) for root in followed.roots]
    lost = [one_line(root) for root in followed.roots if not os.path.lexists(root)]
    present = {file.source: file for file in found.files}
    standing = {}
    for source, file in followed.articles.items():
        is_unknown = found.is_unknown(file) and added_with(file, lost) is None
        state = _state(followed.files.get(file), present.get(file), is_unknown=is_unknown)
        standing[source] = Standing(state, added_with(file, roots))
    return standing


def _state(
    before: FileRecord | None, now: FoundFile | None, *, is_unknown: bool
) -> Literal["as indexed", "changed", "gone"]:
    if before is None or (now is None and is_unknown):
        return "as indexed"
    if now is None:
        return "gone"
    return "as indexed" if before.is_of(now.size, now.modified_ns) else "changed"
