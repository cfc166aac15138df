"""Says which keys call what, and what is wrong with those that a reader has set."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from embeddings.plaintext import one_line

if TYPE_CHECKING:
    from textual.app import App

_HELD = frozenset({"ctrl", "shift", "alt", "meta", "super", "hyper"})
_NAMED = frozenset(each.value.rpartition("+")[2] for each in Keys) | frozenset(KEY_NAME_REPLACEMENTS.values())


def shown_keys(keys: str) -> str:
    """Return keys as they are shown: "Ctrl+O F3" for "ctrl+o,f3"."""
    return " ".join("+".join(part[:1].upper() + part[1:] for part in key.strip().split("+")) for key in keys.split(","))


def key_of(app: App[Any], name: str) -> str:
    """Return the first key that calls a binding of the app, or of its first screen, by the binding's id."""
    active = app.screen_stack[0].active_bindings
    return next((shown_keys(key) for key, each in active.items() if each.binding.id == name), "")


def complaints(wanted: Mapping[str, str], bindings: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with keys that are wanted, by the ids of bindings, instead of those that these have.

    A binding that does not exist, a key that no keyboard has, and one key for two bindings.
    """
    for name in sorted(wanted.keys() - bindings.keys()):
        yield f"There is no key {one_line(name)}: choose from {', '.join(sorted(bindings))}."
    named: dict[str, list[str]] = {}
    for name, own in bindings.items():
        for key in wanted.get(name, own).split(","):
            if _is_key(key.strip()):
                named.setdefault(shown_keys(key), []).append(name)
            else:
                yield f"“{one_line(key)}” for {name} is no key: write it as in ctrl+o, f10 or question_mark."
    for key, names in named.items():
        if len(names) > 1:
            yield f"{one_line(key)} is the key of {' and '.join(names)}: give one of them another."


def _is_key(key: str) -> bool:
    """Say whether a key is written as Textual writes it: what is held, and a character or its name in Unicode."""
    *held, name = key.split("+")
    return _HELD.issuperset(held) and (len(name) == 1 or name in _NAMED or _is_character(name))


def _is_character(name: str) -> bool:
    try:
        unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return False
    return True
