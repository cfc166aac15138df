"""Measures how well copies of one story are told from articles of their own.

    python -m benchmarks.stories

Copies are made of the sample articles and of the stories in `benchmarks/cleaning`, as papers make them. Articles of
their own are all pairs of those, second accounts of five events (`benchmarks/accounts`, which share names, figures and
quotes with the first), and notices that are filled in from one form. Beside it the whole shingles without a sketch,
and MinHash as datasketch has it, which knows how alike texts are and not whether one stands in the other.
"""

from __future__ import annotations

import itertools
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.cleaning.pages import FOLDER
from embeddings.loading import load_articles
from embeddings.stories import shingles, sketch, tell_one_story

_ARTICLES = Path("articles")
_ACCOUNTS = Path(__file__).parent / "accounts"
_OWN = (
    "This is what it means for the county\n\nReaders of this newspaper will remember that we have reported on the "
    "matter before, and more than once. What has become known since is set out below."
)
_STYLES = {
    "percent": "per cent",
    "per cent": "%",
    " said": " told reporters",
    "kilometres": "km",
    "metres": "m",
    " million": "m",
    "ise ": "ize ",
    "colour": "color",
    '"': "”",
    "United States": "US",
    "which": "that",
    "January": "Jan.",
    "February": "Feb.",
    "October": "Oct.",
    "November": "Nov.",
}
_UNITS = {"kilometres": ("miles", 0.621), "metres": ("feet", 3.281), "tonnes": ("tons", 1.102)}
_FORMS = (
    "{day}'s draw of the parish lottery took place in the town hall at eight in the evening, watched by a notary. "
    "The numbers were {a}, {b} and {c}. {d} tickets had been sold. The next draw is a week later, and prizes may be "
    "fetched at the counter within ninety days.",
    "{a} degrees were measured at {day}'s noon at the harbour, with a wind of {b} knots. The forecast for tomorrow is "
    "{c} degrees and {d}. Boats should look at the warnings of the coast guard before they leave.",
)
_FACTS = (
    {"day": "Monday", "a": "4", "b": "19", "c": "33", "d": "1,204"},
    {"day": "Friday", "a": "21", "b": "7", "c": "40", "d": "988"},
)

Judge = Callable[[str, str], bool]
Edit = Callable[[str], str]


def main() -> int:
    """Print a row for each kind of pair, and what comparing costs."""
    texts = {**_sample_articles(), **_stories()}
    kinds = {True: dict(_same(texts)), False: dict(_different(texts))}
    print("| | pairs | found by sketches | by whole shingles | by MinHash |")
    print("| --- " * 5 + "|")
    for is_same, named in kinds.items():
        for name, pairs in named.items():
            found = [sum(judge(*pair) for pair in pairs) for judge in _JUDGES]
            print(f"| {'same' if is_same else 'different'}: {name} | {len(pairs)} | {' | '.join(map(str, found))} |")
    for judge, way in zip(_JUDGES, ("sketches", "whole shingles", "MinHash"), strict=True):
        right = [judge(*pair) for pairs in kinds[True].values() for pair in pairs]
        wrong = [judge(*pair) for pairs in kinds[False].values() for pair in pairs]
        precision = sum(right) / max(1, sum(right) + sum(wrong))
        print(f"{way}: precision {precision:.3f}, recall {sum(right) / len(right):.3f}")
    _print_costs(list(texts.values()))
    return 0


def _sample_articles() -> dict[str, str]:
    loaded = (load_articles(path.read_bytes(), source=path.name) for path in sorted(_ARTICLES.iterdir()))
    return {article.source: article.text for each in loaded for article in each.articles}


def _stories() -> dict[str, str]:
    paths = sorted((FOLDER / "stories").glob("*.txt"))
    bodies = {path.stem: path.read_text(encoding="utf-8").partition("\n\n")[2] for path in paths}
    return {name: re.sub(r"^[#!|=^-] ?", "", body, flags=re.MULTILINE) for name, body in bodies.items()}


