"""Makes pages of news with known articles from the saved pages and hand-written parsers of fundus.

    python -m training.lines.fundus FUNDUS DATA/fundus

FUNDUS is a copy of github.com/flairNLP/fundus that this Python has installed. DATA/fundus gets `pages.json`, a list of
objects with a page's `name`, its `group` of publishers (a country), its `publisher`, and its article's `title` and
`body`, a paragraph a line; and each page itself in `html`, as NAME.html.gz.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

PAGES = "pages.json"
_SAVED = Path("tests/resources/parser/test_data")


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code, 0."""
    parser = argparse.ArgumentParser(
        prog="python -m training.lines.fundus",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("fundus", type=Path, metavar="FUNDUS", help="folder of its copy")
    parser.add_argument("output", type=Path, metavar="DATA/fundus", help="folder to write")
    arguments = parser.parse_args(argv)
    html = arguments.output / "html"
    html.mkdir(parents=True, exist_ok=True)
    pages = []
    for path, page in _parsed(arguments.fundus / _SAVED):
        shutil.copyfile(path, html / path.name)
        pages.append(page)
    (arguments.output / PAGES).write_text(json.dumps(pages, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _parsed(saved: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """Yield each saved page of which its publisher's parser finds an article, with the article."""
    import gzip

    from fundus import PublisherCollection

    publishers = {publisher.__name__: publisher for publisher in PublisherCollection}
    for path in sorted(saved.glob("*/*.html.gz")):
        name = path.name.removesuffix(".html.gz")
        if (publisher := publishers.get(name.split("_")[0])) is None:
            continue
        known = json.loads((path.parent / "meta.info").read_text(encoding="utf-8"))[path.name]
        parser = publisher.parser(datetime.fromisoformat(known["crawl_date"]))
        found = parser.parse(gzip.decompress(path.read_bytes()).decode(), error_handling="suppress")
        if isinstance(body := found.get("body"), Exception) or not body:
            continue
        title = found["title"] if isinstance(found.get("title"), str) else ""
        page = {"name": name, "group": path.parent.name, "publisher": publisher.__name__, "title": title}
        yield path, {**page, "body": _text(body)}


def _text(body: Any) -> str:
    parts = [body.summary, *(part for section in body.sections for part in (section.headline, section.paragraphs))]
    return "\n".join(" ".join(text.split()) for part in parts for text in part)


if __name__ == "__main__":
    sys.exit(main())
