"""What was added beside the articles folder: which of it an article came with, and how it is forgotten."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from embeddings.errors import ForgettingError, LibraryError
from embeddings.left_out import as_meta, left_out
from embeddings.piped import drop
from embeddings.plaintext import one_line
from embeddings.store import Store
from embeddings.store_changing import Changes
from embeddings.values import is_url
from embeddings.writing import writing

_NEAR_AMONG = 5_000
"""Places among which a near name is looked for: among more, it takes longer than a mistake is worth."""
_SHOWN = 200
"""Characters of a name that a message repeats."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A place that was named to be forgotten, and the sources of the articles that went with it."""

    place: str
    articles: tuple[str, ...]


def added_with(source: str, roots: Iterable[str]) -> str | None:
    """Return the file, folder or page that an article was added with; None for what lies in the articles folder.

    The roots are given as they are shown; of folders that lie in one another it is the outermost.
    """
    if is_url(source):
        return source
    return min((root for root in roots if _is_in(source, root)), key=len, default=None)


def forget(store: Store, articles: Path, names: Sequence[str]) -> list[Forgotten]:
    """Follow what is named no longer, and drop what was indexed of it, unless it lies in something that stays.

    Each name is a source, a path or a URL; a folder that was not added itself names everything that was added from
    it. If one of them cannot be forgotten, nothing is.

    Raises:
        ForgettingError: what is named was not added, or lies in a folder that stays.
        LibraryError: the library cannot be written.

    """
    if store.read_only:
        raise LibraryError(
            store.folder, f"the library {store.folder} cannot be written, and so nothing in it be forgotten"
        )
    with writing(store.folder):
        while True:
            generation = store.generation
            roots = {one_line(root): root for root in store.roots()}
            held = {source: each.file for source, each in store.held().items()}
            files = {file: file for file in store.files()} | held
            followed = roots.keys() | set(filter(is_url, files.values()))
            meant = dict(_meant(name, articles, followed, files.keys()) for name in names)
            gone = set[str]().union(*meant.values())
            _check_is_outermost(gone, followed - gone)
            staying = followed - gone
            leaving = {source for source, file in files.items() if not _stays(file, gone, staying)}
            removed_roots = [roots[place] for place in sorted(gone & roots.keys())]
            known = sorted(leaving | set(filter(is_url, gone)))
            told = [skip for skip in left_out(store) if _stays(skip.source, gone, staying)]
            changes = Changes([], sorted(leaving & held.keys()), [], as_meta(told), removed_roots, removed_files=known)
            if store.apply(changes, model="", since=generation):
                drop(removed_roots, store.folder)
                articles_gone = {source: held[source] for source in leaving & held.keys()}
                return [_forgotten(place, within, articles_gone) for place, within in meant.items()]


def _forgotten(place: str, within: Collection[str], files: Mapping[str, str]) -> Forgotten:
    return Forgotten(place, tuple(sorted(source for source, file in files.items() if _is_in_any(file, within))))


def _meant(name: str, articles: Path, followed: Set[str], sources: Set[str]) -> tuple[str, set[str]]:
    """Return the place that is named, and what was added there.

    Raises:
        ForgettingError: nothing was.

    """
    places = list(dict.fromkeys(_places(name)))
    for place in places:
        if place in followed:
            return place, {place}
    for place in places:
        if within := {each for each in followed if _is_in(each, place)}:
            return place, within
    raise ForgettingError(_why_not(name, places, articles, followed, sources))


def _places(name: str) -> Iterator[str]:
    """Yield a page's address; or a path as it is written and as it is without links, from the root."""
    if is_url(name):
        yield one_line(name)
    elif name.strip() and "\0" not in name:
        path = os.path.expanduser(name)  # noqa: PTH111  (Path's own fails for an unknown user)
        yield from (
            one_line(os.fsencode(each).decode("utf-8", "replace"))
            for each in (os.path.abspath(path), os.path.realpath(path))  # noqa: PTH100  (with its links)
        )


def _why_not(name: str, places: Sequence[str], articles: Path, followed: Set[str], sources: Set[str]) -> str:
    """Return a line that says why nothing is forgotten, and what to do."""
    shown, home = _shown(name), one_line(os.path.realpath(articles))
    if not places:
        return "nothing is named to be forgotten: name a source as `qa-bot articles` shows it"
    if home in places:
        return f"{shown} is the articles folder: delete or move those of its files that are to be forgotten"
    own = [source for source in sources if not (source.startswith("/") or is_url(source))]
    named = [one_line(name).removeprefix("./"), *(place.removeprefix(f"{home}/") for place in places)]
    if any(_is_in_any(source, named) for source in own):
        return f"{shown} lies in the articles folder: delete it or move it away, and it is forgotten at the next start"
    if outer := next(filter(None, (added_with(place, followed) for place in places if not is_url(place))), None):
        return _lies_within(shown, outer)
    near = _nearest(places, followed)
    hint = f"is it {near}?" if near else "`qa-bot articles` shows what there is"
    return f"{shown} was not added to the articles: {hint}"


def _check_is_outermost(gone: Iterable[str], staying: Collection[str]) -> None:
    """Find out whether what is to be forgotten would come back, for a folder that is followed holds it.

    Raises:
        ForgettingError: it would.

    """
    for place in gone:
        if not is_url(place) and (outer := added_with(place, staying)):
            raise ForgettingError(_lies_within(_shown(place), outer))


def _lies_within(shown: str, outer: str) -> str:
    return f"{shown} lies in {_shown(outer)}, which was added: forget that, or delete it there or move it away"


def _nearest(places: Sequence[str], followed: Set[str]) -> str | None:
    """Return what was added whose last part, or whose whole address, is written most like that of some places."""
    from difflib import get_close_matches

    among = {_last_part(each): each for each in sorted(followed)[:_NEAR_AMONG]}
    near = (get_close_matches(_last_part(place)[:_SHOWN], among, n=1) for place in places)
    return next((_shown(among[match[0]]) for match in near if match), None)


def _last_part(place: str) -> str:
    return place if is_url(place) else place.rpartition("/")[2]


def _is_in(source: str, place: str) -> bool:
    return source == place or (not is_url(place) and source.startswith(f"{place.rstrip('/')}/"))


def _is_in_any(source: str, places: Iterable[str]) -> bool:
    return any(_is_in(source, place) for place in places)


def _stays(source: str, gone: Iterable[str], staying: Iterable[str]) -> bool:
    return not _is_in_any(source, gone) or _is_in_any(source, staying)


def _shown(name: str) -> str:
    line = one_line(name)
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
