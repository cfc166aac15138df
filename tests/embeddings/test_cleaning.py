from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from embeddings import likely
from embeddings.cleaning import without_furniture
from embeddings.documents import MOST_BLOCKS, Block, Document
from embeddings.furniture import ends_like_a_sentence
from tests.embeddings.texts import sentences

FURNITURE = ["Ice in the harbour", "Most read", "1. Ferry sinks", "© 2024 Wire", "By the desk", "Sign in"]


def kept(*lines: str, title: str | None = None, from_web: bool = False) -> list[str]:
    document = Document([Block(line) for line in lines], title, from_web=from_web)
    return [block.text for block in without_furniture(document).blocks]


def test_other_articles_go_until_the_article_goes_on() -> None:
    lines = ["It froze.", "You might also like", "Ferry sinks in gale", "Mayor resigns over ice", "It thawed in May."]
    assert kept(*lines, from_web=True) == ["It froze.", "It thawed in May."]


ICE = "The ice on the harbour held for eleven days that March."
THAW = "Then it thawed, and the first boats left for the northern banks."


def test_a_list_of_other_articles_goes_with_its_numbers_and_a_heading_below_it_stays() -> None:
    others = ["Most read", "1. Ferry sinks in gale", "2. Actor who played a king dies at 90"]
    assert kept(ICE, *others, "The thaw", THAW, from_web=True) == [ICE, "The thaw", THAW]


def test_an_item_below_what_opens_other_articles_may_ask() -> None:
    items = [Block(line, "item") for line in ("Ferry sinks in gale", "Is ice bad for you?", "Mayor resigns")]
    page = Document([Block(ICE), Block("More must-reads from Harbour Wire", "heading", 2), *items], from_web=True)
    assert [block.text for block in without_furniture(page).blocks] == [ICE]


def test_what_stands_above_the_title_and_up_to_the_byline_goes_but_a_standfirst() -> None:
    standfirst = "Nobody had seen the like since 1931"
    top = ["Home", "Region", "Ice in the harbour", "Region", standfirst, "By the coast desk", "4 March 2021"]
    assert kept(*top, "Day one", ICE, title="Ice in the harbour", from_web=True) == [standfirst, "Day one", ICE]


def test_nothing_unfinished_stays_below_the_first_button_after_the_end() -> None:
    end = ["Subscribe now", "Harbour Wire Group", "Careers", "© 2024 Harbour Wire"]
    assert kept(ICE, "Rope", "Salt", *end, from_web=True) == [ICE, "Rope", "Salt"]
    assert kept(ICE, "They sold:", "Rope", "Salt", *end, from_web=True) == [ICE, "They sold:", "Rope", "Salt"]
    assert kept(ICE, "Rope | 12", "Salt | 3", *end, from_web=True) == [ICE, "Rope | 12", "Salt | 3"]


LONG = [f"{ICE} {THAW} So it went in the year {year}, and in the year after that." for year in range(1900, 1908)]


def test_of_a_long_page_no_sentence_stays_above_the_title_or_among_what_follows_the_end() -> None:
    top = ["We and our partners read what you do.", "It is free for all who live here.", "Home", "Ice in the harbour"]
    end = ["Share this article", "Read next", "Ferry sinks", "Nobody on board could swim, they say.", "Log in"]
    assert kept(*top, "By Ada Lovelace", *LONG, *end, title="Ice in the harbour", from_web=True) == LONG


def test_paragraphs_below_buttons_go_on_with_the_article() -> None:
    promotion = [
        "Share this article",
        "Sign up for our newsletter.",
        "Read next",
        "Ferry sinks in gale",
        "Mayor resigns over the ice",
    ]
    assert kept(*LONG, *promotion, *LONG, from_web=True) == LONG + LONG


@pytest.mark.parametrize(
    "line",
    [
        "Ada Lovelace covers the coast for the Wire and lives in the north.",
        "Reporting by Per Berg and Ines Okafor; editing by Omar Quist",
        "This article was first published in the spring of 2021.",
        "Reach the desk at news@wire.example.",
        "Already a subscriber? Sign in.",
        "Dieser Beitrag erschien zuerst im Boten.",
    ],
)
def test_what_is_said_of_the_author_goes_below_the_article_and_stays_in_it(line: str) -> None:
    assert kept("By Ada Lovelace", *LONG, line, from_web=True) == LONG
    assert (line in kept(*LONG, line, *LONG, from_web=True)) is not line.startswith("Already")


