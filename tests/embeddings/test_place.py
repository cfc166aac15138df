from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest

from embeddings.errors import LibraryError
from embeddings.place import put_in_place, restored, workplace
from embeddings.store import FILE_NAME
from tests.embeddings.unprivileged import unprivileged


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where a library would be."""
    return tmp_path / "library"


def library(folder: Path, content: str) -> Path:
    folder.mkdir()
    (folder / FILE_NAME).write_text(content)
    return folder


def test_one_takes_the_place_of_another_that_is_set_aside(tmp_path: Path, folder: Path) -> None:
    assert put_in_place(library(tmp_path / "new", "a"), folder) is None
    for number, content in enumerate("bc", 1):
        assert put_in_place(library(tmp_path / "new", content), folder) == tmp_path / f"library.replaced-{number}"
    assert {path.parent.name: path.read_text() for path in tmp_path.glob(f"*/{FILE_NAME}")} == {
        "library": "c",
        "library.replaced-1": "a",
        "library.replaced-2": "b",
    }
    assert restored(folder) is None


@pytest.mark.parametrize("refused", ["library.being-replaced", "library", "library.replaced-1"])
def test_whichever_renaming_fails_all_is_as_it_was(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    rename, new = Path.rename, library(tmp_path / "new", "new")
    library(folder, "old")

    def fail(path: Path, target: Path) -> Path:
        if target.name == refused and not (path.name, refused) == ("library.being-replaced", "library"):
            raise OSError(16, "Device or resource busy")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="busy"):
        put_in_place(new, folder)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["library", "new"]
    assert ((folder / FILE_NAME).read_text(), (new / FILE_NAME).read_text()) == ("old", "new")


def test_what_was_set_aside_before_stays_there_when_a_library_is_deleted(tmp_path: Path, folder: Path) -> None:
    library(tmp_path / "library.replaced-1", "old")
    assert restored(folder) is None
    assert not folder.exists()


def test_an_empty_folder_is_no_library_that_took_the_place(tmp_path: Path, folder: Path) -> None:
    library(tmp_path / "library.being-replaced", "old")
    folder.mkdir()
    assert "is as it was" in str(restored(folder))
    assert (folder / FILE_NAME).read_text() == "old"


def test_a_link_to_a_library_is_followed(tmp_path: Path, folder: Path) -> None:
    library(tmp_path / "deep.being-replaced", "old")
    folder.symlink_to(tmp_path / "deep")
    assert "is as it was" in str(restored(folder))
    assert (folder / FILE_NAME).read_text() == "old"


def test_what_cannot_be_put_back_is_told_with_what_to_do(tmp_path: Path, folder: Path) -> None:
    library(tmp_path / "library.being-replaced", "old")
    with unprivileged(tmp_path), pytest.raises(LibraryError) as caught:
        restored(folder)
    assert str(caught.value).endswith(
        f"{tmp_path}/library.being-replaced cannot be put back in its place (Permission denied): rename it to {folder}"
    )


def test_a_workplace_that_another_program_clears_away_at_once_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = tempfile.mkdtemp

    def cleared(*arguments: Any, **more: Any) -> str:
        made.append(make(*arguments, **more))
        if len(made) == 1:
            Path(made[0]).rmdir()
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", cleared)
    with workplace(tmp_path) as place:
        assert place.is_dir()
    assert len(made) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_workplace_goes_and_so_do_those_that_nobody_is_at(tmp_path: Path) -> None:
    left = tmp_path / ".qa-bot-part-abcdefgh"
    others = [tmp_path / ".qa-bot-part-link", tmp_path / ".qa-bot-part-file", tmp_path / ".qa-bot"]
    library(left, "half")
    (tmp_path / "kept").mkdir()
    others[0].symlink_to(tmp_path / "kept")
    others[1].write_text("mine")
    others[2].mkdir()
    with workplace(tmp_path) as first, workplace(tmp_path) as second:
        assert first.is_dir()
        assert second.is_dir()
        assert not left.exists()
    assert sorted(tmp_path.iterdir()) == sorted([*others, tmp_path / "kept"])
