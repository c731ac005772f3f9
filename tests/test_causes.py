"""Why an output is out of step: every cause, alone and in pairs, on the user's document.

Each is done to `generated/status_code.md`. A check must name exactly these causes, with the rows and the lines that are
theirs, and what it advises must make all clean again.
"""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any, get_args

import pytest
from msgspec.structs import replace

from tablecast._committed import Committed
from tablecast._project import Project
from tablecast.drift import Cause
from tablecast.manifest import manifest_of
from tablecast.snapshots import take_all
from tablecast.writers._builtin import builtin_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

DOCUMENT = "source_docs/vpcep_08_0001.rst"
OUTPUT = "generated/status_code.md"
OTHERS = ("generated/status_code.json", "generated/status_code.py", "generated/status_code_records.py")
OLD, NEW = "The server could not find the requested page.", "The requested resource was not found.        "
EDITED_LINE = 37


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())


def upgrade(project: Path) -> None:
    """Let the output be one that an older version has rendered, which wrote another heading."""
    made = Committed.read(Project.open(project / "pyproject.toml")).made
    taken = take_all(output.dataset for output in made.outputs)
    older = [
        replace(output, rendered=replace(output.rendered, data=output.rendered.data.replace(b"## normal", b"# normal")))
        for output in made.outputs
    ]
    assert len({output.rendered.data for output in older} - {output.rendered.data for output in made.outputs}) == 1
    (project / "generated/tablecast.lock").write_bytes(manifest_of(older, taken, "0.0.9").encode())
    (project / OUTPUT).write_bytes(next(output.rendered.data for output in older if output.path == OUTPUT))


def change_the_document(project: Path) -> None:
    edit(project / DOCUMENT, OLD, NEW)


def change_the_template(project: Path) -> None:
    text = "Mine\n" + (project.joinpath("builtin.j2")).read_text(encoding="utf-8")
    (project / "mine/markdown").mkdir(parents=True)
    (project / "mine/markdown/table.md.j2").write_text(text, encoding="utf-8")


def change_the_configuration(project: Path) -> None:
    edit(project / "pyproject.toml", 'options = { group_by = "outcome" }', "options = {}")


def remove_the_output(project: Path) -> None:
    """Take it out of the configuration."""
    lines = (project / "pyproject.toml").read_text(encoding="utf-8").splitlines(keepends=True)
    (project / "pyproject.toml").write_text("".join(line for line in lines if OUTPUT not in line), encoding="utf-8")


def edit_by_hand(project: Path) -> None:
    edit(project / OUTPUT, "| Service Unavailable |", "| Come back later |")


def leave_a_conflict(project: Path) -> None:
    edit(project / OUTPUT, "| Status Code", "<<<<<<< HEAD\n=======\n>>>>>>> other\n| Status Code")


def turn_line_ends(project: Path) -> None:
    (project / OUTPUT).write_bytes((project / OUTPUT).read_bytes().replace(b"\n", b"\r\n"))


def delete(project: Path) -> None:
    (project / OUTPUT).unlink()


def add_a_file(project: Path) -> None:
    (project / "generated/extra.txt").write_bytes(b"anything")


DEEDS: dict[Cause, Callable[[Path], None]] = {
    "generator": upgrade,
    "document": change_the_document,
    "template": change_the_template,
    "configuration": change_the_configuration,
    "stale": remove_the_output,
    "edited": edit_by_hand,
    "conflict": leave_a_conflict,
    "line-ends": turn_line_ends,
    "missing": delete,
    "unexpected": add_a_file,
}
"""What is done for each cause, in this order."""

PAIRS = [(cause,) for cause in DEEDS] + [*itertools.combinations(DEEDS, 2)]
REASONS: tuple[Cause, ...] = ("document", "configuration", "template", "generator")


