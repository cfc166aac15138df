"""A Ray cluster for the tests: two machines of it, both of them this one."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent


@contextlib.contextmanager
def cluster() -> Iterator[Path]:
    """Run a cluster, and yield a folder that holds its address in the file ray/ray_current_cluster."""
    # Not in pytest's own folder: the paths of its sockets would be too long.
    with tempfile.TemporaryDirectory(prefix="ray-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with _node(folder / "ray", "--head", "--port=0", "--num-cpus=2", "--include-dashboard=false"):
            address = (folder / "ray" / "ray_current_cluster").read_text().strip()
            with _node(folder / "other", f"--address={address}", "--num-cpus=1"):
                from ray._private import services

                (socket,) = (folder / "other").glob("session_2*/sockets/plasma_store")
                services.wait_for_node(address, str(socket), timeout=120)
                yield folder


@contextlib.contextmanager
def _node(folder: Path, *options: str) -> Iterator[None]:
    command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--block", "--disable-usage-stats"]
    sizes = ["--object-store-memory=80000000", "--include-log-monitor=false", f"--temp-dir={folder}"]
    environment = {**os.environ, "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    folder.mkdir()
    told = folder / "log"
    with (
        told.open("wb") as log,
        subprocess.Popen(
            [*command, *sizes, *options],
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=environment,
            cwd=folder,
        ) as process,
    ):
        try:
            wait_until(lambda: "Ray runtime started" in told.read_text() or process.poll() is not None)
            assert process.poll() is None, told.read_text()
            yield
        finally:
            process.terminate()


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait, generously, until something is so.

    Raises:
        TimeoutError: it is not after two minutes.

    """
    for _ in range(1_200):
        if is_so():
            return
        time.sleep(0.1)
    raise TimeoutError("it does not come to be so")


def has_ended(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False
