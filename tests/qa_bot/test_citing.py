from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.documents import Kind
from embeddings.values import Article, Hit, Paragraph, Passage
from qa_bot.citing import CITED_FOR_AN_ANSWER, NEAREST, Citations
from qa_bot.values import Citation, Finding, Span

HEADING = "The ferry of Rosslare harbour and of the island"
FAIR = "The fair begins at noon. The walrus of the harbour weighs a tonne. Nobody has asked it about the tide."


def article_of(*texts: str, article_id: str = "a") -> Article:
    """Return an article of paragraphs; what begins with "# " is a heading."""
    paragraphs: list[Paragraph] = []
    offset = 0
    for number, marked in enumerate(texts, start=1):
        text = marked.removeprefix("# ")
        kind = "paragraph" if text == marked else "heading"
        paragraphs.append(Paragraph(number, offset, offset + len(text), text, kind))  # type: ignore[arg-type]
        offset += len(text) + 2
    text = "\n\n".join(paragraph.text for paragraph in paragraphs)
    return Article(article_id, "Title", f"{article_id}.txt", text, tuple(paragraphs))


def passage_of(article: Article) -> Passage:
    """Return the whole article as one passage."""
    return Passage(
        article.id, article.title, article.source, 0, len(article.text), article.text, 1, len(article.paragraphs)
    )


def span_of(article: Article, part: str, *, score: float = 0.0) -> Span:
    start = article.text.index(part)
    return Span(passage_of(article), start, start + len(part), score)


def nearest(articles: list[Article], spans: list[Span]) -> list[Citation]:
    """Return what is cited of the spans, each a finding's; of the articles' passages if there are none."""
    citations = Citations({article.id: article for article in articles}.get, lambda _: frozenset())
    citations.nearest([Finding((span,), 0.1) for span in spans], [Hit(passage_of(each), 1.0) for each in articles])
    return citations.cited


def test_a_nearest_paragraph_has_the_sentence_around_its_best_span_and_no_quote() -> None:
    article = article_of("Animals of the town and their keepers", FAIR)
    [cited] = nearest([article], [span_of(article, "noon"), span_of(article, "a tonne", score=1.0)])
    assert cited.sentence == "The walrus of the harbour weighs a tonne."
    assert (cited.quote, cited.start, cited.end) == (None, None, None)
    assert cited.paragraph.text[cited.opens_at :].startswith("The walrus")


def test_the_page_is_that_of_the_sentence() -> None:
    article = article_of(FAIR)
    paged = replace(article.paragraphs[0], page=3, later_pages=((FAIR.index("Nobody"), 4),))
    article = replace(article, paragraphs=(paged,))
    assert [nearest([article], [span_of(article, part)])[0].page for part in ("tonne", "the tide")] == [3, 4]


@pytest.mark.parametrize("little", [f"# {HEADING}", "Rosslare: noon.", "渡船は正午に出る。"])
def test_headings_and_a_few_words_are_shown_last(little: str) -> None:
    article = article_of(little, FAIR, "渡船は毎日正午に港を出て、夕方になると島から戻ってくる予定である。")
    spans = [
        span_of(article, little.removeprefix("# "), score=9.0),
        span_of(article, "noon. The"),
        span_of(article, "夕方"),
    ]
    assert [cited.paragraph.number for cited in nearest([article], spans)] == [2, 3, 1]
    assert [cited.number for cited in nearest([article], spans)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("item", "order"),
    [
        ("Annual 2020/2021 Budget Summary", [2, 1]),
        ("The budget was passed again.", [1, 2]),
        ("Annual Summary of the Harbour Budget of 2021", [1, 2]),
        ("12. Annual Summary of the Budget", [2, 1]),
    ],
)
def test_a_label_in_a_list_is_shown_last(item: str, order: list[int]) -> None:
    article = article_of(item, FAIR)
    article = replace(article, paragraphs=(replace(article.paragraphs[0], kind="item"), *article.paragraphs[1:]))
    spans = [span_of(article, item, score=9.0), span_of(article, "noon")]
    assert [cited.paragraph.number for cited in nearest([article], spans)] == order


