"""Whatever stands in a file of a package instead of what should: it is read, or told in words that a reader knows."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.errors import UnreadableArticleError
from embeddings.loading import load_articles
from tests.embeddings.formats.archives import with_member
from tests.embeddings.formats.seeds import whole_files

SUFFIXES = {"Word": ".docx", "OpenDocument": ".odt", "EPUB": ".epub"}
WHOLE = {name: whole_files()[name][0] for name in SUFFIXES}
TEXTS = {"Word": "word/document2.xml", "OpenDocument": "content.xml"}


def member(packed: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        return package.read(name)


def load(content: bytes, name: str) -> str:
    """Return the text of a file, or why it holds none."""
    try:
        loaded = load_articles(content, source=f"a{SUFFIXES[name]}")
    except UnreadableArticleError as error:
        return str(error)
    return "\n".join(article.text for article in loaded.articles)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("content", [b"", b"PK", b"It froze.", "\N{SNOWMAN}".encode("utf-16"), None])
def test_a_damaged_text_is_told_in_plain_words(name: str, content: bytes | None) -> None:
    half = member(WHOLE[name], TEXTS[name])[:200]
    said = load(with_member(WHOLE[name], TEXTS[name], half if content is None else content), name)
    assert said == (
        "is damaged: its text cannot be read; get it again, or open it where it was written and save it anew"
    )


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_is_damaged_no_error_of_a_parser_is_shown(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SUFFIXES)))
    with zipfile.ZipFile(io.BytesIO(WHOLE[name])) as package:
        damaged = data.draw(st.sampled_from(package.namelist()))
    content = member(WHOLE[name], damaged)
    cut = data.draw(st.integers(0, len(content)))
    noise = data.draw(
        st.sampled_from([b"", b"<", b"&", b"\x00\xff", b"</w:p>", b"<?xml?>", b"<!-- ", b"\x00", content])
    )
    assert "cannot be parsed" not in load(with_member(WHOLE[name], damaged, content[:cut] + noise), name)
