"""Answers of checks: a check that would see what an earlier one saw says what that one said, at once."""

from __future__ import annotations

import io
import itertools
import os
import re
import shutil
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tablecast import __main__, _answers, _cli, _disk, readers
from tablecast._answers import ENVIRONMENT

if TYPE_CHECKING:
    from collections.abc import Callable

CONFIG = """\
sources = ["docs/**/*.rst", "more/a.rst"]
templates = ["templates"]
owned = ["owned"]

[datasets.code]
tables = [{ header = ["Code"], count = "any" }]
key = "code"
duplicates = "all"
fields = { code = "Code", name = { column = "Name", optional = true } }
outputs = [
    { template = "json/records.json.j2", path = "out/code.json" },
    { template = "own.txt.j2", path = "owned/code.txt" },
]
"""
PAGE = """\
.. include:: shared.inc

==== =====
Code Name
==== =====
1    |one|
2    `lost`_
==== =====
"""
FILES = {
    "tablecast.toml": CONFIG,
    "docs/a.rst": PAGE,
    "docs/deep/b.rst": "===== =====\nOther Name\n===== =====\n1     one\n===== =====\n",
    "docs/shared.inc": ".. |one| replace:: uno\n",
    "more/a.rst": "==== ====\nCode Name\n==== ====\n3    tres\n==== ====\n",
    "templates/own.txt.j2": "{% for record in dataset.records %}{{ record.code | json }}\n{% endfor %}",
}


class Answer(NamedTuple):
    """What a check gave, and whether the command line was opened for it."""

    code: int
    out: str
    err: str
    opened: bool = True


class Checks:
    """Runs checks in the working directory, as the installed script does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        """Take the place of the terminal."""
        self._monkeypatch = monkeypatch
        self._capfd = capfd

    def __call__(self, *arguments: str, command: str = "check") -> Answer:
        opened: list[bool] = []

        def main() -> None:
            opened.append(True)
            _cli_main()

        self._capfd.readouterr()
        with self._monkeypatch.context() as patched:
            patched.setattr(sys, "argv", ["tablecast", command, *arguments])
            patched.setattr(_cli, "main", main)
            with pytest.raises(SystemExit) as raised:
                __main__.main()
        out, err = self._capfd.readouterr()
        code = raised.value.code
        assert isinstance(code, int)
        return Answer(code, out, err, bool(opened))

    def fresh(self, *arguments: str) -> Answer:
        """Check as if nothing had ever been checked."""
        answer = self("--no-cache", *arguments)
        assert answer.opened
        return answer


_cli_main: Callable[[], None] = _cli.main


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Checks:
    """A way to check a project of two sources, whose outputs are in step."""
    folder = tmp_path / "project"
    write(folder, FILES)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TABLECAST_CACHE_DIR", str(tmp_path / "cache"))
    checks = Checks(monkeypatch, capfd)
    assert checks(command="generate").code == 0
    return checks


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def assert_recalled(recalled: Answer, first: Answer) -> None:
    assert (first.opened, recalled.opened) == (True, False)
    assert recalled[:3] == first[:3]


# --- the same answer --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("code",), ("--format", "json"), ("--jobs", "2"), ("-c", "tablecast.toml")])
def test_a_check_that_sees_the_same_says_the_same_at_once(arguments: tuple[str, ...], check: Checks) -> None:
    """Its warnings and its report come again, on the same streams."""
    first = check(*arguments)
    assert (first.code, "lost" in first.err + first.out) == (0, True)

    assert_recalled(check(*arguments), first)


@pytest.mark.parametrize("arguments", [(), ("--diff",), ("--format", "github")])
def test_drift_is_told_again(arguments: tuple[str, ...], check: Checks) -> None:
    """A file that is out of step is as much out of step the next time."""
    Path("out/code.json").write_text("[]\n", encoding="utf-8")
    first = check(*arguments)
    assert first.code == 1

    assert_recalled(check(*arguments), first)


def test_times_do_not_count(check: Checks) -> None:
    """A file that was only touched, or written anew with the same bytes, has not changed."""
    first = check()
    for path in Path().rglob("*"):
        os.utime(path, (1, 1))
    Path("docs/a.rst").write_bytes(Path("docs/a.rst").read_bytes())

    assert_recalled(check(), first)


class _Terminal(io.TextIOWrapper):
    """A terminal that is not as wide as most."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 99


