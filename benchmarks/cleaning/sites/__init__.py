"""Kinds of sites: the stories that each shows, and how it writes their blocks. `pages` fills the layouts with them."""

from benchmarks.cleaning.sites import (
    amid_prose,
    communities,
    first,
    french,
    german,
    german_french,
    held_back,
    institutions,
    journals,
    knowledge,
    leisure,
    like_prose,
    magazines,
    news_pages,
    newsrooms,
    offices,
    other_pages,
    pasted_news,
    pasted_others,
    press,
    spanish,
    weblogs,
)
from benchmarks.cleaning.sites.spelling import MARKS, Layout, Part, Spelling

LAYOUTS = tuple(
    layout
    for sites in (
        first,
        news_pages,
        pasted_news,
        other_pages,
        pasted_others,
        press,
        magazines,
        communities,
        institutions,
        german,
        spanish,
        french,
        like_prose,
        newsrooms,
        journals,
        offices,
        weblogs,
        knowledge,
        german_french,
        leisure,
        amid_prose,
        held_back,
    )
    for layout in sites.LAYOUTS
)

__all__ = ["LAYOUTS", "MARKS", "Layout", "Part", "Spelling"]
