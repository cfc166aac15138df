"""Brings a store up to date with files: reads what changed, embeds what is new, drops what is gone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from embeddings.errors import Cancelled, UnreadableArticleError
from embeddings.folder import FoundFile, Scan
from embeddings.formats import load_article, read_file
from embeddings.passages import pack
from embeddings.store import Changes, FileRecord, Store
from embeddings.values import Article, Passage, Skipped

if TYPE_CHECKING:
    from embeddings.encoder import Encoder

RECIPE = 3
"""Counts the ways in which articles were read and packed; stored articles of another recipe are read again."""

_EMBEDDING, _BEGUN = "embedding", "begun"
"""A key in the store, and its value while there may be vectors that no passage has yet."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an indexing has come."""

    stage: Literal["reading", "embedding", "sharing"]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What an indexing did; articles are named by their sources."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    unchanged: int = 0
    embedded: int = 0
    """Passages that the encoder was asked for."""


@dataclass(frozen=True, slots=True)
class Page:
    """A web page that was fetched."""

    url: str
    content: bytes
    suffix: str
    """The suffix of the format that it is in, such as ".html"."""


@dataclass(slots=True)
class _Reading:
    """What was read: the articles that are new or changed, and what every file is now."""

    articles: list[Article] = field(default_factory=list)
    records: list[FileRecord] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    emptied: set[str] = field(default_factory=set)
    """Sources that were read and hold no article (any more)."""


