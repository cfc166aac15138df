from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.errors import ArticlesFolderError
from embeddings.folder import Root, scan
from tests.conftest import Write
from tests.embeddings.unprivileged import unprivileged


def sources(folder: Path, *roots: Path) -> list[str]:
    return [file.source for file in scan(folder, map(str, roots)).files]


def test_finds_articles_in_subfolders_by_any_case_of_suffix_in_order(write: Write, tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.MD", "a/y/x.Html", "c.markdown"):
        write(name, "It froze.")
    assert sources(tmp_path / "articles") == ["a/y/x.Html", "a/z.MD", "b.txt", "c.markdown"]


def test_passes_over_what_is_hidden_and_the_locks_of_word(write: Write, tmp_path: Path) -> None:
    for name in (".a.txt", ".git/b.txt", "c.txt", "~$e-log.docx", "sub/~$d.odt"):
        write(name, "It froze.")
    scanned = scan(tmp_path / "articles")
    assert ([file.source for file in scanned.files], scanned.skipped) == (["c.txt"], ())


def test_names_the_kinds_that_it_cannot_read_once(write: Write, tmp_path: Path) -> None:
    for name in ("a.mp3", "b.MP3", "c.mp4", "d.txt", "README"):
        write(name, "x")
    (skipped,) = scan(tmp_path / "articles").skipped
    assert skipped.reason.startswith("4 files of other kinds (.mp3, .mp4, README)")


def test_other_roots_are_known_by_their_whole_path(write: Write, tmp_path: Path) -> None:
    write("a.txt", "It froze.")
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "b.txt").write_text("It thawed.")
    (tmp_path / "c.md").write_text("It thawed.")
    found = sources(tmp_path / "articles", extra, tmp_path / "c.md")
    assert found == sorted([str(extra / "b.txt"), str(tmp_path / "c.md"), "a.txt"])


@pytest.mark.parametrize("name", ["extra", "extra.txt"])
def test_a_root_that_is_gone_is_reported_and_unknown(write: Write, tmp_path: Path, name: str) -> None:
    write("a.txt", "It froze.")
    scanned = scan(tmp_path / "articles", [str(tmp_path / name)])
    assert [file.source for file in scanned.files] == ["a.txt"]
    assert "no longer there" in scanned.skipped[0].reason
    assert scanned.unknown == {str(tmp_path / name)}


def test_a_folder_named_like_an_article_is_a_folder(write: Write, tmp_path: Path) -> None:
    write("x.txt/inner.txt", "It froze.")
    assert sources(tmp_path / "articles") == ["x.txt/inner.txt"]


def test_links_in_circles_are_followed_nowhere(write: Write, tmp_path: Path) -> None:
    folder = write("a.txt", "It froze.").parent
    (folder / "self").symlink_to(".")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "gone.txt").symlink_to("nowhere")
    scanned = scan(folder)
    assert [file.source for file in scanned.files] == ["a.txt"]
    assert {skip.source for skip in scanned.skipped} == {"gone.txt", "loop.txt"}


def test_a_link_to_a_file_in_the_same_folder_is_the_file(write: Write, tmp_path: Path) -> None:
    folder = write("a", "It froze.").parent
    (folder / "b.txt").symlink_to("a")
    assert sources(folder) == ["b.txt"]


def test_a_link_that_leads_outside_is_reported_and_not_followed(write: Write, tmp_path: Path) -> None:
    folder = write("sub/a.txt", "It froze.").parent.parent
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/b.txt").write_text("It thawed.")
    (folder / "sub/b.txt").symlink_to(tmp_path / "outside/b.txt")
    (folder / "linked").symlink_to(tmp_path / "outside")
    (folder / "again").symlink_to("sub")
    scanned = scan(folder)
    assert [file.source for file in scanned.files] == ["sub/a.txt"]
    assert {skip.source for skip in scanned.skipped} == {"sub/b.txt", "linked"}
    assert all("outside this folder" in skip.reason for skip in scanned.skipped)
    assert scanned.unknown == frozenset()


def test_a_link_to_a_folder_that_is_passed_over_is_reported(write: Write, tmp_path: Path) -> None:
    folder = write("a.txt", "It froze.").parent
    for name in (".store/real/b.txt", "drafts/old/c.txt", "sub/d.txt"):
        write(name, "It thawed.")
    write(".qabotignore", "drafts/\n")
    for name, place in (("hidden", ".store/real"), ("ignored", "drafts/old"), ("again", "sub")):
        (folder / name).symlink_to(place)
    scanned = scan(folder)
    assert [file.source for file in scanned.files] == ["a.txt", "sub/d.txt"]
    assert {skip.source: "passed over" in skip.reason for skip in scanned.skipped} == {"hidden": True, "ignored": True}


def test_a_link_that_cannot_be_followed_leads_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def vanished(_: object) -> str:
        raise FileNotFoundError(2, "No such file or directory", "/proc/80/exe")

    monkeypatch.setattr(os.path, "realpath", vanished)
    assert not Root(tmp_path).holds(str(tmp_path / "exe"))


def test_the_folder_itself_may_be_a_link(write: Write, tmp_path: Path) -> None:
    folder = write("a.txt", "It froze.").parent
    (folder / "b.txt").symlink_to("a.txt")
    (tmp_path / "link").symlink_to(folder)
    assert sources(tmp_path / "link") == ["a.txt", "b.txt"]


