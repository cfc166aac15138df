"""The recipe's mixture of question sets as examples in random order. What a model reads of each is for `windows`."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.errors import TrainingError
from training.question_sets import LONGEST_PARAGRAPH, in_half_a, load_set
from training.values import Example, QuestionSet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

REVIEWS = 5_000
"""Questions about product reviews: the least like the articles that people read."""
SENTENCE_QUESTIONS = 7_000
QUESTIONS_A_SENTENCE = 12
OTHER_SENTENCES = (1, 7)
"""How many random sentences a sentence is put among, at least and at most."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The question sets that are trained on."""

    new_wiki: QuestionSet
    reddit: QuestionSet
    reviews: QuestionSet
    searches: QuestionSet
    squad: QuestionSet
    unanswerable: QuestionSet
    sentences: QuestionSet

    @classmethod
    def load(cls, folder: Path) -> Sources:
        """Read the sets; of SQuAD's development sets only half A.

        Raises:
            TrainingError: the folder or one of its files is missing or of another format.

        """
        if not folder.is_dir():
            raise TrainingError(f"there is no folder {folder}: name the folder of the question sets with --data")
        shifts = folder / "squadshifts"
        return cls(
            new_wiki=load_set(shifts / "new_wiki_v1.0.json", "new_wiki"),
            reddit=load_set(shifts / "reddit_v1.0.json", "reddit"),
            reviews=load_set(shifts / "amazon_reviews_v1.0.json", "amazon_reviews"),
            searches=load_set(folder / "nq_qed" / "train.json", "nq_qed", longest=LONGEST_PARAGRAPH),
            squad=load_set(folder / "squad" / "dev-v1.1.json", "squad", title=in_half_a),
            unanswerable=load_set(
                folder / "squad" / "dev-v2.0.json", "unanswerable", title=in_half_a, answerable=False
            ),
            sentences=load_set(folder / "qamr_wiki.json", "qamr"),
        )

    @property
    def with_negatives(self) -> tuple[QuestionSet, ...]:
        """The sets that hard negatives come from: those of whole paragraphs, each question once."""
        return (self.new_wiki, self.reddit, self.reviews, self.searches, self.squad)


def mixture(sources: Sources, negatives: Sequence[Example], *, seed: int) -> list[Example]:
    """Return every example of the one pass, shuffled: the sets as often as the recipe says, and the negatives."""
    rng = random.Random(f"{seed} mixture")
    reviews = examples(sources.reviews)
    mixed = [
        *examples(sources.new_wiki) * 2,
        *examples(sources.reddit),
        *rng.sample(reviews, min(REVIEWS, len(reviews))),
        *examples(sources.searches) * 2,
        *examples(sources.squad) * 2,
        *examples(sources.unanswerable) * 2,
        *joined_sentences(sources.sentences, rng),
        *negatives,
    ]
    rng.shuffle(mixed)
    return mixed


def examples(questions: QuestionSet) -> list[Example]:
    return [
        Example(question.text, questions.paragraphs[question.paragraph], question.answers)
        for question in questions.questions
    ]


def joined_sentences(questions: QuestionSet, rng: random.Random) -> list[Example]:
    """Return questions about single sentences, each sentence put among random others so that it has to be found.

    Each question gets sentences and a place of its own, so that no paragraph is learnt by heart.
    """
    by_sentence: dict[int, list[int]] = {}
    for number, question in enumerate(questions.questions):
        by_sentence.setdefault(question.paragraph, []).append(number)
    numbers = [
        number for asked in by_sentence.values() for number in rng.sample(asked, min(QUESTIONS_A_SENTENCE, len(asked)))
    ]
    joined = []
    for number in rng.sample(numbers, min(SENTENCE_QUESTIONS, len(numbers))):
        question = questions.questions[number]
        others = [other for other in range(len(questions.paragraphs)) if other != question.paragraph]
        drawn = rng.sample(others, min(rng.randint(*OTHER_SENTENCES), len(others)))
        place = rng.randint(0, len(drawn))
        before = "".join(f"{questions.paragraphs[other]} " for other in drawn[:place])
        after = "".join(f" {questions.paragraphs[other]}" for other in drawn[place:])
        answers = tuple((start + len(before), end + len(before)) for start, end in question.answers)
        joined.append(Example(question.text, before + questions.paragraphs[question.paragraph] + after, answers))
    return joined
