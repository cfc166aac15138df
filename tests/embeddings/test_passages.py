from __future__ import annotations

import math
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.loading import load_articles
from embeddings.passages import pack
from embeddings.values import Article, Paragraph, Passage
from tests.embeddings.texts import messy_texts


def count_tokens(texts: Sequence[str]) -> list[int]:
    """Count four characters of a word a token, as additive over words as a real tokenizer."""
    return [sum(math.ceil(len(word) / 4) for word in text.split()) for text in texts]


def article_of(text: str, *, suffix: str = ".txt") -> Article:
    return load_articles(text.encode(), source=f"a{suffix}").articles[0]


def paragraphs_of(article: Article, passage: Passage) -> tuple[Paragraph, ...]:
    return article.paragraphs[passage.first_paragraph - 1 : passage.last_paragraph]


def test_short_neighbours_share_a_passage_until_it_is_full() -> None:
    article = article_of("\n\n".join(f"Ship {number} left the port today." for number in range(8)))
    passages = pack(article, count_tokens=count_tokens, max_tokens=30)
    assert [(passage.first_paragraph, passage.last_paragraph) for passage in passages] == [(1, 4), (5, 8)]


def test_a_passage_names_its_article() -> None:
    article = article_of("# Ships\n\nShip 1 left the port today.", suffix=".md")
    (passage,) = pack(article, count_tokens=count_tokens, max_tokens=30)
    assert (passage.article_id, passage.title, passage.source) == (article.id, "Ships", "a.md")


def test_a_long_paragraph_is_cut_at_its_sentences() -> None:
    article = article_of(" ".join(f"Ship {number} left the port today." for number in range(8)))
    passages = pack(article, count_tokens=count_tokens, max_tokens=30)
    assert len(passages) > 2
    assert {(passage.first_paragraph, passage.last_paragraph) for passage in passages} == {(1, 1)}
    assert all(passage.text.startswith("Ship") and passage.text.endswith("today.") for passage in passages)


def test_an_edit_leaves_every_passage_above_it_as_it_was() -> None:
    lines = [f"Ship {number} left the port today." for number in range(12)]
    before = pack(article_of("\n\n".join(lines)), count_tokens=count_tokens, max_tokens=30)
    after = pack(article_of("\n\n".join([*lines, "One more."])), count_tokens=count_tokens, max_tokens=30)
    assert [passage.text for passage in after[:-1]] == [passage.text for passage in before][: len(after) - 1]


def test_headings_between_paragraphs_count_as_well() -> None:
    heading = "A long heading about ships and harbours in the winter"
    markdown = "".join(f"## {number} {heading}\n\nShip {number} left.\n\n" for number in range(12))
    passages = pack(article_of(markdown, suffix=".md"), count_tokens=count_tokens, max_tokens=60)
    assert max(count_tokens([passage.text for passage in passages])) <= 60


def test_a_heading_goes_with_what_it_heads() -> None:
    markdown = "".join(f"## Part {number}\n\nShip {number} left the port today.\n\n" for number in range(12))
    article = article_of("An opening sentence.\n\n" + markdown, suffix=".md")
    passages = pack(article, count_tokens=count_tokens, max_tokens=30)
    assert len(passages) > 2
    assert all(paragraphs_of(article, passage)[0].is_heading for passage in passages[1:])
    assert not any(paragraphs_of(article, passage)[-1].is_heading for passage in passages)


def test_a_heading_above_windows_is_in_the_passage_before() -> None:
    long = " ".join(f"Ship {number} left the port today." for number in range(8))
    article = article_of(f"It froze.\n\n## Ships\n\n{long}\n\n## More\n\n{long}", suffix=".md")
    passages = pack(article, count_tokens=count_tokens, max_tokens=30)
    assert passages[0].text == "It froze.\n\nShips"
    assert any(passage.text == "More" for passage in passages)


