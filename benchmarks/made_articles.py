"""Makes articles by the thousand, in several formats, for the benchmarks: prose of our own, the same for every number.

Each tells of a ship that no other has, so that a question can be asked of each. Indexes nothing.
"""

from __future__ import annotations

import csv
import html
import io
import random
import zipfile
from dataclasses import dataclass
from pathlib import Path

FOLDERS = 10
"""Subfolders that the files are spread over."""
TABLE, PACKED, IN_ONE = "voyages.csv", "packed.zip", 200
"""A table and an archive of texts, and how many articles each holds."""
_SUFFIXES = (".txt",) * 45 + (".md",) * 27 + (".html",) * 26 + (".docx", ".eml")
"""Those of a hundred files in a row."""
_PLACES = ("Arvik", "Belmond", "Corran", "Dunholt", "Estrava", "Fellness", "Garmo", "Holmsund", "Istrel", "Jarrowby")
_GOODS = ("timber", "herring", "salt", "copper", "wool", "barley", "coal", "linen", "glass", "hides", "rye", "tar")
_PEOPLE = ("captain", "pilot", "owner", "harbourmaster", "cook", "surveyor", "mate", "steward", "widow", "clerk")
_WEATHER = ("fog", "hail", "sleet", "thunder", "drizzle", "frost", "gales", "rain", "sunshine", "snow", "haze")
_VERBS = ("praised", "blamed", "doubted", "measured", "described", "repaired", "bought", "painted", "insured", "sold")
_SENTENCES = (
    "The {person} {verb} the {goods} that had come from {place} in {weather}.",
    "In {place} nobody {verb} it before the {goods} were weighed, and the {person} said so in {year}.",
    "It lay {days} days off {place}, for the {person} feared {weather} more than the price of {goods}.",
    "A {person} from {place} {verb} what was left, {days} crates of {goods} among it.",
    "Whether {weather} or the {person} was to blame was asked in {place} until {year}.",
    "By {year} the {goods} of {place} were worth {days} times as much, which the {person} had {verb}.",
)


@dataclass(frozen=True, slots=True)
class MadeArticle:
    """A title and paragraphs of 150 to 400 words together."""

    title: str
    paragraphs: tuple[str, ...]

    @classmethod
    def of(cls, number: int, *, words: int | None = None) -> MadeArticle:
        """Return the article about a ship, of about so many words."""
        drawn = random.Random(number)
        left = words or drawn.randint(140, 345)
        paragraphs = [f"The {ship(number)} left {drawn.choice(_PLACES)} with {drawn.choice(_GOODS)} in {_year(drawn)}."]
        while left > 0:
            paragraphs.append(" ".join(_sentence(drawn) for _ in range(drawn.randint(2, 5))))
            left -= len(paragraphs[-1].split())
        return cls(f"The last voyage of the {ship(number)}", tuple(paragraphs))

    def content(self, suffix: str) -> bytes:
        """Return it as a file of a format."""
        text = "\n\n".join(self.paragraphs)
        if suffix == ".docx":
            return _docx([self.title, *self.paragraphs])
        if suffix == ".html":
            body = "".join(f"<p>{html.escape(each)}</p>\n" for each in self.paragraphs)
            menu = '<nav><ul><li><a href="/">Home</a></li><li><a href="/ships">Ships</a></li></ul></nav>'
            head = f"<head><title>{self.title}</title></head>"
            page = f"<html>{head}<body>{menu}<article><h1>{self.title}</h1>\n{body}</article></body></html>"
            return f"<!doctype html>{page}".encode()
        if suffix == ".eml":
            head = f"From: clerk@example.org\nTo: owner@example.org\nSubject: {self.title}\n"
            return f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode()
        return f"{'# ' if suffix == '.md' else ''}{self.title}\n\n{text}\n".encode()


def ship(number: int) -> str:
    """Return a name that only the article of this number has."""
    letters = "".join("bdfgklmnrt"[int(digit)] + "aeiouaeiou"[int(digit)] for digit in f"{number:06}")
    return letters.capitalize()


def make(folder: Path, numbers: range) -> None:
    """Write articles of these numbers, one a file, into the first `FOLDERS` subfolders of a folder."""
    for number in numbers:
        suffix = _SUFFIXES[number % len(_SUFFIXES)]
        path = folder / str((number - numbers.start) * FOLDERS // len(numbers)) / f"{number}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(MadeArticle.of(number).content(suffix))


def make_packed(folder: Path, first: int) -> None:
    """Write a table and an archive of articles that are numbered from `first` on."""
    with (folder / TABLE).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["title", "text"])
        for number in range(first, first + IN_ONE):
            article = MadeArticle.of(number)
            table.writerow([article.title, "\n\n".join(article.paragraphs)])
    with zipfile.ZipFile(folder / PACKED, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(first + IN_ONE, first + 2 * IN_ONE):
            archive.writestr(f"{number}.txt", MadeArticle.of(number).content(".txt"))


def _sentence(drawn: random.Random) -> str:
    return drawn.choice(_SENTENCES).format(
        person=drawn.choice(_PEOPLE),
        verb=drawn.choice(_VERBS),
        goods=drawn.choice(_GOODS),
        place=drawn.choice(_PLACES),
        weather=drawn.choice(_WEATHER),
        days=drawn.randint(2, 400),
        year=_year(drawn),
    )


def _year(drawn: random.Random) -> int:
    return drawn.randint(1600, 1999)


def _docx(paragraphs: list[str]) -> bytes:
    """Return the least that is a Word document."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    body = "".join(f"<w:p><w:r><w:t>{html.escape(each)}</w:t></w:r></w:p>" for each in paragraphs)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}">'
            f'<Relationship Id="rId1" Type="{relation}" Target="word/document.xml"/></Relationships>',
        )
    return file.getvalue()
