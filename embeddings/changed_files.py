"""Finds what has changed in files and pages since they were last read: articles to put in, to rename and to drop."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from embeddings.documents import Document, LeftOut
from embeddings.errors import ParserStoppedError, UnreadableArticleError
from embeddings.folder import FoundFile
from embeddings.formats import Format
from embeddings.loading import article_id, load_articles, read_file
from embeddings.namesakes import told_apart
from embeddings.store_reading import FileRecord, Held
from embeddings.stories import share_words, shingles, tell_one_story
from embeddings.values import Article, Skipped, part_of

Parse = Callable[[Format, bytes], Iterable[Document | LeftOut]]
"""Calls a format's loader."""
_MARK = re.compile(r"[ #]((?=[a-f]*\d)[0-9a-f]{6}(?:/[\d-]{10})?)(?: \(\d+\))?$", re.ASCII)
"""What an entry's id leaves at the end of its part in a feed, and the day of an entry within it; never a word.

A number follows where two are called the same."""
_DAY = re.compile(r"(?:(\d{4}-\d\d-\d\d)(?: |$))?(.*)", re.ASCII | re.DOTALL)
"""What a part in a feed begins with, but for the mark: the entry's day and title."""


@dataclass(frozen=True, slots=True)
class Page:
    """A web page that was fetched."""

    url: str
    content: bytes
    suffix: str
    """The suffix of the format that it is in, such as ".html"."""
    is_feed: bool = False
    """It is a feed that is followed: what has left it stays."""
    validators: str = ""
    """What its server said of its state, to ask it later if there is anything new."""
    address: str = ""
    """Where it was found in the end: links in it start from there."""


@dataclass(slots=True)
class Reading:
    """What was read, and what it means for the articles that are held."""

    records: list[FileRecord] = field(default_factory=list)
    """What each file is now that was looked into."""
    skipped: list[Skipped] = field(default_factory=list)
    articles: dict[str, Article] = field(default_factory=dict)
    """Those that are new or that were read again, by their sources."""
    read: set[str] = field(default_factory=set)
    """Files of which all that they hold was read again."""
    feeds: set[str] = field(default_factory=set)
    """Those that are followed and were read again."""
    identified: set[str] = field(default_factory=set)
    """The sources of those articles that their files name by an id."""
    characters: int = 0
    """Those of the articles' texts."""

    def read_file(self, file: FoundFile, before: FileRecord | None, *, parse: Parse) -> None:
        """Read a file unless it is as it was before."""
        if before and before.is_of(file.size, file.modified_ns):
            self._note(file.source, before.skipped)
            return
        try:
            content = read_file(file.path)
        except UnreadableArticleError as error:
            self._note(file.source, str(error))
            return  # what was indexed of it stays
        digest = hashlib.blake2b(content, digest_size=16).hexdigest()
        if before and before.digest == digest:
            skipped = before.skipped
            self._note(file.source, skipped)
        else:
            skipped = self._load(content, file.source, None, parse)
        self.records.append(FileRecord(file.source, file.size, file.modified_ns, digest, skipped))

    def read_page(self, page: Page, *, parse: Parse) -> None:
        """Read a page; one that holds no article any more leaves what was indexed of it before."""
        self._load(page.content, page.url, page.suffix, parse)
        self.feeds |= {page.url} if page.is_feed else set()
        if page.is_feed or not any(article.file == page.url for article in self.articles.values()):
            self.read.discard(page.url)

    def _load(self, content: bytes, source: str, suffix: str | None, parse: Parse) -> str:
        """Load what a file holds; return why some of it was left out, or an empty string."""
        self.read.add(source)
        try:
            loaded = load_articles(content, source=source, suffix=suffix, parse=parse)
        except UnreadableArticleError as error:
            if isinstance(error, ParserStoppedError):
                self.read.discard(source)  # nobody knows what it holds
            self._note(source, str(error))
            return str(error)
        if not loaded.is_whole:
            self.read.discard(source)  # what it holds further on may be as it was
        self.articles |= {article.source: article for article in loaded.articles}
        self.characters += sum(len(article.text) for article in loaded.articles)
        self.identified |= loaded.identified
        self.skipped += loaded.left_out
        return summed_up(loaded.left_out, source)

    def _note(self, source: str, reason: str) -> None:
        self.skipped += [Skipped(source, reason)] if reason else []

    def settle(
        self,
        held: Mapping[str, Held],
        gone_files: Set[str],
        known: Mapping[str, FileRecord],
        *,
        is_last: bool,
        text_of: Callable[[str], str],
    ) -> Settled:
        """Return what the reading means for what is held, where these files are gone and were known as this.

        Unless it `is_last`, gone files that have no other name yet stay: what is read later may be theirs. `text_of`
        returns the text of the held article with an id.
        """
        renamed = _renamed(self.records, gone_files, known)
        dropped = frozenset(gone_files if is_last else renamed.values())
        former = {source: _former(article, renamed) for source, article in self.articles.items()}
        names = {before: now for now, before in former.items() if before != now and before in held}
        former |= told_apart(self.articles, former, held, self.read - self.feeds, text_of=text_of)
        superseded = self._superseded(held, text_of)
        edited = {now: before for before, now in superseded.items() if now not in held}
        former |= edited
        gone = {source for source, each in held.items() if each.file in dropped | self.read} - self.articles.keys()
        identified = _identified(self.articles, {now: held[was].id for now, was in former.items() if was in held}, held)
        return Settled(tuple(identified), frozenset(gone | superseded.keys()), names, dropped, edited)

    def _superseded(self, held: Mapping[str, Held], text_of: Callable[[str], str]) -> dict[str, str]:
        """Return the source of each entry of a feed by that under which its former state is held.

        An entry is known by its id and address, for its date and title may change; not by an address alone, nor where
        two in the feed or two that are held share them, nor where date and title are others and so is the story, nor
        where a title returns on another day with another text: for what is taken for a former state is lost.
        """
        present = _by_mark((each for each in self.identified if each in self.articles), self.articles, self.feeds)
        former = _by_mark(held, held, self.feeds)
        superseded: dict[str, str] = {}
        for known_as, sources in present.items():
            before = former.get(known_as, [])
            if len(sources) == len(before) == 1 and before[0] not in self.articles:
                (now,), (was,) = sources, before
                if _is_former_state(was, now, known_as[0], text_of(held[was].id), self.articles[now].text):
                    superseded[was] = now
        return superseded


