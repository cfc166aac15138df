from __future__ import annotations

import functools
import os
import random
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import ray

from embeddings.encoder import Encoder
from embeddings.errors import EncoderError
from embeddings.minilm import MiniLMEncoder
from embeddings.ray_encoder import RayEncoder
from tests.cluster_encoders import (
    FailingEncoder,
    TellingEncoder,
    missing_elsewhere,
    named_after_path,
    named_after_place,
)
from tests.hashing_encoder import HashingEncoder
from tests.ray_nodes import has_ended, wait_until

Load = Callable[[Callable[[], Encoder]], RayEncoder]


@pytest.fixture
def load(ray_cluster: str) -> Iterator[Load]:
    """Return a function that loads an encoder on the cluster, which is left at the end."""
    loaded: list[RayEncoder] = []

    def load_it(load_encoder: Callable[[], Encoder]) -> RayEncoder:
        loaded.append(RayEncoder.load(ray_cluster, load_encoder))
        return loaded[-1]

    yield load_it
    for encoder in loaded:
        encoder.close()


@pytest.fixture
def no_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let Ray find no cluster here, and return the folder where it looks for the address of one."""
    monkeypatch.setattr("ray._private.services.find_gcs_addresses", set)
    monkeypatch.setenv("RAY_TMPDIR", str(tmp_path))
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    (tmp_path / "ray").mkdir()
    return tmp_path / "ray"


@pytest.fixture
def closed_port() -> Iterator[int]:
    """Return a port where nobody listens, and nobody else will."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def refused(address: str) -> str:
    """Return the message of the error that an address is refused with, before anything is loaded."""
    with pytest.raises(EncoderError) as caught:
        RayEncoder.load(address, lambda: pytest.fail("a model was loaded"))
    assert "\n" not in str(caught.value)
    return str(caught.value)


# what it computes


def test_the_vectors_are_those_of_the_encoder(load: Load) -> None:
    local = MiniLMEncoder.load()
    words = ["the", "old", "harbour", "froze", "under", "snow", "while", "two", "ships", "waited"]
    chance = random.Random(7)
    texts = [" ".join(chance.choices(words, k=chance.randint(1, 90))) for _ in range(300)]
    spread = load(MiniLMEncoder.load)
    vectors = spread.encode_documents(texts)
    assert vectors.dtype == np.float32
    assert (vectors * local.encode_documents(texts)).sum(axis=1).min() > 0.999
    assert (spread.model, spread.dimension, spread.max_tokens) == (local.model, local.dimension, local.max_tokens)
    assert spread.count_tokens(texts[:3]) == local.count_tokens(texts[:3])
    assert spread.encode_query("ice") @ local.encode_query("ice") > 0.999


def test_every_machine_gets_batches_and_the_order_is_kept(load: Load) -> None:
    spread = load(TellingEncoder)
    assert spread.at_once == 4 * 8 * 2
    processes, threads, sizes, numbers = spread.encode_documents([str(number) for number in range(62)]).T
    assert numbers.tolist() == list(range(62))
    assert sizes.tolist() == [4] * 60 + [2] * 2
    assert len(set(processes)) == 2
    assert os.getpid() not in processes
    assert set(threads) == {1, 2}  # as many as each machine has processors


def test_vectors_can_be_written_to(load: Load) -> None:
    assert load(HashingEncoder).encode_documents(["ice", "snow"]).flags.writeable


def test_no_texts_have_no_vectors(load: Load) -> None:
    assert load(HashingEncoder).encode_documents([]).shape == (0, 256)


def test_it_embeds_again_and_again(load: Load) -> None:
    spread = load(TellingEncoder)
    for _ in range(3):
        assert spread.encode_documents(["3", "1", "2"])[:, 3].tolist() == [3, 1, 2]


# what can go wrong


def test_a_text_that_cannot_be_embedded_names_the_machine_and_the_reason(load: Load) -> None:
    spread = load(FailingEncoder)
    with pytest.raises(EncoderError) as caught:
        spread.encode_documents(["these ships sail", "these ships fail", "and these sail"])
    assert str(caught.value) == (
        f"{socket.gethostname()} ({_address()}) in the Ray cluster failed (out of luck): "
        "what was embedded so far is kept; run the same again to go on"
    )


