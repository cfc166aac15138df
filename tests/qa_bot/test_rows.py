from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import CELLS
from embeddings.terms import query_terms
from embeddings.values import SEPARATOR, Hit, Passage
from qa_bot.bot import QABot
from qa_bot.rows import closed
from tests.conftest import Write
from tests.qa_bot.conftest import OpenBot

HEAD = "Ship | Built by | Lives lost"
ROWS = ["Estonia | Meyer Werft | 852", "Titanic | Harland and Wolff | 1496", "Britannic | Harland and Wolff | 30"]


def hit_of(question: str, *paragraphs: str, head: str = HEAD, heading: str = "") -> Hit:
    text = SEPARATOR.join(paragraphs)
    passage = Passage("a", "Ships", "a.md", 40, 40 + len(text), text, 3, 2 + len(paragraphs), head, heading)
    return Hit(passage, 1.0, rarities=dict.fromkeys(query_terms(question), 1.0))


def shut(*hits: Hit) -> list[list[str]]:
    return [
        [hit.passage.read[start:end] for start, end in stretches]
        for hit, stretches in zip(hits, closed(hits), strict=True)
    ]


def test_the_row_that_holds_what_is_asked_for_is_open_and_the_others_are_not() -> None:
    assert shut(hit_of("What of the Estonia?", *ROWS)) == [[HEAD, *ROWS[1:]]]
    assert shut(hit_of("What did Harland make?", *ROWS)) == [[HEAD, ROWS[0]]]


def test_where_no_row_holds_it_the_head_alone_is_closed() -> None:
    assert shut(hit_of("Which is it?", *ROWS)) == [[HEAD]]
    assert shut(hit_of("Which is it?", "They sailed.", HEAD, *ROWS)) == [[HEAD]]


def test_rows_of_one_table_are_looked_at_together_and_of_another_apart() -> None:
    question = "What of the Titanic?"
    first, second, other = (
        hit_of(question, ROWS[0]),
        hit_of(question, *ROWS[1:]),
        hit_of(question, "Una | Cay", head="Ship | By"),
    )
    assert shut(first, second, other) == [[HEAD, ROWS[0]], [HEAD, ROWS[2]], ["Ship | By"]]


def test_the_heading_above_tells_tables_of_one_head_apart() -> None:
    question, head = "How many names in the tlsserver profile?", "Property | Value"
    first, second = (
        hit_of(question, f"Max Names | {names}", "Order Lifetime | 8 hours", head=head, heading=heading)
        for heading, names in (("classic", 100), ("tlsserver", 25))
    )
    assert shut(first, second) == [
        ["classic", head, "Max Names | 100", "Order Lifetime | 8 hours"],
        ["tlsserver", head, "Order Lifetime | 8 hours"],
    ]
    inside = hit_of(question, "tlsserver", head, "Max Names | 25", head=head, heading="tlsserver")
    assert shut(first, inside)[1] == [head]


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("How many lives were lost on the Estonia?", ["Meyer Werft"]),
        ("Who built the Estonia?", ["852"]),
        ("What of the Estonia?", []),
        ("Which ship of Meyer's lost 852 lives?", []),
        ("Which ship was built by Meyer?", ["852"]),
    ],
)
def test_the_cells_of_columns_that_the_question_does_not_name_are_closed(question: str, cells: list[str]) -> None:
    assert shut(hit_of(question, ROWS[0])) == [[HEAD, *cells]]


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("How many pairs had Mill End in 2024?", ["2", "Holm"]),
        ("How many pairs had Mill End in 2019?", ["1", "Holm"]),
        ("How many more pairs had Mill End in 2019 than in 2024?", ["Holm"]),
        ("How many had Mill End in 2030?", []),
    ],
)
def test_the_year_of_the_question_tells_columns_apart(question: str, cells: list[str]) -> None:
    head = "Farm | Pairs in 2019 | Pairs in 2024 | Owner"
    assert shut(hit_of(question, "Mill End | 2 | 1 | Holm", head=head)) == [[head, *cells]]
    assert shut(hit_of(question, "Mill End | 2 | 1", head=head)) == [[head]]


def test_what_is_no_row_below_a_head_stays_open() -> None:
    assert shut(hit_of("What of the Titanic?", *ROWS, head="")) == [[]]
    assert shut(hit_of("What of the Titanic?", *ROWS[:2], "Nobody was to blame.")) == [[HEAD, ROWS[0]]]
    assert closed([]) == []


TIERS = ["Platinum: 10,000 crowns", "Gold: 5,000 crowns a month", "Silver: 1,000 crowns a month"]


