from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.errors import UnreadableArticleError
from embeddings.formats import nesting
from embeddings.formats.nesting import inner_path
from embeddings.loading import Loaded, load_articles

FILES = {
    "notes/ice-log.md": b"# The log\n\nIt froze.\n",
    "./thaw.txt": b"It thawed.",
    "news.csv": b"title,text\nRain,It rained.\nSun,It shone.\n",
    "ice.png": b"\x89PNG",
    ".hidden/a.txt": b"Hidden.",
    "__MACOSX/a.txt": b"Hidden.",
    "notes/~$e-log.docx": b"\x03Ada",
    "notes/": b"",
}
PARTS = ["notes/ice-log.md", "thaw.txt", "news.csv/Rain", "news.csv/Sun"]


def zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(files: Mapping[str, bytes], *special: tarfile.TarInfo) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for info in special:
            archive.addfile(info)
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            info.type = tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def gzipped_tar(files: Mapping[str, bytes]) -> bytes:
    return gzip.compress(tarred(files))


PACKERS: tuple[tuple[str, Callable[[Mapping[str, bytes]], bytes]], ...] = (
    ("a.zip", zipped),
    ("a.tar", tarred),
    ("a.tar.gz", gzipped_tar),
    ("a.tgz", gzipped_tar),
)
archives = pytest.mark.parametrize(("source", "pack"), PACKERS, ids=[source for source, _ in PACKERS])


def reasons(found: Loaded) -> dict[str, str]:
    return {each.source: each.reason for each in found.left_out}


@archives
def test_every_member_is_read_as_its_own_kind(source: str, pack: Callable[[Mapping[str, bytes]], bytes]) -> None:
    found = load_articles(pack(FILES), source=f"box/{source}")
    assert [each.source for each in found.articles] == [f"box/{source}/{part}" for part in PARTS]
    assert found.articles[0].title == "The log"
    assert [each.text for each in found.articles] == ["It froze.", "It thawed.", "It rained.", "It shone."]
    assert reasons(found) == {f"box/{source}": "holds 1 file of other kinds (.png): left out"}


