from __future__ import annotations

from tests.conftest import Write
from tests.qa_bot.conftest import OpenBot


def test_what_a_thing_is_is_told_by_the_sentence_that_says_so_where_nothing_was_read(
    write: Write, open_bot: OpenBot
) -> None:
    write("a.md", "# Ferries\n\nThe Una sank. The Vega, unlike the Una, is a ferry with sails.")
    write("b.md", "# Boats\n\nThe Vega – Holm's new ferry – lay at the quay beside the Una.")
    write("c.md", "# Sails\n\nThe Vega was a ferry with sails, and was sold in May.")
    answer = open_bot().ask("What is the Vega?")
    assert (answer.text, answer.articles) == ("a ferry with sails", 2)
    assert 0.5 < answer.confidence < 0.6
    assert [each.text for each in answer.alternatives] == ["Holm's new ferry"]
    assert open_bot().ask("What is the Una?").text is None
