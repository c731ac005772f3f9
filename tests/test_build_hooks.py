"""The build hooks, used for real: small projects built by hatchling and by setuptools, with the wheel of this project.

What a front end such as pip calls is called directly, in a process of its own, which is what it does without isolation.
"""

from __future__ import annotations

import os
import shutil
import sys
import venv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from installing import must, run
from packaged import DOCUMENT, configuration

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

    from conftest import Result
    from installing import Installed

pytestmark = pytest.mark.once

BACKENDS = {"hatchling": "hatchling.build", "setuptools": "setuptools.build_meta"}

CONFIG = configuration(records="src/demo/tables/errors.py", json="src/demo/errors.json", markdown="docs/errors.md")

PACKAGED = {"demo/errors.json", "demo/tables/errors.py"}
CONFIGURED = ("src/demo/tables/errors.py", "src/demo/errors.json", "docs/errors.md")
OUTPUTS = {*CONFIGURED}
IN_STEP = "3 outputs in step with the documents\n"

HOOK = """\
import sys
from importlib import import_module
_, backend, hook, folder = sys.argv
print(getattr(import_module(backend), hook)(folder))
"""


class Project(NamedTuple):
    """A project in a folder, and what builds it."""

    folder: Path
    backend: str
    python: Path

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8", newline="\n")

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a file in one place."""
        before = self.read(path)
        assert before.count(old) == 1
        self.write(path, before.replace(old, new))

    def read(self, path: str) -> str:
        """Read a file."""
        return (self.folder / path).read_text(encoding="utf-8")

    def mode(self, mode: str) -> None:
        """Say what the hook does."""
        if self.backend == "hatchling":
            self.edit("pyproject.toml", "hooks.tablecast]\n", f'hooks.tablecast]\nmode = "{mode}"\n')
        else:
            self.edit("tablecast.toml", 'setuptools = "generate"', f'setuptools = "{mode}"')

    def build(self, what: str, *before: str) -> Built:
        """Build the sdist, the wheel or the editable wheel into a folder beside the project."""
        dist = self.folder.with_name(what)
        shutil.rmtree(dist, ignore_errors=True)
        dist.mkdir()
        command = (self.python, "-c", HOOK, BACKENDS[self.backend], f"build_{what}", dist)
        return Built(run(*before, *command, cwd=self.folder), dist)

    def unpacked(self, *before: str) -> Project:
        """Build the sdist and unpack it."""
        folder = self.folder.with_name("unpacked")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.unpack_archive(self.build("sdist", *before).made(), folder, filter="data")
        return self._replace(folder=folder / "demo-1.0")


class Built(NamedTuple):
    """What a build said, and the folder for what was built."""

    done: subprocess.CompletedProcess[str]
    folder: Path

    @property
    def said(self) -> str:
        """What was said, on either stream."""
        return self.done.stdout + self.done.stderr

    def made(self) -> Path:
        """Give what was built."""
        must(self.done)
        (path,) = self.folder.iterdir()
        return path

    def files(self) -> dict[str, str]:
        """Give the files of a wheel, without its metadata."""
        with zipfile.ZipFile(self.made()) as wheel:
            return {name: wheel.read(name).decode() for name in wheel.namelist() if ".dist-info/" not in name}

    def refused(self) -> str:
        """Give what was said where nothing could be built: the report, with neither a traceback nor a warning."""
        assert self.done.returncode, self.done.stdout
        assert not list(self.folder.iterdir())
        assert "Traceback" not in self.done.stderr
        return self.done.stderr


@pytest.fixture(params=BACKENDS)
def project(request: pytest.FixtureRequest, tmp_path: Path, installed: Installed) -> Project:
    """A project whose outputs are not there yet, and which git is to ignore."""
    made = Project(tmp_path / "project", str(request.param), installed.python)
    made.write("docs/errors.rst", DOCUMENT)
    made.write("src/demo/__init__.py", "")
    made.write(".gitignore", "errors.json\nerrors.md\n/src/demo/tables/\n")
    build = f'[build-system]\nrequires = ["{made.backend}"]\nbuild-backend = "{BACKENDS[made.backend]}"\n'
    hook = "[tool.hatch.build.hooks.tablecast]\n" if made.backend == "hatchling" else ""
    made.write("pyproject.toml", f'{build}\n[project]\nname = "demo"\nversion = "1.0"\n\n{hook}')
    made.write("tablecast.toml", CONFIG if hook else f'setuptools = "generate"\n{CONFIG}')
    return made


@pytest.fixture
def command(
    project: Project, tablecast: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """The command line, in the project."""
    monkeypatch.chdir(project.folder)
    return tablecast


def test_outputs_are_generated_into_the_wheel(project: Project) -> None:
    """They are new, git ignores them, and setuptools did not know the folder of one when it looked for packages."""
    built = project.build("wheel")

    files = built.files()
    assert set(files) == {"demo/__init__.py", *PACKAGED}
    assert all(files[path] == project.read(f"src/{path}") for path in PACKAGED)
    created = [f"created    {path}" for path in (*CONFIGURED, "tablecast.lock")]
    assert "\n".join([*created, IN_STEP]) in built.said


def test_an_output_that_has_got_another_path_is_shipped_once(project: Project) -> None:
    """What an earlier build has left is not taken for a part of this one, and neither is the file in the tree."""
    project.build("wheel").made()
    project.edit("tablecast.toml", "tables/errors.py", "tables/codes.py")

    assert set(project.build("wheel").files()) == {"demo/__init__.py", "demo/errors.json", "demo/tables/codes.py"}
    assert not (project.folder / "src" / "demo" / "tables" / "errors.py").exists()


def test_a_source_distribution_has_all_that_a_wheel_needs(project: Project) -> None:
    """The wheel that is built from it holds the files of the one that is built from the tree."""
    unpacked = project.unpacked()

    assert all((unpacked.folder / path).is_file() for path in (*OUTPUTS, "tablecast.toml"))
    assert unpacked.build("wheel").files() == project.build("wheel").files()


def test_an_editable_installation_uses_the_outputs_in_the_tree(project: Project) -> None:
    """Copies in the wheel would hide them, and grow old."""
    built = project.build("editable")

    assert not PACKAGED & set(built.files())
    assert all((project.folder / path).is_file() for path in OUTPUTS)


@pytest.mark.parametrize("what", ["sdist", "wheel", "editable"])
def test_drift_fails_with_the_report_of_check(project: Project, what: str, command: Callable[..., Result]) -> None:
    """The build says what the check says, builds nothing, changes nothing, and works again once all is in step."""
    project.mode("check")
    command("generate")
    project.edit("docs/errors.rst", "Not found", "Nothing there")
    before = {path: project.read(path) for path in OUTPUTS}

    said = project.build(what).refused()

    check = command("check")
    assert (check.code, said) == (1, check.out + check.err)
    assert {path: project.read(path) for path in OUTPUTS} == before
    command("generate")
    recovered = project.build(what)
    assert recovered.made().is_file()
    assert IN_STEP in recovered.said


# --- a source distribution without the documents ----------------------------------------------------------------------


@pytest.fixture
def bare(project: Project) -> Project:
    """A source distribution, unpacked, which holds no document."""
    unpacked = project.unpacked()
    (unpacked.folder / "docs" / "errors.rst").unlink(missing_ok=True)
    return unpacked


NO_DOCUMENT = """\
tablecast.toml:{line}:12: error: no document matches 'docs/**/*.rst' [no-documents]
  {line} | sources = ["docs/**/*.rst"]
    |            ^~~~~~~~~~~~~~~
