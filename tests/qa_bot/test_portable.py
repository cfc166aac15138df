from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import shutil
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings import archive
from embeddings.archive import MANIFEST
from embeddings.store import FILE_NAME, Store
from qa_bot import cli
from qa_bot.conversations import database as conversation_database
from qa_bot.conversations.store import Conversations
from tests.conftest import Write
from tests.embeddings.test_store import as_version_5
from tests.embeddings.unprivileged import unprivileged
from tests.qa_bot.conftest import ANSWERED, ARTICLES, Run, typed_in
from tests.qa_bot.tui import scripted_bot as scripted

INDEXES = {"passages.faiss", "passages.tantivy"}


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """Return where another machine's folders would be: nothing is there yet."""
    return tmp_path / "there" / "deep"


@pytest.fixture
def elsewhere(there: Path, qa: Run) -> Run:
    """Return a function that runs a command on another machine, where the articles folder does not exist."""
    return lambda *argv: cli.main([*argv, "--articles", str(there / "articles"), "--library", str(there / "library")])


@pytest.fixture
def exported(qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Index the articles, keep a conversation, and return what was exported."""
    assert qa("index") == 0
    with contextlib.closing(Conversations.open(tmp_path / "library")) as conversations:
        conversations.answer(conversations.ask(conversations.begin(), "Who?"), scripted.answer("Who?"))
    path = tmp_path / "news.zip"
    assert qa("export", str(path)) == 0
    capsys.readouterr()
    return path


def names_in(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as file:
        return {name.partition("/")[0] for name in file.namelist()}


def embedding_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.hashing_encoder.HashingEncoder.encode_documents", None)


def rewritten(path: Path, tmp_path: Path, change: Callable[[Path], object]) -> Path:
    """Return another archive, with a manifest that is right, of what this one holds after a change to it."""
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(path) as file:
        manifest = archive.Manifest.from_json(file.read(MANIFEST))
        file.extractall(folder)
    (folder / MANIFEST).unlink()
    change(folder)
    changed = tmp_path / "changed.zip"
    archive.write(changed, folder, dataclasses.replace(manifest, members=archive.described(folder)), force=False)
    shutil.rmtree(folder)
    return changed


def sql(name: str, *statements: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with contextlib.closing(sqlite3.connect(folder / name)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return change


# export


def test_export_says_what_it_wrote(qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    qa("index")
    capsys.readouterr()
    assert qa("export", str(tmp_path / "news.zip")) == 0
    assert capsys.readouterr().out == f"exported 3 articles, 3 passages to {tmp_path / 'news.zip'}\n"
    assert names_in(tmp_path / "news.zip") == {MANIFEST, FILE_NAME, *INDEXES}
    assert sorted(each.name for each in tmp_path.iterdir()) == ["articles", "library", "news.zip"]


def test_the_manifest_says_what_is_in_it_and_not_where_it_was(exported: Path) -> None:
    with zipfile.ZipFile(exported) as file:
        manifest = json.loads(file.read(MANIFEST))
    assert (manifest["articles_folder"], manifest["articles"], manifest["conversations"]) == ("articles", 3, 1)
    assert names_in(exported) == {MANIFEST, FILE_NAME, conversation_database.FILE_NAME, *INDEXES}


def test_conversations_are_left_out_on_demand(qa: Run, exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("export", str(exported), "--without-conversations") == 2
    assert "exists already" in capsys.readouterr().err
    assert qa("export", str(exported), "--without-conversations", "--force") == 0
    assert conversation_database.FILE_NAME not in names_in(exported)


def test_a_writer_at_work_does_no_harm(
    qa: Run, elsewhere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    qa("index")
    writer = sqlite3.connect(tmp_path / "library" / FILE_NAME)
    with contextlib.closing(writer):
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM articles")
        assert qa("export", str(tmp_path / "news.zip")) == 0
        writer.rollback()
    assert elsewhere("import", str(tmp_path / "news.zip")) == 0
    assert "imported 3 articles" in capsys.readouterr().out


@pytest.mark.parametrize(
    "spoil",
    [
        lambda library: (library / "passages.faiss").write_bytes(b"noise"),
        lambda library: (library / "passages.tantivy" / "gone.idx").symlink_to("nowhere"),
        lambda library: shutil.rmtree(library / "passages.tantivy"),
        sql(FILE_NAME, "UPDATE meta SET value = value + 1 WHERE key = 'generation'"),
    ],
)
def test_indexes_of_another_generation_stay_behind_and_are_built_again(
    qa: Run, elsewhere: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], object]
) -> None:
    qa("index")
    spoil(tmp_path / "library")
    assert qa("export", str(tmp_path / "news.zip")) == 0
    assert names_in(tmp_path / "news.zip") == {MANIFEST, FILE_NAME}
    assert elsewhere("import", str(tmp_path / "news.zip")) == 0
    embedding_is_refused(monkeypatch)
    assert elsewhere("ask", ANSWERED) == 0


@pytest.mark.parametrize("name", [FILE_NAME, conversation_database.FILE_NAME])
def test_what_is_damaged_is_not_exported(
    exported: Path, qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    noise(name)(tmp_path / "library")
    assert qa("export", str(tmp_path / "new.zip")) == 2
    printed = capsys.readouterr()
    assert "damaged" in printed.err
    assert printed.err.count("\n") == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["articles", "library", "news.zip"]


@pytest.mark.parametrize("command", ["export", "import"])
def test_what_others_share_is_neither_exported_nor_imported(
    qa: Run, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert qa(command, str(tmp_path / "news.zip"), "--store", str(tmp_path / "shared.db")) == 2
    assert "without --store" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["articles"]


def test_nothing_that_is_indexed_is_nothing_to_export(
    qa: Run, elsewhere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert qa("export", str(tmp_path / "news.zip")) == 2
    assert "nothing is indexed yet" in capsys.readouterr().err
    assert elsewhere("export", str(tmp_path / "news.zip")) == 2
    assert "there is no folder" in capsys.readouterr().err
    Store.open(tmp_path / "library")[0].close()
    assert qa("export", str(tmp_path / "news.zip")) == 2
    assert "holds no article" in capsys.readouterr().err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["articles", "library"]


@pytest.mark.parametrize("name", ["missing/news.zip", "articles/pump.txt/news.zip", "\0", "~nobody-of-this-name/x"])
def test_a_file_that_cannot_be_written_is_told(
    qa: Run, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    qa("index")
    capsys.readouterr()
    assert qa("export", name if name[0] in "\0~" else str(tmp_path / name)) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert "fault of this program" not in printed.err


def test_only_a_file_is_replaced_by_an_export_or_imported(
    qa: Run, elsewhere: Run, there: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    qa("index")
    (tmp_path / "link.zip").symlink_to(tmp_path / "articles")
    os.mkfifo(tmp_path / "pipe.zip")
    for name in ("link.zip", "pipe.zip", "articles"):
        capsys.readouterr()
        assert qa("export", str(tmp_path / name), "--force") == 2
        assert "is no regular file" in capsys.readouterr().err
    assert stat.S_ISFIFO((tmp_path / "pipe.zip").lstat().st_mode)
    for path in (tmp_path / "pipe.zip", Path("/dev/zero"), tmp_path / "articles"):
        assert elsewhere("import", str(path)) == 2
        assert "is no file" in capsys.readouterr().err
    assert not there.exists()


def test_a_library_that_may_only_be_read_is_exported(qa: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    qa("index")
    with contextlib.closing(Conversations.open(tmp_path / "library")) as conversations:
        conversations.ask(conversations.begin(), "Who?")
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "out").mkdir()
    (tmp_path / "out").chmod(0o777)
    with unprivileged(tmp_path / "library"):
        assert qa("export", str(tmp_path / "out" / "news.zip")) == 0
    assert names_in(tmp_path / "out" / "news.zip") == {
        *(MANIFEST, FILE_NAME, conversation_database.FILE_NAME),
        *INDEXES,
    }


# import


def test_another_machine_answers_without_the_folder_and_without_embedding(
    exported: Path, elsewhere: Run, there: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    embedding_is_refused(monkeypatch)
    assert elsewhere("import", str(exported)) == 0
    printed = capsys.readouterr()
    assert printed.out == f"imported 3 articles to {there / 'library'}\n"
    missing = f"there is no folder {there / 'articles'}: give the folder that holds your articles"
    assert missing in printed.err
    for command in (["ask", ANSWERED], ["search", "kites"], ["articles"], ["stats"]):
        assert elsewhere(*command) == 0
        printed = capsys.readouterr()
        assert printed.out
        assert (missing in printed.err, printed.err.count("\n")) == (True, 1)
    assert elsewhere("conversations") == 0
    assert "Who?" in capsys.readouterr().out
    assert elsewhere("doctor") == 0
    assert elsewhere() == 2
    assert "the terminal interface needs a terminal" in capsys.readouterr().err  # and not the folder
    assert [each.name for each in there.iterdir()] == ["library"]


def test_its_indexes_are_known_as_they_are_and_not_built_again(
    exported: Path, elsewhere: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert elsewhere("import", str(exported)) == 0
    monkeypatch.setattr("embeddings.checksums.checksum", None)  # neither read whole
    monkeypatch.setattr("embeddings.vector_index.VectorIndex.update", None)
    monkeypatch.setattr("embeddings.lexical_index.LexicalIndex.update", None)
    assert elsewhere("search", "kites") == 0


def test_an_import_warns_of_files_that_the_folder_lacks(
    exported: Path, elsewhere: Run, there: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (there / "articles").mkdir(parents=True)
    assert elsewhere("import", str(exported)) == 0
    assert "of it not in" not in capsys.readouterr().err  # an empty folder takes nothing away
    (there / "articles" / "other.txt").write_text("It froze.")
    assert elsewhere("import", str(exported), "--force") == 0
    warning = capsys.readouterr().err
    assert "3 files of it not in" in warning
    assert warning.count("\n") == 1
    shutil.copytree(tmp_path / "articles", there / "articles", dirs_exist_ok=True)
    assert elsewhere("import", str(exported), "--force") == 0
    assert capsys.readouterr().err == ""


def test_where_the_folder_has_another_path_nothing_is_embedded_again(
    exported: Path, elsewhere: Run, there: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert elsewhere("import", str(exported)) == 0
    (there / "articles").mkdir()
    for name, content in ARTICLES.items():
        (there / "articles" / name).write_text(content)
    embedding_is_refused(monkeypatch)
    capsys.readouterr()
    assert elsewhere("index") == 0
    printed = capsys.readouterr()
    assert "0 added, 0 changed, 0 removed, 3 unchanged" in printed.out
    assert printed.err == ""


TABLE = b'title,text\nOtters,The otters came back in May.\nHerons,"The herons left, as always, in June."\n'


@pytest.fixture
def piped(qa: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Index what comes in by standard input, and return what was exported; nothing is embedded from then on."""
    for content in (TABLE, b"Seals\n\nThe seals sleep on the pier.\n"):
        typed_in(monkeypatch, content)
        assert qa("index", "-") == 0
    assert qa("export", str(tmp_path / "news.zip")) == 0
    shutil.rmtree(tmp_path / "library")
    embedding_is_refused(monkeypatch)
    return tmp_path / "news.zip"


@pytest.mark.parametrize("has_folder", [False, True])
def test_what_came_in_by_standard_input_travels_with_it(
    piped: Path, elsewhere: Run, there: Path, capsys: pytest.CaptureFixture[str], has_folder: bool
) -> None:
    assert elsewhere("import", str(piped)) == 0
    if has_folder:
        shutil.copytree(piped.parent / "articles", there / "articles")
    kept = sorted((there / "library/piped").iterdir())
    assert sorted(path.suffix for path in kept) == [".csv", ".txt"]
    assert TABLE in [path.read_bytes() for path in kept]
    capsys.readouterr()
    assert elsewhere("search", "otters", "--json") == 0
    table = next(path for path in kept if path.suffix == ".csv")
    assert json.loads(capsys.readouterr().out)["hits"][0]["source"] == f"{table}/Otters"
    if has_folder:
        assert elsewhere("index") == 0
        assert "0 added, 0 changed, 0 removed, 6 unchanged" in capsys.readouterr().out
    assert elsewhere("forget", *map(str, kept)) == 0
    assert list((there / "library/piped").iterdir()) == []
    assert str(piped.parent / "library") not in capsys.readouterr().out


def test_a_library_with_standard_input_in_it_is_set_aside_with_that(
    exported: Path, qa: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed_in(monkeypatch, TABLE)
    assert qa("index", "-") == 0
    assert qa("import", str(exported), "--force") == 0
    assert [path.read_bytes() for path in (tmp_path / "library.replaced-1/piped").iterdir()] == [TABLE]
    assert not (tmp_path / "library/piped").exists()


def test_what_is_gone_of_standard_input_keeps_nothing_else_from_travelling(
    qa: Run, elsewhere: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed_in(monkeypatch, TABLE)
    assert qa("index", "-") == 0
    shutil.rmtree(tmp_path / "library/piped")
    assert qa("export", str(tmp_path / "news.zip")) == 0
    assert elsewhere("import", str(tmp_path / "news.zip")) == 0
    assert elsewhere("search", "otters") == 0


def test_a_library_of_a_former_version_is_brought_up_to_date(
    exported: Path, elsewhere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert elsewhere("import", str(rewritten(exported, tmp_path, as_version_5))) == 0
    assert elsewhere("ask", ANSWERED) == 0


def test_a_library_that_holds_articles_is_set_aside_only_on_demand(
    exported: Path, qa: Run, tmp_path: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("more.txt", "More\n\nThe ferry sank in the harbour.\n")
    qa("index")
    capsys.readouterr()
    assert qa("import", str(exported)) == 2
    assert f"the library {tmp_path / 'library'} holds 4 articles" in capsys.readouterr().err
    for number in (1, 2):
        aside = tmp_path / f"library.replaced-{number}"
        assert qa("import", str(exported), "--force") == 0
        assert f"the library that was there is now {aside}\n" in capsys.readouterr().out
        with contextlib.closing(Store.open(aside)[0]) as store:
            assert store.article_count() == (4 if number == 1 else 3)
    assert (tmp_path / "library.replaced-1" / conversation_database.FILE_NAME).exists()


@pytest.mark.parametrize(
    "command", [["ask", ANSWERED], ["articles"], ["stats"], ["doctor"], ["conversations"], ["export"]]
)
def test_a_library_that_an_import_had_moved_away_when_it_was_killed_is_put_back(
    exported: Path, qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    (tmp_path / "library").rename(tmp_path / "library.being-replaced")
    assert qa(*command, *[str(tmp_path / "new.zip")] * (command == ["export"])) == 0
    said = (
        f"qa-bot: an import was ended before it was done: the library {tmp_path / 'library'} is as it was; import again"
    )
    assert capsys.readouterr().err.splitlines().count(said) == 1
    assert qa("ask", ANSWERED) == 0
    assert "import" not in capsys.readouterr().err


def test_a_library_that_another_program_has_open_stays(
    exported: Path, qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.closing(Store.open(tmp_path / "library")[0]) as store:
        store.article_count()
        assert qa("import", str(exported), "--force") == 2
    assert "another program has the library" in capsys.readouterr().err
    assert not (tmp_path / "library.replaced-1").exists()
    assert qa("import", str(exported), "--force") == 0


def test_a_folder_of_other_things_is_no_place_for_a_library(
    exported: Path, qa: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(folder.iterdir())
    assert cli.main(["import", str(exported), "--force", "--library", str(folder)]) == 2
    assert "holds other things than a library" in capsys.readouterr().err
    assert cli.main(["import", str(exported), "--library", str(folder / "pump.txt")]) == 2
    assert sorted(folder.iterdir()) == before


def test_what_cannot_be_renamed_leaves_the_old_library_in_its_place(
    exported: Path, qa: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if target == tmp_path / "library" and path.name == "library":
            raise OSError(16, "Device or resource busy")
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", fail)
        assert qa("import", str(exported), "--force") == 2
    assert "cannot be written (Device or resource busy)" in capsys.readouterr().err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["articles", "library", "news.zip"]
    assert qa("ask", ANSWERED) == 0


def without_library(folder: Path) -> None:
    (folder / FILE_NAME).unlink()


def noise(name: str) -> Callable[[Path], object]:
    def write_noise(folder: Path) -> None:
        with (folder / name).open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * 4096)

    return write_noise


def of_another_program(folder: Path) -> None:
    without_library(folder)
    sql(FILE_NAME, "CREATE TABLE notes (text)", "PRAGMA user_version = 3")(folder)


@pytest.mark.parametrize(
    "change",
    [
        without_library,
        of_another_program,
        noise(FILE_NAME),
        noise(conversation_database.FILE_NAME),
        lambda folder: (folder / FILE_NAME).write_bytes(b""),
        lambda folder: (folder / FILE_NAME).write_bytes(b"noise" * 5000),
        lambda folder: (folder / "library.sqlite.sound").write_bytes(b""),
        lambda folder: (folder / "passages.tantivy" / "..x").write_bytes(b""),
        sql(FILE_NAME, "CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM articles; END"),
        sql(FILE_NAME, "CREATE VIEW v AS SELECT 1"),
        sql(FILE_NAME, "DROP TABLE roots", "CREATE VIRTUAL TABLE roots USING fts5(location)"),
        sql(FILE_NAME, "ALTER TABLE meta RENAME COLUMN value TO worth"),
        sql(FILE_NAME, "UPDATE meta SET value = 'many' WHERE key = 'generation'"),
        sql(FILE_NAME, "PRAGMA user_version = 0"),
        sql(conversation_database.FILE_NAME, "CREATE TABLE more (x)"),
    ],
)
def test_what_is_no_library_of_ours_is_refused_and_leaves_nothing(
    exported: Path, elsewhere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Path], object]
) -> None:
    path = rewritten(exported, tmp_path, change)
    before = sorted(tmp_path.rglob("*"))
    assert elsewhere("import", str(path)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"qa-bot: {path} is damaged, or no library that `qa-bot export` wrote")
    assert printed.err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", [FILE_NAME, conversation_database.FILE_NAME])
def test_one_of_a_newer_version_is_refused_politely(
    exported: Path, elsewhere: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert elsewhere("import", str(rewritten(exported, tmp_path, sql(name, "PRAGMA user_version = 99")))) == 2
    assert "newer version of this program: update it" in capsys.readouterr().err
    assert not (tmp_path / "there").exists()


def test_one_that_says_so_in_its_manifest_is_refused_before_it_is_read(
    exported: Path, elsewhere: Run, tmp_path: Path, there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "newer.zip"
    with zipfile.ZipFile(exported) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b'"schema": ', b'"schema": 9') if name == MANIFEST else content)
    assert elsewhere("import", str(path)) == 2
    assert "newer version of this program: update it" in capsys.readouterr().err
    assert not there.parent.exists()


def test_an_interruption_leaves_nothing(
    exported: Path, elsewhere: Run, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: object, into: Path) -> None:
        (into / FILE_NAME).write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(archive.Archive, "extract", interrupt)
    assert elsewhere("import", str(exported)) == 130
    assert not there.parent.exists()


def test_a_file_that_is_missing_is_told(elsewhere: Run, there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert elsewhere("import", "/missing/\x1b[31mnews.zip") == 2
    assert (
        capsys.readouterr().err
        == "qa-bot: /missing/news.zip cannot be read (No such file or directory): check its name\n"
    )
    assert not there.parent.exists()
