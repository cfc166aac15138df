from __future__ import annotations

import json
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import Block, DateOrigin, Document
from embeddings.loading import load_articles
from embeddings.stated import author_name, dated, day_in, language_tag
from embeddings.values import Article

TEXT = "The harbour froze in the first week of the year, and no boat left it until the spring."


def loaded(source: str, content: str | bytes) -> Article:
    return load_articles(content.encode() if isinstance(content, str) else content, source=source).articles[0]


def said(article: Article) -> tuple[str, str | None, DateOrigin | None]:
    return article.language, article.published, article.date_from


@pytest.mark.parametrize(
    ("stated", "tag"),
    [
        ("de", "de"),
        (" EN-us ", "en-US"),
        ("pt_BR", "pt-BR"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("de-CH-1996", "de-CH-1996"),
        ("fr, en;q=0.5", "fr"),
        ("", ""),
        ("English", ""),
        ("und", ""),
        ("C", ""),
        ("e", ""),
        ("en-", ""),
        ("en\x1b[31m", ""),
        ("[bold]en", ""),
        ("ен", ""),
        ("en-" + "a-" * 20 + "a", ""),
    ],
)
def test_a_language_is_what_bcp_47_calls_it_or_nothing(stated: str, tag: str) -> None:
    assert language_tag(stated) == tag


@given(st.text(max_size=300))
def test_a_tag_is_safe_and_stays_as_it_is(stated: str) -> None:
    tag = language_tag(stated)
    assert language_tag(tag) == tag
    assert not tag or (tag.isascii() and tag.replace("-", "").isalnum() and len(tag) <= 35)


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("2024-05-01-storm.md", "2024-05-01"),
        ("notes_2024_05_01.txt", "2024-05-01"),
        ("https://paper.example/2024/05/01/storm", "2024-05-01"),
        ("https://paper.example/2024/13/01/2023/05/01/x", "2023-05-01"),
        ("https://paper.example/storm?day=2024-05-01", None),
        ("Issue #3, 2024-05-01.md", "2024-05-01"),
        ("Who won? 2024-05-01.md", "2024-05-01"),
        ("2024-05-storm.md", None),
        ("20240501.txt", None),
        ("2024-05-012.txt", None),
        ("2024-05/01.txt", None),
        ("1.2024-02-30.txt", None),
        ("٢٠٢٤-٠٥-٠١.txt", None),
    ],
)
def test_a_date_in_a_name_is_one_that_could_be_nothing_else(place: str, day: str | None) -> None:
    assert day_in(place) == day


def test_a_place_is_the_last_that_is_asked() -> None:
    document = Document([Block("x")], url="https://paper.example/2024/05/01/storm")
    assert dated(document, "2023-01-01.html") == ("2024-05-01", "address")
    assert dated(Document([Block("x")]), "2020-01-01/2023-01-01.html") == ("2023-01-01", "address")
    assert dated(Document([Block("x")], published="2022-02-02", date_from="text"), "a.txt") == ("2022-02-02", "text")
    assert dated(Document([Block("x")]), "2020-01-01/a.txt") == (None, None)


def page(head: str, body: str = "", lang: str = "") -> str:
    return f"<html{lang}><head><title>Ice</title>{head}</head><body><h1>Ice</h1>{body}<p>{TEXT}</p></body></html>"


META = '<meta property="article:published_time" content="2021-03-06T10:00:00Z">'
LINKED = json.dumps({"@type": "NewsArticle", "datePublished": "2021-03-06T10:00:00Z", "headline": "Ice"})


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (page(META, lang=' lang="de-AT"'), ("de-AT", "2021-03-06", "source")),
        (page(f'<script type="application/ld+json">{LINKED}</script>'), ("", "2021-03-06", "source")),
        (page('<meta http-equiv="Content-Language" content="fr">'), ("fr", None, None)),
        (page("", '<p class="date">6 March 2021</p>', ' xml:lang="en"'), ("en", "2021-03-06", "text")),
        (
            page('<link rel="canonical" href="https://paper.example/2021/03/06/ice">'),
            ("", "2021-03-06", "address"),
        ),
    ],
)
def test_a_page_states_them(content: str, expected: tuple[str, str | None, DateOrigin | None]) -> None:
    assert said(loaded("ice.html", content)) == expected


