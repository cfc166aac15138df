from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from embeddings.errors import UnreadableArticleError
from embeddings.formats import package as module
from embeddings.formats.package import Package, attribute, beside, xml_tree
from tests.embeddings.formats.archives import archive, encrypted


def test_a_file_is_read_and_a_missing_one_is_none() -> None:
    opened = Package.open(archive({"a.xml": "<a/>"}))
    assert opened.read("a.xml") == b"<a/>"
    assert opened.read("b.xml") is None
    assert opened.xml("../a.xml") is None


def test_tags_lose_their_namespaces_and_attributes_are_found_in_any() -> None:
    root = xml_tree(b'<w:a xmlns:w="urn:w" w:id="7"><w:b/><!-- c --><?d e?></w:a>')
    assert [element.tag for element in root.iter()] == ["a", "b"]
    assert (attribute(root, "id"), attribute(root, "no"), attribute(None, "id")) == ("7", "", "")


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("word/document.xml", "styles.xml", "word/styles.xml"),
        ("word/document.xml", "/docProps/core.xml", "docProps/core.xml"),
        ("OPS/text/a.xhtml", "../b.xhtml", "OPS/b.xhtml"),
        ("a.opf", "../../etc/passwd", "etc/passwd"),
    ],
)
def test_a_reference_stays_inside_the_archive(name: str, target: str, expected: str) -> None:
    assert beside(name, target) == expected


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"It froze.", "is damaged or of another format"),
        (archive({"a.xml": "x" * 99})[:60], "is damaged or of another format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is protected by a password or of an older format"),
    ],
)
def test_what_is_no_archive_is_told(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableArticleError, match=reason):
        Package.open(content)


def test_an_encrypted_file_is_told() -> None:
    with pytest.raises(UnreadableArticleError, match="protected by a password: save a copy without one"):
        Package.open(encrypted(archive({"a.xml": "<a/>"}))).read("a.xml")


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(UnreadableArticleError, match="unpacks to far more than a text does"):
        Package.open(archive({"a.xml": bytes(5_000_000)})).read("a.xml")


def test_more_than_a_book_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_UNPACKED", 1_000)
    opened = Package.open(archive({f"{number}.xml": "abcd" * 100 for number in range(3)}))
    assert opened.read("0.xml")
    assert opened.read("1.xml")
    with pytest.raises(UnreadableArticleError, match="too large when it is unpacked: split it"):
        opened.read("2.xml")


def test_a_file_larger_than_it_declares_is_damaged() -> None:
    content = archive({"a.xml": "It froze in March. " * 50})
    directory = content.rfind(b"PK\x01\x02")
    lying = content[: directory + 24] + (9).to_bytes(4, "little") + content[directory + 28 :]
    with pytest.raises(UnreadableArticleError, match="is damaged"):
        Package.open(lying).read("a.xml")


def test_entities_are_neither_expanded_nor_fetched() -> None:
    for entity in ('"ice"', 'SYSTEM "file:///etc/passwd"'):
        text = "".join(xml_tree(f"<!DOCTYPE a [<!ENTITY e {entity}>]><a>It &e;.</a>".encode()).itertext())
        assert text == "It &e;."


def test_entities_that_grow_without_end_are_refused() -> None:
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
    with pytest.raises(etree.XMLSyntaxError, match="amplification"):
        xml_tree(f'<!DOCTYPE a [<!ENTITY e0 "ice">{levels}]><a>&e11;</a>'.encode())


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(etree.XMLSyntaxError):
        xml_tree(b"<a>" * 10_000 + b"</a>" * 10_000)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_archive_is_read_or_told(data: st.DataObject) -> None:
    content = bytearray(archive({"a.xml": "<a>It froze in March.</a>"}))
    for position in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[position] = data.draw(st.integers(0, 255))
    try:
        read = Package.open(bytes(content)).read("a.xml")
    except UnreadableArticleError as error:
        assert "\n" not in str(error)
    else:
        assert read in (None, b"<a>It froze in March.</a>")
