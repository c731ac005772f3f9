"""The pages of the documentation, as a reader who does everything that they say, from top to bottom, in one folder.

The fence of a block says what there is to do:

- `console`: run each line after `$`. What follows it is what it prints, and `# exits with 1` what it exits with.
- `diff`: make this change to the file that its first line names.
- `pycon`: run it, in one namespace for the page.
- `toml`: a part of a configuration, whose keys and types must be right.
- `yaml`: run what stands after `run:` or `entry:`.
- any language and a file's name: write this file; or, when it is there already, compare.
- an image, of a file in SVG: run the command that its description names, and compare what it prints, in colour; of
  annotations, compare what GitHub makes of them.

A line `...` stands for lines that are left out. Any other block is an error: it would be an example that nothing runs.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import jsonschema
import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

import pictures as terminal
import review
from commands import commands
from repositories import Repo
from tablecast import __main__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token

ROOT = Path(__file__).resolve().parent.parent
_REQUIRED = re.compile(r',\s*"required": \[[^\]]*\]')
SCHEMA = json.loads(_REQUIRED.sub("", (ROOT / "docs" / "tablecast.schema.json").read_text(encoding="utf-8")))
"""What a part of a configuration may hold: all that a whole one may, and nothing that it must."""
SET_UP = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
"""Making environments takes minutes, so pages only show how, and must show it as this one does."""

INSTALL = "python -m pip install path/to/tablecast"
"""What a page says to whoever has a checkout; who follows it here has tablecast already."""


class Step(NamedTuple):
    """Something to do: a block's language, the file that it names, its text, and where that stands.

    For an image, `name` is the command that it shows, and the text is all of the image's file.
    """

    kind: str
    name: str
    text: str
    path: Path
    line: int


def steps(page: Path) -> Iterator[Step]:
    """Give what a page says to do."""
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type == "fence" and token.map:
            kind, _, name = token.info.partition(" ")
            yield Step(kind, name, token.content, page, token.map[0] + 2)
        for command, file in pictures(token):
            path = page.parent / file
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            yield Step("picture", command, text, path, 1)


def pictures(token: Token) -> Iterator[tuple[str, str]]:
    """Give the images of a paragraph: the command that the description names, and the file's path."""
    for child in token.children or ():
        if child.type == "image":
            command = next((part.content for part in child.children or () if part.type == "code_inline"), "")
            yield command, str(child.attrs["src"])


def is_shown(shown: str, actual: str) -> bool:
    """Whether a text is what a page shows of it, where a line `...` stands for some lines."""
    parts = (
        ".*\n" if line.strip() in ("...", "# ...") else re.escape(line) for line in shown.splitlines(keepends=True)
    )
    return re.fullmatch("".join(parts), actual, re.DOTALL) is not None


def patched(text: str, change: str) -> str:
    """Make a change to a file's text: lines after `-` become those after `+`, among lines that stay."""
    _, *lines = change.splitlines()
    before, after = ("\n" + "".join(f"{line[1:]}\n" for line in lines if line[:1] != sign) for sign in "+-")
    assert f"\n{text}".count(before) == 1, f"the file does not have these lines once:{before}"
    return f"\n{text}".replace(before, after)[1:]


def shown(page: Path, name: str, changes: int = 0) -> str:
    """Give a file that a page shows, after so many of the changes that the page makes to it."""
    (text,) = (step.text for step in steps(page) if step.name == name)
    made = [step.text for step in steps(page) if step.kind == "diff" and step.text.startswith(f"--- {name}\n")]
    assert changes <= len(made)
    return reduce(patched, made[:changes], text)


