from __future__ import annotations

import socket
from contextlib import closing

import pytest

from qa_bot.errors import ConfigError
from qa_bot.web import address as addresses
from qa_bot.web.address import address, listen


def test_the_next_free_port_is_taken_unless_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(listen("127.0.0.1", None)) as first:
        taken = first.getsockname()[1]
        monkeypatch.setattr(addresses, "PORTS", range(taken, taken + 50))
        with closing(listen("127.0.0.1", None)) as second:
            assert taken < second.getsockname()[1] < taken + 50
        with pytest.raises(ConfigError, match=f"port {taken} of 127.0.0.1 is in use: name another with --port"):
            listen("127.0.0.1", taken)
        monkeypatch.setattr(addresses, "PORTS", range(taken, taken + 1))
        with pytest.raises(ConfigError, match="are all in use"):
            listen("127.0.0.1", None)


@pytest.mark.parametrize("host", ["192.0.2.1", "nobody.invalid", "a" * 300, "\x1b[2J", "::g"])
def test_what_is_no_address_of_this_machine_is_told(host: str) -> None:
    with pytest.raises(ConfigError, match="is no address of this machine") as caught:
        listen(host, None)
    assert "\x1b" not in str(caught.value)


def test_the_address_to_open() -> None:
    with closing(listen("127.0.0.1", None)) as listening:
        port = listening.getsockname()[1]
        assert address(listening, host="127.0.0.1", token=None) == f"http://127.0.0.1:{port}"
        assert address(listening, host="::1", token="t") == f"http://[::1]:{port}/?token=t"
        assert address(listening, host="0.0.0.0", token="t") == f"http://{socket.gethostname()}:{port}/?token=t"