def test_where_nothing_was_read_no_sentence_is_marked_and_no_heading_shown_for_what_follows() -> None:
    articles = [article_of(f"# {HEADING}", FAIR), article_of(f"# {HEADING}, again", article_id="b")]
    assert [
        (each.article.id, each.paragraph.number, each.sentence, each.opens_at) for each in nearest(articles, [])
    ] == [
        ("a", 2, None, 0),
        ("b", 1, None, 0),
    ]


def test_where_nothing_was_read_a_row_is_shown_and_not_the_head_above_it() -> None:
    article = article_of("Name of the ship | Year of its loss", "Estonia, a ferry of the Baltic | 1994")
    head, row = article.paragraphs
    [cited] = nearest([replace(article, paragraphs=(replace(head, kind="head"), replace(row, kind="row")))], [])
    assert (cited.paragraph.number, cited.head) == (2, "Name of the ship | Year of its loss")


def test_a_citation_says_which_heading_it_stands_below() -> None:
    article = article_of(f"# {HEADING}", FAIR)
    [found] = nearest([article], [])
    [read] = nearest([article], [span_of(article, "noon")])
    assert (found.section, read.section) == (HEADING, HEADING)


def test_what_is_no_longer_there_is_not_shown() -> None:
    article = article_of(FAIR)
    span = span_of(article, "noon")
    assert nearest([article_of("Another text, of as many words as it needs.")], [span]) == []
    gone = Citations(lambda _: None, lambda _: frozenset())
    gone.nearest([], [Hit(passage_of(article), 1.0)])
    gone.nearest([Finding((span,), 0.1)], [])
    assert gone.cited == []


