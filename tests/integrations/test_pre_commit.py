"""The hooks of pre-commit, installed by pre-commit itself in a real repository: what passes, and what blocks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pages import ROOT
from repositories import CONFIG, ENVIRONMENT, Repo, document

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Result

    Tablecast = Callable[..., Result]

pytestmark = [pytest.mark.network, pytest.mark.once]

SHIPPED = ("generator", "templates", "LICENSE", "README.md", "pyproject.toml", ".pre-commit-hooks.yaml")
TEMPLATE = "{% for record in dataset.records %}{{ record.code.text | md }}\n{% endfor %}"
PROJECT = {
    "tablecast.toml": CONFIG.replace("outputs = [", 'outputs = [{ template = "codes.md.j2", path = "out/codes.md" }, ')
    .replace("]\n\n", ']\ntemplates = ["own"]\n\n', 1)
    .replace('"Title"] }]', '"Title"], count = "any" }]'),
    "own/codes.md.j2": TEMPLATE,
    "docs/errors.rst": document(_404="Not found"),
    "docs/more.rst": document(_500="Broken"),
}


class Committer:
    """Somebody who has installed a hook in a repository."""

    def __init__(self, repo: Repo, home: Path) -> None:
        """Sit down at a repository; the home has what pre-commit has installed."""
        scripts = f"{Path(sys.executable).parent}{os.pathsep}{ENVIRONMENT['PATH']}"
        self._environment = {**ENVIRONMENT, "PRE_COMMIT_HOME": str(home), "PATH": scripts, "FORCE_COLOR": ""}
        self.repo = repo

    def run(self, *command: str) -> tuple[int, str]:
        """Run a command; give its exit code and what it printed."""
        done = subprocess.run(  # noqa: S603 - of this module
            command,
            cwd=self.repo.folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    def commit(self, *arguments: str) -> str:
        """Commit what is staged; give what the hook has printed if that blocked it, and else nothing."""
        code, printed = self.run("git", "commit", "--message=A change", *arguments)
        assert code in (0, 1), printed
        return printed if code else ""


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A repository with all that pre-commit installs of ours."""
    if not (ROOT / "generator").exists():
        pytest.skip("there is no source to install")
    if not Path(sys.executable).with_name("pre-commit").exists():
        pytest.skip("pre-commit is not installed; it is in the group `services`")
    repo = Repo.create(tmp_path_factory.mktemp("hooks") / "tablecast")
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            # Another Python may be writing its bytecode there.
            shutil.copytree(ROOT / name, repo.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, repo.folder / name)
    repo.commit()
    return repo


@pytest.fixture
def someone(
    request: pytest.FixtureRequest, hooks: Repo, tmp_path: Path, tablecast: Tablecast, monkeypatch: pytest.MonkeyPatch
) -> Committer:
    """Somebody with a project in step, and a hook installed, which is the check if a test asks for no other."""
    name = getattr(request, "param", "tablecast-check")
    repo = Repo.create(tmp_path / "project")
    hook = f"repos:\n- repo: {hooks.folder}\n  rev: {hooks.git('rev-parse', 'HEAD')}\n  hooks:\n  - id: {name}\n"
    repo.write(PROJECT | {".pre-commit-config.yaml": hook})
    monkeypatch.chdir(repo.folder)
    assert tablecast("generate").code == 0
    repo.commit()
    # What pre-commit installs, it installs once for all tests.
    found = Committer(repo, hooks.folder.with_name("installed"))
    code, printed = found.run("pre-commit", "install", "--install-hooks")
    if code and "No matching distribution" in printed:
        pytest.skip("pip cannot fetch what building tablecast needs")
    assert code == 0, printed
    return found


def change(someone: Committer, **titles: str) -> None:
    someone.repo.write({"docs/errors.rst": document(**titles)})


def test_in_step(someone: Committer, tablecast: Tablecast) -> None:
    """A commit that has nothing to do with documents passes, and so does one with all that belongs together."""
    someone.repo.write({"a.txt": "a"})
    someone.repo.git("add", "a.txt")
    assert someone.commit() == ""

    change(someone, _404="Missing")
    tablecast("generate")
    assert someone.commit("--all") == ""


def test_a_changed_document(someone: Committer) -> None:
    """It blocks, also where git makes an index for this commit alone."""
    change(someone, _404="Missing")

    for arguments in (["--all"], ["docs/errors.rst"]):
        assert "~ 404  title   Not found → Missing" in someone.commit(*arguments), arguments


def test_a_partly_staged_change(someone: Committer, tablecast: Tablecast) -> None:
    """What counts is what is staged, whatever is on the disk: both ways."""
    change(someone, _404="Missing")
    tablecast("generate")
    someone.repo.git("add", "docs")
    assert "out/error.json" in someone.commit()

    someone.repo.git("add", "out")
    change(someone, _404="Lost")
    assert someone.commit() == ""
    assert "Lost" in (someone.repo.folder / "docs/errors.rst").read_text(encoding="utf-8")


