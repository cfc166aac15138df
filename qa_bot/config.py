"""What can be set, and where it comes from: defaults, then a TOML file, then the environment, then flags."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from embeddings.bert import PRECISIONS, Precision
from embeddings.milvus import Address
from qa_bot.errors import ConfigError

ENVIRONMENT_PREFIX = "QA_BOT_"


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting with its default."""

    articles: Path = Path("articles")
    """The folder that holds the articles."""
    library: Path | None = None
    """The folder that holds the index; by default one in the user's data folder, for each articles folder its own."""
    store: str | None = None
    """A store that is shared with others: milvus://HOST:PORT/COLLECTION, or a database of Milvus Lite, NAME.db."""
    model: str | None = None
    """The embedding model: a folder, or a name that sentence-transformers knows; by default the bundled one."""
    reader: str | None = None
    """The reading model: a folder, or a name that transformers knows; by default the bundled one."""
    precision: Precision | None = None
    """The number format that models compute in, bfloat16 or float32; by default the one that suits the processor."""
    ray: str | None = None
    """The Ray cluster that `index` embeds on: "auto" for the one that this machine belongs to, or host:port."""
    limit: int = 10
    """How many passages `search` returns, from 1."""
    theme: str = "textual-dark"
    """The terminal interface's theme, one of those that its command palette offers."""


def load_config(flags: Mapping[str, object], *, environment: Mapping[str, str] = os.environ) -> Config:
    """Return the configuration; `flags` holds what was given on the command line, by field name.

    The TOML file is named by QA_BOT_CONFIG, or is config.toml in the user's configuration folder for qa-bot.

    Raises:
        ConfigError: the file cannot be read, or a setting is unknown or of the wrong kind.

    """
    names = {field.name for field in fields(Config)}
    values: dict[str, object] = {}
    path, must_exist = _config_path(environment)
    for key, value in _read_toml(path, must_exist=must_exist).items():
        if key not in names:
            raise ConfigError(f"{path}: there is no setting {key!r}; there are {', '.join(sorted(names))}")
        values[key] = _typed(key, value, place=str(path), base=path.parent)
    for name in names:
        variable = ENVIRONMENT_PREFIX + name.upper()
        if environment.get(variable):
            values[name] = _typed(name, environment[variable], place=variable)
    for name, value in flags.items():
        values[name] = _typed(name, value, place=f"--{name}")
    return Config(**values)  # type: ignore[arg-type]  # _typed has checked each


def _config_path(environment: Mapping[str, str]) -> tuple[Path, bool]:
    if environment.get("QA_BOT_CONFIG"):
        return _path(environment["QA_BOT_CONFIG"], place="QA_BOT_CONFIG"), True
    from platformdirs import user_config_path

    return user_config_path("qa-bot") / "config.toml", False


def _path(value: str | Path, *, place: str) -> Path:
    try:
        if "\0" in str(value):
            raise ConfigError(f"{place}: a path has no character of the code 0: write it anew")
        return Path(value).expanduser()
    except RuntimeError:
        raise ConfigError(f"{place}: {value} names the home folder of nobody here: write the whole path") from None


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


def _typed(name: str, value: object, *, place: str, base: Path = Path()) -> object:
    if name in ("articles", "library"):
        if not isinstance(value, (str, Path)) or not str(value):
            raise ConfigError(f"{place}: {name} must be the path of a folder")
        return base / _path(value, place=place)
    if name == "limit":
        try:
            limit = int(str(value))
        except ValueError:
            limit = 0
        if limit < 1 or isinstance(value, bool):
            raise ConfigError(f"{place}: limit must be a whole number from 1")
        return limit
    if name == "precision" and value not in PRECISIONS:
        raise ConfigError(f"{place}: precision must be {' or '.join(PRECISIONS)}")
    if not isinstance(value, str) or not value:
        raise ConfigError(f"{place}: {name} must be a text")
    if name == "store":
        try:
            return value if not Address.parse(value).is_lite else str(base / Path(value).expanduser())
        except ValueError as error:
            raise ConfigError(f"{place}: {error}") from None
    return value
