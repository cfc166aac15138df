"""Loads a file that lies within another: a member of an archive, something attached to a letter.

Bounds what all of them together may unpack to. How each kind of archive is opened is `embeddings.formats.archive`'s.
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Protocol, cast

from embeddings.documents import Document, LeftOut
from embeddings.errors import UnreadableArticleError
from embeddings.formats import Format, as_content_says, format_of, imported
from embeddings.formats.gzipped import with_name
from embeddings.plaintext import one_line

_DAMAGED = (EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
"""What unpacking raises for what was cut off, or is not what it says that it is."""
MAX_UNPACKED = 500_000_000
"""Bytes that one file may unpack to, all of its members together."""
MAX_MEMBERS = 10_000
MAX_RATIO = 200
"""How many times its size something may unpack to: prose comes to some 5, and only bombs to more than this."""
RATIO_FREE = 10_000_000
"""Bytes that are unpacked whatever their ratio."""
MAX_DEPTH = 2
"""Files that hold files: one, and one within it. Only a letter may lie in both, with nothing such attached to it."""
ENCRYPTED = "is protected by a password: save a copy without one"
_MAX_KINDS = 20
"""How many kinds of files that nothing loads are named."""
_LETTERS = (".eml", ".mbox")
_LEADS_OUT = re.compile(r"|\.\.?|[A-Za-z]:")
"""Steps of a path that are none: empty ones, to the folder above, and a drive's letter."""


@dataclass(slots=True)
class Unpacking:
    """What may still be unpacked of one file, however deep it lies, and what was passed over."""

    size: int = MAX_UNPACKED
    """In bytes."""
    members: int = MAX_MEMBERS
    depth: int = MAX_DEPTH - 1
    other_kinds: Counter[str] = field(default_factory=Counter)

    def unpack(self, size: int) -> None:
        """Take note that so many bytes are unpacked.

        Raises:
            UnreadableArticleError: those are more than may be.

        """
        self.size -= size
        if self.size < 0:
            raise UnreadableArticleError(
                f"unpacks to more than {MAX_UNPACKED // 1_000_000} MB: left out the rest; split it"
            )

    def count_member(self) -> None:
        """Take note of one more file within the file.

        Raises:
            UnreadableArticleError: those are more than may be.

        """
        self.members -= 1
        if self.members < 0:
            raise UnreadableArticleError(f"holds more than {MAX_MEMBERS:,} files: left out the others; split it")

    def load(self, name: str, read: Callable[[], bytes], *, suffix: str = "") -> Iterator[Document | LeftOut]:
        """Yield the documents in a file, their parts below its name, and whatever is wrong with it.

        Its kind is told by the suffix, by default its name's own.
        """
        suffix = suffix or suffix_of(name)
        try:
            self.depth -= 1
            for found in self._documents(with_name(read(), name), suffix):
                yield replace(found, part="/".join(filter(None, (name, found.part))))
        except UnreadableArticleError as error:
            yield LeftOut(name, str(error))
        except _DAMAGED:
            yield LeftOut(name, "is damaged: get it anew")
        except Exception as error:  # one that its parser chokes on must not hide the others
            yield LeftOut(name, f"cannot be read ({type(error).__name__}): save it as plain text, in a file of its own")
        finally:
            self.depth += 1

    def _documents(self, content: bytes, suffix: str) -> Iterable[Document | LeftOut]:
        known = format_of(suffix)
        if known is None:
            raise UnreadableArticleError("is of a kind that cannot be read")
        if not content.strip():
            raise UnreadableArticleError("is empty: nothing to index")
        if len(content) > known.max_bytes:
            raise UnreadableArticleError(too_large(known))
        if not known.opener:
            return as_content_says(known, content).load(content)
        if self.depth < (-1 if suffix in _LETTERS else 0):
            raise UnreadableArticleError("lies too deep, in a file within another: take it out of there")
        return cast("Opener", imported(known.opener))(content, self)

    def pass_over(self, name: str) -> None:
        """Take note of a file of a kind that nothing loads."""
        self.other_kinds[suffix_of(name) or PurePosixPath(name).name] += 1

    def passed_over(self) -> Iterator[LeftOut]:
        """Yield what says how many files were of kinds that nothing loads."""
        if self.other_kinds:
            kinds, count = ", ".join(sorted(self.other_kinds)[:_MAX_KINDS]), self.other_kinds.total()
            files = "1 file" if count == 1 else f"{count:,} files"
            yield LeftOut("", f"holds {files} of other kinds ({kinds}): left out")


Opener = Callable[[bytes, Unpacking], Iterator[Document | LeftOut]]
"""Yields the documents in a file that may hold other files."""


def inner_path(name: str) -> str:
    """Return a file's name as a path within what holds it: nothing in it leads out, or upsets a terminal."""
    steps = (step.strip() for step in one_line(name).replace("\\", "/").split("/"))
    return "/".join(step for step in steps if not _LEADS_OUT.fullmatch(step))


def whole(content: bytes, opener: Opener) -> Iterator[Document | LeftOut]:
    """Yield the documents in a file that lies in no other."""
    unpacking = Unpacking()
    yield from opener(content, unpacking)
    yield from unpacking.passed_over()


class ByteStream(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Return up to so many bytes more, none at the end."""
        ...


def read_up_to(stream: ByteStream, size: int) -> bytes:
    """Return so many bytes of a stream, or all that it has; never more is asked for at once than a megabyte."""
    pieces: list[bytes] = []
    while size > 0 and (piece := stream.read(min(size, 1_000_000))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def too_large(kind: Format) -> str:
    return f"is too large (the limit is {kind.max_bytes / 1e6:.0f} MB): split it"


def suffix_of(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
