from __future__ import annotations

import json

import pytest

from embeddings.errors import UnreadableArticleError
from embeddings.loading import Loaded, load_articles

RSS = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour Wire</title>
<item><title>Ice &amp;amp; snow</title><dc:creator>Ines Okafor</dc:creator>
<pubDate>Sat, 06 Mar 2021 10:00:00 GMT</pubDate>
<description>In short.</description>
<content:encoded><![CDATA[<p>It froze in <b>March</b>.</p><h2>The thaw</h2>
<p>It thawed&#27;[31m.</p>]]></content:encoded></item>
<item><title>Ice &amp;amp; snow</title><description>&lt;p&gt;It rained.&lt;/p&gt;</description></item>
<item><description>Nobody crossed.</description></item>
</channel></rss>
"""
ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom"><title>Log</title><author><name>Per Berg</name></author>
<entry><title type="html">The &lt;i&gt;log&lt;/i&gt;</title><updated>2021-03-06T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It froze.</p></div></content></entry>
<entry><title>Plain</title><summary>1 &lt; 2, they say.</summary></entry></feed>
"""


def loaded(content: str, source: str = "feed.xml") -> Loaded:
    return load_articles(content.encode(), source=source)


def test_the_entries_of_rss_are_articles() -> None:
    first, second, third = loaded(RSS).articles
    assert (first.title, first.author, first.published) == ("Ice & snow", "Ines Okafor", "2021-03-06")
    assert first.text == "It froze in March.\n\nThe thaw\n\nIt thawed."
    assert [each.level for each in first.paragraphs] == [0, 2, 0]
    assert [each.source for each in (first, second, third)] == [
        "feed.xml/2021-03-06 Ice & snow",
        "feed.xml/Ice & snow",
        "feed.xml/entry 3",
    ]
    assert (second.text, third.text) == ("It rained.", "Nobody crossed.")


def test_what_a_blog_writes_below_every_entry_is_left_out() -> None:
    footer = '<p>The post <a href="/ice">Ice &amp; snow</a> appeared first on <a href="/">Harbour Wire</a>.</p>'
    assert loaded(RSS.replace("</p>]]>", f"</p>{footer}]]>")).articles[0].text.endswith("It thawed.")
    item = {"title": "Ice", "content_html": f"<p>It froze.</p>{footer}"}
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item, {"content_html": footer}]})
    first, second = loaded(feed, "feed.jsonfeed").articles
    assert first.text == "It froze."
    assert second.text.startswith("The post Ice")


def test_the_entries_of_atom_are_articles() -> None:
    first, second = loaded(ATOM).articles
    assert (first.title, first.author, first.published, first.text) == (
        "The log",
        "Per Berg",
        "2021-03-06",
        "It froze.",
    )
    assert (second.author, second.text) == ("Per Berg", "1 < 2, they say.")


def test_a_feed_that_is_cut_short_gives_what_it_has() -> None:
    assert [each.title for each in loaded(RSS[: RSS.index("<item><description>")]).articles] == ["Ice & snow"] * 2


def test_entities_neither_grow_nor_reach_outside() -> None:
    grows = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE r [<!ENTITY a0 "ice ">{grows}<!ENTITY out SYSTEM "file:///etc/passwd">]>'
    item = "<item><title>A</title><description>It froze. &out;</description></item>"
    found = loaded(f"{bomb}<rss><channel>{item}<item><title>&a11;</title></item></channel></rss>")
    assert "root:" not in "".join(each.text for each in found.articles)
    assert sum(len(each.title) + len(each.text) for each in found.articles) < 1000


@pytest.mark.parametrize("content", ["<html><p>It froze.</p></html>", "<a>It froze.</a>", "/etc/passwd", "{}"])
def test_xml_that_is_no_feed_gives_the_reason(content: str) -> None:
    with pytest.raises(UnreadableArticleError, match="is no feed"):
        loaded(content)


def test_the_items_of_a_json_feed_are_articles() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "authors": [{"name": "Per Berg"}],
        "items": [
            {"title": "Ice", "content_html": "<p>It froze.</p>", "date_published": "2021-03-06T10:00:00Z"},
            {"content_text": "It thawed.", "authors": [{"name": "Ines"}, {"name": "Signe"}]},
            "nothing",
            {"summary": "It rained.", "author": {"name": "Ada"}, "title": 3},
        ],
    }
    found = loaded(json.dumps(feed), "feed.jsonfeed").articles
    assert [(each.part, each.author, each.published, each.text) for each in found] == [
        ("2021-03-06 Ice", "Per Berg", "2021-03-06", "It froze."),
        ("entry 2", "Ines, Signe", None, "It thawed."),
        ("entry 4", "Ada", None, "It rained."),
    ]


@pytest.mark.parametrize("content", ["[1, 2]", '{"version": "2"}', "[" * 100_000, "{", '{"version": []}'])
def test_json_that_is_no_feed_gives_the_reason(content: str) -> None:
    with pytest.raises(UnreadableArticleError, match=r"no JSON Feed|no JSON, or damaged"):
        loaded(content, "feed.jsonfeed")


@pytest.mark.parametrize("items", ["", '"items": {}', '"items": [[], 4, null]'])
def test_a_json_feed_without_items_gives_the_reason(items: str) -> None:
    with pytest.raises(UnreadableArticleError, match="no paragraph"):
        loaded('{"version": "https://jsonfeed.org/version/1"' + (f", {items}" if items else "") + "}", "feed.jsonfeed")


