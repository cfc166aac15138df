from __future__ import annotations

import pytest

from embeddings.core import title_of_page
from embeddings.furniture import (
    author_of,
    date_of,
    ends_like_a_sentence,
    is_furniture,
    opens_other_articles,
)
from embeddings.labels import EDIT_LINK


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2021-03-04", "2021-03-04"),
        ("Published on 4 March 2021", "2021-03-04"),
        ("Updated: March 4th, 2021 at 10:30 a.m. EST", "2021-03-04"),
        ("Thu 4 Mar 2021 09.15 GMT", "2021-03-04"),
        ("Sat, 6 March 2021", "2021-03-06"),
        ("First published Tue 2 Mar 2021", "2021-03-02"),
        ("13/03/2021", "2021-03-13"),
        ("Publié le 12 août 2022 à 11h20", "2022-08-12"),
        ("21. März 2023, 18:45 Uhr", "2023-03-21"),
        ("1 de enero de 2020", "2020-01-01"),
        ("31 de febrero de 2020", ""),
        ("03/13/2021", "2021-03-13"),
        ("04/03/2021", ""),
        ("04.03.2021", "2021-03-04"),
        ("Published on", ""),
        ("99 March 2021", ""),
        ("The bridge opened on 4 March 2021", None),
        ("On 4 March 2021 the bridge opened.", None),
        ("March", None),
    ],
)
def test_reads_the_date_of_a_dateline_alone(line: str, date: str | None) -> None:
    assert date_of(line) == date


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ines Okafor", "Ines Okafor"),
        ("By Ines Okafor and Per van der Berg with Harbour Wire", "Ines Okafor and Per van der Berg with Harbour Wire"),
        ("Written by: Ines Okafor | Published 4 March 2021", "Ines Okafor"),
        ("By Ines Okafor, published 4 March 2021", "Ines Okafor"),
        ("By the time the ferry sailed it was dark", None),
        ("By Friday the ice had gone.", None),
        ("By", None),
        ("Von Renate Oppel und Mehmet Kern", "Renate Oppel und Mehmet Kern"),
        ("Par Solène Abadie", "Solène Abadie"),
        ("Von Wien", None),
        ("Por la mañana", None),
    ],
)
def test_reads_the_names_of_a_byline_alone(line: str, author: str | None) -> None:
    assert author_of(line) == author


@pytest.mark.parametrize(
    "line",
    [
        "Share",
        "Share this articleComments",
        "Share this articleClose Button",
        "FacebookTwitterWhatsApp",
        "12 comments · Save for later",
        "5 min read",
        "Find Us",
        "Advertisement",
        "Skip to main content",
        "Published on",
        "4 March 2021",
        "Photo: Ines Okafor / Harbour Wire",
        "© 2021 Harbour Wire",
        "Filed under: Ports, Ice",
        "Sign up for our weekly newsletter and never miss a story.",
        "Subscribe to Harbour Wire for more.",
        "This website uses cookies to give you the best experience.",
        "By clicking Accept, you agree to our terms.",
        "News World Business Sport Search",
        "We and our 842 partners store and access information on your device.",
        "We and our 1,411 trusted partners",
        "We and our partners may use data on where you are.",
        "Artikel teilen",
        "Mentions légales Gestion des cookies",
        "Iniciar sesión",
        "Jetzt den Newsletter abonnieren!",
        "Your email address will not be published.",
        "Image caption, the pier in 1911",
    ],
)
def test_knows_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell by a tenth in one morning.",
        "The comments drew laughter.",
        "By clicking his heels together he woke the guards.",
        "By signing up for the navy at sixteen, she escaped the mine.",
        "Photo: the harbour in 1901, before the fire took the warehouses.",
        "Tags were found on forty of the birds.",
        "Copyright law changed that year.",
        "Home was a boat.",
        "We and our partners built three hundred homes.",
        "We and our five partners in Oslo share the ship.",
        "Search parties went out at dawn.",
        "Follow the coast north, he told them.",
        "The port opened on 4 March 2021.",
        "World business news",
        "Merken heißt behalten.",
        "Recibe a los visitantes los domingos.",
        "From Essen, the road goes on to Kettwig.",
    ],
)
def test_takes_no_sentence_for_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        *("You might also like", "Related articles", "More from Harbour Wire:", "Most read"),
        *("More Must-Reads From TIME", "Part of complete coverage on"),
    ],
)
def test_knows_what_heads_other_articles(line: str) -> None:
    assert opens_other_articles(line)


@pytest.mark.parametrize(
    "line",
    [
        "You might also like to know how it ended.",
        "Related work was done in Oslo.",
        "Ice",
        "More must go",
        "Complete coverage",
    ],
)
def test_a_sentence_heads_no_other_articles(line: str) -> None:
    assert not opens_other_articles(line)


@pytest.mark.parametrize(
    "text",
    [
        "It froze.",
        "« Il gèle. »",
        "“It froze.”",
        "It froze.[12]",
        "It froze!)",
        "It froze…",
        "寒い。",
        "It froze.¹",
        "It was so:",
    ],
)
def test_knows_a_finished_sentence(text: str) -> None:
    assert ends_like_a_sentence(text)


@pytest.mark.parametrize("text", ["Ice in the harbour", "", "[12]", "“Ice”"])
def test_knows_an_unfinished_line(text: str) -> None:
    assert not ends_like_a_sentence(text)


ICE = "The ice on the harbour held for eleven days that March."


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Local Sport", "Ice", "The year of ice", "Menu", "The year of ice", ICE], "The year of ice"),
        (["The Harbour Wire and Coast Gazette", "Ice in the harbour", "By Ada Lovelace", ICE], "Ice in the harbour"),
        (["Log in", "Coast", "Will it ever thaw, they ask?", "Ice", ICE], "Will it ever thaw, they ask?"),
        ([ICE, "Ice in the harbour"], None),
    ],
    ids=["doubled", "above the byline", "longest", "none"],
)
def test_the_title_of_a_page(lines: list[str], title: str | None) -> None:
    assert title_of_page(lines) == title


def test_of_two_lines_above_an_article_that_which_stands_alone_is_its_title() -> None:
    lines = ["Poems", "The ferryman", "Ada Quill", "From issue 14, where it won", ICE]
    assert title_of_page(lines) == lines[3]
    assert title_of_page(lines, {1}) == lines[1]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("History [ edit ]", "History"),
        ("Histoire [modifier | modifier le code]", "Histoire"),
        ("A Song [Edit Remix]", "A Song [Edit Remix]"),
    ],
)
def test_a_link_to_edit_is_told_from_a_name(line: str, left: str) -> None:
    assert EDIT_LINK.sub("", line) == left