def _same(texts: Mapping[str, str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    edits: dict[str, Edit] = {
        "a headline and a paragraph more": lambda text: f"{_OWN}\n\n{text}",
        "the end cut": _cut,
        "other units": _in_other_units,
        "another house style": _in_other_style,
        "every third sentence left out": _thinned,
        "one word in eight another": _reworded,
        "all of these but the last": lambda text: f"{_OWN}\n\n{_cut(_in_other_units(_in_other_style(_thinned(text))))}",
    }
    for name, edit in edits.items():
        yield name, [(text, edit(text)) for text in texts.values()]
    others = [*texts.values()][1:] + [*texts.values()][:1]
    yield (
        "within an article of its own",
        [(text, f"{other}\n\n{_OWN}\n\n{text}") for text, other in zip(texts.values(), others, strict=True)],
    )
    yield (
        "two papers' copies",
        [(_cut(_in_other_style(text)), f"{_OWN}\n\n{_thinned(text)}") for text in texts.values()],
    )


def _different(texts: Mapping[str, str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    accounts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(_ACCOUNTS.glob("*.txt"))}
    yield "two accounts of one event", [(text, texts[name]) for name, text in accounts.items()]
    yield "two accounts, one of them cut", [(text, _cut(texts[name])) for name, text in accounts.items()]
    first, second = _FACTS
    yield "filled in from one form", [(form.format_map(first), form.format_map(second)) for form in _FORMS]
    yield "articles of all kinds", list(itertools.combinations(texts.values(), 2))


def _cut(text: str) -> str:
    return text[: len(text) * 2 // 5]


def _thinned(text: str) -> str:
    sentences = re.split(r"(?<=[.!?])\s+", text)
    return " ".join(sentence for position, sentence in enumerate(sentences) if position % 3 != 2)


def _reworded(text: str) -> str:
    return " ".join("moreover" if position % 8 == 5 else word for position, word in enumerate(text.split()))


def _in_other_style(text: str) -> str:
    for word, other in _STYLES.items():
        text = text.replace(word, other)
    return text


def _in_other_units(text: str) -> str:
    def converted(match: re.Match[str]) -> str:
        unit, factor = _UNITS[match[2]]
        return f"{float(match[1].replace(',', '')) * factor:,.0f} {unit}"

    return re.sub(rf"(\d[\d,]*(?:\.\d+)?) ({'|'.join(_UNITS)})", converted, text)


def _by_sketches(one: str, other: str) -> bool:
    return tell_one_story(sketch(one), sketch(other))


def _by_shingles(one: str, other: str) -> bool:
    return tell_one_story(shingles(one), shingles(other))


def _by_minhash(one: str, other: str) -> bool:
    return float(_minhash(one).jaccard(_minhash(other))) >= 0.4


def _minhash(text: str):  # type: ignore[no-untyped-def]  # of a package that has no types
    from datasketch import MinHash

    made = MinHash(num_perm=128)
    made.update_batch([each.to_bytes(4, "little") for each in shingles(text)])
    return made


_JUDGES: tuple[Judge, ...] = (_by_sketches, _by_shingles, _by_minhash)


def _print_costs(texts: list[str]) -> None:
    started = time.perf_counter()
    sketches = [sketch(text) for text in texts]
    sketched = time.perf_counter()
    for one, other in itertools.combinations(sketches[:8], 2):
        tell_one_story(one, other)
    compared = time.perf_counter()
    for text in texts:
        _minhash(text)
    hashed = time.perf_counter()
    words = sum(len(text.split()) for text in texts)
    print(
        f"microseconds a word: sketches {(sketched - started) * 1e6 / words:.2f}, "
        f"MinHash {(hashed - compared) * 1e6 / words:.2f}; "
        f"milliseconds to compare eight articles: {(compared - sketched) * 1e3:.2f}"
    )


if __name__ == "__main__":
    sys.exit(main())
