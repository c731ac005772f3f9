"""Generated Python under the tools that its users run: formatter, linter, type checkers, all as strict as they go."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from datasets import HOSTILE, dataset, status_codes, text_of
from hostile import datasets
from tablecast.model import Dataset, Field, Scalar

INCOMPATIBLE = "D203,D213"
"""Rules that contradict others which are on: D211 and D212."""

FORMATTER = "COM812"
"""The rule that Ruff's own formatter asks to leave out."""

NOT_APPLICABLE = "CPY,INP001"
"""The copyright notice and the package are for the project that the module becomes a part of."""

LINT = (
    *("ruff", "check", "--no-cache", "--isolated", "--select=ALL", "--target-version=py311"),
    f"--ignore={INCOMPATIBLE},{FORMATTER},{NOT_APPLICABLE}",
)
FORMAT = ("ruff", "format", "--no-cache", "--isolated", "--diff")

SENTENCE = "Failed to complete the request because the server does not support the requested function that it names."
WIDE = "\u670d\u52a1\u5668\u65e0\u6cd5\u5904\u7406\u8bf7\u6c42" * 8
UNCERTAIN = "\u231a\U0001f389" * 40


def lengths() -> Dataset:
    """Texts of all lengths about the end of a line: of letters, of quotes, of wide and of uncertain characters."""
    kinds = (SENTENCE, SENTENCE.replace(" ", "' \""), SENTENCE.replace("o", '"'), WIDE, UNCERTAIN)
    sizes = range(24, len(SENTENCE))
    rows: list[list[Scalar]] = [[number, *(kind[:size] for kind in kinds)] for number, size in enumerate(sizes)]
    return dataset([Field("number", "int"), *(Field(f"text_{index}") for index in range(5))], rows, key=("number",))


def hostile() -> Dataset:
    """Hostile texts as keys, names, values, descriptions, and in the header."""
    values = ("", *HOSTILE[2:5])
    fields = [
        Field("key", description=HOSTILE[2]),
        *(Field(text, description=text) for text in HOSTILE),
        Field("closed", "enum", optional=True, values=values),
    ]
    rows = [(text, *HOSTILE, values[number % 4]) for number, text in enumerate(HOSTILE)]
    return dataset(fields, rows, key=("key",), name_field="key", name=HOSTILE[8], description="\n".join(HOSTILE))


def all_types() -> Dataset:
    """Fields of all types, optional and not, with names that are taken, long, or secrets."""
    names = ("id", "class", "str", "value", "mro", "token", "x" * 200, "Number of the virtual private cloud endpoints")
    fields = [
        Field("code", "int"),
        *(Field(name) for name in names),
        *(Field(f"b{optional}", "bool", optional) for optional in (True, False)),
        *(Field(f"f{optional}", "float", optional) for optional in (True, False)),
        *(Field(f"e{optional}", "enum", optional, values=("a", "b")) for optional in (True, False)),
        Field("long", "enum", values=(SENTENCE, SENTENCE[::-1])),
        Field("longer", "enum", values=(SENTENCE,)),
        Field("wide", "enum", values=(UNCERTAIN[:40],)),
    ]
    data = (True, None), (1e16, float("inf")), ("b", "a")
    row = [data[kind][which] for kind in range(3) for which in (0, 0)]
    texts = (SENTENCE, SENTENCE, UNCERTAIN[:40])
    rows = [(1, *names, *row, *texts), (2, *names, None, False, None, 1.5, None, "b", *texts)]
    return dataset(fields, rows, key=("code",), name="warning")


def compound() -> Dataset:
    """A key of several fields with long names."""
    names = [f"{word} of the service that answers" for word in ("name", "code", "area", "zone")]
    fields = [Field(name, "enum" if index else "int", values=("a", "b")) for index, name in enumerate(names)]
    return dataset(fields, [[1, "a", "b", "a"]], key=tuple(names), name="A name that is longer than most names are")


