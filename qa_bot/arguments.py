"""What may be typed after `qa-bot`: its commands, their options, and the help that explains them."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from embeddings.formats import FORMATS
from embeddings.plaintext import clean
from qa_bot import __version__
from qa_bot.config import SETTINGS

SHELLS = ("bash", "zsh", "fish")

_DESCRIPTION = """\
Ask a folder of articles, and read a short answer with the paragraphs that it comes from.
Without a command, the terminal interface opens over the articles in ./articles.
"""
_ARTICLES = textwrap.fill(
    f"Articles are files in the folder and its subfolders: {', '.join(each.suffixes[0] for each in FORMATS)}.", 100
)
_EPILOG = f"""\
examples:
  qa-bot                                     open the terminal interface over ./articles
  qa-bot --articles ~/Documents/news         ... over another folder
  qa-bot "who declared victory?"             print one answer
  qa-bot "who won?" --in sports --from 2024  ask some articles alone
  qa-bot ask --batch questions.txt           one question a line in, one JSON object a line out
  qa-bot index https://example.org/story     add a web page to the articles
  pdftotext report.pdf - | qa-bot index -    add what another program prints
  qa-bot feed add https://example.org/news   follow a feed
  qa-bot web                                 open the interface in a browser

{_ARTICLES}
What is new or changed is indexed by itself at every start. Everything happens on this machine, and
nothing is sent anywhere: but for `index URL`, feeds that you follow, models that you name, the machines
that you name with --store or --ray, and `web --host`.

