from __future__ import annotations

import pytest

from embeddings.formats.dates import iso_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-03-06T23:30:00-05:00", "2021-03-06"),
        ("20210306", "2021-03-06"),
        ("Sat, 06 Mar 2021 23:30:00 -0500", "2021-03-06"),
        ("6 March 2021", "2021-03-06"),
        ("March 6, 2021", "2021-03-06"),
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
