from __future__ import annotations

import contextlib
import json
import random
import re
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import archive
from embeddings.archive import MANIFEST, Manifest
from embeddings.errors import ArchiveError

NAMES = re.compile(r"a\.bin|b/\w+\.bin")
CONTENTS = {"a.bin": b"alpha" * 2000, "b/one.bin": b"\x00\x01" * 300, "b/two.bin": b""}

Members = dict[str | zipfile.ZipInfo, bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filled(tmp_path / "folder")


def filled(folder: Path) -> Path:
    (folder / "b").mkdir(parents=True)
    for name, content in CONTENTS.items():
        (folder / name).write_bytes(content)
    return folder


def manifest_of(folder: Path) -> Manifest:
    return Manifest("0.1.0", 6, "news", 3, 5, None, archive.described(folder))


def written(folder: Path, path: Path) -> Path:
    archive.write(path, folder, manifest_of(folder), force=False)
    return path


@pytest.fixture
def whole(folder: Path, tmp_path: Path) -> Path:
    return written(folder, tmp_path / "whole.zip")


def extracted(path: Path, into: Path) -> dict[str, bytes]:
    into.mkdir()
    with archive.opened(path, names=NAMES) as opened:
        opened.extract(into)
    return {each.relative_to(into).as_posix(): each.read_bytes() for each in into.rglob("*") if each.is_file()}


def rewritten(whole: Path, change: Callable[[Members], None]) -> Path:
    """Return another archive, made of the members of this one after a change to them."""
    with zipfile.ZipFile(whole) as file:
        members: Members = {name: file.read(name) for name in file.namelist()}
    change(members)
    path = whole.with_name("changed.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as changed:
        for name, content in members.items():
            changed.writestr(name, content)
    return path


def test_what_was_written_is_read(whole: Path, tmp_path: Path, folder: Path) -> None:
    assert extracted(whole, tmp_path / "again") == CONTENTS
    with archive.opened(whole, names=NAMES) as opened:
        assert opened.manifest == manifest_of(folder)
    assert zipfile.ZipFile(whole).testzip() is None


def test_a_file_is_replaced_only_if_it_is_to_be(whole: Path, folder: Path) -> None:
    before = whole.read_bytes()
    with pytest.raises(ArchiveError, match=r"whole\.zip exists already: .*--force"):
        written(folder, whole)
    assert whole.read_bytes() == before
    (folder / "a.bin").write_bytes(b"beta")
    archive.write(whole, folder, manifest_of(folder), force=True)
    with archive.opened(whole, names=NAMES) as opened:
        assert opened.manifest.members["a.bin"].size == 4


def test_what_appears_while_it_is_written_stays(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "new.zip"
    monkeypatch.setattr("os.fsync", lambda _: target.write_text("another's"))
    with pytest.raises(ArchiveError, match="exists already"):
        written(folder, target)
    assert target.read_text() == "another's"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder", "new.zip"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_full_disk_and_an_interruption_leave_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(zipfile.ZipFile, "write", fail)
    with pytest.raises(type(error)):
        written(folder, tmp_path / "new.zip")
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]


def linked(members: Members) -> None:
    link = zipfile.ZipInfo("a.bin")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    del members["a.bin"]
    members[link] = b"/etc/passwd"


def twice(members: Members) -> None:
    members[zipfile.ZipInfo("a.bin")] = b"another"


def with_manifest(**changes: object) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        members[MANIFEST] = json.dumps(json.loads(members[MANIFEST]) | changes).encode()

    return change


def larger(members: Members) -> None:
    members["a.bin"] = bytes(50_000_000)


def other_letter(members: Members) -> None:
    members["a.bin"] = members["a.bin"].replace(b"alpha", b"alphb")


def without(name: str) -> Callable[[Members], None]:
    def remove(members: Members) -> None:
        del members[name]

    return remove


def adding(name: str) -> Callable[[Members], None]:
    """Return what adds a member that the manifest names too."""

    def add(members: Members) -> None:
        manifest = json.loads(members[MANIFEST])
        manifest["members"][name] = {
            "size": 1,
            "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        }
        members[name] = b"x"
        members[MANIFEST] = json.dumps(manifest).encode()

    return add


def replaced_manifest(content: bytes) -> Callable[[Members], None]:
    def replace_it(members: Members) -> None:
        members[MANIFEST] = content

    return replace_it


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "change",
    [
        linked,
        twice,
        larger,
        other_letter,
        without("a.bin"),
        without(MANIFEST),
        *map(
            adding,
            ["../evil", "/tmp/evil", "b/../../evil", "B/ONE.bin", "c.bin", "b/", "a.bin/x", "b\\..\\c", "\x1b[31m"],
        ),
        *(replaced_manifest(each) for each in [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b" " * 2_000_000, b"null"]),
        with_manifest(members=[]),
        with_manifest(articles=-1),
        with_manifest(articles="3"),
        with_manifest(format=True),
        with_manifest(more=1),
        with_manifest(members={"a.bin": {"size": 1}}),
    ],
)
def test_what_is_not_as_it_was_written_is_refused(
    whole: Path, tmp_path: Path, change: Callable[[Members], None]
) -> None:
    path = rewritten(whole, change)
    with pytest.raises(ArchiveError) as raised:
        extracted(path, tmp_path / "again")
    assert str(raised.value).startswith(f"{path} is damaged, or no library that `qa-bot export` wrote")
    assert not [each for each in tmp_path.rglob("*") if "evil" in each.name]


def test_one_of_a_former_format_is_read(whole: Path) -> None:
    with archive.opened(rewritten(whole, with_manifest(format=1)), names=NAMES) as opened:
        assert opened.manifest.articles == 3


def test_one_of_a_later_format_says_so(whole: Path, tmp_path: Path) -> None:
    path = rewritten(whole, with_manifest(format=archive.FORMAT + 1, whatever="else"))
    with pytest.raises(ArchiveError, match="written by a newer version of this program: update it"):
        extracted(path, tmp_path / "again")


def test_there_must_be_room_for_it(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 10_599}))
    with pytest.raises(ArchiveError, match=r"takes 10,600 bytes, and 10,599 are free"):
        extracted(whole, tmp_path / "again")
    assert list((tmp_path / "again").iterdir()) == []


