"""Examples as the program reads them: a part of the right paragraph, and beside it a part of its neighbour.

News is written in paragraphs of a sentence or two, and the program joins neighbours into passages; a reader that has
only seen whole paragraphs finds answers in such passages less often (docs/decisions/003).
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from embeddings.sentences import sentence_offsets
from training.data import examples
from training.values import Example, Question, QuestionSet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.data import Sources

JOINED = 0.5
"""How many of the answerable questions are asked of such a passage, the others of their paragraph."""
POSTS = 3_000
"""Questions about Reddit's posts: unlike articles, and many."""
NEGATIVES = 6_000
PASSAGE_WORDS = 120
"""Words of a passage, at most and about: what the program fills its 180 tokens with."""
FEWEST_WORDS, MOST_WORDS = 25, 90
"""Of the right paragraph's part: how many are aimed at is drawn anew for each."""
NEIGHBOURS = (-2, -1, 1, 2)
"""Which paragraphs of the set, counted from the right one, the other part may be of."""


def refining_mixture(sources: Sources, negatives: Sequence[Example], *, seed: int) -> list[Example]:
    """Return the examples of a second, shorter pass, shuffled: each question once, none about single sentences."""
    rng = random.Random(f"{seed} passages")
    posts = sources.reddit.questions
    reddit = QuestionSet(
        sources.reddit.name, sources.reddit.paragraphs, tuple(rng.sample(posts, min(POSTS, len(posts))))
    )
    mixed = [
        *examples(sources.unanswerable),
        *rng.sample(list(negatives), min(NEGATIVES, len(negatives))),
    ]
    for questions in (sources.new_wiki, sources.searches, sources.squad, reddit):
        for question, whole in zip(questions.questions, examples(questions), strict=True):
            mixed.append(joined(question, questions, rng) if rng.random() < JOINED else whole)
    rng.shuffle(mixed)
    return mixed


def joined(question: Question, questions: QuestionSet, rng: random.Random) -> Example:
    """Return a question with some sentences around one of its answers, and some of a neighbour that holds none."""
    own = questions.paragraphs[question.paragraph]
    anchor = rng.choice(question.answers)
    start, end = some_sentences(own, anchor, rng.randint(FEWEST_WORDS, MOST_WORDS), rng)
    part = own[start:end]
    kept = tuple((left - start, right - start) for left, right in question.answers if start <= left and right <= end)
    accepted = {own[left:right].casefold() for left, right in question.answers}
    numbers = [question.paragraph + step for step in NEIGHBOURS]
    others = [
        text
        for text in (questions.paragraphs[number] for number in numbers if 0 <= number < len(questions.paragraphs))
        if text.strip() and not any(answer in text.casefold() for answer in accepted)
    ]
    if not others:
        return Example(question.text, part, kept)
    other = rng.choice(others)
    place = rng.randrange(len(other))
    left, right = some_sentences(other, (place, place + 1), PASSAGE_WORDS - len(part.split()), rng)
    beside = other[left:right]
    if rng.random() < 0.5:
        return Example(question.text, f"{part}\n\n{beside}", kept)
    shift = len(beside) + 2
    return Example(question.text, f"{beside}\n\n{part}", tuple((a + shift, b + shift) for a, b in kept))


def some_sentences(text: str, anchor: tuple[int, int], words: int, rng: random.Random) -> tuple[int, int]:
    """Return where whole sentences around a part of a text begin and end: about so many words, and never fewer
    sentences than the part is in.
    """
    offsets = sentence_offsets(text) or [(0, len(text))]
    before = max((number for number, (start, _) in enumerate(offsets) if start <= anchor[0]), default=0)
    touched = [number for number, (start, end) in enumerate(offsets) if start < anchor[1] and end > anchor[0]] or [
        before
    ]
    first, last = touched[0], touched[-1]
    while len(text[offsets[first][0] : offsets[last][1]].split()) < words:
        sides = [side for side, more in ((-1, first > 0), (1, last < len(offsets) - 1)) if more]
        if not sides:
            break
        if rng.choice(sides) < 0:
            first -= 1
        else:
            last += 1
    return min(offsets[first][0], anchor[0]), max(offsets[last][1], anchor[1])