@archives
def test_no_name_leads_out_and_nothing_is_written(
    source: str,
    pack: Callable[[Mapping[str, bytes]], bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    names = ["../../a.txt", "/etc/b.txt", "C:\\x\\c.txt", "x/../../d\x1b[31m\n.txt", "\u202ee.txt"]
    found = load_articles(pack(dict.fromkeys(names, b"It froze.")), source=source)
    assert [each.part for each in found.articles] == ["a.txt", "etc/b.txt", "x/c.txt", "x/d .txt", "e.txt"]
    assert [path.name for path in tmp_path.rglob("*")] == ["in"]


@given(st.text(st.sampled_from("./\\:aC \n\x1b[\u202e"), max_size=30))
def test_an_inner_path_is_a_name_and_nothing_else(name: str) -> None:
    path = inner_path(name)
    assert path == inner_path(path)
    assert all(step not in ("", ".", "..", "a:", "C:") for step in path.split("/") if path)
    assert not set(path) & set("\n\x1b\u202e\\")


@archives
def test_a_bad_member_does_not_hide_the_others(source: str, pack: Callable[[Mapping[str, bytes]], bytes]) -> None:
    files = {"a.txt": b"\x00\x01" * 90, "b.csv": b"x,y\n1,2\n", "c.txt": b" ", "d.zip": b"PK", "e.txt": b"It froze."}
    found = load_articles(pack(files), source=source)
    assert [each.part for each in found.articles] == ["e.txt"]
    assert [each.source for each in found.left_out] == [f"{source}/{name}" for name in files if name != "e.txt"]


@archives
def test_an_archive_within_an_archive_is_opened_and_no_further(
    source: str, pack: Callable[[Mapping[str, bytes]], bytes]
) -> None:
    innermost = pack({"deep.txt": b"It rained."})
    inner = pack({f"inner-{source}": innermost, "thaw.txt": b"It thawed.", "ice.eml": b"Subject: Ice\n\nIt froze."})
    found = load_articles(pack({source: inner, "sun.txt": b"It shone."}), source=source)
    assert {each.part: each.text for each in found.articles} == {
        f"{source}/thaw.txt": "It thawed.",
        f"{source}/ice.eml": "It froze.",
        "sun.txt": "It shone.",
    }
    assert [(name, "too deep" in reason) for name, reason in reasons(found).items()] == [
        (f"{source}/{source}/inner-{source}", True)
    ]


def test_links_and_devices_are_left_out() -> None:
    special = []
    for name, kind in (("a.txt", tarfile.SYMTYPE), ("b.txt", tarfile.LNKTYPE), ("c.txt", tarfile.CHRTYPE)):
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, "/etc/passwd"
        special.append(info)
    found = load_articles(tarred({"d.txt": b"It froze."}, *special), source="a.tar")
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("d.txt", "It froze.")
    also = load_articles(packed.getvalue(), source="a.zip")
    assert [each.part for each in (*found.articles, *also.articles)] == ["d.txt", "d.txt"]
    assert list(reasons(found)) == ["a.tar/a.txt", "a.tar/b.txt", "a.tar/c.txt"]
    assert {*reasons(found).values(), *reasons(also).values()} == {"is a link or a device, not a file: left out"}


def test_a_member_with_a_password_is_told() -> None:
    content = bytearray(zipped({"a.txt": b"It froze.", "b.txt": b"It thawed."}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + flags] |= 1
    found = load_articles(bytes(content), source="a.zip")
    assert [each.part for each in found.articles] == ["b.txt"]
    assert reasons(found) == {"a.zip/a.txt": "is protected by a password: save a copy without one"}


def test_an_archive_of_secrets_alone_names_the_first() -> None:
    content = bytearray(zipped({"a.txt": b"It froze."}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableArticleError, match=r"holds nothing that can be read: a.zip/a.txt is protected"):
        load_articles(bytes(content), source="a.zip")


@pytest.mark.parametrize(
    ("source", "pack"), [("a.zip", zipped), ("a.txt.gz", lambda files: gzip.compress(files["b.txt"]))]
)
def test_bombs_are_left_out(source: str, pack: Callable[[Mapping[str, bytes]], bytes]) -> None:
    content = pack({"b.txt": b"It froze. " * 1_500_000})
    with pytest.raises(UnreadableArticleError, match="unpacks to more than 200 times its size"):
        load_articles(content, source=source)


def test_a_bomb_among_others_hides_none_before_it_in_a_stream_and_none_at_all_in_a_zip() -> None:
    files = {"a.txt": b"It froze.", "b.txt": b"It froze. " * 1_500_000, "c.txt": b"It thawed."}
    assert [each.part for each in load_articles(zipped(files), source="a.zip").articles] == ["a.txt", "c.txt"]
    found = load_articles(gzipped_tar(files), source="a.tgz")
    assert [each.part for each in found.articles] == ["a.txt"]
    assert any("200 times" in each.reason for each in found.left_out)


def test_a_zip_that_understates_a_size_is_not_believed() -> None:
    content = bytearray(zipped({"a.txt": b"It froze. " * 200_000, "b.txt": b"It thawed."}))
    for signature, size in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(signature) + size, 100)
    found = load_articles(bytes(content), source="a.zip")
    assert [each.part for each in found.articles] == ["b.txt"]
    assert "a.zip/a.txt" in reasons(found)


def test_a_sparse_member_is_not_unpacked() -> None:
    info = tarfile.TarInfo("a.txt")
    info.pax_headers = {"GNU.sparse.major": "0", "GNU.sparse.minor": "1", "GNU.sparse.size": "9000000000"}
    info.pax_headers["GNU.sparse.map"] = "0,0"
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(info)
    with pytest.raises(UnreadableArticleError, match="too large"):
        load_articles(packed.getvalue(), source="a.tar")


@archives
@pytest.mark.parametrize(("limit", "value"), [("members", 2), ("size", 20)])
def test_what_is_beyond_a_limit_is_told(
    source: str,
    pack: Callable[[Mapping[str, bytes]], bytes],
    limit: str,
    value: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small = nesting.Unpacking()
    setattr(small, limit, value)
    monkeypatch.setattr(nesting, "Unpacking", lambda: small)
    found = load_articles(pack({f"{number}.txt": b"It froze." for number in range(5)}), source=source)
    assert [each.part for each in found.articles] == ["0.txt", "1.txt"]
    assert ["more than" in each.reason for each in found.left_out] == [True]


@archives
def test_a_damaged_archive_gives_what_can_be_read_or_the_reason(
    source: str, pack: Callable[[Mapping[str, bytes]], bytes]
) -> None:
    content = pack({f"{number}.txt": f"It froze, {number}.".encode() for number in range(50)})
    for cut in (content[:3], content[: len(content) // 2], b"It froze."):
        try:
            assert load_articles(cut, source=source).left_out
        except UnreadableArticleError as error:
            assert "damaged" in str(error)


def test_a_tar_that_ends_between_two_members_is_not_whole() -> None:
    content = tarred({f"{number}.txt": b"It froze." for number in range(5)})
    found = load_articles(content[: 3 * 1024], source="a.tar")
    assert [each.part for each in found.articles] == ["0.txt", "1.txt", "2.txt"]
    assert ["damaged" in each.reason for each in found.left_out] == [True]
    assert load_articles(content[: 5 * 1024 + 512], source="a.tar").left_out == ()


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(PACKERS))
def test_any_damage_gives_articles_or_a_reason(
    data: st.DataObject, packer: tuple[str, Callable[[Mapping[str, bytes]], bytes]]
) -> None:
    source, pack = packer
    content = bytearray(pack({"a.txt": b"It froze.", "b.txt": b"It thawed."}))
    for place, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=5)
    ):
        content[place] = byte
    try:
        load_articles(bytes(content), source=source)
    except UnreadableArticleError as error:
        assert "cannot be parsed" not in str(error)


@pytest.mark.parametrize("name", ["log.md", "LOG.MD", ""])
def test_a_gzipped_file_is_of_the_kind_that_its_name_tells(name: str) -> None:
    packed = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=packed) as file:
        file.write(b"# The log\n\nIt froze.\n")
    (article,) = load_articles(packed.getvalue(), source="log.md.gz").articles
    assert article.source == "log.md.gz"
    assert article.title == "The log"
    (inner,) = load_articles(zipped({"log.md.gz": packed.getvalue()}), source="logs.zip").articles
    assert (inner.source, inner.title) == ("logs.zip/log.md.gz", "The log")


@pytest.mark.parametrize("extra", [b"", b"\x03\x00ice"])
def test_what_gzip_keeps_no_name_of_has_that_of_its_file(extra: bytes) -> None:
    packed = gzip.compress(b'{"text": "It froze."}\n{"text": "It thawed."}\n')
    packed = packed[:3] + (b"\x04" + packed[4:10] + extra if extra else packed[3:10]) + packed[10:]
    for source in ("news.jsonl.gz", "NEWS.JSONL.GZ", "https://example.org/news.jsonl.gz"):
        found = load_articles(packed, source=source, suffix=".gz")
        assert [article.text for article in found.articles] == ["It froze.", "It thawed."]


@pytest.mark.parametrize("source", ["standard-input.gz", "news.v2.gz"])
def test_json_lines_that_have_no_name_at_all_are_told_by_their_lines_and_prose_is_no_table(source: str) -> None:
    lines = b'{"text": "It froze."}\n{"text": "It thawed."}\n'
    assert len(load_articles(gzip.compress(lines), source=source).articles) == 2
    (prose,) = load_articles(gzip.compress(b"Title, Text\nfoo, bar\n"), source=source).articles
    assert "foo, bar" in prose.text
    assert (
        load_articles(gzip.compress(b"It froze, they say.\n"), source=source).articles[0].text == "It froze, they say."
    )
    assert "thawed" in load_articles(gzip.compress(b"<!doctype html><p>It thawed."), source=source).articles[0].text


def test_a_gzipped_file_of_another_kind_gives_the_reason() -> None:
    packed = io.BytesIO()
    with gzip.GzipFile("ice.png", "wb", fileobj=packed) as file:
        file.write(b"\x89PNG")
    with pytest.raises(UnreadableArticleError, match="of a kind that cannot be read"):
        load_articles(packed.getvalue(), source="ice.png.gz")


def test_a_member_without_a_name_does_not_hide_the_others() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        nameless = zipfile.ZipInfo("x")
        nameless.filename = ""
        archive.writestr(nameless, b"It is nobody's.")
        archive.writestr("a.txt", b"It froze.")
    assert [each.text for each in load_articles(packed.getvalue(), source="a.zip").articles] == ["It froze."]


def test_a_member_that_is_damaged_is_told_in_words() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as written:
        written.writestr("a.txt", "It froze in March.")
        written.writestr("b.txt", "It thawed in May.")
    found = load_articles(packed.getvalue().replace(b"froze", b"frost"), source="a.zip")
    assert [each.part for each in found.articles] == ["b.txt"]
    assert [each.reason for each in found.left_out] == ["is damaged: get it anew"]
