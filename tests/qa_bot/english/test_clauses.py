from __future__ import annotations

import pytest

from qa_bot.english.mentions import mentions


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Did the Crown cut taxes?", "the Crown"),
        ("When will the old mill open?", "the old mill"),
        ("When will Sarn's new pier open?", "Sarn's new pier"),
        ("Can the weavers strike?", "the weavers"),
        ("Could weavers strike?", "weavers"),
        ("Would the guild hear appeals?", "the guild"),
        ("Did the town council license boats?", "the town council"),
        ("Should the council trust Bo Stokes?", "the council"),
        ("Must the council tax the boats?", "the council"),
        ("Might the ferry Vega sink near Sarn?", "the ferry Vega"),
        ("Did the Sarn strike affect bakers?", "the Sarn strike"),
        ("May the ferry company of Man merge?", "the ferry company of Man"),
        ("Don't the boats leave early?", "the boats"),
        ("Does the boss pass?", "the boss"),
    ],
)
def test_the_verb_behind_an_auxiliary_ends_what_is_described(question: str, subject: str) -> None:
    assert mentions(question)[0].text == subject
