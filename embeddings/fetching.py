"""Fetches web pages, within bounds and as their sites allow it."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import threading
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar, overload
from urllib.parse import urldefrag, urlsplit

from embeddings.changed_files import Page
from embeddings.errors import Cancelled, UnreadableArticleError
from embeddings.formats import Format, format_of, format_of_media_type
from embeddings.plaintext import decode_as, one_line
from embeddings.values import Skipped

if TYPE_CHECKING:
    import httpx

_AGENT = "qa-bot"
_ACCEPTED = "text/html, application/xhtml+xml, text/plain, text/markdown, */*;q=0.8"
_NOT_MODIFIED = 304
_ERROR_NUMBER = re.compile(r"^\[Errno -?\d+\] ")
_TEXTS = frozenset(["text", "Markdown", "HTML", "reStructuredText", "CSV"])
"""Formats whose encoding the server may know: XML says its own, and what is no text has none."""
_AT_ONCE = 8
"""Servers that are asked at the same time."""
_PATIENCE, _CONNECTS_WITHIN = 30, 10
"""Seconds without a byte after which a server is given up, and without a connection."""
_LOOKS_EVERY = 0.1
"""Seconds after which one who waits for servers looks whether to go on waiting."""
_LONGEST = 180
"""Seconds after which a page is given up that still comes in."""
_USER = re.compile(r"(?<=:)//[^/?#]*@")
_TOO_SLOW = f"takes longer than {_LONGEST} s to fetch: save it as a file"
_MAX_REDIRECTS = 10
_MAX_ROBOTS_BYTES = 500_000
"""What RFC 9309 has a crawler read of robots.txt at least."""
_PACKED = "gzip, deflate"
_UNPACKED = frozenset(["gzip", "x-gzip", "deflate"])
"""How a body may be packed, and only once: packed thrice, three hundred bytes are ten gigabytes."""
_PACKINGS = _UNPACKED | {"br", "compress", "x-compress", "zstd"}
"""What says that a body is packed; some servers name an encoding of letters there."""
_UNTOLD = frozenset(["", "application/octet-stream", "binary/octet-stream"])
"""What servers call files that they know nothing about."""

_Wanted = TypeVar("_Wanted")
_Found = TypeVar("_Found")


def side_by_side(
    fetch: Callable[[_Wanted], _Found], wanted: Iterable[_Wanted], *, is_cancelled: Callable[[], bool]
) -> list[_Found]:
    """Return what is fetched for each of these, in their order, with some servers asked at the same time.

    Raises:
        Cancelled: `is_cancelled` said so. Whoever has not answered is not waited for, nor by the program's end.

    """
    answers: list[tuple[_Wanted, Future[_Found]]] = [(each, Future()) for each in wanted]
    waiting = deque(answers)
    for _ in answers[:_AT_ONCE]:
        threading.Thread(target=_fetch_each, args=(fetch, waiting), daemon=True).start()
    try:
        while wait([answer for _, answer in answers], timeout=_LOOKS_EVERY).not_done:
            if is_cancelled():
                raise Cancelled
    finally:
        waiting.clear()
    return [answer.result() for _, answer in answers]


def _fetch_each(fetch: Callable[[_Wanted], _Found], waiting: deque[tuple[_Wanted, Future[_Found]]]) -> None:
    with contextlib.suppress(IndexError):  # there are no more
        while True:
            wanted, answer = waiting.popleft()
            try:
                answer.set_result(fetch(wanted))
            except Exception as error:  # raised where it is waited for
                answer.set_exception(error)


@overload
def fetched(url: str) -> Page | Skipped: ...
@overload
def fetched(url: str, validators: str) -> Page | Skipped | None: ...
def fetched(url: str, validators: str = "") -> Page | Skipped | None:
    """Return a web page, text in UTF-8 whatever its server sends it in, or the reason why there is none.

    With what its server said of its state before: None if it has not changed since.

    Redirects, sizes and times are bounded, and what a site's robots.txt forbids is not fetched.
    """
    import httpx  # a fifth of a second

    source = one_line(urldefrag(url).url)
    try:
        _check_nobody_named(source)
        patience = httpx.Timeout(_PATIENCE, connect=_CONNECTS_WITHIN)
        headers = {"User-Agent": _AGENT, "Accept": _ACCEPTED, "Accept-Encoding": _PACKED}
        with httpx.Client(timeout=patience, headers=headers) as client, _closed_in_time(client) as is_late:
            try:
                page = _page(client, source, _conditions(validators))
            except (httpx.HTTPError, RuntimeError):
                if not is_late():
                    raise
            if is_late():
                raise UnreadableArticleError(_TOO_SLOW)
            return page
    except UnreadableArticleError as error:
        return Skipped(_USER.sub("//", source), str(error))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        reason = _ERROR_NUMBER.sub("", one_line(str(error))) or type(error).__name__
        return Skipped(_USER.sub("//", source), f"cannot be fetched ({_USER.sub('//', reason)}): check the address")


def _check_nobody_named(url: str) -> None:
    """Raise UnreadableArticleError if an address holds a user's name or password."""
    if _USER.search(url):
        raise UnreadableArticleError(
            "has a user's name in its address, which every citation would show: save it as a file"
        )


