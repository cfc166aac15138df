"""Opens a document that is a ZIP archive of XML files, within limits. Knows nothing of what the files say."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any

from embeddings.errors import UnreadableArticleError

_MAX_FILE = 64_000_000
"""Bytes of one unpacked file: ten times what the text of the longest books takes."""
_MAX_UNPACKED = 128_000_000
"""Bytes of all the files that are read."""
_MAX_RATIO, _SMALL = 200, 1_000_000
"""How far text may have been packed, which is seldom to a fiftieth, and bytes up to which nobody asks."""
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What Office's older formats begin with, and the envelope that it puts around an encrypted document."""
_DAMAGED = "is damaged: its text cannot be read; get it again, or open it where it was written and save it anew"
PROTECTED = "is protected by a password: save a copy without one"


class Package:
    """An archive whose files are read one by one, none of them to the disk."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = [_MAX_UNPACKED]

    @classmethod
    def open(cls, content: bytes) -> Package:
        """Return the package in the bytes.

        Raises:
            UnreadableArticleError: they are no archive, or one in the envelope of a password.

        """
        if content.startswith(_OLD_CONTAINER):
            raise UnreadableArticleError(
                "is protected by a password or of an older format: save a copy without a password in the present one"
            )
        try:
            return cls(zipfile.ZipFile(io.BytesIO(content)))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise UnreadableArticleError("is damaged or of another format than its name says: save it anew") from None

    def within(self, content: bytes) -> Package:
        """Return the package in the bytes of one of this package's files; the same limit holds for both together."""
        inner = Package.open(content)
        inner._left = self._left
        return inner

    def holds(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def read(self, name: str) -> bytes | None:
        """Return a file of the archive, None if there is none of that name.

        Raises:
            UnreadableArticleError: it is damaged, encrypted, too large, or packed as only a trap is.

        """
        try:
            found = self._archive.getinfo(name)
        except KeyError:
            return None
        if found.flag_bits & 1:
            raise UnreadableArticleError(PROTECTED)
        if found.file_size > min(_MAX_FILE, self._left[0]):
            raise UnreadableArticleError("is too large when it is unpacked: split it into smaller files")
        if found.file_size > max(_SMALL, _MAX_RATIO * found.compress_size):
            raise UnreadableArticleError("unpacks to far more than a text does: save it anew if you trust it")
        self._left[0] -= found.file_size
        try:
            return self._archive.read(found)  # never more than the size that it declares
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
            raise UnreadableArticleError("is damaged: get it again, or save it anew") from None

    def xml(self, name: str) -> Any:
        """Return the root of an XML file as `xml_tree` does, None if there is none of that name.

        Raises:
            UnreadableArticleError: it is none that can be read.

        """
        from lxml import etree

        content = self.read(name)
        try:
            return None if content is None else xml_tree(content)
        except etree.XMLSyntaxError:
            raise UnreadableArticleError(_DAMAGED) from None

    def readable_xml(self, name: str) -> Any:
        """Return what `xml` does, None too if it cannot be read: for what the text can be read without."""
        try:
            return self.xml(name)
        except UnreadableArticleError:
            return None


def xml_tree(content: bytes) -> Any:
    """Return the root element, every tag without its namespace. Nothing outside the bytes is read, no entity expanded.

    Raises:
        lxml.etree.XMLSyntaxError: it is no XML, is nested too deep, or has too long a text.

    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(content, parser)
    for element in root.iter("*"):
        element.tag = _local(element.tag)
    return root


def attribute(element: Any, name: str) -> str:
    """Return an attribute of whatever namespace; "" if there is none, or no element."""
    attributes = {} if element is None else element.attrib
    return next((value for key, value in attributes.items() if _local(key) == name), "")


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def beside(name: str, target: str) -> str:
    """Return the name of the file that a file of the archive refers to; of one outside there is no such file."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")
