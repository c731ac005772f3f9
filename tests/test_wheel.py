"""What is shipped: the sdist, the wheel that is built from it, and what a fresh environment makes of that wheel."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tablecast
from installing import ROOT, must, run

if TYPE_CHECKING:
    from installing import Installed

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
    folders = ("benchmarks", "ci", "docs", "generated", "generator", "source_docs", "templates", "tests")
    expected = {f"{folder}/{name}" for folder in folders for name in files_below(ROOT / folder)}
    pages = {"CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE", "README.md", "SECURITY.md"}

    beside = {".gitignore", ".pre-commit-hooks.yaml", "PKG-INFO", "action.yml", "noxfile.py", "pyproject.toml"}

    assert names == expected | pages | beside


def test_the_distributions_are_the_same_wherever_and_whenever_they_are_built(
    distributions: Path, tmp_path: Path
) -> None:
    """From the unpacked sdist, with files of other ages and permissions, come the same bytes."""
    (path,) = distributions.glob("*.tar.gz")
    shutil.unpack_archive(path, tmp_path, filter="data")
    folder, again = tmp_path / path.name.removesuffix(".tar.gz"), tmp_path / "again"
    for file in filter(Path.is_file, folder.rglob("*")):
        os.utime(file, (10**9, 10**9))
        file.chmod(0o600)

    must(run(sys.executable, "-m", "build", "--no-isolation", "--outdir", again, folder, cwd=tmp_path))

    assert {file.name: file.read_bytes() for file in again.iterdir()} == {
        file.name: file.read_bytes() for file in distributions.iterdir()
    }


def test_the_citation_is_of_this_version() -> None:
    said = dict(re.findall(r"^([a-z]+): (\S+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE))

    assert (said["title"], said["version"], said["license"]) == ("tablecast", VERSION, PROJECT["license"])


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


@pytest.mark.once
def test_a_type_checker_sees_the_types_of_the_installed_package(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "mypy.ini").touch()
    (tmp_path / "user.py").write_text("import tablecast\n\nreveal_type(tablecast.load())\n", encoding="utf-8")
    checker = (sys.executable, "-m", "mypy", "--strict", "--python-executable", installed.python)

    said = must(run(*checker, "user.py", cwd=tmp_path))

    assert 'Revealed type is "dict[str, tablecast.model.Dataset]"' in said.replace("builtins.", "")
