"""Writes the script with which a shell completes what is typed after `qa-bot`, from what its parser understands."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FOLDERS, _FILES = "folders", "files"
_COMPLETED_BY = {
    "FOLDER": _FOLDERS,
    "NAME": _FOLDERS,
    "FILE": _FILES,
    "STORE": _FILES,
    "PATH, URL or -": _FILES,
    "SOURCE": _FILES,
}
"""What is offered for a value, by what stands for it in the help; for every other value nothing is."""


@dataclass(frozen=True, slots=True)
class _Value:
    """What may follow: an option's value, or a command's own words."""

    words: tuple[str, ...] = ()
    paths: str = ""
    """`_FOLDERS`, `_FILES` or nothing."""


@dataclass(frozen=True, slots=True)
class _Option:
    names: tuple[str, ...]
    summary: str
    value: _Value | None
    """None if it takes no value."""


@dataclass(frozen=True, slots=True)
class _Command:
    path: str
    """Its names, such as "ask", after those of the commands that it belongs to; empty for the program itself."""
    commands: tuple[tuple[str, str], ...]
    """The name of each command that it has, and what that does."""
    options: tuple[_Option, ...]
    value: _Value


def script(shell: str, parser: argparse.ArgumentParser) -> str:
    """Return the script for bash, zsh or fish."""
    write = {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]
    return "\n".join(write(tuple(_commands(parser, "")))) + "\n"


def _commands(parser: argparse.ArgumentParser, path: str) -> Iterator[_Command]:
    """Yield what a parser understands, and then what its commands do."""
    # argparse has no public way to ask for these; its own help is made of them.
    subparsers = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    positional = [each for each in parser._actions if not each.option_strings and each not in subparsers]
    summaries = {each.dest: _plain(each.help) for action in subparsers for each in action._choices_actions}
    yield _Command(
        path,
        tuple(summaries.items()),
        tuple(_option(action) for action in parser._actions if action.option_strings),
        _value(positional[0]) if positional else _Value(),
    )
    for action in subparsers:
        for name, command in action.choices.items():
            yield from _commands(command, f"{path} {name}".strip())


def _option(action: argparse.Action) -> _Option:
    value = None if action.nargs == 0 else _value(action)
    return _Option(tuple(action.option_strings), _plain(action.help), value)


def _plain(summary: str | None) -> str:
    """Return a line of help as argparse prints it."""
    return (summary or "").replace("%%", "%")


def _value(action: argparse.Action) -> _Value:
    words = tuple(map(str, action.choices or ()))
    metavar = action.metavar if isinstance(action.metavar, str) else ""
    return _Value(words, "" if words else _COMPLETED_BY.get(metavar, ""))


def _options_with_value(commands: Sequence[_Command]) -> dict[str, _Value]:
    return {
        name: option.value
        for command in commands
        for option in command.options
        if option.value is not None
        for name in option.names
    }


def _place(command: _Command) -> str:
    """Return a command's path as the scripts have it: a slash before each name."""
    return "".join(f"/{name}" for name in command.path.split())


def _known(commands: Sequence[_Command], *, between: str) -> str:
    return between.join(_place(command) for command in commands if command.path)


def _offered(command: _Command) -> _Value:
    """Return what may follow a command that is no option."""
    return _Value(tuple(name for name, _ in command.commands)) if command.commands else command.value


def _option_names(command: _Command) -> tuple[str, ...]:
    return tuple(name for option in command.options for name in option.names)


def _bash(commands: Sequence[_Command]) -> Iterator[str]:
    valued = _options_with_value(commands)
    yield r"""# Completes qa-bot in bash.
_qa_bot() {
    local IFS=$'\n' command="" last="" each
    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"
    [[ $before == "=" ]] && before="${COMP_WORDS[COMP_CWORD-2]}"
    [[ $word == "=" ]] && word=""
    word="${word#[\"\']}"
    word="${word//\\/}"
    for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        [[ $each == "=" ]] && continue
        case "$last" in"""
    yield f"            {'|'.join(valued)}) ;;"
    yield r"""            *)
                case "$command/$each" in"""
    yield f'                    {_known(commands, between="|")}) command="$command/$each" ;;'
    yield r"""                esac
                ;;
        esac
        last="$each"
    done
    COMPREPLY=()
    case "$before" in"""
    for name, value in valued.items():
        yield f"        {name}) {_bash_reply(value)}; return ;;"
    yield r"""    esac
    case "$command $word" in"""
    for command in commands:
        yield f'        "{_place(command)} "-*) {_bash_reply(_Value(_option_names(command)))} ;;'
        yield f'        "{_place(command)} "*) {_bash_reply(_offered(command))} ;;'
    yield r"""    esac
}
complete -F _qa_bot qa-bot"""


