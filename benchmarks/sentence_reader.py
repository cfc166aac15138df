"""Fits the sentence reader's weights on SQuADShifts, and measures them on articles that were not fitted on.

    python -m benchmarks.sentence_reader --data ../shared/data

Half of new_wiki's articles give the weights, the other half the figures. A third of the questions are asked of
their own articles, a third of the other half's articles, and a third of their own articles with the passage
that answers them taken away: the last two have no answer. The confidence is fitted on the first two alone, for
telling passages that only look alike is more than weighing sentences can do.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import astuple, fields
from pathlib import Path

import torch

from benchmarks.corpora import MemoryRetriever, Question, load_squad
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.values import Hit
from qa_bot.bot import READ_AT_MOST
from qa_bot.reader import Features, SentenceReader
from qa_bot.values import Span

Case = tuple[torch.Tensor, torch.Tensor, str]
"""Features of the ranked sentences (sentences, features), which of them answer, and what kind of case it is."""

KINDS = ("answered", "elsewhere", "taken away")
FITTED_ON = 6
"""Sentences of a question that are embedded for the fit."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with squadshifts/")
    parser.add_argument("--questions", type=int, default=540, help="questions for each half")
    arguments = parser.parse_args()
    encoder = SentenceTransformerEncoder.load()
    articles, questions = load_squad(arguments.data / "squadshifts" / "new_wiki_v1.0.json")
    halves = [articles[0::2], articles[1::2]]
    retrievers = [MemoryRetriever.from_articles(half, encoder) for half in halves]
    reader = SentenceReader(encoder)
    rng = random.Random(0)
    cases: list[list[Case]] = []
    for number, half in enumerate(halves):
        own = {article.id for article in half}
        chosen = rng.sample([question for question in questions if question.article_id in own], arguments.questions)
        kinds = [KINDS[position % len(KINDS)] for position in range(len(chosen))]
        cases.append(
            [_case(reader, asked, retrievers, number, kind) for asked, kind in zip(chosen, kinds, strict=True)]
        )
    fitted, held_out = cases
    torch.manual_seed(0)
    cheap = _fit_ranking([(features[:, :-1], answers) for features, answers, _ in fitted])
    ranking = _fit_ranking([(features[:FITTED_ON], answers[:FITTED_ON]) for features, answers, _ in fitted])
    weights, bias = _fit_confidence([case for case in fitted if case[2] != "taken away"], ranking)
    names = [field.name for field in fields(Features)]
    for label, values in (("SHORTLIST", cheap), ("RANKING", ranking), ("CONFIDENCE", weights)):
        print(f"{label}_WEIGHTS", dict(zip(names, (round(value, 2) for value in values.tolist()), strict=False)))
    print("CONFIDENCE bias", round(bias, 2))
    answered = [(features, answers) for features, answers, kind in held_out if kind == "answered"]
    top = [(features[:FITTED_ON], answers[:FITTED_ON]) for features, answers in answered]
    print("held out, sentence with the answer first:")
    print(f"  by the passage's cosine  {_first_right(answered, lambda f: f[:, 0]):.3f}")
    print(f"  by the shortlist weights {_first_right(answered, lambda f: f[:, :-1] @ cheap):.3f}")
    print(f"  by the ranking weights   {_first_right(top, lambda f: f @ ranking):.3f}")
    print("held out, share that is answered from a confidence on:  " + "  ".join(KINDS))
    confidences = {
        kind: torch.tensor(
            [torch.sigmoid(_best(case, ranking) @ weights + bias) for case in held_out if case[2] == kind]
        )
        for kind in KINDS
    }
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        shares = "  ".join(f"{(confidences[kind] >= threshold).float().mean():.3f}" for kind in KINDS)
        print(f"  {threshold}  {shares}")


def _case(reader: SentenceReader, question: Question, retrievers: list[MemoryRetriever], half: int, kind: str) -> Case:
    hits = retrievers[half if kind != "elsewhere" else 1 - half].retrieve(question.text, limit=READ_AT_MOST + 1)
    if kind == "taken away":
        hits = [hit for hit in hits if not _holds_gold(hit, question)]
    ranked = reader.ranked(question.text, hits[:READ_AT_MOST])
    features = torch.tensor([astuple(features) for _, features in ranked])
    answers = torch.tensor([kind == "answered" and _answers(span, question) for span, _ in ranked])
    return features, answers, kind


def _holds_gold(hit: Hit, question: Question) -> bool:
    passage = hit.passage
    return passage.article.id == question.article_id and any(
        paragraph.number == question.paragraph for paragraph in passage.paragraphs
    )


def _answers(span: Span, question: Question) -> bool:
    return span.hit.passage.article.id == question.article_id and any(
        span.start <= start and end <= span.end for start, end in question.answers
    )


def _fit_ranking(cases: list[tuple[torch.Tensor, torch.Tensor]]) -> torch.Tensor:
    """Return weights that make an answering sentence the likeliest of its question's, by a softmax over them."""
    useful = [(features, answers) for features, answers in cases if answers.any()]
    weights = torch.zeros(useful[0][0].shape[1], requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=0.1)
    for _ in range(300):
        optimizer.zero_grad()
        loss = (
            torch.stack(
                [
                    torch.logsumexp(features @ weights, 0) - torch.logsumexp((features @ weights)[answers], 0)
                    for features, answers in useful
                ]
            ).mean()
            + 1e-4 * weights.square().sum()
        )
        loss.backward()  # type: ignore[no-untyped-call]  # torch types it so
        optimizer.step()
    return weights.detach()


def _best(case: Case, ranking: torch.Tensor) -> torch.Tensor:
    features = case[0][:FITTED_ON]
    return features[(features @ ranking).argmax()]


def _fit_confidence(cases: list[Case], ranking: torch.Tensor) -> tuple[torch.Tensor, float]:
    """Return weights and bias of a logistic regression on the best sentence's features."""
    rows = torch.stack([_best(case, ranking) for case in cases])
    holds = torch.tensor([float(case[2] == "answered") for case in cases])
    balance = torch.where(holds > 0, 0.5 / holds.mean(), 0.5 / (1 - holds.mean()))
    weights = torch.zeros(rows.shape[1], requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.Adam([weights, bias], lr=0.1)
    for _ in range(1500):
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(rows @ weights + bias, holds, weight=balance)
        (loss + 1e-3 * weights.square().mean()).backward()  # type: ignore[no-untyped-call]  # torch types it so
        optimizer.step()
    return weights.detach(), float(bias.detach())


def _first_right(cases: list[tuple[torch.Tensor, torch.Tensor]], score) -> float:  # type: ignore[no-untyped-def]
    return sum(bool(answers[score(features).argmax()]) for features, answers in cases) / len(cases)


if __name__ == "__main__":
    main()
