from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.errors import UnreadableArticleError
from embeddings.plaintext import clean, clean_code, decode, is_clean, one_line

ARTICLES = Path(__file__).parents[2] / "articles"
TEXT = "The “Blue Café” opened in Zürich — nobody came. It closed again in the autumn.\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
        TEXT.encode("cp1252"),
    ],
    ids=[
        "utf-8",
        "utf-8 bom",
        "utf-16-le",
        "utf-16-be",
        "le bom",
        "be bom",
        "utf-32-le bom",
        "utf-32-be bom",
        "cp1252",
    ],
)
def test_reads_every_usual_encoding(content: bytes) -> None:
    assert decode(content) == TEXT


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Il a été très célèbre à Besançon, où la façade fut refaite.", "cp1252"),
        ("La façade à Besançon est célèbre. " * 5, "cp1252"),
        ("Die Brücke wurde im März über den Fluß geführt", "cp1252"),
        ("El puente cruzó el río en 1987. ¿Quién lo diseñó? La señora Muñoz, por la mañana.", "cp1252"),
        ("Bron stängdes i mars. Borgmästaren sade att älven frös.", "latin-1"),
        ("Most został zamknięty w marcu. Burmistrz powiedział, że rzeka zamarzła "
         "i żaden statek nie mógł wpłynąć do portu przez sześć tygodni.", "cp1250"),
        ("Most byl uzavřen v březnu. Starosta řekl, že řeka zamrzla a žádná loď nemohla vplout do přístavu. "
         "Děti přešly pěšky na druhý břeh.", "cp1250"),
        ("Гавань замёрзла в марте, и суда ждали весны. Мэр сказал, что мост закроют.", "cp1251"),
        ("Το λιμάνι πάγωσε τον Μάρτιο και τα πλοία περίμεναν την άνοιξη.", "cp1253"),
        ("Köprü martta kapatıldı. Belediye başkanı nehrin donduğunu söyledi.", "cp1254"),
        ("港は三月に凍った。船は春まで待った、誰も渡らなかった。", "shift_jis"),
    ],
)  # fmt: skip
def test_reads_old_encodings_of_short_texts(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_reads_latin_1() -> None:
    text = "Le café est fermé. Où est la clé de l'hôtel ? Elle était là hier.\n"
    assert decode(text.encode("latin-1")) == text


@pytest.mark.parametrize(
    ("content", "declared", "text"),
    [
        ("The “Café”".encode("cp1252"), "iso-8859-1", "The “Café”"),
        ("The “Café”".encode(), "iso-8859-1", "The “Café”"),
        ("Порт замёрз".encode("koi8-r"), "koi8-r", "Порт замёрз"),
        ("港は凍った".encode("iso-2022-jp"), "ISO-2022-JP", "港は凍った"),
        (b"It froze.", "utf-16", "It froze."),
        (b"It froze.", "base64", "It froze."),
        (b"It froze.", "no\x00such", "It froze."),
    ],
)
def test_a_declared_encoding_is_believed_where_it_can_be(content: bytes, declared: str, text: str) -> None:
    assert decode(content, declared) == text


def test_truncated_utf_16_still_reads() -> None:
    assert decode(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1]).startswith(TEXT[:-1])


@pytest.mark.parametrize(
    "content",
    [b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + bytes(100), b"\x01\x02\x03\x04 text"],
    ids=["program", "picture", "control characters"],
)
def test_refuses_what_is_no_text(content: bytes) -> None:
    with pytest.raises(UnreadableArticleError, match="not text"):
        decode(content)


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("\x1b[31;1mred\x1b[0m sky", "red sky"),
        ("\x9b31mred sky", "red sky"),
        ("\x1b]8;;http://bad.example\x1b\\link\x1b]8;;\x1b\\ text", "link text"),
        ("\x1b]0;new window title\x07text", "text"),
        ("\x1b]52;c;c3RlYWw=", ""),
        ("\x1bPdevice string\x1b\\text", "text"),
        ("\x1bcreset", "reset"),
        ("bell\x07 back\x08 null\x00 delete\x7f", "bell back null delete"),
        ("abc\u202edcba\u202c \u2066x\u2069", "abcdcba x"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark \ud800half", "softhyphen zerowidth mark half"),
        ("fame\u2060—\u2060or f\u2061(x), 2\u2062y; \u2060\u2060… x\u206f", "fame—or f(x), 2y; … x"),
        ("a\r\nb\rc\u2028d\u2029e\x0cf", "a\nb\nc\nd\ne\nf"),
        ("a\tb\u00a0c   d", "a b c d"),
        ("cafe\u0301", "café"),
        ("👩\u200d🚀 می\u200cخواهم", "👩\u200d🚀 می\u200cخواهم"),
    ],
)
def test_cleans(dirty: str, cleaned: str) -> None:
    assert clean(dirty) == cleaned


def test_text_that_was_decoded_twice_wrongly_keeps_its_words() -> None:
    twice = "He called it “a ‘small’ step” and left. Then he came back.".encode().decode("latin-1")
    assert clean(twice).endswith("step\u00e2 and left. Then he came back.")


@settings(max_examples=150)
@given(st.text() | st.text(alphabet="\x1b[]\\\x07\x9b\x9c\x9d;m031 ab\n"))
def test_clean_text_is_safe_composed_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in cleaned if character != "\n")


def test_one_line_fits_a_label() -> None:
    assert one_line(" A\n\n\x1b[1mbold\x1b[0m \t title\r\n") == "A bold title"


def test_a_few_zeros_in_a_text_are_left_out() -> None:
    page = "The harbour froze, and nobody crossed it until March. " * 100
    assert decode(f"{page}\x00\x00\n{page}".encode()) == f"{page}\n{page}"
    with pytest.raises(UnreadableArticleError, match="not text"):
        decode(page.encode() + bytes(100))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("if ice:\n\tstay()\n", "if ice:\n    stay()"),
        ("\n    if ice:\n      stay()  \n\n", "if ice:\n  stay()"),
        ("CPU1:   |RRR\u00a0R\nCPU2:        |RRR", "CPU1:   |RRR R\nCPU2:        |RRR"),
        ("a\x1b[31mb\x07\u2003c", "ab c"),
    ],
)
def test_code_keeps_its_indentation_and_the_spaces_in_its_lines(text: str, code: str) -> None:
    assert clean_code(text) == code
    assert is_clean(code)


@pytest.mark.parametrize(
    "word", ["Citroën", "Pokémon", "für", "30°C", "© 2020", "§ 5", "Müller", "São Paulo", "naïve", "Ærø"]
)
def test_one_word_or_sign_in_an_english_text_makes_it_no_other_language_s(word: str) -> None:
    for path in sorted(ARTICLES.glob("*.txt")):
        plain = path.read_text(encoding="utf-8").encode("ascii", errors="ignore").decode("ascii")
        text = plain.replace(". ", f". {word} ", 1)
        assert decode(text.encode("cp1252")) == text, path.name
