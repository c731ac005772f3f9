"""The command line where it meets the operating system: exit codes, streams, colour, crashes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tablecast import _cli, _project, render
from tablecast._cli import _shared
from tablecast._workspace import Workspace
from tablecast.readers import rst
from tablecast.tables import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Result


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the tool as a process of its own."""
    command = [sys.executable, "-m", "tablecast", *arguments]
    return subprocess.run(command, capture_output=True, check=False, env=os.environ | environment)  # noqa: S603 - our own


def test_a_crash_is_never_taken_for_drift(
    project: Path, tablecast: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that nobody foresaw exits with 2 and shows where it happened."""

    def fail(*_: object) -> None:
        message = "unforeseen"
        raise RuntimeError(message)

    monkeypatch.setattr(_project, "build", fail)
    code, out, err = tablecast("check")

    assert (code, out) == (2, "")
    assert "RuntimeError: unforeseen" in err
    assert err.splitlines()[-1] == "This is a bug in tablecast; the lines above say where."
    assert project.is_dir()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chek"], "chek"),
        (["check", "--nonsense"], "--nonsense"),
        (["generate", "--diff", "--format", "json"], "--diff goes with --format text"),
        (["generate", "-o", "out"], "tablecast generate DOCS... -o DIR"),
        (["generate", "docs", "-o", ""], "-o needs the name of a folder"),
        (["tables", "docs", "-c", "tablecast.toml"], "--config names the documents already"),
        (["generate", "docs", "-o", "out", "-c", "tablecast.toml"], "tablecast generate DOCS... -o DIR"),
    ],
)
def test_wrong_usage(arguments: list[str], message: str, tablecast: Callable[..., Result]) -> None:
    """Wrong usage exits with 2 and says what is right."""
    code, out, err = tablecast(*arguments)

    assert (code, out) == (2, "")
    assert message in err


def test_unknown_datasets(project: Path, tablecast: Callable[..., Result]) -> None:
    """A mistyped dataset is an error, not an empty run."""
    code, out, err = tablecast("generate", "status_cod")

    assert (code, out) == (2, "")
    assert "there is no dataset 'status_cod' [unknown-dataset]" in err
    assert "hint: did you mean 'status_code'?" in err
    assert project.is_dir()


def test_an_output_must_not_overwrite_a_document(project: Path, tablecast: Callable[..., Result]) -> None:
    """The document is the source of truth; it is not written."""
    config = (project / "pyproject.toml").read_text(encoding="utf-8")
    config = config.replace('path = "generated/status_code.md"', 'path = "source_docs/vpcep_08_0001.rst"')
    (project / "pyproject.toml").write_text(config, encoding="utf-8")

    code, _, err = tablecast("generate")

    assert code == 2
    assert "the output 'source_docs/vpcep_08_0001.rst' would overwrite a file that it is made of" in err


def test_all_unreadable_documents_are_told_at_once(
    project: Path, tablecast: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk's refusals are collected like any other problem."""
    for name in ("a", "b"):
        (project / f"source_docs/{name}.rst").write_bytes(b"Text.\n")
    read = Workspace.read_document

    def refuse(self: Workspace, path: str) -> bytes:
        return read(self, path.replace(".rst", ".gone") if path.endswith(("a.rst", "b.rst")) else path)

    monkeypatch.setattr(Workspace, "read_document", refuse)
    code, _, err = tablecast("check")

    assert code == 2
    assert [line for line in err.splitlines() if "unreadable-file" in line] == [
        f"source_docs/{name}.gone: error: cannot read the file: No such file or directory [unreadable-file]"
        for name in ("a", "b")
    ]


def test_colour_is_asked_for_or_forbidden_by_the_environment(project: Path) -> None:
    """NO_COLOR and FORCE_COLOR decide; a pipe has none by default."""
    (project / "generated/status_code.md").unlink()

    assert b"\x1b[" not in run("check").stdout
    assert b"\x1b[" in run("check", FORCE_COLOR="1").stdout
    assert b"\x1b[" not in run("check", FORCE_COLOR="1", NO_COLOR="1").stdout


COUNT_IMPORTS = (
    "import os, sys\n"
    "before = set(sys.modules)\n"
    "from tablecast import __main__\n"
    "try:\n    __main__.main()\nexcept SystemExit:\n    pass\n"
    "print(*sorted(set(sys.modules) - before), file=sys.stderr)\n"
)


def imported(*arguments: str, folder: str = ".", **environment: str) -> set[str]:
    """Give what a command imports that no Python has imported before its first line."""
    command = [sys.executable, "-S", "-c", COUNT_IMPORTS, *arguments]
    path = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(  # noqa: S603 - ourselves
        command,
        capture_output=True,
        check=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, **environment},
        text=True,
    )
    return set(done.stderr.splitlines()[-1].split())