class Reader:
    """Somebody who sits in a folder and does what a page says."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, python: Path) -> None:
        """Sit down at a terminal of 80 columns, with the folder's modules at hand, and the programs of a Python."""
        self._programs = os.pathsep.join((str(python.parent), sysconfig.get_path("scripts"), os.environ["PATH"]))
        self._python = python
        self._folder = folder
        self._monkeypatch = monkeypatch
        self._names: dict[str, object] = {}
        self._before: dict[str, str] = {}
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.delenv("FORCE_COLOR", raising=False)
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary of the job"))
        monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def follow(self, step: Step) -> str:
        """Do what a step says, and give what its text should be."""
        if step.name and step.kind != "picture":
            return self._file(step)
        action: Callable[[Step], str] | None = getattr(self, f"_{step.kind}", None)
        assert action, f"nothing runs a block of {step.kind or 'no language'}"
        return action(step)

    def _file(self, step: Step) -> str:
        path = self._folder / step.name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(step.text.encode())
        text = path.read_bytes().decode()
        return step.text if is_shown(step.text, text) else text

    def _diff(self, step: Step) -> str:
        name = step.text.partition("\n")[0].removeprefix("--- ")
        path = self._folder / name
        text = path.read_bytes().decode()
        self._before.setdefault(path.relative_to(self._folder).as_posix(), text)
        path.write_bytes(patched(text, step.text).encode())
        return step.text

    def _pycon(self, step: Step) -> str:
        test = doctest.DocTestParser().get_doctest(step.text, self._names, "page", None, step.line)
        report: list[str] = []
        doctest.DocTestRunner(verbose=False).run(test, out=report.append, clear_globs=False)
        assert not report, "".join(report)
        self._names = test.globs
        return step.text

    def _yaml(self, step: Step) -> str:
        commands = re.findall(r"^\s*(?:- )?(?:run|entry): (.+)$", step.text, re.MULTILINE)
        assert commands, "nothing is run"
        for command in commands:
            assert self._run(command)[0] == 0
        return step.text

    def _toml(self, step: Step) -> str:
        jsonschema.validate(tomllib.loads(step.text), SCHEMA, Draft202012Validator)
        return step.text

    def _picture(self, step: Step) -> str:
        with self._monkeypatch.context() as patched:
            patched.setenv("FORCE_COLOR", "1")
            patched.delenv("GITHUB_STEP_SUMMARY")
            _, printed = self._run(step.name)
        if "--format github" in step.name:
            annotations = [line for line in printed.splitlines(keepends=True) if line.startswith("::")]
            after = {name: (self._folder / name).read_text(encoding="utf-8") for name in self._before}
            return review.draw(commands("".join(annotations)), self._before, after)
        return terminal.draw(f"$ {step.name}\n{printed}")

    def _console(self, step: Step) -> str:
        actual = ""
        for line, shown in _commands(step.text):
            command, _, _ = line.partition("  # exits with ")
            code, printed = self._run(command)
            actual += f"$ {command}" + (f"  # exits with {code}\n" if code else "\n")
            actual += shown if is_shown(shown, printed) else printed
        return actual

    def _run(self, line: str) -> tuple[int, str]:
        """Run commands joined by `&&`; give the exit code of the last and what they printed."""
        code, printed = 0, ""
        for command in line.split(" && "):
            if command.startswith(("python3 -m venv", ".venv/bin/python", ".venv/bin/nox")):
                assert command in SET_UP, command
            elif command != INSTALL:
                code, output = self._command(*map(os.path.expandvars, shlex.split(command.removeprefix(".venv/bin/"))))
                printed += output
        return code, printed

    def _command(self, name: str, *arguments: str) -> tuple[int, str]:
        match name:
            case "tablecast":
                return self._tablecast(*arguments)
            case "python":
                return self._program(self._python, *arguments)
            case "make" | "meson":
                found = shutil.which(name, path=self._programs)
                assert found, f"there is no {name}"
                return self._program(found, *arguments)
            case "git":
                printed = Repo(self._folder).git(*arguments)
                return 0, f"{printed}\n" if printed else ""
            case "export":
                for argument in arguments:
                    self._monkeypatch.setenv(*argument.split("=", 1))
                return 0, ""
            case _:
                return 0, self._files(name, [self._folder / argument for argument in arguments])

    def _files(self, name: str, paths: list[Path]) -> str:
        match name:
            case "cat":
                return "".join(path.read_text(encoding="utf-8") for path in paths)
            case "ls":
                return "".join(f"{path.name}\n" for folder in paths for path in sorted(folder.iterdir()))
            case "rm":
                for path in paths:
                    path.unlink()
            case "cp":
                paths[1].write_bytes(paths[0].read_bytes())
            case "unix2dos":
                for path in paths:
                    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
            case _:
                pytest.fail(f"nothing runs {name}")
        return ""

    def _program(self, *command: str | Path) -> tuple[int, str]:
        """Run a program in a process of its own; what it prints is in the order in which a terminal shows it."""
        done = subprocess.run(  # noqa: S603 - from a page
            command,
            env={**os.environ, "PATH": self._programs},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    def _tablecast(self, *arguments: str) -> tuple[int, str]:
        """Run the command line; what it prints is in the order in which a terminal shows it."""
        output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
        with self._monkeypatch.context() as patched:
            patched.setattr(sys, "argv", ["tablecast", *arguments])
            with (
                contextlib.redirect_stdout(output),
                contextlib.redirect_stderr(output),
                pytest.raises(SystemExit) as raised,
            ):
                __main__.main()
        assert isinstance(raised.value.code, int)
        output.seek(0)
        return raised.value.code, output.read()


def _commands(text: str) -> Iterator[tuple[str, str]]:
    """Give each command of a console block, with what is shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def follow(page: Path, folder: Path, *, accept: bool = False, python: Path = Path(sys.executable)) -> None:
    """Do what a page says, and compare what comes of it with what the page shows."""
    changes: list[tuple[Step, str]] = []
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name in [name for name in sys.modules if name.partition(".")[0] in ("generated", "timetable")]:
            monkeypatch.delitem(sys.modules, name)
        reader = Reader(folder, monkeypatch, python)
        for step in steps(page):
            actual = reader.follow(step)
            if accept:
                changes.append((step, actual))
            else:
                assert actual == step.text, f"{step.path.name}:{step.line}"
    for step, actual in reversed(changes):
        _accept(step, actual)


def _accept(step: Step, actual: str) -> None:
    lines = step.path.read_text(encoding="utf-8").splitlines(keepends=True) if step.text else []
    lines[step.line - 1 : step.line - 1 + step.text.count("\n")] = [actual]
    step.path.write_text("".join(lines), encoding="utf-8", newline="\n")
