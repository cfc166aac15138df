"""Makes pages with known articles from the saved pages of postlight's parser and the selectors written for each site.

What the selectors choose holds labels and teasers that were put into the article, too: lines that are no prose have to
be trafilatura's as well.

    python -m training.lines.postlight POSTLIGHT DATA/postlight

POSTLIGHT is a copy of github.com/postlight/parser; this Python has cssselect installed. DATA/postlight gets
`pages.json`, a list of objects with a page's `name`, its `site`, and its article's `title` and `body`, a block a line;
and each page itself in `html`, as NAME.html.gz.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import html
from trafilatura import extract

from embeddings.core import ends_page
from embeddings.furniture import is_prose
from embeddings.plaintext import decode
from training.lines.fundus import PAGES
from training.lines.labels import words_of
from training.lines.pasting import page_of, pasted

_TOKEN = re.compile(r"""//[^\n]*|/\*.*?\*/|('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`|[\w$.]+|\S)""", re.DOTALL)
"""Of JavaScript, as far as selectors are written in it; its group is none for comments."""
_FURNITURE = "figcaption, form, button, nav, aside, footer"
"""What within an element with the article is no part of it, on any site."""
_LONGEST_BYLINE = 30
"""Words of what is selected as an author or a date beyond which more than that was selected."""

_AGREED = 0.8
"""Share of an article's characters that trafilatura has to find, too, if its page is to be believed."""


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code, 0."""
    parser = argparse.ArgumentParser(
        prog="python -m training.lines.postlight",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("postlight", type=Path, metavar="POSTLIGHT", help="folder of its copy")
    parser.add_argument("output", type=Path, metavar="DATA/postlight", help="folder to write")
    arguments = parser.parse_args(argv)
    folder = arguments.output / "html"
    folder.mkdir(parents=True, exist_ok=True)
    pages = []
    for path, page in _parsed(arguments.postlight):
        (folder / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        pages.append(page)
    (arguments.output / PAGES).write_text(json.dumps(pages, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _parsed(postlight: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """Yield each saved page in which its site's selectors find an article, with the article."""
    sites = dict(_sites(postlight / "src" / "extractors" / "custom"))
    for path in sorted((postlight / "fixtures").glob("*.html")):
        site = path.stem.partition("--")[0]
        if site in sites and (body := _body(decode(path.read_bytes()), sites[site])):
            title = _title(decode(path.read_bytes()), sites[site])
            yield path, {"name": path.stem, "site": site, "title": title, "body": body}


