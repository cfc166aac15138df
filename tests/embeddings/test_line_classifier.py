from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings import likely
from embeddings import line_classifier as module
from embeddings.bundled import TOKENIZER, WEIGHTS, bundled_folder
from embeddings.cleaning import without_furniture
from embeddings.documents import FEW_BLOCKS, Block, Document
from embeddings.errors import EncoderError
from embeddings.line_classifier import ends_of, line_classifier, line_tokenizer
from embeddings.loading import load_articles

TITLE = "Ice closes Vardal's harbour"
ABOVE = ["Home", "News", "Sport", "Weather", "Log in", "Subscribe", TITLE, "By Ines Okafor", "4 March 2021"]
ARTICLE = [
    "On Monday the harbour of Vardal froze, and no ship could leave it, the pilots' office said.",
    "It was the first time since 1963 that ice had closed the harbour, which warm currents keep open as a rule.",
    "Captains waited for a week. Two freighters with grain on board lay at the quay, and a third stayed out at sea.",
    "The ice broke on the ninth of March, when the wind turned, earlier than the office had thought.",
]
COMMENTS = [
    "3 comments",
    "sailor_99",
    "2 days ago",
    "lol my boat is still stuck there, thanks for nothing",
    "Reply",
    "Grethe B.",
    "2 days ago",
    "Nobody told us anything!! Where is the mayor when you need him",
    "Reply",
    "pilot7",
    "1 day ago",
    "we did what we could, you try it",
    "Reply",
]
BELOW = ["Follow us on Facebook", "Terms of use", "Privacy policy", "© 2021 The Vardal Post. All rights reserved."]
PAGE = [*ABOVE, *ARTICLE, *COMMENTS, *BELOW]


def test_an_article_s_sentences_are_likelier_its_own_than_all_that_surrounds_them() -> None:
    own = line_classifier().own([Block(line) for line in PAGE], TITLE)
    of_article = np.isin(PAGE, ARTICLE)
    assert own.shape == (len(PAGE),)
    assert own[of_article].min() > own[~of_article].max()


def test_it_judges_a_page_as_often_as_wanted_the_same() -> None:
    blocks = [Block(line) for line in PAGE]
    assert np.array_equal(line_classifier().own(blocks, ""), line_classifier().own(blocks, ""))


def test_what_no_rule_knows_and_is_unlikely_goes_from_a_page() -> None:
    replies = [line for line in COMMENTS if line not in ("3 comments", "Reply", "2 days ago", "1 day ago")]
    page = Document([Block(line) for line in [*ABOVE, *ARTICLE, "Kommentarer", *replies, *BELOW]], TITLE, from_web=True)
    kept = [block.text for block in without_furniture(page).blocks]
    assert [line for line in kept if line in ARTICLE] == ARTICLE
    assert "lol my boat is still stuck there, thanks for nothing" not in kept


def test_rows_of_a_table_and_code_stay_where_they_are_unlikely() -> None:
    table = [Block("Ship | Days", "head"), *(Block(f"Petrel {number} | {number}", "row") for number in range(9))]
    blocks = [*map(Block, [*ABOVE, *ARTICLE]), *table, Block("print(3)", "code"), *map(Block, COMMENTS)]
    kept = without_furniture(Document(blocks, TITLE, from_web=True)).blocks
    assert [block for block in kept if block.kind != "paragraph"] == [*table, Block("print(3)", "code")]


def test_a_row_of_one_cell_is_judged_like_any_line() -> None:
    letter = [Block(line, "row") for line in [*ABOVE, *ARTICLE, *COMMENTS, *BELOW]]
    kept = [block.text for block in without_furniture(Document(letter, TITLE, from_web=True)).blocks]
    assert kept == ARTICLE


def test_of_a_page_without_an_article_what_the_rules_keep_stays() -> None:
    shelf = [f"Lamp number {number}, in brass" for number in range(30)]
    kept = [block.text for block in without_furniture(Document(list(map(Block, shelf)), "Lamps", from_web=True)).blocks]
    assert kept == shelf


@pytest.fixture
def fresh() -> Iterator[None]:
    line_classifier.cache_clear()
    yield
    line_classifier.cache_clear()


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("size", [None, 0, 50_000])
def test_a_page_is_not_given_up_where_the_network_is_missing_or_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int | None
) -> None:
    learnt = tmp_path / "line_classifier.safetensors"
    if size is not None:
        learnt.write_bytes(module.LEARNT.read_bytes()[:size])
    monkeypatch.setattr(module, "LEARNT", learnt)
    with pytest.raises(EncoderError, match=r"line_classifier.safetensors cannot be read .*: install again"):
        load_articles("".join(f"<p>{line}</p>" for line in PAGE).encode(), source="page.html")


