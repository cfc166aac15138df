"""Writes a formula of Word or in MathML as it is typed in a line: "a/b", "x^2", "√(x + 1)".

Knows no format around it; the elements' tags are without a namespace.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from embeddings.formats.package import attribute
from embeddings.formats.symbols import character
from embeddings.formats.word_styles import is_on

_DEEPEST = 40
"""Elements within one another beyond which a formula's letters are read and nothing else of it."""
_SILENT = frozenset(["annotation", "annotation-xml", "del", "moveFrom", "mphantom"])
_WORDS = frozenset(["t", "mi", "mn", "mo", "ms", "mtext"])
_INVISIBLE = str.maketrans({"\u2061": " ", "\u2063": "", "\u2064": " ", "\xa0": " "})
"""Signs for what nobody writes: a function of, and, plus; times is one too."""
_TIMES, _BEGIN, _END = "\u2062", "\ufdd0", "\ufdd1"
"""The last two are nobody's characters, around a fraction until it is known what stands beside it."""
_APART = re.compile(
    rf"(?<=[\w)\]}}'′!]){_END}*{_BEGIN}|{_END}(?=[\w(\[{{√∛∜∂∑∏∫^])"
    rf"|(?<=[^\W\d_]{{2}}){_TIMES}(?=\w)|(?<=\w){_TIMES}(?=[^\W\d_]{{2}})"
)
"""Where a space keeps "2" from "1/2", "1/2" from "x", and one word from another."""
_MARKS = str.maketrans("", "", _TIMES + _BEGIN + _END)
_ONE = re.compile(r"[+\-−–±]?(?:[\d.,]+|∂?[^\W\d_]+)['′*]*|[^\w\s]")
"""What stands for itself behind a stroke or above a line; anything else has brackets."""
_ONE_BEFORE = re.compile(r"[+\-−–±]?∂?[\w.,]+['′!]*|[^\w\s()]+")
"""And before a stroke, or as what is raised."""
_RELATION = re.compile(r"\s*[=≠<>≤≥≈≡∼≅∝→⇒⇔⟹⟺]")
_BLANKS = ("br", "cr", "mspace", "ptab", "tab")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def in_line(formula: Any) -> str:
    """Return the formula that is in an element on one line; "" if there is none."""
    return " ".join(_parted(_written(formula, 0)).split())


def _parted(text: str) -> str:
    """Return a text with spaces where what stands side by side would be read as one."""
    return _APART.sub(" ", text).translate(_MARKS)


def _written(element: Any, depth: int) -> str:
    tag = element.tag
    if _is_silent(element):
        return ""
    if tag in _WORDS or depth >= _DEEPEST:
        return _typed(element)
    if tag in _IN_WORD:
        return _IN_WORD[tag](_Parts(element, depth))
    children = [child for child in element if isinstance(child.tag, str)]
    written = [_written(child, depth + 1) for child in children]
    loose = [each if each and each.strip() else "" for each in (element.text, *(child.tail for child in children))]
    if tag in _IN_MATHML and not any(loose) and len(written) <= _MOST_PARTS.get(tag, len(written)):
        return _IN_MATHML[tag](element, written)
    if tag == "semantics" and children:
        return written[0]
    return loose[0] + "".join(map("".join, zip(written, loose[1:], strict=True)))


def _is_silent(element: Any) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _SILENT or tag.endswith("Pr"):
        return True
    return tag == "r" and any(map(is_on, element.iterfind("rPr/vanish")))


def _typed(element: Any) -> str:
    """Return the letters and signs in an element, without what is around them in MathML, unless it is a text."""
    text = "".join(element.itertext()).translate(_INVISIBLE)
    return text if element.tag in ("t", "mtext") else text.strip() or " " * bool(text)


class _Parts:
    """The named parts of an element of Word's, written."""

    def __init__(self, element: Any, depth: int) -> None:
        self.element = element
        self.depth = depth

    def __getitem__(self, name: str) -> str:
        return "".join(self.all(name))

    def all(self, name: str) -> list[str]:
        return [_written(each, self.depth + 1).strip() for each in self.element.iterfind(name)]

    def says(self, path: str, otherwise: str) -> str:
        """Return what a property says, which may be nothing; the other if there is none."""
        found = self.element.find(path)
        return otherwise if found is None else attribute(found, "val")


def _one(text: str, pattern: re.Pattern[str] = _ONE) -> str:
    text = _parted(text)
    is_one = not text or pattern.fullmatch(text) or _is_bracketed(text) or not _is_closed(text)
    return text if is_one else f"({text})"


def _is_closed(text: str) -> bool:
    """Say whether a text has its brackets in pairs: one whose other is elsewhere leads out of it."""
    depth = 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        if depth < 0:
            return False
    return depth == 0