def listed(question: str, *items: str, levels: Sequence[int] = (), title: str = "Sponsors") -> Hit:
    """Return a hit of a paragraph and a list below it, all of whose items lie equally deep if no levels are given."""
    text, found = "They pay:", []
    for item, level in zip(items, levels or [1] * len(items), strict=True):
        start = 40 + len(text) + len(SEPARATOR)
        text = f"{text}{SEPARATOR}{item}"
        if level:
            found.append((start, start + len(item), level))
    passage = Passage("a", title, "a.md", 40, 40 + len(text), text, 3, 3 + len(items), items=tuple(found))
    return Hit(passage, 1.0, rarities=dict.fromkeys(query_terms(question), 1.0))


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("What do gold sponsors pay a month?", [TIERS[0], TIERS[2]]),
        ("What is paid a month?", [TIERS[0]]),
        ("Do gold and silver sponsors pay?", [TIERS[0]]),
        ("Who sponsors it?", []),
    ],
)
def test_an_item_is_closed_beside_one_that_holds_its_terms_and_more(question: str, items: list[str]) -> None:
    assert shut(listed(question, *TIERS)) == [items]


def test_the_number_of_an_item_is_none_that_is_asked_for() -> None:
    items = ["3. Gold sponsors pay 500", "4. Silver sponsors pay 300"]
    assert shut(listed("What do the 4 sponsors pay?", *items)) == [[]]


def test_what_heads_a_list_or_lies_in_another_stands_beside_no_item_of_it() -> None:
    question, items = (
        "When will ferries stop?",
        ["In May", "Ferries slow down at noon", "Ferries stop at noon", "In July", "Buses start"],
    )
    assert shut(listed(question, *items, levels=(1, 2, 2, 1, 2))) == [["Ferries slow down at noon"]]
    assert shut(listed(question, *items, levels=(0, 1, 0, 1, 1))) == [[]]


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("How long does it take after the stock is poured in?", ["Pour in the stock.", "Simmer for 40 minutes."]),
        ("When was the rowing club founded?", ["Established: 1911", "Club colours: blue"]),
        ("What is the harbour master's phone?", ["Phone: 555 1234.", "Phone of the harbour master: 555 9999."]),
    ],
)
def test_sentences_and_items_of_other_kinds_stay_open_whatever_stands_beside_them(
    question: str, items: Sequence[str]
) -> None:
    assert shut(listed(question, *items)) == [[]]


def test_a_window_of_an_item_stands_beside_nothing() -> None:
    hit = listed("What do gold sponsors pay?", *TIERS)
    start, end, _ = hit.passage.items[1]
    window = replace(hit.passage, start=start + 5, text=hit.passage.text[start + 5 - 40 :])
    assert end > window.start
    assert [window.read[slice(*item)] for items in window.lists() for item in items] == [TIERS[2]]


def test_the_store_tells_which_items_a_passage_has(write: Write, open_bot: OpenBot) -> None:
    write("a.md", "# Sponsors\n\nThey pay:\n\n" + "".join(f"- {tier}\n" for tier in TIERS) + "\nThank you!\n")
    [hit] = open_bot().search("gold")
    assert [[hit.passage.read[start:end] for start, end in items] for items in hit.passage.lists()] == [TIERS]


@given(st.lists(st.sampled_from([*ROWS, HEAD, "They sailed."]), min_size=1, max_size=6), st.text(max_size=40))
def test_what_is_closed_is_rows_and_never_all_of_them(paragraphs: Sequence[str], question: str) -> None:
    hit = hit_of(question, *paragraphs)
    [closed_here] = shut(hit)
    assert all(CELLS in each for each in closed_here)
    assert len(closed_here) < len(hit.passage.read.split(SEPARATOR)) or set(paragraphs) == {HEAD}


@pytest.fixture
def ships(write: Write, open_bot: OpenBot) -> QABot:
    rows = "".join(f"| {name} | {year} |\n" for name, year in zip(NAMES, range(1850, 1950), strict=False))
    write("ships.md", f"# Ships\n\nMany sailed.\n\n| Ship | Sank in winter |\n|---|---|\n{rows}")
    return open_bot()


NAMES = [
    f"{first}{last}"
    for first in ("Ber", "Cor", "Dan", "Fen", "Gul", "Hol", "Jor")
    for last in ("a", "en", "itta", "ox", "um")
]


def test_a_row_far_down_is_found_by_its_head_and_cited_with_it(ships: QABot) -> None:
    answer = ships.ask("When did the Jorum sank in winter?")
    first = answer.citations[0]
    assert first.paragraph.text == "Jorum | 1884"
    assert first.head == "Ship | Sank in winter"
    assert first.article.text[first.paragraph.start : first.paragraph.end] == first.paragraph.text
    if answer.text is not None:
        assert answer.text in first.paragraph.text


@pytest.mark.parametrize("question", ["Ship, sank in winter?", "Who painted the ceiling?", "What sank?"])
def test_a_head_row_is_never_cited(ships: QABot, question: str) -> None:
    answer = ships.ask(question)
    assert answer.citations
    assert all(citation.paragraph.kind != "head" for citation in answer.citations)
