from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.errors import UnreadableArticleError
from embeddings.loading import load_articles
from embeddings.values import Article
from tests.embeddings.formats.archives import archive
from tests.embeddings.texts import sentences

LONG = "The harbour froze in the first week of March, and for eleven days no ship could leave it or enter it at all."
OTHER = "In May the ice broke up and drifted out to sea, and the first ship that came in was given a feast on the pier."
FRONT = "<dc:title>Ice</dc:title><dc:creator>Ines Okafor</dc:creator><dc:creator opf:role='ill'>Per Berg</dc:creator>"
CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'


def page(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="urn:ops"><head><title/></head><body>{body}</body></html>'
    )


def epub(
    pages: dict[str, str],
    *,
    contents: str = "",
    ncx: str = "",
    metadata: str = FRONT,
    guide: str = "",
    others: dict[str, str] | None = None,
) -> bytes:
    """Return a book whose pages are bodies, with a table of contents of links if there is one."""
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in pages)
    items += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    items += '<item id="ncx" href="book.ncx" media-type="application/x-dtbncx+xml"/>'
    spine = "".join(f'<itemref idref="{name}"/>' for name in ["nav", *pages])
    book = f"<metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{spine}</spine><guide>{guide}</guide>"
    return archive(
        {
            "META-INF/container.xml": CONTAINER,
            "OPS/book.opf": f'<package xmlns:dc="urn:dc" xmlns:opf="urn:opf">{book}</package>',
            "OPS/nav.xhtml": page(f'<nav epub:type="toc"><ol>{contents}</ol></nav>'),
            "OPS/book.ncx": f"<ncx><navMap>{ncx}</navMap></ncx>",
            **{f"OPS/{name}": page(body) for name, body in pages.items()},
            **(others or {}),
        }
    )


def link(target: str, name: str, inside: str = "") -> str:
    return f'<li><a href="{target}">{name}</a>{f"<ol>{inside}</ol>" if inside else ""}</li>'


def loaded(content: bytes) -> tuple[Article, ...]:
    return load_articles(content, source="news/ice.epub").articles


def titles(content: bytes) -> list[str]:
    return [article.title for article in loaded(content)]


def test_each_chapter_is_an_article_called_by_the_table_of_contents() -> None:
    pages = {"a.xhtml": f"<h1>I</h1><p>{LONG}</p>", "b.xhtml": f"<h1>The thaw</h1><p>{OTHER}</p>"}
    first, second = loaded(epub(pages, contents=link("a.xhtml", "The frost") + link("b.xhtml", "The thaw")))
    assert (first.title, first.source, first.author) == ("Ice: The frost", "news/ice.epub/The frost", "Ines Okafor")
    assert [paragraph.kind for paragraph in first.paragraphs] == ["heading", "paragraph"]
    assert (second.title, second.text) == ("Ice: The thaw", OTHER)


def test_translators_and_editors_are_no_authors() -> None:
    roles = {"c1": "aut", "c2": "trl", "c3": "edt", "c4": "ill"}
    names = {"c1": "Ines Okafor", "c2": "Per Berg", "c3": "Ada Roe", "c4": "Signe Poe", "c5": "Jo Doe"}
    metadata = "".join(f"<dc:creator id='{key}'>{name}</dc:creator>" for key, name in names.items())
    metadata += "".join(f"<meta refines='#{key}' property='role'>{role}</meta>" for key, role in roles.items())
    metadata += "<meta refines='#c4' property='role'>aut</meta><meta refines='#c5' property='file-as'>Doe, Jo</meta>"
    (book,) = loaded(epub({"a.xhtml": f"<p>{LONG}</p>"}, metadata=f"<dc:title>Ice</dc:title>{metadata}"))
    assert book.author == "Ines Okafor, Signe Poe, Jo Doe"


def test_without_a_table_of_contents_headings_and_numbers_name_the_chapters() -> None:
    pages = {"a.xhtml": f"<header><h2>The frost</h2></header><p>{LONG}</p>", "b.xhtml": f"<p>{OTHER}</p>"}
    assert titles(epub(pages)) == ["Ice: The frost", "Ice: Section 2"]


