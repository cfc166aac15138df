from __future__ import annotations

import importlib
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from embeddings.formats import FORMATS, Format, format_of, format_of_media_type, readable
from tests.conftest import ROOT


def test_each_suffix_and_each_media_type_has_one_format() -> None:
    for names in (
        [name for each in FORMATS for name in each.suffixes],
        [name for each in FORMATS for name in each.media_types],
    ):
        assert max(Counter(names).values()) == 1
        assert all(name == name.lower() for name in names)


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
def test_each_format_is_found_and_has_its_loader(known: Format) -> None:
    module, _, function = known.loader.partition(":")
    assert callable(getattr(importlib.import_module(module), function))
    assert all(format_of(suffix) == format_of(suffix.upper()) == known for suffix in known.suffixes)
    assert all(format_of_media_type(each) == known for each in known.media_types)


def test_the_readme_names_each_format() -> None:
    readme = (ROOT / "README.md").read_text()
    assert [each.suffixes[0] for each in FORMATS if f"`{each.suffixes[0]}`" not in readme] == []


def test_what_nothing_loads_has_no_format() -> None:
    assert (format_of(".xyz"), format_of(""), format_of_media_type("image/png")) == (None, None, None)
    assert readable() == ".txt, .md, .html or .pdf"


def test_another_package_adds_a_format(tmp_path: Path) -> None:
    about = tmp_path / "shouting-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[qa_bot.formats]\nshout = shouting:load_shout\n")
    (tmp_path / "shouting.py").write_text(
        "from embeddings.documents import Block, Document\n"
        "def load_shout(content):\n"
        "    yield Document([Block(content.decode().lower())], 'Shouted')\n"
    )
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/a.SHOUT").write_text("THE HARBOUR FROZE.")
    code = (
        "import sys; from pathlib import Path; from embeddings.folder import scan\n"
        "from embeddings.loading import load_articles; from embeddings.parsing import Parser\n"
        "(file,) = scan(Path(sys.argv[1])).files\n"
        "with Parser() as parser:\n"
        "    print(load_articles(file.path.read_bytes(), source=file.source, parse=parser.parse).articles[0].text)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "articles")],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        timeout=120,
    )
    assert (done.stdout, done.stderr) == ("the harbour froze.\n", "")
