from __future__ import annotations

import pytest

from embeddings.terms import query_terms
from embeddings.values import Article, Hit
from qa_bot.numbered import of_numbered
from qa_bot.values import Finding
from tests.qa_bot.written import article_of, found, passage_of

SAUNA = article_of(
    """
    The sauna is open from noon.
    # Rules
    All members agree to these:
    - 1. Wash before you go in.
    - 2. Sit on a towel,
      - 1. of cotton
      - 3. and no other.
    - 3. Keep your voice low.
    = It is a small house.
    # Boats
    Boats of the club, by age:
    - 1. Ann
    - 2. Eva
    """,
    title="The harbour club",
)
FERRY = article_of("The rules on board are:\n- a) Stay seated.\n- b) Hold on.\n- 3) Do not sing", "Ferry", "b")


def answers(question: str, *findings: Finding, of: tuple[Article, ...] = (SAUNA,)) -> list[tuple[str, float]]:
    hits = [Hit(passage_of(each), 1.0, rarities=dict.fromkeys(query_terms(question), 1.0)) for each in of]
    judged = of_numbered(question, findings, hits, {each.id: each for each in of}.get)
    return [(each.spans[0].text, round(each.confidence, 2)) for each in judged]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is rule 2?", "Sit on a towel"),
        ("What is the first rule?", "Wash before you go in"),
        ("What is the third rule of the club?", "Keep your voice low"),
        ("What is rule 3 about voices?", "Keep your voice low"),
        ("What is the second step of the boats?", "Eva"),
    ],
)
def test_the_item_of_that_number_answers(question: str, said: str) -> None:
    assert answers(question) == [(said, 0.8)]


@pytest.mark.parametrize(
    "question",
    ["What is rule 7?", "What is step 1?", "What is rule 3 of the ferry to Brenna?", "Which rules are there?"],
)
def test_no_other_item_does(question: str) -> None:
    assert answers(question) == []


def test_what_was_read_stays_if_it_is_as_likely_and_else_comes_behind() -> None:
    assert answers("What is rule 2?", found(SAUNA, "noon", 0.85)) == [("noon", 0.85)]
    assert answers("What is rule 2?", found(SAUNA, "noon", 0.6)) == [("Sit on a towel", 0.8), ("noon", 0.12)]


def test_where_several_lists_have_such_an_item_each_is_as_likely() -> None:
    said = answers("What is rule 3?", found(SAUNA, "noon", 0.6), of=(SAUNA, FERRY))
    assert said == [("Keep your voice low", 0.4), ("Do not sing", 0.4), ("noon", 0.12)]
    assert answers("What is rule b?", of=(SAUNA, FERRY)) == [("Hold on", 0.8)]


def test_a_list_that_is_called_so_itself_goes_before_one_that_only_lies_below_such_a_title() -> None:
    text = "Keep to these rules:\n- 1. Sign the book.\n- 2. Nobody rows alone.\n# Launching\nIt takes two steps:\n"
    club = article_of(f"{text}- 1. Carry the boat.\n- 2. Lower the stern.", title="Rules of the boathouse")
    assert answers("What is rule 2?", of=(club,)) == [("Nobody rows alone", 0.8)]
    assert answers("What is step 2?", of=(club,)) == [("Lower the stern", 0.8)]


def test_an_article_that_is_gone_is_passed_over() -> None:
    hits = [Hit(passage_of(SAUNA), 1.0)]
    gone: dict[str, Article] = {}
    assert of_numbered("What is rule 3?", [], hits, gone.get) == []
    assert of_numbered("What is rule 3?", [], [], gone.get) == []