def test_a_field_for_an_address_goes_with_what_asks_for_it() -> None:
    promotion = ["THE WEEKLY TIDE", "One long read, free.", "Enter your email", "Sign me up"]
    assert kept(*LONG[:2], *promotion, *LONG[2:], from_web=True) == LONG


def test_the_name_of_the_author_goes_wherever_it_stands_alone() -> None:
    assert kept("By Ada Lovelace", *LONG[:2], "Ada Lovelace", *LONG[2:], from_web=True) == LONG


@settings(max_examples=50, deadline=None)
@given(
    st.lists(sentences, min_size=3, max_size=8),
    st.lists(st.tuples(st.integers(0, 8), st.sampled_from(FURNITURE)), max_size=3),
)
@example(["The the the the the the the the the the the the."] * 3, [(0, "© 2024 Wire"), (2, "Most read")])
def test_no_sentence_between_those_of_a_long_page_is_lost(prose: list[str], furniture: list[tuple[int, str]]) -> None:
    lines = list(prose)
    for position, line in furniture:
        lines.insert(position, line)
    assert [line for line in kept(*LONG, *lines, *LONG, from_web=True) if line in prose] == prose


def test_a_short_sentence_between_two_titles_stays() -> None:
    assert kept("Ice", "It froze.", "Ice", *LONG, title="Ice", from_web=True) == ["It froze.", *LONG]


def test_a_list_that_an_advert_parts_stays_at_the_end_too() -> None:
    assert kept(ICE, "Rope", "Advertisement", "Salt", "Tar", from_web=True) == [ICE, "Rope", "Salt", "Tar"]


def test_comments_go_if_people_reply_in_them() -> None:
    comments = ["2 comments", "Per says:", "Never again, I hope, it was cold.", "Reply", "Ada says:", "Why not?"]
    assert kept(ICE, *comments, from_web=True) == [ICE]
    assert kept(ICE, "Comments", THAW, from_web=True)[-1] == THAW
    assert kept("2 comments", ICE, THAW, *comments, from_web=True) == [ICE, THAW]


def test_the_replies_of_a_page_that_says_that_it_is_a_discussion_stay() -> None:
    replies = ["2 Comments", "Per says:", THAW, "Reply", "Ada says:", "It never did in my time.", "Reply"]
    page = Document([Block(line) for line in (ICE, *replies)], from_web=True)
    assert THAW not in [block.text for block in without_furniture(page).blocks]
    stay = [block.text for block in without_furniture(replace(page, is_discussion=True)).blocks]
    assert [line for line in stay if line in (ICE, *replies[2::3])] == [ICE, THAW, replies[5]]


def test_comments_below_a_form_go_if_many_reply() -> None:
    form = [
        "View comments (27)",
        "Your name",
        "Text format",
        "Plain text",
        "Leave this blank",
        "Comment *",
        "Anonymous",
    ]
    replies = [line for year in range(5) for line in (f"{THAW} I saw it myself in {year}.", "Reply", "Lars")]
    assert kept(*LONG[:1], *form, *replies, from_web=True) == LONG[:1]
    assert set(LONG) <= set(kept("View comments (27)", *LONG, *replies, from_web=True))
    assert kept(*LONG[:1], *form, *replies[:4], from_web=True)[-1].endswith("in 1.")


@pytest.mark.parametrize("times", [1, 6])
def test_the_more_labels_stand_below_the_end_the_more_prose_it_takes_to_go_on(times: int) -> None:
    prose = " ".join([ICE, THAW] * 4)
    end = ["Share this article", "Sign in", "Subscribe now"] * times
    assert (prose in kept(*LONG, *end, prose, from_web=True)) is (times == 1)


def test_a_line_that_returns_among_furniture_goes_and_a_refrain_stays() -> None:
    user = ["ada_64", "Joined in spring"]
    assert kept(ICE, *user, THAW, *user, ICE, from_web=True) == [ICE, THAW, ICE]
    verse = ["And nobody rowed", "The ice came down", "And nobody rowed", "The boats lay still", "And no one slept"]
    assert kept(ICE, *verse, THAW, from_web=True) == [ICE, *verse, THAW]


