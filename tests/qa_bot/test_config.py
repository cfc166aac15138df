from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot import config
from qa_bot.arguments import whole_parser
from qa_bot.config import DEFAULT, Config, InForce, in_force, load_config
from qa_bot.errors import ConfigError
from tests.conftest import ROOT

SETTINGS: dict[str, tuple[object, object, object]] = {
    "articles": (Path("/file"), Path("/environment"), Path("/flag")),
    "library": (Path("/file"), Path("/environment"), Path("/flag")),
    "store": ("/file.db", "milvus://host/environment", "milvus://u:p@host:1/flag"),
    "model": ("file", "environment", "flag"),
    "reader": ("file", "environment", "flag"),
    "precision": ("float32", "bfloat16", "float32"),
    "ray": ("file:6379", "environment:6379", "auto"),
    "limit": (3, 4, 5),
    "host": ("file", "environment", "flag"),
    "port": (8001, 8002, 65_535),
    "token": ("file", "environment", "flag"),
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
        Path("articles"), None, None, None, None, None, None, 10, "127.0.0.1", None, None, None
    )


def test_every_setting_is_tested() -> None:
    assert [*SETTINGS, "keys"] == [field.name for field in fields(Config)] == [each.name for each in config.SETTINGS]


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
    loaded = load_config({}, environment=toml(tmp_path, content))
    assert (loaded.articles, loaded.library) == (tmp_path / "news", tmp_path / "../index")
    assert loaded.store == str(tmp_path / "shared.db")


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
            "there is no setting 'limits'; there are articles, host, keys, library, limit, model, port, precision, "
            "ray, reader, store, theme, token",
        ),
        ("limit = 0", "limit must be a whole number from 1"),
        ("limit = -3", "limit must be a whole number from 1"),
        ("limit = 2.5", "limit must be a whole number from 1"),
        ("limit = true", "limit must be a whole number from 1"),
        ('limit = "many"', "limit must be a whole number from 1"),
        ("limit = [1]", "limit must be a whole number from 1"),
        ("model = 3", "model must be a text"),
        ('model = ""', "model must be a text"),
        ('precision = "half"', "precision must be bfloat16, float32 or int8"),
        ("precision = 16", "precision must be bfloat16, float32 or int8"),
        ("ray = true", "ray must be a text"),
        ("theme = false", "theme must be a text"),
        ("store = 19530", "store must be a text"),
        ('store = "localhost:19530"', "it must be milvus://HOST:PORT/COLLECTION, or a database of Milvus Lite"),
        ("articles = 3", "articles must be the path of a folder"),
        ('articles = ""', "articles must be the path of a folder"),
        ('library = ["a"]', "library must be the path of a folder"),
        ('store = "~nouser/news.db"', "~nouser/news.db names the home folder of nobody here"),
        ("keys = 3", "keys must be a table: [keys], and below it lines such as"),
        ("[keys]\nhelp = 1", "keys.help must be one key or several with commas between"),
        ('[keys]\nhelp = ""', "keys.help must be one key or several with commas between"),
        ('[keys]\nhelp = "f1,"', "keys.help must be one key or several with commas between"),
        ('[keys]\nhelp = "f1 f2"', "keys.help must be one key or several with commas between"),
        ('[keys]\nhelp = "\\u001b"', "keys.help must be one key or several with commas between"),
        ('[keys]\n"a\\nb" = ""', "keys.a b must be one key or several with commas between"),
        ('[keys.help]\nkey = "f1"', "keys.help must be one key or several with commas between"),
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


def test_keys_are_a_table_of_the_file(tmp_path: Path) -> None:
    environment = toml(tmp_path, '[keys]\nopen_next = "ctrl+o, f3"\n"Any name" = " f4 "')
    keys = load_config({}, environment=environment).keys
    assert dict(keys) == {"open_next": "ctrl+o,f3", "Any name": "f4"}
    with pytest.raises(TypeError):
        keys["help"] = "f1"  # type: ignore[index]  # what the test is about


def test_the_environment_sets_no_keys() -> None:
    assert load_config({}, environment={"QA_BOT_KEYS": "f1"}) == Config()


