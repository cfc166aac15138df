from __future__ import annotations

from collections.abc import Sequence

from embeddings.values import Hit
from qa_bot.bot import QABot
from qa_bot.values import Finding, Reading, Span
from tests.conftest import Write
from tests.qa_bot.conftest import OpenBot


class NameReader:
    """Finds names, of each article one: less surely where a year is asked about, and then each a rival of the other."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def read(self, question: str, hits: Sequence[Hit]) -> Reading:
        is_of_a_year = "2012" in question
        found = [
            Finding((Span(hit.passage, start, start + len(name), 1.0),), 0.5 if is_of_a_year else 0.9, is_of_a_year)
            for hit in hits
            for name in self._names
            if (start := hit.passage.text.find(name)) >= 0
        ]
        return Reading(tuple(found))


def reading(open_bot: OpenBot, *names: str) -> QABot:
    """Return a bot that finds these names, in articles of one paragraph."""
    bot = open_bot()
    bot._reader = NameReader(*names)
    return bot


def test_what_articles_of_the_year_tell_again_is_not_told_as_another_answer(write: Write, open_bot: OpenBot) -> None:
    write("a.md", "---\ndate: 2013-05-06\n---\nIn 2012 the race went to Ann Holm, as one said.")
    write("b.md", "---\ndate: 2012-05-07\n---\nThe race at Sarn was for Holm.")
    answer = reading(open_bot, "Ann Holm", "Holm").ask("Who won the race in 2012?")
    assert (answer.text, answer.confidence, answer.alternatives) == ("Holm", 0.9, ())


def test_what_an_article_of_the_year_tells_of_another_is_no_answer(write: Write, open_bot: OpenBot) -> None:
    write("2012-05-06-a.md", "---\ndate: 2012-05-06\n---\nOn 3 May 1990 the race at Sarn was won by Holm.")
    answer = reading(open_bot, "Holm").ask("Who won the race in 2012?")
    assert answer.confidence == 0.5


def test_behind_a_list_there_is_no_whole_name_of_its_first(write: Write, open_bot: OpenBot) -> None:
    write("a.md", "# Race\n\nThe winner, Tove Holm, wept.\n\nThe swimmers were:\n\n- Holm\n- Lind\n")
    answer = reading(open_bot).ask("Who were the swimmers?")
    assert (answer.text, answer.rest, answer.whole_name) == ("Holm", ("Lind",), None)


def test_a_list_of_another_year_does_not_answer(write: Write, open_bot: OpenBot) -> None:
    write("a.md", "---\ndate: 2014-05-06\n---\n# Regatta\n\nThe prizes were:\n\n- a cup\n- a plate\n")
    write("b.md", "---\ndate: 2012-05-06\n---\n# Roof\n\nThe roof of the club is Lind's.")
    bot = reading(open_bot, "Lind")
    assert bot.ask("What were the prizes?").rest == ("a plate",)
    assert not bot.ask("What were the prizes in 2012?").rest


def test_what_letters_stand_for_is_told_from_where_it_is_said_in_full(write: Write, open_bot: OpenBot) -> None:
    for number in range(12):
        write(
            f"{number}.md",
            f"# ARI number {number}\n\nThe ARI of Sarn stands by the quay, and what ARI does {number} know.",
        )
    write("tall.md", "# Renewals\n\nWith ACME Renewal Information (ARI) a client is told when to come back.")
    answer = reading(open_bot, "the quay").ask("What does ARI stand for?")
    assert (answer.text, answer.confidence, answer.alternatives) == ("ACME Renewal Information", 0.95, ())
    write("b.md", "# Lungs\n\nAn acute respiratory infection (ARI) is no joke.")
    write("c.md", "# Lungs again\n\nARI, short for acute respiratory infection, is common.")
    answer = reading(open_bot, "the quay").ask("What does ARI stand for?")
    assert answer.text == "acute respiratory infection"
    assert [each.text for each in answer.alternatives] == ["ACME Renewal Information"]
    assert answer.articles == 2
    assert reading(open_bot, "the quay").ask("What does XYZ stand for?").text == "the quay"
