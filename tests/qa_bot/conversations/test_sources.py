from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import Kind
from embeddings.values import Article
from qa_bot.bot import QABot
from qa_bot.conversations.conversation import apart
from qa_bot.conversations.sources import source_now
from qa_bot.values import Citation
from tests.conftest import Write
from tests.qa_bot.conftest import ANSWERED, OpenBot
from tests.qa_bot.tui.scripted_bot import cite, make_article

TEXT = "Nobody was hurt. The mayor closed the bridge. Buses came."
BEFORE = make_article("The river rose.", TEXT, "It fell.")
QUOTE = "The mayor closed the bridge."
CITED = apart(cite(1, BEFORE, BEFORE.paragraphs[1], quote=QUOTE))


def kept(bot: QABot) -> Citation:
    return apart(bot.ask(ANSWERED).citations[0])


def assert_alone(citation: Citation) -> None:
    assert citation.article.paragraphs == (citation.paragraph,)
    assert citation.article.text == citation.paragraph.text


def test_a_paragraph_that_stands_as_it_was_is_opened_in_its_article(bot: QABot) -> None:
    cited = bot.ask(ANSWERED).citations[0]
    found = bot.source_of(apart(cited))
    assert found.state == "as cited"
    assert found.citation == cited


def test_a_paragraph_is_found_where_it_stands_now() -> None:
    now = make_article("New.", TEXT, "New too.", "And this.", TEXT)
    found = source_now(replace(CITED, paragraph=replace(CITED.paragraph, number=4)), now, is_newer=False)
    assert (found.state, found.citation.paragraph) == ("as cited", now.paragraphs[4])
    assert found.citation.quote == QUOTE


def test_a_file_that_changed_since_is_told(write: Write, bot: QABot) -> None:
    citation = kept(bot)
    path = write("pump.txt", "Another text.\n")
    found = bot.source_of(citation)
    assert found.state == "newer file"
    assert len(found.citation.article.paragraphs) == 2
    bot.sync()
    assert bot.source_of(citation).state == "changed"
    path.unlink()
    assert bot.source_of(citation).state == "changed"
    bot.sync()
    found = bot.source_of(citation)
    assert (found.state, found.citation) == ("gone", citation)


def test_a_file_that_was_only_touched_is_as_cited_once_it_was_read(folder: Path, bot: QABot) -> None:
    citation = kept(bot)
    os.utime(folder / "pump.txt", ns=(1, 1))
    assert bot.source_of(citation).state == "newer file"
    bot.sync()
    assert bot.source_of(citation).state == "as cited"


def test_a_file_of_another_folder_is_looked_at_where_it_lies(tmp_path: Path, folder: Path, open_bot: OpenBot) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_bytes((folder / "pump.txt").read_bytes())
    (folder / "pump.txt").unlink()
    bot = open_bot()
    bot.sync(add=[str(elsewhere)])
    citation = kept(bot)
    assert (citation.article.source, bot.source_of(citation).state) == (str(elsewhere), "as cited")
    elsewhere.write_text("Another text.\n")
    assert bot.source_of(citation).state == "newer file"


def test_a_quote_is_found_again_in_the_paragraph_of_its_number() -> None:
    now = make_article("The river rose.", "Nobody. The mayor closed the bridge. At dawn.")
    found = source_now(CITED, now, is_newer=True)
    assert found.state == "changed"
    assert (found.citation.article, found.citation.paragraph) == (now, now.paragraphs[1])
    assert found.citation.quote == QUOTE
    sentence = now.paragraphs[1].text[found.citation.sentence_start : found.citation.sentence_end]
    assert sentence == QUOTE


def test_of_several_places_the_nearest_is_taken() -> None:
    now = make_article("x", "bridge and the bridge and a bridge")
    before = replace(CITED, start=12, end=18, paragraph=replace(CITED.paragraph, text="and another bridge."))
    assert before.quote == "bridge"
    assert source_now(before, now, is_newer=False).citation.start == 15


def test_a_quote_that_is_nowhere_leaves_the_paragraph_that_was_kept() -> None:
    for now in (make_article("The river rose.", "Nobody closed anything."), make_article("Only one now.")):
        found = source_now(CITED, now, is_newer=False)
        assert (found.state, found.citation) == ("changed", CITED)
    unquoted = replace(CITED, start=None, end=None, sentence_start=None, sentence_end=None)
    assert source_now(unquoted, make_article("a", "b"), is_newer=False).citation == unquoted


@given(st.lists(st.sampled_from([TEXT, "Buses came.", QUOTE, f"So: {TEXT}"]), max_size=4))
def test_whatever_the_article_is_now_the_citation_holds(texts: list[str]) -> None:
    found = source_now(CITED, make_article(*texts) if texts else None, is_newer=False)
    article, paragraph = found.citation.article, found.citation.paragraph
    assert paragraph in article.paragraphs
    assert article.text[paragraph.start : paragraph.end] == paragraph.text
    assert found.citation.quote == QUOTE
    assert QUOTE in paragraph.text[found.citation.sentence_start : found.citation.sentence_end]
    assert (found.state == "gone") == (not texts)
    assert (found.state == "as cited") == (TEXT in texts)
    if found.citation.article.text == TEXT:
        assert_alone(found.citation)


def test_a_row_is_opened_below_the_head_that_its_table_has_now() -> None:
    def table(head: str, row: str) -> Article:
        plain = make_article("It froze.", head, row)
        kinds: tuple[Kind, ...] = ("paragraph", "head", "row")
        rows = (replace(each, kind=kind) for each, kind in zip(plain.paragraphs, kinds, strict=True))
        return replace(plain, paragraphs=tuple(rows))

    before = table("Ship | Sank", "Una | 1912")
    cited = replace(cite(1, before, before.paragraphs[2], quote="1912"), head="Ship | Sank")
    for row, state in (("Una | 1912", "as cited"), ("Una | May 1912", "changed")):
        found = source_now(apart(cited), table("Ship | Lost in", row), is_newer=False)
        assert (found.state, found.citation.head, found.citation.quote) == (state, "Ship | Lost in", "1912")
    assert source_now(apart(cited), None, is_newer=False).citation.head == "Ship | Sank"


def test_a_citation_is_opened_below_the_heading_that_it_has_now() -> None:
    def article(heading: str, text: str) -> Article:
        plain = make_article(heading, text)
        return replace(plain, paragraphs=(replace(plain.paragraphs[0], kind="heading"), plain.paragraphs[1]))

    before = article("Ships", TEXT)
    cited = replace(cite(1, before, before.paragraphs[1], quote=QUOTE), section="Ships")
    for text, state in ((TEXT, "as cited"), (f"Then: {TEXT}", "changed")):
        found = source_now(apart(cited), article("Lost ships", text), is_newer=False)
        assert (found.state, found.citation.section) == (state, "Lost ships")
    assert source_now(apart(cited), None, is_newer=False).citation.section == "Ships"
