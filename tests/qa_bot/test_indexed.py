from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.errors import LibraryError, ScopeError
from embeddings.scope import Scope
from embeddings.store import FILE_NAME
from qa_bot.bot import QABot
from qa_bot.indexed import check_scope, indexed_articles
from tests.conftest import Write
from tests.qa_bot.conftest import ANSWERED, OpenBot

KITES, NOWHERE = Scope.parse(within=["kites"]), Scope.parse(within=["no such folder/"])


def test_indexed_articles_needs_no_bot(folder: Path, tmp_path: Path, bot: QABot) -> None:
    summaries, warning = indexed_articles(folder, library=tmp_path / "library")
    assert warning is None
    assert [summary.source for summary in summaries] == ["kites.md", "pump.txt", "tea.html"]
    assert summaries == bot.articles()


def test_indexed_articles_of_a_damaged_library_says_so(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "library.sqlite").write_bytes(b"not a database" * 100)
    summaries, warning = indexed_articles(folder, library=tmp_path / "library")
    assert summaries == []
    assert warning is not None
    assert "was damaged" in warning


def test_indexed_articles_of_a_new_folder_creates_nothing(tmp_path: Path) -> None:
    assert indexed_articles(tmp_path, library=tmp_path / "library") == ([], None)
    assert not (tmp_path / "library").exists()


def test_a_library_folder_that_cannot_be_looked_at_is_explained(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="--library"):
        indexed_articles(tmp_path, library=tmp_path / ("x" * 300))


def test_a_scope_is_checked_in_what_is_indexed(folder: Path, tmp_path: Path, bot: QABot, write: Write) -> None:
    library = tmp_path / "library"
    assert check_scope(KITES, folder, library=library) is None
    assert check_scope(NOWHERE, folder, library=tmp_path / "none") is None
    with pytest.raises(ScopeError):
        check_scope(NOWHERE, folder, library=library)
    (folder / "tea.html").unlink()  # what is gone puts nothing into a scope
    with pytest.raises(ScopeError):
        check_scope(NOWHERE, folder, library=library)
    write("no such folder/a.txt", "A\n\nSomething new.\n")
    assert check_scope(NOWHERE, folder, library=library) is None


def test_a_scope_is_checked_where_the_articles_are_gone(folder: Path, tmp_path: Path, bot: QABot) -> None:
    folder.rename(tmp_path / "elsewhere")
    assert check_scope(KITES, folder, library=tmp_path / "library") is None
    with pytest.raises(ScopeError):
        check_scope(NOWHERE, folder, library=tmp_path / "library")


def test_damage_that_is_found_with_a_scope_is_told(folder: Path, tmp_path: Path, open_bot: OpenBot) -> None:
    open_bot().close()
    (tmp_path / "library" / FILE_NAME).write_bytes(b"noise" * 2000)
    warning = check_scope(KITES, folder, library=tmp_path / "library")
    assert warning is not None
    assert "was damaged: it is set aside" in warning
    assert open_bot().ask(ANSWERED, scope=Scope.parse(within=["pump"])).text is not None