def test_the_version_is_told_without_importing_anything() -> None:
    """What `--version` does not need is not imported: that is all but three small modules of the package."""
    assert imported("--version") == {"__future__", "tablecast", "tablecast.__main__", "tablecast._version"}


def test_a_check_that_finds_all_as_it_was_imports_next_to_nothing(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What it remembers is read, and what it saw is looked at, without the command line and all that is behind it."""
    cache = str(tmp_path_factory.mktemp("cache"))
    assert imported("check", folder=str(project), TABLECAST_CACHE_DIR=cache) > {"click", "jinja2", "msgspec"}

    own = {name for name in imported("check", folder=str(project), TABLECAST_CACHE_DIR=cache) if name[0] != "_"}

    modules = ("__main__", "_answers", "_cache", "_disk", "_fingerprint", "_prose", "_version")
    assert own == {"hashlib", "tablecast", *(f"tablecast.{name}" for name in modules)}


def test_help_and_completion_start_without_the_heavy_libraries() -> None:
    """What a shell asks for while somebody types needs the command line alone."""
    heavy = {"docutils", "jinja2", "msgspec", "rich", "tree_sitter", "tablecast._project"}

    assert imported("--help") & heavy == set()
    asked = {"COMP_WORDS": "tablecast check --for", "COMP_CWORD": "2"}
    assert imported(_TABLECAST_COMPLETE="bash_complete", **asked) & heavy == set()


def test_tables_are_shown_without_what_only_rendering_and_whole_documents_need(project: Path) -> None:
    """Most documents are read without docutils, and none is rendered."""
    found = imported("tables", "source_docs", folder=str(project))

    assert "tablecast.readers.rst.fast" in found
    assert found & {"docutils", "jinja2", "tablecast.writers"} == set()


@pytest.mark.skipif(os.name == "nt", reason="pipes close differently there")
def test_a_reader_that_goes_away_ends_the_run_quietly(project: Path) -> None:
    """`tablecast generate | head -1` prints no traceback, and has the exit code of neither step nor drift."""
    command = [sys.executable, "-m", "tablecast", "generate", "--dry-run"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=project) as process:  # noqa: S603
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()

    assert (process.returncode, b"Traceback" in told) == (_cli.CLOSED_PIPE, False)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the processes as Linux tells them")
def test_an_interrupt_ends_all_processes_with_a_word(tmp_path: Path) -> None:
    """Ctrl-C, which a terminal sends to all of them, leaves no traceback and no process."""
    rows = "".join(f'   {number}, "{number}"\n' for number in range(1_000))
    for name in "ab":
        (tmp_path / f"{name}.rst").write_text(f".. csv-table::\n\n{rows}", encoding="utf-8")
    # Whatever runs the tests may have told its processes to pass over interrupts.
    listening = "import signal, tablecast.__main__ as it; signal.signal(2, signal.default_int_handler); it.main()"
    command = [sys.executable, "-c", listening, "tables", ".", "--jobs", "2"]
    with subprocess.Popen(  # noqa: S603 - ourselves
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, start_new_session=True, text=True
    ) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while len(started := children.read_text(encoding="ascii").split()) < 2:
            assert process.poll() is None
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate()

    assert (process.returncode, out, err) == (_cli.INTERRUPTED, "", "\ninterrupted\n")
    assert not any(Path(f"/proc/{child}").exists() for child in started)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
@pytest.mark.parametrize("writes", range(5))
def test_a_killed_run_leaves_whole_files(writes: int, project: Path, tablecast: Callable[..., Result]) -> None:
    """Killed between any two writes, every file is the old one or the new one, and the next run mends the rest."""
    before = {path.name: path.read_bytes() for path in (project / "generated").iterdir()}
    document = project / "source_docs/vpcep_08_0001.rst"
    document.write_bytes(document.read_bytes().replace(b"the requested page", b"the requested item"))
    new = {path.removeprefix("generated/"): data for path, data in render().items()}
    changed = {name: data for name, data in new.items() if data != before[name]}
    program = (
        "import os, pathlib, signal, sys\n"
        "from tablecast import _cli\n"
        "replace, done = pathlib.Path.replace, []\n"
        "def counted(self, target):\n"
        f"    if len(done) == {writes}: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    done.append(target)\n"
        "    return replace(self, target)\n"
        "pathlib.Path.replace = counted\n"
        "sys.argv = ['tablecast', 'generate']\n"
        "_cli.main()\n"
    )
    killed = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - the program above

    assert killed.returncode == -signal.SIGKILL
    left = {name: (project / "generated" / name).read_bytes() for name in before}
    assert len(changed) == 4
    assert sum(left[name] == data for name, data in changed.items()) == writes
    assert all(left[name] in (before[name], new.get(name)) for name in before)
    assert tablecast("generate").code == 0
    assert {name: (project / "generated" / name).read_bytes() for name in new} == new
    assert tablecast("check").code == 0


def test_interrupting_is_told_and_has_its_own_code(
    project: Path, tablecast: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C is neither drift nor failure."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(_project, "build", interrupt)

    assert tablecast("check")[::2] == (_cli.INTERRUPTED, "\ninterrupted\n")
    assert project.is_dir()


def test_a_failed_run_accounts_for_the_rows_too(project: Path, tablecast: Callable[..., Result]) -> None:
    """What was rejected is counted where a person or a program asks for it."""
    document = project / "source_docs/vpcep_08_0001.rst"
    document.write_text(document.read_text(encoding="utf-8").replace("| 404 ", "| 4O4 "), encoding="utf-8")

    verbose = tablecast("generate", "-v")
    report = json.loads(tablecast("generate", "--format", "json").out)

    assert verbose.code == 2
    assert verbose.err.splitlines()[0] == "status_code: 16 rows read = 15 emitted + 0 filtered + 1 rejected"
    assert report["datasets"] == {
        "status_code": {
            "read": 16,
            "added": 0,
            "emitted": 15,
            "filtered": 0,
            "merged": 0,
            "rejected": 1,
            "reasons": {},
        }
    }
    assert report["files"] == []
    assert [found["location"]["line"] for found in report["diagnostics"]] == [33]


def test_a_document_does_not_command_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An escape sequence in a header is shown as what it is."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.rst").write_bytes(b"== =======\nA  B\x1b]0;x\x07\n== =======\n1  2\n== =======\n")

    shown = run("tables", "a.rst", FORCE_COLOR="1").stdout

    assert b"\x1b]" not in shown
    assert b"\x07" not in shown
    assert b"\xef\xbf\xbd]0;x" in shown


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110
def test_a_full_disk_behind_the_output_is_told(project: Path) -> None:
    """What cannot be printed is a failure, not a traceback."""
    command = [sys.executable, "-m", "tablecast", "generate"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, cwd=project)  # noqa: S603

    assert done.returncode == _shared.FAILURE
    assert b"cannot print the result" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_run_without_tables_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Success that did nothing is told from success that did something."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.rst").write_bytes(b"Text.\n")

    done = run("generate", "a.rst", "-o", "out")

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"there is nothing to write\n")


def test_the_source_line_under_a_message_is_the_right_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken configuration in a folder above is shown, not the one beside."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 1 1\n", encoding="utf-8")
    (tmp_path / "sub" / "pyproject.toml").write_text("[project]\nname = 'innocent'\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "sub")

    told = run("check").stderr.decode()

    assert told.startswith("../pyproject.toml:2:")
    assert "name = 1 1" in told
    assert "innocent" not in told


def test_verify_and_the_reference_find_what_the_fast_reader_finds(
    project: Path, tablecast: Callable[..., Result]
) -> None:
    expected = tablecast("check", "--no-cache")
    assert tablecast("check", "--no-cache", "--verify") == expected
    assert tablecast("check", "--no-cache", "--reader", "reference", "--jobs", "2") == expected
    assert expected.code == 0
    assert project.is_dir()


def test_verify_fails_where_the_two_ways_of_reading_differ(
    project: Path, tablecast: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_nothing(path: str, _data: bytes) -> Document:
        return Document(path)

    monkeypatch.setattr(rst, "read_common", read_nothing)
    result = tablecast("check", "--no-cache", "--verify")
    assert result.code == 2
    assert "[readers-differ]" in result.err
    assert project.is_dir()
