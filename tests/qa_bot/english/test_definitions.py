from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.english.definitions import definition_of, named_thing, tells_what_it_is


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What is Voyager 1?", "Voyager 1"),
        ("what's the Doyle Owl", "Doyle Owl"),
        ("What was the Bay of Sarn?", "Bay of Sarn"),
        ("What are the Man Games?", "Man Games"),
        ("What is Sarn known for?", None),
        ("What is the capital of Man?", None),
        ("What is Mara Lind's name?", None),
        ("What is a hard link?", None),
        ("Who is Mara Lind?", None),
        ("What?", None),
        ("", None),
    ],
)
def test_a_question_may_ask_what_something_with_a_name_is(question: str, name: str | None) -> None:
    assert named_thing(question) == name


@pytest.mark.parametrize(
    ("text", "answer", "name"),
    [
        ("RDF is a framework for metadata.", "a framework for metadata", "RDF"),
        ("Sarn, as most will know, is just a town.", "a town", "Sarn"),
        ("They stayed at Los Monos, a home for monkeys.", "home for monkeys", "Los Monos"),
        ("The UN (United Nations) met.", "United Nations", "UN"),
        ("One of the discs is ParaKnoppix.", "One of the discs", "ParaKnoppix"),
        ("They moved to a monastery, “The Black House”.", "a monastery", "Black House"),
        ("It has 50 blocks informally known as Skid Row.", "50 blocks", "Skid Row"),
        ("The Dolmabahçe Palace, seat of the state, burned.", "seat of the state", "Dolmabahce Palace"),
    ],
)
def test_what_stands_beside_a_name_tells_what_it_is(text: str, answer: str, name: str) -> None:
    start = text.index(answer)
    assert tells_what_it_is(text, start, start + len(answer), name)


@pytest.mark.parametrize(
    ("text", "answer", "name"),
    [
        ("The Doyle Owl has new owners.", "new owners", "Doyle Owl"),
        ("A set of thrusters on Voyager 1 failed.", "thrusters", "Voyager 1"),
        ("He found Gift Your Gear online.", "online", "Gift Your Gear"),
        ("KRRC moves to Live 365, a service for streams.", "a service", "KRRC"),
        ("Lind is taking Hum 110.", "Lind", "Hum 110"),
        ("Sarn fell. It was a town.", "a town", "Sarn"),
        ("Vega is Sarnlink's name for a boat.", "Sarnlink", "Vega"),
        ("Vega is Sarnlink's name for a boat.", "Vega", "Sarnlink"),
        ("Heroic is not a ferry.", "not a ferry", "Heroic"),
        (f"Sarn is {'simply ' * 60}near Holm.", "Holm", "Sarn"),
    ],
)
def test_what_is_said_of_a_thing_does_not_tell_what_it_is(text: str, answer: str, name: str) -> None:
    start = text.index(answer)
    assert not tells_what_it_is(text, start, start + len(answer), name)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It sank. The Vega, unlike the Una, is a ferry with sails, and sank too.", "a ferry with sails"),
        ("Vega is Sarnlink's name for a ferry.", "Sarnlink's name for a ferry"),
        ("The Vega (1912) was one of the ferries of Sarn.", "one of the ferries of Sarn"),
        ("The Vega – Holm’s new ferry – lay at the quay.", "Holm’s new ferry"),
        ("Vega, an old ferry, was sold.", "an old ferry"),
        ("The Vega is a great success.", None),
        ("Vega is a disk drive.", "a disk drive"),
        ("Vega is a way to measure ice.", "a way to measure ice"),
        ("Vega, a day of prayer, is in May.", "a day of prayer"),
        ("Vega is a tale told by pilots.", "a tale told by pilots"),
        ("Vega is a group that says it sails.", "a group that says it sails"),
        ("Vega, a year earlier, had sunk.", None),
        ("Vega, a spokesman said, will not sail.", None),
        ("Vega, a source told us, was sold.", None),
        ("Vega, a goal up, lost.", None),
        ("Vega, a few days ago, sank.", None),
        ("Vega is a short walk from Holm.", None),
        ("Vega is a bad idea, said Jo Berg.", None),
        ("Vega is a year behind its rivals.", None),
        ("Vega is one of the reasons why rents rose.", None),
        ("Vega is a town no more.", None),
        ("The Vega is not a ferry.", None),
        ("Is the Vega a ferry? Vega is a what?", None),
        ("On the Vega, a ferry sank.", None),
        ("The Una and the Vega are a couple of ferries.", None),
        ("Vega, an old ferry, and a barge were sold.", None),
        ("Sold was the Vega, a ferry.", None),
        ("The vega is a guitar.", None),
        ("The Vegas is a guitar.", None),
    ],
)
def test_a_sentence_that_begins_with_a_name_may_say_plainly_what_that_is(text: str, told: str | None) -> None:
    bounds = definition_of(text, "Vega")
    assert (bounds and text[slice(*bounds)]) == told


@given(st.text("Ab, is()the “”.é\n", max_size=60), st.data())
def test_any_part_of_any_text_tells_it_or_does_not(text: str, data: st.DataObject) -> None:
    bounds = definition_of(text, "Ab")
    assert bounds is None or text[slice(*bounds)].strip()
    start = data.draw(st.integers(0, len(text)))
    assert tells_what_it_is(text, start, data.draw(st.integers(start, len(text))), "Ab") in (True, False)
