"""The commands that load no model, but for those about conversations: each prints what one call has done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa_bot.config import check_not_shared
from qa_bot.exit_codes import ANSWERED, FAILED

if TYPE_CHECKING:
    from qa_bot.config import Config


def run_articles(config: Config, arguments: dict[str, Any]) -> int:
    """List the articles that are indexed, and return the exit code.

    Raises:
        ArticlesFolderError: nothing is indexed, and there is no such folder.
        LibraryError: the library cannot be used.
        SharedStoreError: the store cannot be.

    """
    from embeddings.access import folder_warning
    from embeddings.milvus_address import Address
    from qa_bot import json_output, output
    from qa_bot.indexed import indexed_articles, left_out, shared_articles

    if config.store is not None:
        articles, warnings = shared_articles(Address.parse(config.store)), []
    else:
        articles, warning = indexed_articles(config.articles, library=config.library)
        warnings = [warning, folder_warning(config.articles) if articles else None]
    for each in filter(None, warnings):
        output.warn(each)
    if arguments["json"]:
        json_output.print_json(json_output.articles_as_list(articles))
    elif articles:
        output.print_articles(articles)
    else:
        output.warn(_nothing(config))
    if config.store is None:
        output.print_skipped(left_out(config.articles, library=config.library))
    return ANSWERED


def run_forget(config: Config, arguments: dict[str, Any]) -> int:
    """Forget what was added beside the articles folder, print what that was, and return the exit code.

    Raises:
        ArticlesFolderError: nothing is indexed, and there is no such folder.
        ForgettingError: what is named cannot be forgotten.
        LibraryError: the library cannot be used.

    """
    from embeddings.errors import ForgettingError
    from embeddings.shared import IS_NOT_FORGOTTEN
    from qa_bot import output
    from qa_bot.indexed import forgotten

    if config.store is not None:
        raise ForgettingError(IS_NOT_FORGOTTEN)
    output.print_forgotten(forgotten(arguments["sources"], config.articles, library=config.library))
    return ANSWERED


def run_stats(config: Config, arguments: dict[str, Any]) -> int:
    """Print what the library holds and how it does, and return the exit code.

    Raises:
        ArticlesFolderError: nothing is indexed, and there is no such folder.
        LibraryError: the library cannot be used.
        SharedStoreError: the store cannot be.

    """
    from qa_bot import json_output, output
    from qa_bot.statistics import gathered
    from qa_bot.statistics_report import sections, statistics_as_dict

    statistics, warnings = gathered(config)
    for warning in warnings:
        output.warn(warning)
    if arguments["json"]:
        json_output.print_json(statistics_as_dict(statistics))
    elif statistics.articles:
        output.print_sections(sections(statistics))
    else:
        output.warn(_nothing(config))
    return ANSWERED


def run_doctor(config: Config, _: dict[str, Any]) -> int:
    """Check the library whole, and return the exit code: that of a failure if something is damaged.

    Raises:
        ArticlesFolderError: there is none, and no folder that it could be of.
        ConfigError: it is one that others share.
        LibraryError: there is none, or it cannot be used.

    """
    from qa_bot import output
    from qa_bot.indexed import examined, left_out

    check_not_shared(config, "is checked where its articles are, without --store or QA_BOT_STORE")
    found = examined(config.articles, library=config.library)
    output.print_examined(found)
    output.print_skipped(left_out(config.articles, library=config.library))
    return FAILED if any(each.damage for each in found) else ANSWERED


def run_export(config: Config, arguments: dict[str, Any]) -> int:
    """Write the library to a file, print what is in it, and return the exit code.

    Raises:
        ArchiveError: there is none, or the file cannot be written.
        ArticlesFolderError: there is none, and no folder that it could be of.
        ConfigError: it is one that others share.
        LibraryError: it cannot be used.

    """
    from qa_bot import output
    from qa_bot.portable import exported

    check_not_shared(config, "is exported where its articles are, without --store or QA_BOT_STORE")
    file = _path(arguments["file"])
    manifest = exported(
        file,
        config.articles,
        library=config.library,
        conversations=arguments["conversations"],
        force=arguments["force"],
    )
    output.print_exported(file, manifest)
    return ANSWERED


def run_import(config: Config, arguments: dict[str, Any]) -> int:
    """Make a library of a file that was exported, print where it is, and return the exit code.

    Raises:
        ArchiveError: the file cannot be imported, or there is a library already.
        ConfigError: it would be one that others share.
        LibraryError: that cannot be used.

    """
    from embeddings.access import folder_warning
    from qa_bot import output
    from qa_bot.portable import imported
    from qa_bot.wording import counted

    not_there = "is imported on this machine, without --store or QA_BOT_STORE, and shared with `qa-bot index --store`"
    check_not_shared(config, not_there)
    found = imported(_path(arguments["file"]), config.articles, library=config.library, force=arguments["force"])
    output.print_imported(found)
    if warning := folder_warning(config.articles):
        output.warn(warning)
    if found.absent:
        output.warn(
            f"{counted(found.absent, 'file')} of it not in {config.articles}, to be forgotten once that folder is "
            "followed: copy there what it lacks, or name another folder with --articles"
        )
    return ANSWERED


def _path(typed: str) -> Path:
    """Return the path of a file that was typed.

    Raises:
        ArchiveError: no file can have it.

    """
    from embeddings.errors import ArchiveError
    from qa_bot.settings import expanded_path

    try:
        return expanded_path(typed)
    except ValueError as error:
        raise ArchiveError(str(error)) from None


def run_config(flags: dict[str, object], arguments: dict[str, Any]) -> int:
    """Print the settings, those that are sound also where others are not; return the exit code."""
    from qa_bot import json_output, output
    from qa_bot.config import in_force
    from qa_bot.remembered import remembered_theme

    found = in_force(flags)
    if (theme := remembered_theme()) is not None:
        found = found.with_chosen("theme", theme)
    if arguments["json"]:
        json_output.print_json(json_output.settings_as_dict(found))
    else:
        output.print_settings(found)
    for problem in found.problems:
        output.warn(str(problem))
    return FAILED if found.problems else ANSWERED


def run_completion(arguments: dict[str, Any]) -> int:
    """Print a shell's completion script, and return the exit code."""
    from qa_bot.arguments import whole_parser
    from qa_bot.completion import script

    print(script(arguments["shell"], whole_parser()[0]), end="")
    return ANSWERED


def _nothing(config: Config) -> str:
    """Say that nothing is indexed yet, and what to do: wait for the program that is indexing, or have it done."""
    from embeddings.place import default_folder
    from embeddings.writing import who_writes

    writer = "" if config.store is not None else who_writes(config.library or default_folder(config.articles))
    return f"nothing is indexed yet{f', and {writer}' if writer else ': run `qa-bot index`, or ask something'}"
