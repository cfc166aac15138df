from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.left_out import as_meta, left_out
from embeddings.library import Library
from embeddings.store import Store
from embeddings.values import Skipped
from tests.conftest import Write
from tests.hashing_encoder import HashingEncoder


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(skipped=st.lists(st.builds(Skipped, st.text(), st.text())), noise=st.text())
def test_it_is_told_as_it_was_kept_and_noise_is_nothing(tmp_path: Path, skipped: list[Skipped], noise: str) -> None:
    with contextlib.closing(Store.open(tmp_path)[0]) as store:
        for key, value in as_meta(skipped).items():
            store.set_meta(key, value)
            assert left_out(store) == tuple(skipped)
            store.set_meta(key, f"[{noise.encode('ascii', 'ignore').decode()}")
            assert left_out(store) == ()


@pytest.mark.parametrize("place", ["notes", "notes/bad.pdf"])
def test_what_is_forgotten_is_told_no_longer(tmp_path: Path, write: Write, encoder: HashingEncoder, place: str) -> None:
    write("ice.txt", "Harbour ice\n\nThe harbour froze in March.")
    own = write("own.pdf", b"%PDF-1.4 junk")
    bad = tmp_path / "notes" / "bad.pdf"
    bad.parent.mkdir()
    bad.write_bytes(own.read_bytes())
    with (
        contextlib.closing(Library.open(tmp_path / "library", articles=own.parent, encoder=encoder)) as library,
        contextlib.closing(Store.open(tmp_path / "library")[0]) as store,
    ):
        library.sync(add=[str(tmp_path / place)])
        assert [skip.source for skip in left_out(store)] == [str(bad), "own.pdf"]
        library.forget([str(tmp_path / place)])
        assert [skip.source for skip in left_out(store)] == ["own.pdf"]
