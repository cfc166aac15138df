from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.jobs import KILLS, SEED, Worker, working


@pytest.fixture(autouse=True)
def command() -> None:
    """Say, where a test fails, what does the same again."""
    print(f"FAULTS_SEED={SEED} FAULTS_KILLS={KILLS} pytest tests/faults")  # noqa: T201  (shown with a failure alone)


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    with working() as started:
        yield started