def test_a_process_that_dies_is_told_in_one_line(load: Load, capfd: pytest.CaptureFixture[str]) -> None:
    spread = load(FailingEncoder)
    with pytest.raises(EncoderError, match=r"in the Ray cluster failed \(.*process.*\): what was embedded") as caught:
        spread.encode_documents(["these", "ships", "die"])
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400
    with pytest.raises(EncoderError):  # by now Ray has told the program, too
        spread.encode_documents(["these", "ships", "sail"])
    spread.close()
    assert capfd.readouterr() == ("", "")


def test_a_model_that_a_machine_cannot_load_is_told(load: Load) -> None:
    with pytest.raises(EncoderError) as caught:
        load(functools.partial(missing_elsewhere, os.getpid()))
    assert "in the Ray cluster cannot load the model (the model is damaged: install again)" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_model_that_differs_is_refused(load: Load) -> None:
    with pytest.raises(EncoderError) as caught:
        load(functools.partial(named_after_place, os.getpid()))
    assert "computes with the model there and this machine with the model here" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_model_that_cannot_be_loaded_here_leaves_the_cluster(ray_cluster: str) -> None:
    with pytest.raises(EncoderError, match=r"^the model is damaged: install again$"):
        RayEncoder.load(ray_cluster, functools.partial(missing_elsewhere, 0))
    assert not ray.is_initialized()


def test_without_ray_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    assert refused("auto") == '--ray needs Ray: install it with `pip install "qa-bot[ray]"`'


@pytest.mark.parametrize(
    "address", ["ray://head:10001", "head", "head:", ":6379", "head:port", "local", "", "a b\x1b[31m:x", "::1:6379"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    assert refused(address).startswith("--ray must be auto or host:port, not ")


@pytest.mark.usefixtures("no_cluster")
def test_auto_without_a_cluster_says_how_to_start_one() -> None:
    assert refused("auto") == (
        'no Ray cluster runs on this machine: start one with "ray start --head", or leave out --ray'
    )


def test_an_address_where_nobody_listens_is_refused_at_once(closed_port: int) -> None:
    assert refused(f"127.0.0.1:{closed_port}") == (
        f"no Ray cluster answers at 127.0.0.1:{closed_port} (Connection refused): "
        'start one with "ray start --head", or leave out --ray'
    )


def test_a_cluster_that_has_ended_is_found_out_at_once(no_cluster: Path, closed_port: int) -> None:
    (no_cluster / "ray_current_cluster").write_text(f"127.0.0.1:{closed_port}")
    assert f":{closed_port} (Connection refused): start one" in refused("auto")


@pytest.mark.usefixtures("no_cluster")
def test_auto_follows_ray_s_own_variable(monkeypatch: pytest.MonkeyPatch, closed_port: int) -> None:
    monkeypatch.setenv("RAY_ADDRESS", f"127.0.0.1:{closed_port}")
    assert f":{closed_port} (Connection refused): start one" in refused("auto")
    monkeypatch.setenv("RAY_ADDRESS", "ray://head:10001")
    assert "not ray://head:10001" in refused("auto")


@pytest.mark.parametrize("address", ["127.0.0.1:99999", f"{'x' * 100}:6379"])
def test_an_address_that_cannot_be_is_refused_in_one_line(address: str) -> None:
    assert refused(address).startswith(f"no Ray cluster answers at {address} (")


def test_a_program_in_a_cluster_joins_no_other(load: Load, ray_cluster: str) -> None:
    spread = load(HashingEncoder)
    assert refused(ray_cluster) == "this program is in a Ray cluster already: leave that first"
    assert spread.encode_documents(["ice"]).shape == (1, 256)


# what it leaves alone


def test_auto_finds_the_cluster_and_closing_leaves_nothing_running(ray_cluster: str) -> None:
    spread = RayEncoder.load("auto", TellingEncoder)
    processes = {int(process) for process in spread.encode_documents([str(number) for number in range(64)])[:, 0]}
    spread.close()
    assert not ray.is_initialized()
    for process in processes:
        wait_until(functools.partial(has_ended, process))


def test_it_keeps_the_handler_of_signals(load: Load) -> None:
    before = signal.getsignal(signal.SIGTERM)
    load(HashingEncoder)
    assert signal.getsignal(signal.SIGTERM) is before


def test_nothing_is_imported_from_the_working_folder(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    load(functools.partial(named_after_path, str(tmp_path)))
    assert Path.cwd() == tmp_path


def _address() -> str:
    nodes: list[dict[str, str]] = ray.nodes()  # type: ignore[no-untyped-call]  # Ray's own
    return nodes[0]["NodeManagerAddress"]
