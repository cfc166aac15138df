"""Spreads the embedding of documents over the machines of a Ray cluster; what a vector is, the wrapped encoder says.

Ray is optional, and imported only here, when a cluster is named.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import signal
import socket
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from embeddings.errors import EncoderError
from embeddings.plaintext import one_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from embeddings.encoder import Encoder

NOT_INSTALLED = '--ray needs Ray: install it with `pip install "qa-bot[ray]"`'
_TO_DO = 'start one with "ray start --head", or leave out --ray'
_BATCHES_A_MACHINE = 8
"""Batches that each machine gets of the texts that are given at once: few leave the fast ones idle at the end."""
_BATCHES_AHEAD = 2
"""Batches that a machine has at a time: one that it computes and one that waits for it."""
_ANSWERS_WITHIN = 5
"""Seconds within which a cluster's port must answer: without it, Ray itself would wait a quarter of an hour."""
_LOADED_WITHIN = 900
"""Seconds within which a machine must have loaded its model, which it may have to download."""
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class _Machine:
    """One machine of the cluster, and the process there that embeds."""

    name: str
    processors: int
    worker: Any
    """A handle of `_Worker`."""


class RayEncoder:
    """An `Encoder` that embeds documents on a cluster and queries here. Its caller serialises the calls."""

    def __init__(self, local: Encoder, machines: Sequence[_Machine]) -> None:
        self._local = local
        self._machines = machines

    @classmethod
    def load(cls, address: str, load_encoder: Callable[[], Encoder]) -> RayEncoder:
        """Load the encoder here and on every machine of a cluster; `load_encoder` is sent there by its name.

        The address is "auto" for the cluster that this machine belongs to, or host:port.

        Raises:
            EncoderError: Ray or the cluster is missing, or the encoder cannot be loaded everywhere, or is not the same.

        """
        _connect(address)
        machines: list[_Machine] = []
        try:
            machines += _started()
            loading = [machine.worker.load.remote(load_encoder, machine.processors) for machine in machines]
            local = load_encoder()
            for machine, reference in zip(machines, loading, strict=True):
                _check_model(machine, _loaded(machine, reference), local.model)
        except BaseException:
            _disconnect(machines)
            raise
        return cls(local, machines)

    def close(self) -> None:
        """End the processes that embed, and leave the cluster."""
        _disconnect(self._machines)

    @property
    def model(self) -> str:
        return self._local.model

    @property
    def dimension(self) -> int:
        return self._local.dimension

    @property
    def max_tokens(self) -> int:
        return self._local.max_tokens

    @property
    def at_once(self) -> int:
        return self._local.at_once * _BATCHES_A_MACHINE * len(self._machines)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._local.count_tokens(texts)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        return self._local.encode_query(text)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the texts' vectors; each machine gets its next batch when it has done one.

        Raises:
            EncoderError: a machine failed.

        """
        import numpy as np
        import ray

        size = self._local.at_once
        vectors = np.empty((len(texts), self.dimension), np.float32)
        starts = deque(range(0, len(texts), size))
        free = deque([*self._machines] * _BATCHES_AHEAD)
        running: dict[Any, tuple[int, _Machine]] = {}
        while starts or running:
            while starts and free:
                start, machine = starts.popleft(), free.popleft()
                running[machine.worker.encode.remote(list(texts[start : start + size]))] = start, machine
            (done, *_), _ = ray.wait(list(running), num_returns=1)
            start, machine = running.pop(done)
            vectors[start : start + size] = _embedded(machine, done)
            free.append(machine)
        return vectors


class _Worker:
    """Holds the encoder on a machine of the cluster, where Ray runs it in a process of its own."""

    def load(self, load_encoder: Callable[[], Encoder], processors: int) -> str:
        """Load the encoder and return its model's name; not done in `__init__`, whose errors Ray hides."""
        os.environ["OMP_NUM_THREADS"] = str(processors)  # Ray sets 1 where nothing is reserved; torch goes by it
        self._encoder = load_encoder()
        return self._encoder.model

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        return self._encoder.encode_documents(texts)


def _connect(address: str) -> None:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # else Ray tells its makers, over the network
    os.environ.setdefault("RAY_ENABLE_UV_RUN_RUNTIME_ENV", "0")  # else `uv run` copies the working folder there
    os.environ.setdefault("RAY_NUM_REDIS_GET_RETRIES", "2")  # of 40 s each; its default are 20
    try:
        import ray
        from ray._private import worker
    except ImportError:
        raise EncoderError(NOT_INSTALLED) from None
    if ray.is_initialized():
        raise EncoderError("this program is in a Ray cluster already: leave that first")
    found = _cluster(address)
    worker._worker_logs_enabled = False  # nothing public keeps Ray from writing about the cluster to standard output
    try:
        with _own_signals(), contextlib.chdir(os.sep):  # workers import from the working folder, whatever lies there
            ray.init(address=found, logging_level=logging.ERROR, log_to_driver=False, configure_logging=False)
    except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        _disconnect([])
        raise EncoderError(
            f"the Ray cluster at {found} cannot be joined ({_reason(error)}): this machine must belong to it, "
            "with the same versions of Ray and Python"
        ) from error