@settings(max_examples=120, deadline=None)
@given(st.lists(messy_texts, min_size=1, max_size=4), st.integers(8, 80), st.sampled_from([".txt", ".md"]))
def test_passages_cover_every_character_and_fit_the_encoder(texts: list[str], max_tokens: int, suffix: str) -> None:
    article = article_of("An opening sentence.\n\n" + "\n\n## Ships\n\n".join(texts), suffix=suffix)
    passages = pack(article, count_tokens=count_tokens, max_tokens=max_tokens)
    assert max(count_tokens([passage.text for passage in passages])) <= max_tokens
    for passage in passages:
        assert passage.text == article.text[passage.start : passage.end] != ""
        paragraphs = paragraphs_of(article, passage)
        assert [paragraph.number for paragraph in paragraphs] == list(
            range(passage.first_paragraph, passage.last_paragraph + 1)
        )
        assert paragraphs[0].start <= passage.start < paragraphs[0].end
        assert paragraphs[-1].start < passage.end <= paragraphs[-1].end
    for paragraph in article.paragraphs:
        covered: set[int] = set()
        for passage in passages:
            if paragraph in paragraphs_of(article, passage):
                covered.update(range(passage.start, passage.end))
        assert all(
            position in covered or article.text[position].isspace()
            for position in range(paragraph.start, paragraph.end)
        )


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="ab。東 ", min_size=1, max_size=300).map(lambda text: text * 30))
def test_text_without_sentences_or_spaces_is_cut_until_it_fits(text: str) -> None:
    article = article_of("Begin here. " + text)
    passages = pack(article, count_tokens=count_tokens, max_tokens=12)
    assert max(count_tokens([passage.text for passage in passages])) <= 12


def table_of(rows: int, *, head: str = "| Ship | Sailed on |", above: str = "It froze.") -> Article:
    lines = "".join(f"| Ship {number} | {number} May |\n" for number in range(rows))
    return article_of(f"{above}\n\n{head}\n|---|---|\n{lines}", suffix=".md")


def test_rows_further_down_are_read_below_their_head() -> None:
    passages = pack(table_of(20), count_tokens=count_tokens, max_tokens=30)
    assert len(passages) > 2
    assert passages[0].read == passages[0].text
    for passage in passages:
        assert passage.head == "Ship | Sailed on"
        assert passage.read.count("Ship | Sailed on\n\n") == 1
        assert max(count_tokens([passage.read])) <= 30
        assert "Sailed" not in passage.text or passage is passages[0]
    assert passages[1].read.startswith("Ship | Sailed on\n\nShip ")


def test_a_head_row_goes_with_the_rows_below_it() -> None:
    article = table_of(9, above=" ".join(["Nobody", "could", "leave", "the", "harbour."] * 2))
    for most in range(16, 40):
        passages = pack(article, count_tokens=count_tokens, max_tokens=most)
        assert not any(passage.text.endswith("Sailed on") for passage in passages)


def test_rows_of_two_heads_are_in_two_passages_and_a_heading_goes_with_its_table() -> None:
    table = "| {} | {} |\n|---|---|\n| A | 1 |\n"
    article = article_of(
        f"It froze.\n\n{table.format('Ship', 'Year')}\n## Mayors\n\n{table.format('City', 'Mayor')}", suffix=".md"
    )
    passages = pack(article, count_tokens=count_tokens, max_tokens=200)
    assert [(passage.head, passage.text) for passage in passages] == [
        ("Ship | Year", "It froze.\n\nShip | Year\n\nA | 1"),
        ("City | Mayor", "Mayors\n\nCity | Mayor\n\nA | 1"),
    ]


def test_a_long_head_is_not_repeated() -> None:
    head = f"| Ship | {'Sailed on a day ' * 20}|"
    passages = pack(table_of(60, head=head), count_tokens=count_tokens, max_tokens=200)
    assert {passage.head for passage in passages} == {""}


def test_rows_are_read_below_the_nearest_heading_above_their_table() -> None:
    article = table_of(40, above=f"It froze.\n\n## Sailings\n\n{'They left one by one, and slowly. ' * 8}")
    passages = pack(article, count_tokens=count_tokens, max_tokens=60)
    below = [passage for passage in passages if passage.head]
    assert len(below) > 2
    assert {passage.heading for passage in below} == {"Sailings"}
    assert all(passage.read.startswith("Sailings\n\n") for passage in below)
    assert max(count_tokens([passage.read for passage in passages])) <= 60
    assert [passage.heading for passage in passages if not passage.head] == ["", "Sailings", "Sailings"]


