"""A format for tests: a file of many documents, each begun by a line "# " and its part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from embeddings.documents import Block, Document, LeftOut
from embeddings.formats import Format


def parse(known: Format, content: bytes) -> Iterable[Document | LeftOut]:
    """Load a text as its format's loader does, but one that begins with "# " as many documents."""
    return _parts(content.decode()) if content.startswith(b"# ") else known.load(content)


def _parts(text: str) -> Iterator[Document]:
    for part in text.removeprefix("# ").split("\n# "):
        name, _, body = part.partition("\n")
        yield Document([Block(paragraph) for paragraph in body.split("\n\n")], title=name, part=name)