def test_what_is_said_of_several_stays_and_what_stands_twice_below_one_heading_goes() -> None:
    def page(*items: str) -> list[str]:
        huts = [[Block(f"Hut {hut}", "heading", 2), *(Block(item, "item", 1) for item in items)] for hut in range(3)]
        blocks = [Block(LONG[0]), *(block for hut in huts for block in hut), Block(LONG[1])]
        return [
            block.text for block in without_furniture(Document(blocks, from_web=True)).blocks if block.kind == "item"
        ]

    assert page("Beds: 12", "Open in winter") == 3 * ["Beds: 12", "Open in winter"]
    assert page("Beds: 12", "Ropes", "Ropes") == 3 * ["Beds: 12"]


def test_a_date_further_down_is_the_articles_own() -> None:
    lines = [ICE, THAW, f"{ICE} ", "4 March 2021", THAW]
    assert kept(*lines, from_web=True) == lines


def test_links_that_edit_and_credits_go_from_the_lines_that_hold_them() -> None:
    lines = ["History[edit]", ICE, "The pier (Image: Harbour Wire)", THAW, "He wrote [edit] on it."]
    expected = ["History", ICE, "The pier", THAW, "He wrote [edit] on it."]
    assert kept(*lines, from_web=True) == expected
    assert kept(*lines) == lines


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("The lamp was lost in the storm. AFP/Getty Images", "The lamp was lost in the storm."),
        ("The pier in winter AP Photo/Ada Byron", "The pier in winter"),
        ("Most faults come from HTTP/TLS parsing.", "Most faults come from HTTP/TLS parsing."),
        ("It is no ship in the DNV/Lloyd sense of the word.", "It is no ship in the DNV/Lloyd sense of the word."),
        ("What runs on GNU/Linux Mint", "What runs on GNU/Linux Mint"),
        ("A gale over the port REUTERS/Ada Byron", "A gale over the port"),
    ],
)
def test_only_a_credit_is_cut_from_the_end_of_a_line(line: str, left: str) -> None:
    assert kept(ICE, line, THAW, from_web=True) == [ICE, left, THAW]


def test_headings_that_a_list_of_contents_holds_too_stay() -> None:
    headings = ["The ice comes", "The ice goes", "What was lost"]
    contents = [Block(heading, "item", 1) for heading in headings]
    parts = [[Block(heading, "heading", 2), Block(ICE), Block(THAW)] for heading in headings]
    page = Document([Block(THAW), *contents, *(block for part in parts for block in part)], "Ice", from_web=True)
    left = [block.text for block in without_furniture(page).blocks if block.kind == "heading"]
    assert left == headings


@settings(max_examples=100, deadline=None)
@given(
    st.lists(sentences, min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 8), st.sampled_from(FURNITURE)), max_size=10),
)
def test_no_sentence_of_a_page_is_lost(prose: list[str], furniture: list[tuple[int, str]]) -> None:
    lines = list(prose)
    for position, line in furniture:
        lines.insert(position, line)
    assert [line for line in kept(*lines, title="Ice in the harbour", from_web=True) if line in prose] == prose


def test_the_title_goes_however_it_is_written() -> None:
    assert kept("HARBOUR FREEZES OVER", "It froze.", title="Harbour freezes over!", from_web=True) == ["It froze."]


def test_author_and_date_are_read_at_the_top_and_no_further_down() -> None:
    top = without_furniture(Document([Block("By Ines Okafor"), Block("Published 4 March 2021"), Block("It froze.")]))
    assert (top.author, top.published) == ("Ines Okafor", "2021-03-04")
    low = [*[Block(f"Sentence {number}.") for number in range(20)], Block("By Ines Okafor"), Block("4 March 2021")]
    below = without_furniture(Document(low))
    assert (below.author, below.published) == (None, None)


def test_what_the_file_itself_says_comes_first() -> None:
    document = without_furniture(
        Document([Block("By Ines Okafor"), Block("4 March 2021")], None, "A. Lund", "2020-01-02")
    )
    assert (document.author, document.published) == ("A. Lund", "2020-01-02")


@pytest.mark.parametrize("from_web", [False, True])
def test_headings_in_a_row_and_at_the_end_stay(from_web: bool) -> None:
    blocks = [*(Block(name, "heading") for name in ("Ports", "Ice")), Block("It froze."), Block("End", "heading")]
    assert without_furniture(Document(blocks, from_web=from_web)).blocks == blocks


