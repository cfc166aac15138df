from __future__ import annotations

import pytest

from embeddings.formats.html import load_html


def title(head: str, body: str) -> str | None:
    prose = "<p>It froze in March, and nobody crossed the sound for a week.</p>"
    (document,) = load_html(f"<html><head>{head}</head><body>{body}{prose}</body></html>".encode())
    return document.title


def test_the_title_is_the_heading_that_the_pages_title_begins_with() -> None:
    head = "<title>Ice in the harbour – The Long Ladder</title>"
    assert title(head, "<h1>The Long Ladder</h1><h2>Ice in the harbour</h2>") == "Ice in the harbour"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Ice in the harbour | The Long Ladder", "Ice in the harbour"),
        ("The Long Ladder | Ice in the harbour", "Ice in the harbour"),
        ("The Long Ladder - Ice in the harbour", "Ice in the harbour"),
        ("The Long Ladder: Ice in the harbour", "The Long Ladder: Ice in the harbour"),
        ("The Long Ladder | Biography", "The Long Ladder | Biography"),
        ("The Long Ladder - the early years", "The Long Ladder - the early years"),
        ("the_long_ladder and a short one", "the_long_ladder and a short one"),
        ("港口结冰十九天_The Long Ladder", "港口结冰十九天"),
        ("The Long Ladder_港口结冰十九天", "港口结冰十九天"),
        ("Ice in the harbour | Winter | The Long Ladder", "Ice in the harbour | Winter"),
        ("Ice in the harbour_The Long Ladder", "Ice in the harbour"),
        ("Ice — and fire – THE LONG LADDER", "Ice — and fire"),
        ("Up the Long Ladder", "Up the Long Ladder"),
        ("Ice on The Long Ladder", "Ice on The Long Ladder"),
        ("The Long Ladder", "The Long Ladder"),
        ("The Long Ladder: Ice", "The Long Ladder: Ice"),
        ("| The Long Ladder", "| The Long Ladder"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_a_title(stated: str, expected: str) -> None:
    assert title(f'<title>{stated}</title><meta property="og:site_name" content="The Long Ladder">', "") == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Ice in the harbour | Long Ladder", "Ice in the harbour"),
        ("Long Ladder | Ice in the harbour", "Ice in the harbour"),
        ("Long Ladder: Ice in the harbour", "Long Ladder: Ice in the harbour"),
        ("Ice in the harbour - What it cost the town", "Ice in the harbour - What it cost the town"),
    ],
)
def test_a_site_is_known_by_its_address(stated: str, expected: str) -> None:
    head = f'<title>{stated}</title><meta property="og:title" content="{stated}">'
    assert title(f'{head}<link rel="canonical" href="https://www.longladder.com/ice">', "") == expected


def test_a_low_line_within_a_word_parts_nothing() -> None:
    head = "<title>snake_case and camelCase in Python</title><link rel='canonical' href='https://snake.org/case'>"
    assert title(head, "") == "snake_case and camelCase in Python"


def test_a_low_line_parts_a_title_from_its_site() -> None:
    assert title("<title>港口结冰十九天_北方新闻网</title>", "<h2>港口结冰十九天</h2>") == "港口结冰十九天"


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("<h1>Nineteen days of ice in the harbour of Sarn</h1>", "Nineteen days of ice in the harbour of Sarn"),
        ("<h1>Ice charts</h1>", "Sarn harbour ice: nineteen days"),
        ("<h1>News from the old mole and the sound</h1>", "Sarn harbour ice: nineteen days"),
        ("<h1>NINETEEN DAYS OF ICE IN THE HARBOUR OF SARN</h1>", "Sarn harbour ice: nineteen days"),
        ("<h1>Blog: Sarn harbour ice: nineteen days (4)</h1>", "Sarn harbour ice: nineteen days"),
        ("<h1>Ice in the harbour of Sarn</h1><h1>Ice in the harbour of Oster</h1>", "Sarn harbour ice: nineteen days"),
        ("<footer><h1>Nineteen days of ice in Sarn</h1></footer>", "Sarn harbour ice: nineteen days"),
    ],
    ids=["it", "other words", "of the site", "capitals", "more than the title", "several", "in the foot"],
)
def test_the_one_headline_that_has_half_of_its_words_from_the_title_goes_before_it(
    headings: str, expected: str
) -> None:
    stated = "Sarn harbour ice: nineteen days"
    assert title(f"<title>{stated}</title><meta property='og:title' content='{stated}'>", headings) == expected


def test_a_heading_that_has_no_word_of_the_title_is_none() -> None:
    assert title("<title>Nineteen days of ice</title>", "<h1>Letters!</h1>") == "Nineteen days of ice"
    assert title("<title>Sarnblog</title>", "<h1>Nineteen days of ice</h1>") == "Nineteen days of ice"


def test_the_site_s_own_headline_is_not_the_page_s() -> None:
    head = "<title>Sarn freezes over - SARNWIRE</title><meta property='og:title' content='Sarn freezes over'>"
    assert title(head, "<h1>SarnWire Sarnwire Logo</h1>") == "Sarn freezes over"
