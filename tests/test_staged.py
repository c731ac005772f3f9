"""`--staged` looks at what the next commit will have, whatever is on the disk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from repositories import CONFIG, Repo, document
from tablecast import TablecastError
from tablecast._staged import Staged
from tablecast._workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

    Tablecast = Callable[..., Result]

BEFORE = document(_404="Not found")
AFTER = document(_404="Missing")
TO_ADD = "This is what is staged: a file that is right on the disk wants git add.\n"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Tablecast) -> Repo:
    """A repository in step, as the current folder."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    repo = Repo.create(tmp_path / "repo")
    repo.write({"tablecast.toml": f'owned = ["out"]\n{CONFIG}', "docs/errors.rst": BEFORE})
    monkeypatch.chdir(repo.folder)
    tablecast("generate")
    repo.commit()
    return repo


# --- the files --------------------------------------------------------------------------------------------------------


@pytest.fixture
def folders(repo: Repo) -> tuple[Workspace, Staged]:
    """A folder on the disk with all kinds of files, and the same as it is staged."""
    names = ["a.rst", "out/__pycache__/b.py", "out/.hidden", "out/.hidden.d/c", "out/deep/d.json", "out/e"]
    repo.commit({f"app/{name}": name for name in names})
    return Workspace(repo.folder / "app"), Staged(repo.folder / "app")


def test_files_are_those_of_the_disk_where_all_is_staged(folders: tuple[Workspace, Staged]) -> None:
    """Whatever is asked for, the answer is the same."""
    disk, staged = folders
    for path in ("a.rst", "out", "no", "out/e"):
        assert staged.holds(path) == disk.holds(path)
        assert staged.has_folder(path) == disk.has_folder(path)
        assert staged.read_head(path, 2) == disk.read_head(path, 2)
    assert staged.read_if_present("a.rst") == b"a.rst"
    assert staged.read_if_present("no") is None
    assert staged.expand("**/*.rst") == ("a.rst",)
    assert (
        [*staged.files_below(["out", "out/deep"])]
        == [*disk.files_below(["out", "out/deep"])]
        == [
            "out/deep/d.json",
            "out/e",
        ]
    )
    assert [*staged.files_beside(["out/x", "y"])] == [*disk.files_beside(["out/x", "y"])] == ["a.rst", "out/e"]


def test_what_is_read_is_an_input(folders: tuple[Workspace, Staged]) -> None:
    """So that no output takes its place, as on the disk."""
    _, staged = folders
    for path, read in (("a.rst", staged.read), ("out/e", staged.open_file)):
        assert not staged.is_input(path)
        read(path)
        assert staged.is_input(path)


def test_changes_that_are_not_staged_are_not_lost(folders: tuple[Workspace, Staged]) -> None:
    """A file can be written or deleted if what stands there is staged, or what is to be; and if it is not touched."""
    disk, staged = folders
    (disk.root / "out/e").write_bytes(b"changed")

    for wanted in (b"new", None):
        with pytest.raises(TablecastError) as raised:
            staged.refuse_losses({"a.rst": b"new", "out/e": wanted})
        (problem,) = raised.value.diagnostics
        assert str(problem) == "out/e: error: the file would lose changes that are not staged [unwritable-file]"
    staged.refuse_losses({"a.rst": None, "out/e": b"changed", "out/f": b"new"})
    staged.refuse_losses({"a.rst": b"new", "out/e": b"out/e", "out/f": None})


# --- check ------------------------------------------------------------------------------------------------------------


def test_what_is_not_staged_is_not_looked_at(repo: Repo, tablecast: Tablecast) -> None:
    """Neither a change on the disk nor a document that nobody has added blocks a commit."""
    repo.write({"docs/errors.rst": AFTER, "docs/new.rst": document(_1="One"), "out/new.json": "{}"})

    assert tablecast("check").code == 2
    assert tablecast("check", "--staged") == (0, "", "1 output in step with the documents\n")


def test_an_output_that_is_not_staged_is_missing(repo: Repo, tablecast: Tablecast) -> None:
    """It is right on the disk, but nobody has added it."""
    repo.write({"tablecast.toml": CONFIG.replace("out/error.json", "out/errors.json")})
    tablecast("generate")
    repo.git("add", "--update")

    code, out, err = tablecast("check", "--staged")

    assert tablecast("check").code == 0
    assert (code, out.splitlines()[0]) == (1, "out/errors.json: missing")
    assert err.endswith(TO_ADD)


