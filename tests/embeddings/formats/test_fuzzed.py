"""Files of every format, damaged at random: each gives articles or one reason, within bounds of time and memory.

`make fuzz SEED=2 SECONDS=300` does so for five minutes; what fails names the seed and leaves the file.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.errors import ParserStoppedError, UnreadableArticleError
from embeddings.formats import FORMATS, Format
from embeddings.loading import Loaded, load_articles
from embeddings.parsing import Limits, Parser
from embeddings.plaintext import clean, one_line
from embeddings.values import SEPARATOR
from tests.embeddings.formats.seeds import SENTENCES, damaged, whole_files

SEED = os.environ.get("FUZZ_SEED", "1")
SECONDS = float(os.environ.get("FUZZ_SECONDS", "10")) / len(FORMATS)
"""For each format."""
BUG = re.compile(r"(?:Assertion|Attribute|Index|Key|Name|Type|UnboundLocal|ZeroDivision)Error")
"""What no damage should make a loader raise: it would be a slip of its own."""
LIMITS = Limits(
    memory=600_000_000,
)
WHOLE = whole_files()
EACH = pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser(limits=LIMITS) as started:
        started.prepare(FORMATS)
        yield started


def loaded(parser: Parser, known: Format, content: bytes) -> Loaded:
    """Load a file, whatever its format in a process with limits."""
    return load_articles(
        content,
        source=f"ice{known.suffixes[0]}",
        parse=lambda found, content: parser.parse(replace(found, apart=True), content),
    )


def test_there_are_whole_files_of_every_format() -> None:
    assert WHOLE.keys() == {known.name for known in FORMATS}


@EACH
def test_nothing_of_a_whole_file_is_lost(parser: Parser, known: Format) -> None:
    for content in WHOLE[known.name]:
        found = loaded(parser, known, content)
        text = " ".join(article.text for article in found.articles)
        assert [sentence for sentence in SENTENCES if sentence not in text] == []
        assert (found.left_out, found.is_whole) == ((), True)


@EACH
def test_damage_gives_articles_or_one_reason(parser: Parser, known: Format, tmp_path: Path) -> None:
    everything = [content for contents in WHOLE.values() for content in contents]
    number, until = 0, time.monotonic() + SECONDS
    while number < 5 or time.monotonic() < until:
        number += 1
        chance = random.Random(f"{SEED} {known.name} {number}")
        content = chance.choice(WHOLE[known.name])
        content = damaged(content, chance.choice([content, chance.choice(everything)]), chance)
        (tmp_path / f"ice{known.suffixes[0]}").write_bytes(content)
        try:
            check(*outcome(parser, known, content))
        except (AssertionError, ParserStoppedError) as error:
            error.add_note(f"make fuzz SEED={SEED}: file {number} of {known.name}, kept in {tmp_path}")
            raise


def outcome(parser: Parser, known: Format, content: bytes) -> tuple[Loaded, list[str]]:
    """Return what was loaded of a file, and every reason that was given for what was not."""
    try:
        found = loaded(parser, known, content)
    except ParserStoppedError:
        raise
    except UnreadableArticleError as error:
        return Loaded(), [str(error)]
    return found, [each.reason for each in found.left_out]


def check(found: Loaded, reasons: list[str]) -> None:
    assert found.is_whole
    sources = [article.source for article in found.articles]
    assert len(set(sources)) == len(sources)
    for article in found.articles:
        assert article.text == SEPARATOR.join(paragraph.text for paragraph in article.paragraphs) == clean(article.text)
        assert (article.title, article.source) == (one_line(article.title), one_line(article.source))
    assert all(reason == one_line(reason) and not BUG.search(reason) for reason in reasons)
