"""Writes into the tree of a page which numbers its lists show: before the items of `ol`, unless they are drawn without.

The numbers stand in an attribute and in no text, so that nothing that judges a page sees them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml.etree import iterwalk

from embeddings.formats.numbering import Form, numeral, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

_ATTRIBUTE, _OURS = "rend", "li "
"""Where an item's number stands: in the one attribute that trafilatura keeps in its own tree."""
_LISTS = ("ol", "ul", "menu", "dir")
_FORMS: dict[str, Form] = {
    **{form: form for form in ("1", "a", "A", "i", "I")},
    **dict.fromkeys(("lower-alpha", "lower-latin"), "a"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "A"),
    "lower-roman": "i",
    "upper-roman": "I",
    "decimal-leading-zero": "01",
}
_STYLE = re.compile(r"(?<![\w-])list-style(?:-type)?\s*:\s*([^;]{1,100})", re.IGNORECASE)
_CLASS = re.compile(r"(?<![a-z])(?:lower|upper)-(?:alpha|latin|roman)(?![a-z])")
_OWN = re.compile(r"\W{0,2}(?:[^\W\d_]+ (?=\w+ ?(?:[:.)–—-]|$)))?(\w+)(?!\w|[.,/–-]\w)")
"""The number that an item has typed before what it says, and a word before that."""
_LONGEST_OWN = 40
_OF_CODE = re.compile(r"li[12]")
"""The class of each item where a list is the lines of a program."""
_UNNUMBERED = frozenset(["none", "disc", "circle", "square"])
_MENU = re.compile(
    r"(?<![a-z])(?:breadcrumbs?|byline|carousel|children|comment-?list|comments|gallery|inline|menu|nav|navbar|navigation"
    r"|no-?bullets?|none|pager|pagination|rating|repl(?:y|ies)|reset|slick|slider|slides?|social|stream|tabs?|tags|thread"
    r"|unstyled)(?![a-z])"
)
"""What the class of a list says that is drawn without numbers, one of its words."""
_MENU_ROLES = frozenset(["list", "listbox", "menu", "none", "presentation", "tablist", "tree"])
"""Roles of such: "list" gives back to those who listen what a list without marks loses."""


def number_items(page: Any) -> None:
    """Write the number that each item of a page shows into it, also of one that is left out later."""
    within: list[tuple[Any, list[Any]]] = []
    for event, element in iterwalk(page, events=("start", "end"), tag=(*_LISTS, "li")):
        if element.tag == "li":
            if event == "start":
                element.attrib.pop(_ATTRIBUTE, None)
                if within:
                    within[-1][1].append(element)
        elif event == "start":
            within.append((element, []))
        else:
            _number(*within.pop())


def number_of(item: Any) -> str:
    """Return the number of an item in a page's tree, or in trafilatura's; "" if it shows none."""
    stated = item.get(_ATTRIBUTE) or ""
    return stated.removeprefix(_OURS) if stated.startswith(_OURS) else ""


def _number(of: Any, items: Sequence[Any]) -> None:
    form = _form(of)
    if of.tag != "ol" or form is None:
        return
    step = -1 if of.get("reversed") is not None else 1
    start = whole(of.get("start"))
    number = start if start is not None else len(items) if step < 0 else 1
    numbered: list[tuple[Any, str]] = []
    for item in items:
        own = whole(item.get("value"))
        number = number if own is None else own
        own_form = _styled(item, form)
        if own_form is not None:
            numbered.append((item, numeral(number, own_form)))
        number += step
    if not all(_says(item, written) for item, written in numbered):  # else they count themselves
        for item, written in numbered:
            item.set(_ATTRIBUTE, f"{_OURS}{written}.")


def _says(item: Any, number: str) -> bool:
    """Say whether an item's text begins with its number: "1)", "01", "#1", "Step 1:"."""
    text = next(filter(str.strip, item.itertext()), "").strip()
    own = _OWN.match(text, 0, _LONGEST_OWN)
    return own is not None and own[1].lstrip("0") == number.lstrip("-0")


def _form(of: Any) -> Form | None:
    """Return how a list writes its numbers; None if it shows none."""
    classes = (of.get("class") or "").lower()
    if _MENU.search(classes) or (of.get("role") or "").strip().lower() in _MENU_ROLES:
        return None
    if any(_is_no_item(item) for item in of.iterchildren("li")):
        return None
    named = _CLASS.search(classes)
    return _styled(of, _FORMS[named[0]] if named else "1")


def _is_no_item(item: Any) -> bool:
    """Say whether an item is a line of a program, or an article among others."""
    return _OF_CODE.fullmatch(item.get("class") or "") is not None or item.find("article") is not None


def _styled(element: Any, inherited: Form) -> Form | None:
    stated = (element.get("type") or "").strip()
    form = _FORMS.get(stated) or (None if stated.lower() in _UNNUMBERED else inherited)
    for style in _STYLE.finditer(element.get("style") or ""):
        words = style[1].lower().split()
        if _UNNUMBERED.intersection(words):
            form = None
        elif any(word.startswith("decimal") or word in _FORMS for word in words):
            form = next((_FORMS[word] for word in words if word in _FORMS), "1")
    return form