def test_a_document_is_shown_as_it_is_staged(repo: Repo, tablecast: Tablecast) -> None:
    """Also where the disk has other lines by now."""
    repo.write({"docs/errors.rst": document(_x="Broken")})
    repo.git("add", "--all")
    repo.write({"docs/errors.rst": ""})

    assert tablecast("check", "--staged") == (
        2,
        "",
        "docs/errors.rst:9:8: error: 'x' is not an int (field 'code') [invalid-cell]\n  9 |    * - x\n    |        ^\n",
    )


# --- generate ---------------------------------------------------------------------------------------------------------

TO_STAGE = "The commit would not have this: stage it with git add.\n"


def test_outputs_are_rendered_from_what_is_staged(repo: Repo, tablecast: Tablecast) -> None:
    """They are written to the disk, and fail until they are staged, too; what is not staged has no say."""
    repo.write({"docs/errors.rst": AFTER})
    repo.git("add", "docs")
    repo.write({"docs/errors.rst": document(_404="Lost"), "docs/new.rst": document(_1="One")})

    for _ in range(2):
        code, out, err = tablecast("generate", "--staged")
        assert (code, out.splitlines(), err) == (
            1,
            ["updated    out/error.json", "updated    tablecast.lock"],
            TO_STAGE,
        )
        assert "Missing" in (repo.folder / "out/error.json").read_text(encoding="utf-8")
    assert tablecast("check", "--staged").code == 1

    repo.git("add", "out", "tablecast.lock")
    assert tablecast("generate", "--staged") == (0, "unchanged  out/error.json\n", "")
    assert tablecast("check", "--staged").code == 0


def test_a_new_output_must_be_added(repo: Repo, tablecast: Tablecast) -> None:
    """Nothing else would notice a file that git does not know."""
    repo.write({"tablecast.toml": CONFIG.replace("out/error.json", "out/errors.json")})
    repo.git("add", "tablecast.toml")

    code, out, err = tablecast("generate", "--staged", "--format", "json")
    assert (code, err) == (1, "")
    assert [each["action"] for each in json.loads(out)["files"]] == ["created", "updated", "removed"]

    repo.git("add", "--update")
    assert tablecast("generate", "--staged").code == 1
    repo.git("add", "--all")
    assert tablecast("generate", "--staged").code == 0


def test_a_stale_output_with_changes_is_not_deleted(repo: Repo, tablecast: Tablecast) -> None:
    """Nobody could bring them back."""
    repo.write({"tablecast.toml": CONFIG.replace("out/error.json", "out/errors.json")})
    repo.git("add", "tablecast.toml")
    repo.write({"out/error.json": "mine"})

    code, _, err = tablecast("generate", "--staged")

    assert (code, err.splitlines()[0]) == (
        2,
        "out/error.json: error: the file would lose changes that are not staged [unwritable-file]",
    )
    assert (repo.folder / "out/error.json").read_text(encoding="utf-8") == "mine"
    assert not (repo.folder / "out/errors.json").exists()


def test_an_edit_is_kept(repo: Repo, tablecast: Tablecast) -> None:
    """What somebody has written and staged is not overwritten, as on the disk."""
    repo.write({"out/error.json": "mine"})
    repo.git("add", "out")

    assert tablecast("generate", "--staged").code == 2
    assert (repo.folder / "out/error.json").read_text(encoding="utf-8") == "mine"


def test_without_a_configuration(repo: Repo, tablecast: Tablecast) -> None:
    """There, nothing is committed."""
    assert tablecast("generate", "--staged", "docs", "-o", "new").code == 2
    assert not (repo.folder / "new").exists()


# --- where it is ------------------------------------------------------------------------------------------------------


def test_an_index_of_its_own(repo: Repo, tablecast: Tablecast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit of some files alone has one, and git names it to the hook."""
    repo.write({"docs/errors.rst": AFTER})
    repo.git("add", "--all")
    (repo.folder / ".git/index").rename(repo.folder / ".git/other")
    repo.git("reset", "--quiet")

    assert tablecast("check", "--staged").code == 0
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/other")
    assert tablecast("check", "--staged").code == 1


def test_without_a_repository(tmp_path: Path, tablecast: Tablecast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is staged there."""
    (tmp_path / "tablecast.toml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    code, _, err = tablecast("check", "--staged")
    assert (code, err.splitlines()) == (
        2,
        [
            ".: error: this folder is in no git repository [no-repository]",
            "  hint: without --staged, what is on the disk is looked at",
        ],
    )
