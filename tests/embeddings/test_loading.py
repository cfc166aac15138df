from __future__ import annotations

import base64
import codecs
import io
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from embeddings.documents import Block, Document, LeftOut
from embeddings.errors import UnreadableArticleError
from embeddings.loading import Loaded, load_articles, read_file
from embeddings.values import SEPARATOR, Article, Skipped
from tests.conftest import SAMPLE_ARTICLES
from tests.embeddings.formats.archives import archive
from tests.embeddings.texts import messy_texts, sentences


def alone(loaded: Loaded) -> tuple[Article, tuple[Skipped, ...]]:
    (article,) = loaded.articles
    return article, loaded.left_out


def assert_offsets_hold(article: Article) -> None:
    assert [paragraph.number for paragraph in article.paragraphs] == list(range(1, len(article.paragraphs) + 1))
    assert all(article.text[each.start : each.end] == each.text == each.text.strip() for each in article.paragraphs)
    assert article.text == SEPARATOR.join(each.text for each in article.paragraphs)


@settings(max_examples=150, deadline=None)
@given(messy_texts | st.text(), st.sampled_from([".txt", ".md", ".html"]))
def test_offsets_hold_for_any_text(text: str, suffix: str) -> None:
    content = ("It began. It went on.\n\n" + text).encode(errors="replace")
    try:
        (article,) = load_articles(content, source=f"a{suffix}").articles
    except UnreadableArticleError:
        return
    assert_offsets_hold(article)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".txt", ".md", ".html"]))
def test_any_bytes_give_an_article_or_a_reason(content: bytes, suffix: str) -> None:
    try:
        assert_offsets_hold(load_articles(content, source=f"a{suffix}").articles[0])
    except UnreadableArticleError as error:
        assert "\n" not in str(error)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(sentences, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=6, unique=True))
def test_every_format_keeps_every_sentence(paragraphs: list[str]) -> None:
    pages = {
        ".txt": "It was a winter.\n\n" + "\n\n".join(paragraphs),
        ".md": "# Ice\n\n" + "\n\n".join(paragraphs),
        ".html": "<html><body><article><h1>Ice</h1>"
        + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        + "</article></body></html>",
    }
    for suffix, page in pages.items():
        (article,) = load_articles(page.encode(), source=f"a{suffix}").articles
        assert all(paragraph in (article.title, *article.text.split("\n\n")) for paragraph in paragraphs), suffix


