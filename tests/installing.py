"""Distributions of this project, and environments that they are installed in.

Nothing is fetched: they are built with the backend of the test environment, and an environment that tablecast is
installed in borrows the dependencies, and nothing else, of that environment.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command that knows nothing of the checkout: neither its folder nor a path to its modules."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return subprocess.run(  # noqa: S603 - the commands are those of tests
        command, cwd=cwd, env=inherited | environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def must(done: subprocess.CompletedProcess[str]) -> str:
    """Give what a command printed; it must have succeeded."""
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Installed(NamedTuple):
    """An environment that tablecast is installed in from the wheel."""

    python: Path
    script: Path
    packages: Path

    @classmethod
    def create(cls, root: Path, wheel: Path) -> Installed:
        """Make a fresh one; a `.pth` file adds the dependencies.

        The editable install of the test environment is itself a `.pth` file, and such a file counts only in the
        environment's own folder, so that the checkout cannot be imported.
        """
        venv.create(root)
        paths = sysconfig.get_paths("venv", {"base": str(root), "platbase": str(root)})
        found = cls(
            python=Path(paths["scripts"], "python"),
            script=Path(paths["scripts"], "tablecast"),
            packages=Path(paths["purelib"]),
        )
        pip = (sys.executable, "-m", "pip", "--python", found.python)
        must(run(*pip, "install", "--no-index", "--no-deps", wheel, cwd=root))
        borrowed = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
        (found.packages / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
        return found

    @classmethod
    def here(cls) -> Installed:
        """Give the environment of the tests."""
        scripts = Path(sysconfig.get_path("scripts"))
        return cls(Path(sys.executable), scripts / "tablecast", Path(sysconfig.get_path("purelib")))