def _is_bracketed(text: str) -> bool:
    """Say whether the bracket that a text begins with is closed at its end, and not before."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place > 0 and place == len(text) - 1
    return False


def _fraction(above: str, below: str, *, has_line: bool = True) -> str:
    if not has_line:
        return f"{above}; {below}"
    line = f"{_one(above, _ONE_BEFORE)}/{_one(below)}"
    return f"{_BEGIN}{line}{_END}" if above and below else line


def _scripts(base: str, below: str = "", above: str = "") -> str:
    below, above = below.strip(), above.strip()
    base = _one(base.strip(), _ONE_BEFORE)
    return base + (f"_{_one(below)}" if below else "") + (f"^{_one(above)}" if above else "")


def _root(inside: str, degree: str = "") -> str:
    degree = degree.strip()
    return f"{_ROOTS.get(degree) or f'^{_one(degree)}√'}({inside.strip()})"


def _of(name: str, argument: str) -> str:
    return f"{name}{'' if argument.startswith('(') else ' '}{argument}"


def _delimited(parts: _Parts) -> str:
    inside = parts.says("dPr/sepChr", "|").join(parts.all("e"))
    return f"{parts.says('dPr/begChr', '(')}{inside}{parts.says('dPr/endChr', ')')}"


def _summed(parts: _Parts) -> str:
    return f"{_scripts(parts.says('naryPr/chr', '∫') or '∫', parts['sub'], parts['sup'])} {parts['e']}"


def _rows(parts: _Parts) -> str:
    return "; ".join(_cells(_Parts(row, parts.depth + 1).all("e")) for row in parts.element.iterfind("mr"))


_IN_WORD: dict[str, Callable[[_Parts], str]] = {
    "f": lambda parts: _fraction(parts["num"], parts["den"], has_line=parts.says("fPr/type", "bar") != "noBar"),
    "sSup": lambda parts: _scripts(parts["e"], above=parts["sup"]),
    "sSub": lambda parts: _scripts(parts["e"], parts["sub"]),
    "sSubSup": lambda parts: _scripts(parts["e"], parts["sub"], parts["sup"]),
    "sPre": lambda parts: f"{_scripts('', parts['sub'], parts['sup'])}{parts['e']}",
    "limLow": lambda parts: _scripts(parts["e"], parts["lim"]),
    "limUpp": lambda parts: _scripts(parts["e"], above=parts["lim"]),
    "rad": lambda parts: _root(parts["e"], parts["deg"]),
    "func": lambda parts: _of(parts["fName"], parts["e"]),
    "d": _delimited,
    "nary": _summed,
    "m": _rows,
    "eqArr": lambda parts: "; ".join(parts.all("e")).replace("&", ""),
    "sym": lambda parts: character(attribute(parts.element, "font"), attribute(parts.element, "char")),
    "AlternateContent": lambda parts: (parts.all("Choice") or parts.all("Fallback") or [""])[0],
    "noBreakHyphen": lambda _: "-",
    **dict.fromkeys(_BLANKS, lambda _: " "),
}
"""How the parts of Word's formulas are put together; what is not named here stands one behind the other."""


def _at(written: Sequence[str], place: int) -> str:
    return written[place] if place < len(written) else ""


def _cells(written: Sequence[str]) -> str:
    """Return a row's cells on one line: what they are parted by, unless they are only put below one another."""
    line = ""
    for cell in map(str.strip, written):
        is_parted = not line or line.endswith((",", ";")) or _RELATION.match(cell) is not None
        line += f"{'' if is_parted else ','} {cell}" if line else cell
    return line


def _fenced(element: Any, written: Sequence[str]) -> str:
    first, last = (element.get(name, sign) for name, sign in (("open", "("), ("close", ")")))
    separators = "".join(element.get("separators", ",").split())
    pieces: list[str] = []
    for place, each in enumerate(written):
        pieces += [separators[min(place, len(separators)) - 1], " "] if place and separators else []
        pieces.append(each)
    return f"{first}{''.join(pieces)}{last}"


def _around(element: Any, written: Sequence[str]) -> str:
    """Return what has signs below and above it on both sides, given in pairs: behind it, then before it."""
    tags = [child.tag for child in element if isinstance(child.tag, str)]
    before = tags.index("mprescripts") if "mprescripts" in tags else len(tags)
    left, right = written[before + 1 :], written[1:before]
    return "".join(
        [
            *(_scripts("", *left[place : place + 2]) for place in range(0, len(left), 2)),
            _one(_at(written, 0).strip(), _ONE_BEFORE),
            *(_scripts("", *right[place : place + 2]) for place in range(0, len(right), 2)),
        ]
    )


def _beyond(element: Any, written: Sequence[str], *, is_above: bool) -> str:
    """Return what has something above or below it, unless that is a mark upon it as a vector has."""
    tags = [child.tag for child in element if isinstance(child.tag, str)]
    if _at(tags, 1) == "mo":
        return _at(written, 0)
    beside = _at(written, 1)
    return _scripts(_at(written, 0), above=beside) if is_above else _scripts(_at(written, 0), beside)


_IN_MATHML: dict[str, Callable[[Any, Sequence[str]], str]] = {
    "mfrac": lambda element, written: _fraction(
        _at(written, 0).strip(),
        _at(written, 1).strip(),
        has_line=re.fullmatch(r"0\w*", element.get("linethickness", "")) is None,
    ),
    "msup": lambda _, written: _scripts(_at(written, 0), above=_at(written, 1)),
    "msub": lambda _, written: _scripts(_at(written, 0), _at(written, 1)),
    "msubsup": lambda _, written: _scripts(*written[:3]) if written else "",
    "munderover": lambda _, written: _scripts(*written[:3]) if written else "",
    "munder": lambda element, written: _beyond(element, written, is_above=False),
    "mover": lambda element, written: _beyond(element, written, is_above=True),
    "msqrt": lambda _, written: _root("".join(written)),
    "mroot": lambda _, written: _root(_at(written, 0), _at(written, 1)),
    "mfenced": _fenced,
    "mtable": lambda _, written: "; ".join(written),
    "mtr": lambda _, written: _cells(written),
    "mlabeledtr": lambda _, written: _cells(written),
    "mmultiscripts": _around,
}
"""How MathML's are."""
_MOST_PARTS = {
    **dict.fromkeys(("mfrac", "msup", "msub", "munder", "mover", "mroot"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
"""Parts beyond which one of these is something else."""