def _cluster(address: str) -> str:
    """Return the cluster's host and port, at which something answers.

    Raises:
        EncoderError: there is none, or the address is not one.

    """
    from ray._private import services

    if address == "auto":
        address = os.environ.get("RAY_ADDRESS") or "auto"
    if address == "auto":
        try:
            address = str(services.canonicalize_bootstrap_address("auto"))
        except (ConnectionError, ValueError):
            raise EncoderError(f"no Ray cluster runs on this machine: {_TO_DO}") from None
    host, _, port = address.rpartition(":")
    if not re.fullmatch(r"\[[^][/]+\]|[^][/:]+", host) or not re.fullmatch(r"[0-9]{1,5}", port):
        raise EncoderError(
            f"--ray must be auto or host:port, not {one_line(address)}: write it as `ray start` shows it, "
            "on a machine that belongs to the cluster"
        )
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_ANSWERS_WITHIN).close()
    except (OSError, OverflowError, UnicodeError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or _reason(error)
        raise EncoderError(f"no Ray cluster answers at {one_line(address)} ({reason}): {_TO_DO}") from None
    return address


@contextlib.contextmanager
def _own_signals() -> Iterator[None]:
    """Keep the handler of SIGTERM, which Ray replaces."""
    handler = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGTERM) is not handler:
            signal.signal(signal.SIGTERM, handler)


def _started() -> list[_Machine]:
    """Start a worker on every living machine that has processors to give."""
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    nodes: list[dict[str, Any]] = ray.nodes()  # type: ignore[no-untyped-call]  # Ray's own
    actor = ray.remote(num_cpus=0)(_Worker)  # reserving processors would wait for whoever has them
    machines = []
    for node in nodes:
        processors = int(node["Resources"].get("CPU", 0)) if node["Alive"] else 0
        if processors:
            here = NodeAffinitySchedulingStrategy(node["NodeID"], soft=False)
            name = f"{node['NodeManagerHostname']} ({node['NodeManagerAddress']})"
            machines.append(_Machine(name, processors, actor.options(scheduling_strategy=here).remote()))
    if not machines:
        raise EncoderError("no machine of the Ray cluster has processors to give: add one, or leave out --ray")
    return machines


def _loaded(machine: _Machine, reference: Any) -> str:
    """Return the model that a machine has loaded."""
    import ray

    try:
        model: str = ray.get(reference, timeout=_LOADED_WITHIN)
    except (ray.exceptions.RayError, RuntimeError) as error:
        raise EncoderError(
            f"{machine.name} in the Ray cluster cannot load the model ({_reason(error)}): "
            "install this version of qa-bot and the model there"
        ) from error
    return model


def _check_model(machine: _Machine, model: str, local_model: str) -> None:
    if model != local_model:
        raise EncoderError(
            f"{machine.name} in the Ray cluster computes with {model} and this machine with {local_model}, "
            "whose vectors do not compare: name one model that is the same everywhere"
        )


def _embedded(machine: _Machine, reference: Any) -> NDArray[np.float32]:
    """Return the vectors that a machine has computed."""
    import ray

    try:
        vectors: NDArray[np.float32] = ray.get(reference)
    except ray.exceptions.RayError as error:
        raise EncoderError(
            f"{machine.name} in the Ray cluster failed ({_reason(error)}): "
            "what was embedded so far is kept; run the same again to go on"
        ) from error
    return vectors


def _disconnect(machines: Sequence[_Machine]) -> None:
    import ray
    from ray._private import worker

    for machine in machines:
        with contextlib.suppress(Exception):  # it is dead already, or the cluster is
            ray.kill(machine.worker)
    ray.shutdown()
    worker._worker_logs_enabled = True


def _reason(error: BaseException) -> str:
    """Return in one line of bearable length why something failed."""
    import ray

    if isinstance(error, ray.exceptions.ActorUnavailableError):
        return "it does not answer any more"
    cause = getattr(error, "cause", None) or error  # what a worker raised comes with its traceback as the message
    lines = [line for line in str(cause).splitlines() if line.strip()] or [type(cause).__name__]
    line = one_line(lines[-1] if isinstance(cause, ray.exceptions.ActorDiedError) else lines[0])
    return line if len(line) <= _LONGEST_REASON else line[:_LONGEST_REASON].rsplit(" ", 1)[0] + " …"
