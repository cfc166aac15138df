from __future__ import annotations

import pytest

from embeddings.formats.html import load_html

TEXT = "<p>The ferry left the harbour before the ice had closed it again, and nobody on board slept.</p>" * 3


def dated(head: str = "", below: str = "", end: str = "") -> tuple[str | None, str]:
    markup = f"<html><head>{head}</head><body><article><h1>The ferry</h1>{below}{TEXT}</article>{end}</body></html>"
    [document] = load_html(markup.encode())
    return document.published, document.date_from


@pytest.mark.parametrize(
    ("head", "below"),
    [
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2016-09-02T10:00"}</script>',
            "",
        ),
        ('<meta name="pubdate" content="2016-09-02"/>', ""),
        ("", '<time itemprop="datePublished" datetime="2016-09-02 05:07">9/2/2016</time>'),
        ("", '<p class="stamp"><time datetime="2016-09-02 05:07:09">02/09/2016</time></p>'),
    ],
)
def test_what_a_page_states_goes_before_what_its_text_may_mean(head: str, below: str) -> None:
    assert dated(head, below, "<div>Published 3 May 2019</div>") == ("2016-09-02", "source")


@pytest.mark.parametrize(
    "end",
    [
        '<div class="related"><time itemprop="datePublished" datetime="2020-01-05">5 January 2020</time></div>',
        '<div class="updated"><time datetime="2020-01-05">5 January 2020</time></div>',
    ],
)
def test_dates_of_other_articles_and_of_changes_are_not_the_page_s(end: str) -> None:
    assert dated('<meta property="article:published_time" content="2016-09-02"/>', end) == ("2016-09-02", "source")


@pytest.mark.parametrize(
    ("shown", "date"), [("10/04/2016", None), ("25/04/2016", "2016-04-25"), ("4 October 2016", "2016-10-04")]
)
def test_a_date_of_which_nobody_can_tell_the_day_is_none(shown: str, date: str | None) -> None:
    assert dated(below=f'<p class="timestamp">{shown}</p>')[0] == date


@pytest.mark.parametrize(
    ("below", "date"),
    [
        ("<p><time>2019年4月4日</time></p>", ("2019-04-04", "source")),
        ("<p>发布时间：2019年4月4日 10:30</p>", ("2019-04-04", "text")),
        ("<dl><dt>公開日</dt><dd>2019年4月4日</dd></dl>", ("2019-04-04", "text")),
        ("<ul><li><b>등록일</b> 2019년 4월 4일</li></ul>", ("2019-04-04", "text")),
        ("<p>2019年4月4日</p>", (None, "text")),
    ],
)
def test_dates_in_chinese_japanese_and_korean_are_read_where_a_tag_or_a_label_tells_them(
    below: str, date: tuple[str | None, str]
) -> None:
    assert dated(below=below) == date