@pytest.mark.usefixtures("fresh")
def test_the_encoder_s_words_are_those_of_the_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (TOKENIZER, WEIGHTS):
        (tmp_path / name).write_bytes((bundled_folder() / name).read_bytes()[:100_000])
    monkeypatch.setattr(module, "bundled_folder", lambda: tmp_path)
    with pytest.raises(EncoderError, match="is not the official release"):
        line_classifier()


def test_of_a_long_line_the_ends_are_looked_up() -> None:
    tokenizer = line_tokenizer(bundled_folder())
    long = f"On Monday the harbour froze, and {'no ship could leave it, ' * 10_000}the pilots' office said."
    [ids] = ends_of(tokenizer, [long])
    whole = tokenizer.encode(long, add_special_tokens=False).ids
    assert ids == whole[:12] + whole[-12:]


QUESTIONS = {
    "When did you start to write?": "At six.",
    "Did anybody help you?": "No. My aunt, perhaps.",
    "Do you read reviews?": "Never.",
    "Not even good ones?": "Not even those. They are worse, because you believe them, and then you write for critics.",
    "What comes next?": "Another book. It is about my brother.",
    "Is he alive?": "He died in 1989.",
    "Do you miss him?": "Every day.",
    "Where do you live?": "In Lund.",
}


def test_the_short_answers_of_an_interview_stay() -> None:
    talk = [line for pair in QUESTIONS.items() for line in pair]
    opening = "Mira Solberg has written eleven novels, and hardly ever talks of them. We met at her table in Bergen."
    for is_page in (True, False):
        lines = [*ABOVE[:6], "A talk with Mira Solberg", opening, *talk, *BELOW]
        page = Document([Block(line) for line in lines], "A talk with Mira Solberg", from_web=is_page)
        kept = [block.text for block in without_furniture(page).blocks]
        assert [line for line in kept if line in talk] == talk