@pytest.mark.parametrize("content", [None, b"", b"noise" * 100])
def test_what_is_no_archive_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "no\x1b[31m.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ArchiveError) as raised:
        extracted(path, tmp_path / "again")
    assert "\x1b" not in str(raised.value)
    assert ("No such file" in str(raised.value)) is (content is None)


def test_one_with_a_password_is_refused(whole: Path, tmp_path: Path) -> None:
    content = bytearray(whole.read_bytes())
    for at in (match.start() for match in re.finditer(b"PK\x01\x02", content)):
        content[at + 8] |= 1
    whole.write_bytes(content)
    with pytest.raises(ArchiveError, match="is damaged"):
        extracted(whole, tmp_path / "again")


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), cut=st.booleans())
def test_whatever_a_disk_does_to_it_it_is_as_written_or_refused(
    tmp_path_factory: pytest.TempPathFactory, seed: int, cut: bool
) -> None:
    place = tmp_path_factory.mktemp("place")
    whole = written(filled(place / "folder"), place / "whole.zip")
    chance = random.Random(seed)
    content = bytearray(whole.read_bytes())
    if cut:
        del content[chance.randrange(len(content)) :]
    for _ in range(chance.randrange(1, 6)):
        if content:
            content[chance.randrange(len(content))] = chance.randrange(256)
    whole.write_bytes(content)
    with contextlib.suppress(ArchiveError):
        assert extracted(whole, place / "again") == CONTENTS


@given(
    manifest=st.builds(
        Manifest,
        program=st.text(),
        schema=st.integers(0),
        articles_folder=st.text(),
        articles=st.integers(0),
        passages=st.integers(0),
        conversations=st.none() | st.integers(0),
        members=st.dictionaries(st.text(), st.builds(archive.Member, size=st.integers(0), sha256=st.text())),
    )
)
def test_a_manifest_is_read_as_it_was_written(manifest: Manifest) -> None:
    assert Manifest.from_json(manifest.to_json().encode()) == manifest
    assert manifest != replace(manifest, articles=manifest.articles + 1)
