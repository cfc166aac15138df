"""Keeps what of a library's files was left out when it was last brought up to date. Reads none of them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from embeddings.store import Store
from embeddings.values import Skipped

_KEY = "left out"


def left_out(store: Store) -> tuple[Skipped, ...]:
    """Return what of the files was left out when the store was last brought up to date.

    Raises:
        LibraryError: it cannot be read.

    """
    try:
        return tuple(Skipped(str(source), str(reason)) for source, reason in json.loads(store.meta(_KEY) or "[]"))
    except (TypeError, ValueError):  # of a library that came from elsewhere
        return ()


def as_meta(skipped: Iterable[Skipped]) -> dict[str, str]:
    """Return what a store notes so that `left_out` returns these."""
    return {_KEY: json.dumps([[skip.source, skip.reason] for skip in skipped])}
