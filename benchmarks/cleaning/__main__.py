"""Measures how well an article is told from the furniture of its page.

    python -m benchmarks.cleaning [--data DATA] [--show news.txt/bridge]

Precision is the share of the tokens kept that are the article's own, recall the share of its own that are kept, both
over all tokens of a row. Beside it the same of trafilatura with its defaults, and of whole texts that are no HTML.
With DATA, a folder that holds WCXB (docs/training.md), of its test pages and not of ours.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from benchmarks.cleaning.pages import WRITTEN, Page, all_pages
from benchmarks.cleaning.scores import Score, score, summed, tokens
from embeddings.documents import SHOWN_NUMBER
from embeddings.furniture import same_words
from embeddings.loading import load_articles
from embeddings.plaintext import one_line
from embeddings.values import SEPARATOR, Article, Paragraph
from training.lines.pages import wcxb
from training.lines.pasting import pasted

_REAL = ("article", "documentation")


@dataclass(frozen=True, slots=True)
class Measured:
    page: Page
    ours: Score
    titled: bool
    """The article's title is the page's."""
    baseline: Score


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.cleaning", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, metavar="DATA", help="folder of real pages, to measure on those")
    parser.add_argument("--show", metavar="NAME", help="print what was wrongly kept and lost of one page")
    arguments = parser.parse_args()
    found = all_pages() if arguments.data is None else _real_pages(arguments.data)
    pages = {page.name: page for page in found}
    if arguments.show is None:
        _print_table([_measured(page) for page in pages.values()])
        return 0
    if arguments.show not in pages:
        print(f"no page {one_line(arguments.show)}: the pages are {', '.join(pages)}", file=sys.stderr)
        return 2
    for line in differences(pages[arguments.show]):
        print(line)
    return 0


def _real_pages(data: Path) -> Iterator[Page]:
    """Yield WCXB's articles and pages of documentation that no rule was made on and nothing was trained on."""
    for page in wcxb(data / "wcxb" / "test"):
        if page.kind in _REAL:
            for suffix, content in ((".html", page.markup), (".txt", pasted(page.markup))):
                layout = f"{page.kind}{suffix}"
                own, allowed = (page.article,), (page.title,)
                yield Page(f"{layout}/{page.name}", layout, "real", content, page.title, own, allowed)


def loaded(page: Page) -> Article:
    """Return what would be indexed, dated entries together as they stand on the page.

    Numbers that a page shows before items are no words of its own: they are left out, unless they are typed there.
    """
    suffix = PurePath(page.layout).suffix or PurePath(page.name).suffix
    articles = load_articles(page.content.encode(), source=f"page{suffix}").articles
    paragraphs = tuple(_as_typed(paragraph, page) for article in articles for paragraph in article.paragraphs)
    return replace(
        articles[0],
        title=articles[0].title.removesuffix(f": {articles[0].paragraphs[0].text}"),
        text=SEPARATOR.join(paragraph.text for paragraph in paragraphs),
        paragraphs=paragraphs,
    )


def _as_typed(paragraph: Paragraph, page: Page) -> Paragraph:
    typed = "\n".join((*page.own, *page.allowed))
    number = SHOWN_NUMBER.match(paragraph.text)
    text = paragraph.text[number.end() if number else 0 :]
    is_of_page = page.layout.endswith(".html") and paragraph.text not in page.content
    is_shown = paragraph.text not in typed and (is_of_page or text in typed)
    return replace(paragraph, text=text) if is_shown else paragraph


def differences(page: Page) -> Iterator[str]:
    """Yield a line for the title, each paragraph with a word that is not the article's, and each block with a loss."""
    article = loaded(page)
    yield f"title  {one_line(article.title)}"
    of_article, kept = tokens(*page.own, *page.allowed), tokens(article.text)
    for paragraph in article.paragraphs:
        if not tokens(paragraph.text) <= of_article:
            yield f"kept   {one_line(paragraph.text)}"
    for block in page.own:
        if not tokens(block) <= kept:
            yield f"lost   {one_line(block)}"


def _measured(page: Page) -> Measured:
    article = loaded(page)
    titled = same_words(article.title, page.title)
    return Measured(page, score(page, article.text), titled, score(page, _baseline(page)))


def _baseline(page: Page) -> str:
    if not page.layout.endswith(".html"):
        return page.content
    from trafilatura import extract

    return extract(page.content) or ""


def _print_table(measured: list[Measured]) -> None:
    print("| | pages | precision | recall | title | baseline's precision | baseline's recall |")
    print("| --- " * 7 + "|")
    for part in dict.fromkeys(each.page.part for each in measured):
        of_part = [each for each in measured if each.page.part == part]
        if part != "held back":  # whoever makes rules sees how these fare together, and no more
            for layout in dict.fromkeys(each.page.layout for each in of_part):
                print(_row(f"{part}: {layout}", [each for each in of_part if each.page.layout == layout]))
        for name, suffix in (("HTML", ".html"), ("pasted", ".txt"), ("written", WRITTEN), ("all", "")):
            if found := [each for each in of_part if each.page.layout.endswith(suffix)]:
                print(_row(f"**{part}: {name}**", found))


def _row(name: str, rows: list[Measured]) -> str:
    ours, baseline = summed(each.ours for each in rows), summed(each.baseline for each in rows)
    titled = sum(each.titled for each in rows)
    shares = f"{ours.precision:.3f} | {ours.recall:.3f} | {titled} of {len(rows)}"
    return f"| {name} | {len(rows)} | {shares} | {baseline.precision:.3f} | {baseline.recall:.3f} |"


if __name__ == "__main__":
    sys.exit(main())
