"""The action of GitHub, `action.yml`: its steps are run as they stand, on a repository with drift.

The files in tests/integrations/expected are what its job shows; `--accept` writes them anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commands import commands
from repositories import CONFIG, Repo, document
from runners import run_action

if TYPE_CHECKING:
    from collections.abc import Callable

    from runners import Job

# The steps are bash; what they run says, each report of it, has tests that every session runs.
pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent.parent
ACTION = ROOT / "action.yml"
EXPECTED = Path(__file__).resolve().parent / "expected"

BEFORE = document(_404="Not found", _500="Broken")
AFTER = document(_404="Missing", _410="Gone", _500="Broken")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository, in step with its document, as a workflow has checked it out."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    repo = Repo.create(tmp_path / "repo")
    repo.write({"tablecast.toml": CONFIG, "docs/errors.rst": BEFORE})
    monkeypatch.chdir(repo.folder)
    return repo


@pytest.fixture
def job(repo: Repo, tmp_path: Path, tablecast: Callable[..., object]) -> Callable[..., Job]:
    """Run the action on the repository, with tablecast as it is here in the place of one that is installed."""
    tablecast("generate")
    repo.commit()
    scripts = tmp_path / "temp" / "tablecast" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "tablecast").symlink_to(Path(sys.executable).with_name("tablecast"))

    def run(folder: Path = repo.folder, **inputs: str) -> Job:
        return run_action(ACTION, folder, tmp_path / "temp", without=["Install tablecast"], **inputs)

    return run


def pinned(name: str, actual: str, *, accept: bool) -> None:
    """Compare a text with a file."""
    file = EXPECTED / name
    if accept:
        file.write_bytes(actual.encode())
    assert actual == file.read_bytes().decode()


def test_in_step(repo: Repo, job: Callable[..., Job]) -> None:
    """Nothing is annotated, and the summary says how it stands."""
    repo.commit()
    done = job(against="HEAD^1", code_scanning="true")

    assert (done.code, done.log) == (0, "1 output in step with the documents\n")
    assert done.summary == "### tablecast: 1 output in step with the documents\n"
    assert (done.outputs["status"], done.outputs["comment"]) == ("in-step", "")
    assert list(done.used) == ["github/codeql-action/upload-sarif"]


def test_drift(repo: Repo, job: Callable[..., Job], request: pytest.FixtureRequest) -> None:
    """The log, with its annotations, the summary and the comment, byte for byte."""
    repo.commit({"docs/errors.rst": AFTER})

    done = job(against="HEAD^1", fail_msg="See `CONTRIBUTING.md`.", code_scanning="true")

    accept = bool(request.config.getoption("--accept"))
    assert (done.code, done.outputs["status"]) == (1, "drift")
    pinned("drift.log", done.log, accept=accept)
    pinned("drift.summary.md", done.summary, accept=accept)
    pinned("drift.comment.md", done.outputs["comment"] + "\n", accept=accept)
    read = commands("".join(line for line in done.log.splitlines(keepends=True) if line.startswith("::")))
    assert [each.properties["file"] for each in read] == ["docs/errors.rst", "out/error.json"]


def test_code_scanning_gets_the_results_of_a_failed_check(repo: Repo, job: Callable[..., Job]) -> None:
    """And gets none where it is not asked for: that would need a permission."""
    repo.commit({"docs/errors.rst": AFTER})

    assert job().used == {}
    done = job(code_scanning="true")

    given = done.used["github/codeql-action/upload-sarif"]
    assert given == {"sarif_file": done.outputs["sarif"], "category": "tablecast"}
    log = json.loads(Path(given["sarif_file"]).read_bytes())
    assert [each["ruleId"] for each in log["runs"][0]["results"]] == ["drift-document"]


def test_a_document_that_is_not_right(repo: Repo, job: Callable[..., Job]) -> None:
    """That is no drift; the annotation is at the document, and the rows are not compared."""
    repo.commit({"docs/errors.rst": document(_404="Not found", _x="Broken")})

    done = job(against="HEAD^1", code_scanning="true")

    assert (done.code, done.outputs["status"], done.outputs["comment"]) == (2, "failed", "")
    assert done.log == (
        "::error file=docs/errors.rst,line=11,col=8,endColumn=9,title=tablecast%3A invalid-cell::"
        "'x' is not an int (field 'code')\n"
        "1 error, nothing was compared\n"
    )
    assert done.summary.startswith("### tablecast: 1 error, nothing was compared\n")
    assert done.used


def test_a_revision_that_the_checkout_lacks(job: Callable[..., Job]) -> None:
    """What cannot be compared is no reason to fail."""
    done = job(against="HEAD^1")

    assert (done.code, done.outputs["status"], done.outputs["comment"]) == (0, "in-step", "")
    assert done.log.splitlines() == [
        "1 output in step with the documents",
        "HEAD^1: error: there is no such revision [unknown-revision]",
        "  hint: there is 'HEAD', but it does not lead there",
        "::warning title=tablecast::The rows could not be compared with those of the other revision; the log says why",
    ]


def test_a_project_below_the_root(repo: Repo, job: Callable[..., Job]) -> None:
    """A folder, a configuration and a dataset can be named; annotations name files as the repository does."""
    app = repo.folder / "my app"
    app.mkdir()
    for name in ("docs", "out"):
        (repo.folder / name).rename(app / name)
    (repo.folder / "tablecast.toml").rename(app / "my config.toml")
    repo.commit({"my app/docs/errors.rst": AFTER})

    done = job(working_directory="my app", config="my config.toml", datasets="  error\nerror ")
    assert done.code == 1
    assert done.log.startswith("::error file=my app/docs/errors.rst,line=10,")

    done = job(working_directory="my app", config="my config.toml", datasets="errors --diff")
    assert (done.code, done.outputs["status"]) == (2, "failed")
    assert "there is no dataset 'errors'" in done.log
    assert "there is no dataset '--diff'" in done.log


def test_no_line_of_a_comment_ends_it(job: Callable[..., Job], tmp_path: Path) -> None:
    """Whatever is printed, it is one value, and what stands below it sets no other."""
    script = tmp_path / "temp" / "tablecast" / "bin" / "tablecast"
    script.unlink()
    script.write_text("#!/bin/sh\nprintf 'END\\nEND_\\nstatus=in-step\\n'\nexit 1\n", encoding="utf-8")
    script.chmod(0o755)

    done = job(against="HEAD^1")

    assert (done.outputs["comment"], done.outputs["status"]) == ("END\nEND_\nstatus=in-step", "drift")


@pytest.mark.network
def test_installed(repo: Repo, runner: Path) -> None:
    """What the action has installed, from where the runner has put the action's own repository, is what it runs."""
    done = run_action(ACTION, repo.folder, runner, without=["Install tablecast"])

    assert "::error file=out/error.json,title=tablecast%3A drift-missing::" in done.log
    assert (done.code, done.outputs["status"]) == (1, "drift")
