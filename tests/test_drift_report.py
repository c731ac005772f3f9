"""What `tablecast check` says of the project's own outputs when something has changed: one change at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

DOCUMENT = "source_docs/vpcep_08_0001.rst"
ROW = "| 404         | Not Found                     | The server could not find the requested page.        "


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_in_step(project: Path, tablecast: Callable[..., Result]) -> None:
    """The committed outputs are what the document says."""
    assert tablecast("check") == (0, "", "5 outputs in step with the documents\n")
    assert tablecast("generate").out.split() == [
        word for name in sorted_outputs(project) for word in ("unchanged", f"generated/{name}")
    ]


def sorted_outputs(project: Path) -> list[str]:
    """The outputs in the order of the configuration."""
    names = [
        "status_code.py",
        "status_code_records.py",
        "status_code.json",
        "status_code.schema.json",
        "status_code.md",
    ]
    assert {path.name for path in (project / "generated").iterdir()} == {*names, "tablecast.lock"}
    return names


def test_a_changed_cell(project: Path, tablecast: Callable[..., Result]) -> None:
    """Every output that says the cell is named, with the cell's place in the document."""
    edit(
        project / DOCUMENT,
        ROW,
        ROW.replace("could not find the requested page.", "does not know the requested page. "[:34]),
    )

    assert tablecast("check") == (
        1,
        (
            f"{DOCUMENT}  Return code for fa..., status_code  1 row differs\n"
            "  ~ 404  description   The server could not find the requested page.\n"
            "                     \N{RIGHTWARDS ARROW} The server does not know the requested page.          :33\n"
            "  \N{RIGHTWARDS ARROW} generated/status_code.py  generated/status_code_records.py\n"
            "  \N{RIGHTWARDS ARROW} generated/status_code.json  generated/status_code.md\n"
        ),
        "\n4 files out of step with the documents\n  document changed  4 files  run: tablecast generate\n",
    )


def test_an_added_row(project: Path, tablecast: Callable[..., Result]) -> None:
    """The row that the outputs lack is named by its place and key."""
    text = (project / DOCUMENT).read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if "| 404 " in line)
    border = next(line for line in text.splitlines()[24:] if line.strip().startswith("+-"))
    added = row.replace("404", "410").replace("Not Found", "Gone     ").replace("could not find", "has no longer ")
    edit(project / DOCUMENT, row + "\n", f"{row}\n{border}\n{added}\n")

    code, out, _ = tablecast("check")

    assert code == 1
    assert out.splitlines()[1] == "  + 410  Gone | The server has no longer the requested page. | abnormal      :35"


def test_a_removed_row(project: Path, tablecast: Callable[..., Result]) -> None:
    """What the outputs say and no row says is shown."""
    text = (project / DOCUMENT).read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    index = next(number for number, line in enumerate(lines) if "| 504 " in line)
    (project / DOCUMENT).write_text("".join([*lines[:index], *lines[index + 2 :]]), encoding="utf-8")

    code, out, _ = tablecast("check")

    assert code == 1
    assert out.splitlines()[1] == "  - 504  Gateway Timeout | A gateway timeout error occurred. | abnormal"


def test_a_hand_edited_output(project: Path, tablecast: Callable[..., Result]) -> None:
    """The line is named, and the cell that it was made of."""
    edit(project / "generated/status_code.py", "NOT_FOUND = (", "MISSING = (")

    assert tablecast("check") == (
        1,
        (
            "generated/status_code.py: edited by hand\n"
            f"  generated/status_code.py:82 should say {DOCUMENT}:33:23 (404, returned_value)\n"
            "    - MISSING = (\n"
            "    + NOT_FOUND = (\n"
        ),
        (
            "\n1 file out of step with the documents\n"
            "  edited by hand  1 file  write it into the document; to drop it, add --force\n"
        ),
    )