@pytest.mark.parametrize(
    "lines",
    [
        ["Published: 3 October 2023", "Photo: Ines Okafor", "Home", "It froze.", "Search"],
        ["About us", "We row.", "Latest news", "Boat: 12 kroner", "Contact us", "Phone: 4417", "Privacy policy"],
        ["Sign up for the trip with Per.", "Subscribe to the journal at the library.", "Follow us to the pier."],
        ["You might also like", "Herring", "Cod"],
    ],
    ids=["labels", "parts", "invitations", "one mark"],
)
def test_what_people_write_themselves_is_no_page(lines: list[str]) -> None:
    assert kept(*lines)[-len(lines) + 1 :] == lines[1:]


@pytest.mark.parametrize(
    "marks", [["Share this article", "Menu"], ["You might also like", "Skip to content"], ["12 comments", "5 min read"]]
)
def test_buttons_show_that_a_text_was_pasted(marks: list[str]) -> None:
    assert kept("It froze.", *marks) == ["It froze."]


def test_a_label_in_a_list_of_other_lines_stays() -> None:
    rows = ["Rope: 12", "Photo: 45", "Home", "By Boat", "By Car", "Sails: 3"]
    assert kept("Share this article", "It froze.", *rows, "It thawed.", from_web=True) == [
        "It froze.",
        *rows,
        "It thawed.",
    ]


def test_rows_of_a_table_are_no_headlines() -> None:
    assert kept("It froze.", "Most popular boats", "Petrel | 12", from_web=True) == ["It froze.", "Petrel | 12"]


def test_the_days_of_a_diary_stay_and_are_no_date_of_publication() -> None:
    lines = ["4 March 2021", "We rowed.", "5 March 2021", "We slept."]
    for from_web in (False, True):
        assert kept(*lines, from_web=from_web) == lines
    assert without_furniture(Document([Block(line) for line in lines])).published is None


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Published: 3 October 2023", False),
        ("By Ada Lovelace", False),
        ("Posted by Ada Lovelace", False),
        ("3 October 2023", True),
        ("Published 3 October 2023 at 10:30", True),
        ("By Ada Lovelace, published 3 October 2023", True),
    ],
)
def test_a_line_under_the_title_goes_if_all_it_says_is_known(line: str, stays: bool) -> None:
    assert kept(line, "It froze.") == [line] * stays + ["It froze."]


def test_bylines_in_a_row_stay() -> None:
    lines = ["Posted by Ada Lovelace", "Posted by Per Berg", "It froze."]
    assert kept(*lines) == lines


def test_a_line_that_says_other_than_what_is_known_stays() -> None:
    document = Document([Block("By Ada Lovelace"), Block("Published: 3 October 2023")], None, "A. Lund", "2020-01-02")
    assert without_furniture(document) == document


@settings(max_examples=150)
@given(
    st.lists(sentences, min_size=1, max_size=8),
    st.lists(
        st.tuples(
            st.integers(0, 8),
            st.sampled_from(
                [
                    "Share this articleComments",
                    "You might also like",
                    "Ferry sinks in gale",
                    "By Ines Okafor",
                    "4 May 2020",
                ]
            ),
        ),
        max_size=8,
    ),
)
def test_no_sentence_of_an_article_is_lost(prose: list[str], furniture: list[tuple[int, str]]) -> None:
    lines = list(prose)
    for position, line in furniture:
        lines.insert(position, line)
    assert [line for line in kept(*lines) if ends_like_a_sentence(line)] == prose


def test_a_page_of_very_many_lines_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    def judged() -> None:
        raise AssertionError("so many lines take more memory than there is")

    monkeypatch.setattr(likely, "line_classifier", judged)
    lines = [Block(f"Line {number} of the page") for number in range(MOST_BLOCKS + 1)]
    page = Document(lines, "Ice", from_web=True, is_whole=True, other=lines[:50])
    assert len(without_furniture(page).blocks) == len(lines)


def test_a_standfirst_that_tags_tell_stays_though_the_network_takes_it_for_furniture() -> None:
    standfirst = "They voted for it and want you to click on more."
    about = [f"On day {day} the ice in the harbour of Sarn was {day} centimetres thick." for day in range(30)]
    blocks = [Block(standfirst, box=1), *(Block(text, box=2) for text in about)]
    page = Document(blocks, "Ice in Sarn", from_web=True)
    assert standfirst not in [block.text for block in without_furniture(page).blocks]
    assert standfirst in [block.text for block in without_furniture(replace(page, standfirst=standfirst)).blocks]
