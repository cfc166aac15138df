from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa_bot.errors import ConfigError
from qa_bot.web.access import is_loopback, refusal, token_for

TOKEN = "a-token-of-some-length"
HOSTS = st.text() | st.sampled_from(["localhost", "127.0.0.1:8000", "[::1]:8000", "evil.example", "[", "host:x", ""])


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "LOCALHOST"])
def test_this_machine_alone_is_asked_for_no_token(host: str) -> None:
    assert is_loopback(host)
    assert token_for(host, None) is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.org", "localhost.example.org", "", "1"])
def test_others_are_asked_for_a_new_token_each_time(host: str) -> None:
    one, other = token_for(host, None), token_for(host, None)
    assert one is not None
    assert one != other
    assert len(one) >= 32


def test_a_token_that_was_given_is_asked_for_everywhere() -> None:
    assert token_for("127.0.0.1", TOKEN) == TOKEN == token_for("0.0.0.0", TOKEN)


@pytest.mark.parametrize(
    "given", ["short", "with a space in its middle", "sixteen-letters\n", "ümläute-überall-hier", ""]
)
def test_what_is_no_token_is_refused(given: str) -> None:
    with pytest.raises(ConfigError, match="at least 16 characters"):
        token_for("0.0.0.0", given)


@given(HOSTS, st.none() | HOSTS.map("http://{}".format) | st.text(), st.lists(st.text() | st.just(TOKEN)))
@example("evil.example", None, [])
@example("127.0.0.1:8000", "http://evil.example", [TOKEN])
@example("127.0.0.1:8000", "null", [TOKEN])
@example("qa.example:80", "http://qa.example:80", ["\ud800", TOKEN])
def test_only_with_the_token_or_from_this_machine(host: str, origin: str | None, tokens: list[str]) -> None:
    with_token = refusal(token=TOKEN, given=tokens, host=host, origin=origin)
    without = refusal(token=None, given=tokens, host=host, origin=origin)
    if with_token is None:
        assert TOKEN in tokens
    if without is None:
        assert "evil" not in host
    if with_token is None or without is None:
        assert origin is None or origin.lower().endswith(host.lower())
    for refused in filter(None, (with_token, without)):
        assert refused.status in (401, 403)
        assert len(refused.reason.splitlines()) == 1


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "LocalHost"])
def test_the_page_itself_is_answered(host: str) -> None:
    assert refusal(token=None, given=[], host=host, origin=None) is None
    assert refusal(token=None, given=[], host=host, origin=f"http://{host}") is None
    assert refusal(token=TOKEN, given=["", TOKEN], host="qa.example", origin="https://QA.example") is None


def test_a_name_that_was_rebound_and_another_page_are_refused() -> None:
    for host, origin in (("evil.example:8000", None), ("", None), ("127.0.0.1:8000", "http://127.0.0.1:9000")):
        refused = refusal(token=None, given=[], host=host, origin=origin)
        assert refused is not None
        assert refused.status == 403
