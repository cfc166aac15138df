from __future__ import annotations

import json
from pathlib import Path

from benchmarks.snippets import Pieces, counted, judged_pages


def test_pieces_are_counted_whatever_space_is_between_their_words(tmp_path: Path) -> None:
    listed = {
        "https://a.example": {
            "file": "a.html",
            "with": ["froze  in\nMarch", "in May"],
            "without": ["Subscribe", "Home"],
        },
        "https://b.example": {"file": "b.html", "with": ["it thawed"], "without": []},
    }
    for folder, name in (("cache", "a.html"), ("eval", "b.html")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes(b"It froze in March. Home")
    (tmp_path / "evaldata.json").write_text(json.dumps(listed))
    pages = list(judged_pages(tmp_path))
    assert [(page.name, page.content) for page in pages] == [
        ("a.html", b"It froze in March. Home"),
        ("b.html", b"It froze in March. Home"),
    ]
    found = counted(pages, bytes.decode)
    assert found == Pieces(kept=1, lost=2, kept_wrongly=1, left_out=1)
    assert (found.precision, found.recall, found.f1, found.accuracy) == (1 / 2, 1 / 3, 2 / 5, 2 / 5)


def test_what_keeps_nothing_has_no_score() -> None:
    nothing = Pieces(0, 3, 0, 2)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0, 0, 0)
