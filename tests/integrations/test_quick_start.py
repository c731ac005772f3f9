"""The page on how to begin, followed by a stranger, who has nothing but the checkout."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pages import INSTALL, ROOT, patched, steps
from runners import run_gitlab_job, run_script

if TYPE_CHECKING:
    from pathlib import Path

    from pages import Step

PAGE = ROOT / "docs" / "quick-start.md"
# What is installed once for all tests is there already when the page says so, and pip says that it is.
HERE = INSTALL.replace("path/to/tablecast", "tablecast")


def write(step: Step, folder: Path) -> None:
    """Make a file, or the change to one, that the page shows."""
    if step.kind == "diff":
        file = folder / step.text.partition("\n")[0].removeprefix("--- ")
        file.write_text(patched(file.read_text(encoding="utf-8"), step.text), encoding="utf-8")
    elif step.name:
        (folder / step.name).parent.mkdir(exist_ok=True)
        (folder / step.name).write_text(step.text.replace(INSTALL, HERE), encoding="utf-8")


@pytest.mark.network
@pytest.mark.once
def test_ci_fails_on_a_changed_row(runner: Path, tmp_path: Path) -> None:
    """Every command does what the page says, and the job of CI fails in the end, and only there."""
    environment = {"PATH": f"{runner}/tablecast/bin{os.pathsep}{os.environ['PATH']}", "FORCE_COLOR": ""}
    shown: list[str] = []
    for step in steps(PAGE):
        write(step, tmp_path)
        if step.kind == "console":
            line, *printed = step.text.replace(INSTALL, HERE).splitlines(keepends=True)
            command, _, expected = line.removeprefix("$ ").strip().partition("  # exits with ")
            code, log = run_script(command, tmp_path, environment)
            assert code == int(expected or 0), log
            assert command == HERE or log == "".join(printed)
            shown.append(log)
        if step.name == ".gitlab-ci.yml":
            code, _ = run_gitlab_job(tmp_path / step.name, "tables", tmp_path, environment)[:2]
            assert code == 0

    code, log = run_gitlab_job(tmp_path / ".gitlab-ci.yml", "tables", tmp_path, environment)[:2]

    assert (code, log.endswith(shown[-1])) == (1, True)