ENTRY = {"id": "1", "title": "Ice", "content_text": TEXT, "date_published": "2021-03-06T10:00:00Z"}
FEED = f"""<rss version="2.0"><channel><title>News</title><language>en-gb</language><item><title>Ice</title>
<description>{TEXT}</description><pubDate>Sat, 06 Mar 2021 10:00:00 GMT</pubDate></item></channel></rss>"""


@pytest.mark.parametrize(
    ("source", "content", "expected"),
    [
        ("a.md", f"---\nlang: pt_BR\ndate: 2021-03-06\n---\n{TEXT}", ("pt-BR", "2021-03-06", "source")),
        ("a.md", f"---\nlanguage: Deutsch\n---\n{TEXT}", ("", None, None)),
        ("a.rst", f"Ice\n===\n\n:Date: 2021-03-06\n:Language: nl\n\n{TEXT}\n", ("nl", "2021-03-06", "source")),
        ("a.rss", FEED, ("en-GB", "2021-03-06", "source")),
        (
            "a.jsonfeed",
            json.dumps({"version": "https://jsonfeed.org/version/1.1", "language": "sv", "items": [ENTRY]}),
            ("sv", "2021-03-06", "source"),
        ),
        ("a.csv", f'title,text,lang\nIce,"{TEXT}",fi\n', ("fi", None, None)),
        ("a.jsonl", json.dumps({"text": TEXT, "language": "fi", "date": "2021-03-06"}), ("fi", "2021-03-06", "source")),
        ("a.txt", f"By Ines Okafor\n\n6 March 2021\n\n{TEXT}\n\n{TEXT}\n", ("", "2021-03-06", "text")),
        ("2021-03-06.txt", f"{TEXT}\n\n{TEXT}\n", ("", "2021-03-06", "address")),
    ],
)
def test_files_state_them(source: str, content: str, expected: tuple[str, str | None, DateOrigin | None]) -> None:
    assert said(loaded(source, content)) == expected


def test_a_letter_states_them() -> None:
    letter = EmailMessage()
    letter.set_content(TEXT)
    letter["Subject"], letter["Date"], letter["Content-Language"] = "Ice", "Sat, 06 Mar 2021 10:00:00 +0000", "en-US"
    assert said(loaded("a.eml", letter.as_bytes())) == ("en-US", "2021-03-06", "source")


def test_an_entry_of_a_diary_has_its_date_from_the_text() -> None:
    days = "".join(f"\n\n{day} March 2021\n\n{TEXT}" for day in (3, 4, 5))
    articles = load_articles(f"---\nlang: en\ntitle: Log\n---{days}".encode(), source="log.md").articles
    assert [said(each) for each in articles] == [("en", f"2021-03-0{day}", "text") for day in (3, 4, 5)]


def zipped(files: dict[str, str]) -> bytes:
    with zipfile.ZipFile(content := BytesIO(), "w") as package:
        for name, text in files.items():
            package.writestr(name, text)
    return content.getvalue()


def test_office_documents_state_their_language() -> None:
    odt = {
        "content.xml": '<d xmlns:o="urn:o"><o:body><o:text><o:p>' + TEXT + "</o:p></o:text></o:body></d>",
        "meta.xml": '<d xmlns:dc="urn:dc"><meta><dc:language>de-DE</dc:language></meta></d>',
    }
    assert said(loaded("a.odt", zipped(odt))) == ("de-DE", None, None)
    relation = '<r><Relationship Type="x/{}" Target="{}"/></r>'
    docx = {
        "_rels/.rels": relation.format("officeDocument", "d.xml").replace("</r>", "")
        + '<Relationship Type="x/core-properties" Target="core.xml"/></r>',
        "d.xml": f"<document><body><p><r><t>{TEXT}</t></r></p></body></document>",
        "core.xml": '<c xmlns:dc="urn:dc"><dc:language>en_us</dc:language></c>',
    }
    assert said(loaded("a.docx", zipped(docx))) == ("en-US", None, None)


