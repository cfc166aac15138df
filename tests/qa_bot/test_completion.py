from __future__ import annotations

import argparse
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from qa_bot import cli
from qa_bot.arguments import SHELLS, whole_parser
from qa_bot.completion import script
from tests.qa_bot.terminal_shell import typed_into

COMMANDS = list(whole_parser()[1])
STARTS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
}
PREPARES = {"bash": "set +o history", "zsh": "autoload -U compinit; compinit -u -D; unsetopt list_beep"}


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with folders, files and the three scripts."""
    for folder in ("news", "my notes", "other"):
        (tmp_path / "work" / folder).mkdir(parents=True)
    (tmp_path / "work" / "news.txt").write_text("")
    parser, _ = whole_parser()
    for shell in SHELLS:
        (tmp_path / f"completion.{shell}").write_text(script(shell, parser))
    return tmp_path / "work"


def offered_by_bash(place: Path, *words: str) -> list[str]:
    """Return what bash would offer for the last word."""
    typed = " ".join(shlex.quote(word) for word in ("qa-bot", *words))
    code = f"source ../completion.bash; COMP_WORDS=({typed}); COMP_CWORD={len(words)}; _qa_bot\n"
    code += 'for each in "${COMPREPLY[@]}"; do echo "$each"; done'
    done = subprocess.run(
        ["bash", "--norc", "-c", code], cwd=place, capture_output=True, text=True, check=True, timeout=20
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def offered_by_fish(place: Path, *words: str) -> list[str]:
    """Return what fish would offer for the last word."""
    code = f"source ../completion.fish; complete -C {shlex.quote(' '.join(('qa-bot', *words)))}"
    done = subprocess.run(
        ["fish", "--no-config", "-c", code], cwd=place, capture_output=True, text=True, check=True, timeout=20
    )
    assert done.stderr == ""
    return [line.partition("\t")[0] for line in done.stdout.splitlines()]


CASES: list[tuple[list[str], list[str]]] = [
    ([""], COMMANDS),
    (["se"], ["search"]),
    (["--st"], ["--store"]),
    (["search", "--l"], ["--library", "--limit"]),
    (["ask", "--l"], ["--library"]),
    (["--articles", "search", "a"], ["ask", "articles"]),
    (["ask", "who"], []),
    (["search", "--limit", ""], []),
    (["completion", ""], ["bash", "zsh", "fish"]),
    (["completion", "z"], ["zsh"]),
    (["--json", "config", "--j"], ["--json"]),
]


@needs("bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        *CASES,
        (["--articles", "ne"], ["news"]),
        (["--articles", "=", "ne"], ["news"]),
        (["--articles", "="], ["my notes", "news", "other"]),
        (["--articles", "=", "ask", "se"], ["search"]),
        (["ask", "--batch", "ne"], ["news", "news.txt"]),
        (["index", "ne"], ["news", "news.txt"]),
        (["--library", "my\\ n"], ["my notes"]),
        (["--library", '"my n'], ["my notes"]),
    ],
)
def test_bash_offers_what_may_follow(place: Path, words: list[str], offered: list[str]) -> None:
    assert sorted(offered_by_bash(place, *words)) == sorted(offered)


@needs("fish")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        *CASES,
        (["--articles", "ne"], ["news/"]),
        (["--articles=ne"], ["--articles=news/"]),
        (["ask", "--batch", "ne"], ["news.txt", "news/"]),
        (["index", "ne"], ["news.txt", "news/"]),
    ],
)
def test_fish_offers_what_may_follow(place: Path, words: list[str], offered: list[str]) -> None:
    assert sorted(offered_by_fish(place, *words)) == sorted(offered)


@pytest.mark.parametrize("shell", [pytest.param(shell, marks=needs(shell)) for shell in STARTS])
def test_tab_completes_in_a_terminal(place: Path, shell: str) -> None:
    shown = typed_into(
        STARTS[shell],
        PREPARES[shell],
        f"source ../completion.{shell}",
        "qa-bot() { printf '<%s>' \"$@\"; echo; }",
        "qa-bot sea\t--lim\t 3",
        "qa-bot --articles my\t",
        "qa-bot ask --batch=news.\t",
        "qa-bot completion fi\t",
        folder=place,
    )
    shown = shown.replace("my notes/", "my notes")  # zsh takes the slash back when Enter is pressed
    for done in ("<search><--limit><3>", "<--articles><my notes>", "<ask><--batch=news.txt>", "<completion><fish>"):
        assert done in shown


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_names_every_command_and_option(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["completion", shell]) == 0
    printed = capsys.readouterr()
    parser, commands = whole_parser()
    for each in (parser, *commands.values()):
        for action in each._actions:
            assert all(name.lstrip("-") in printed.out for name in action.option_strings)
    assert all(f"/{name}" in printed.out for name in commands)
    assert printed.err == ""


@pytest.mark.parametrize("shell", [pytest.param(shell, marks=needs(shell)) for shell in ("bash", "fish")])
def test_commands_within_a_command_are_completed(place: Path, shell: str) -> None:
    parser = argparse.ArgumentParser(prog="qa-bot")
    inner = parser.add_subparsers().add_parser("notes", help="it's [all] of 100 %% $HOME `pwd`").add_subparsers()
    inner.add_parser("export", help="a").add_argument("--form", choices=["html", "json"], help="b")
    inner.add_parser("delete", help="c")
    (place.parent / f"completion.{shell}").write_text(script(shell, parser))
    offered = {"bash": offered_by_bash, "fish": offered_by_fish}[shell]
    assert sorted(offered(place, "")) == ["notes"]
    assert sorted(offered(place, "notes", "")) == ["delete", "export"]
    assert sorted(offered(place, "notes", "export", "--form", "")) == ["html", "json"]
    assert offered(place, "notes", "delete", "--f") == []


@pytest.mark.parametrize("shell", [["tcsh"], [], ["bash", "zsh"]])
def test_another_shell_is_refused(shell: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        cli.main(["completion", *shell])
    assert exited.value.code == 2
    assert capsys.readouterr().out == ""


def test_a_broken_file_of_settings_keeps_nobody_from_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text("limit =")
    monkeypatch.setenv("QA_BOT_CONFIG", str(tmp_path / "config.toml"))
    assert cli.main(["completion", "bash"]) == 0
    assert capsys.readouterr().out.startswith("# Completes qa-bot in bash.\n")
