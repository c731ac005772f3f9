"""`tablecast init` where it meets people and files: what it asks, what it writes, and what it leaves alone."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from tablecast._cli._init import parse_choice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

DOCUMENT = """
Errors
======

====  =======
Code  Meaning
====  =======
10    Dry.
20    Hot.
====  =======

Doors
=====

======  =====
Door    Width
======  =====
North   80
South   90
======  =====
"""


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one document of two tables, as the current one."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "lift.rst").write_text(DOCUMENT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a person with an answer before a terminal."""

    def sit_down(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal(text))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        monkeypatch.setenv("NO_COLOR", "1")

    return sit_down


def datasets(path: Path) -> list[str]:
    """The names of the datasets that a configuration has."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line[10:-1] for line in lines if line.startswith("[datasets.") and not line.endswith(".fields]")]


def test_a_person_chooses(here: Path, tablecast: Callable[..., Result], answer: Callable[[str], None]) -> None:
    """In a terminal, the datasets are shown with their fields, keys and files, and a choice of them is taken."""
    answer("2\n")

    code, out, err = tablecast("init")

    # Before an answer, older releases of click print a space for the sake of readline.
    assert (code, out.lstrip(" ")) == (0, "created    tablecast.toml\n")
    assert "  1  errors  2 rows in 1 table of docs/lift.rst\n     code* int, meaning str\n" in err
    assert datasets(here / "tablecast.toml") == ["doors"]


def test_a_wrong_choice_is_asked_again(
    here: Path, tablecast: Callable[..., Result], answer: Callable[[str], None]
) -> None:
    """A slip of the finger is no reason to begin anew."""
    answer("3\n1-2\n")

    code, _, err = tablecast("init")

    assert code == 0
    assert "Error: '3' is not between 1 and 2" in err
    assert datasets(here / "tablecast.toml") == ["errors", "doors"]


def test_nothing_chosen_is_nothing_written(
    here: Path, tablecast: Callable[..., Result], answer: Callable[[str], None]
) -> None:
    """`none` is an answer, too."""
    answer("none\n")

    code, _, err = tablecast("init")

    assert (code, err.endswith("nothing was drafted\n")) == (0, True)
    assert not (here / "tablecast.toml").exists()


def test_nothing_is_asked_without_a_terminal_or_need(here: Path, tablecast: Callable[..., Result]) -> None:
    """A script gets all datasets, and what is written generates and checks without a change."""
    assert tablecast("init").code == 0
    assert datasets(here / "tablecast.toml") == ["errors", "doors"]
    assert tablecast("generate").code == 0
    assert tablecast("check").code == 0


def test_yes_asks_nothing(here: Path, tablecast: Callable[..., Result], answer: Callable[[str], None]) -> None:
    """With --yes, a terminal makes no difference."""
    answer("")

    assert tablecast("init", "--yes") == (0, "created    tablecast.toml\n", "Read it, then run: tablecast generate\n")
    assert here.is_dir()


def test_a_dry_run_prints_what_would_be_written(here: Path, tablecast: Callable[..., Result]) -> None:
    """The printed text is the file, and there is none."""
    _, printed, _ = tablecast("init", "-n")
    assert not (here / "tablecast.toml").exists()

    tablecast("init")
    assert (here / "tablecast.toml").read_text(encoding="utf-8") == printed


def test_merging_twice_adds_nothing(here: Path, tablecast: Callable[..., Result]) -> None:
    """What is drawn already is not proposed again."""
    tablecast("init")
    before = (here / "tablecast.toml").read_bytes()

    assert tablecast("init", "--merge") == (0, "", "nothing was drafted\n")
    assert (here / "tablecast.toml").read_bytes() == before


def test_merging_keeps_every_byte(here: Path, tablecast: Callable[..., Result]) -> None:
    """What there is stays, with its comments, its line ends and its byte order mark; new lines end as they do."""
    before = b'\xef\xbb\xbf# Ours.\r\nsources = ["docs/*.rst"]   # all'
    (here / "tablecast.toml").write_bytes(before)

    assert tablecast("init", "--merge").out == "updated    tablecast.toml\n"

    after = (here / "tablecast.toml").read_bytes()
    assert after.startswith(before + b"\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert tablecast("generate").code == 0


def test_merging_takes_no_name_and_no_path_twice(here: Path, tablecast: Callable[..., Result]) -> None:
    """A dataset and an output that are there keep their names; the new ones get others."""
    text = """
