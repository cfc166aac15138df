"""The contract of an index over passages, and the manifest that says which state its file or folder is in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol, Self, TypeVar

Query_contra = TypeVar("Query_contra", contravariant=True)
Entry_contra = TypeVar("Entry_contra", contravariant=True)


class PassageIndex(Protocol[Query_contra, Entry_contra]):
    """What retrieval needs of an index; FAISS gives one over vectors, tantivy one over words.

    An index is derived: whatever happens to it, it is built again from the store.
    """

    @classmethod
    def load(cls, path: Path, *, sealed: str) -> Self | None:
        """Open what `save` left in that state; None if it is missing, damaged or another one."""
        ...

    def update(self, *, added: Iterable[Entry_contra], removed: Iterable[int] = ()) -> None:
        """Add passages, whose ids are new, and remove others by their ids.

        Raises:
            OSError: it cannot be written, or another program is writing it.

        """
        ...

    def save(self, path: Path) -> str:
        """Keep the index and return its seal, by which `load` knows it.

        Raises:
            OSError: it cannot be written.

        """
        ...

    def search(self, query: Query_contra, limit: int) -> list[tuple[int, float]]:
        """Return at most `limit` ids with their scores, best first."""
        ...

    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which generation of the store, and which model's vectors, the kept indexes hold, and in what state."""

    generation: int
    """That of the index over words."""
    vectors_generation: int
    """That of the index over vectors, which may be an older one: what changed since is added when it is loaded."""
    model: str
    vectors: str
    """The seal of the index over vectors."""
    terms: str
    """The seal of the index over words."""

    @classmethod
    def from_json(cls, text: str | None) -> Manifest | None:
        """Read what `to_json` wrote; None for anything else."""
        with suppress(TypeError, ValueError):
            return cls(**json.loads(text or ""))
        return None

    def to_json(self) -> str:
        return json.dumps(asdict(self))
