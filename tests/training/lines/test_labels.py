from __future__ import annotations

from training.lines.labels import shares_of_article

ARTICLE = """The harbour froze on Monday, and no ship could leave.
What follows
Captains waited for a week until the ice broke at last."""


def test_lines_of_the_article_are_its_own_and_others_are_not() -> None:
    lines = ["Home", *ARTICLE.splitlines(), "Subscribe to our letter and read all of it"]
    assert shares_of_article(lines, ARTICLE) == [0, 1, 1, 1, 0]


def test_a_line_that_the_article_has_in_part_is_its_own_in_part() -> None:
    line = "The harbour froze on Monday, said our reporter from the quay"
    (share,) = shares_of_article([line], ARTICLE)
    assert 0.2 < share < 0.5


def test_a_short_line_is_told_by_those_around_it() -> None:
    first, heading, last = ARTICLE.splitlines()
    furniture = ["Read this and that and everything else"] * 13
    assert shares_of_article([heading, *furniture, first, heading, last], ARTICLE)[0] == 0
    assert shares_of_article(["the ice", *furniture, first, "the ice", last], ARTICLE)[-2] == 1
    assert shares_of_article([first, last, "the ice"], ARTICLE)[-1] == 0, "words from its middle, below its end"


def test_what_has_no_words_is_nobody_s() -> None:
    assert shares_of_article(["* * *", ""], ARTICLE) == [0, 0]
