"""The page on how to begin, followed by a stranger, who has nothing but the checkout."""

from __future__ import annotations

import os
import sysconfig
import time
import venv
from pathlib import Path
from typing import TYPE_CHECKING

import pip
import pytest

from pages import INSTALL, ROOT, patched, steps
from runners import run_gitlab_job, run_script

if TYPE_CHECKING:
    from pages import Step

PAGE = ROOT / "docs" / "quick-start.md"
HERE = INSTALL.replace("path/to/tablecast", f"'{ROOT}'")


def write(step: Step, folder: Path) -> None:
    """Make a file, or the change to one, that the page shows."""
    if step.kind == "diff":
        file = folder / step.text.partition("\n")[0].removeprefix("--- ")
        file.write_text(patched(file.read_text(encoding="utf-8"), step.text), encoding="utf-8")
    elif step.name:
        (folder / step.name).parent.mkdir(exist_ok=True)
        (folder / step.name).write_text(step.text.replace(INSTALL, HERE), encoding="utf-8")


def empty(folder: Path) -> dict[str, str]:
    """Make an environment with nothing but pip, which has downloaded nothing yet."""
    venv.create(folder)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    (packages / "pip").symlink_to(Path(pip.__file__).parent)  # That is there at once, and ensurepip takes its time.
    path = f"{folder}/bin{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "FORCE_COLOR": "", "PIP_CACHE_DIR": str(folder / "cache"), "PIP_QUIET": "1"}


class Watch:
    """Tells how long each part of the way has taken, and all of it; nothing is expected of that."""

    def __init__(self) -> None:
        """Begin."""
        self._told: list[str] = []
        self._sum = 0.0

    def take(self, what: str, begun: float) -> None:
        """Take the time of a part."""
        seconds = time.perf_counter() - begun
        self._sum += seconds
        self._told.append(f"{seconds:5.1f} s  {what}")

    def __str__(self) -> str:
        """Tell it, a line each."""
        return "\n".join([*self._told, f"{self._sum:5.1f} s  in all"])


@pytest.mark.network
@pytest.mark.once
def test_ci_fails_on_a_changed_row(tmp_path: Path) -> None:
    """Every command does what the page says, and the job of CI fails in the end, and only there.

    `-rP` shows how long each of them took.
    """
    if not (ROOT / "generator").exists():
        pytest.skip("there is no source to install")
    here, there = empty(tmp_path / "here"), empty(tmp_path / "there")
    folder, watch, shown = tmp_path / "project", Watch(), ""
    folder.mkdir()
    for step in steps(PAGE):
        write(step, folder)
        if step.kind == "console":
            line, *printed = step.text.replace(INSTALL, HERE).splitlines(keepends=True)
            command, _, expected = line.removeprefix("$ ").strip().partition("  # exits with ")
            begun = time.perf_counter()
            code, shown = run_script(command, folder, here)
            watch.take(command.replace(HERE, INSTALL), begun)
            if "No matching distribution" in shown:
                pytest.skip("pip cannot fetch what tablecast needs")
            assert code == int(expected or 0), shown
            assert command == HERE or shown == "".join(printed)
        if step.name == ".gitlab-ci.yml":
            # All is in step. Where tablecast is installed already, its name is enough for pip to say so.
            job = tmp_path / step.name
            job.write_text(step.text.replace("path/to/tablecast", "tablecast"), encoding="utf-8")
            code, log = run_gitlab_job(job, "tables", folder, here)[:2]
            assert code == 0, log

    begun = time.perf_counter()
    code, log = run_gitlab_job(folder / ".gitlab-ci.yml", "tables", folder, there)[:2]
    watch.take("the job, which fails", begun)

    assert (code, log.endswith(shown)) == (1, True), log
    print(watch)  # noqa: T201 - for whoever wants to know
