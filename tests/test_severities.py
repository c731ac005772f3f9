"""Severities that a configuration says, in every command that reads documents by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

DOCUMENT = """\
.. list-table:: Errors
   :header-rows: 1

   * - Code
   * - 10

+------+
| Code |
+======+
| 30  |
+------+
"""
CONFIG = """\
sources = ["*.rst"]

[datasets.error]
tables = [{ caption = "Errors" }]
key = "code"
fields.code = { column = "Code", type = "int" }
outputs = [{ template = "json/records.json.j2", path = "error.json" }]
"""
OVERRIDE = """\
[[datasets.error.overrides]]
row = { Code = "10" }
column = "Code"
text = "11"
reason = "wrong"
digest = "4a44dc153642"
"""
COMMANDS = (["tables"], ["init", "--merge"], ["generate"], ["check"], ["explain", "error.json:1"])


@pytest.fixture
def configure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Write a configuration for a folder with a table that can be read, and one that cannot."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.rst").write_text(DOCUMENT, encoding="utf-8")

    def write(before: str, after: str = "") -> None:
        (tmp_path / "tablecast.toml").write_text(f"{before}\n{CONFIG}{after}", encoding="utf-8")

    return write


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_command_is_content_with_what_is_no_error(
    command: list[str], configure: Callable[..., None], tablecast: Callable[..., Result]
) -> None:
    """The table that cannot be read is an error, and a warning where the configuration says so."""
    configure("severities.malformed-table = 'warning'")
    assert tablecast("generate").code == 0
    lenient = tablecast(*command)
    configure("")
    strict = tablecast(*command)

    assert lenient.code == 0
    assert "error: " not in lenient.err
    assert strict.code == (0 if command[0] == "init" else 2)
    assert "a.rst:10:1: error: the table cannot be read" in strict.err


@pytest.mark.parametrize(("level", "code"), [("info", 0), ("warning", 0), ("error", 2)])
def test_a_correction_is_told_where_it_is_more_than_a_note(
    level: str, code: int, configure: Callable[..., None], tablecast: Callable[..., Result]
) -> None:
    """What is as it should be is told with `--verbose` alone, unless the configuration takes it for a problem."""
    configure(f"severities = {{ malformed-table = 'warning', overridden = '{level}' }}", OVERRIDE)

    result = tablecast("generate")

    assert result.code == code
    assert (f": {level}: '10' is read as '11': wrong [overridden]" in result.err) == (level != "info")