def test_the_older_table_of_contents_is_read_too() -> None:
    ncx = '<navPoint><navLabel><text>The frost</text></navLabel><content src="a.xhtml#top"/></navPoint>'
    pages = {"a.xhtml": f'<div id="top"><p>{LONG}</p></div>', "b.xhtml": f"<h1>The thaw</h1><p>{OTHER}</p>"}
    assert titles(epub(pages, ncx=ncx)) == ["Ice: The frost", "Ice: The thaw"]


def test_a_book_of_one_chapter_is_one_article() -> None:
    (article,) = loaded(epub({"a.xhtml": f"<h1>The frost</h1><p>{LONG}</p>"}))
    assert (article.title, article.source, article.part) == ("Ice", "news/ice.epub", "")


def test_several_chapters_on_a_page_are_parted_where_the_contents_point() -> None:
    body = f'<p>{OTHER}</p><h2><a id="two"></a>The frost</h2><p>{LONG}</p><h3 id="s">Ice</h3><p>It was thick.</p>'
    body += f'<h2 id="three">The thaw</h2><p>{OTHER}</p>'
    contents = link("a.xhtml", "The sea") + link("b.xhtml#two", "The frost", link("b.xhtml#s", "Thick ice"))
    sea, frost, thaw = loaded(
        epub({"a.xhtml": f"<p>{LONG}</p>", "b.xhtml": body}, contents=contents + link("b.xhtml#three", "The thaw"))
    )
    assert (sea.title, sea.text) == ("Ice: The sea", f"{LONG}\n\n{OTHER}")
    assert (frost.title, frost.text) == ("Ice: The frost", f"{LONG}\n\nIce\n\nIt was thick.")
    assert (thaw.title, thaw.text) == ("Ice: The thaw", OTHER)


def test_a_page_that_only_goes_on_is_joined_and_so_is_one_that_only_announces() -> None:
    pages = {
        "a.xhtml": "<h1>Part one</h1>",
        "b.xhtml": f"<p>{LONG}</p>",
        "c.xhtml": f"<p>{OTHER}</p>",
        "d.xhtml": f"<h1>Afterword</h1><p>{OTHER}</p>",
    }
    frost, afterword = loaded(epub(pages, contents=link("b.xhtml", "The frost")))
    assert (frost.title, frost.text) == ("Ice: The frost", f"Part one\n\n{LONG}\n\n{OTHER}")
    assert afterword.title == "Ice: Afterword"


@pytest.mark.parametrize(
    ("body", "guide", "contents"),
    [
        (f'<section epub:type="copyright-page"><p>{LONG}</p></section>', "", ""),
        (f"<p>{LONG}</p>", '<reference type="cover" href="front.xhtml"/>', ""),
        (f"<h1>Contents</h1><p>{LONG}</p>", "", ""),
        (f"<p>{LONG}</p>", "", link("front.xhtml", "Title Page")),
    ],
)
def test_front_matter_is_left_out(body: str, guide: str, contents: str) -> None:
    pages = {"front.xhtml": body, "a.xhtml": f"<h1>I</h1><p>{OTHER}</p>", "b.xhtml": f"<h1>II</h1><p>{OTHER}</p>"}
    assert titles(epub(pages, guide=guide, contents=contents)) == ["Ice: I", "Ice: II"]


def test_a_long_page_is_no_front_matter_whatever_it_says() -> None:
    pages = {"a.xhtml": f'<section epub:type="toc"><p>{LONG * 60}</p></section>', "b.xhtml": f"<p>{OTHER}</p>"}
    assert len(loaded(epub(pages))) == 2