class Said:
    """A classifier that says of every line the same, but for some."""

    def __init__(self, rest: float, lines: dict[str, float]) -> None:
        self.rest = rest
        self.lines = lines

    def own(self, blocks: Sequence[Block], _title: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return np.array([self.lines.get(block.text, self.rest) for block in blocks])


MAIL = [
    "From: Grethe Bakke via harbour-talk <harbour-talk@lists.example>",
    "---------------- next part ----------------",
]
"""Lines as of programs: by their shape no text with these was pasted from a page."""


def test_a_pasted_page_is_called_what_shares_words_with_its_article(monkeypatch: pytest.MonkeyPatch) -> None:
    said = Said(0, dict.fromkeys(ARTICLE, 0.95))
    monkeypatch.setattr(likely, "line_classifier", lambda: said)
    title = "Harbour of Vardal frozen for weeks"
    lines = ["Home", "Back to school", "Join us", title, "By Grethe Bakke", *ARTICLE, *BELOW, *COMMENTS, *BELOW]
    document = Document([Block(line) for line in lines], "Back to school")
    found = without_furniture(document)
    assert (found.title, [block.text for block in found.blocks]) == (title, ARTICLE)
    for known in (title, "Ice in Vardal harbour"):
        page = replace(document, title=known, blocks=[Block(known), *document.blocks])
        assert without_furniture(page).title == known, "one that has the article's words stays"
    said.lines = {}
    assert without_furniture(document).title == "Back to school", "where nothing is sure it stays as well"


def test_a_text_is_a_page_where_the_network_is_sure_of_much_around_its_prose(monkeypatch: pytest.MonkeyPatch) -> None:
    below = [f"list-archive-{number} >> thread" for number in range(8)]
    lines = [*MAIL, *ARTICLE, "Grethe", *below, *MAIL, *below[:4]]
    document = Document([Block(line) for line in lines], TITLE)

    def kept(own: dict[str, float]) -> list[str]:
        monkeypatch.setattr(likely, "line_classifier", lambda: Said(0.01, own))
        return [block.text for block in without_furniture(document).blocks]

    sure = dict.fromkeys(ARTICLE, 0.95)
    assert set(ARTICLE) <= set(kept(sure)) < set(lines)
    assert kept(dict.fromkeys(ARTICLE, 0.85)) == lines, "it is sure of no prose"
    assert kept(sure | dict.fromkeys(below, 0.1)) == lines, "it is sure of too little around it"
    assert kept(sure | {below[3]: 0.95}) == lines, "that is its end, and hardly anything stands below"
    marked = Document([Block("Ice", "heading", 1), *document.blocks], TITLE)
    monkeypatch.setattr(likely, "line_classifier", lambda: Said(0.01, sure))
    assert len(without_furniture(marked).blocks) == len(lines) + 1, "its author marked headings"


SHORT = "Harbour of Vardal"


def kept_of(said: Said, monkeypatch: pytest.MonkeyPatch, *, pasted: bool) -> list[str]:
    monkeypatch.setattr(likely, "line_classifier", lambda: said)
    lines = [*ABOVE, ARTICLE[0], "Share this article", ARTICLE[1], SHORT, *ARTICLE[2:], *COMMENTS[:1], *BELOW]
    document = Document([Block(line) for line in lines], TITLE, from_web=not pasted)
    return [block.text for block in without_furniture(document).blocks]


def test_a_line_among_those_that_rules_keep_stays_where_the_network_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    for sure, share in ((0.95, 1), (0.85, 0)):
        kept = kept_of(Said(sure, {}), monkeypatch, pasted=False)
        assert kept.count("Share this article") == share
        assert not {*kept} & {*BELOW}, "below the end the rules decide"


def test_short_lines_of_pasted_text_have_to_be_likelier_than_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    said = Said(0, {ARTICLE[0]: 0.6, ARTICLE[1]: 0.6, SHORT: 0.07, ARTICLE[2]: 0.07, ARTICLE[3]: 0.07})
    assert kept_of(said, monkeypatch, pasted=True) == ARTICLE
    assert kept_of(said, monkeypatch, pasted=False) == [*ARTICLE[:2], SHORT, *ARTICLE[2:]]
    said.lines[SHORT] = 0.15
    assert kept_of(said, monkeypatch, pasted=True) == [*ARTICLE[:2], SHORT, *ARTICLE[2:]]


def test_a_sentence_between_sure_lines_stays_and_a_row_between_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ["Petrel: 4.5 hours", "Photo: 2 kroner", "Gull: 5 hours"]
    lines = [*ABOVE, ARTICLE[0], "Share this article", ARTICLE[1], SHORT, *rows, *ARTICLE[2:], *BELOW]
    said = Said(0, dict.fromkeys([ARTICLE[0], rows[0], rows[2], *ARTICLE[2:]], 0.95) | {ARTICLE[1]: 0.06})
    monkeypatch.setattr(likely, "line_classifier", lambda: said)
    document = Document([Block(line) for line in lines], TITLE, from_web=True)
    kept = [block.text for block in without_furniture(document).blocks]
    assert kept == [*ARTICLE[:2], *rows, *ARTICLE[2:]]
    asides = [f"Nobody told us anything about it, and this is the {order} time." for order in ("first", "second")]
    place = lines.index(SHORT)
    distant = Document([Block(line) for line in [*lines[:place], *asides, *lines[place:]]], TITLE, from_web=True)
    assert [block.text for block in without_furniture(distant).blocks] == [ARTICLE[0], *rows, *ARTICLE[2:]]
    said.lines |= {ARTICLE[1]: 0.04, rows[0]: 0.01}
    kept = [block.text for block in without_furniture(document).blocks]
    assert kept == [ARTICLE[0], rows[2], *ARTICLE[2:]]


def test_of_few_words_or_the_same_ones_the_network_knows_little(monkeypatch: pytest.MonkeyPatch) -> None:
    for line in ("It froze.", f"{'The old ice ' * 5}froze."):
        page = [Block(each) for each in [*ABOVE, *ARTICLE[:2], line, *ARTICLE[2:], *COMMENTS, *BELOW]]
        for likelihood, stays in ((0.003, True), (0.001, False)):
            said = Said(0, dict.fromkeys(ARTICLE, 0.95) | {line: likelihood})
            monkeypatch.setattr(likely, "line_classifier", lambda said=said: said)
            kept = [block.text for block in without_furniture(Document(page, TITLE, from_web=True)).blocks]
            assert (line in kept) is stays


def test_below_what_is_surely_the_article_lines_of_pasted_text_have_to_be_likelier(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    end = "Two freighters with grain on board were waiting at the quay when it did, and left it the same day."
    lines = [*ABOVE, *ARTICLE, end, *COMMENTS, *BELOW]
    for likelihood, pasted, stays in ((0.15, True, False), (0.25, True, True), (0.15, False, True)):
        said = Said(0, dict.fromkeys(ARTICLE, 0.95) | {end: likelihood})
        monkeypatch.setattr(likely, "line_classifier", lambda said=said: said)
        document = Document([Block(line) for line in lines], TITLE, from_web=not pasted)
        kept = [block.text for block in without_furniture(document).blocks]
        assert kept == [*ARTICLE, *([end] if stays else [])]


def test_what_was_found_on_a_page_is_believed_where_no_more_of_it_is_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    said = Said(0, dict.fromkeys(ARTICLE, 0.95))
    monkeypatch.setattr(likely, "line_classifier", lambda: said)
    page = Document([Block(line) for line in PAGE], TITLE, from_web=True, is_whole=True)
    for count, expected in ((4, ARTICLE), (3, ARTICLE), (1, ARTICLE), (0, ARTICLE)):
        document = replace(page, other=[Block(line) for line in ARTICLE[:count]])
        assert [block.text for block in without_furniture(document).blocks] == expected
    document = replace(page, other=[Block("Nobody asked, and so nothing else was told. " * 20)])
    assert [block.text for block in without_furniture(document).blocks] == ARTICLE, "as much else is not what is likely"
    comment = COMMENTS[3]
    document = replace(page, other=[Block(line) for line in [*ARTICLE, comment]])
    kept = [block.text for block in without_furniture(document).blocks]
    assert kept == ARTICLE, "few lines are judged by the whole page"
    document = Document([*document.other, Block("Ice again")], TITLE, from_web=True)
    kept = [block.text for block in without_furniture(document).blocks]
    assert kept == [*ARTICLE, comment, "Ice again"], "and without it not at all"
    document = replace(document, other=page.blocks)
    kept = [block.text for block in without_furniture(document).blocks]
    assert kept == ARTICLE
    said.lines["Ice again"] = 0.95
    kept = [block.text for block in without_furniture(document).blocks]
    assert kept == [*ARTICLE, "Ice again"], "what does not stand there is judged by itself"
    assert comment not in [block.text for block in without_furniture(page).blocks]


def test_much_that_was_found_is_judged_as_it_stands_on_the_whole_page(monkeypatch: pytest.MonkeyPatch) -> None:
    comment = COMMENTS[3]
    said = Said(0.95, dict.fromkeys([*ABOVE, comment, *BELOW], 0))
    monkeypatch.setattr(likely, "line_classifier", lambda: said)
    more = [f"On day {number} the harbour stayed shut, and nobody came." for number in range(FEW_BLOCKS)]
    page = [Block(line) for line in [*ABOVE, *(f"*{line}*" for line in ARTICLE), *more, comment, *BELOW]]
    document = Document([Block(line) for line in [*ARTICLE, *more, comment]], TITLE, from_web=True, other=page)
    said.lines |= dict.fromkeys(ARTICLE, 0)  # were they judged by themselves, they would go
    assert [block.text for block in without_furniture(document).blocks] == [*ARTICLE, *more]


def test_what_is_unlikely_goes_from_a_box_in_which_nothing_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    aside = "Nobody told us where the mayor was when the harbour froze, and nobody asked."
    note = "The ice was measured at the northern quay."
    said = Said(0, dict.fromkeys(ARTICLE, 0.95) | {aside: 0.3, note: 0.3})
    monkeypatch.setattr(likely, "line_classifier", lambda: said)
    around = [Block(line, box=0) for line in [*ABOVE, *COMMENTS, *BELOW]]

    def kept(*within: Block, boxes: Sequence[int] = (1, 1, 1, 1)) -> list[str]:
        own = [Block(line, box=box) for line, box in zip(ARTICLE, boxes, strict=True)]
        page = Document([*around[:9], *own[:2], *within, *own[2:], *around[9:]], TITLE, from_web=True)
        return [block.text for block in without_furniture(page).blocks]

    with_aside = [*ARTICLE[:2], aside, *ARTICLE[2:]]
    assert kept(Block(aside, box=2)) == ARTICLE
    assert kept(Block(aside)) == ARTICLE
    assert kept(Block(aside, box=1)) == with_aside, "it stands where the article stands"
    assert kept(Block(aside, box=9), boxes=(1, 2, 3, 4)) == with_aside, "each paragraph is in a box of its own"
    more = [Block(" ".join([ARTICLE[2]] * 3), box=box) for box in (1, 2, 3)]
    said.lines |= {block.text: 0.95 for block in more}
    for likelihood, box, stays in ((0.3, 9, True), (0.03, 9, False), (0.03, 1, True)):
        said.lines[aside] = likelihood
        assert (aside in kept(Block(aside, box=box), *more, boxes=(1, 2, 3, 4))) is stays, "it is in several boxes"
    assert kept(Block(note, "item", box=2)) == [*ARTICLE[:2], note, *ARTICLE[2:]], "it may be a note"
    said.lines[aside] = 0.6
    assert kept(Block(aside, box=2)) == with_aside