"""


@pytest.mark.parametrize("mode", ["generate", "check"])
def test_without_the_documents_the_outputs_are_taken_as_they_were_shipped(
    project: Project, bare: Project, mode: str
) -> None:
    """The manifest says that they are what was generated; a checkout is no source distribution."""
    bare.mode(mode)
    built = bare.build("wheel")

    assert built.files() == project.build("wheel").files()
    assert "3 outputs as shipped, which cannot be made anew here\n" in built.said
    (bare.folder / "PKG-INFO").unlink()
    assert "no document matches" in bare.build("wheel").refused()


def test_what_was_changed_after_it_was_shipped_is_refused(bare: Project) -> None:
    """So is what was lost: there is nothing to make it of."""
    bare.edit("src/demo/errors.json", "Not found", "Nothing there")
    (bare.folder / "docs" / "errors.md").unlink()

    message = NO_DOCUMENT.format(line=1 if bare.backend == "hatchling" else 2)
    lost = "docs/errors.md: error: the output is not there [drift-missing]\n"
    changed = "src/demo/errors.json: error: the output is not what was generated [drift-edited]\n"
    assert bare.build("wheel").refused() == lost + changed + message


def test_without_a_manifest_nothing_vouches_for_what_was_shipped(bare: Project) -> None:
    (bare.folder / "tablecast.lock").unlink()

    message = NO_DOCUMENT.format(line=1 if bare.backend == "hatchling" else 2)
    lost = "tablecast.lock: error: there is no manifest, so there is no telling what was generated [manifest-missing]\n"
    hint = "  hint: run `tablecast generate` and commit it\n"
    assert bare.build("wheel").refused() == lost + hint + message


# --- a tree that can only be read -------------------------------------------------------------------------------------

BOUND = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
"""What lets permissions bind even root."""


@pytest.fixture
def bound() -> tuple[str, ...]:
    """What a build is run with so that it may not write what it has no permission to write."""
    if not hasattr(os, "geteuid"):
        pytest.skip("permissions are another matter on this platform")
    if os.geteuid() != 0:
        return ()
    if shutil.which(BOUND[0]) is None:
        pytest.skip("root may write everything, and there is no setpriv to forbid it")
    return BOUND


@pytest.fixture
def read_only(project: Project) -> Iterator[Callable[[], None]]:
    """A function that takes the permission to write into the tree; it is given back in the end.

    setuptools itself writes into all but the folders of the outputs.
    """
    folders = [project.folder / name for name in ("docs", "src/demo", "src/demo/tables")]
    if project.backend == "hatchling":
        folders += [project.folder / "src", project.folder]

    def forbid() -> None:
        for folder in filter(Path.is_dir, folders):
            folder.chmod(0o555)

    yield forbid
    for folder in filter(Path.is_dir, folders):
        folder.chmod(0o755)


@pytest.mark.parametrize("what", ["sdist", "wheel", "editable"])
def test_a_tree_that_can_only_be_read_is_built_if_all_is_in_step(
    project: Project,
    what: str,
    command: Callable[..., Result],
    read_only: Callable[[], None],
    bound: tuple[str, ...],
) -> None:
    """There is nothing to write."""
    command("generate")
    read_only()

    built = project.build(what, *bound)

    assert built.made().is_file()
    assert IN_STEP in built.said
    assert "cannot be written" not in built.said


def test_what_cannot_be_written_into_the_tree_is_in_what_is_built(
    project: Project, command: Callable[..., Result], read_only: Callable[[], None], bound: tuple[str, ...]
) -> None:
    """One output is there and is out of date, and another is not there at all."""
    command("generate")
    old = project.read("src/demo/errors.json")
    (project.folder / "src" / "demo" / "tables" / "errors.py").unlink()
    project.edit("docs/errors.rst", "Not found", "Nothing there")
    read_only()

    wheel, unpacked = project.build("wheel", *bound), project.unpacked(*bound)

    assert "the outputs cannot be written here, so that only what is built has them:\n" in wheel.said
    assert "created    src/demo/tables/errors.py\n" in wheel.said
    files = wheel.files()
    assert project.read("src/demo/errors.json") == old
    assert not (project.folder / "src" / "demo" / "tables" / "errors.py").exists()
    assert all("Nothing there" in files[path] for path in PACKAGED)
    assert {path: unpacked.read(f"src/{path}") for path in PACKAGED} == {path: files[path] for path in PACKAGED}
    assert unpacked.build("wheel").files() == files


def test_what_is_installed_to_be_edited_must_be_written(
    project: Project, read_only: Callable[[], None], bound: tuple[str, ...]
) -> None:
    """It is the tree that is used."""
    read_only()

    said = project.build("editable", *bound).refused()

    assert said == "src/demo/tables/errors.py: error: cannot write the file: Permission denied [unwritable-file]\n"


# --- what is configured -----------------------------------------------------------------------------------------------


def test_documents_that_are_wrong_fail_with_their_diagnostics(project: Project) -> None:
    """The message is at its place in the document."""
    project.edit("docs/errors.rst", "404", "4O4")

    place = "docs/errors.rst:6:8: error: '4O4' is not an int (field 'code') [invalid-cell]\n"
    assert project.build("wheel").refused() == f"{place}  6 |    * - 4O4\n    |        ^~~\n"


def test_a_mode_that_there_is_not_is_refused(project: Project) -> None:
    project.mode("chek")

    expected = {
        "hatchling": "the build hook has no mode 'chek'; did you mean 'check'?\n",
        "setuptools": """\
