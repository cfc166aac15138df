"""A bot that is called from elsewhere: in threads here, so that both ends can be looked at."""

from __future__ import annotations

import inspect
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from embeddings import ArticlesFolderError, Cancelled, EmbeddingsError, Scope, ScopeError
from embeddings.added import Forgotten
from embeddings.errors import ForgettingError, LibraryError
from embeddings.standing import Standing
from embeddings.sync import Progress, SyncReport
from qa_bot.bot import QABot
from qa_bot.config import Config
from qa_bot.errors import QABotError, QuestionError
from qa_bot.web.calls import METHODS, Call, Raised, answer_calls
from qa_bot.web.following import fetch, follow
from qa_bot.web.process import PageProcess
from qa_bot.web.remote import LOST, RemoteBot
from tests.qa_bot.conftest import ANSWERED, UNANSWERED


class Far:
    """A bot at the other end of a connection, which a thread answers for."""

    def __init__(self, bot: object, *, may_forget: bool = True) -> None:
        ours, theirs = Pipe()
        self.connection: Connection = ours
        self.bot = RemoteBot(ours)
        self.stopping = threading.Event()
        answering = (cast(QABot, bot), theirs)
        options = {"is_stopping": self.stopping.is_set, "may_forget": may_forget}
        self.thread = threading.Thread(target=answer_calls, args=answering, kwargs=options, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.connection.close()
        self.thread.join(10)
        assert not self.thread.is_alive()


@pytest.fixture
def far(bot: QABot) -> Iterator[Far]:
    opened = Far(bot)
    yield opened
    opened.close()


def test_it_answers_as_the_bot_does(bot: QABot, far: Far) -> None:
    remote = far.bot
    assert remote.articles() == bot.articles()
    assert remote.article(bot.articles()[0].id) == bot.article(bot.articles()[0].id)
    assert remote.article("none") is None
    for question in (ANSWERED, UNANSWERED):
        answer, expected = remote.ask(question), bot.ask(question)
        assert (answer.text, answer.citations) == (expected.text, expected.citations)
    citation = remote.ask(ANSWERED).citations[0]
    assert remote.source_of(citation) == bot.source_of(citation)
    kites = Scope.parse(within=["kites"])
    assert [hit.passage.source for hit in remote.search("kites", limit=1, scope=kites)] == ["kites.md"]
    assert remote.take_warnings() == []


ON_THE_SERVER = {"subscribe", "on_wait", "must_write"}
"""What only a command says that is typed where the library is."""


def test_it_has_what_may_be_called_with_the_same_parameters() -> None:
    public = {name for name, _ in inspect.getmembers(RemoteBot, callable) if not name.startswith("_")}
    assert public == METHODS | {"places", "changes"}  # which need no call of that name
    for name in METHODS:
        far, near = (inspect.signature(getattr(kind, name)).parameters for kind in (RemoteBot, QABot))
        assert [(each.name, each.kind, each.annotation) for each in far.values()] == [
            (each.name, each.kind, each.annotation) for each in near.values() if each.name not in ON_THE_SERVER
        ]


def test_nothing_is_added_from_a_page() -> None:
    with pytest.raises(QABotError, match="added where the page is served"):
        RemoteBot(Pipe()[0]).sync(add=["/etc"])


def test_what_was_added_is_forgotten_from_a_page_of_this_machine_alone(bot: QABot, far: Far, tmp_path: Path) -> None:
    added = tmp_path / "ice.txt"
    added.write_text("Ice\n\nThe harbour of Sarn froze over in March.\n")
    bot.sync(add=[str(added)])
    assert far.bot.standings() == bot.standings()
    guarded = Far(bot, may_forget=False)
    with pytest.raises(QABotError, match="forgotten where the page is served: run `qa-bot forget` there"):
        guarded.bot.forget([str(added)])
    guarded.close()
    assert far.bot.standings()[str(added)] == Standing("as indexed", str(added))
    assert far.bot.forget([str(added)]) == [Forgotten(str(added), (str(added),))]
    assert str(added) not in far.bot.standings()
    with pytest.raises(ForgettingError, match="was not added"):
        far.bot.forget([str(added)])


@pytest.mark.parametrize("keeps", [True, False])
def test_a_page_that_is_for_others_forgets_nothing(bot: QABot, folder: Path, keeps: bool) -> None:
    websocket, stopping = cast(Any, SimpleNamespace(send_bytes=None, send_str=None)), threading.Event()
    page = PageProcess(
        bot, Config(folder), keeps=keeps, websocket=websocket, downloads=cast(Any, None), stopping=stopping
    )
    ours, theirs = Pipe()
    answering = threading.Thread(target=page._answer_calls, args=(theirs,))
    answering.start()
    with pytest.raises((EmbeddingsError, QABotError)) as caught:
        RemoteBot(ours).forget(["pump.txt"])
    ours.close()
    answering.join(10)
    assert ("lies in the articles folder" in str(caught.value)) == keeps
    assert ("where the page is served" in str(caught.value)) != keeps


def test_a_synchronisation_tells_its_progress(folder: Path, far: Far) -> None:
    (folder / "new.txt").write_text("Ice\n\nThe harbour of Sarn froze over in March.\n")
    reached: list[Progress] = []
    report = far.bot.sync(on_progress=reached.append, is_cancelled=lambda: False)
    assert report.added == ("new.txt",)
    assert {"reading", "embedding"} == {progress.stage for progress in reached}


def test_a_page_is_told_once_of_what_the_server_has_changed_and_not_of_what_it_has_itself(
    folder: Path, bot: QABot, far: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa_bot.web.remote._ASKS_EVERY", 0.01)
    stop, told, begun = threading.Event(), list[SyncReport](), threading.Event()

    def news(since: int) -> tuple[int, list[SyncReport]]:
        if since:
            begun.set()
        return QABot.news(bot, since)

    def listen() -> None:
        for report in far.bot.changes(stop):
            told.append(report)
            stop.set()

    monkeypatch.setattr(bot, "news", news)
    listening = threading.Thread(target=listen)
    listening.start()
    assert begun.wait(10)
    (folder / "own.txt").write_text("The mole of Sarn was rebuilt in June.\n")
    assert far.bot.sync().added == ("own.txt",)
    (folder / "new.txt").write_text("The pier of Sarn was rebuilt in May.\n")
    bot.sync()
    bot.sync()
    listening.join(10)
    assert [report.added for report in told] == [("new.txt",)]
    assert far.bot.news(3) == (3, [])


def test_files_are_followed_for_all_pages(folder: Path, bot: QABot) -> None:
    stop = threading.Event()
    following = threading.Thread(target=follow, args=(bot, stop))
    following.start()
    for number in range(100):
        (folder / f"{number}.txt").write_text(f"The pier of Sarn was rebuilt {number} times.\n")
        if bot.news(0)[0]:
            break
        stop.wait(0.2)
    stop.set()
    following.join(10)
    assert bot.news(0)[1][0].added
    assert not following.is_alive()


class Fetching:
    """A bot that takes note of whether its feeds are to be fetched, and fails the first time."""

    def __init__(self) -> None:
        self.refreshed: list[bool] = []
        self.stop = threading.Event()

    def sync(self, *, refresh: bool = False, **_: object) -> SyncReport:
        self.refreshed.append(refresh)
        if len(self.refreshed) > 2:
            self.stop.set()
        elif len(self.refreshed) > 1:
            raise RuntimeError("boom")
        else:
            raise EmbeddingsError("the library cannot be written")
        return SyncReport()


def test_feeds_are_fetched_for_all_pages_whatever_goes_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_bot.web.following._FEEDS_EVERY", 0.01)
    bot = Fetching()
    fetch(cast(QABot, bot), bot.stop)
    assert bot.refreshed == [True, True, True]


@pytest.mark.parametrize("refresh", [True, False])
def test_a_page_has_feeds_fetched_when_it_wants_to(
    bot: QABot, far: Far, monkeypatch: pytest.MonkeyPatch, refresh: bool
) -> None:
    wanted: list[object] = []

    def sync(**options: object) -> SyncReport:
        wanted.append(options["refresh"])
        return SyncReport()

    monkeypatch.setattr(bot, "sync", sync)
    far.bot.sync(refresh=refresh)
    assert wanted == [refresh]


def test_a_synchronisation_ends_when_it_is_told(folder: Path, bot: QABot, far: Far) -> None:
    (folder / "new.txt").write_text("Ice\n\nThe harbour of Sarn froze over in March.\n")
    with pytest.raises(Cancelled):
        far.bot.sync(is_cancelled=lambda: True)
    assert "new.txt" not in [article.source for article in bot.articles()]
    far.stopping.set()
    with pytest.raises(Cancelled):
        far.bot.sync()
    far.stopping.clear()
    assert far.bot.sync().added == ("new.txt",)


class Stubborn:
    """A synchronisation that goes on until it is told to end."""

    def sync(self, *, refresh: bool, on_progress: Any, is_cancelled: Any) -> SyncReport:
        while not is_cancelled():
            on_progress(Progress("reading", 1, 2))
        raise Cancelled("cancelled")


def test_a_synchronisation_ends_with_the_page_that_wanted_it() -> None:
    far = Far(Stubborn())
    far.connection.send(Call("sync"))
    far.connection.recv()
    far.close()


def test_errors_come_as_they_were_raised(far: Far) -> None:
    with pytest.raises(QuestionError, match="the question is empty"):
        far.bot.ask(" ")
    with pytest.raises(ScopeError):
        far.bot.ask(ANSWERED, scope=Scope.parse(within=["nowhere"]))


def errors_of(kind: type[Exception]) -> list[type[Exception]]:
    return [kind, *(below for each in kind.__subclasses__() for below in errors_of(each))]


@pytest.mark.parametrize("kind", [*errors_of(EmbeddingsError), *errors_of(QABotError)])
def test_every_error_can_be_sent(kind: type[Exception]) -> None:
    with_folder = issubclass(kind, (ArticlesFolderError, LibraryError))
    error = kind(Path("/a"), "why") if with_folder else kind("why")
    ours, theirs = Pipe()
    with ours, theirs:
        ours.send(Raised.from_error(error))
        received = theirs.recv().error()
    assert (type(received), str(received), vars(received)) == (kind, "why", vars(error))


def test_nothing_but_asking_may_be_called(far: Far) -> None:
    for method in ("close", "share", "_answered", "__init__", "none"):
        far.connection.send(Call(method))
        with pytest.raises(QABotError, match="cannot be called"):
            raise far.connection.recv().error()


def test_a_fault_is_one_line_that_names_the_log() -> None:
    class Broken:
        def articles(self) -> None:
            raise RuntimeError("boom \x1b[31m\nagain")

    far = Far(Broken())
    with pytest.raises(QABotError, match=r"RuntimeError: boom again .a fault of this program: the log ") as caught:
        far.bot.articles()
    assert len(str(caught.value).splitlines()) == 1
    far.close()


def test_a_server_that_is_gone_is_one_line() -> None:
    ours, theirs = Pipe()
    remote = RemoteBot(ours)
    theirs.close()
    with pytest.raises(QABotError) as caught:
        remote.ask(ANSWERED)
    assert str(caught.value) == LOST