def _bash_reply(value: _Value) -> str:
    if value.paths:
        kind = "-d" if value.paths == _FOLDERS else "-f"
        return f'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen {kind} -- "$word"))'
    if value.words:
        words = r"\n".join(value.words)
        return f"COMPREPLY=($(compgen -W $'{words}' -- \"$word\"))"
    return ":"


def _zsh(commands: Sequence[_Command]) -> Iterator[str]:
    valued = _options_with_value(commands)
    yield r"""#compdef qa-bot
# Completes qa-bot in zsh.
_qa_bot() {
    local command="" last="" each before="${words[CURRENT-1]}"
    local -a offered
    for each in "${(@)words[2,CURRENT-1]}"; do
        case "$last" in"""
    yield f"            ({'|'.join(valued)}) ;;"
    yield r"""            (*)
                case "$command/$each" in"""
    yield f'                    ({_known(commands, between="|")}) command="$command/$each" ;;'
    yield r"""                esac
                ;;
        esac
        last="$each"
    done
    if [[ $PREFIX == --*=* ]]; then
        before="${PREFIX%%=*}"
        compset -P '*='
    fi
    case "$before" in"""
    for name, value in valued.items():
        yield f"        ({name}) {_zsh_reply(value)}; return ;;"
    yield r"""    esac
    case "$command $PREFIX" in"""
    for command in commands:
        described = [(name, each.summary) for each in command.options for name in each.names]
        own = _zsh_described(command.commands) if command.commands else _zsh_reply(command.value)
        yield f'        ("{_place(command)} "-*) {_zsh_described(described)} ;;'
        yield f'        ("{_place(command)} "*) {own} ;;'
    yield r"""    esac
}
if [[ "${funcstack[1]}" == _qa_bot ]]; then
    _qa_bot "$@"
else
    compdef _qa_bot qa-bot
fi"""


def _zsh_reply(value: _Value) -> str:
    if value.paths:
        return "_files -/" if value.paths == _FOLDERS else "_files"
    return f"compadd -- {' '.join(value.words)}" if value.words else "true"


def _zsh_described(described: Sequence[tuple[str, str]]) -> str:
    offered = " ".join(shlex.quote(f"{name}:{summary}") for name, summary in described)
    return f"offered=({offered}); _describe qa-bot offered"


def _fish(commands: Sequence[_Command]) -> Iterator[str]:
    yield r"""# Completes qa-bot in fish.
function __qa_bot_in
    set -l command ""
    set -l last ""
    for each in (commandline -opc)
        switch $last"""
    yield f"            case {' '.join(_options_with_value(commands))}"
    yield "            case '*'"
    yield '                switch "$command/$each"'
    yield f"                    case {_known(commands, between=' ')}"
    yield r"""                        set command "$command/$each"
                end
        end
        set last $each
    end
    test "$command" = "$argv[1]"
end
complete -c qa-bot -f"""
    for command in commands:
        start = f"complete -c qa-bot -n '__qa_bot_in \"{_place(command)}\"'"
        for name, summary in command.commands:
            yield f"{start} -a {name} -d {_fish_quoted(summary)}"
        if not command.commands and (command.value.words or command.value.paths):
            yield f"{start} {_fish_reply(command.value)}"
        for option in command.options:
            names = " ".join(f"-l {each[2:]}" if each.startswith("--") else f"-s {each[1:]}" for each in option.names)
            value = "" if option.value is None else f" -r {_fish_reply(option.value)}"
            yield f"{start} {names}{value} -d {_fish_quoted(option.summary)}"


def _fish_reply(value: _Value) -> str:
    if value.paths:
        return "-F" if value.paths == _FILES else "-f -a '(__fish_complete_directories)'"
    return f"-f -a '{' '.join(value.words)}'" if value.words else "-f"


def _fish_quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
