"""Finds the texts that the program would read for a question, in a library of its set's articles."""

from __future__ import annotations

import hashlib
import json
import tempfile
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.library import Library
from embeddings.store import Store
from embeddings.store_changing import Changes
from embeddings.sync import hashed_passages
from embeddings.values import SEPARATOR, Article, Paragraph
from training.files import read_kept, write_atomically
from training.values import QuestionSet, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from embeddings.encoder import Encoder
    from embeddings.values import Passage
    from training.values import Answers, Question

READ = 12
"""Passages that are looked at for a question: somewhat more than the program reads."""
EMBEDDED_AT_ONCE = 64

Found = list[Reading]
"""The passages found for one question, best first."""
Places = list[tuple[str, int]]
"""For each paragraph of a set its article's id, and where in the article's text it begins."""


def retrieved(sets: Sequence[QuestionSet], encoder: Encoder, *, cache: Path) -> list[list[Found]]:
    """Return what is found for each question of each set, in one library that holds the articles of all of them.

    A passage has those of the accepted answers that stand in it whole; one of another article has none. Finding
    takes many minutes, so what was found is kept in the file `cache` and read from there when sets and encoder are the
    same.

    Raises:
        TrainingError: the cache cannot be written.
        LibraryError: the library cannot be written in the folder for temporary files.

    """
    key = _key(sets, encoder.model)
    kept = _cached(cache, key)
    if kept is None:
        with tempfile.TemporaryDirectory(prefix="training-") as folder:
            kept = list(_search(sets, encoder, Path(folder)))
        write_atomically(cache, json.dumps({"key": key} | _packed(kept)).encode())
    return kept


def _search(sets: Sequence[QuestionSet], encoder: Encoder, folder: Path) -> Iterator[list[Found]]:
    made = [_articles(number, questions) for number, questions in enumerate(sets)]
    _store(folder, [article for articles, _ in made for article in articles], encoder)
    library = Library.open(folder, articles=folder, encoder=encoder)
    try:
        for questions, (_, places) in zip(sets, made, strict=True):
            yield [
                [
                    Reading(passage.text, _inside(passage, question, places), passage.title)
                    for passage in (hit.passage for hit in library.search(question.text, limit=READ))
                ]
                for question in questions.questions
            ]
    finally:
        library.close()


def _articles(number: int, questions: QuestionSet) -> tuple[list[Article], Places]:
    """Return a set's articles: neighbouring paragraphs of one title."""
    articles: list[Article] = []
    places: Places = []
    for title, numbers in groupby(range(len(questions.paragraphs)), key=questions.titles.__getitem__):
        key = f"{number}-{len(articles)}"
        paragraphs: list[Paragraph] = []
        start = 0
        for position, text in enumerate((questions.paragraphs[each] for each in numbers), start=1):
            paragraphs.append(Paragraph(position, start, start + len(text), text))
            places.append((key, start))
            start += len(text) + len(SEPARATOR)
        text = SEPARATOR.join(paragraph.text for paragraph in paragraphs)
        articles.append(Article(key, title, key, text, tuple(paragraphs)))
    return articles, places


def _store(folder: Path, articles: Sequence[Article], encoder: Encoder) -> None:
    """Embed the articles' passages, the longest first, and keep both."""
    passages = [(article, hashed_passages(article, encoder)) for article in articles]
    texts = {key: passage.read for _, found in passages for passage, key in found}
    ordered = sorted(texts, key=lambda key: -len(texts[key]))
    store, _ = Store.open(folder)
    try:
        for start in range(0, len(ordered), EMBEDDED_AT_ONCE):
            keys = ordered[start : start + EMBEDDED_AT_ONCE]
            vectors = encoder.encode_documents([texts[key] for key in keys])
            store.add_vectors(zip(keys, vectors, strict=True), model=encoder.model)
        store.apply(Changes(passages, (), (), {}), model=encoder.model, since=store.generation)
    finally:
        store.close()


def _inside(passage: Passage, question: Question, places: Places) -> Answers:
    article, start = places[question.paragraph]
    if article != passage.article_id:
        return ()
    shift = start - passage.start
    return tuple(
        (left + shift, right + shift)
        for left, right in question.answers
        if left + shift >= 0 and right + shift <= len(passage.text)
    )


def _key(sets: Sequence[QuestionSet], model: str) -> str:
    digest = hashlib.sha256(f"{model} {READ}".encode())
    for questions in sets:
        digest.update(repr((questions, questions.titles)).encode())
    return digest.hexdigest()


def _packed(sets: Sequence[Sequence[Found]]) -> dict[str, object]:
    """Return what was found for JSON, each text with its title once."""
    numbers: dict[tuple[str, str], int] = {}
    found = [
        [
            [(numbers.setdefault((each.text, each.title), len(numbers)), each.answers) for each in readings]
            for readings in questions
        ]
        for questions in sets
    ]
    return {"texts": list(numbers), "found": found}


def _cached(path: Path, key: str) -> list[list[Found]] | None:
    kept = read_kept(path, key)
    if kept is None:
        return None
    texts = kept["texts"]
    return [
        [
            [
                Reading(texts[number][0], tuple((left, right) for left, right in answers), texts[number][1])
                for number, answers in readings
            ]
            for readings in questions
        ]
        for questions in kept["found"]
    ]
