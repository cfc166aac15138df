"""Connects to Milvus, which is an extra, and says in one line what goes wrong there."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from embeddings.errors import SharedStoreError
from embeddings.plaintext import one_line

if TYPE_CHECKING:
    from embeddings.milvus_address import Address

TIMEOUT = 60
"""Seconds for each call; without one, pymilvus tries again for minutes."""
CONNECT_TIMEOUT = 10


def connected(address: Address) -> Any:
    """Return a client of the server, or of the database of Milvus Lite, that a store lies in.

    Raises:
        SharedStoreError: it cannot be reached or opened, or the extra is missing.

    """
    library = _pymilvus(address)
    with explained(address):
        return library.MilvusClient(uri=address.uri, token=address.token, timeout=CONNECT_TIMEOUT)


def disconnect(client: Any, address: Address) -> None:
    client.close()
    if address.is_lite:  # the client alone would keep the file from others
        from milvus_lite.server_manager import server_manager_instance

        server_manager_instance.release_server(address.uri)


def _pymilvus(address: Address) -> Any:
    """Return the module, its messages kept from the terminal: what goes wrong is said in one line."""
    try:
        import pymilvus

        if address.is_lite:
            import milvus_lite  # noqa: F401  (pymilvus says less clearly that it is missing)
    except ImportError as error:
        message = (
            f'--store needs Milvus\'s client ({error.name} is missing): install it with `pip install "qa-bot[milvus]"`'
        )
        raise SharedStoreError(message) from None
    for name in (
        "pymilvus",
        "pymilvus.milvus_client",
        "pymilvus.bulk_writer",
        "pymilvus.client.iterator",
        "milvus_lite",
    ):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return pymilvus


@contextlib.contextmanager
def explained(address: Address) -> Iterator[None]:
    """Turn what Milvus raises into a `SharedStoreError` that explains it."""
    from pymilvus.exceptions import MilvusException

    try:
        yield
    except MilvusException as error:
        reason = one_line(str(error.message))
        if "Open local milvus failed" in reason:
            message = (
                f"the store {address} cannot be opened: another program has it open, it may not be written, or it is "
                "no database of Milvus Lite"
            )
        elif "Fail connecting to server" in reason or "UNAVAILABLE" in reason:
            message = f"the store {address} cannot be reached: start its server, or check the address after --store"
        else:
            message = f"the store {address} cannot be used ({reason}): check its server, or leave out --store"
        raise SharedStoreError(message) from error
