from __future__ import annotations

import pytest

from embeddings.formats.dates import iso_date, stated_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-03-06T23:30:00-05:00", "2021-03-06"),
        ("20210306", "2021-03-06"),
        ("Sat, 06 Mar 2021 23:30:00 -0500", "2021-03-06"),
        ("6 March 2021", "2021-03-06"),
        ("March 6, 2021", "2021-03-06"),
        ("2024/05/01", "2024-05-01"),
        ("2024-5-1", "2024-05-01"),
        ("2024.5.01 10:00", "2024-05-01"),
        ("03.05.2024", "2024-05-03"),
        ("3.5.2024 10:00", "2024-05-03"),
        ("03-May-2024", "2024-05-03"),
        ("3-Mai-2024 10:00", "2024-05-03"),
        ("Wed, 01 May 2024 10:00:00 +0200", "2024-05-01"),
        ("1 May 2024 10:00 GMT -0500", "2024-05-01"),
        ("Mon, 30 Nov -0001 00:00:00 +0000", None),
        ("-0001-11-30T00:00:00+00:00", None),
        ("0001-01-01T00:00:00Z", None),
        ("2019年4月4日 10:30", "2019-04-04"),
        ("2019 年 12 月 14 日", "2019-12-14"),
        ("2019년 4월 4일", "2019-04-04"),
        ("2019年13月4日", None),
        ("4月4日", None),
        ("2024-5", None),
        ("2024-05-011", None),
        ("2021-02-30", None),
        ("03/04/2020", None),
        ("1614988800", None),
        ("Sat, 6 Mar 99999999999999999999 10:00:00 +0100", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_of_machines_are_read_and_others_are_none(text: str, date: str | None) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    "name",
    [
        *("date", "publishDate", "publish_date", "published_at", "date_published", "publishedAt", "datePublished"),
        *("date_publish", "published-date", "Published Date", "created_at", "post_date", "timestamp", "pub_date"),
    ],
)
def test_a_date_is_found_whatever_its_field_is_called(name: str) -> None:
    assert stated_date({"title": "2001-01-01", name: "2024-05-01T10:00:00Z"}) == "2024-05-01"
    assert stated_date({f"un{name}": "2024-05-01"}) is None


def test_the_likeliest_field_with_a_date_counts() -> None:
    assert stated_date({"timestamp": "2024-05-03", "pubDate": "2024-05-02", "created": "2024-05-01"}) == "2024-05-02"
    assert stated_date({"published": "true", "created_at": "2024-05-01"}) == "2024-05-01"
    assert stated_date({None: ["2024-05-01"], "date": "soon"}) is None


@pytest.mark.parametrize(
    ("number", "date"),
    [
        ("1714723200", "2024-05-03"),
        (1714723200, "2024-05-03"),
        ("1714723200000", "2024-05-03"),
        (1714723200.5, "2024-05-03"),
        ("2024050310", None),
        ("171472320", None),
        ("17147232000", None),
        ("+1714723200", None),
        ("1714723200 seconds", None),
    ],
)
def test_a_number_in_a_field_of_a_date_is_a_time(number: object, date: str | None) -> None:
    assert stated_date({"timestamp": number}) == date
    assert stated_date({"id": number}) is None
