"""What is shipped: the sdist, the wheel that is built from it, and what a fresh environment makes of that wheel.

Nothing is fetched: the distributions are built with the backend of the test environment, and the installed tablecast
borrows the dependencies, and nothing else, of that environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

import tablecast

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
VERSION = tablecast.__version__

DOCUMENT = """\
.. table:: **Table 1** Colours

   ==== ======
   Code Name
   ==== ======
   1    red
   2    *blue*
   ==== ======
"""

CONFIG = """\
sources = ["*.rst"]

[datasets.colour]
tables = [{ caption = "Colours" }]
key = "code"
name_field = "name"
fields = { code = { column = "Code", type = "int" }, name = { column = "Name" } }
outputs = [
    { template = "python/enum.py.j2", path = "out/colour.py" },
    { template = "python/records.py.j2", path = "out/colour_records.py" },
    { template = "json/records.json.j2", path = "out/colour.json" },
    { template = "json/schema.json.j2", path = "out/colour.schema.json" },
    { template = "markdown/table.md.j2", path = "out/colour.md" },
]
"""


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command that knows nothing of the checkout: neither its folder nor a path to its modules."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return subprocess.run(  # noqa: S603 - the commands are those of this module
        command, cwd=cwd, env=inherited | environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def must(done: subprocess.CompletedProcess[str]) -> str:
    """Give what a command printed; it must have succeeded."""
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist built from the checkout and the wheel built from that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    must(run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder))
    return folder


class Installed(NamedTuple):
    """An environment that tablecast is installed in from the wheel."""

    python: Path
    script: Path
    packages: Path


@pytest.fixture(scope="session")
def installed(distributions: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A fresh environment with the wheel; a `.pth` file adds the dependencies.

    The editable install of the test environment is itself a `.pth` file, and such a file counts only in the
    environment's own folder, so that the checkout cannot be imported.
    """
    root = tmp_path_factory.mktemp("installed") / "an environment"
    venv.create(root, with_pip=True)
    paths = sysconfig.get_paths("venv", {"base": str(root), "platbase": str(root)})
    found = Installed(
        python=Path(paths["scripts"], "python"),
        script=Path(paths["scripts"], "tablecast"),
        packages=Path(paths["purelib"]),
    )
    (wheel,) = distributions.glob("*.whl")
    must(run(found.python, "-m", "pip", "install", "--no-index", "--no-deps", wheel, cwd=root))
    borrowed = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    (found.packages / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project of a user."""
    (tmp_path / "colours.rst").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "tablecast.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def files_below(folder: Path) -> set[str]:
    """Name the files that belong to a folder of the project, which those that Python and tools leave there do not."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def test_the_wheel_holds_the_package_and_the_templates_and_nothing_else(distributions: Path) -> None:
    (path,) = distributions.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
    metadata = f"tablecast-{VERSION}.dist-info"
    package = {f"tablecast/{name}" for name in files_below(ROOT / "generator" / "tablecast")}
    templates = {f"tablecast/templates/{name}" for name in files_below(ROOT / "templates")}

    assert {name for name in names if not name.startswith(metadata)} == package | templates
    assert {name.removeprefix(f"{metadata}/") for name in names if name.startswith(metadata)} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
    }
    assert "tablecast/py.typed" in names
    assert templates


def test_the_sdist_holds_all_that_the_tests_and_the_documentation_need(distributions: Path) -> None:
    (path,) = distributions.glob("*.tar.gz")
    with tarfile.open(path) as sdist:
        names = {member.name.removeprefix(f"tablecast-{VERSION}/") for member in sdist.getmembers()}
    folders = ("docs", "generated", "generator", "source_docs", "templates", "tests")
    expected = {f"{folder}/{name}" for folder in folders for name in files_below(ROOT / folder)}
    beside = {"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "noxfile.py", "pyproject.toml"}

    assert names == expected | beside | {".gitignore", "PKG-INFO"}


def test_the_installed_package_is_the_one_of_the_wheel(installed: Installed, tmp_path: Path) -> None:
    where = must(run(installed.python, "-c", "import tablecast; print(tablecast.__file__)", cwd=tmp_path))

    assert Path(where.strip()) == installed.packages / "tablecast" / "__init__.py"


def test_the_installed_command_says_its_version(installed: Installed, tmp_path: Path) -> None:
    assert must(run(installed.script, "--version", cwd=tmp_path)) == f"tablecast {VERSION}\n"
    assert must(run(installed.python, "-m", "tablecast", "--version", cwd=tmp_path)) == f"tablecast {VERSION}\n"


def test_the_installed_command_generates_every_target_and_agrees_with_itself(
    installed: Installed, project: Path
) -> None:
    must(run(installed.script, "generate", cwd=project))

    assert files_below(project / "out") == {
        "colour.json",
        "colour.md",
        "colour.py",
        "colour.schema.json",
        "colour_records.py",
    }
    use = "from colour import Colour; print(Colour(2).name, Colour['RED'].value)"
    assert must(run(installed.python, "-c", use, cwd=project / "out")) == "BLUE 1\n"
    must(run(installed.script, "check", cwd=project))


def test_a_wheel_without_templates_could_not_generate(installed: Installed, project: Path) -> None:
    """The templates of the tests above came from the wheel: without those, none is found, the checkout's neither."""
    packages = project / "packages"
    shutil.copytree(installed.packages / "tablecast", packages / "tablecast")
    shutil.rmtree(packages / "tablecast" / "templates")

    done = run(installed.python, "-m", "tablecast", "generate", cwd=project, PYTHONPATH=str(packages))

    assert done.returncode == 2
    assert "python/enum.py.j2" in done.stderr
    assert not (project / "out").exists()


def test_a_type_checker_sees_the_types_of_the_installed_package(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "mypy.ini").touch()
    (tmp_path / "user.py").write_text("import tablecast\n\nreveal_type(tablecast.load())\n", encoding="utf-8")
    checker = (sys.executable, "-m", "mypy", "--strict", "--python-executable", installed.python)

    said = must(run(*checker, "user.py", cwd=tmp_path))

    assert 'Revealed type is "dict[str, tablecast.model.Dataset]"' in said.replace("builtins.", "")
