"""What build systems ask: which files are read and written, and when to run again; make, ninja and meson decide."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from typing import TYPE_CHECKING

import pytest

from pages import ROOT, shown
from tablecast._cli._rules import searched
from tablecast.reports.depfile import rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Result

CONFIG = """\
sources = ["docs/**/*.rst"]
templates = ["templates"]

[datasets.error]
tables = [{ header = ["Code", "Title"] }]
key = "code"
outputs = [
    { template = "python/records.py.j2", path = "src/errors.py" },
    { template = "own.txt.j2", path = "out/errors.txt" },
]
[datasets.error.fields]
code = { column = "Code", type = "int" }
title = "Title"
"""
DOCUMENT = """\
.. include:: shared/errors.inc
"""
TABLE = """\
.. list-table:: Codes
   :header-rows: 1

   * - Code
     - Title
   * - 404
     - Not found
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose document includes its table, with a template of its own; the current folder."""
    files = {
        "tablecast.toml": CONFIG,
        "docs/a b.rst": DOCUMENT,
        "docs/shared/errors.inc": TABLE,
        "templates/own.txt.j2": "{% for record in dataset.records %}{{ record.title | c }}\n{% endfor %}",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


PROGRAMS = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"]))


def tool(name: str) -> str:
    """Give the path of a program, of the environment of the tests or of the machine."""
    found = shutil.which(name, path=PROGRAMS)
    if found is None:
        pytest.skip(f"there is no {name}")
    return found


def run(*command: str, cwd: Path | None = None) -> str:
    """Run a program, which must succeed, and give what it prints."""
    environment = {**os.environ, "PATH": PROGRAMS}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False, encoding="utf-8")  # noqa: S603 - of tests
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# --- the rule ---------------------------------------------------------------------------------------------------------


def test_a_rule_names_the_targets_and_the_inputs() -> None:
    """An input that is deleted has a rule, too, which makes nothing."""
    assert rule(["a.py", "b.json"], ["docs/a.rst", "x.toml"]) == (
        "a.py b.json: \\\n  docs/a.rst \\\n  x.toml\n\ndocs/a.rst:\n\nx.toml:\n"
    )


HOSTILE = ["a b", "a  b", "a#b", "a$b", "a:b", "a[b]", "a\\b", "a\\ b", "a\\\\ b", "~a", "a(b).c", "\u00fc", "a$(b).c"]


@pytest.mark.parametrize("name", HOSTILE)
def test_make_reads_every_name(name: str, tmp_path: Path) -> None:
    """A file that is newer than what is made of it makes it anew, and so does one that is gone."""
    make, ages = tool("make"), iter(range(10**9, 2 * 10**9, 100))

    def age(path: str) -> None:
        seconds = next(ages)
        os.utime(tmp_path / path, (seconds, seconds))

    def made() -> bool:
        printed = run(make, "--silent", "out", cwd=tmp_path)
        age("out")
        return "made" in printed

    (tmp_path / "Makefile").write_text("out:\n\ttouch out\n\t@echo made\ninclude out.d\n", encoding="utf-8")
    (tmp_path / "out.d").write_text(rule(["out"], [name]), encoding="utf-8")
    (tmp_path / name).touch()
    age(name)

    assert made()
    assert not made()
    age(name)
    assert made()
    (tmp_path / name).unlink()
    assert made()


def test_ninja_reads_every_name(tmp_path: Path) -> None:
    """It does nothing again until one of them is newer."""
    ninja = tool("ninja")
    build = "rule r\n  command = cp kept out.d && touch out\n  depfile = out.d\nbuild out: r\n"
    (tmp_path / "build.ninja").write_text(build, encoding="utf-8")
    (tmp_path / "kept").write_text(rule(["out"], HOSTILE), encoding="utf-8")
    for name in HOSTILE:
        (tmp_path / name).touch()
    run(ninja, cwd=tmp_path)

    for name in HOSTILE:
        assert "no work to do" in run(ninja, cwd=tmp_path)
        later = (tmp_path / "out").stat().st_mtime + 100
        os.utime(tmp_path / name, (later, later))
        assert "no work to do" not in run(ninja, "-n", cwd=tmp_path), name
        os.utime(tmp_path / name, (10**9, 10**9))


def test_folders_that_patterns_search_are_those_of_what_they_found() -> None:
    """Their age tells that a document is new; a path that is no pattern finds nothing new."""
    files = ["docs/api/v1/a.rst", "docs/b.rst", "other/c.rst", "guide/d.rst"]

    assert searched(["docs/**/*.rst"], files) == ["docs", "docs/api", "docs/api/v1"]
    assert searched(["*.rst"], ["a.rst"]) == ["."]
    assert searched(["other/c.rst"], files) == []


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_lists_name_what_is_read_and_written(project: Path, tablecast: Callable[..., Result]) -> None:
    """Nothing is written."""
    inputs = "docs/a b.rst\ndocs/shared/errors.inc\ntablecast.toml\ntemplates/own.txt.j2\n"

    assert tablecast("generate", "--list-inputs") == (0, inputs, "")
    assert tablecast("generate", "--list-outputs") == (0, "src/errors.py\nout/errors.txt\ntablecast.lock\n", "")
    assert not (project / "src").exists()


def test_paths_are_from_the_working_directory(
    project: Path, tablecast: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is where a build system runs."""
    (project / "build").mkdir()
    monkeypatch.chdir(project / "build")

    listed = tablecast("generate", "-c", "../tablecast.toml", "--list-outputs").out

    assert listed == "../src/errors.py\n../out/errors.txt\n../tablecast.lock\n"


