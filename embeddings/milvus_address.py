"""Where a shared store is, and how that is typed: it is known before anything of Milvus is."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

DEFAULT_COLLECTION, DEFAULT_PORT = "qa_bot", 19530

_COLLECTION = re.compile(r"[A-Za-z_]\w{0,254}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a shared store is."""

    uri: str
    """As pymilvus takes it: an http address, or the path of a database of Milvus Lite."""
    collection: str
    token: str = ""
    """User and password, with a colon between them."""

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read milvus://[USER:PASSWORD@]HOST[:PORT]/COLLECTION, or the path of a database of Milvus Lite, NAME.db.

        Raises:
            ValueError: it is neither.

        """
        if "://" not in text and text.endswith(".db"):
            return cls(os.path.expanduser(text), DEFAULT_COLLECTION)  # noqa: PTH111  (Path's fails for an unknown user)
        form = "it must be milvus://HOST:PORT/COLLECTION, or a database of Milvus Lite, NAME.db"
        try:
            parts = urlsplit(text)
            host, port = parts.hostname, parts.port or DEFAULT_PORT
        except ValueError:
            raise ValueError(form) from None
        collection = parts.path.strip("/") or DEFAULT_COLLECTION
        if parts.scheme != "milvus" or not host or not _COLLECTION.fullmatch(collection):
            raise ValueError(form)
        token = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else ""
        return cls(f"http://{f'[{host}]' if ':' in host else host}:{port}", collection, token)

    @property
    def is_lite(self) -> bool:
        return not self.uri.startswith("http://")

    def __str__(self) -> str:
        """Return the address as it may be shown: without a password."""
        return self.uri if self.is_lite else f"milvus{self.uri.removeprefix('http')}/{self.collection}"