def test_what_is_shown_for_a_moment_is_not_said_again(check: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal is told how far the reading is; that is no part of the answer."""
    monkeypatch.setenv("TERM", "xterm")
    sizes = defaultdict[int, os.terminal_size](lambda: os.terminal_size((60, 20)))
    monkeypatch.setattr(os, "get_terminal_size", sizes.__getitem__)
    monkeypatch.setattr(time, "monotonic", itertools.count(1000.0).__next__)
    told: list[bytes] = []
    for _ in range(2):
        terminal = _Terminal(shown := io.BytesIO(), encoding="utf-8")
        monkeypatch.setattr(sys, "stderr", terminal)
        check()
        terminal.flush()
        told.append(shown.getvalue())

    assert b"\rread 1 of 3 documents" in told[0]
    assert told[0].endswith(told[1])
    assert told[1].startswith(b"docs/a.rst:7:6: warning")


# --- documents of which the same is used ------------------------------------------------------------------------------

PROSE = "Not the letters.\n\n==== ====\nCode Name\n==== ====\n3    tres\n==== ====\n\nBut the numbers.\n"


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("more/a.rst", PROSE, PROSE.replace("the letters", "all letters")),
        ("more/a.rst", PROSE, PROSE.replace("the letters", "any letter at all")),
        ("more/a.rst", PROSE, PROSE + "\nAnd much\nmore.\n"),
        ("more/a.rst", PROSE, PROSE.replace("\n", "\r\n")),
        ("docs/deep/b.rst", FILES["docs/deep/b.rst"], FILES["docs/deep/b.rst"].replace("one", "two")),
    ],
    ids=["another word", "more words", "more lines below", "other line ends", "a row of a table that is not asked for"],
)
def test_an_edit_that_changes_nothing_that_is_used_gets_the_same_answer(
    path: str, before: str, after: str, check: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the next check knows the new bytes; who undoes the edit is answered as well."""
    write(Path(), {path: before})
    first = check()
    for text in (after, before, after):
        Path(path).write_bytes(text.encode())
        assert_recalled(check(), first)
    assert first[:3] == check.fresh()[:3]

    monkeypatch.delattr(readers, "read_common")
    assert_recalled(check(), first)


def test_other_words_in_a_paragraph_are_not_even_read(check: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as nothing but a paragraph can be made of them."""
    page = "Not the letters.\n\n+------+------+\n| Code | Name |\n+======+======+\n| 3    | tres |\n+------+------+\n"
    write(Path(), {"more/a.rst": page})
    first = check()
    monkeypatch.delattr(readers, "read_common")
    write(Path(), {"more/a.rst": page.replace("Not the letters.", "Neither the letters nor the signs.")})
    assert_recalled(check(), first)
    assert first[:3] == check.fresh()[:3]

    write(Path(), {"more/a.rst": page.replace("Not the letters.", "- the letters")})
    assert check().opened


@pytest.mark.parametrize(
    ("arguments", "path", "before", "after"),
    [
        ((), "more/a.rst", PROSE, PROSE.replace("tres", "trois")),
        ((), "more/a.rst", PROSE, PROSE.replace("letters.", "letters.\nNor the signs.")),
        ((), "more/a.rst", PROSE, PROSE.replace("Name", "Name of it")),
        ((), "more/a.rst", PROSE, f".. _numbers:\n\n{PROSE}"),
        ((), "more/a.rst", PROSE, PROSE + PROSE),
        ((), "more/a.rst", PROSE, PROSE + "Much. " * 50_000),
        ((), "more/a.rst", PROSE, PROSE + "\n.. include:: b.rst\n"),
        ((), "docs/a.rst", PAGE, PAGE + "\nBut the numbers.\n"),
        (("--reader", "reference"), "more/a.rst", PROSE, PROSE.replace("the", "all")),
        (("--verify",), "more/a.rst", PROSE, PROSE.replace("the", "all")),
    ],
    ids=[
        "a cell",
        "lines before",
        "the header",
        "a target",
        "another table",
        "a long document",
        "an include",
        "for docutils",
        "the reference",
        "both ways",
    ],
)
def test_an_edit_of_what_is_used_is_looked_at(
    arguments: tuple[str, ...], path: str, before: str, after: str, check: Checks
) -> None:
    """Or of what it takes more than a moment to read; and whoever wants docutils to read gets that."""
    write(Path(), {path: before})
    check(*arguments)
    write(Path(), {path: after})
    changed = check(*arguments)

    assert changed.opened
    assert changed[:3] == check.fresh(*arguments)[:3]


def test_a_document_that_is_quoted_is_used_to_the_letter(check: Checks) -> None:
    """The line below a message comes from the document as it is now."""
    clash = PROSE.replace("3    tres", "a-b  tres\na_b  four")
    config = CONFIG.replace("json/records.json.j2", "python/enum.py.j2").replace("code.json", "code.py")
    config = config.replace('duplicates = "all"', 'duplicates = "first"')
    write(Path(), {"more/a.rst": clash, "docs/a.rst": PROSE, "tablecast.toml": config})
    check(command="generate")
    first = check()
    assert "6 | a-b  tres" in first.err
    write(Path(), {"more/a.rst": clash.replace("letters", "signs")})

    assert check().opened
    assert_recalled(check(), first._replace(opened=True))


def test_a_link_in_the_place_of_a_document_is_looked_at(check: Checks) -> None:
    """It may lead to where an output would be written."""
    write(Path(), {"more/a.rst": PROSE, "more/b.rst": PROSE + "\nMore.\n"})
    check()
    Path("more/a.rst").unlink()
    Path("more/a.rst").symlink_to("b.rst")

    assert check().opened


def test_a_document_that_changes_at_that_moment_is_looked_at(check: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered of its bytes would be wrong."""
    write(Path(), {"more/a.rst": PROSE})
    check()
    changed = _disk.changed

    def late(*arguments: Any) -> tuple[str, ...] | None:
        found = changed(*arguments)
        write(Path(), {"more/a.rst": PROSE.replace("letters", "marks")})
        return found

    write(Path(), {"more/a.rst": PROSE.replace("letters", "signs")})
    monkeypatch.setattr(_disk, "changed", late)

    assert check().opened


def test_a_document_that_goes_at_that_moment_is_looked_for(check: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that was never there."""
    write(Path(), {"more/a.rst": PROSE})
    check()
    changed = _disk.changed

    def late(*arguments: Any) -> tuple[str, ...] | None:
        found = changed(*arguments)
        Path("more/a.rst").unlink(missing_ok=True)
        return found

    write(Path(), {"more/a.rst": PROSE.replace("letters", "signs")})
    monkeypatch.setattr(_disk, "changed", late)

    assert check()[::3] == (2, True)


# --- another answer ---------------------------------------------------------------------------------------------------


def _write(path: str, text: str) -> Callable[[], object]:
    return lambda: write(Path(), {path: text})


def _remove(path: str) -> Callable[[], object]:
    return Path(path).unlink


def _link(path: str) -> Callable[[], object]:
    def link() -> None:
        Path(path).rename("elsewhere")
        Path(path).symlink_to(Path("elsewhere").absolute())

    return link


HEADED = '{"$comment": "Generated by tablecast from x; do not edit."}\n'
CHANGES = {
    "a document": _write("docs/a.rst", PAGE.replace("2 ", "4 ")),
    "a new document": _write("docs/new.rst", FILES["more/a.rst"]),
    "a new folder": _write("docs/new/c.rst", FILES["more/a.rst"]),
    "a document less": _remove("docs/deep/b.rst"),
    "a document that was spelt out": _remove("more/a.rst"),
    "an included file": _write("docs/shared.inc", ".. |one| replace:: eins\n"),
    "an included file less": _remove("docs/shared.inc"),
    "a template": _write("templates/own.txt.j2", "nothing"),
    "a template before a built-in one": _write("templates/json/records.json.j2", "nothing"),
    "the configuration": lambda: write(Path(), {"tablecast.toml": CONFIG.replace("owned/code.txt", "owned/all.txt")}),
    "no configuration": _remove("tablecast.toml"),
    "an output": _write("out/code.json", "[]\n"),
    "an output less": _remove("owned/code.txt"),
    "a file in an owned folder": _write("owned/other.txt", ""),
    "a file that looks generated": _write("out/other.json", HEADED),
    "a link to a document": _link("docs/a.rst"),
    "an output that is its own document": _link("out/code.json"),
}


def test_somebody_who_goes_to_and_fro_finds_the_last_answers(check: Checks) -> None:
    """As between branches: the four states of the documents that were last looked at are known."""
    states = [PAGE.replace("1 ", f"{number} ") for number in range(4, 9)]
    for state in states:
        write(Path(), {"docs/a.rst": state})
        assert check().opened

    for state in states[1:]:
        write(Path(), {"docs/a.rst": state})
        assert not check().opened
    write(Path(), {"docs/a.rst": states[1]})
    assert not check().opened
    write(Path(), {"docs/a.rst": states[0]})
    assert check().opened
    for index, opened in ((1, False), (2, True)):
        write(Path(), {"docs/a.rst": states[index]})
        assert check().opened == opened


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen(name: str, check: Checks) -> None:
    """Whatever changes, the answer is that of a check without a memory; and the old one when the change is undone."""
    first = check()
    shutil.copytree(".", "../before")

    CHANGES[name]()
    changed = check()

    assert changed.opened
    assert changed[:3] == check.fresh()[:3]
    for path in Path().iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree("../before", ".", dirs_exist_ok=True)
    assert check()[:3] == first[:3]
    assert not check().opened


@pytest.mark.parametrize("variable", ["FORCE_COLOR", "NO_COLOR", "COLUMNS", "GITHUB_SHA"])
def test_what_the_environment_says_is_part_of_the_question(
    variable: str, check: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same command prints something else in another terminal."""
    check()
    monkeypatch.setenv(variable, "50")

    assert check() == check.fresh()


def test_every_variable_that_the_program_looks_at_is_part_of_the_question() -> None:
    """One that is missing from the list would give a wrong answer: this looks for all that are read anywhere."""
    folder = Path(__main__.__file__).parent
    elsewhere = {"_cache.py", "_git.py"}
    texts = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.py") if path.name not in elsewhere}
    names = {name for text in texts.values() for name in re.findall(r'environ(?:\.get\(|\[)f?"(\w+)', text)}
    assert {name for name in names if not name.startswith(ENVIRONMENT)} == set()
    assert {"NO_COLOR", "GITHUB_"} <= names


def test_another_folder_has_other_answers(check: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same command in another folder finds another configuration, or none."""
    check()
    monkeypatch.chdir("..")

    assert check().code == 2


# --- what is not remembered -------------------------------------------------------------------------------------------


def test_what_is_wrong_is_looked_at_each_time(check: Checks) -> None:
    """A failure, which has the exit code 2, may have been a whim of the system."""
    Path("tablecast.toml").write_text("nothing", encoding="utf-8")

    assert [check()[::3], check()[::3]] == [(2, True), (2, True)]


def test_a_report_is_written_each_time(check: Checks) -> None:
    """Something that a check writes is not replaced by a memory of it."""
    for _ in range(2):
        assert check("--format", "json", "--output", "../report.json").opened
        Path("../report.json").unlink()


def test_a_summary_is_written_each_time(check: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same goes for the summary of a job."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "../summary.md")
    for _ in range(2):
        assert check("--format", "github").opened
        Path("../summary.md").unlink()


def test_a_file_that_changes_meanwhile_makes_no_answer(tmp_path: Path) -> None:
    """What was seen in two ways during one run cannot be seen so again."""
    path = tmp_path / "a"
    with _disk.noting() as notes:
        assert _disk.kind(str(path)) == ""
        path.touch()
        assert notes.holds
        assert _disk.kind(str(path)) == "f"
    assert not notes.holds


def test_without_a_cache_nothing_is_remembered(check: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `--no-cache`, or an empty TABLECAST_CACHE_DIR."""
    assert [check("--no-cache").opened, check("--no-cache").opened] == [True, True]
    monkeypatch.setenv("TABLECAST_CACHE_DIR", "")
    assert [check().opened, check().opened] == [True, True]


def test_what_is_wrong_with_the_memory_is_no_matter(check: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash would have the exit code of drift; the check is done as if there were no memory."""
    first = check()
    monkeypatch.setattr(_answers, "fingerprint", lambda: 1 // 0)

    assert check() == first


def test_a_damaged_answer_is_none(check: Checks, tmp_path: Path) -> None:
    """The check is done anew, and remembered again."""
    first = check()
    for path in (tmp_path / "cache" / "checks").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1])

    assert check() == first
    assert_recalled(check(), first)


# --- anything at all --------------------------------------------------------------------------------------------------

TEXTS = st.sampled_from(["", HEADED, "[]\n", CONFIG, *FILES.values()])
PATHS = st.sampled_from([*FILES, "docs/n/n.rst", "out/code.json", "out/x.json", "owned/code.txt", "owned/x"])
PAGES = [FILES["more/a.rst"], FILES["docs/deep/b.rst"], PROSE, PROSE.replace("the", "all"), PROSE + PROSE, f"\n{PROSE}"]
EDITS = st.one_of(
    st.tuples(st.just("write"), PATHS, TEXTS),
    st.tuples(st.just("write"), st.sampled_from(["more/a.rst", "docs/deep/b.rst"]), st.sampled_from(PAGES)),
    st.tuples(st.just("remove"), PATHS, st.just("")),
    st.tuples(st.just("generate"), st.just(""), st.just("")),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EDITS, max_size=6))
def test_a_check_with_a_memory_says_what_one_without_says(check: Checks, edits: list[tuple[str, str, str]]) -> None:
    """After any edits, in any order; what was seen in earlier examples is remembered, too."""
    for path in Path().iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    write(Path(), FILES)
    for action, name, text in edits:
        if action == "write":
            write(Path(), {name: text})
        elif action == "remove":
            Path(name).unlink(missing_ok=True)
        else:
            check(command="generate")
        assert check()[:3] == check.fresh()[:3]
    assert check()[:3] == check.fresh()[:3]
