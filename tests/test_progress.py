"""The line that tells how far the reading is, with a clock that stands still until it is set."""

from __future__ import annotations

import io
import itertools
import re
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import pytest

from repositories import CONFIG, Repo, document
from tablecast import TablecastError, _cli
from tablecast._cli._progress import Progress, progress
from tablecast._revisions import Revision
from tablecast._staged import Staged
from tablecast._workspace import Workspace
from tablecast.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Clock:
    """Seconds, set by hand."""

    def __init__(self) -> None:
        """Begin somewhere."""
        self.now = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True

    def screen(self) -> str:
        """Give what the lines show after all that was written, without colours."""
        return "\n".join(map(_seen, re.sub(r"\x1b\[[0-9;]*m", "", self.getvalue()).split("\n")))


def _seen(written: str) -> str:
    line: list[str] = []
    for part in written.split("\r"):
        line[: len(part)] = part
    return "".join(line).rstrip()


@pytest.fixture
def clock() -> Clock:
    """A clock."""
    return Clock()


@pytest.fixture
def terminal() -> Terminal:
    """A terminal."""
    return Terminal()


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository with two documents, as the current folder."""
    repo = Repo.create(tmp_path / "repo")
    repo.commit({"tablecast.toml": CONFIG, "docs/a.rst": "Nothing\n=======\n", "docs/errors.rst": document(_404="No")})
    monkeypatch.chdir(repo.folder)
    return repo


def test_nothing_is_shown_of_work_that_is_soon_done(clock: Clock, terminal: Terminal) -> None:
    """A line that flashes up tells nobody anything."""
    told = Progress(terminal, clock=clock)
    for read in range(1, 10):
        clock.now += 0.1
        told(read, 10, "a.rst")
    told(10, 10, "a.rst")
    told.end()

    assert terminal.getvalue() == ""


def test_after_a_second_the_line_tells_how_far_how_fast_and_what(clock: Clock, terminal: Terminal) -> None:
    told = Progress(terminal, clock=clock)
    clock.now += 2
    told(300, 1000, "docs/a.rst")

    assert terminal.screen() == "read 300 of 1000 documents, 150 a second: docs/a.rst"


def test_a_shorter_line_leaves_nothing_of_a_longer_one(clock: Clock, terminal: Terminal) -> None:
    told = Progress(terminal, clock=clock)
    clock.now += 2
    told(300, 1000, "docs/a/long/path.rst")
    clock.now += 1
    told(301, 1000, "a.rst")

    assert terminal.screen() == "read 301 of 1000 documents, 100 a second: a.rst"


def test_the_line_does_not_flicker(clock: Clock, terminal: Terminal) -> None:
    """A document that is read right after another is not shown."""
    told = Progress(terminal, clock=clock)
    clock.now += 2
    told(300, 1000, "a.rst")
    clock.now += 0.05
    told(301, 1000, "b.rst")

    assert terminal.screen().endswith(" a.rst")


@pytest.mark.parametrize("columns", [1, 20, 44, 47, 60, 80])
def test_the_line_is_never_as_wide_as_the_terminal(clock: Clock, terminal: Terminal, columns: int) -> None:
    """It would go on in the next line, and could not be erased."""
    told = Progress(terminal, columns, clock)
    clock.now += 2
    told(300, 1000, "docs/" + "a/long/path/" * 9 + "end.rst")

    assert len(terminal.screen()) == columns - 1
    assert columns < 60 or terminal.screen().endswith("end.rst")


def test_the_line_is_gone_when_all_is_read(clock: Clock, terminal: Terminal) -> None:
    """What the command prints begins in an empty line."""
    told = Progress(terminal, clock=clock)
    clock.now += 2
    told(9, 10, "a.rst")
    told(10, 10, "b.rst")
    told.end()

    assert terminal.screen() == ""
    assert terminal.getvalue().endswith("\r")


def test_another_reading_has_its_own_pace(clock: Clock, terminal: Terminal) -> None:
    """What is compared is read twice, and how long the first time took says nothing of the second."""
    told = Progress(terminal, clock=clock)
    clock.now += 10
    told(1000, 1000, "HEAD:docs/z.rst")
    told.end()
    told(1, 1000, "docs/a.rst")
    clock.now += 2
    told(300, 1000, "docs/b.rst")

    assert terminal.screen() == "read 300 of 1000 documents, 150 a second: docs/b.rst"


def test_nothing_is_told_to_what_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is it to one that cannot go back in a line."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert progress() is None
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert progress() is not None
    monkeypatch.setenv("TERM", "dumb")
    assert progress() is None


def run(command: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a command at a terminal; a second goes by whenever somebody looks at the clock."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "argv", ["tablecast", *command.split()])
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(time, "monotonic", itertools.count(1000.0).__next__)
    with pytest.raises(SystemExit):
        _cli.main()


COMMANDS = {
    "tables source_docs": "source_docs/vpcep_08_0001.rst\n",
    "explain source_docs/vpcep_08_0001.rst:15": "source_docs/vpcep_08_0001.rst:15",
    "init --dry-run -c other.toml source_docs": "# A draft:",
    "check": "",
    "diff source_docs source_docs": "",
    "generate": "unchanged  generated/status_code.py\n",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_takes_long_shows_the_line_and_prints_its_result_alone(
    command: str,
    project: Path,
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (project / "source_docs" / "copy.rst").write_text("Nothing\n=======\n", encoding="utf-8")

    run(command, terminal, monkeypatch)

    shown = "read 1 of 2 documents, 1 a second: source_docs/copy.rst"
    assert terminal.getvalue().startswith(f"\r{shown}\r{' ' * len(shown)}\r")
    assert capsys.readouterr().out.startswith(COMMANDS[command])


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize("command", ["diff", "breaking --against HEAD"])
def test_each_state_of_a_comparison_is_shown_by_its_name(
    command: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(command, terminal, monkeypatch)

    shown = [f"read 1 of 2 documents, 1 a second: {path}" for path in ("HEAD:docs/a.rst", "docs/a.rst")]
    assert terminal.getvalue().startswith("".join(f"\r{each}\r{' ' * len(each)}\r" for each in shown))
    assert capsys.readouterr().out == ""


class Refusing(NamedTuple):
    """Reads documents as some files do, but for the later one, where something happens."""

    read: Callable[[Any, str], bytes]
    happens: Callable[[], NoReturn]

    def __get__(self, files: Any, owner: type) -> Callable[[str], bytes]:
        """Be a method."""
        return lambda path: self.happens() if path.endswith("errors.rst") else self.read(files, path)


def refused() -> NoReturn:
    raise TablecastError([Diagnostic("unreadable-file", "cannot read the file", Location("docs/errors.rst"))])


def interrupted() -> NoReturn:
    raise KeyboardInterrupt


def broken() -> NoReturn:
    raise ZeroDivisionError


REFUSED = "docs/errors.rst: error: cannot read the file [unreadable-file]\n"
BOTH = f"HEAD:{REFUSED}{REFUSED}"
FAILING = {
    "tables --jobs 1": REFUSED,
    "tables --jobs 1 docs": REFUSED,
    "explain docs/errors.rst:9": REFUSED,
    "init --dry-run -c other.toml docs": REFUSED,
    "check --jobs 1": REFUSED,
    "check --jobs 1 --staged": REFUSED,
    "check --jobs 1 --format github": "1 error, nothing was compared\n",
    "generate --jobs 1": REFUSED,
    "generate --jobs 1 docs -o out": REFUSED,
    "diff docs docs": REFUSED,
    "diff": BOTH,
    "breaking --against HEAD": BOTH,
}


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize("command", FAILING)
def test_a_message_that_a_document_cannot_be_read_does_not_stand_behind_the_line(
    command: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All others are read then, but never all."""
    for files in (Workspace, Revision, Staged):
        monkeypatch.setattr(files, "read_document", Refusing(files.read_document, refused))

    run(command, terminal, monkeypatch)

    shown = terminal.getvalue().count("\rread 1 of 2 documents, 1 a second: ")
    assert (shown, terminal.screen()) == (FAILING[command].count("HEAD:") + 1, FAILING[command])


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize(
    ("happens", "first", "last"),
    [
        (interrupted, "interrupted", "interrupted"),
        (broken, "Traceback (most recent call last):", "This is a bug in tablecast; the lines above say where."),
    ],
)
def test_the_line_is_gone_whatever_ends_the_work(
    happens: Callable[[], NoReturn], first: str, last: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody wants to read a traceback behind it."""
    monkeypatch.setattr(Workspace, "read_document", Refusing(Workspace.read_document, happens))

    run("check --jobs 1", terminal, monkeypatch)

    assert terminal.getvalue().startswith("\rread 1 of 2 documents, 1 a second: ")
    lines = [line for line in terminal.screen().splitlines() if line]
    assert (lines[0], lines[-1]) == (first, last)
