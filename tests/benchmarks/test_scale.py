from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def squad_format(title: str, count: int) -> str:
    """Return so many paragraphs in SQuAD's format, each with a question."""
    paragraphs = [
        {
            "context": f"Ship {number} of {title} brought its salted herring to the harbour.",
            "qas": [{"id": f"{title} {number}", "question": f"what did ship {number} bring?", "answers": []}],
        }
        for number in range(count)
    ]
    return json.dumps({"data": [{"title": title, "paragraphs": paragraphs}]})


def test_a_library_is_grown_and_measured(tmp_path: Path) -> None:
    data = tmp_path / "data"
    names = [f"squadshifts/{name}_v1.0.json" for name in ("new_wiki", "reddit", "amazon_reviews")]
    for name in (*names, "nq_qed/train.json", "squad/dev-v1.1.json"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(squad_format("Super_Bowl_50", 30))  # of half B
    command = [sys.executable, "-m", "benchmarks.scale", "--data", str(data), "--folder", str(tmp_path / "grown")]
    done = subprocess.run([*command, "--sizes", "40", "120"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    rows = [line.strip("| ").split(" | ") for line in done.stdout.splitlines()]
    assert [row[0] for row in rows] == ["passages", "---", "40", "120"]
    assert [row[-2] for row in rows[2:]] == ["1.0000", "1.0000"]