def test_a_document_that_nobody_has_added(someone: Committer) -> None:
    """It is no part of the commit, so it blocks none."""
    someone.repo.write({"docs/new.rst": document(_1="One"), "a.txt": "a"})
    someone.repo.git("add", "a.txt")
    assert someone.commit() == ""

    someone.repo.git("add", "docs/new.rst")
    assert "docs/new.rst" in someone.commit()


def test_a_deleted_document(someone: Committer, tablecast: Tablecast) -> None:
    """Its rows are gone, and so must they be from the outputs, although no file of the commit is left to look at."""
    someone.repo.git("rm", "--quiet", "docs/more.rst")
    assert "out/codes.md" in someone.commit()

    # A document that is only no longer tracked is on the disk still.
    someone.repo.git("reset", "--quiet", "--hard")
    someone.repo.git("rm", "--quiet", "--cached", "docs/more.rst")
    assert "out/codes.md" in someone.commit()

    (someone.repo.folder / "docs/more.rst").unlink()
    tablecast("generate")
    assert someone.commit("--all") == ""


def test_a_renamed_output(someone: Committer, tablecast: Tablecast) -> None:
    """It is there on the disk, and blocks until it is added."""
    text = PROJECT["tablecast.toml"].replace("out/codes.md", "out/all_codes.md")
    someone.repo.write({"tablecast.toml": text})
    (someone.repo.folder / "out/codes.md").unlink()
    tablecast("generate")
    assert "out/all_codes.md: missing" in someone.commit("--all")

    someone.repo.git("add", "--all")
    assert someone.commit() == ""


def test_an_edited_output(someone: Committer) -> None:
    """Nobody writes it but tablecast."""
    someone.repo.write({"out/codes.md": "404\n"})
    assert "out/codes.md" in someone.commit("--all")


def test_a_changed_template(someone: Committer, tablecast: Tablecast) -> None:
    """What it makes must change, too."""
    someone.repo.write({"own/codes.md.j2": TEMPLATE.replace("}}\n", "}}!\n")})
    assert "out/codes.md" in someone.commit("--all")

    tablecast("generate")
    assert someone.commit("--all") == ""


def test_everything_at_once(someone: Committer) -> None:
    """As CI runs it: on all files, of which none was changed."""
    assert someone.run("pre-commit", "run", "--all-files")[0] == 0


# --- generate ---------------------------------------------------------------------------------------------------------

generating = pytest.mark.parametrize("someone", ["tablecast-generate"], indirect=True)


@generating
def test_a_changed_document_is_generated(someone: Committer) -> None:
    """The commit is blocked once, and what it lacks is on the disk, to be looked at and added."""
    change(someone, _404="Missing")
    assert "updated    out/error.json" in someone.commit("--all")
    assert "Missing" in (someone.repo.folder / "out/error.json").read_text(encoding="utf-8")

    someone.repo.git("add", "docs")
    assert "The commit would not have this" in someone.commit()
    assert someone.commit("--all") == ""


@generating
def test_a_renamed_output_is_generated(someone: Committer) -> None:
    """A file that git does not know yet is no change that pre-commit would notice; it blocks until it is added."""
    text = PROJECT["tablecast.toml"].replace("out/codes.md", "out/all_codes.md")
    someone.repo.write({"tablecast.toml": text})
    assert "created    out/all_codes.md" in someone.commit("--all")

    assert "created    out/all_codes.md" in someone.commit("--all")
    someone.repo.git("add", "--all")
    assert someone.commit() == ""
    assert not (someone.repo.folder / "out/codes.md").exists()


@generating
def test_a_deleted_document_is_generated(someone: Committer) -> None:
    """Its rows go."""
    someone.repo.git("rm", "--quiet", "docs/more.rst")
    assert "updated    out/codes.md" in someone.commit()
    assert someone.commit("--all") == ""


@generating
def test_what_is_not_staged_stays_as_it_is(someone: Committer) -> None:
    """Neither a document that nobody has added nor a change that is not staged is generated, or lost."""
    someone.repo.write({"docs/new.rst": document(_1="One"), "a.txt": "a"})
    change(someone, _404="Missing")
    someone.repo.git("add", "a.txt")

    assert someone.commit() == ""
    assert "Missing" in (someone.repo.folder / "docs/errors.rst").read_text(encoding="utf-8")
    assert "Missing" not in (someone.repo.folder / "out/error.json").read_text(encoding="utf-8")


@generating
def test_an_edit_is_not_overwritten(someone: Committer) -> None:
    """It blocks, and is kept."""
    someone.repo.write({"out/codes.md": "404\n"})
    assert "out/codes.md" in someone.commit("--all")
    assert (someone.repo.folder / "out/codes.md").read_text(encoding="utf-8") == "404\n"
