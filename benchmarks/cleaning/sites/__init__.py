"""Kinds of sites: the stories that each shows, and how it writes their blocks. `pages` fills the layouts with them."""

from benchmarks.cleaning.sites import first, held_back, news_pages, other_pages, pasted_news, pasted_others
from benchmarks.cleaning.sites.spelling import MARKS, Layout, Part, Spelling

LAYOUTS = tuple(
    layout
    for part in (first, news_pages, pasted_news, other_pages, pasted_others, held_back)
    for layout in part.LAYOUTS
)

__all__ = ["LAYOUTS", "MARKS", "Layout", "Part", "Spelling"]