def test_a_pdf_states_its_language(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"), lang="es-MX")
    canvas.drawString(72, 700, TEXT)
    canvas.save()
    article = loaded("a.pdf", (tmp_path / "a.pdf").read_bytes())
    assert (article.language, article.date_from) == ("es-MX", "source")


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("Jane Doe", "Jane Doe"),
        ("Jane DoeJane Doe", "Jane Doe"),
        ("Jane Doe Jane  Doe", "Jane Doe"),
        ("Jane Doe, Jane Doe; Jane Doe", "Jane Doe"),
        ("Jane Doe, John Doe", "Jane Doe, John Doe"),
        ("Jane Doe; John Poe; Jane-Doe; John Poe", "Jane Doe; John Poe"),
        ("Lulu", "Lulu"),
        ("Duran Duran", "Duran Duran"),
        ("Username", ""),
        (" ADMIN ", ""),
        ("Microsoft Office User", ""),
        ("Windows User; Jane Doe", "Jane Doe"),
        *(
            (name, "")
            for name in (
                "Owner",
                "HP",
                "Lenovo",
                "Dell",
                "Apache POI",
                "openpyxl",
                "user1",
                "Unknown Author",
                "Un-named",
            )
        ),
        ("Michael Dell", "Michael Dell"),
        ("Microsoft Research", "Microsoft Research"),
        ("Amy Owner", "Amy Owner"),
        ("Condé Nast; Jane Doe", "Jane Doe"),
        ("Staff Writer; Staff", ""),
        ("Staff Sergeant Doe", "Staff Sergeant Doe"),
        ("", ""),
        ("Jane Doe <jane@example.org>, Jo Roe <jo>", "Jane Doe, Jo Roe"),
        ("<jane@example.org>", "<jane@example.org>"),
    ],
)
def test_an_author_is_named_once_or_not(stated: str, name: str) -> None:
    assert author_name(stated) == name


@given(st.text(max_size=200))
def test_no_author_takes_long_or_grows(stated: str) -> None:
    assert len(author_name(stated)) <= len(stated)


def test_a_page_s_title_and_author_are_made_fit() -> None:
    page = (
        "<html><head><title>History [ edit ]</title><meta name='author' content='Username'></head>"
        f"<body><article><h1>History [ edit ]</h1><p>{TEXT}</p><p>{TEXT} It was so.</p></article></body></html>"
    )
    article = loaded("a.html", page)
    assert (article.title, article.author) == ("History", None)
    text = loaded("a.md", f"---\ntitle: Ice [edit]\nauthor: Jane DoeJane Doe\n---\n\n{TEXT}\n")
    assert (text.title, text.author) == ("Ice", "Jane Doe")


def test_a_byline_counts_where_a_program_stands_for_the_author() -> None:
    assert loaded("a.md", f"---\nauthor: Windows User\n---\n\nBy Jane Doe\n\n{TEXT}\n").author == "Jane Doe"


def test_authors_of_a_page_keep_their_dots_and_the_byline_stands_in_for_what_is_no_name() -> None:
    def author(stated: str, byline: str = "") -> str:
        page = f"<html><head><title>Ice</title><meta name='author' content='{stated}'></head><body><article>"
        return (
            loaded("a.html", f"{page}<h1>Ice</h1>{byline}<p>{TEXT}</p><p>{TEXT} It was so.</p></article>").author or ""
        )

    assert author("Jane A. Doe, J.R. Roe and Ann Poe") == "Jane A. Doe; J.R. Roe; Ann Poe"
    assert author("Condé Nast", "<p>By Jane Doe</p>") == "Jane Doe"
    assert author("Jane Doe (*+; [a-z").startswith("Jane Doe")