def test_what_stands_further_down_is_read_below_the_nearest_heading() -> None:
    rows = "".join(f"Boat {day} left at dawn and came back with the tide.\n\n" for day in range(12))
    article = article_of(f"# Log\n\nIt froze.\n\n## In March\n\n{rows}## {'In April ' * 20}\n\n{rows}", suffix=".md")
    passages = pack(article, count_tokens=count_tokens, max_tokens=60)
    assert passages[0].read.startswith("It froze.")
    march = [passage for passage in passages if passage.heading == "In March"]
    assert len(march) > 1
    assert all(passage.read == f"In March\n\n{passage.text}" for passage in march)
    assert {passage.heading for passage in passages} == {"", "In March"}  # one that is long is not read again
    assert max(count_tokens([passage.read for passage in passages])) <= 60


def test_a_heading_begins_a_passage_once_half_of_one_is_full() -> None:
    line = "The boats left one by one, slowly and late, and came back with the tide in the afternoon."
    text = f"# Log\n\n## March\n\n{line}\n\n## April\n\n{(line + chr(10) * 2) * 5}## May\n\n### On land\n\n{line}\n"
    passages = pack(article_of(text, suffix=".md"), count_tokens=count_tokens, max_tokens=400)
    assert [passage.text.split("\n\n")[0] for passage in passages] == ["March", "May"]
    assert "April" in passages[0].text
    assert passages[1].text.split("\n\n")[:2] == ["May", "On land"]


def test_a_part_of_a_section_is_read_below_the_section_s_heading() -> None:
    line = "The boats left one by one, slowly and late, and came back with the tide in the afternoon."
    part = f"{line}\n\n{line}\n\n"
    text = f"# Log\n\n## March\n\n{part}{part}### On land\n\n{part}{part}## April\n\n{part}"
    passages = pack(article_of(text, suffix=".md"), count_tokens=count_tokens, max_tokens=100)
    assert next(each for each in passages if each.text.startswith("On land")).read.startswith("March\n\nOn land\n\n")
    assert next(each for each in passages if each.text.startswith("April")).above == ""


def test_a_heading_that_is_the_title_is_not_read_again() -> None:
    article = article_of(f"# Log\n\n{'It froze on the sound for a week.' * 3}\n\n" * 2, suffix=".md")
    assert {passage.heading for passage in pack(article, count_tokens=count_tokens, max_tokens=30)} == {""}


def test_a_long_heading_is_not_repeated() -> None:
    passages = pack(table_of(60, above=f"## {'Sailings ' * 40}"), count_tokens=count_tokens, max_tokens=200)
    assert {(passage.head, passage.heading) for passage in passages} == {("Ship | Sailed on", "")}


def test_what_follows_a_table_has_no_head() -> None:
    article = article_of("| Ship | Day |\n|---|---|\n| Ada | 11 |\n\nIt thawed.\n\n- Una\n", suffix=".md")
    assert {article.paragraphs[row - 1].text: head.text for row, head in article.heads().items()} == {
        "Ada | 11": "Ship | Day"
    }


@settings(max_examples=60)
@given(st.integers(1, 30), st.integers(4, 60), st.integers(0, 300))
def test_a_row_of_any_length_is_read_below_its_head_within_the_limit(rows: int, most: int, words: int) -> None:
    article = table_of(rows, above="It froze.\n\n## Sailings\n\nThey left.")
    long = f"| Ada | {'sailed. ' * words}|"
    article = article_of(f"It froze.\n\n| Ship | Day |\n|---|---|\n{long}\n{long}\n" + article.text, suffix=".md")
    passages = pack(article, count_tokens=count_tokens, max_tokens=most)
    assert max(count_tokens([passage.read for passage in passages])) <= max(most, 2)
    heads = article.heads()
    for passage in passages:
        assert article.text[passage.start : passage.end] == passage.text
        first = heads.get(passage.first_paragraph)
        if first is not None and count_tokens([first.text])[0] <= most // 3:
            assert passage.head == first.text