def test_pages_are_read_as_xhtml_or_as_what_was_meant() -> None:
    body = f'<p>{LONG} Caf&eacute;&nbsp;&amp; ice.<a epub:type="noteref">7</a><span epub:type="pagebreak">12</span></p>'
    body += "<table><tr><th>Ship</th><th>Days</th></tr></table><aside><p>A note.</p></aside><ruby>東<rt>x</rt></ruby>"
    (article,) = loaded(epub({"a.xhtml": body}))
    assert article.text == f"{LONG} Café & ice.\n\nShip | Days\n\nA note.\n\n東"
    assert [paragraph.kind for paragraph in article.paragraphs] == ["paragraph", "row", "paragraph", "paragraph"]
    (broken,) = loaded(epub({"a.xhtml": f"<p>{LONG}<p>{OTHER}<br>Caf&eacute;"}))
    assert broken.text == f"{LONG}\n\n{OTHER} Café"


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        ("<dc:date>2021-03-06</dc:date>", "2021-03-06"),
        ("<dc:date>2021-03-06T10:00:00Z</dc:date>", "2021-03-06"),
        ('<dc:date opf:event="publication">2020-01-02</dc:date><dc:date>2021-03-06</dc:date>', "2020-01-02"),
        ('<dc:date opf:event="modification">2021-03-06</dc:date>', None),
        ("<dc:date>1931</dc:date>", None),
        ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", None),
        ("<dc:date>2021-02-31</dc:date>", None),
    ],
)
def test_the_day_of_publication_is_read(dates: str, published: str | None) -> None:
    assert loaded(epub({"a.xhtml": f"<p>{LONG}</p>"}, metadata=FRONT + dates))[0].published == published


def test_a_protected_book_is_told_and_disguised_fonts_are_not() -> None:
    def rights(algorithm: str) -> dict[str, str]:
        method = f'<EncryptedData><EncryptionMethod Algorithm="{algorithm}"/></EncryptedData>'
        return {"META-INF/encryption.xml": f"<encryption>{method}</encryption>"}

    pages = {"a.xhtml": f"<p>{LONG}</p>"}
    with pytest.raises(UnreadableArticleError, match="is protected against copying"):
        loaded(epub(pages, others=rights("http://www.w3.org/2001/04/xmlenc#aes128-cbc")))
    assert loaded(epub(pages, others=rights("http://www.idpf.org/2008/embedding")))


@pytest.mark.parametrize(
    "files", [{}, {"META-INF/container.xml": "<container/>"}, {"META-INF/container.xml": CONTAINER}]
)
def test_an_archive_of_another_kind_is_told(files: dict[str, str | bytes]) -> None:
    with pytest.raises(UnreadableArticleError, match="is not an EPUB book"):
        loaded(archive(files))


def test_names_lead_nowhere_outside_the_book() -> None:
    pages = {"a.xhtml": f"<p>{LONG}</p>", "../../../etc/passwd": f"<p>{LONG}</p>", "b.xhtml": f"<p>{OTHER}</p>"}
    contents = link("a.xhtml", "../../etc/passwd") + link("b.xhtml", "AC/DC \x85[/bold]") + link("b.xhtml", "..")
    articles = loaded(epub(pages, contents=contents))
    assert [article.source for article in articles] == ["news/ice.epub/..-..-etc-passwd", "news/ice.epub/AC-DC [-bold]"]
    assert articles[1].title == "Ice: AC/DC [/bold]"


def test_an_empty_page_is_passed_over_and_a_missing_one_told() -> None:
    content = epub({"a.xhtml": "", "b.xhtml": f"<p>{LONG}</p>", "c.xhtml": f"<p>{OTHER}</p>"})
    found = load_articles(content.replace(b"OPS/c.xhtml", b"OPS/x.xhtml"), source="ice.epub")
    assert [article.text for article in found.articles] == [LONG]
    assert [(each.source, "missing" in each.reason) for each in found.left_out] == [("ice.epub/OPS/c.xhtml", True)]


def test_a_page_whose_marks_are_damaged_is_read_all_the_same() -> None:
    (article,) = loaded(epub({"a.xhtml": f"<p>{LONG}</p>\n<h</w:p><p>{OTHER}</p>"}))
    assert article.text == f"{LONG}\n\n{OTHER}"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(sentences, max_size=4), min_size=1, max_size=6), st.booleans())
