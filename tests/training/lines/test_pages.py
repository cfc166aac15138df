from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from embeddings.documents import Block
from training.errors import TrainingError
from training.lines.fundus import PAGES
from training.lines.pages import KnownPage, fundus, labelled, of_our_own, postlight, scrapinghub, wcxb

PROSE = [f"In the year {year} the harbour of Vardal froze and no ship could leave it for weeks." for year in range(9)]
BODY = "".join(f"<p>{line}</p>" for line in PROSE)
MARKUP = f"<html><body><nav><p>Home</p><p>Sport</p></nav><h1>Ice</h1>{BODY}<p>Most read</p></body></html>"
PAGE = KnownPage("1", "article", MARKUP, "\n".join(PROSE), "Ice")


def test_a_page_is_learnt_from_as_html_as_text_and_as_a_part_of_it() -> None:
    html, whole, text, cut = labelled(PAGE, random.Random(0))
    assert [block.text for block, own in zip(text.blocks, text.own, strict=True) if own == 1] == PROSE
    assert {block.text for block in text.blocks} > {"Home", "Most read"}
    assert "Home" not in {block.text for block in html.blocks}
    assert "Most read" in {block.text for block in whole.blocks}
    assert [page.pasted for page in (html, whole, text, cut)] == [False, False, True, True]
    assert set(PROSE) <= {block.text for block in cut.blocks} <= {block.text for block in text.blocks}
    assert len(text.own) == len(text.weights) == len(text.blocks)


def test_a_title_is_no_line_of_the_article() -> None:
    lines = [line for page in labelled(PAGE, random.Random(0)) for line in zip(page.blocks, page.own, strict=True)]
    assert {own for block, own in lines if block.text == "Ice"} == {0}


def test_rows_and_code_and_what_is_half_the_article_s_are_not_learnt_from() -> None:
    half = "In the year 3 the harbour of Vardal froze, as our reporter heard from the pilots there."
    markup = MARKUP.replace("<p>Most", f"<pre>ice = 3\nmelt(ice)</pre><p>{half}</p><p>Most")
    text = [*labelled(KnownPage("1", "article", markup, PAGE.article, ""), random.Random(0))][2]
    weights = {block.text: weight for block, weight in zip(text.blocks, text.weights, strict=True)}
    assert weights[half] == 0
    assert weights[PROSE[0]] > 0


def test_our_own_pages_are_those_that_are_not_held_back_and_of_html_both_readings() -> None:
    pages = list(of_our_own())
    assert len(pages) == 2 * 469 + 939
    assert all(isinstance(block, Block) for page in pages for block in page.blocks)
    assert sum(np.any(page.own == 1) for page in pages) > 1_800
    assert sum(np.any(page.own == 0) for page in pages) > 1_800


def test_sets_of_pages_are_read_in_order(tmp_path: Path) -> None:
    for folder in ("ground-truth", "html"):
        (tmp_path / folder).mkdir()
    for name in ("0002", "0001"):
        known = {
            "_internal": {"page_type": {"primary": "article"}},
            "ground_truth": {"title": f"Page {name}", "main_content": "Ice."},
        }
        (tmp_path / "ground-truth" / f"{name}.json").write_text(json.dumps(known), encoding="utf-8")
        (tmp_path / "html" / f"{name}.html.gz").write_bytes(gzip.compress(b"<p>Ice.</p>"))
    assert [*wcxb(tmp_path)] == [
        KnownPage(name, "article", "<p>Ice.</p>", "Ice.", f"Page {name}") for name in ("0001", "0002")
    ]
    (tmp_path / "ground-truth.json").write_text('{"0002": {"articleBody": "Ice."}}', encoding="utf-8")
    assert [*scrapinghub(tmp_path)] == [KnownPage("0002", "article", "<p>Ice.</p>", "Ice.", "")]


@pytest.mark.parametrize("read", [fundus, postlight])
def test_pages_of_news_are_parted_by_publisher_and_of_none_is_a_part_of_the_article_taken(
    tmp_path: Path, read: Callable[..., Iterator[KnownPage]]
) -> None:
    (tmp_path / "html").mkdir()
    known = []
    for number in range(60):
        body = PAGE.article if number % 3 else PROSE[0]
        name = f"Paper{number // 6}_{number}"
        whose = f"Paper{number // 6}"
        known.append({"name": name, "publisher": whose, "site": whose, "title": "Ice", "body": body})
        (tmp_path / "html" / f"{name}.html.gz").write_bytes(gzip.compress(MARKUP.encode()))
    (tmp_path / PAGES).write_text(json.dumps(known), encoding="utf-8")
    learnt, held = ({page.name for page in read(tmp_path, held_back=held)} for held in (False, True))
    assert learnt | held == {f"Paper{number // 6}_{number}" for number in range(60) if number % 3}
    assert held
    assert len(held) < len(learnt)
    assert not {name.split("_")[0] for name in held} & {name.split("_")[0] for name in learnt}


def test_a_folder_without_pages_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no pages of WCXB"):
        next(wcxb(tmp_path))
    with pytest.raises(TrainingError, match="no pages of scrapinghub's"):
        next(scrapinghub(tmp_path))
    with pytest.raises(TrainingError, match="no pages of fundus's"):
        next(fundus(tmp_path))
    with pytest.raises(TrainingError, match="no pages of postlight's"):
        next(postlight(tmp_path))
