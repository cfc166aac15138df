from __future__ import annotations

import time

import pytest

from embeddings.documents import Block
from embeddings.formats.markdown import load_markdown


def blocks(text: str) -> list[Block]:
    return [block for document in load_markdown(text.encode()) for block in document.blocks if block.text]


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


def test_notes_are_paragraphs_and_their_marks_go() -> None:
    text = "Born in Leeds.[^1] Died[^Two] in York.[^3]\n\n"
    text += (
        "[^1]: Smith\n[^two]: https://example.org/obituary\n    and *more*\n[^3]:\n    So they\n    say.\n\n    All.\n"
    )
    assert texts(text) == [
        *("Born in Leeds. Died in York.", "Smith", "https://example.org/obituary and more", "So they say.", "All.")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- ropes[^1]\n\n  [^1]: of hemp\n- saws", ["ropes", "of hemp", "saws"]),
        ("> Cold.[^1]\n[^1]: Smith", ["Cold.", "Smith"]),
        ("It froze.[^1]\n\n[^1]: 1931. See there.\n", ["It froze.", "1931. See there."]),
        ("It froze.[^1]\n\n[^1]: # a | b\n", ["It froze.", "# a | b"]),
        ("It froze.[^1]\n\n[^1]:", ["It froze."]),
        ("It [froze][a].[^1]\n\n[^1]: Smith\n[a]: https://example.org\n[^b]: Jo", ["It froze.", "Smith", "Jo"]),
        ("It froze `a[^1]` in [^a-z].\n\n[^1]: Smith", ["It froze a[^1] in [^a-z].", "Smith"]),
        ("~~~\n[^1]: Smith\n~~~\n", ["[^1]: Smith"]),
    ],
)
def test_a_note_may_stand_anywhere_but_in_code(text: str, found: list[str]) -> None:
    assert texts(text) == found


@pytest.mark.parametrize("line", ["[Editor]: Jane", "[Born]: 1850.", "[Jane Berg]: editor", "[Editor]: Jane Berg"])
def test_what_is_said_of_a_name_in_brackets_is_text(line: str) -> None:
    assert texts(f"It froze.\n\n{line}\n") == ["It froze.", line]


@pytest.mark.parametrize(
    "address", ["https://example.org", "/log", "log.md", "#log", "<log>", "?log", "mailto:ada", "\n /log", "/log 'Log'"]
)
def test_where_a_link_leads_is_no_text(address: str) -> None:
    assert texts(f"It froze, as [the log] says.\n\n[the log]: {address}\n") == ["It froze, as the log says."]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[[Orkney Islands|Orkneys]] and [[the *mole*]] froze.", "Orkneys and the mole froze."),
        ("| [[Ada\\|A.]] | 11 |\n|---|---|\n| [[Bo]] | 3 |", "A. | 11\nBo | 3"),
        ("It is ==449 feet== long, ==a *b*==.", "It is 449 feet long, a b."),
        ("It %%so they say%% froze %%hard%%.\n%%\nWho says?\n%%", "It froze ."),
        ("In [[King's Landing]] ([[2021-03-06|then]]).", "In King's Landing (then)."),
        ("It froze. ^abc123", "It froze."),
        ("It froze.\n^abc-123", "It froze."),
        ("- [ ] buy ropes\n- [x] buy saws\n- [X] sell\n\n  [x] of it", "buy ropes\nbuy saws\nsell\n[x] of it"),
        ("> [!warning] Mind the *tide*\n> It rises.\n> Fast.\n>\n> So.", "Mind the tide\nIt rises. Fast.\nSo."),
        ("> [!NOTE]\n> It rises.", "It rises."),
        ("> [!tip]- Mind the tide", "Mind the tide"),
    ],
)
def test_what_obsidian_adds_is_read_as_it_shows_it(written: str, read: str) -> None:
    assert "\n".join(texts(written)) == read


@pytest.mark.parametrize(
    "text",
    [
        "If a == b and c == d, or x==1 and y==2.",
        "Of [[1]] and [[ -f x ]].",
        "Some 50%% of 20%%.",
        "So 10 %% x %% y of a %%x %% y.",
        "%% One x = 1 %% Two x = 2",
        "It is a[[1, 2]] or m[[i]][[j]] or f(x)[[i]], with [[1, 2]].",
        "So df[['a','b']] or = [['a', 'b']] or [[\"a\"]].",
        "It is c ^2 or x^abc.",
        "It [x] froze.",
        "It is [!] so.",
        "[!warning] It froze.",
    ],
)
def test_what_only_looks_like_obsidian_stays(text: str) -> None:
    assert texts(text) == [text]


def test_a_link_that_a_quotation_begins_with_is_no_callout() -> None:
    assert texts("> [!Important sentence here](http://x) of it") == ["!Important sentence here of it"]


@pytest.mark.parametrize("link", ["[the text][a]", "[the text][A]"])
def test_where_a_link_leads_may_be_one_word(link: str) -> None:
    assert texts(f"See {link} here.\n\n[a]: index\n[b]: index") == ["See the text here.", "[b]: index"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("In 18<sup>[1](#a), [2](#b)</sup>.", "In 18."),
        ("In 18<sup>[1](#a) it froze.", "In 18^1 it froze."),
        ("Ice<sup>[See the statement](/ice#c)</sup>", "IceSee the statement"),
        ("A<sup>[See the full statement of the harbour](/ice#c)</sup>", "ASee the full statement of the harbour"),
    ],
)
def test_a_superscript_with_a_link_loses_no_words(written: str, read: str) -> None:
    assert texts(written) == [read]


def test_code_keeps_what_obsidian_would_read() -> None:
    assert texts("So `[[a]]`, `==b==` and `%%c%%`.") == ["So [[a]], ==b== and %%c%%."]


def test_a_title_of_a_callout_is_of_the_quotation() -> None:
    assert [each.kind for each in blocks("> [!warning] Mind the tide\n> It rises.")] == ["quote", "quote"]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (
            "<tr><td>Population</td><td>5,000</td></tr><tr><td>Area</td><td>40 km</td></tr>",
            [("row", "Population | 5,000"), ("row", "Area | 40 km")],
        ),
        (
            "<table><caption>Ships</caption><thead><tr><td>Ship</td><td>From</td></tr></thead>\n<tbody><tr>"
            "<th>Ada</th><td><b>Sarn</b><br>harbour</td></tr>\n<tr><td></td><td><p>Cy</p></td></tr></tbody></table>",
            [("paragraph", "Ships"), ("head", "Ship | From"), ("row", "Ada | Sarn harbour"), ("row", "– | Cy")],
        ),
        (
            "<table><tr><td><p>It froze.</p><p>It thawed.</p></td></tr></table>",
            [("paragraph", "It froze."), ("paragraph", "It thawed.")],
        ),
        (
            "<table><tr><td><table><tr><td>Ada</td><td>11</td></tr></table></td><td>It froze.</td></tr></table>",
            [("row", "Ada | 11"), ("paragraph", "It froze.")],
        ),
    ],
)
def test_a_table_in_html_has_rows(table: str, found: list[tuple[str, str]]) -> None:
    assert [(block.kind, block.text) for block in blocks(f"<div>\n{table}\n</div>")] == found


@pytest.mark.parametrize(
    "piece",
    ["[[a", "==a ", "%%a ", "%% x\n", "[a\n", "[a\nb\n", "[^a]: x\n[^a]\n", "> [!a] b\n", "[a]: b\n", "a ^abc\n"],
)
def test_what_does_not_end_costs_little(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    began = time.process_time()
    list(load_markdown(text.encode()))
    assert time.process_time() - began < 2