TEXTS = st.lists(st.text("aB. 渡\n[", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_a_sentence_is_of_its_paragraph_and_around_what_was_found(texts: list[str], data: st.DataObject) -> None:
    article = article_of(*(" ".join(text.split()) for text in texts))
    spans: list[Span] = []
    for paragraph in data.draw(st.lists(st.sampled_from(article.paragraphs), min_size=1, max_size=4)):
        start = data.draw(st.integers(paragraph.start, paragraph.end - 1))
        spans.append(Span(passage_of(article), start, data.draw(st.integers(start + 1, paragraph.end)), float(-start)))
    cited = nearest([article], spans)
    assert 1 <= len(cited) <= NEAREST
    for each in cited:
        assert each.quote is None
        assert each.sentence
        assert each.sentence in each.paragraph.text
        start, end = each.sentence_start or 0, each.sentence_end or 0
        here = [(span.start - each.paragraph.start, span.end - each.paragraph.start) for span in spans]
        assert any(start <= first < last <= end for first, last in here)


def opening(articles: list[Article], *topic: str) -> list[tuple[str, int]]:
    """Return the articles and numbers of the paragraphs that are cited on a topic, each article found as a whole."""
    citations = Citations({article.id: article for article in articles}.get, lambda _: frozenset())
    citations.opening([Hit(passage_of(each), 1.0) for each in articles], frozenset(topic))
    assert all(each.quote is None and each.sentence is None for each in citations.cited)
    return [(each.article.id, each.paragraph.number) for each in citations.cited]


def test_on_a_topic_the_articles_that_are_called_so_come_first_with_their_beginning() -> None:
    other = article_of("# Fair", "The fair began at noon.", "The ferry came late to the fair.", article_id="a")
    named = article_of("# The ferry", "It sank off the island.", "The ferry was old, and it was slow.", article_id="b")
    named = replace(named, title="The last ferry")
    assert opening([other, named], "ferri") == [("b", 2), ("a", 3), ("b", 3)]


def test_what_lacks_the_topic_is_left_out() -> None:
    article = article_of("The fair began at noon.", "The ferry came late to the fair.", article_id="a")
    other = article_of("The walrus weighs a tonne.", article_id="b")
    assert opening([other, article], "ferri") == [("a", 2)]
    assert opening([other, article], "ferri", "ice") == []


def test_an_article_as_a_whole_may_have_the_topic() -> None:
    scattered = article_of("The fair began at noon.", "The ferry came late.", article_id="a")
    together = article_of("The ferry came late to the fair.", "It left again.", article_id="b")
    assert opening([scattered, together], "ferri", "fair") == [("b", 1), ("a", 1)]


def test_a_caption_a_dateline_or_a_program_begins_no_article() -> None:
    article = article_of("Bo Stokes aboard the ferry.", "Sarn, Feb. 1.", "$ ferry --late", "The ferry came late.")
    kinds: tuple[Kind, ...] = ("caption", "paragraph", "code", "paragraph")
    paragraphs = tuple(replace(each, kind=kind) for each, kind in zip(article.paragraphs, kinds, strict=True))
    article = replace(article, title="The ferry", paragraphs=paragraphs)
    assert opening([article], "ferri") == [("a", 4)]
    citations = Citations({"a": article}.get, lambda _: frozenset())
    citations.beginnings([article, replace(article, paragraphs=paragraphs[:1])])
    assert [each.paragraph.number for each in citations.cited] == [4, 1]


def test_what_tells_what_a_term_means_is_cited_first_with_that_sentence() -> None:
    other = article_of("It has a weir.", "The weir is old.", article_id="a")
    telling = article_of("The town has a weir. It rained.", "It is late. A weir is a low dam.", article_id="b")
    citations = Citations({"a": other, "b": telling}.get, lambda _: frozenset())
    hits = [Hit(passage_of(each), 1.0) for each in (other, telling)]
    assert citations.opening(hits, frozenset(["weir"]), term="weir")
    cited = [(each.article.id, each.paragraph.number, each.sentence) for each in citations.cited]
    assert cited == [("b", 2, "A weir is a low dam."), ("a", 1, None), ("b", 1, None)]


def test_what_stands_below_a_term_in_a_glossary_tells_what_it_means() -> None:
    glossary = article_of("It has weirs and dams.", "# Weir", "A low dam. It may be old.", "# Dam", "A wall of a weir.")
    citations = Citations({"a": glossary}.get, lambda _: frozenset())
    assert citations.opening([Hit(passage_of(glossary), 1.0)], frozenset(["weir"]), term="weirs")
    assert next((each.paragraph.number, each.sentence) for each in citations.cited) == (3, "A low dam.")


def test_each_article_that_is_asked_of_is_cited_from_its_beginning_though_it_is_a_copy() -> None:
    articles = [article_of("# Fair", "The fair began at noon.", article_id=each) for each in "ab"]
    citations = Citations({each.id: each for each in articles}.get, lambda _: frozenset())
    citations.beginnings(articles)
    assert [(each.number, each.article.id, each.paragraph.number) for each in citations.cited] == [
        (1, "a", 2),
        (2, "b", 2),
    ]


def test_without_a_topic_each_article_is_cited_from_its_beginning() -> None:
    articles = [article_of("# Fair", f"The fair began at {hour}.", "It was long.", article_id=hour) for hour in "12345"]
    assert opening(articles) == [("1", 2), ("2", 2), ("3", 2)]
    assert opening([article_of("# Fair")]) == []


def test_articles_that_give_an_answer_are_counted_beyond_those_that_are_cited() -> None:
    towns = ["Sarn", "Weifang", "Skarvik", "Tonder", "Lund", "Aarhus"]
    told = {town: " ".join(f"{town}{number}" for number in range(20)) + ": it left at noon." for town in towns}
    articles = [article_of(text, article_id=town) for town, text in told.items()]
    articles.append(article_of(f"{told['Lund']} Really.", article_id="copy of what is not cited"))
    articles.append(article_of(f"{told['Sarn']} Really.", article_id="copy of what is"))
    citations = Citations({article.id: article for article in articles}.get, lambda _: frozenset())
    spans = tuple(span_of(article, "noon", score=-float(rank)) for rank, article in enumerate(articles))
    support = citations.answer(Finding((*spans, span_of(articles[0], "left", score=-9.0)), 0.9))
    assert [(each.number, each.article.id, each.same_story_as) for each in support.citations] == [
        (1, "Sarn", None),
        (2, "Weifang", None),
        (3, "Skarvik", None),
        (4, "copy of what is", 1),
    ]
    assert len(towns) > CITED_FOR_AN_ANSWER
    assert (support.articles, support.stories) == (8, 6)
