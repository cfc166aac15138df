from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from training.lines.fundus import PAGES, main

FOUND = {
    "title": "Ice",
    "body": SimpleNamespace(
        summary=["The harbour  froze."],
        sections=[
            SimpleNamespace(headline=[], paragraphs=["One."]),
            SimpleNamespace(headline=["Why"], paragraphs=["Two."]),
        ],
    ),
}


class Post:
    """A publisher as fundus has them, whose parser finds an article on every page but those of 2020."""

    @staticmethod
    def parser(day: object) -> SimpleNamespace:
        found = {} if str(day).startswith("2020") else FOUND
        return SimpleNamespace(parse=lambda _html, error_handling: found if error_handling == "suppress" else {})


def test_the_pages_of_which_a_parser_finds_the_article_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fundus = ModuleType("fundus")
    fundus.PublisherCollection = [Post]  # type: ignore[attr-defined]  # fundus is not installed for tests
    monkeypatch.setitem(sys.modules, "fundus", fundus)
    saved = tmp_path / "fundus" / "tests/resources/parser/test_data/no"
    saved.mkdir(parents=True)
    names = ("Post_2021_03_04", "Post_2020_03_04", "Unknown_2021_03_04")
    for name in names:
        (saved / f"{name}.html.gz").write_bytes(gzip.compress(b"<p>Ice</p>"))
    known = {f"{name}.html.gz": {"crawl_date": name.split("_", 1)[1].replace("_", "-")} for name in names}
    (saved / "meta.info").write_text(json.dumps(known), encoding="utf-8")
    assert main([str(tmp_path / "fundus"), str(tmp_path / "data")]) == 0
    body = "The harbour froze.\nOne.\nWhy\nTwo."
    page = {"name": names[0], "group": "no", "publisher": "Post", "title": "Ice", "body": body}
    assert json.loads((tmp_path / "data" / PAGES).read_text(encoding="utf-8")) == [page]
    assert [path.name for path in (tmp_path / "data" / "html").iterdir()] == [f"{names[0]}.html.gz"]