sources = ["docs/*.rst"]

[datasets.doors]
tables = [{ heading = "Errors" }]
fields.code = "Code"
outputs = [{ template = "json/records.json.j2", path = "generated/doors_2.json" }]
"""
    (here / "tablecast.toml").write_text(text, encoding="utf-8")

    tablecast("init", "--merge")

    assert datasets(here / "tablecast.toml") == ["doors", "doors_2"]
    assert tablecast("generate").code == 0


def test_merging_documents_that_are_no_sources(here: Path, tablecast: Callable[..., Result]) -> None:
    """A draft for a document that the configuration does not read would draw nothing."""
    (here / "tablecast.toml").write_text('sources = ["docs/*.rst"]\n', encoding="utf-8")
    (here / "other.rst").write_text(DOCUMENT, encoding="utf-8")

    assert tablecast("init", "--merge", "other.rst")[::2] == (
        2,
        (
            "tablecast.toml:1:11: error: the document 'other.rst' is not one of the configuration's sources"
            " [no-documents]\n"
            '  1 | sources = ["docs/*.rst"]\n'
            "    |           ^~~~~~~~~~~~~~\n"
            "  hint: add it to 'sources'\n"
        ),
    )


def test_a_pyproject_gets_a_table_of_its_own(here: Path, tablecast: Callable[..., Result]) -> None:
    """A project that has a pyproject.toml can keep its configuration there."""
    (here / "pyproject.toml").write_text('[project]\nname = "lift"\n', encoding="utf-8")

    assert tablecast("init", "-c", "pyproject.toml").out == "updated    pyproject.toml\n"

    text = (here / "pyproject.toml").read_text(encoding="utf-8")
    assert text.startswith('[project]\nname = "lift"\n')
    assert '\n[tool.tablecast]\nsources = ["docs/**/*.rst"]\n' in text
    assert "\n[tool.tablecast.datasets.errors.fields]\n" in text
    assert tablecast("generate").code == 0


def test_hidden_folders_are_passed_over(here: Path, tablecast: Callable[..., Result]) -> None:
    """Environments are full of documents that nobody means."""
    (here / ".venv").mkdir()
    (here / ".venv" / "read.rst").write_text(DOCUMENT, encoding="utf-8")
    (here / "more.rst").write_text(DOCUMENT, encoding="utf-8")

    _, printed, _ = tablecast("init", "-n")

    assert 'sources = ["docs/**/*.rst", "*.rst"]' in printed
    assert ".venv" not in printed


def test_no_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Callable[..., Result]) -> None:
    """An empty folder is told as such."""
    monkeypatch.chdir(tmp_path)

    assert tablecast("init") == (
        2,
        "",
        (
            ".: error: there is no document (*.rst) here or below [no-documents]\n"
            "  hint: name documents, or the folder they are in\n"
        ),
    )


def test_a_new_configuration_elsewhere_is_refused(here: Path, tablecast: Callable[..., Result]) -> None:
    """Its paths would be relative to another folder than those on the command line."""
    code, out, err = tablecast("init", "-c", "docs/tablecast.toml")

    assert (code, out) == (2, "")
    assert "a new configuration is written into the working directory" in err
    assert here.is_dir()


@pytest.mark.parametrize(
    ("text", "chosen"),
    [("all", {0, 1, 2, 3}), ("NONE ", set[int]()), ("2", {1}), ("1 3-4", {0, 2, 3}), ("4,1", {0, 3}), ("", set[int]())],
)
def test_choices(text: str, chosen: set[int]) -> None:
    """Numbers, ranges, and words for everything and nothing."""
    assert set(parse_choice(text, 4)) == chosen


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0", "'0' is not between 1 and 4"),
        ("3-2", "'3-2' is not between 1 and 4"),
        ("2-9", "'2-9' is not between 1 and 4"),
        ("x", "'x' is no number: write 1 3-5, all or none"),
        ("1-", "'1-' is no number: write 1 3-5, all or none"),
    ],
)
def test_wrong_choices(text: str, message: str) -> None:
    """What cannot be meant is told, and why."""
    with pytest.raises(ValueError, match="is ") as raised:
        parse_choice(text, 4)
    assert str(raised.value) == message
