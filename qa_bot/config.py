"""What can be set, and where it comes from: defaults, then a TOML file, then the environment, then flags."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from embeddings.precision import PRECISIONS, Precision
from qa_bot.errors import ConfigError
from qa_bot.settings import (
    COUNT,
    FOLDER,
    KEYS,
    PORT,
    SECRET,
    STORE,
    TEXT,
    Flag,
    Setting,
    expanded_path,
    one_of,
    setting,
    settings_of,
)

DEFAULT = "default"
"""Where a setting comes from that nobody has set."""
CHOSEN = "chosen last"
"""Where one comes from that is remembered from the interface."""


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting with its default: flags, help, environment variables and checks are made from what stands here."""

    articles: Path = setting(
        Path("articles"), kind=FOLDER, meaning="the folder of articles", unset="./articles", flag=Flag("FOLDER")
    )
    library: Path | None = setting(
        None,
        kind=FOLDER,
        meaning="the folder of the index",
        unset="one for each articles folder, in your data folder",
        flag=Flag("FOLDER"),
    )
    store: str | None = setting(
        None,
        kind=STORE,
        meaning="a library that others share: milvus://HOST:PORT/COLLECTION, or a database of Milvus Lite, NAME.db",
        unset="none",
        flag=Flag(
            "STORE",
            more="; `index` shares the articles there, the interface, ask, search, articles and stats only ask it",
        ),
    )
    model: str | None = setting(
        None,
        kind=TEXT,
        meaning="the embedding model: a folder, or a name that sentence-transformers knows",
        unset="the bundled all-MiniLM-L6-v2",
        flag=Flag("NAME"),
    )
    reader: str | None = setting(
        None,
        kind=TEXT,
        meaning="the reading model: a folder, or a name that transformers knows, for extractive question answering",
        unset="the bundled one",
        flag=Flag("NAME"),
    )
    precision: Precision | None = setting(
        None,
        kind=one_of(*PRECISIONS),
        meaning="the number format that models compute in: bfloat16, float32 or int8",
        unset="what the processor is faster in",
    )
    ray: str | None = setting(
        None,
        kind=TEXT,
        meaning="the Ray cluster that `index` embeds on: auto, or host:port as `ray start` shows it",
        unset="none",
        flag=Flag("ADDRESS", command="index"),
    )
    limit: int = setting(10, kind=COUNT, meaning="how many passages `search` lists", flag=Flag("N", command="search"))
    host: str = setting(
        "127.0.0.1",
        kind=TEXT,
        meaning="the address of this machine at which `web` serves; 0.0.0.0 for all of them",
        flag=Flag("HOST", command="web"),
    )
    port: int | None = setting(
        None,
        kind=PORT,
        meaning="the port at which `web` serves",
        unset="8000, or the next that is free",
        flag=Flag("PORT", command="web"),
    )
    token: str | None = setting(
        None,
        kind=SECRET,
        meaning="what `web` asks everybody for",
        unset="a new one at every start, and none for this machine alone",
    )
    theme: str | None = setting(
        None, kind=TEXT, meaning="the interface's theme", unset="the one that was chosen last, else qa-bot-dark"
    )
    keys: Mapping[str, str] = setting(
        MappingProxyType({}),
        kind=KEYS,
        meaning="the interface's keys, in a table [keys] of the file",
        unset="those that F1 shows",
        in_environment=False,
    )
    """Which key, or keys with commas between, calls each binding."""


SETTINGS = settings_of(Config)


def check_not_shared(config: Config, said: str) -> None:
    """Raise ConfigError, which says this of it, if a store that others share is to be asked."""
    if config.store is not None:
        raise ConfigError(f"what others share {said}")


@dataclass(frozen=True, slots=True)
class Value:
    """What a setting is at present."""

    setting: Setting
    value: object
    origin: str
    """Where it comes from: the path of the file, the name of the variable or of the flag, `CHOSEN`, or `DEFAULT`."""

    @property
    def shown(self) -> str:
        """The value in words, without any password."""
        return self.setting.unset if self.origin == DEFAULT else self.setting.kind.shown(self.value)

    @property
    def plain(self) -> object:
        """The value as JSON has it, without any password."""
        if self.value is None or isinstance(self.value, int):
            return self.value
        return dict(self.value) if isinstance(self.value, Mapping) else self.setting.kind.shown(self.value)