ENUM, RECORDS = "python/enum.py.j2", "python/records.py.j2"
MODULES = {
    "status_code.py": (status_codes(), ENUM),
    "status_code_records.py": (status_codes(), RECORDS),
    "lengths_enum.py": (lengths(), ENUM),
    "lengths_records.py": (lengths(), RECORDS),
    "hostile_enum.py": (hostile(), ENUM),
    "hostile_records.py": (hostile(), RECORDS),
    "types_enum.py": (all_types(), ENUM),
    "types_records.py": (all_types(), RECORDS),
    "compound_records.py": (compound(), RECORDS),
    "plain_enum.py": (dataset([Field("password")], [["x"], [SENTENCE]], key=("password",)), ENUM),
    "keyless_records.py": (dataset([Field("a", optional=True)], [[None], ["x"]]), RECORDS),
    "empty_records.py": (dataset([Field("a")], [], key=("a",)), RECORDS),
}
USE = '''"""What type checkers make of the module."""

from collections.abc import Mapping
from typing import assert_never, assert_type

import status_code_records
from status_code import Outcome, StatusCode

assert_type(StatusCode(404), StatusCode)
assert_type(StatusCode["OK"], StatusCode)
assert_type(StatusCode.OK.value, int)
assert_type(StatusCode.OK.description, str)
assert_type(StatusCode.OK.outcome, Outcome)
assert_type(status_code_records.RECORDS, tuple[status_code_records.StatusCode, ...])
assert_type(status_code_records.BY_KEY, Mapping[int, status_code_records.StatusCode])


def is_fine(code: StatusCode) -> bool:
    """Match all that there is."""
    match code.outcome:
        case "normal":
            return True
        case "abnormal":
            return False
        case _:
            assert_never(code.outcome)
'''


def run(*command: str, cwd: Path | None = None, text: str | None = None) -> str:
    """Run a tool of this environment; give what it says when it has something to complain about."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(  # noqa: S603 - a tool of ours.
        command,
        cwd=cwd,
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PATH": path},
    )
    return done.stdout + done.stderr if done.returncode else ""


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of generated modules."""
    folder = tmp_path_factory.mktemp("modules")
    for name, (drawn, template) in MODULES.items():
        (folder / name).write_text(text_of(drawn, template), encoding="utf-8", newline="\n")
    (folder / "use.py").write_text(USE, encoding="utf-8")
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict", "pythonVersion": "3.11"}')
    return folder


def test_the_formatter_changes_nothing(modules: Path) -> None:
    assert run(*FORMAT, ".", cwd=modules) == ""


def test_the_linter_finds_nothing(modules: Path) -> None:
    assert run(*LINT, ".", cwd=modules) == ""


def test_mypy_finds_nothing(modules: Path) -> None:
    assert run("mypy", "--strict", "--config-file=", "--python-version=3.11", ".", cwd=modules) == ""


def test_pyright_finds_nothing(modules: Path) -> None:
    assert run("pyright", cwd=modules) == ""


@pytest.mark.parametrize("name", MODULES)
def test_importing_warns_of_nothing(modules: Path, name: str) -> None:
    assert run(sys.executable, "-W", "error", name, cwd=modules) == ""


def test_nothing_but_the_standard_library_is_imported(modules: Path) -> None:
    known = {"collections.abc", "dataclasses", "enum", "types", "typing"}
    for name in MODULES:
        lines = (modules / name).read_text(encoding="utf-8").split("\n")
        assert {line.split()[1] for line in lines if line.startswith(("import ", "from "))} <= known


@pytest.mark.parametrize("template", [ENUM, RECORDS])
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.differing_executors],
)
@given(drawn=datasets())
def test_whatever_the_data_say(drawn: Dataset, template: str) -> None:
    text = text_of(drawn, template)
    assert run(*FORMAT, "--stdin-filename=module.py", "-", text=text) == ""
    assert run(*LINT, "--stdin-filename=module.py", "-", text=text) == ""
