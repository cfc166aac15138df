from __future__ import annotations

import pytest

from qa_bot.tui.keys import complaints, shown_keys

OWN = {"source": "ctrl+o", "help": "f1", "articles": "f3", "find": "ctrl+f"}


@pytest.mark.parametrize(
    "keys", ["ctrl+o,f10", "question_mark", "ctrl+shift+left", "alt+x", "ü", "ctrl+slash", "pageup", "minus", "f5, f6"]
)
def test_a_key_as_textual_writes_it_is_one(keys: str) -> None:
    assert list(complaints({"source": keys}, OWN)) == []


@pytest.mark.parametrize("key", ["contrl+o", "ctrl-o", "f99", "the any key", "", "\x1b[31m", "ctrl+"])
def test_a_key_that_no_keyboard_has_is_told(key: str) -> None:
    (told,) = complaints({"source": key}, OWN)
    assert told.endswith("for source is no key: write it as in ctrl+o, f10 or question_mark.")
    assert "\x1b" not in told


def test_a_binding_that_does_not_exist_and_a_key_of_two_are_told() -> None:
    assert list(complaints({"halp": "f12", "find": "f3"}, OWN)) == [
        "There is no key halp: choose from articles, find, help, source.",
        "F3 is the key of articles and find: give one of them another.",
    ]


def test_keys_are_shown_as_on_a_keyboard() -> None:
    assert shown_keys("ctrl+o, f10") == "Ctrl+O F10"