tablecast.toml:1:14: error: setuptools: expected 'generate' or 'check', got 'chek' [invalid-value]
  1 | setuptools = "chek"
    |              ^~~~~~
  hint: did you mean 'check'?
""",
    }
    assert project.build("wheel").refused() == expected[project.backend]


@pytest.mark.parametrize("what", ["sdist", "wheel"])
def test_what_may_be_missing_is_not_missed(project: Project, what: str) -> None:
    """A configuration can take drift for a warning, and so does the build: it has what there is."""
    project.mode("check")
    project.write("tablecast.toml", project.read("tablecast.toml") + '[severities]\ndrift-missing = "warning"\n')

    built = project.build(what)

    assert built.made().is_file()
    assert "3 files out of step with the documents\n" in built.said
    assert what == "sdist" or set(built.files()) == {"demo/__init__.py"}


@pytest.mark.parametrize("project", ["hatchling"], indirect=True)
def test_a_configuration_elsewhere_is_refused(project: Project) -> None:
    """Its outputs would stand elsewhere, too."""
    project.edit("pyproject.toml", "hooks.tablecast]\n", 'hooks.tablecast]\nconfig = "../tablecast.toml"\n')

    message = "the configuration '../tablecast.toml' does not stand in the folder that is built\n"
    assert project.build("wheel").refused() == message


@pytest.mark.parametrize("project", ["hatchling"], indirect=True)
def test_an_option_that_there_is_not_is_refused(project: Project) -> None:
    project.edit("pyproject.toml", "hooks.tablecast]\n", 'hooks.tablecast]\nmod = "check"\n')

    assert project.build("wheel").refused() == "the build hook has no option 'mod'; did you mean 'mode'?\n"


@pytest.mark.parametrize("project", ["hatchling"], indirect=True)
def test_a_hook_without_a_configuration_is_refused(project: Project) -> None:
    """Neither is one taken that stands above: it is about other files."""
    (project.folder / "tablecast.toml").rename(project.folder.parent / "tablecast.toml")

    message = "there is no tablecast.toml and no pyproject.toml with a [tool.tablecast] table"
    assert project.build("wheel").refused() == f".: error: {message} [no-config]\n"


@pytest.mark.parametrize("project", ["hatchling"], indirect=True)
def test_the_configuration_may_stand_in_a_folder_below(project: Project) -> None:
    """The paths in it are from there, and its messages name it as all others do."""
    config = project.read("tablecast.toml").replace('"docs/**', '"../docs/**').replace('path = "src/', 'path = "')
    (project.folder / "tablecast.toml").unlink()
    project.write("src/tables.toml", config.replace("docs/errors.md", "errors.md"))
    project.edit("pyproject.toml", "hooks.tablecast]\n", 'hooks.tablecast]\nconfig = "src/tables.toml"\n')

    assert set(project.unpacked().build("wheel").files()) == {"demo/__init__.py", *PACKAGED}
    assert (project.folder / "src" / "errors.md").is_file()


@pytest.mark.parametrize("project", ["hatchling"], indirect=True)
def test_an_output_that_is_excluded_by_name_is_not_shipped(project: Project) -> None:
    """That git ignores it means nothing, but this does."""
    project.edit("pyproject.toml", "[tool.", '[tool.hatch.build.targets.wheel]\nexclude = ["*.json"]\n\n[tool.')

    assert set(project.build("wheel").files()) == {"demo/__init__.py", "demo/tables/errors.py"}


@pytest.mark.parametrize("project", ["setuptools"], indirect=True)
def test_data_that_is_excluded_is_not_shipped(project: Project) -> None:
    """What setuptools is told of package data goes for outputs, too."""
    project.write("setup.cfg", "[options.exclude_package_data]\n* = *.json\n")

    assert set(project.build("wheel").files()) == {"demo/__init__.py", "demo/tables/errors.py"}


@pytest.mark.parametrize("project", ["setuptools"], indirect=True)
@pytest.mark.parametrize("where", ["setup.py", "pyproject.toml"])
def test_commands_of_a_project_and_the_hook_live_together(project: Project, where: str) -> None:
    """A project that has a `build` of its own loses neither that nor the hook."""
    command = "class build(base):\n    def run(self):\n        super().run()\n        print('their own', 'build')\n"
    begin = "from setuptools.command.build import build as base\n\n"
    if where == "setup.py":
        end = "\nfrom setuptools import setup\nsetup(cmdclass={'build': build})\n"
        project.write("setup.py", begin + command + end)
    else:
        project.write("own.py", begin + command)
        project.write(
            "pyproject.toml",
            project.read("pyproject.toml")
            + '[tool.setuptools]\npackages.find.where = ["src"]\ncmdclass.build = "own.build"\n',
        )

    built = project.build("wheel")

    assert set(built.files()) >= PACKAGED
    assert "their own build\n" in built.said
    assert IN_STEP in built.said


@pytest.mark.parametrize("project", ["setuptools"], indirect=True)
@pytest.mark.parametrize("config", ["", "sources = 1", 'sources = ["nowhere.rst"]'])
def test_nothing_is_done_where_nobody_asks_for_it(project: Project, config: str) -> None:
    """A project is built without the hook as if tablecast were not there, whatever its configuration is like."""
    project.write("tablecast.toml", config)

    assert set(project.build("wheel").files()) == {"demo/__init__.py"}


# --- in isolation -----------------------------------------------------------------------------------------------------


@pytest.mark.network
@pytest.mark.parametrize("what", ["sdist", "editable"])
def test_pip_builds_in_isolation(project: Project, what: str, downloaded: Path, tmp_path: Path) -> None:
    """As somebody else does who installs the project: with what the project says that its build needs, and no more.

    That is a name, or a name and where to get it.
    """
    (wheel,) = downloaded.glob("tablecast-*.whl")
    needed = {"hatchling": "tablecast[hatch]", "setuptools": "tablecast[setuptools]"}[project.backend]
    needed += f" @ {wheel.as_uri()}" * (what == "sdist")
    project.edit("pyproject.toml", f'requires = ["{project.backend}"]', f'requires = ["{needed}"]')
    wanted = ("--editable", project.folder) if what == "editable" else (project.build("sdist").made(),)
    venv.create(tmp_path / "venv")
    python = tmp_path / "venv" / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index")

    must(run(*pip, "--find-links", downloaded, *wanted, cwd=tmp_path))

    use = "from demo.tables import errors; print(errors.BY_KEY[404].title)"
    assert must(run(python, "-c", use, cwd=tmp_path)) == "Not found\n"