def test_empty_lines_and_two_line_breaks_part_the_paragraphs_of_an_entry() -> None:
    kept = "It <b>froze</b>\nin March.\r\n\r\n<h2>The thaw</h2>\n<ul>\n\n<li>In May</li></ul>\nIt thawed.\n \nAll left."
    written = RSS.replace("<p>It froze in <b>March</b>.</p><h2>The thaw</h2>\n<p>It thawed&#27;[31m.</p>", kept)
    written = written.replace("It rained.", "It rained.&lt;br /&gt;&lt;br /&gt;It &lt;br /&gt;hailed.")
    first, second, _ = loaded(written).articles
    assert [each.text for each in first.paragraphs] == [
        *("It froze in March.", "The thaw", "In May", "It thawed.", "All left.")
    ]
    assert second.text == "It rained.\n\nIt hailed."


def test_an_empty_line_within_a_marked_paragraph_parts_nothing() -> None:
    items = [{"content_html": "<p>It froze\n\n<b>in March</b>.</p>"}, {"content_html": "It froze.\n\nIt thawed."}]
    found = loaded(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}), "feed.jsonfeed")
    assert [each.text for each in found.articles] == ["It froze in March.", "It froze.\n\nIt thawed."]


def test_the_words_below_a_picture_stay_without_what_wordpress_keeps_around_them() -> None:
    caption = '[caption id="attachment_1" width="300"]<img src="/mole.jpg" /> The mole[/caption] It rained.'
    found = loaded(RSS.replace("&lt;p&gt;It rained.&lt;/p&gt;", f"<![CDATA[{caption}]]>")).articles[1]
    assert found.text == "The mole\n\nIt rained."


@pytest.mark.parametrize("source", ["feed.xml", "feed.jsonfeed"])
def test_a_table_in_an_entry_has_rows(source: str) -> None:
    table = "<table><tr><th>Boat</th><th>Berth</th></tr><tr><td>Otter</td><td>12</td></tr></table>"
    rss = RSS.replace("&lt;p&gt;It rained.&lt;/p&gt;", f"<![CDATA[{table}]]>")
    items = [{"content_text": "It froze."}, {"content_html": table}]
    feed = rss if source == "feed.xml" else json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
    found = loaded(feed, source).articles[1]
    assert [(each.kind, each.text) for each in found.paragraphs] == [("head", "Boat | Berth"), ("row", "Otter | 12")]


def item(fields: str) -> str:
    return f"<item><title>Ice</title><description>It froze.</description>{fields}</item>"


@pytest.mark.parametrize(
    ("channel", "fields", "author"),
    [
        ("", "<author>per@example.org (Per Berg)</author>", "Per Berg"),
        ("", "<author>per@example.org</author>", "per@example.org"),
        ("", "<dc:creator>Ines Okafor</dc:creator><dc:creator>Per Berg</dc:creator>", "Ines Okafor, Per Berg"),
        ("", "<author>per@example.org (Per Berg)</author><dc:creator>Per Berg</dc:creator>", "Per Berg"),
        ("<managingEditor>ed@example.org (Ed Lind)</managingEditor>", "", None),
        ("<dc:creator>Ines Okafor</dc:creator>", "", "Ines Okafor"),
    ],
)
def test_who_wrote_an_entry_is_told_by_name_and_its_editor_did_not(
    channel: str, fields: str, author: str | None
) -> None:
    opening = RSS[: RSS.index("<channel>")]
    (article,) = loaded(f"{opening}<channel><title>Wire</title>{channel}{item(fields)}</channel></rss>").articles
    assert article.author == author


def test_an_entry_of_atom_may_have_two_authors() -> None:
    two = "<entry><author><name>Ines Okafor</name></author><author><name>Per Berg</name></author>"
    assert [each.author for each in loaded(ATOM.replace("<entry>", two, 1)).articles] == [
        "Ines Okafor, Per Berg",
        "Per Berg",
    ]


@pytest.mark.parametrize("source", ["feed.xml", "feed.jsonfeed"])
def test_an_entry_without_a_title_is_called_by_its_first_words(source: str) -> None:
    short, long = "The ice broke up.", "The harbour froze in the first week of March, for eleven days."
    rss = "".join(f"<item><guid>{text[:6]}</guid><description>{text}</description></item>" for text in (short, long))
    items = [{"id": text[:6], "content_text": text} for text in (short, long)]
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    content = json.dumps(feed) if source == "feed.jsonfeed" else f"<rss><channel>{rss}</channel></rss>"
    found = loaded(content, source).articles
    assert [(each.title, each.text) for each in found] == [
        ("The ice broke up.", short),
        ("The harbour froze in the first week of…", long),
    ]


def test_what_wordpress_has_not_published_is_no_article() -> None:
    entries = "".join(
        item(f"<wp:status>{status}</wp:status><wp:post_id>{number}</wp:post_id>")
        for number, status in enumerate(["publish", "draft", "trash", "inherit"])
    )
    opening = "<rss version='2.0' xmlns:wp='http://wordpress.org/export/1.2/'><channel>"
    found = loaded(f"{opening}{entries}</channel></rss>")
    assert [each.part for each in found.articles] == ["Ice"]
    assert [each.reason for each in found.left_out] == ["holds 2 that WordPress has not published: left out"]


@pytest.mark.parametrize(
    "code",
    [
        '[gallery ids="1,2"]',
        "[gallery]",
        "[embed]https://video.example/1[/embed]",
        "[video width=640]mole.mp4[/video]",
        '[contact-form-7 id="5" title="Ask us"]',
    ],
)
def test_what_wordpress_keeps_for_what_it_shows_is_no_text(code: str) -> None:
    found = loaded(RSS.replace("It rained.", f"It rained [sic].{code} It hailed.")).articles[1]
    assert found.text == "It rained [sic].\n\nIt hailed."
