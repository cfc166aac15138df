"""What many tests share: an encoder without a model, folders of articles, and one bot with the real model."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from qa_bot.bot import QABot
from qa_bot.engine import Engine
from tests import ray_nodes
from tests.hashing_encoder import HashingEncoder

# As the encoder sets it, here before any test imports torch; see `SentenceTransformerEncoder.load`.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

# A machine that is busy with other work fails no test.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

ROOT = Path(__file__).parent.parent
SAMPLE_ARTICLES = ROOT / "articles"

Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's own configuration and libraries out of every test, and every test out of them."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    own = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
    for name in (*own, *(key for key in os.environ if key.startswith("QA_BOT_"))):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a file into the folder tmp_path/articles and returns its path."""

    def write_file(name: str, content: str | bytes = "") -> Path:
        path = tmp_path / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


@pytest.fixture(scope="session")
def real_bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QABot]:
    """Open a bot with the bundled model over the sample articles."""
    bot = QABot.open(SAMPLE_ARTICLES, engine=Engine.load(), library=tmp_path_factory.mktemp("library"))
    bot.sync()
    yield bot
    bot.close()


@pytest.fixture(scope="session")
def ray_folder() -> Iterator[Path]:
    with ray_nodes.cluster() as folder:
        yield folder


@pytest.fixture
def ray_cluster(ray_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Let "auto" find the cluster of the tests, and return its address; see to it that each test leaves it."""
    import ray

    monkeypatch.setattr("ray._private.services.find_gcs_addresses", functools.cache(set))  # others may run here
    monkeypatch.setenv("RAY_TMPDIR", str(ray_folder))
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    yield (ray_folder / "ray" / "ray_current_cluster").read_text().strip()
    was_left = not ray.is_initialized()
    ray.shutdown()
    assert was_left, "the test is still in the cluster"
