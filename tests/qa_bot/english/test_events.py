from __future__ import annotations

import pytest

from qa_bot.english.events import tells_of_event


@pytest.mark.parametrize(
    ("question", "text", "tells"),
    [
        ("When was Mara Lind born?", "Mara Lind and Bo Stokes were married on June 28, 2019.", False),
        ("When was Mara Lind born?", "Mara Lind (1815–1852) rowed for Sarn.", True),
        ("When was Mara Lind born?", "Her birthday is the 3rd of May.", True),
        ("Where was Bo Stokes born?", "The Germany-based rower Bo Stokes won.", False),
        ("Where was Bo Stokes born?", "Bo Stokes, a native of Sarn, won.", True),
        ("Who invented the flying boat?", "Flying boats are the subject of a book by Bo Stokes.", False),
        ("Who invented the flying boat?", "Bo Stokes came up with the flying boat.", True),
        ("Who is the new captain of Sarn?", "Those who were fired include Bo Stokes, the captain of Sarn.", False),
        ("Who is the new captain of Sarn?", "Sarn's new captain, Bo Stokes, rowed.", True),
        ("Who is Sarn's next captain?", "Bo Stokes was elected on Monday.", True),
        ("Who replaced Mara Lind as captain?", "It took a new turn after the Post wrote of its former captain.", False),
        ("Who replaced Mara Lind as captain?", "In her place came Bo Stokes.", True),
        ("Who is the captain of the new boat?", "Bo Stokes rowed.", True),
        ("How many men were killed at the bridge?", "30 to 40 men attacked the bridge.", False),
        ("How many men were killed at the bridge?", "Two men lost their lives at the bridge.", True),
        ("How many were killed?", "30 to 40 men attacked the bridge.", False),
        ("How many died?", "There were nine at the ball.", False),
        ("How many people died?", "The storm left nine dead.", True),
        ("How many people died?", "There were nine at the ball.", False),
        ("How many of the rowers were badly hurt?", "Five rowers were treated in a hospital.", True),
        ("How many of the rowers were badly hurt?", "Five rowers had a cold.", False),
        ("How many have been arrested?", "Police took 12 into custody.", True),
        ("How many sailors have been arrested?", "12 sailors came late.", False),
        ("How many deaths were there?", "12 sailors came late.", False),
        ("How many sailors came when their captain was arrested?", "12 sailors came late.", True),
        ("When was his funeral?", "He died on 31 January.", False),
        ("When was his funeral?", "His cremation took place on 13 February.", True),
        ("Where was Ann Holm buried?", "Ann Holm died at Sarn.", False),
        ("When was the old school at Sarn built?", "The school has used new desks since May 1912.", False),
        ("When was the old school at Sarn built?", "The school opened in May 1912.", True),
        ("What year was the club founded?", "It won its first cup in 1912.", False),
        ("What year was the club founded?", "It dates from 1912.", True),
        ("When was the bridge that they built sold?", "It went to Man in 1912.", True),
        ("Who was killed?", "Ann Holm.", True),
    ],
)
def test_an_answer_tells_of_the_event_that_is_asked_for(question: str, text: str, tells: bool) -> None:
    assert tells_of_event(question, text) == tells
