from __future__ import annotations

from dataclasses import replace

import pytest

from embeddings.values import Article, Paragraph
from qa_bot.english.follow_up import in_full
from qa_bot.values import Answer, Citation, Timings


def said(question: str, text: str | None = None, *, cited: str = "", author: str | None = None) -> Answer:
    paragraph = Paragraph(1, 0, len(cited), cited)
    article = Article("a", "The pier", "a.txt", cited, (paragraph,), author)
    citations = (Citation(1, article, paragraph, None, None, 1.0),) if cited or author else ()
    return Answer(question, text, 0.9, citations, Timings(0, 0, 0), instead="author" if author else "nearest")


FINED = said("How many charges did Bo Lindqvist face?", "nine")
SMUGGLERS = said("Who was caught with eels in Ranvik?")
WED = said("When did Mara Lind and Jo Berg wed?", "in May")


@pytest.mark.parametrize(
    ("before", "question", "full"),
    [
        (WED, "are they still friends?", "are Mara Lind and Jo Berg still friends?"),
        (said("Did Bo Dahl, Jo Berg and Mara Lind row?"), "did they win?", "did Bo Dahl, Jo Berg and Mara Lind win?"),
        (said("When did Bo Lindqvist row?"), "did they win?", "did they win?"),
        (said("When did Orca Bank open?"), "did they win?", "did Orca Bank win?"),
        (said("Why did Orca close?"), "did they reopen?", "did Orca reopen?"),
        (said("Why did the bakers strike?"), "did they win?", "did the bakers win?"),
        (said("How many goals did Sarn score?", "9"), "did they win?", "did Sarn win?"),
        (said("How many people died in the Sarn fire?", "9"), "who were they?", "who were they?"),
        (
            said("Which rowers left the regatta?", "Bo Dahl and Jo Berg"),
            "did they win?",
            "did Bo Dahl and Jo Berg win?",
        ),
        (
            said("Who rowed?", "Ann van der Holm and Bo Carl Dahl"),
            "did they win?",
            "did Ann van der Holm and Bo Carl Dahl win?",
        ),
    ],
)
def test_they_are_several_or_a_body(before: Answer, question: str, full: str) -> None:
    assert in_full(question, [before]) == full


def test_one_who_is_called_by_the_surname_in_what_is_cited_is_nobody_s_group() -> None:
    before = said("When did Bo Dahls row?", cited="Bo Dahls rowed in May. Dahls won.")
    assert in_full("did they win?", [before]) == "did they win?"
    before = said("When did Dahl row?", cited="On that day Bo Dahl rowed. Dahl won.")
    assert in_full("did they win?", [before]) == "did they win?"


def test_they_are_none_of_whom_older_questions_spoke_than_the_one_who_asked_for_several() -> None:
    assert in_full("where were they caught?", [WED, SMUGGLERS]) == "where were they caught?"
    assert in_full("where were they caught?", [FINED, said("who helped him?", "Jo Berg"), SMUGGLERS]) == (
        "where were they caught?"
    )
    assert in_full("what are their names?", [WED, said("How many people were caught?")]) == "what are their names?"
    assert in_full("where did they meet?", [WED, said("How old is the pier?")]) == "where did the pier meet?"


@pytest.mark.parametrize("nobody", ["FBI", "People", "Villagers"])
def test_she_is_neither_a_body_nor_several(nobody: str) -> None:
    caught = said("Who was caught?", nobody, cited="Some villagers were caught.")
    assert in_full("how old is she?", [said("Who is Mara Lind?"), caught]) == "how old is Mara Lind?"
    assert in_full("what's his job?", [caught]) == "what's his job?"


def test_three_authors_wrote_something_else() -> None:
    before = said("Who wrote the article on the pier?", author="Mara Ann Lind; Jo Berg; Bo Carl Dahl")
    question = "what else did they write?"
    assert in_full(question, [before]) == "what else did Mara Ann Lind and Jo Berg and Bo Carl Dahl write?"
    full = said(in_full(question, [before]))
    assert in_full("when was it published?", [before, full]) == "when was “The pier” published?"


def test_a_verb_behind_a_pronoun_is_nothing_that_is_talked_of() -> None:
    before = replace(said("what else did they write?"), instead="nearest")
    assert in_full("when was it published?", [before]) == "when was it published?"
    assert in_full("how long is it?", [said("what did you paint the old pier with?")]) == "how long is the old pier?"