def test_every_sentence_is_kept_in_its_order(chapters: list[list[str]], named: bool) -> None:
    pages = {
        f"{number}.xhtml": "".join(f"<p>{escape(text)}</p>" for text in texts) for number, texts in enumerate(chapters)
    }
    pages["end.xhtml"] = f"<p>{LONG}</p>"
    contents = "".join(link(name, f"Chapter {name}") for name in list(pages)[::2]) if named else ""
    read = [each.text for article in loaded(epub(pages, contents=contents)) for each in article.paragraphs]
    assert read == [*(text for texts in chapters for text in texts), LONG]


def test_a_power_is_told_from_its_base_and_a_note_s_mark_goes() -> None:
    body = f'<p>{LONG} Of 10<sup>8</sup> metres in 18<a href="notes.xhtml#n1"><sup>1</sup></a>.</p>'
    body += "<table><tr><td>Ada</td><td>5,000<sup>2</sup></td></tr></table>"
    (article,) = loaded(epub({"a.xhtml": body}))
    assert article.text == f"{LONG} Of 10^8 metres in 18.\n\nAda | 5,000"


def test_two_line_breaks_part_paragraphs_and_code_stays_on_its_lines() -> None:
    (article,) = loaded(epub({"a.xhtml": f"<p>{LONG}<br/><br/>{OTHER}</p><pre>make ice\nmake thaw</pre>"}))
    assert [each.text for each in article.paragraphs] == [LONG, OTHER, "make ice\nmake thaw"]


def test_formulas_stand_in_their_lines() -> None:
    square = '<m:math xmlns:m="urn:m"><m:msup><m:mi>x</m:mi><m:mn>2</m:mn></m:msup></m:math>'
    drawn = f'<span class="katex-mathml">{square}</span><span class="katex-html">x2</span>'
    articles = loaded(epub({"a.xhtml": f"<p>{LONG}</p><p>So {square} is {drawn}.</p>"}))
    assert articles[0].paragraphs[1].text == "So x^2 is x^2."


def test_front_matter_is_known_by_the_landmarks_and_by_imprints_that_are_marked() -> None:
    pages = {
        "front.xhtml": f"<p>{LONG}</p>",
        "a.xhtml": f"<h1>Colophon</h1><p>{OTHER}</p>",
        "b.xhtml": f"<h1>II</h1><p>{OTHER}</p>",
        "c.xhtml": f'<section epub:type="backmatter colophon"><h1>III</h1><p>{LONG}</p></section>',
    }
    nav = '<nav epub:type="toc"><ol/></nav><nav epub:type="landmarks"><ol><li>'
    nav += '<a epub:type="copyright-page" href="front.xhtml">Rights</a>'
    nav += '<a epub:type="bodymatter" href="b.xhtml">Text</a></li></ol></nav>'
    assert titles(epub(pages, others={"OPS/nav.xhtml": page(nav)})) == ["Ice: Colophon", "Ice: II"]


def test_what_a_page_hides_is_not_read_though_it_may_be_where_a_chapter_begins() -> None:
    hidden = '<p hidden="hidden">Not <b style="display:none">this</b>.</p><div id="x" style="display: none">No.</div>'
    body = f"<p>{LONG}</p>{hidden}<p>{OTHER}<span hidden=''> No.</span> Yes.</p>"
    contents = link("a.xhtml", "The frost") + link("a.xhtml#x", "The thaw")
    frost, thaw = loaded(epub({"a.xhtml": body}, contents=contents))
    assert (frost.text, thaw.text, thaw.title) == (LONG, f"{OTHER} Yes.", "Ice: The thaw")
    shown = f'<p>Ice.</p><div style="display:none"><p>{LONG}</p></div>'
    assert loaded(epub({"a.xhtml": shown}))[0].text == f"Ice.\n\n{LONG}"


def landmarks(*targets: tuple[str, str]) -> str:
    links = "".join(f'<li><a epub:type="{kind}" href="{target}">x</a></li>' for kind, target in targets)
    return f'<nav epub:type="landmarks"><ol>{links}</ol></nav>'