@dataclass(frozen=True, slots=True)
class InForce:
    """Every setting, and what keeps others from being used."""

    values: tuple[Value, ...]
    problems: tuple[ConfigError, ...]
    file: Path | None
    """The file that is read if it exists; None if its name cannot be one."""

    def with_chosen(self, name: str, value: object) -> InForce:
        """Return the same with what was chosen in the interface for a setting that nobody has set."""
        chosen = (
            replace(each, value=value, origin=CHOSEN) if (each.setting.name, each.origin) == (name, DEFAULT) else each
            for each in self.values
        )
        return replace(self, values=tuple(chosen))


def load_config(flags: Mapping[str, object], *, environment: Mapping[str, str] = os.environ) -> Config:
    """Return the configuration; `flags` holds what was given on the command line, by field name.

    The TOML file is named by QA_BOT_CONFIG, or is config.toml in the user's configuration folder for qa-bot.

    Raises:
        ConfigError: the file cannot be read, or a setting is unknown or of the wrong kind.

    """
    found = in_force(flags, environment=environment)
    for problem in found.problems:
        raise problem
    return Config(**{each.setting.name: each.value for each in found.values})  # type: ignore[arg-type]  # kinds checked


def in_force(flags: Mapping[str, object], *, environment: Mapping[str, str] = os.environ) -> InForce:
    """Return every setting and where it comes from, as `load_config` reads them; what is wrong is left out and told."""
    values = {each.name: Value(each, each.default, DEFAULT) for each in SETTINGS}
    problems: list[ConfigError] = []
    file, in_file = None, {}
    try:
        file, must_exist = _config_path(environment)
        in_file = _read_toml(file, must_exist=must_exist)
    except ConfigError as error:
        problems.append(error)
    names = ", ".join(sorted(values))
    unknown = [name for name in in_file if name not in values]
    problems += [ConfigError(f"{file}: there is no setting {name!r}; there are {names}") for name in unknown]
    for each, value, origin in _given(in_file, str(file), environment, flags):
        base = file.parent if file is not None and origin == str(file) else Path()
        try:
            values[each.name] = Value(each, each.kind.read(each.name, value, base), origin)
        except ValueError as error:
            problems.append(ConfigError(f"{origin}: {error}"))
    return InForce(tuple(values.values()), tuple(problems), file)


def _given(
    in_file: Mapping[str, object], file: str, environment: Mapping[str, str], flags: Mapping[str, object]
) -> Iterator[tuple[Setting, object, str]]:
    """Yield each setting that was given, its raw value and its origin; what wins comes last."""
    for each in SETTINGS:
        if each.name in in_file:
            yield each, in_file[each.name], file
    for each in SETTINGS:
        if each.variable is not None and environment.get(each.variable):
            yield each, environment[each.variable], each.variable
    for each in SETTINGS:
        if each.name in flags:
            yield each, flags[each.name], each.option


def _config_path(environment: Mapping[str, str]) -> tuple[Path, bool]:
    """Return the path of the file, and whether somebody has named it, so that it must exist."""
    if environment.get("QA_BOT_CONFIG"):
        try:
            return expanded_path(environment["QA_BOT_CONFIG"]), True
        except ValueError as error:
            raise ConfigError(f"QA_BOT_CONFIG: {error}") from None
    from platformdirs import user_config_path

    return user_config_path("qa-bot") / "config.toml", False


def _read_toml(path: Path, *, must_exist: bool) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        if must_exist:
            raise ConfigError(f"QA_BOT_CONFIG names {path}, which does not exist") from None
        return {}
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not TOML: {error}") from None
    except RecursionError:
        raise ConfigError(f"{path} is not TOML: it is nested too deeply") from None