LONGER = "A ticket is valid for one day, and whoever has lost it pays for another at the office on the pier."
OTHER = "Dogs travel with a muzzle, and nobody may leave one alone on the car deck while the ferry is at sea."
FARES = "Boat: 120 kroner\nCar: 45\nDog: 12"


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".txt", f"{FARES}\n\n{LONGER}"),
        (".txt", f"{LONGER}\n\n{FARES}\n\n{LONGER}"),
        (".txt", f"{LONGER}\n\n{FARES}"),
        (".txt", f"Boat: 120 kroner\n\nCar: 45\n\nDog: 12\n\n{LONGER}"),
        (".txt", f"Boat: 120 kroner\n\n{LONGER}\n\nDog: 12\n\n{LONGER}"),
        (".txt", f"Boat - 120 kroner\nCar - 45\nDog - 12\n\n{LONGER}"),
        (".txt", f"Boat | 120 kroner | daily\nCar | 45 | daily\nDog | 12 | Sundays\n\n{LONGER}"),
        (".txt", f"| Boat | 120 |\n|------|-----|\n| Dog  | 12  |\n\n{LONGER}"),
        (".txt", f"Milk\nEggs\nHome\nBread\n\n{LONGER}"),
        (".txt", f"{LONGER}\n\nPhoto: 12 kroner\nSource: the office\nTags: 3\n\n{OTHER}"),
        (".txt", f"4 March 2021\n\nRowed home\n\n5 March 2021\n\nHome\n\n{LONGER}"),
        (".txt", f"By Boat\nBy Car\nBy Train\n\n{LONGER}"),
        (".md", f"- Boat: 120 kroner\n- Car: 45\n- Home\n- Dog: 12\n\n{LONGER}"),
        (".md", f"{LONGER}\n\n| Fare | Kroner |\n|---|---|\n| Dog | 12 |\n| 4 March 2021 | |\n| Home | |"),
        (".md", f"4 March 2021\n\n{LONGER}\n\nHome\n\n5 March 2021\n\n## Search\n\nBy Ada Lovelace"),
        (".md", f"{LONGER}\n\n## Boats\n\n### Fares\n\n#### Dogs\n\n{LONGER}\n\n## Cats"),
        (".html", f"<p>{LONGER}<table><tr><td>Boat<td>120<tr><td>Photo:<td>45<tr><td>Dog<td>12</table><p>{OTHER}"),
        (".html", f"<p>{LONGER}<ul><li>Boat: 120<li>Home<li>Dog: 12</ul><p>{OTHER}"),
        (".html", f"<p>{LONGER}<h2>4 March 2021</h2><p>{OTHER}<h2>5 March 2021</h2><p>Home, and it rained."),
    ],
)
@pytest.mark.parametrize("above", ["", "Fares of the ferry", "Fares of the ferry\nPublished: 3 October 2023"])
def test_no_line_is_lost(suffix: str, text: str, above: str) -> None:
    top = {
        ".txt": f"{above}\n\n" if above else "",
        ".md": f"# {above}\n\n".replace("\n", "\n\n", 1) if above else "",
        ".html": "".join(f"<p>{line}</p>" for line in above.split("\n") if line),
    }[suffix]
    loaded = load_articles((top + text).encode(), source=f"notes{suffix}")
    assert loaded.left_out == ()
    paragraphs = [" ".join(each.text.split()) for article in loaded.articles for each in article.paragraphs]
    without_markup = re.sub(r"(?m)<[^>]*>|^[-#]+ |^\|?(-+\|)+-*\|?$|[|]", "\n", text)
    for line in filter(None, map(str.strip, without_markup.split("\n"))):
        assert any(line in paragraph for paragraph in paragraphs), line
    if "Published" in above and suffix != ".html":
        assert (loaded.articles[0].title, loaded.articles[0].published) == ("Fares of the ferry", "2023-10-03")


@pytest.mark.parametrize("path", sorted(SAMPLE_ARTICLES.iterdir()), ids=lambda path: path.name)
def test_sample_articles_load_whole(path: Path) -> None:
    article, left_out = alone(load_articles(path.read_bytes(), source=path.name))
    assert_offsets_hold(article)
    assert len(article.paragraphs) > 3
    assert article.title
    assert not left_out


def test_without_a_title_the_file_name_is_the_title() -> None:
    assert load_articles(b"It froze.", source="news/ice_in-the  port.txt").articles[0].title == "Ice in the port"


@pytest.mark.parametrize("lines", [False, True], ids=["one run", "broken into lines"])
def test_a_megabyte_of_data_is_left_out_and_the_rest_stays(lines: bool) -> None:
    raw = random.Random(1).randbytes(750_000)
    data = base64.encodebytes(raw) if lines else base64.b64encode(raw)
    content = b"The tide was high.\n\n" + data + b"\n\nThe boats came back."
    article, left_out = alone(load_articles(content, source="a.txt"))
    assert [paragraph.text for paragraph in article.paragraphs] == ["The tide was high.", "The boats came back."]
    assert len(left_out) == 1
    assert "characters" in left_out[0].reason


def test_long_words_and_languages_without_spaces_are_no_data() -> None:
    text = "東京の港は冬に凍った。船は春まで待った、誰も渡らなかった。" * 400 + " https://example.org/" + "a" * 900
    article, left_out = alone(load_articles(text.encode(), source="a.txt"))
    assert (article.text, left_out) == (text, ())


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"\x00\x00"])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_a_file_without_text_gives_the_reason(content: bytes, suffix: str) -> None:
    with pytest.raises(UnreadableArticleError, match=r"empty|no paragraph|not text"):
        load_articles(content, source=f"a{suffix}")