def sync(
    store: Store,
    encoder: Encoder,
    found: Scan,
    *,
    pages: Sequence[Page] = (),
    on_progress: Callable[[Progress], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> SyncReport:
    """Make the store hold what was found and the pages; what is unchanged is neither read nor embedded again.

    Raises:
        Cancelled: `is_cancelled` said so. What was embedded until then is kept for the next time.
        LibraryError: the store cannot be written. It holds what it held before.

    """
    embedded = 0
    while True:
        report, embedded_now = _attempt(
            store, encoder, found, pages=pages, on_progress=on_progress, is_cancelled=is_cancelled
        )
        embedded += embedded_now
        if report is not None:
            return replace(report, embedded=embedded)


def _attempt(
    store: Store,
    encoder: Encoder,
    found: Scan,
    *,
    pages: Sequence[Page],
    on_progress: Callable[[Progress], None],
    is_cancelled: Callable[[], bool],
) -> tuple[SyncReport | None, int]:
    """Synchronise once; return no report if another program changed the store meanwhile, and what was embedded."""
    generation = store.generation
    recipe = f"{RECIPE} {encoder.model} {encoder.max_tokens}"
    other_recipe = store.meta("recipe") not in (recipe, None)
    known = {} if other_recipe else store.files()
    held = store.article_ids()

    reading = _Reading(skipped=list(found.skipped))
    for position, file in enumerate(found.files):
        _stop_if(is_cancelled)
        on_progress(Progress("reading", position, len(found.files)))
        _read(file, known.get(file.source), reading)
    for page in pages:
        _load(page.content, page.url, page.suffix, reading)

    gone = _gone(store, found) | reading.emptied
    updated = {article.source for article in reading.articles}
    articles = list(reading.articles)
    if other_recipe:  # what cannot be read again, pages among it, is packed anew as it is stored
        articles += [store.article(key) for source, key in held.items() if source not in gone | updated]
    packed = [(article, hashed_passages(article, encoder)) for article in articles]
    was_cut_short = store.meta(_EMBEDDING) == _BEGUN
    changes = Changes(packed, sorted(gone), reading.records, {"recipe": recipe, _EMBEDDING: "done"})
    embedded = _embed(store, encoder, packed, on_progress=on_progress, is_cancelled=is_cancelled)
    if not store.apply(changes, model=encoder.model, since=generation, sweep=was_cut_short):
        return None, embedded
    report = SyncReport(
        added=tuple(sorted(updated - held.keys())),
        changed=tuple(sorted(updated & held.keys())),
        removed=tuple(sorted(gone & held.keys())),
        skipped=tuple(reading.skipped),
        unchanged=len(held.keys() - updated - gone),
    )
    return report, embedded


def _read(file: FoundFile, before: FileRecord | None, reading: _Reading) -> None:
    """Read a file unless it is as it was before."""
    if before and _is_as_before(file, before):
        if before.skipped:
            reading.skipped.append(Skipped(file.source, before.skipped))
        return
    try:
        content = read_file(file.path)
    except UnreadableArticleError as error:
        reading.skipped.append(Skipped(file.source, str(error)))
        return  # what was indexed of it stays
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    if before and before.digest == digest:
        skipped = before.skipped
        if skipped:
            reading.skipped.append(Skipped(file.source, skipped))
    else:
        skipped = _load(content, file.source, None, reading)
        if not reading.articles or reading.articles[-1].source != file.source:
            reading.emptied.add(file.source)
    reading.records.append(FileRecord(file.source, file.size, file.modified_ns, digest, skipped))


def _is_as_before(file: FoundFile, before: FileRecord) -> bool:
    return (before.size, before.modified_ns) == (file.size, file.modified_ns)


def is_current(store: Store, found: Scan) -> bool:
    """Say whether every file that was found is as it was when it was last read."""
    known = store.files()
    return all(file.source in known and _is_as_before(file, known[file.source]) for file in found.files)


def waiting(store: Store, found: Scan) -> int:
    """Return how many files are new, changed or gone since the store was brought up to date, by sizes and times."""
    known = {} if store.meta("recipe") == "" else store.files()
    new = sum(file.source not in known or not _is_as_before(file, known[file.source]) for file in found.files)
    return new + len(_gone(store, found))


def _load(content: bytes, source: str, suffix: str | None, reading: _Reading) -> str:
    """Load an article into what was read; return why it, or some of it, was left out, or an empty string."""
    try:
        article, left_out = load_article(content, source=source, suffix=suffix)
    except UnreadableArticleError as error:
        left_out = [Skipped(source, str(error))]
    else:
        reading.articles.append(article)
    reading.skipped += left_out
    return left_out[0].reason if left_out else ""


def _gone(store: Store, found: Scan) -> set[str]:
    """Return the sources that were files and are no longer there, as far as could be looked."""
    present = {file.source for file in found.files}
    return {source for source in store.files() if source not in present and not found.is_unknown(source)}


def hashed_passages(article: Article, encoder: Encoder) -> list[tuple[Passage, str]]:
    """Return an article's passages, each with the hash of its text, by which its vector is known."""
    passages = pack(article, count_tokens=encoder.count_tokens, max_tokens=encoder.max_tokens)
    return [(passage, text_hash(passage.text)) for passage in passages]


def text_hash(text: str) -> str:
    """Return what a passage's vector is known by."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _embed(
    store: Store,
    encoder: Encoder,
    packed: Sequence[tuple[Article, Sequence[tuple[Passage, str]]]],
    *,
    on_progress: Callable[[Progress], None],
    is_cancelled: Callable[[], bool],
) -> int:
    """Embed and store the passages that have no vector yet, the longest first; return how many there were.

    What the encoder is given at once is stored before it is given more, and before the next look at whether to stop.
    """
    texts = {key: passage.text for _, passages in packed for passage, key in passages}
    missing = store.without_vector(texts, model=encoder.model) if texts else set()
    ordered = sorted(missing, key=lambda key: (-len(texts[key]), key))  # texts of a length waste no padding
    if ordered:
        store.set_meta(_EMBEDDING, _BEGUN)
    for start in range(0, len(ordered), encoder.at_once):
        _stop_if(is_cancelled)
        on_progress(Progress("embedding", start, len(ordered)))
        batch = ordered[start : start + encoder.at_once]
        vectors = encoder.encode_documents([texts[key] for key in batch])
        store.add_vectors(zip(batch, vectors, strict=True), model=encoder.model)
    on_progress(Progress("embedding", len(ordered), len(ordered)))
    return len(ordered)


def _stop_if(is_cancelled: Callable[[], bool]) -> None:
    if is_cancelled():
        raise Cancelled("indexing was stopped: what was embedded so far is kept")
