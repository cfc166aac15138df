from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.jobs import Worker, working


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    with working() as started:
        yield started