@contextlib.contextmanager
def _closed_in_time(client: httpx.Client) -> Iterator[Callable[[], bool]]:
    """Close what is still open when a page takes too long, and give what says if that was so.

    A server may send the beginning of an answer for ever, of which nobody hears until it is whole.
    """
    end, is_over = time.monotonic() + _LONGEST, threading.Event()

    def close() -> None:
        if not is_over.wait(_LONGEST):
            while not is_over.wait(_LOOKS_EVERY):  # a connection may only just be made
                client.__exit__()

    threading.Thread(target=close, daemon=True).start()
    try:
        yield lambda: time.monotonic() > end
    finally:
        is_over.set()


def _conditions(validators: str) -> dict[str, str]:
    """Return the headers that ask for a page only if it has changed (RFC 9110, section 13).

    What its server named in letters beyond ASCII is not asked for: httpx would not send it.
    """
    try:
        etag, modified = json.loads(validators or "[null, null]")
    except ValueError:
        return {}
    return {
        name: value
        for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified))
        if value and value.isascii()
    }


def _validators(response: httpx.Response) -> str:
    return json.dumps([response.headers.get("ETag"), response.headers.get("Last-Modified")])


def _page(client: httpx.Client, source: str, conditions: dict[str, str]) -> Page | None:
    url = source
    for _ in range(_MAX_REDIRECTS + 1):
        _check_robots(client, url)
        with client.stream("GET", url, headers=conditions) as response:
            if conditions and response.status_code == _NOT_MODIFIED:
                return None
            if response.next_request is not None:
                url = str(response.next_request.url)
                _check_nobody_named(url)
                continue
            if response.is_error:
                reason = f"{response.status_code} {one_line(response.reason_phrase)}".strip()
                raise UnreadableArticleError(f"was refused by its server ({reason}): check the address")
            known = _format(response, urlsplit(url).path)
            content = _read(response, known.max_bytes)
            if known.name in _TEXTS:
                content = _in_utf8(content, response)
            return Page(source, content, known.suffixes[0], validators=_validators(response), address=url)
    raise UnreadableArticleError("leads from one address to the next without an end: check the address")


def _check_robots(client: httpx.Client, url: str) -> None:
    """Raise UnreadableArticleError if the site does not want the page to be fetched by a program.

    A site whose server fails is taken to forbid it, and one that has no rules to allow it (RFC 9309, section 2.3.1).
    """
    import httpx
    from protego import Protego

    place = httpx.URL(url)
    try:
        with client.stream("GET", place.copy_with(path="/robots.txt", query=None), follow_redirects=True) as response:
            if response.is_server_error:
                reason = f"{response.status_code} for its robots.txt"
                raise UnreadableArticleError(f"may not be fetched while its server fails ({reason}): try again later")
            if response.status_code != httpx.codes.OK:
                return
            try:
                rules = b"".join(_pieces(response, _MAX_ROBOTS_BYTES))
            except (UnreadableArticleError, ValueError):  # packed as nobody can read it
                return
    except (httpx.TooManyRedirects, httpx.UnsupportedProtocol):
        return
    if not Protego.parse(rules.decode("utf-8-sig", errors="replace")).can_fetch(url, _AGENT):
        raise UnreadableArticleError("may not be fetched by programs (its site's robots.txt): save it as a file")


def _format(response: httpx.Response, path: str) -> Format:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    known = format_of(PurePosixPath(path).suffix) if kind in _UNTOLD else format_of_media_type(kind)
    if known is None:
        raise UnreadableArticleError(
            f"is of a kind that cannot be read ({one_line(kind) or 'its server does not say which'}): "
            "give a web page or a text"
        )
    return known


def _read(response: httpx.Response, most: int) -> bytes:
    content = b"".join(_pieces(response, most + 1))
    if len(content) > most:
        raise UnreadableArticleError(f"is larger than {most / 1e6:.0f} MB: save the part that you need as a file")
    return content


def _pieces(response: httpx.Response, most: int) -> list[bytes]:
    """Return what comes in, until there is more than enough."""
    pieces: list[bytes] = []
    size = 0
    for piece in _unpacked(response, most):
        pieces.append(piece[: most - size])
        size += len(piece)
        if size >= most:
            break
    return pieces


def _unpacked(response: httpx.Response, most: int) -> Iterator[bytes]:
    """Yield a body as it comes in, each piece unpacked to no more than `most` bytes, to the end of what is packed."""
    names = response.headers.get("Content-Encoding", "").lower().split(",")
    packed = [name for each in names if (name := each.strip()) in _PACKINGS]
    pieces = response.iter_raw()
    if not packed:
        yield from pieces
        return
    if len(packed) > 1 or packed[0] not in _UNPACKED:
        raise UnreadableArticleError(f"is packed in a way that is not read ({', '.join(packed)}): save it as a file")
    first = next(pieces, b"")
    is_bare = packed == ["deflate"] and first[:1] and first[0] & 0x0F != zlib.DEFLATED
    unpack = zlib.decompressobj(-zlib.MAX_WBITS if is_bare else zlib.MAX_WBITS | 32)
    for piece in itertools.chain([first], pieces):
        yield _unpack(unpack, piece, most)
        if unpack.eof or not first:
            return
    raise ValueError("its packed body ends too soon")


def _unpack(unpack: zlib._Decompress, piece: bytes, most: int) -> bytes:
    try:
        return unpack.decompress(piece, most)
    except zlib.error as error:
        raise ValueError(str(error)) from None


def _in_utf8(content: bytes, response: httpx.Response) -> bytes:
    """Return the content in UTF-8 if its server names the encoding of a text."""
    declared = response.charset_encoding
    text = decode_as(content, declared) if declared else None
    return content if text is None else text.encode(errors="replace")
