from __future__ import annotations

import pytest

from embeddings.formats import FORMATS, as_content_says
from embeddings.formats.markdown_weight import is_heavy

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
