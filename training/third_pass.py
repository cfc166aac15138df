"""The questions of the third pass, each with the texts that it may be asked of. Drawing from them is for `groups`."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from training.data import joined_sentences
from training.errors import TrainingError
from training.near import near
from training.negatives import chosen
from training.passages import joined
from training.question_sets import load_set
from training.retrieved import retrieved
from training.swapped import swapped
from training.tables import MADE_HEADED, answered, load_tables, made_look_ups, of_another_table
from training.values import Asked, Reading, holds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from embeddings.encoder import Encoder
    from training.data import Sources
    from training.retrieved import Found
    from training.tables import LookUp, Table
    from training.values import Example, Question, QuestionSet

MOST_RIGHT, MOST_WRONG = 4, 8
"""Of a question's texts: how many are kept."""
POSTS_SHARE = 0.5
REVIEWS, REVIEWS_SHARE = 3_000, 0.4
SENTENCES_REPEATED, SENTENCES_SHARE = 2, 0.5
"""Each time among other sentences."""
SWAPPED = 600
"""Questions of new_wiki, and as many of SQuAD, with another name or year."""
SWAPPED_FURTHER = {"squad_train": 2_500}
"""The same of further sets."""
LOOK_UPS_REPEATED, LOOK_UPS_SHARE = 2, 0.7
"""Each time with other rows."""
MADE_LOOK_UPS, OTHER_TABLES = 600, 300

SHORT_ANSWERED = ("covidqa", "fairytaleqa", "tatqa")
"""Further sets in which many answers are half a sentence: only questions with a short one are asked."""
MOST_WORDS = 8
"""Of a short answer."""
SHARES = {"fairytaleqa": 0.5, "hotpotqa_parts": 0.65, "onestopqa": 0.7, "qadiscourse": 0.25}
"""Of further sets; the others' is 1."""
LONGEST_TEXT, LONGEST_WRONG = 6_000, 4_000
"""Characters of a further set's paragraph."""
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
"""Which paragraphs of the same article, counted from the question's own, may be read beside it in a further set."""
BESIDE = 2
"""How many of them are."""
LARGE = 200
"""Paragraphs from which on a further set may be searched for the texts that are read beside a question's own."""
NOT_SEARCHED = ("hotpotqa_parts", "hybridqa_ottqa_dev", "tatqa")
"""Large sets whose questions are not told apart by their words, or whose paragraphs are rows."""
SEARCHED, MOST_NEAR = 12, 6
"""Paragraphs that are looked at for a question, and that are kept of those without an accepted answer."""
LONGEST_JOINED = 3_000
"""Characters of a paragraph that is also read beside a part of a neighbour."""


@dataclass(frozen=True, slots=True)
class Further:
    """What may stand beside the question sets: more of them, and tables."""

    sets: tuple[QuestionSet, ...]
    """Each twice: its questions with an answer, and those without."""
    look_ups: Sequence[LookUp]
    tables: Sequence[Table]

    @classmethod
    def load(cls, folder: Path) -> Further:
        """Read `more/*.json` and `tables/` in the folder of the question sets, as far as they are there.

        Raises:
            TrainingError: one of the files cannot be read, or is of another format.

        """
        sets = tuple(
            load_set(path, path.stem, longest=LONGEST_TEXT, answerable=answerable)
            for path in sorted((folder / "more").glob("*.json"))
            for answerable in (True, False)
        )
        look_ups, tables = load_tables(folder / "tables") if (folder / "tables").is_dir() else ([], [])
        return cls(sets, look_ups, tables)


def third_pass(
    sources: Sources, further: Further, encoder: Encoder, output: Path, *, seed: int, searched: bool = False
) -> list[Asked]:
    """Return the questions in random order; what takes long to find is kept in the folder `output`.

    Large further sets are searched for wrong texts where that is asked for, as in the fourth pass.

    Raises:
        TrainingError: the folder cannot be written, or there are no questions.
        LibraryError: there is no room for a library among the temporary files.

    """
    rng = random.Random(f"{seed} third pass")
    articles = (sources.new_wiki, sources.squad)
    found = retrieved(articles, encoder, cache=output / "retrieved-articles.json")
    found += retrieved((sources.searches,), encoder, cache=output / "retrieved-searches.json")
    posts = (sources.reddit, sources.reviews)
    negatives = [dict(choices) for choices in chosen(posts, encoder, seed=seed, cache=output / "negatives.json")]
    asked: list[Asked] = []
    for questions, readings in zip((*articles, sources.searches), found, strict=True):
        asked += _retrieved(questions, readings, rng)
    asked += _posts(sources.reddit, negatives[0], POSTS_SHARE, rng)
    reviews = _posts(sources.reviews, negatives[1], REVIEWS_SHARE, rng)
    asked += rng.sample(reviews, min(REVIEWS, len(reviews)))
    asked += _unanswerable(sources.unanswerable)
    for _ in range(SENTENCES_REPEATED):
        sentences = joined_sentences(sources.sentences, rng)
        asked += [_alone(sources.sentences.name, example, SENTENCES_SHARE) for example in sentences]
    for questions in articles:
        asked += [_alone("swapped", example) for example in swapped(questions, SWAPPED, rng)]
    asked += _in_tables(further, rng)
    for questions in further.sets:
        asked += _further(questions, rng, searched=searched)
        if count := SWAPPED_FURTHER.get(questions.name):
            asked += [_alone("swapped", example) for example in swapped(questions, count, rng)]
    if not asked:
        raise TrainingError("the question sets hold no questions: name their folder with --data")
    rng.shuffle(asked)
    return asked