def with_landmarks(pages: dict[str, str], contents: str, *targets: tuple[str, str], guide: str = "") -> bytes:
    nav = f'<nav epub:type="toc"><ol>{contents}</ol></nav>{landmarks(*targets)}'
    return epub(pages, guide=guide, others={"OPS/nav.xhtml": page(nav)})


CHAPTERS = "".join(f'<section id="c{number}"><h2>{number}</h2><p>{LONG}</p></section>' for number in (1, 2, 3))
THREE = "".join(link(f"book.xhtml#c{number}", f"Day {number}") for number in (1, 2, 3))
DAYS = ["Ice: Day 1", "Ice: Day 2", "Ice: Day 3"]


@pytest.mark.parametrize("target", ["book.xhtml", "book.xhtml#top"])
def test_chapters_on_a_page_that_is_listed_as_front_matter_are_read(target: str) -> None:
    pages = {"book.xhtml": f'<h1 id="top">Ice</h1><p>{OTHER}</p>{CHAPTERS}'}
    assert titles(with_landmarks(pages, THREE, ("cover", target))) == DAYS
    marked = {"book.xhtml": f'<section epub:type="imprint"><h1>Ice</h1>{CHAPTERS}</section>'}
    assert titles(epub(marked, contents=THREE)) == DAYS


def test_front_matter_behind_the_chapters_of_a_page_is_left_out_alone() -> None:
    pages = {"a.xhtml": f"<h1>I</h1><p>{LONG}</p>", "b.xhtml": f'<p>{OTHER}</p><h1 id="own">Rights</h1><p>{LONG}</p>'}
    contents = link("a.xhtml", "The frost") + link("b.xhtml", "The thaw") + link("b.xhtml#own", "Rights")
    frost, thaw = loaded(with_landmarks(pages, contents, ("copyright-page", "b.xhtml#own")))
    assert (frost.title, thaw.title, thaw.text) == ("Ice: The frost", "Ice: The thaw", OTHER)
    behind = {"book.xhtml": f'<p>{OTHER}</p>{CHAPTERS}<p id="own">{LONG}</p>'}
    assert loaded(with_landmarks(behind, THREE, ("copyright-page", "book.xhtml#own")))[0].text == OTHER


def test_a_page_that_is_listed_twice_as_front_matter_is_none_of_the_book() -> None:
    pages = {"front.xhtml": f'<p id="cv">{LONG}</p>', "a.xhtml": f"<p>{OTHER}</p>"}
    guide = '<reference type="cover" href="front.xhtml"/>'
    contents = link("front.xhtml", "Ice") + link("a.xhtml", "The thaw")
    assert [
        each.text for each in loaded(with_landmarks(pages, contents, ("cover", "front.xhtml#cv"), guide=guide))
    ] == [OTHER]


def test_a_book_that_is_all_front_matter_is_read() -> None:
    assert loaded(with_landmarks({"a.xhtml": f"<p>{LONG}</p>"}, "", ("toc", "a.xhtml")))[0].text == LONG


def test_notes_that_are_hidden_until_they_are_asked_for_are_read() -> None:
    notes = '<aside epub:type="footnote" hidden="hidden"><p>It was thick.</p></aside>'
    notes += '<div hidden="hidden"><p>No.</p><aside role="doc-endnote"><p>It was old.</p></aside>No.</div>'
    (article,) = loaded(epub({"a.xhtml": f"<p>{LONG}</p>{notes}"}))
    assert article.text == f"{LONG}\n\nIt was thick.\n\nIt was old."


def test_a_chapter_may_begin_within_what_is_hidden() -> None:
    hidden = '<div style="display:none"><p>No.<a id="c2"></a> No.</p></div>'
    contents = link("a.xhtml", "The frost") + link("a.xhtml#c2", "The thaw")
    articles = loaded(epub({"a.xhtml": f"<p>{LONG}</p>{hidden}<p>{OTHER}</p>"}, contents=contents))
    assert [each.text for each in articles] == [LONG, OTHER]
