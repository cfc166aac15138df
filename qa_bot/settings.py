"""What a setting is: what it means, where it may be set, and which values it takes. Which there are, `config` says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from embeddings.milvus_address import Address
from embeddings.plaintext import one_line

T = TypeVar("T")

ENVIRONMENT_PREFIX = "QA_BOT_"


@dataclass(frozen=True, slots=True)
class Kind:
    """Which values a setting takes."""

    read: Callable[[str, object, Path], object]
    """Return the value that a setting of this name was given; what is relative in a path is so to the folder.

    A ValueError says what is wrong.
    """
    shown: Callable[[Any], str] = str
    """Return a value as it may be shown to anybody."""


@dataclass(frozen=True, slots=True)
class Flag:
    """How a setting is named on the command line."""

    metavar: str
    """What stands for its value in the help; completion knows by it what to offer."""
    more: str = ""
    """How the help goes on after the setting's meaning."""
    command: str = ""
    """The one command that it goes with; empty if it goes with all."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set in the file, and mostly elsewhere too."""

    name: str
    default: object
    kind: Kind
    meaning: str
    unset: str
    """What the default is, in words."""
    flag: Flag | None
    variable: str | None
    """The environment variable that sets it."""

    @property
    def option(self) -> str:
        """Its flag as it is typed, if it has one."""
        return f"--{self.name}"


def setting(
    default: T, *, kind: Kind, meaning: str, unset: str = "", flag: Flag | None = None, in_environment: bool = True
) -> T:
    """Declare a dataclass's field as a setting; without `unset`, the default is shown as it is."""
    metadata = {"kind": kind, "meaning": meaning, "unset": unset, "flag": flag, "in_environment": in_environment}
    if isinstance(default, Mapping):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


def settings_of(declaring: type) -> tuple[Setting, ...]:
    """Return what a dataclass of settings declares, in order."""
    return tuple(map(_declared, fields(declaring)))


def _declared(declaration: Field[Any]) -> Setting:
    name, said = declaration.name, declaration.metadata
    has_factory = callable(declaration.default_factory)
    default = declaration.default_factory() if has_factory else declaration.default  # type: ignore[operator]  # above
    return Setting(
        name,
        default,
        said["kind"],
        said["meaning"],
        said["unset"] or said["kind"].shown(default),
        said["flag"],
        ENVIRONMENT_PREFIX + name.upper() if said["in_environment"] else None,
    )


def expanded_path(value: str | Path) -> Path:
    """Return a path with the home folder in the place of its tilde.

    Raises:
        ValueError: no file can have this path.

    """
    if "\0" in str(value):
        raise ValueError("a path has no character of the code 0: write it anew")
    try:
        return Path(value).expanduser()
    except RuntimeError:
        raise ValueError(f"{value} names the home folder of nobody here: write the whole path") from None


def _text(name: str, value: object, _: Path) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name} must be a text")
    return value


def _folder(name: str, value: object, base: Path) -> Path:
    if not isinstance(value, (str, Path)) or not str(value):
        raise ValueError(f"{name} must be the path of a folder")
    return base / expanded_path(value)


def _store(name: str, value: object, base: Path) -> str:
    text = _text(name, value, base)
    return text if not Address.parse(text).is_lite else str(base / expanded_path(text))


def _count(name: str, value: object, _: Path) -> int:
    try:
        count = 0 if isinstance(value, bool) else int(str(value))
    except ValueError:
        count = 0
    if count < 1:
        raise ValueError(f"{name} must be a whole number from 1")
    return count


def _port(name: str, value: object, base: Path) -> int:
    try:
        port = _count(name, value, base)
    except ValueError:
        port = 0
    if not 1 <= port <= 65_535:
        raise ValueError(f"{name} must be a whole number from 1 to 65535")
    return port


def one_of(*choices: str) -> Kind:
    """Return the kind of a setting that takes one of these values alone."""

    def chosen(name: str, value: object, _: Path) -> object:
        if value not in choices:
            raise ValueError(f"{name} must be {', '.join(choices[:-1])} or {choices[-1]}")
        return value

    return Kind(chosen)


def _keys(name: str, value: object, _: Path) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise ValueError(f'{name} must be a table: [{name}], and below it lines such as help = "f1,ctrl+g"')
    return MappingProxyType({binding: _key_list(f"{name}.{binding}", keys) for binding, keys in value.items()})


def _key_list(name: str, value: object) -> str:
    keys = [key.strip() for key in value.split(",")] if isinstance(value, str) else []
    if not keys or not all(key.isprintable() and len(key.split()) == 1 for key in keys):
        raise ValueError(
            f'{one_line(name)} must be one key or several with commas between, such as "f1" or "f1,ctrl+g"'
        )
    return ",".join(keys)


def _shown_keys(keys: Mapping[str, str]) -> str:
    return "; ".join(f"{binding} = {key}" for binding, key in keys.items())


TEXT = Kind(_text)
FOLDER = Kind(_folder)
COUNT = Kind(_count)
STORE = Kind(_store, lambda store: str(Address.parse(store)))
"""Shown without the user and password that may stand in it."""
PORT = Kind(_port)
SECRET = Kind(_text, lambda _: "set, and not shown")
KEYS = Kind(_keys, _shown_keys)
