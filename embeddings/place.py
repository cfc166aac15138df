"""Where a library lies, what is made beside it until that is whole, and how another one takes its place.

Whatever ends a program: a library is there afterwards, or `restored` puts one there. Knows nothing of what is in it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from embeddings.errors import LibraryError
from embeddings.plaintext import one_line
from embeddings.writing import sync_folder

_WORKPLACE = ".qa-bot-part-"
_LEAVING = "being-replaced"
"""What the name of a library ends with while another one takes its place."""


def default_folder(articles: Path) -> Path:
    """Return where the library of an articles folder lives: in the user's data folder, named after both."""
    from platformdirs import user_data_path

    resolved = Path(os.path.realpath(articles.expanduser()))
    name = re.sub(r"[^\w.-]+", "-", resolved.name).strip("-.") or "articles"
    return user_data_path("qa-bot") / f"{name}-{hashlib.sha256(os.fsencode(resolved)).hexdigest()[:10]}"


@contextlib.contextmanager
def workplace(parent: Path) -> Iterator[Path]:
    """Yield a new hidden folder in a folder; it goes afterwards, and those that killed programs left go before.

    Raises:
        OSError: it cannot be made.

    """
    _clear(parent)
    while True:
        with tempfile.TemporaryDirectory(prefix=_WORKPLACE, dir=parent, ignore_cleanup_errors=True) as name:
            made = Path(name)
            with contextlib.ExitStack() as stack:
                with contextlib.suppress(FileNotFoundError):  # another program may have cleared it away just then
                    stack.enter_context(_locked(made))
                if made.exists():
                    yield made
                    return


def put_in_place(new: Path, folder: Path) -> Path | None:
    """Rename a folder to a library's; return the free name under which what was there is set aside, if anything was.

    Raises:
        OSError: it cannot be renamed. What was there is there still.

    """
    if not _holds_anything(folder):
        new.rename(folder)
        sync_folder(folder.parent)
        return None
    leaving, aside = _leaving(folder), _free_name(folder)
    with _locked(folder):
        folder.rename(leaving)
        try:
            new.rename(folder)
            try:
                leaving.rename(aside)
            except OSError:
                folder.rename(new)
                raise
        except OSError:
            leaving.rename(folder)
            raise
        sync_folder(folder.parent)
    return aside


def restored(folder: Path) -> str | None:
    """Put back the library that a program was replacing when it was killed, or set it aside if the new one is there.

    Returns what was done, None for nothing. A program that is still at it is waited for.

    Raises:
        LibraryError: it cannot be renamed.

    """
    folder = Path(os.path.realpath(folder))
    leaving = _leaving(folder)
    try:
        if not os.path.lexists(leaving):
            return None
        with _locked(leaving):
            if not leaving.exists():
                return None
            aside = _free_name(folder) if _holds_anything(folder) else None
            leaving.rename(aside or folder)
            sync_folder(folder.parent)
        _clear(folder.parent)
    except FileNotFoundError:  # the other program was done just then
        return None
    except OSError as error:
        message = (
            f"an import was ended before it was done, and {one_line(str(leaving))} cannot be put back in its place "
            f"({error.strerror}): rename it to {one_line(str(folder))}"
        )
        raise LibraryError(folder, message) from None
    if aside is None:
        return f"an import was ended before it was done: the library {one_line(str(folder))} is as it was; import again"
    return f"an import was ended when it was done but for a name: what was there is now {one_line(str(aside))}"


def _leaving(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.{_LEAVING}")


def _free_name(folder: Path) -> Path:
    """Return the first free name under which a library can be set aside."""
    number = 1
    while os.path.lexists(aside := folder.with_name(f"{folder.name}.replaced-{number}")):
        number += 1
    return aside


def _holds_anything(folder: Path) -> bool:
    return folder.exists() and any(folder.iterdir())


def _clear(parent: Path) -> None:
    """Remove the workplaces in a folder that no program has locked."""
    for left in parent.glob(f"{_WORKPLACE}*"):
        with contextlib.suppress(OSError), _locked(left, waits=False) as is_locked:
            if is_locked:
                shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _locked(folder: Path, *, waits: bool = True) -> Iterator[bool]:
    """Keep others from entering this for the same folder, whatever its name is meanwhile; yield whether they are.

    They are not where one has entered it and is not waited for, nor on a disk that knows no locks. The lock goes with
    its program, however that ends.

    Raises:
        OSError: there is no such folder, or it may not be read.

    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        is_locked = True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except OSError:
            is_locked = False
        yield is_locked
    finally:
        os.close(descriptor)