def test_what_is_no_regular_file_is_reported(write: Write, tmp_path: Path) -> None:
    folder = write("a.txt", "It froze.").parent
    os.mkfifo(folder / "pipe.txt")
    scanned = scan(folder)
    assert [file.source for file in scanned.files] == ["a.txt"]
    assert [(skip.source, skip.reason) for skip in scanned.skipped] == [("pipe.txt", "is not a regular file: left out")]


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """Make a folder whose subfolders go deeper than any path may name, and remove it as no Python code could."""
    folder = tmp_path / "articles"
    folder.mkdir()
    with contextlib.chdir(folder):
        for _ in range(2_100):
            Path("d").mkdir()
            os.chdir("d")
        Path("lost.txt").write_text("It froze.")
    yield folder
    subprocess.run(["rm", "-r", str(folder)], check=True)


def test_folders_may_be_nested_deeper_than_a_path_may_name(deep: Path) -> None:
    found = "d/" * 1_500 + "b.txt"
    (deep / "a.txt").write_text("It thawed.")
    (deep / found).write_text("It thawed.")
    scanned = scan(deep)
    assert [file.source for file in scanned.files] == ["a.txt", found]
    (skip,) = scanned.skipped
    assert "may not be read" in skip.reason


def test_an_ignore_file_names_what_is_passed_over(write: Write, tmp_path: Path) -> None:
    for name in ("a.txt", "drafts/b.txt", "drafts/keep.txt", "sub/drafts/c.txt", "sub/d.tmp.txt"):
        write(name, "It froze.")
    write(".qabotignore", "# mine\n/drafts/*\n!/drafts/keep.txt\n*.tmp.txt\n!\n")
    assert sources(tmp_path / "articles") == ["a.txt", "drafts/keep.txt", "sub/drafts/c.txt"]
    write(".qabotignore", b"\xef\xbb\xbfa.txt\r\n")
    assert "a.txt" not in sources(tmp_path / "articles")
    write(".qabotignore", b"sub/\n\xff\xfe\n")
    assert sources(tmp_path / "articles") == ["a.txt", "drafts/b.txt", "drafts/keep.txt"]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (b"[@click=app.quit]x[bold].txt", "[@click=app.quit]x[bold].txt"),
        (b"\x1b[31mred\x1b[0m.txt", "red.txt"),
        (b"two\nlines.txt", "two lines.txt"),
        (b"bad\xff\xfebytes.txt", "bad\ufffd\ufffdbytes.txt"),
        ("\u202eabc.txt".encode(), "abc.txt"),
        (b"--help.txt", "--help.txt"),
    ],
)
def test_a_hostile_name_gives_a_source_that_is_safe_to_print(tmp_path: Path, name: bytes, source: str) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118  (pathlib takes no bytes)
    Path(os.fsdecode(path)).write_text("It froze.")
    assert sources(tmp_path) == [source]


def test_of_two_names_that_look_the_same_one_is_reported(tmp_path: Path) -> None:
    for name in ("a b.txt", "a\nb.txt"):
        (tmp_path / name).write_text("It froze.")
    scanned = scan(tmp_path)
    assert [file.source for file in scanned.files] == ["a b.txt"]
    assert "another file's" in scanned.skipped[0].reason


def test_a_file_that_two_roots_reach_is_one_file(write: Write, tmp_path: Path) -> None:
    write("a.txt", "It froze.")
    (tmp_path / "extra/sub").mkdir(parents=True)
    (tmp_path / "extra/sub/b.txt").write_text("It thawed.")
    scanned = scan(tmp_path / "articles", [str(tmp_path / "extra"), str(tmp_path / "extra/sub")])
    assert [file.source for file in scanned.files] == [str(tmp_path / "extra/sub/b.txt"), "a.txt"]
    assert not scanned.skipped


@pytest.mark.parametrize(("name", "message"), [("gone", "there is no folder"), ("a.txt", "is not a folder")])
def test_without_a_folder_the_error_says_what_to_do(write: Write, tmp_path: Path, name: str, message: str) -> None:
    write("a.txt", "It froze.")
    with pytest.raises(ArticlesFolderError, match=rf"{message}.*--articles"):
        scan(tmp_path / "articles" / name)


def test_a_subfolder_that_may_not_be_read_is_unknown(write: Write, tmp_path: Path) -> None:
    write("a.txt", "It froze.")
    closed = write("closed/b.txt", "It thawed.").parent
    (closed.parent / "in.txt").symlink_to(closed / "b.txt")
    closed.chmod(0)
    with unprivileged(tmp_path):
        scanned = scan(tmp_path / "articles", [str(closed / "b.txt")])
    closed.chmod(0o755)
    assert [file.source for file in scanned.files] == ["a.txt"]
    assert set(scanned.unknown) == {"closed", "in.txt", str(closed / "b.txt")}


def test_an_articles_folder_that_may_not_be_read_is_an_error(write: Write, tmp_path: Path) -> None:
    folder = write("a.txt", "It froze.").parent
    folder.chmod(0)
    with unprivileged(tmp_path), pytest.raises(ArticlesFolderError, match="may not be read"):
        scan(folder)
    folder.chmod(0o755)


def test_libraries_are_passed_over(write: Write, tmp_path: Path) -> None:
    for name in ("a.txt", "mine/library.sqlite", "mine/suggestions.json", "mine/passages.tantivy/meta.json"):
        write(name, "One article.")
    assert sources(tmp_path / "articles") == ["a.txt"]
    assert sources(tmp_path / "articles" / "mine") == ["suggestions.json"]
