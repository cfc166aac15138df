"""Turns bytes into clean text, and text into something that is safe to print. Knows no format."""

from __future__ import annotations

import codecs
import re
import textwrap
import unicodedata

from embeddings.errors import UnreadableArticleError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
"""What browsers take a declared encoding for, after the WHATWG standard: typographic quotes lie in the difference."""
_SEVEN_BIT = ("iso2022", "hz")
"""Encodings of East Asian mail, which UTF-8 would also read, as gibberish."""
# ECMA-48: CSI sequences, OSC and other strings up to their terminator, and two-character escapes. Of the 8-bit
# forms only CSI: the others are what UTF-8 quotes become when they are decoded twice, and would eat the sentence.
_ESCAPE_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|\x1b[\]PX^_][^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]"
)
_ASIAN = frozenset({"cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949"})
"""In these, bytes that are none of a text are seldom valid at all."""
_OLD_ENCODINGS = (*(f"cp{number}" for number in range(1250, 1259)), "koi8_r", "koi8_u", "cp874", *sorted(_ASIAN))
"""Those that files of the web and of Windows have; others look like them in short texts."""
_STRAY_ZEROS = 0.001
"""Share of zeros that a text in UTF-8 may have, as pages do whose program padded something."""
_MEANT = 20
"""Per cent of a language's letters that have to be as frequent as in it, for a text to be in an encoding."""
_FEW, _MANY = 3, 60
"""Different words with letters beyond ASCII that tell no language in a text of at least so many words."""
_OTHERWISE_RARE = re.compile(rb"[\x8a\x8d-\x8f\x9a\x9d-\x9f]|[a-z]{3}[\xb3\xb9]")
"""Š, Ť, Ž, Ź, š, ť, ž, ź, ł and ą in Windows-1250; what they are in Windows-1252 hardly stands there."""
# C0 and C1 controls but tab and line feed; soft hyphen; zero-width space; marks that turn the writing direction
# round; word joiner, invisible signs of formulas and other marks of typesetting; byte-order mark; surrogates; what is
# no character. Zero-width joiners stay: scripts and emoji need them.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]"
)
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
"""A word, or a letter of a script that parts none."""
_NO_TEXT = frozenset(["idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"])
"""Encodings of Python's that no text comes in; punycode takes a time that grows with the square of its length."""
_HORIZONTAL_SPACE = re.compile(r"[^\S\n]+")
_ODD_SPACE = re.compile(r"[^\S\n ]")
_TAB = 4
"""Spaces up to which a tab goes on in code."""


def decode(content: bytes, declared: str | None = None) -> str:
    """Return the text that the bytes hold, whatever their encoding.

    A byte-order mark decides; then UTF-8; then the encoding that was declared, if it exists; then UTF-16 without a
    mark; then the likeliest of the old 8-bit and Asian encodings.

    Raises:
        UnreadableArticleError: the bytes are no text.

    """
    text = decode_as(content, declared) if declared else None
    if text is not None:
        return text
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    text = _decode_unmarked(content)
    controls = sum(1 for character in text[:100_000] if character < " " and character not in "\t\n\r\f\v\a\b\x1b")
    if "\x00" in text or controls > len(text[:100_000]) / 20:
        raise UnreadableArticleError("is not text (a binary file?): save it as text in UTF-8")
    return text


def decode_as(content: bytes, declared: str) -> str | None:
    """Return the text of bytes that are said to be in an encoding, None if there is none of that name.

    What turns out to be UTF-8, and what has a byte-order mark, is taken for what it is.
    """
    try:
        encoding = codecs.lookup(declared).name
        if encoding in _NO_TEXT:
            return None
        is_marked = any(content.startswith(mark) for mark, _ in _BYTE_ORDER_MARKS)
        if is_marked or (_is_utf_8(content) and not encoding.startswith(_SEVEN_BIT)):
            return decode(content)
        return content.decode(_SUPERSETS.get(encoding, encoding), errors="replace")
    except (LookupError, ValueError, UnreadableArticleError):
        return None


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _likeliest(content: bytes) -> str:
    """Return the likeliest old encoding of a text: that of most Western files, Windows-1252, unless it reads worse."""
    from charset_normalizer import from_bytes  # only files that are not UTF-8 need it

    sample = content[:200_000]
    matches = list(from_bytes(sample, cp_isolation=list(_OLD_ENCODINGS)))
    western = next((match for match in matches if "cp1252" in match.could_be_from_charset), None)
    best = next((match for match in matches if match is not western), None)
    if best is None or (best.percent_coherence < _MEANT and (western is not None or best.encoding not in _ASIAN)):
        return "cp1252"
    if western is None or _OTHERWISE_RARE.search(sample):
        return best.encoding
    reads_as_well = western.percent_chaos <= best.percent_chaos and western.percent_coherence >= best.percent_coherence
    is_western = reads_as_well or western is matches[0] or _has_few_foreign_words(sample)
    return "cp1252" if is_western else best.encoding


def _has_few_foreign_words(sample: bytes) -> bool:
    """Say whether a text is all but for a name or two in ASCII: they tell no language, and most are Western."""
    words = sample.split()
    foreign = {word for word in words if not word.isascii()}
    return len(foreign) <= _FEW and len(words) >= _MANY


def _decode_unmarked(content: bytes) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if text.count("\x00") <= _STRAY_ZEROS * len(text):
            return text.replace("\x00", "")
    sample = content[:4096]
    zeros = [sample[parity::2].count(0) / max(1, len(sample) // 2) for parity in (0, 1)]
    for parity, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if zeros[parity] > 0.4 and zeros[1 - parity] < 0.1:
            return content.decode(encoding, errors="replace")
    if b"\x00" in content:
        raise UnreadableArticleError("is not text (a binary file?): save it as text in UTF-8")
    return content.decode(_likeliest(content), errors="replace")


def without_controls(text: str) -> str:
    """Return the text without control characters and escape sequences, and with line feeds; all else is as it was."""
    return _CONTROL.sub("", _ESCAPE_SEQUENCE.sub("", _LINE_BREAK.sub("\n", text)))


def clean(text: str) -> str:
    """Return the text in NFC without control characters and escape sequences, with plain spaces and line feeds."""
    return _HORIZONTAL_SPACE.sub(" ", unicodedata.normalize("NFC", without_controls(text)))


def clean_code(text: str) -> str:
    """Return code as `clean` does a text, but with its indentation and the spaces in its lines, a tab as four."""
    lines = unicodedata.normalize("NFC", without_controls(text.expandtabs(_TAB))).split("\n")
    return textwrap.dedent("\n".join(_ODD_SPACE.sub(" ", line).rstrip() for line in lines)).strip("\n")


def is_clean(text: str) -> bool:
    """Say whether a text holds nothing that would be cleaned away, but for the spaces of code."""
    return unicodedata.normalize("NFC", without_controls(text)) == text and _ODD_SPACE.search(text) is None


def one_line(text: str) -> str:
    """Return the text cleaned and on one line, fit for a title, a label or a terminal."""
    return " ".join(clean(text).split())