@dataclass(frozen=True, slots=True)
class Settled:
    """What changes in a library."""

    articles: Sequence[Article]
    """Those that were read, each with the id that it has or had under its former name."""
    gone: frozenset[str]
    """Sources that are held and of which there is no article any more, also where it has another name now."""
    renamed: Mapping[str, str]
    """The source of each article that moved with its file, by its former one."""
    gone_files: frozenset[str]
    """Files that are gone, and are known no longer."""
    edited: Mapping[str, str]
    """The former source of each entry of a feed that has another date or title now, by its present one."""


def summed_up(left_out: Sequence[Skipped], source: str) -> str:
    """Return in one reason why parts of a file were left out, or an empty string if none was."""
    if not left_out:
        return ""
    first = left_out[0]
    if len(left_out) == 1 and first.source == source:
        return first.reason
    parts = "1 part that was" if len(left_out) == 1 else f"{len(left_out):,} parts that were"
    return f"holds {parts} left out; the first, {first.source}, {first.reason}"


def _renamed(records: Iterable[FileRecord], gone: Set[str], known: Mapping[str, FileRecord]) -> dict[str, str]:
    """Return the former name of each file that is new and has the bytes of one that is gone."""
    lost: dict[str, list[str]] = {}
    for source in sorted(gone):
        lost.setdefault(known[source].digest, []).append(source)
    renamed: dict[str, str] = {}
    for record in records:
        candidates = lost.get(record.digest, []) if record.source not in known and record.digest else []
        if candidates:
            name = PurePath(record.source).name
            same_name = (each for each in candidates if PurePath(each).name == name)
            renamed[record.source] = next(same_name, candidates[0])
            candidates.remove(renamed[record.source])
    return renamed


def _by_mark(
    sources: Iterable[str], known: Mapping[str, Article | Held], feeds: Set[str]
) -> dict[tuple[str, str, str | None], list[str]]:
    """Return those sources that are entries of these feeds by their feeds, their marks and their addresses."""
    found: dict[tuple[str, str, str | None], list[str]] = {}
    for source in sources:
        each = known[source]
        if each.file in feeds and (mark := _MARK.search(source)):
            found.setdefault((each.file, mark[1], each.url), []).append(source)
    return found


def _is_former_state(was: str, now: str, feed: str, text: str, other_text: str) -> bool:
    """Say whether of two entries of a feed with one id, told by their sources, one was the other before it changed."""
    (day, title), (other_day, other_title) = _day_and_title(was, feed), _day_and_title(now, feed)
    has_its_title = title == other_title != ""
    if day == other_day != "" or (has_its_title and not (day and other_day)):
        return True
    is_told = tell_one_story(shingles(text), shingles(other_text))
    return is_told or (has_its_title and share_words(text, other_text))  # a daily column's title returns


def _day_and_title(source: str, feed: str) -> tuple[str, str]:
    found = _DAY.fullmatch(_MARK.sub("", source[len(feed) + 1 :]))
    return (found[1] or "", found[2]) if found else ("", "")


def _former(article: Article, renamed: Mapping[str, str]) -> str:
    """Return the source that an article had before its file was renamed, or has still."""
    return part_of(renamed.get(article.file, article.file), article.part)


def _identified(articles: Mapping[str, Article], ids: Mapping[str, str], held: Mapping[str, Held]) -> list[Article]:
    """Return the articles with their ids as these are known; of new ones with ids that no other has."""
    taken = {each.id for each in held.values()}
    identified: list[Article] = []
    given: set[str] = set()
    for source, article in articles.items():
        known = ids.get(source, article.id)
        is_own = source in ids and known not in given
        while not is_own and known in taken:  # it has the name that another, since renamed, once had
            known = article_id(f"{source} {known}")
        taken.add(known)
        given.add(known)
        identified.append(replace(article, id=known))
    return identified
