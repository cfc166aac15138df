from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from training.lines.fundus import PAGES
from training.lines.postlight import main

PROSE = [f"In the year {year} the harbour of Vardal froze and no ship could leave it for weeks." for year in range(9)]
RULES = """
// A site whose pages hold 'an apostrophe
export const PostExtractor = {
  domain: 'post.example',
  supportedDomains: ["www.post.example"],
  title: { selectors: ['.none', 'h1'] },
  author: null,
  date_published: { selectors: [['meta', 'value'], '.day'] },
  dek: { selectors: ['.dek'] },
  content: {
    selectors: [['.none', '.body'], '.twice', '.body'],
    /* what goes */
    transforms: { img: $node => { if ($node) { return [1, 2]; } }, '.under': 'figcaption' },
    clean: ['.share', '.un:known'],
  },
};
"""
MARKUP = f"""
<html><body><nav>Home</nav><h1>Ice</h1><p class="dek">A cold decade.</p><p class="twice"></p><p class="twice"></p>
<div class="body"><p class="day">3 May 2021</p>{"".join(f"<p>{line}</p>" for line in PROSE)}
<p class="under">Ice in May</p><p class="share">Tell everybody about it.</p><p>Most read</p><p>More of ours</p></div>
<p>Ours is a paper for Vardal.</p></body></html>
"""


class UnknownError(Exception):
    """What cssselect raises."""


def chosen(selector: str, translator: str) -> Callable[[Any], list[Any]]:
    """Stand in for lxml's selectors, which need a package that is not installed for tests."""
    if ":" in selector or translator != "html":
        raise UnknownError
    names = [name.strip() for name in selector.split(",")]
    paths = [f".//*[@class='{name[1:]}']" if name.startswith(".") else f".//{name}" for name in names]
    return lambda element: list(element.xpath(" | ".join(paths)))


@pytest.fixture
def postlight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, attribute, value in (
        ("cssselect", "SelectorError", UnknownError),
        ("lxml.cssselect", "CSSSelector", chosen),
    ):
        module = ModuleType(name)
        setattr(module, attribute, value)
        monkeypatch.setitem(sys.modules, name, module)
    folder = tmp_path / "postlight"
    (folder / "src/extractors/custom/post.example").mkdir(parents=True)
    (folder / "src/extractors/custom/post.example/index.js").write_text(RULES, encoding="utf-8")
    (folder / "fixtures").mkdir()
    return folder


def test_the_pages_in_which_a_site_s_selectors_find_the_article_are_written(postlight: Path, tmp_path: Path) -> None:
    for name, markup in (
        ("www.post.example--ice", f"<?xml version='1.0' encoding='latin-1'?>{MARKUP}"),
        ("post.example", MARKUP.replace('class="body"', 'class="other"')),
        ("else.example", MARKUP),
    ):
        (postlight / "fixtures" / f"{name}.html").write_text(markup, encoding="utf-8")
    assert main([str(postlight), str(tmp_path / "data")]) == 0
    (page,) = json.loads((tmp_path / "data" / PAGES).read_text(encoding="utf-8"))
    assert page["name"] == "www.post.example--ice"
    assert (page["site"], page["title"]) == ("www.post.example", "Ice")
    lines = page["body"].splitlines()
    assert lines[:10] == ["A cold decade.", *PROSE]
    assert not {"3 May 2021", "Ice in May", "Tell everybody about it.", "Most read"} & {*lines}
    (saved,) = (tmp_path / "data" / "html").iterdir()
    assert gzip.decompress(saved.read_bytes()).endswith(MARKUP.encode())


def test_a_page_of_which_trafilatura_finds_little_else_is_not_believed(
    postlight: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.lines.postlight.extract", lambda _markup: "\n".join(PROSE[:3]))
    (postlight / "fixtures" / "post.example.html").write_text(MARKUP, encoding="utf-8")
    assert main([str(postlight), str(tmp_path / "data")]) == 0
    assert json.loads((tmp_path / "data" / PAGES).read_text(encoding="utf-8")) == []