def _sites(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each site that selectors were written for, with these."""
    for path in sorted(folder.glob("*/index.js")):
        tokens = (match[1] for match in _TOKEN.finditer(path.read_text(encoding="utf-8")) if match[1])
        if all(token != "=" for token in tokens):
            continue
        rules, _ = _value(next(tokens), tokens)
        for site in (rules["domain"], *rules.get("supportedDomains", ())):
            yield site, rules


def _value(first: str, tokens: Iterator[str]) -> tuple[Any, str]:
    """Return the value that begins with a token, none if it is a program, and the token that follows it."""
    if first == "{":
        return _object(tokens), next(tokens, "")
    if first == "[":
        return _list(tokens), next(tokens, "")
    depth, token, value = 0, first, first[1:-1].replace("\\", "") if first[:1] in "'\"`" else None
    while token and (depth or token not in {",", "}", "]", ";"}):
        depth += (token in {"{", "[", "("}) - (token in {"}", "]", ")"})
        token = next(tokens, "")
    return value, token


def _object(tokens: Iterator[str]) -> dict[str, Any]:
    found = {}
    for key in tokens:
        if key == "}":
            break
        token = next(tokens)
        value, after = _value(next(tokens) if token == ":" else token, tokens)
        found[key.strip("'\"`")] = value
        if after == "}":
            break
    return found


def _list(tokens: Iterator[str]) -> list[Any]:
    found = []
    for token in tokens:
        if token == "]":
            break
        value, after = _value(token, tokens)
        found.append(value)
        if after == "]":
            break
    return found


def _body(markup: str, rules: dict[str, Any]) -> str:
    """Return the article as its site's selectors give it, its standfirst above it, a block a line; empty if none do."""
    page = page_of(markup)
    content = rules.get("content") or {}
    chosen = _content(page, content.get("selectors") or [])
    standfirst = _standfirst(page, rules)
    captions = [selector for selector, tag in _renamed(content) if tag == "figcaption"]
    for part in chosen:
        for selector in [*_plain(content.get("clean")), *captions, _FURNITURE]:
            _drop(_all(part, selector))
        for selector in [*_visible(rules, "author"), *_visible(rules, "date_published")]:
            _drop(each for each in _all(part, selector) if len(words_of(each.text_content())) <= _LONGEST_BYLINE)
    texts = [pasted(html.tostring(part, encoding="unicode")) for part in chosen]
    lines = [line for text in texts for line in text.splitlines() if words_of(line) and not ends_page(line)]
    agreed = _agreed(lines, markup)
    is_apart = standfirst and standfirst not in " ".join(agreed)
    return "\n".join([standfirst, *agreed] if is_apart and agreed else agreed)


def _agreed(lines: list[str], markup: str) -> list[str]:
    """Return the lines that trafilatura finds, too, and all that are prose: what else a site put in is its furniture.

    None where the two agree on little of the page.
    """
    found = f" {' '.join(words_of(extract(markup) or ''))} "
    agreed = [line for line in lines if f" {' '.join(words_of(line))} " in found]
    if len("".join(agreed)) < _AGREED * len("".join(lines)):
        return []
    return [line for line in lines if is_prose(line) or line in agreed]


def _content(page: Any, selectors: list[Any]) -> list[Any]:
    """Return the outermost elements that the first selectors choose that choose any: one for one, or all of several."""
    for selector in selectors:
        if isinstance(selector, str):
            found = _all(page, selector)
            if len(found) == 1 and found[0].text_content().strip():
                return found
        elif all(_all(page, each) for each in selector):
            found = _all(page, ", ".join(selector))
            return [each for each in found if not any(other in found for other in each.iterancestors())]
    return []


def _standfirst(page: Any, rules: dict[str, Any]) -> str:
    found = next((each for each in (_all(page, selector) for selector in _visible(rules, "dek")) if each), [])
    return " ".join(found[0].text_content().split()) if len(found) == 1 else ""


def _title(markup: str, rules: dict[str, Any]) -> str:
    page = page_of(markup)
    for selector in _visible(rules, "title"):
        if len(found := _all(page, selector)) == 1:
            return " ".join(found[0].text_content().split())
    stated = _all(page, "meta[property='og:title'], meta[name='og:title']")
    return " ".join((stated[0].get("content") or stated[0].get("value") or "").split()) if stated else ""


def _visible(rules: dict[str, Any], name: str) -> list[str]:
    """Return the selectors that give a text on the page, and no attribute."""
    part = rules.get(name)
    return [each for each in _plain(part.get("selectors")) if each != "title"] if isinstance(part, dict) else []


def _plain(selectors: list[Any] | None) -> list[str]:
    return [each for each in selectors or [] if isinstance(each, str)]


def _renamed(content: dict[str, Any]) -> list[tuple[str, Any]]:
    transforms = content.get("transforms") or {}
    return list(transforms.items()) if isinstance(transforms, dict) else []


def _all(element: Any, selector: str) -> list[Any]:
    """Return the elements below one that a selector chooses, none if it is one that lxml does not know."""
    from cssselect import SelectorError
    from lxml.cssselect import CSSSelector

    try:
        return list(CSSSelector(selector, translator="html")(element))
    except SelectorError:
        return []


def _drop(elements: Any) -> None:
    for element in list(elements):
        if element.getparent() is not None:
            element.drop_tree()


if __name__ == "__main__":
    sys.exit(main())
