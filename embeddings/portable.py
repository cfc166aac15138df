"""A library's files copied out of it, as they are at one moment, and made a library again elsewhere.

How they travel, `embeddings.archive` says.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import filterfalse
from pathlib import Path

from embeddings import piped
from embeddings.checksums import checksum, seal
from embeddings.database import connected, copy, explained
from embeddings.errors import ArchiveError
from embeddings.index import Manifest
from embeddings.indexes import MANIFEST, TERMS_FOLDER, VECTORS_FILE
from embeddings.place import workplace
from embeddings.plaintext import one_line
from embeddings.store import FILE_NAME, Store
from embeddings.updating import encodable
from embeddings.writing import LOCK_NAME, PIPED, PIPED_FILE

NAMES = re.compile(
    rf"{re.escape(FILE_NAME)}|{re.escape(VECTORS_FILE)}|{re.escape(TERMS_FOLDER)}/\.?\w[\w.-]*"
    rf"|{PIPED}/{PIPED_FILE.pattern}",
    re.ASCII,
)
"""What the files of a library are called."""
_OWNER = "articles_folder"
"""The key in the store under which the folder of its articles stands."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a copied library holds."""

    articles_folder: str
    articles: int
    passages: int


def copy_out(folder: Path, into: Path) -> Held:
    """Copy a library's database, whoever writes it meanwhile, what came in by standard input, and the indexes.

    These are left out if they are not of the same generation.

    Raises:
        ArchiveError: it holds no article.
        LibraryError: it cannot be used.
        OSError, sqlite3.Error: the copy cannot be written.

    """
    store, warning = Store.open(folder)
    with contextlib.closing(store):
        if store.is_empty():
            raise ArchiveError(warning or f"the library {one_line(str(folder))} holds no article: index some first")
        copy(folder / FILE_NAME, into / FILE_NAME, read_only=store.read_only)
    with contextlib.closing(Store(connected(into / FILE_NAME, read_only=True), into, read_only=True)) as copied:
        manifest = Manifest.from_json(copied.meta(MANIFEST))
        if manifest is not None and manifest.generation == copied.generation:
            _copy_indexes(folder, into, manifest)
        _copy_piped(piped.kept(copied.roots(), folder), into / PIPED)
        owner = one_line(Path(copied.meta(_OWNER) or "").name)
        return Held(owner, copied.article_count(), copied.passage_count())


def _copy_indexes(folder: Path, into: Path, manifest: Manifest) -> None:
    """Copy the indexes if they are as the manifest knows them; else they are built again where they are missing."""
    with contextlib.suppress(FileNotFoundError, PermissionError, shutil.Error):  # another program may change them now
        shutil.copyfile(folder / VECTORS_FILE, into / VECTORS_FILE)
        shutil.copytree(folder / TERMS_FOLDER, into / TERMS_FOLDER, ignore=shutil.ignore_patterns("*.lock"))
        if _are_those_of(manifest, into):
            return
    (into / VECTORS_FILE).unlink(missing_ok=True)
    shutil.rmtree(into / TERMS_FOLDER, ignore_errors=True)


def _copy_piped(files: Iterable[Path], into: Path) -> None:
    """Copy what came in by standard input; what is gone was deleted meanwhile, or by its owner, and is missed later."""
    for path in files:
        into.mkdir(exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(path, into / path.name)


def _are_those_of(manifest: Manifest, folder: Path) -> bool:
    """Say whether a folder's indexes hold what a manifest says, whatever their times.

    Raises:
        OSError: they are missing, or cannot be read.

    """
    kept = ((VECTORS_FILE, manifest.vectors), (TERMS_FOLDER, manifest.terms))
    return all(checksum(folder / name) == str(sealed).rpartition(" ")[2] for name, sealed in kept)


def adopt(folder: Path, articles: Path, *, place: Path) -> tuple[int, int]:
    """Make the sound files of a library from elsewhere one of an articles folder here.

    Return how many articles it holds, and how many of their files are not in that folder, if it has any.

    `place` is the folder that they will lie in.

    Raises:
        LibraryError: the database cannot be used.
        OSError: the files cannot be written.
        ValueError: its database says what no database of ours would.

    """
    store, _ = Store.open(folder)
    with contextlib.closing(store):
        store.set_meta(_OWNER, encodable(articles.resolve()))
        _follow_piped(store, place)
        manifest = Manifest.from_json(store.meta(MANIFEST))
        with contextlib.suppress(FileNotFoundError):
            if manifest is not None and manifest.generation == store.generation and _are_those_of(manifest, folder):
                vectors, terms = seal(folder / VECTORS_FILE), seal(folder / TERMS_FOLDER)
                store.set_meta(MANIFEST, replace(manifest, vectors=vectors, terms=terms).to_json())
        return store.article_count(), _absent(store, articles)


def _absent(store: Store, articles: Path) -> int:
    if not articles.is_dir() or not any(articles.iterdir()):
        return 0
    own = filterfalse(os.path.isabs, store.files())
    return sum(not os.path.lexists(articles / source) for source in own)


def _follow_piped(store: Store, place: Path) -> None:
    """Have a store follow what came in by standard input elsewhere where it will lie."""
    for root in store.roots():
        path = Path(root)
        if path.parent.name == PIPED and (store.folder / PIPED / path.name).is_file():
            store.move(root, encodable(place / PIPED / path.name))


@contextlib.contextmanager
def place_beside(folder: Path) -> Iterator[Path]:
    """Yield a new folder on the disk of a library's; whatever is in it afterwards is gone, and so are its parents.

    Raises:
        OSError: it cannot be made.

    """
    made = [each for each in folder.parents if not each.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with workplace(folder.parent) as place:
            new = place / "library"
            new.mkdir()
            yield new
    finally:
        with contextlib.suppress(OSError):
            for parent in made:  # until one holds something
                parent.rmdir()


def check_place(folder: Path, *, others: str, force: bool) -> None:
    """Find out whether a library may come to a folder; `others` begins the names of what may lie beside one.

    Raises:
        ArchiveError: it holds articles, unless `force` lets these be set aside; or other things; or is in use.
        LibraryError: what is there cannot be read.

    """
    shown = one_line(str(folder))
    with explained(folder):
        names = [each.name for each in folder.iterdir()] if os.path.lexists(folder) else []
    if not all(name.startswith((FILE_NAME, VECTORS_FILE, TERMS_FOLDER, LOCK_NAME, PIPED, others)) for name in names):
        raise ArchiveError(f"the folder {shown} holds other things than a library: choose another with --library")
    if FILE_NAME not in names:
        return
    store, _ = Store.open(folder)
    with contextlib.closing(store):
        if not force and not store.is_empty():
            raise ArchiveError(
                f"the library {shown} holds {store.article_count():,} articles: choose another with --library, "
                "or set it aside with --force"
            )
        if not store.read_only and not store.is_alone():
            raise ArchiveError(f"another program has the library {shown} open: close it first")