def test_a_parser_that_chokes_gives_the_reason() -> None:
    def choke(*_: object) -> Iterator[Document]:
        raise RecursionError

    with pytest.raises(UnreadableArticleError, match=r"cannot be parsed \(RecursionError\)"):
        load_articles(b"It froze.", source="a.txt", parse=choke)


def test_what_stands_before_a_parser_chokes_is_kept() -> None:
    def choke(*_: object) -> Iterator[Document]:
        yield Document([Block("It froze.")], part="1")
        raise RecursionError

    loaded = load_articles(b"Many", source="a.txt", parse=choke)
    assert [article.source for article in loaded.articles] == ["a.txt/1"]
    assert "to its end (RecursionError)" in loaded.left_out[0].reason


def test_a_file_of_many_documents_is_as_a_folder_of_files() -> None:
    def parts(*_: object) -> Iterator[Document]:
        for part, text in (("ice", "It froze."), ("ice", "It thawed."), ("/sea\n/ice\x1b[31m", "Boats."), ("none", "")):
            yield Document([Block(text, "heading", 2, 7)], part=part)

    loaded = load_articles(b"Many", source="a.txt", parse=parts)
    assert [(article.source, article.part, article.file) for article in loaded.articles] == [
        ("a.txt/ice", "ice", "a.txt"),
        ("a.txt/ice (2)", "ice (2)", "a.txt"),
        ("a.txt/sea /ice", "sea /ice", "a.txt"),
    ]
    assert len({article.id for article in loaded.articles}) == 3
    (paragraph,) = loaded.articles[0].paragraphs
    assert (paragraph.kind, paragraph.level, paragraph.page) == ("heading", 2, 7)
    assert [(skip.source, "no paragraph" in skip.reason) for skip in loaded.left_out] == [("a.txt/none", True)]


def test_pages_begin_at_the_same_words_once_a_text_is_clean() -> None:
    before, behind = " \x07It  froze over,\u200b", " e\u0301tude by \x1b[31metude."

    def parts(*_: object) -> Iterator[Document]:
        yield Document([Block(f"{before}{behind}\x1b[0m", page=12, later_pages=((len(before) + 1, 13), (99, 14)))])

    (paragraph,) = load_articles(b"Paged", source="a.txt", parse=parts).articles[0].paragraphs
    assert (paragraph.text, paragraph.page) == ("It froze over, étude by etude.", 12)
    assert paragraph.later_pages == ((paragraph.text.index("étude"), 13),)


def test_a_number_stands_before_the_text_that_has_it_and_its_pages_are_where_they_were() -> None:
    blocks = [
        Block("It froze over in March.", "item", 1, page=12, later_pages=((9, 13),), marker="3.\x1b[0m"),
        Block("Methods", "heading", 2, marker="2.1"),
        Block("(4) Typed", "item", 1, marker="4."),
        Block("5 taps", "item", 1, marker="5."),
        Block("", "item", 1, marker="6."),
        Block("Figure 2: ice", marker="a."),
    ]
    article, _ = alone(load_articles(b"-", source="a.txt", parse=lambda *_: [Document(blocks)]))
    assert_offsets_hold(article)
    texts = ["3. It froze over in March.", "2.1 Methods", "(4) Typed", "5. 5 taps", "a. Figure 2: ice"]
    assert [each.text for each in article.paragraphs] == texts
    first, last = article.paragraphs[0], article.paragraphs[-1]
    assert first.later_pages == ((texts[0].index("over"), 13),)
    assert last.kind == "caption"


