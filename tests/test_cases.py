"""End-to-end cases, each a folder in tests/cases.

`cmd` holds the command line and the exit code expected of it, `project/` the files that it runs in, `stdout.txt` and
`stderr.txt` what it prints (absent when it prints nothing), and `expected/` the files that it creates or changes.
`pytest tests/test_cases.py --accept` writes what the cases give now; read the difference before you commit it.
"""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Result

MANIFEST = "tablecast.lock"
CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/cmd"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tablecast: Callable[..., Result],
    request: pytest.FixtureRequest,
) -> None:
    """The command prints, writes and exits as the case says."""
    project = tmp_path / "project"
    shutil.copytree(case / "project", project)
    monkeypatch.chdir(project)
    command, _, code = (case / "cmd").read_text(encoding="utf-8").strip().partition("  # exits with ")

    result = tablecast(*shlex.split(command)[1:])

    actual = {
        "cmd": f"{command}  # exits with {result.code}\n".encode(),
        "stdout.txt": result.out.encode(),
        "stderr.txt": result.err.encode(),
        **_changed_files(case / "project", project),
    }
    actual = {name: data for name, data in actual.items() if data}
    if request.config.getoption("--accept"):
        _accept(case, actual)
    assert result.code == int(code or 0)
    assert actual == {name: data for name, data in _files(case).items() if not name.startswith("project/")}


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _changed_files(before: Path, after: Path) -> dict[str, bytes]:
    """Give the files that a case creates or changes; of manifests, those of cases that are about them."""
    old = _files(before)
    changed = {name: data for name, data in _files(after).items() if old.get(name) != data}
    return {f"expected/{name}": data for name, data in changed.items() if name != MANIFEST or name in old}


def _accept(case: Path, actual: dict[str, bytes]) -> None:
    shutil.rmtree(case / "expected", ignore_errors=True)
    for name in ("stdout.txt", "stderr.txt"):
        (case / name).unlink(missing_ok=True)
    for name, data in actual.items():
        (case / name).parent.mkdir(parents=True, exist_ok=True)
        (case / name).write_bytes(data)


def test_there_are_cases() -> None:
    """A mistyped folder must not make this module pass by testing nothing."""
    assert CASES
