"""Severities that a configuration says, in every command that reads documents by it."""

from __future__ import annotations

import json
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


# --- drift ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def generated(configure: Callable[..., None], tablecast: Callable[..., Result], tmp_path: Path) -> Callable[..., None]:
    """Generate, then edit the output by hand, and configure severities."""

    def edit(severities: str) -> None:
        lines = f"severities = {{ malformed-table = 'warning', {severities} }}"
        configure(lines)
        assert tablecast("generate").code == 0
        output = tmp_path / "error.json"
        output.write_text(output.read_text(encoding="utf-8").replace("10", "11"), encoding="utf-8")

    return edit


@pytest.mark.parametrize(
    ("severities", "code", "told"),
    [
        ("drift-edited = 'error'", 1, "edited by hand  1 file  write it into the document; to drop it, add --force"),
        ("drift-missing = 'warning'", 1, "edited by hand  1 file  write it into the document; to drop it, add --force"),
        (
            "drift-edited = 'warning'",
            0,
            "edited by hand (warning)  1 file  write it into the document; to drop it, add --force",
        ),
    ],
)
def test_drift_that_is_a_warning_is_told_and_fails_nothing(
    severities: str, code: int, told: str, generated: Callable[..., None], tablecast: Callable[..., Result]
) -> None:
    generated(severities)

    result = tablecast("check")

    assert result.code == code
    assert result.err.endswith(f"1 file out of step with the documents\n  {told}\n")


def test_reports_say_how_bad_drift_is(generated: Callable[..., None], tablecast: Callable[..., Result]) -> None:
    """The status is what the exit code says, and a service shows no failure where there is none."""
    generated("drift-edited = 'warning'")

    report = json.loads(tablecast("check", "--format", "json").out)

    assert report["status"] == "in-step"
    assert [(each["code"], each["severity"]) for each in report["findings"]] == [
        ("malformed-table", "warning"),
        ("drift-edited", "warning"),
    ]
    assert "::warning file=error.json" in tablecast("check", "--format", "github").out
    assert 'failures="0"' in tablecast("check", "--format", "junit").out
    assert tablecast("check", "--format", "markdown").out.startswith(
        "### tablecast: 1 file out of step with the documents\n"
    )


def test_drift_that_is_off_is_not_told(
    generated: Callable[..., None], tablecast: Callable[..., Result], tmp_path: Path
) -> None:
    generated("drift-line-ends = 'off'")
    assert tablecast("generate", "--force").code == 0
    (tmp_path / "error.json").write_bytes((tmp_path / "error.json").read_bytes().replace(b"\n", b"\r\n"))

    result = tablecast("check")

    assert (result.code, result.out) == (0, "")
    assert result.err.endswith("1 output in step with the documents\n")


def test_a_manifest_that_must_be_there(
    generated: Callable[..., None], tablecast: Callable[..., Result], tmp_path: Path
) -> None:
    """Who wants to be told why can insist on it."""
    generated("manifest-missing = 'error'")
    (tmp_path / "tablecast.lock").unlink()

    result = tablecast("check")

    assert (result.code, result.out) == (2, "")
    assert "tablecast.lock: error: there is no manifest" in result.err