def expected(done: tuple[Cause, ...]) -> dict[str, list[Cause]]:
    """Give the causes of each file that is out of step."""
    found: dict[str, list[Cause]] = {OUTPUT: causes_of_the_output(done)}
    if "document" in done:
        found |= {path: [cause for cause in ("document", "generator") if cause in done] for path in OTHERS}
    if "unexpected" in done:
        found["generated/extra.txt"] = ["unexpected"]
    return {path: causes for path, causes in sorted(found.items()) if causes}


def causes_of_the_output(done: tuple[Cause, ...]) -> list[Cause]:
    """Give the causes of the output: where it is no longer generated, it does not matter what it would be made of."""
    left = set(done) - {"unexpected"}
    if "conflict" in left:
        left -= {"edited"}
    if "missing" in left:
        left -= {"edited", "conflict", "line-ends"}
    if "stale" in left:
        left -= {*REASONS}
    if {"stale", "missing"} <= left:
        return []
    return [cause for cause in get_args(Cause) if cause in left]


@pytest.fixture
def in_step(project: Path) -> Path:
    """The project in step, with a folder for templates of its own."""
    edit(project / "pyproject.toml", "[tool.tablecast]\n", '[tool.tablecast]\ntemplates = ["mine"]\n')
    (project / "builtin.j2").write_text(builtin_text("markdown/table.md.j2"), encoding="utf-8")
    return project


@pytest.mark.parametrize("done", PAIRS, ids=" ".join)
def test_causes(done: tuple[Cause, ...], in_step: Path, tablecast: Callable[..., Result]) -> None:
    """Exactly these causes are told, each with its rows and lines, and following the advice makes all clean."""
    for cause, deed in DEEDS.items():
        if cause in done:
            deed(in_step)
    wanted = expected(done)

    code, out, _ = tablecast("check", "--format", "json")

    report = json.loads(out)
    assert {drift["path"]: drift["causes"] for drift in report["drifts"]} == wanted
    assert (code, report["status"]) == ((1, "drift") if wanted else (0, "in-step"))
    assert told_rows(report) == ([("404", OLD, NEW.strip())] if "document" in done else [])
    if "edited" in wanted.get(OUTPUT, ()) and "stale" not in done:
        assert edited_lines(report) == [(EDITED_LINE, "503")]
    follow(done, in_step, tablecast)
    assert tablecast("check") == (0, "", f"{len(report['outputs'])} outputs in step with the documents\n")


def told_rows(report: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Give the rows that a report tells, as name, text before and text now."""
    rows = [row for dataset in report["rows"] for row in dataset["rows"]]
    assert all(row["kind"] == "changed" and (row["path"], row["line"]) == (DOCUMENT, 33) for row in rows)
    return [(row["name"], cell["before"], cell["after"]) for row in rows for cell in row["cells"]]


def edited_lines(report: dict[str, Any]) -> list[tuple[int, str]]:
    """Give the lines that are told to be edited, and the row that should stand there."""
    found = [each for each in report["findings"] if each["code"] == "drift-edited"]
    return [
        (each["location"]["line"], each["message"].removeprefix("edited by hand, where it says ")) for each in found
    ]


def follow(done: tuple[Cause, ...], project: Path, tablecast: Callable[..., Result]) -> None:
    """Do what a check advises; without being forced to, generating loses no edit."""
    if "unexpected" in done:
        (project / "generated/extra.txt").unlink()
    if "edited" in causes_of_the_output(done) and "stale" not in done:
        before = (project / OUTPUT).read_bytes()
        assert tablecast("generate").code == 2
        assert (project / OUTPUT).read_bytes() == before
        assert tablecast("generate", "--force").code == 0
    else:
        assert tablecast("generate").code == 0
    if "stale" in done and {"edited", "conflict"} & set(done) and "missing" not in done:
        assert tablecast("generate").err.startswith(f"{OUTPUT}: warning: the file is no longer generated, and is left")
        (project / OUTPUT).unlink()
        assert tablecast("generate").code == 0
    assert (project / OUTPUT).exists() == ("stale" not in done)