@pytest.mark.parametrize("name", SETTINGS)
def test_each_setting_says_where_it_comes_from(tmp_path: Path, name: str) -> None:
    in_file, in_environment, flag = SETTINGS[name]

    def origin(flags: dict[str, object], environment: dict[str, str]) -> str:
        (value,) = (each for each in in_force(flags, environment=environment).values if each.setting.name == name)
        return value.origin

    assert origin({}, {}) == DEFAULT
    environment = toml(tmp_path, f"{name} = {written(in_file)}")
    assert origin({}, environment) == str(tmp_path / "config.toml")
    environment[f"QA_BOT_{name.upper()}"] = str(in_environment)
    assert origin({}, environment) == f"QA_BOT_{name.upper()}"
    assert origin({name: str(flag)}, environment) == f"--{name}"


def test_what_is_wrong_is_told_whole_and_the_rest_is_in_force(tmp_path: Path) -> None:
    environment = toml(tmp_path, 'limits = 1\nlimit = 0\ntheme = "nord"') | {"QA_BOT_PRECISION": "half"}
    found = in_force({"articles": "~nouser/a", "model": "m"}, environment=environment)
    assert [str(problem).removeprefix(str(tmp_path)).split(";")[0] for problem in found.problems] == [
        "/config.toml: there is no setting 'limits'",
        "/config.toml: limit must be a whole number from 1",
        "QA_BOT_PRECISION: precision must be bfloat16, float32 or int8",
        "--articles: ~nouser/a names the home folder of nobody here: write the whole path",
    ]
    assert set_in(found) == {"theme": "nord", "model": "m"}


@pytest.mark.parametrize("content", ["limit = ", b"\xff\xfe\x00", "a = " + "[" * 5_000])
def test_a_broken_file_hides_no_other_setting(tmp_path: Path, content: str | bytes) -> None:
    found = in_force({"model": "m"}, environment=toml(tmp_path, content) | {"QA_BOT_THEME": "nord"})
    assert len(found.problems) == 1
    assert set_in(found) == {"theme": "nord", "model": "m"}


def set_in(found: InForce) -> dict[str, object]:
    """Return the settings that somebody has set."""
    return {each.setting.name: each.value for each in found.values if each.origin != DEFAULT}


PIECES = [
    "milvus://",
    "mara:pw@",
    "host",
    "/news",
    ".db",
    "~",
    "nobody",
    "/",
    "3",
    "-",
    "float32",
    " ",
    "\0",
    "\x1b[2J",
]
GIVEN = st.lists(st.sampled_from(PIECES)).map("".join) | st.integers() | st.none() | st.booleans()


@given(st.dictionaries(st.sampled_from([*SETTINGS, "keys", "other"]), GIVEN))
def test_whatever_is_given_is_a_configuration_or_a_problem(flags: dict[str, object]) -> None:
    found = in_force(flags, environment={})
    assert [each.setting.name for each in found.values] == [*SETTINGS, "keys"]
    if found.problems:
        with pytest.raises(ConfigError) as caught:
            load_config(flags, environment={})
        assert str(caught.value) == str(found.problems[0])
    else:
        loaded = load_config(flags, environment={})
        assert {each.setting.name: each.value for each in found.values} == {
            name: getattr(loaded, name) for name in (*SETTINGS, "keys")
        }


def test_a_password_is_not_shown() -> None:
    found = in_force({}, environment={"QA_BOT_STORE": "milvus://mara:geheim@host:1/news"})
    (store,) = (each for each in found.values if each.setting.name == "store")
    assert (store.shown, store.plain) == ("milvus://host:1/news", "milvus://host:1/news")


def test_the_readme_lists_what_is_declared() -> None:
    rows = ["| setting | flag | environment | default |", "|---|---|---|---|"]
    for each in config.SETTINGS:
        flag = f"`{each.option}`" if each.flag else ""
        variable = f"`{each.variable}`" if each.variable else ""
        rows.append(f"| {each.meaning} | {flag} | {variable} | {each.unset} |")
    assert "\n".join(rows) + "\n\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_flags_and_their_help_are_what_is_declared() -> None:
    parser, commands = whole_parser()
    for each in config.SETTINGS:
        own = commands[each.flag.command] if each.flag and each.flag.command else parser
        actions = [action for action in own._actions if each.option in action.option_strings]
        assert [action.metavar for action in actions] == ([each.flag.metavar] if each.flag else [])
        assert all(each.meaning in (action.help or "") and each.unset in (action.help or "") for action in actions)
