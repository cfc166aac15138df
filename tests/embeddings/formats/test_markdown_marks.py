from __future__ import annotations

import time

import pytest

from embeddings.formats.markdown import load_markdown


def texts(markdown: str) -> list[str]:
    (document,) = load_markdown(markdown.encode())
    return [block.text for block in document.blocks]


@pytest.mark.parametrize(
    "mark",
    [
        *("[TOC]", "[[toc]]", "[[_TOC_]]", r"\newpage", r"\pagebreak"),
        *("import Tabs from '@theme/Tabs';", 'import {A, B} from "./c"', "import './ice.css'"),
    ],
)
def test_what_only_tells_a_program_what_to_do_is_no_text(mark: str) -> None:
    assert texts(f"It froze.\n\n{mark}\n\nIt thawed.") == ["It froze.", "It thawed."]
    assert texts(f"It froze.\n{mark}\nIt thawed.") == ["It froze.", "It thawed."]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (":::note\nIt froze.\n:::", ["It froze."]),
        ("::: {.callout-note}\n\nIt froze.\n\n:::", ["It froze."]),
        (":::warning Thin ice\nIt froze.\n:::", ["Thin ice", "It froze."]),
        (":::tip[Thin ice]\n\nIt froze.\n:::", ["Thin ice", "It froze."]),
        ('!!! tip "Thin ice"\n    It froze.', ["Thin ice", "It froze."]),
        ("!!! note\n\n    It froze.", ["It froze."]),
        ('??? note\n    It froze.\n\n???+ question "Thin?"\n    It thawed.', ["It froze.", "Thin?", "It thawed."]),
        ('=== "In March"\n\n    It froze.', ["In March", "It froze."]),
    ],
)
def test_the_marks_around_a_box_go_and_its_title_and_lines_stay(written: str, read: list[str]) -> None:
    assert texts(f"It rained.\n\n{written}\n\nIt shone.") == ["It rained.", *read, "It shone."]


def test_a_term_stands_above_what_it_means() -> None:
    terms = "Frazil\n: Loose *ice* in water.\n:   Or slush,\n    of it.\n\nNilas\n\n: Thin ice."
    assert texts(terms) == ["Frazil", "Loose ice in water.", "Or slush, of it.", "Nilas", "Thin ice."]


@pytest.mark.parametrize(
    "text",
    [
        "!!! It froze early, and it held.",
        "??? Who knows.",
        "import duties rose from 'ten' to 'twelve'.",
        "TOC of the log",
        "It froze: early.",
    ],
)
def test_what_only_looks_like_a_mark_is_text(text: str) -> None:
    assert texts(f"It rained.\n\n{text}\n\nIt shone.") == ["It rained.", text, "It shone."]


def test_code_keeps_its_marks() -> None:
    code = "import A from 'a'\n:::note\n[TOC]\n: b"
    assert texts(f"It froze.\n\n```\n{code}\n```") == ["It froze.", code]


@pytest.mark.parametrize("piece", [":::a ", "!!! a", "import a ", ":::{", ": ", "??? "])
def test_marks_that_do_not_end_cost_little(piece: str) -> None:
    for text in (piece * 20_000, f"{piece}\n" * 5_000):
        began = time.process_time()
        texts(text)
        assert time.process_time() - began < 8