def test_what_a_loader_leaves_out_is_told_by_its_name() -> None:
    def parts(*_: object) -> Iterator[Document | LeftOut]:
        yield LeftOut("ice\n\x1b[31m.txt", "is\nempty")
        yield Document([Block("It froze.")], part="thaw")
        yield LeftOut("", "holds 2 pictures")
        raise UnreadableArticleError("is cut short")

    loaded = load_articles(b"Many", source="a.zip", suffix=".txt", parse=parts)
    assert [article.source for article in loaded.articles] == ["a.zip/thaw"]
    assert [(skip.source, skip.reason) for skip in loaded.left_out] == [
        ("a.zip/ice .txt", "is empty"),
        ("a.zip", "holds 2 pictures"),
        ("a.zip", "is cut short; what stands before is indexed"),
    ]


def test_a_file_of_which_all_is_left_out_says_why() -> None:
    def parts(*_: object) -> Iterator[LeftOut]:
        yield LeftOut("ice.txt", "is empty")

    with pytest.raises(UnreadableArticleError, match=r"^holds nothing that can be read: a.txt/ice.txt is empty$"):
        load_articles(b"Many", source="a.txt", parse=parts)


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(UnreadableArticleError, match=r"too large \(50 MB; the limit is 20 MB\)"):
        read_file(path)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableArticleError, match="not a regular file"):
        read_file(tmp_path / "pipe.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticleError, match="not a regular file"):
        read_file(tmp_path)


def test_a_file_that_is_gone_gives_the_reason(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticleError, match="No such file"):
        read_file(tmp_path / "gone.txt")


PROSE = "The harbour of Sarn froze over in March, and nobody could leave the port."
WEB_PAGE = f"<!DOCTYPE html><html><head><title>Ice</title></head><body><p>{PROSE}</p><script>x</script></body></html>"


def pdf_of(text: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.drawString(72, 700, text)
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("name", ["ice.txt", "ice.md", "ice.html", "ice.pdf"])
@pytest.mark.parametrize(
    "content",
    [
        pdf_of(PROSE),
        b"\n" + pdf_of(PROSE),
        WEB_PAGE.encode(),
        codecs.BOM_UTF8 + f'<?xml version="1.0"?>\n{WEB_PAGE.lower()}'.encode(),
    ],
)
def test_a_page_and_a_pdf_are_read_as_what_they_are_whatever_their_names(name: str, content: bytes) -> None:
    (article,) = load_articles(content, source=name).articles
    assert article.text.lower() == PROSE.lower()


def test_a_text_that_is_called_a_pdf_is_read_and_anything_else_told() -> None:
    (article,) = load_articles(f"{PROSE}\n\nCafé.\f".encode(), source="a.pdf").articles
    assert article.text == f"{PROSE}\n\nCafé."
    for content in (f"{PROSE}\x1b".encode(), PROSE.encode() + b"\xff\x90", b"\x89PNG\r\n\x1a\n"):
        with pytest.raises(
            UnreadableArticleError, match=r"^is damaged or no PDF: open it in a viewer and save it anew$"
        ):
            load_articles(content, source="a.pdf")


def test_of_a_zip_a_text_that_is_called_a_pdf_is_read() -> None:
    packed = archive({"a.pdf": PROSE, "b.txt": pdf_of(PROSE), "c.pdf": b"\x00\x01"})
    loaded = load_articles(packed, source="a.zip")
    assert {article.source: article.text for article in loaded.articles} == {"a.zip/a.pdf": PROSE, "a.zip/b.txt": PROSE}
    assert [skip.source for skip in loaded.left_out] == ["a.zip/c.pdf"]


def test_a_text_that_only_speaks_of_pages_stays_a_text() -> None:
    (article,) = load_articles(f"A tag such as <html> begins it.\n\n{PROSE}".encode(), source="a.txt").articles
    assert "<html>" in article.text


def test_a_text_in_a_script_that_parts_no_words_is_no_data() -> None:
    thai = "ท่าเรือแข็งตัวในเดือนมีนาคมและไม่มีใครข้ามมันไปจนถึงปลายเดือนเมษายน" * 110
    assert load_articles(thai.encode(), source="ice.txt").articles[0].text == thai
    with pytest.raises(UnreadableArticleError, match="is data, not text"):
        load_articles(b"QUJDREVGR0hJSktM" * 400, source="ice.txt")
