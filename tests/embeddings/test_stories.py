from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.loading import load_articles
from embeddings.stories import share_words, shingles, sketch, tell_one_story
from tests.conftest import SAMPLE_ARTICLES

WIRE = (
    "The chain bridge at Varnholt will close on Monday and stay closed for two winters, the county's engineers said. "
    "Inspectors who drilled into the eastern anchor in June found that a third of the iron links were too thin.\n\n"
    "Some 6,200 vehicles cross the bridge on a working day. They will be sent over the motorway bridge at Emmering, "
    "eleven kilometres upstream. The repair will cost 18.4 million crowns, of which the state pays two thirds."
)
OF_ANOTHER_PAPER = (
    "Drivers in Varnholt face a long way round. From Monday no car may use the old chain bridge, after borings at the "
    "eastern anchor showed in June that every third link has rusted.\n\n"
    "The diversion leads over the motorway at Emmering, eleven kilometres up the river, and the county counts 6,200 "
    "vehicles a day. The state pays two thirds of the 18.4 million crowns, and the town will find the rest."
)
WORDS = [f"word{number}" for number in range(5_000)]


def article(name: str) -> str:
    path = SAMPLE_ARTICLES / name
    return load_articles(path.read_bytes(), source=name).articles[0].text


MOON, WEB = article("apollo-11-landing.md"), article("invention-of-the-web.md")


@pytest.mark.parametrize(
    "copy",
    [
        f"Bridge to close\n\nOur readers have long feared what is now certain.\n\n{WIRE}",
        WIRE[: len(WIRE) // 2],
        WIRE.replace("eleven kilometres", "seven miles").replace("18.4 million crowns", "$2.1m").upper(),
        f"{MOON}\n\n{WIRE}\n\n{WEB}",
    ],
)
def test_a_copy_tells_the_same_story(copy: str) -> None:
    assert tell_one_story(sketch(WIRE), sketch(copy))
    assert tell_one_story(shingles(WIRE), shingles(copy))


@pytest.mark.parametrize("other", [OF_ANOTHER_PAPER, MOON, f"{MOON}\n\n{OF_ANOTHER_PAPER}"])
def test_an_article_of_its_own_about_the_same_event_tells_another(other: str) -> None:
    assert not tell_one_story(sketch(WIRE), sketch(other))
    assert not tell_one_story(shingles(WIRE), shingles(other))


@pytest.mark.parametrize("text", ["", "Yes.", "\x1b[31m", "The ferry at Rosslare leaves at noon.", "… — !"])
def test_what_is_too_short_to_be_told_is_no_copy(text: str) -> None:
    assert not tell_one_story(shingles(text), shingles(text))


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_compared_alike_both_ways(one: str, other: str) -> None:
    assert sketch(one) <= shingles(one)
    assert tell_one_story(shingles(one), shingles(other)) == tell_one_story(shingles(other), shingles(one))


@given(st.integers(min_value=0), st.floats(0, 1))
def test_a_sketch_estimates_the_share_of_shingles(seed: int, share: float) -> None:
    chosen = random.Random(seed)
    story = chosen.choices(WORDS, k=1_000)
    other = [*story[: int(1_000 * share)], *chosen.choices(WORDS, k=3_000)]
    whole, kept = ([of(" ".join(words)) for words in (story, other)] for of in (shingles, sketch))
    exact, estimated = (len(one & two) / len(one) for one, two in (whole, kept))
    assert abs(exact - estimated) < 0.15


def test_short_texts_are_told_by_most_of_their_words() -> None:
    assert share_words("Two people died.", "Three people died.")
    assert share_words("Three people died.", WIRE + " Three people died.")
    assert not share_words("Rain in the north.", "Fog, then sun.")
    assert not share_words("", "Fog.")
    assert not share_words(WIRE, WIRE)  # long ones are told by their shingles