def test_a_list_of_some_datasets_is_of_those_that_there_are(project: Path, tablecast: Callable[..., Result]) -> None:
    assert project.is_dir()
    assert tablecast("generate", "error", "--list-outputs").code == 0
    assert "there is no dataset 'eror' [unknown-dataset]" in tablecast("generate", "eror", "--list-outputs").err


@pytest.mark.parametrize("flag", [["--depfile", "d"], ["--stamp", "s"], ["--list-inputs"], ["--list-outputs"]])
def test_without_a_configuration_nothing_is_recorded(
    flag: list[str], project: Path, tablecast: Callable[..., Result]
) -> None:
    """What is rendered once needs no build system."""
    code, out, err = tablecast("generate", "docs", "-o", "out", *flag)

    assert (code, out) == (2, "")
    assert "Error: --depfile, --stamp and the lists go with a configuration\n" in err
    assert not (project / "out").exists()


def test_the_depfile_says_what_the_outputs_are_made_of(project: Path, tablecast: Callable[..., Result]) -> None:
    """The folders of the documents are in it, for documents that are new."""
    tablecast("generate", "--depfile", "build/tables.d")

    text = (project / "build" / "tables.d").read_text(encoding="utf-8")
    inputs = (
        "docs/a\\ b.rst",
        "docs/shared/errors.inc",
        "tablecast.toml",
        "templates/own.txt.j2",
        "docs",
        "docs/shared",
    )
    targets, *lines = text.partition("\n\n")[0].split(" \\\n  ")
    assert targets == "src/errors.py out/errors.txt tablecast.lock:"
    assert lines == list(inputs)


def test_a_stamp_stands_for_the_outputs(project: Path, tablecast: Callable[..., Result]) -> None:
    """It is younger after each run, though no output is."""
    tablecast("generate", "--depfile", "tables.d", "--stamp", "stamp")
    for name in ("stamp", "src/errors.py"):
        os.utime(project / name, (10**9, 10**9))
    tablecast("generate", "--depfile", "tables.d", "--stamp", "stamp")

    assert (project / "tables.d").read_text(encoding="utf-8").startswith("stamp: \\\n")
    assert (project / "stamp").stat().st_mtime > 10**9 == (project / "src" / "errors.py").stat().st_mtime


def test_a_folder_that_is_written_into_is_not_watched(project: Path, tablecast: Callable[..., Result]) -> None:
    """Its age would tell make to generate again and again."""
    tablecast("generate", "--depfile", "docs/tables.d", "--stamp", "docs/shared/stamp")

    text = (project / "docs" / "tables.d").read_text(encoding="utf-8")
    assert "\n\ndocs:\n" not in text
    assert "\n\ndocs/shared:\n" not in text


@pytest.mark.parametrize("path", ["tablecast.toml", "docs/a b.rst", "out/errors.txt"])
@pytest.mark.parametrize("flag", ["--depfile", "--stamp"])
def test_no_input_or_output_is_overwritten(
    flag: str, path: str, project: Path, tablecast: Callable[..., Result]
) -> None:
    tablecast("generate")
    before = (project / path).read_bytes()

    code, _, err = tablecast("generate", flag, path)

    message = "error: the file would overwrite an output, or a file that outputs are made of [misplaced-output]"
    assert (code, err) == (2, f"{path}: {message}\n  hint: give the file another path\n")
    assert (project / path).read_bytes() == before


def test_nothing_is_recorded_of_a_run_that_writes_nothing(project: Path, tablecast: Callable[..., Result]) -> None:
    """Neither of a dry run nor of one that fails: the build system runs it again."""
    tablecast("generate", "--dry-run", "--depfile", "d", "--stamp", "s")
    (project / "docs" / "shared" / "errors.inc").write_text(TABLE.replace("404", "4O4"), encoding="utf-8")
    code = tablecast("generate", "--depfile", "d", "--stamp", "s").code

    assert code == 2
    assert not (project / "d").exists()
    assert not (project / "s").exists()


# --- make, ninja and meson --------------------------------------------------------------------------------------------


def changed(project: Path) -> Iterator[str]:
    """Change what outputs depend on, one after the other, and name it: each has to be noticed."""
    for name in ("docs/a b.rst", "docs/shared/errors.inc", "templates/own.txt.j2", "tablecast.toml"):
        os.utime(project / name)
        yield name
    (project / "docs" / "new.rst").write_text("New\n===\n", encoding="utf-8")
    yield "a document that is new"
    (project / "docs" / "new.rst").unlink()
    yield "a document that is gone"


def show(name: str, project: Path) -> None:
    """Write a file as the page on build systems shows it."""
    (project / name).write_text(shown(ROOT / "docs" / "build.md", name), encoding="utf-8")


@pytest.mark.once
def test_make_generates_when_it_must(project: Path) -> None:
    show("Makefile", project)
    make = tool("make")

    assert "created" in run(make)
    assert "up to date" in run(make)
    for what in changed(project):
        assert "unchanged  src/errors.py" in run(make), what
        assert "up to date" in run(make), what


@pytest.mark.once
def test_meson_generates_when_it_must(project: Path) -> None:
    """It runs ninja, in a folder of its own."""
    meson, ninja = tool("meson"), tool("ninja")
    show("meson.build", project)
    run(meson, "setup", "build")

    assert "created" in run(ninja, "-v", "-C", "build")
    assert "no work to do" in run(ninja, "-C", "build")
    for what in changed(project):
        assert "unchanged  src/errors.py" in run(ninja, "-v", "-C", "build"), what
        assert "no work to do" in run(ninja, "-C", "build"), what