def test_a_deleted_output(project: Path, tablecast: Callable[..., Result]) -> None:
    """A file that is not there is named."""
    (project / "generated/status_code.md").unlink()

    code, out, _ = tablecast("check")

    assert (code, out) == (1, "generated/status_code.md: missing\n")


@pytest.mark.parametrize("name", ["generated/extra.txt", "generated/deep/status.py", "generated/old_status_code.md"])
def test_an_extra_output(name: str, project: Path, tablecast: Callable[..., Result]) -> None:
    """In a folder that the configuration calls its own, every file must be an output."""
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_bytes(b"anything")

    code, out, err = tablecast("check")

    assert (code, out) == (1, f"{name}: unexpected\n")
    assert err.splitlines()[-1] == "  unexpected  1 file  delete it, or add it to the configuration"
    assert tablecast("check", "status_code").code == 0, "with named datasets, the others' outputs are nobody's business"


def test_a_generated_file_beside_an_output_is_unexpected_in_any_folder(
    project: Path, tablecast: Callable[..., Result]
) -> None:
    """Where the folder is not owned, a file that says it is generated is still told from one written by hand."""
    edit(project / "pyproject.toml", 'owned = ["generated"]\n', "")
    (project / "generated/by_hand.py").write_bytes(b"x = 1\n")
    (project / "generated/renamed.py").write_bytes((project / "generated/status_code.py").read_bytes())

    code, out, _ = tablecast("check")

    assert (code, out) == (1, "generated/renamed.py: unexpected\n")


def test_a_changed_template(project: Path, tablecast: Callable[..., Result]) -> None:
    """A line that no cell of the document makes comes from the template."""
    edit(project / "pyproject.toml", "[tool.tablecast]\n", '[tool.tablecast]\ntemplates = ["mine"]\n')
    (project / "mine/markdown").mkdir(parents=True)
    (project / "mine/markdown/table.md.j2").write_text("# Mine\n", encoding="utf-8")

    code, out, _ = tablecast("check")

    assert code == 1
    assert out.splitlines()[0] == "generated/status_code.md: template changed"
    assert "    + # Mine" in out


def test_line_ends(project: Path, tablecast: Callable[..., Result]) -> None:
    """A checkout that turned line ends is one line of report, not a hundred."""
    file = project / "generated/status_code.py"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    code, out, _ = tablecast("check")

    assert code == 1
    assert out == "generated/status_code.py: line ends or encoding\n"


def test_generate_mends_every_drift(project: Path, tablecast: Callable[..., Result]) -> None:
    """What check advises works, and leaves alone what was right."""
    edit(project / "generated/status_code.py", "NOT_FOUND", "MISSING")
    (project / "generated/status_code.md").unlink()
    assert tablecast("generate").code == 2
    untouched = (project / "generated/status_code.json").stat().st_mtime_ns

    assert tablecast("generate", "--force").out.splitlines() == [
        "updated    generated/status_code.py",
        "unchanged  generated/status_code_records.py",
        "unchanged  generated/status_code.json",
        "unchanged  generated/status_code.schema.json",
        "created    generated/status_code.md",
    ]
    assert tablecast("check").code == 0
    assert (project / "generated/status_code.json").stat().st_mtime_ns == untouched


def test_a_unified_diff_on_request(project: Path, tablecast: Callable[..., Result]) -> None:
    """--diff gives what patch takes: from what is there to what the documents say."""
    edit(project / "generated/status_code.md", "Not Found", "Not there")

    code, out, _ = tablecast("check", "--diff")

    assert code == 1
    assert out.splitlines()[:3] == [
        "generated/status_code.md: edited by hand",
        "--- a/generated/status_code.md",
        "+++ b/generated/status_code.md",
    ]
    assert [line[:20] for line in out.splitlines() if line.startswith(("-|", "+|", "-", "+")) and "404" in line] == [
        '-| <a id="status_cod',
        '+| <a id="status_cod',
    ]
