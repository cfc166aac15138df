from __future__ import annotations

from dataclasses import replace

import pytest

from embeddings.errors import UnreadableArticleError
from embeddings.formats import FORMATS, as_content_says
from embeddings.formats.markdown_weight import is_heavy
from embeddings.loading import load_articles
from embeddings.parsing import Limits, Parser

NOTE = "# Ice\n\nIt <b>froze</b> | in March.\n\n<div>It thawed.</div>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"


@pytest.mark.parametrize(
    ("content", "heavy"),
    [
        (NOTE, False),
        (NOTE * 1_000, True),
        (NOTE + "<P class='a'>It rained.</P>", True),
        (NOTE + "<pear><track>", False),
        ("a|" * 500 + "\n" + "-|" * 500 + "\n" + "|\n" * 131, True),
        ("> a|" + "a|" * 500 + "\r\n> " + "-|" * 500 + "\r\n" + "> |\r\n" * 131, True),
        ("a|b\n-|-\n" + "a|b\n" * 5_000, False),
        (("a|" * 500 + "\n" + "-|" * 500 + "\n\n") + "It froze.\n" * 5_000, False),
    ],
    ids=["note", "book", "blocks", "tags", "wide table", "quoted table", "long table", "wide head"],
)
def test_books_blocks_of_html_and_tables_of_many_cells_are_heavy(content: str, *, heavy: bool) -> None:
    assert is_heavy(content.encode()) == heavy


def test_heavy_markdown_alone_is_parsed_apart() -> None:
    text, markdown = FORMATS[:2]
    assert as_content_says(markdown, NOTE.encode()) is markdown
    heavy = as_content_says(markdown, (NOTE * 1_000).encode())
    assert (heavy.loader, heavy.apart) == (markdown.loader, True)
    assert as_content_says(text, (NOTE * 1_000).encode()) is text


def test_a_table_of_too_many_cells_ends_its_own_process_alone() -> None:
    wide = ("a|" * 500 + "\n" + "-|" * 500 + "\n" + "|\n" * 131 + "\n") * 100
    with Parser(limits=replace(Limits(), seconds=1)) as parser:
        with pytest.raises(UnreadableArticleError, match="takes"):
            load_articles(wide.encode(), source="wide.md", parse=parser.parse)
        found = load_articles(f"{NOTE}<p>It rained.</p>".encode(), source="note.md", parse=parser.parse)
    assert found.articles[0].text.endswith("It rained.")
