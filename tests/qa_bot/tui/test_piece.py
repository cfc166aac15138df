from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.widgets import Input, Static

from embeddings.values import Article
from qa_bot.tui.piece import Piece
from qa_bot.tui.source import SourceView
from qa_bot.values import Citation
from tests.qa_bot.tui.journeys import make_app, shown, styled, wait_until, wait_until_ready
from tests.qa_bot.tui.scripted_bot import ScriptedBot, make_article


def paged() -> Article:
    """Return an article of which a heading begins a page and a paragraph goes on over two others."""
    article = make_article("The ice", "It froze [b]over[/b] in March, and it thawed in May.", "Then it rained.")
    heading, long, last = article.paragraphs
    later = ((long.text.index("and"), 13), (long.text.index("May"), 14))
    paragraphs = (replace(heading, kind="heading", page=12), replace(long, page=12, later_pages=later))
    return replace(article, paragraphs=(*paragraphs, replace(last, page=14)))


def test_a_number_stands_where_a_page_begins_and_nowhere_else() -> None:
    article = paged()
    content = Piece.of(article, 0, len(article.text)).content
    assert content.plain == (
        "[p. 12] The ice\n\nIt froze [b]over[/b] in March, [p. 13] and it thawed in [p. 14] May.\n\nThen it rained."
    )
    bold = [content.plain[span.start : span.end] for span in content.spans if span.style == "bold"]
    assert bold == ["The ice"]
    without = make_article("It froze.", "It thawed.")
    assert Piece.of(without, 0, len(without.text)).content.plain == without.text


def test_a_bullet_stands_before_each_item_that_has_no_sign_of_its_own() -> None:
    article = make_article(
        "The ice", "ropes", "of hemp", "3. oars", "and their pins", "xviii. long", "1001. x", "It thawed."
    )
    items = {2: 1, 3: 0, 4: 1, 5: 2, 6: 3, 7: 1}
    paragraphs = [
        replace(each, kind="item", level=items[each.number], page=7) if each.number in items else each
        for each in article.paragraphs
    ]
    article = replace(article, paragraphs=tuple(paragraphs))
    piece = Piece.of(article, 0, len(article.text))
    assert piece.content.plain == (
        "The ice\n\n[p. 7] • ropes\n\nof hemp\n\n3. oars\n\n  • and their pins\n\n    xviii. long\n\n1001. x"
        "\n\nIt thawed."
    )
    assert all(piece.content.plain[piece.at(at)] == letter for at, letter in enumerate(article.text))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 400), st.integers(1, 20)), max_size=12), st.data())
def test_each_character_is_found_in_what_is_shown(starts: list[tuple[int, int]], data: st.DataObject) -> None:
    article = make_article(
        "The harbour froze over in the first week of March. " * 9, "\n It thawed.", "Then it rained. "
    )
    first, *others = article.paragraphs
    article = replace(article, paragraphs=(replace(first, page=1, later_pages=tuple(sorted(starts))), *others))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(article.text))] * 2)))
    piece = Piece.of(article, start, end)
    found = "".join(piece.content.plain[piece.at(offset)] for offset in range(piece.start, piece.end))
    assert found == article.text[start:end].strip()


async def test_the_quote_and_what_is_found_are_marked_between_the_numbers() -> None:
    article = paged()
    paragraph = article.paragraphs[1]
    start = paragraph.text.index("thawed")
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        source = pilot.app.query_one(SourceView)
        source.show(Citation(1, article, paragraph, start, len(paragraph.text), 1.0), of=1)
        cited = source.query_one("#cited", Static)
        assert str(cited.border_title) == "paragraph 2, p. 13"
        assert styled(cited, "on $accent") == ["thawed in [p. 14] May."]
        assert "[b]over[/b] in March, [p. 13] and it" in shown(cited)
        source.open_finder()
        source.query_one("#finder", Input).value = "march, and it"
        await wait_until(pilot, lambda: styled(cited, "on $secondary") == ["March, [p. 13] and it"])
