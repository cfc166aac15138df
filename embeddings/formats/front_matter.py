"""Reads front matter, which generators of sites have at the beginning of a text: YAML, as Jekyll, or TOML, as Hugo."""

from __future__ import annotations

import re
from typing import Any

from embeddings.documents import Document
from embeddings.furniture import date_of
from embeddings.plaintext import clean
from embeddings.stated import day_in
from embeddings.values import is_url

_FRONT_MATTER = re.compile(
    r"\A\ufeff?(?:---[ \t\r]*\n(?P<yaml>.{0,20000}?)^(?:---|\.\.\.)"
    r"|\+\+\+[ \t\r]*\n(?P<toml>.{0,20000}?)^\+\+\+)[ \t\r]*$\n?",
    re.DOTALL | re.MULTILINE,
)
_ADDRESSES = ("canonical_url", "canonicalurl", "canonical", "permalink", "url")
_PLACES = (*_ADDRESSES, "path", "slug", "aliases")
"""Where generators of sites put what they make of a file: the day is often part of it."""
_FIELD = re.compile(r"^([\w-]+)[ \t]*:[ \t]+(.*\S)", re.MULTILINE)


def split_front_matter(text: str) -> tuple[Document, str]:
    """Return what a text's front matter states of it, a document without blocks, and the text behind it.

    Where there is none, nothing is stated and the text is whole.
    """
    found = _FRONT_MATTER.match(text)
    fields = _fields(found) if found else None
    if found is None or fields is None:
        return Document(), text
    stated = Document(
        title=fields.get("title"),
        author=fields.get("author"),
        published=fields.get("date") or fields.get("day"),
        language=fields.get("lang", ""),
        url=fields.get("url"),
        date_from="source" if "date" in fields else "address",
    )
    return stated, text[found.end() :]


def _fields(front_matter: re.Match[str]) -> dict[str, str] | None:
    """Return title, author, dates, language and address of a front matter, what of them it has; None if it is none."""
    yaml, toml = front_matter["yaml"], front_matter["toml"]
    loaded = _from_toml(clean(toml)) if yaml is None else _from_yaml(clean(yaml))
    if not isinstance(loaded, dict) or not loaded:
        return None
    found = {key.lower(): value for key, value in loaded.items() if isinstance(key, str)}
    fields = {
        "title": _flat(found.get("title")),
        "author": _flat(found.get("author") or found.get("authors")),
        "lang": _flat(found.get("lang") or found.get("language")),
    }
    for key in ("date", "published", "pubdate"):
        if found.get(key):
            fields["date"] = _iso(_flat(found[key]))
            break
    places = {key: _flat(found.get(key)) for key in _PLACES}
    fields["url"] = next((places[key] for key in _ADDRESSES if is_url(places[key])), "")
    fields["day"] = next((day for place in places.values() if (day := day_in(place))), "")
    return {key: value for key, value in fields.items() if value}


def _from_yaml(text: str) -> Any:
    """Return what is written in YAML; None for what is nested too deep.

    People write `title: The tide: a report`, which is not YAML: then its lines are read one by one.
    """
    import yaml

    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # all scalars stay strings: no title turns into a date
    except RecursionError:
        return None
    except yaml.YAMLError:
        return {key: value.strip("\"'") for key, value in _FIELD.findall(text)}


def _from_toml(text: str) -> dict[str, Any] | None:
    """Return what is written in TOML, as Hugo's users do, its scalars as strings; None if it is not TOML."""
    import tomllib

    try:
        loaded = tomllib.loads(text)
    except (ValueError, RecursionError):
        return None
    return {key: value if isinstance(value, (dict, list)) else str(value) for key, value in loaded.items()}


def _flat(value: Any) -> str:
    """Return a string, the name in a mapping, or several of them; what is nested deeper is none of ours."""
    names = [item.get("name") if isinstance(item, dict) else item for item in _listed(value)]
    return ", ".join(name for name in names if isinstance(name, str))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _iso(value: str) -> str:
    timestamp = re.match(r"\d{4}-\d\d-\d\d", value)
    return date_of(timestamp[0] if timestamp else value) or ""
