"""Wheels that meson-python builds, of projects as the page on build systems has them."""

from __future__ import annotations

import os
import sys
import venv
import zipfile
from typing import TYPE_CHECKING, NamedTuple

import pytest

from installing import must, run
from packaged import DOCUMENT, configuration
from pages import ROOT, shown
from repositories import Repo

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

pytestmark = [pytest.mark.network, pytest.mark.once]

PAGE = ROOT / "docs" / "build.md"
CONFIG = configuration(records="src/timetable/error_code.py", json="src/timetable/error_code.json")
WHEEL = "timetable-1.0-py3-none-any.whl"
PACKAGE = ("__init__.py", "error_code.json", "error_code.py")
GENERATE, CHECK = 1, 2
"""How many changes the page makes to `meson.build` for each."""


class Package(NamedTuple):
    """A package that meson-python builds, and an environment with all that it takes."""

    repo: Repo
    python: Path

    def let_meson(self, changes: int) -> None:
        """Let meson generate or check."""
        self.repo.write({"meson.build": shown(PAGE, "meson.build", changes)})

    def say(self, title: str) -> None:
        """Change the row of the document."""
        self.repo.write({"docs/errors.rst": DOCUMENT.replace("Not found", title)})

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command in the tree, with the programs of the environment."""
        programs = os.pathsep.join((str(self.python.parent), os.environ["PATH"]))
        return run(*command, cwd=self.repo.folder, PATH=programs)

    def build(self, what: str) -> subprocess.CompletedProcess[str]:
        """Build, without isolation, a source distribution or a wheel."""
        hook = f"import mesonpy; mesonpy.build_{what}({str(self.repo.folder.parent)!r})"
        return self.run(self.python, "-c", hook)

    def tree(self) -> dict[str, bytes]:
        """Give the files of the package as they are in the tree."""
        return {f"timetable/{name}": (self.repo.folder / "src" / "timetable" / name).read_bytes() for name in PACKAGE}

    def wheel(self) -> dict[str, bytes]:
        """Give the files of the wheel that was built, without its metadata."""
        with zipfile.ZipFile(self.repo.folder.parent / WHEEL) as built:
            return {name: built.read(name) for name in built.namelist() if ".dist-info/" not in name}


@pytest.fixture(scope="module")
def python(downloaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with tablecast, meson-python and ninja."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder)
    pip = (sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install", "--quiet", "--no-index")
    must(run(*pip, "--find-links", downloaded, "meson-python", "ninja", "tablecast", cwd=folder))
    return folder / "bin" / "python"


@pytest.fixture
def package(tmp_path: Path, python: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Callable[..., Result]) -> Package:
    """A package that meson generates, in step, with all that there is committed."""
    made = Package(Repo.create(tmp_path / "package"), python)
    made.repo.write({"docs/errors.rst": DOCUMENT, "tablecast.toml": CONFIG, "src/timetable/__init__.py": ""})
    made.repo.write({"pyproject.toml": shown(PAGE, "pyproject.toml", 4)})
    made.let_meson(GENERATE)
    monkeypatch.chdir(made.repo.folder)
    tablecast("generate")
    made.repo.commit()
    return made


def test_pip_builds_a_wheel_of_what_is_committed(package: Package, downloaded: Path) -> None:
    """In isolation, and from a source distribution, which has all that it takes."""
    must(package.build("sdist"))
    folder = package.repo.folder.parent
    pip = (sys.executable, "-m", "pip", "wheel", "--no-index", "--find-links", downloaded, "--no-deps")

    must(run(*pip, folder / "timetable-1.0.tar.gz", cwd=folder))

    assert package.wheel() == package.tree()
    assert set(package.wheel()) == {f"timetable/{name}" for name in PACKAGE}
    assert package.repo.git("status", "--porcelain") == ""


def test_a_wheel_holds_what_is_generated_after_a_changed_row(package: Package) -> None:
    """It is generated in the tree."""
    package.say("Nothing there")

    said = must(package.build("wheel"))

    assert "updated    src/timetable/error_code.py\nupdated    src/timetable/error_code.json\n" in said
    assert package.wheel() == package.tree()
    assert b"Nothing there" in package.wheel()["timetable/error_code.py"]


def test_nothing_is_built_after_a_changed_row_where_meson_checks(package: Package) -> None:
    """What is in step is built."""
    package.let_meson(CHECK)
    must(package.build("wheel"))
    assert package.wheel() == package.tree()
    (package.repo.folder.parent / WHEEL).unlink()
    package.say("Nothing there")
    before = package.tree()

    done = package.build("wheel")

    assert done.returncode != 0
    assert "  ~ 404  title   Not found \N{RIGHTWARDS ARROW} Nothing there" in done.stdout
    assert not (package.repo.folder.parent / WHEEL).exists()
    assert package.tree() == before


def test_what_is_installed_to_be_edited_is_generated_when_it_is_imported(package: Package) -> None:
    """Or it is checked, and cannot be imported."""

    def titles() -> subprocess.CompletedProcess[str]:
        use = "from timetable import error_code; print(*(each.title for each in error_code.RECORDS))"
        return package.run(package.python, "-c", use)

    pip = (sys.executable, "-m", "pip", "--python", package.python, "install", "--quiet", "--no-index", "--no-deps")
    must(package.run(*pip, "--no-build-isolation", "--editable", package.repo.folder))
    assert must(titles()) == "Not found\n"
    package.say("Nothing there")
    assert must(titles()) == "Nothing there\n"
    package.let_meson(CHECK)
    package.say("Gone")

    failed = titles()

    assert failed.returncode == 1
    assert "2 files out of step with the documents\n" in failed.stderr
