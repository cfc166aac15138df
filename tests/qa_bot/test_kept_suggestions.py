from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_bot.kept_suggestions import FILE_NAME, KeptSuggestions


def test_what_was_found_is_kept_for_one_generation_and_one_reader(tmp_path: Path) -> None:
    kept = KeptSuggestions(tmp_path, None)
    assert kept.read(3) is None
    kept.keep(3, ["Who won?", "When?"])
    assert kept.read(3) == ["Who won?", "When?"]
    assert kept.read(4) is None
    assert KeptSuggestions(tmp_path, "another").read(3) is None
    kept.keep(4, [])
    assert (kept.read(3), kept.read(4)) == (None, [])
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"null",
        b'{"of": [3, null]}',
        b'{"of": [3, null], "questions": "Who?"}',
        b'{"of": [3, null], "questions": ["Who?", 4]}',
        b'{"of": 3, "questions": []}',
    ],
)
def test_a_damaged_file_is_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    kept = KeptSuggestions(tmp_path, None)
    assert kept.read(3) is None
    kept.keep(3, ["Who won?"])
    assert kept.read(3) == ["Who won?"]


def test_what_cannot_be_read_or_written_is_as_none(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    for folder in (tmp_path, tmp_path / "missing"):
        KeptSuggestions(folder, None).keep(3, ["Who won?"])
        assert KeptSuggestions(folder, None).read(3) is None
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_hostile_questions_are_cleaned(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(json.dumps({"of": [3, None], "questions": ["Who\x1b[2J\nwon\u202e\ud800?"]}))
    [question] = KeptSuggestions(tmp_path, None).read(3) or []
    assert question.isprintable()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.binary())
def test_whatever_the_file_holds_nothing_is_raised(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    KeptSuggestions(tmp_path, None).read(3)