What the flags set can also be set in a TOML file or in the environment (QA_BOT_ARTICLES, QA_BOT_LIBRARY, ...);
flags win over the environment, and the environment over the file. `qa-bot config` shows what is in force.
"""


def parsed(argv: Sequence[str]) -> dict[str, Any]:
    """Return the options that were typed, and under "command" the command, or None for the interface.

    A question alone is asked, as if `ask` stood before it.

    Raises:
        SystemExit: help was wanted, or what was typed is not understood; both have been printed.

    """
    settings, further = _options().parse_known_args(argv)
    if not further:  # the interface is wanted, which need not wait for the parsers of all commands
        return {"command": None, **vars(settings)}
    parser, commands = whole_parser()
    rest = _with_scope(_options()).parse_known_args(argv)[1]
    word = next((each for each in rest if not each.startswith("-")), None)
    if word is not None and word not in commands and (len(word.split()) != 1 or word.endswith("?")):
        argv = ["ask", *argv]
    elif word is not None and word not in commands:
        parser.error(f'there is no command {word!r}: choose from {", ".join(commands)}, or ask: qa-bot ask "..."')
    typed, unknown = parser.parse_known_args(argv)
    if unknown:
        commands.get(typed.command, parser).error(f"unrecognized arguments: {' '.join(unknown)}")
    return vars(typed)


class _Parser(argparse.ArgumentParser):
    """Complains without letting what was typed reach the terminal as it is."""

    def error(self, message: str) -> NoReturn:
        super().error(clean(message))


def _options() -> _Parser:
    """Return a parser of the options that go with every command."""
    options = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    _add_settings(options.add_argument_group("where things are"), command="")
    return options


def _with_scope(command: _Parser) -> _Parser:
    """Return a command with the options that say which articles are asked."""
    which = command.add_argument_group("which articles are asked")
    which.add_argument(
        "--in",
        dest="within",
        metavar="NAME",
        action="append",
        default=[],
        help="those of a folder or a file as `qa-bot articles` shows it, of a pattern such as sports/*.md, or with "
        "these words in their title or source (sports/ is the folder alone); may be given several times",
    )
    form = "YYYY, YYYY-MM or YYYY-MM-DD"
    which.add_argument(
        "--from", dest="since", metavar="DATE", default=None, help=f"those of this date or later: {form}"
    )
    which.add_argument("--until", metavar="DATE", default=None, help=f"those of this date or earlier: {form}")
    return command


def _add_settings(options: argparse._ActionsContainer, *, command: str) -> None:
    """Add the flags of the settings that go with a command alone; with "", of those that go with every command."""
    for each in SETTINGS:
        if each.flag is not None and each.flag.command == command:
            said = f"{each.meaning} (default: {each.unset}){each.flag.more}"
            options.add_argument(each.option, metavar=each.flag.metavar, help=said.replace("%", "%%"))


def whole_parser() -> tuple[argparse.ArgumentParser, dict[str, _Parser]]:
    """Return the parser of everything that may be typed, and those of its commands."""
    options = _options()
    parser = _Parser(
        prog="qa-bot",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        parents=[options],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        argument_default=argparse.SUPPRESS,
    )
    parser.add_argument("--version", action="version", version=f"qa-bot {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    parser.set_defaults(command=None)

    def add(name: str, *, short: str, more: str) -> _Parser:
        command = commands.add_parser(
            name,
            help=short,
            description=f"{_begun(short)}. {more}",
            parents=[options],
            argument_default=argparse.SUPPRESS,
        )
        command.set_defaults(command=name)
        _add_settings(command, command=name)
        return command

    ask = add(
        "ask",
        short="answer a question, with citations",
        more="Exit code: 0 answered, 1 not in the articles, 2 failed; with --batch 0 if every line could be asked.",
    )
    ask.add_argument("question", metavar="QUESTION", nargs="*", default=[])
    search = add("search", short="list the passages nearest to a query", more="Nothing is read out of them.")
    search.add_argument("question", metavar="QUERY", nargs="*", default=[])
    for command in map(_with_scope, (ask, search)):
        command.add_argument("--json", action="store_true", default=False, help="print JSON")
        command.add_argument(
            "--batch",
            metavar="FILE",
            default=None,
            help="read one question a line (- for standard input), print one JSON object a line",
        )
    index = add(
        "index",
        short="bring the index up to date and report what changed",
        more="The articles folder is always looked at. Other files and folders that are named here are followed "
        "from then on; a web page is fetched now, and standard input (-) is kept beside the index.",
    )
    index.add_argument("locations", metavar="PATH, URL or -", nargs="*", default=[])
    index.set_defaults(feeds=[])
    feed = add(
        "feed",
        short="list the feeds that are followed",
        more="`index` and the interface's F5 fetch what is new in them; `ask` fetches nothing.",
    )
    _add_feed_actions(feed, options)
    forget = add(
        "forget",
        short="forget what was added beside the articles folder",
        more="The files stay where they are, and are followed no longer. Loads no model.",
    )
    forget.add_argument(
        "sources",
        metavar="SOURCE",
        nargs="+",
        help="a file, a folder or a page, as `qa-bot articles` shows it or by its path; "
        "a folder stands for all that was added from it",
    )
    add(
        "web",
        short="serve the interface to browsers, until Ctrl+C",
        more="Prints the address to open. Beyond this machine it asks for a token, which is part of the address.",
    )
    add(
        "doctor",
        short="check the whole index on this machine, and mend what is damaged",
        more="Loads no model. Exit code: 0 all is sound, 2 something was damaged.",
    )
    articles = add("articles", short="list the articles that are indexed", more="Loads no model.")
    articles.add_argument("--json", action="store_true", default=False, help="print JSON")
    stats = add(
        "stats",
        short="show what the library holds, how large it is, and how questions were answered",
        more="Loads no model, and reads no more than it must: `doctor` checks everything.",
    )
    stats.add_argument("--json", action="store_true", default=False, help="print JSON")
    _add_moving(add)
    config = add(
        "config", short="list every setting, its value and where that comes from", more="Passwords are left out."
    )
    config.add_argument("--json", action="store_true", default=False, help="print JSON")
    completion = add(
        "completion",
        short="print a script that lets a shell complete commands, options and folders",
        more="The README says where to put it.",
    )
    completion.add_argument("shell", metavar="SHELL", choices=SHELLS, help=" or ".join(SHELLS))
    conversations = add(
        "conversations",
        short="list the conversations that are kept, the newest first",
        more="Those about the articles that are named. Loads no model.",
    )
    conversations.add_argument("--search", metavar="WORDS", default="", help="only those that hold all these words")
    conversations.add_argument("--json", action="store_true", default=False, help="print JSON")
    _add_actions(conversations, options)
    add(
        "verdicts",
        short="print the answers that were marked as right or wrong",
        more="A JSON object a line: a set of questions to measure with. Loads no model.",
    )
    return parser, commands.choices


def _add_feed_actions(feed: _Parser, options: _Parser) -> None:
    """Add what can be done with feeds."""
    feed.set_defaults(action=None)
    actions = feed.add_subparsers(title="with some of them", metavar="ACTION")
    for name, said in (
        ("add", "follow a feed (RSS, Atom or JSON), or the one that a web page names, and fetch it now"),
        ("remove", "follow it no longer; its articles stay until they are forgotten with `qa-bot forget URL`"),
    ):
        action = actions.add_parser(name, help=said, description=f"{_begun(said)}.", parents=[options])
        action.set_defaults(action=name)
        action.add_argument("urls", metavar="URL", nargs="+")
    said = "list those that are followed, as `feed` alone does"
    listing = actions.add_parser("list", help=said, description=f"{_begun(said)}.", parents=[options])
    listing.set_defaults(action="list")


def _begun(said: str) -> str:
    """Return what a command does as a sentence begins with it."""
    return said[:1].upper() + said[1:]


def _add_moving(add: Callable[..., _Parser]) -> None:
    """Add the commands with which a library goes elsewhere."""
    export = add(
        "export",
        short="write the library with its conversations to one file, as a backup or to move it",
        more="Loads no model. Other programs may use the library meanwhile.",
    )
    import_ = add(
        "import",
        short="make a library of a file that `export` wrote",
        more="Nothing is embedded again, and the articles folder need not be there. Loads no model.",
    )
    export.add_argument("file", metavar="FILE", help="a name for the file, such as news.zip")
    import_.add_argument("file", metavar="FILE", help="the file")
    export.add_argument(
        "--without-conversations",
        dest="conversations",
        action="store_false",
        default=True,
        help="leave out what was asked and answered",
    )
    for command, does in ((export, "replace a file of this name"), (import_, "set aside a library that is there")):
        command.add_argument("--force", action="store_true", default=False, help=does)


def _add_actions(conversations: _Parser, options: _Parser) -> None:
    """Add what can be done with one conversation."""
    conversations.set_defaults(action=None)
    actions = conversations.add_subparsers(title="with one of them", metavar="ACTION")
    for name, said in (("export", "print it whole, to keep or to give away"), ("delete", "delete it for good")):
        action = actions.add_parser(name, help=said, description=f"{_begun(said)}.", parents=[options])
        action.set_defaults(action=name)
        action.add_argument("id", metavar="ID", help="its number in the list")
    actions.choices["export"].add_argument(
        "--format", choices=("markdown", "html", "json"), default="markdown", help="default: markdown"
    )
