from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from qa_bot.config import Config, load_config
from qa_bot.errors import ConfigError

SETTINGS: dict[str, tuple[object, object, object]] = {
    "articles": (Path("/file"), Path("/environment"), Path("/flag")),
    "library": (Path("/file"), Path("/environment"), Path("/flag")),
    "store": ("/file.db", "milvus://host/environment", "milvus://u:p@host:1/flag"),
    "model": ("file", "environment", "flag"),
    "reader": ("file", "environment", "flag"),
    "precision": ("float32", "bfloat16", "float32"),
    "ray": ("file:6379", "environment:6379", "auto"),
    "limit": (3, 4, 5),
    "theme": ("file", "environment", "flag"),
}
"""What each setting is in the file, in the environment and among the flags."""


def toml(tmp_path: Path, content: str | bytes) -> dict[str, str]:
    """Write a configuration file and return the environment that names it."""
    path = tmp_path / "config.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return {"QA_BOT_CONFIG": str(path)}


def written(value: object) -> str:
    return str(value) if isinstance(value, int) else f'"{value}"'


def test_nothing_set_gives_the_defaults() -> None:
    assert load_config({}, environment={}) == Config(
        Path("articles"), None, None, None, None, None, None, 10, "textual-dark"
    )


def test_every_setting_is_tested() -> None:
    assert list(SETTINGS) == [field.name for field in fields(Config)]


@pytest.mark.parametrize("name", SETTINGS)
def test_flags_win_over_the_environment_and_that_over_the_file(tmp_path: Path, name: str) -> None:
    in_file, in_environment, flag = SETTINGS[name]
    environment = toml(tmp_path, f"{name} = {written(in_file)}")
    assert getattr(load_config({}, environment=environment), name) == in_file
    environment[f"QA_BOT_{name.upper()}"] = str(in_environment)
    assert getattr(load_config({}, environment=environment), name) == in_environment
    assert getattr(load_config({name: str(flag)}, environment=environment), name) == flag


def test_the_user_s_own_file_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("platformdirs.user_config_path", lambda name: tmp_path / name)
    (tmp_path / "qa-bot").mkdir()
    (tmp_path / "qa-bot" / "config.toml").write_text("limit = 7")
    assert load_config({}, environment={}).limit == 7


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    assert load_config({}, environment=toml(tmp_path, b"\xef\xbb\xbflimit = 7")).limit == 7


def test_a_file_in_the_home_folder_of_nobody_is_named() -> None:
    with pytest.raises(ConfigError, match=r"^QA_BOT_CONFIG: ~nouser/x.toml names the home folder of nobody here"):
        load_config({}, environment={"QA_BOT_CONFIG": "~nouser/x.toml"})


def test_an_empty_variable_is_no_setting() -> None:
    assert load_config({}, environment={"QA_BOT_LIMIT": "", "QA_BOT_CONFIG": ""}) == Config()


def test_folders_in_the_file_are_relative_to_it(tmp_path: Path) -> None:
    content = 'articles = "news"\nlibrary = "../index"\nstore = "shared.db"'
    config = load_config({}, environment=toml(tmp_path, content))
    assert (config.articles, config.library) == (tmp_path / "news", tmp_path / "../index")
    assert config.store == str(tmp_path / "shared.db")


def test_a_folder_of_the_environment_is_relative_to_the_working_folder() -> None:
    assert load_config({}, environment={"QA_BOT_ARTICLES": "news"}).articles == Path("news")


@pytest.mark.parametrize("name", ["articles", "library"])
def test_a_tilde_is_the_home_folder(name: str) -> None:
    assert getattr(load_config({name: "~/news"}, environment={}), name) == Path.home() / "news"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("limit = ", "is not TOML"),
        (b"\xff\xfe\x00", "is not TOML"),
        (
            "limits = 3",
            "there is no setting 'limits'; there are articles, library, limit, model, precision, ray, reader, store, "
            "theme",
        ),
        ("limit = 0", "limit must be a whole number from 1"),
        ("limit = -3", "limit must be a whole number from 1"),
        ("limit = 2.5", "limit must be a whole number from 1"),
        ("limit = true", "limit must be a whole number from 1"),
        ('limit = "many"', "limit must be a whole number from 1"),
        ("limit = [1]", "limit must be a whole number from 1"),
        ("model = 3", "model must be a text"),
        ('model = ""', "model must be a text"),
        ('precision = "half"', "precision must be bfloat16 or float32"),
        ("precision = 16", "precision must be bfloat16 or float32"),
        ("ray = true", "ray must be a text"),
        ("theme = false", "theme must be a text"),
        ("store = 19530", "store must be a text"),
        ('store = "localhost:19530"', "it must be milvus://HOST:PORT/COLLECTION, or a database of Milvus Lite"),
        ("articles = 3", "articles must be the path of a folder"),
        ('articles = ""', "articles must be the path of a folder"),
        ('library = ["a"]', "library must be the path of a folder"),
        ('articles = "a\\u0000b"', "a path has no character of the code 0"),
        ("a = " + "[" * 5_000, "is not TOML: it is nested too deeply"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config({}, environment=toml(tmp_path, content))
    assert message in str(caught.value)
    assert str(tmp_path / "config.toml") in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("limit", ["0", "-1", "1.5", "x", " "])
def test_a_bad_flag_or_variable_is_named(limit: str) -> None:
    with pytest.raises(ConfigError, match=r"^--limit: limit must be"):
        load_config({"limit": limit}, environment={})
    with pytest.raises(ConfigError, match=r"^QA_BOT_LIMIT: limit must be"):
        load_config({}, environment={"QA_BOT_LIMIT": limit})


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"QA_BOT_CONFIG names .*missing\.toml, which does not exist"):
        load_config({}, environment={"QA_BOT_CONFIG": str(tmp_path / "missing.toml")})


def test_a_named_file_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config({}, environment={"QA_BOT_CONFIG": str(tmp_path)})


def test_the_home_folder_of_nobody_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"^--articles: ~nosuchuser/news"):
        load_config({"articles": "~nosuchuser/news"}, environment={})