def _retrieved(questions: QuestionSet, found: Sequence[Found], rng: random.Random) -> Iterator[Asked]:
    """Yield a set's questions with their paragraph, passages around the answer, and passages that hold none."""
    for question, readings in zip(questions.questions, found, strict=True):
        paragraph, *beside = _right(questions, question, rng)
        title = questions.titles[question.paragraph]
        titled = [paragraph, *(each for each in readings if each.answers), *beside][:MOST_RIGHT]
        accepted = _accepted(questions, question)
        wrong = [each for each in readings if not each.answers and not holds(each.text, accepted)][:MOST_WRONG]
        right = tuple(replace(each, title=title) for each in titled)
        yield Asked(questions.name, question.text, right, tuple(wrong))


def _posts(questions: QuestionSet, negatives: Mapping[int, int], share: float, rng: random.Random) -> list[Asked]:
    """Return the questions of a set without titles, a part of them with a hard negative."""
    return [
        Asked(
            questions.name,
            question.text,
            tuple(_right(questions, question, rng)),
            (Reading(questions.paragraphs[negatives[number]]),) if number in negatives else (),
            share,
        )
        for number, question in enumerate(questions.questions)
    ]


def _unanswerable(questions: QuestionSet) -> Iterator[Asked]:
    for question in questions.questions:
        text, title = questions.paragraphs[question.paragraph], questions.titles[question.paragraph]
        yield Asked(questions.name, question.text, (Reading(text, title=title),))


def _alone(source: str, example: Example, share: float = 1.0) -> Asked:
    """Return a question that is asked of one text without a title."""
    return Asked(source, example.question, (Reading(example.paragraph, example.answers),), share=share)


def _in_tables(further: Further, rng: random.Random) -> list[Asked]:
    made = made_look_ups(further.tables, MADE_LOOK_UPS, rng)
    asked = [answered(look_up, rng) for _ in range(LOOK_UPS_REPEATED) for look_up in further.look_ups]
    asked += [answered(look_up, rng, headed=MADE_HEADED) for look_up in made]
    others = of_another_table([*further.look_ups, *made], OTHER_TABLES, rng)
    return [
        *(_alone("tables", example, LOOK_UPS_SHARE) for example in asked),
        *(_alone("other tables", example) for example in others),
    ]


def _further(questions: QuestionSet, rng: random.Random, *, searched: bool) -> Iterator[Asked]:
    """Yield a further set's questions with paragraphs that hold no accepted answer: like ones, or from close by."""
    is_searched = searched and len(questions.paragraphs) >= LARGE and questions.name not in NOT_SEARCHED
    most = MOST_NEAR if is_searched else BESIDE
    close_by = (_close_by(questions, question, rng) for question in questions.questions)
    beside = near(questions, SEARCHED) if is_searched else close_by
    for question, numbers in zip(questions.questions, beside, strict=True):
        accepted = _accepted(questions, question)
        shortest = min((len(answer.split()) for answer in accepted), default=0)
        if questions.name in SHORT_ANSWERED and shortest > MOST_WORDS:
            continue
        own, title = questions.paragraphs[question.paragraph], questions.titles[question.paragraph]
        is_joined = is_searched and accepted and len(own) < LONGEST_JOINED
        right = _right(questions, question, rng) if is_joined else [Reading(own, question.answers)]
        texts = {number: questions.paragraphs[number] for number in numbers}
        wrong = [
            Reading(text, title=questions.titles[number])
            for number, text in texts.items()
            if text != own and len(text) < LONGEST_WRONG and not holds(text, accepted)
        ]
        yield Asked(
            questions.name,
            question.text,
            tuple(replace(each, title=title) for each in right),
            tuple(wrong[: most if accepted else 1]),
            SHARES.get(questions.name, 1.0),
        )


def _close_by(questions: QuestionSet, question: Question, rng: random.Random) -> list[int]:
    """Return paragraphs from close by in a question's article, in random order; none where it has no answer."""
    own = question.paragraph
    around = [own + step for step in NEIGHBOURS if question.answers and 0 <= own + step < len(questions.paragraphs)]
    same = [number for number in around if questions.titles[number] == questions.titles[own]]
    return rng.sample(same, len(same))


def _right(questions: QuestionSet, question: Question, rng: random.Random) -> list[Reading]:
    """Return a question's paragraph and, where it still answers, a part of it beside one of a neighbour."""
    beside = joined(question, questions, rng)
    paragraph = Reading(questions.paragraphs[question.paragraph], question.answers)
    return [paragraph, *([Reading(beside.paragraph, beside.answers)] if beside.answers else [])]


def _accepted(questions: QuestionSet, question: Question) -> set[str]:
    text = questions.paragraphs[question.paragraph]
    return {text[start:end].casefold() for start, end in question.answers}
