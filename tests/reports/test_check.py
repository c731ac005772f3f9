"""`tablecast check --format --report`: what is printed where, what is written, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from tablecast.reports import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

SUMMARY = "\n1 file out of step with the documents\nTo write what the documents say, run: tablecast generate\n"


@pytest.fixture
def drifted(project: Path) -> Path:
    """The project's own folder, with an output that is not there."""
    (project / "generated/status_code.md").unlink()
    return project


def uri(log: str) -> str:
    (result,) = json.loads(log)["runs"][0]["results"]
    return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


@pytest.mark.parametrize("report_format", FORMATS)
def test_standard_output_holds_the_report_alone(
    report_format: str, drifted: Path, tablecast: Callable[..., Result]
) -> None:
    """What is printed is what a file would hold; what is for people goes to standard error."""
    code, out, err = tablecast("check", "--format", report_format, "--report", f"{report_format}=report")

    written = (drifted / "report").read_text(encoding="utf-8")
    assert code == 1
    assert out == (written.removesuffix(SUMMARY) if report_format == "text" else written)
    assert err == SUMMARY


def test_several_reports_at_once(drifted: Path, tablecast: Callable[..., Result]) -> None:
    """A check is made once, and told in as many ways as are asked for; folders are made."""
    reports = ["sarif=reports/drift.sarif", "junit=reports/drift.xml", "gitlab=quality.json", "markdown=summary.md"]

    code, out, err = tablecast("check", *(part for report in reports for part in ("--report", report)))

    assert (code, out, err) == (1, "generated/status_code.md: missing, the file is not there\n", SUMMARY)
    assert uri((drifted / "reports/drift.sarif").read_text(encoding="utf-8")) == "generated/status_code.md"
    assert ET.parse(drifted / "reports/drift.xml").getroot().attrib["failures"] == "1"  # noqa: S314 - our own XML
    assert len(json.loads((drifted / "quality.json").read_bytes())) == 1
    assert (drifted / "summary.md").read_text(encoding="utf-8").startswith("### tablecast: 1 file out of step")


@pytest.mark.usefixtures("project")
def test_all_in_step(tablecast: Callable[..., Result]) -> None:
    """A report of nothing is a report, too."""
    assert tablecast("check", "--format", "github") == (0, "", "5 outputs in step with the documents\n")
    code, out, _ = tablecast("check", "--format", "json")
    assert (code, json.loads(out)["status"], json.loads(out)["findings"]) == (0, "in-step", [])


@pytest.mark.usefixtures("project")
def test_what_is_not_right_is_reported_in_the_same_way(tablecast: Callable[..., Result]) -> None:
    """Where nothing can be compared, the report says why."""
    code, out, err = tablecast("check", "status_cod", "--format", "json", "--report", "text=report.txt")

    report: dict[str, Any] = json.loads(out)
    assert (code, err) == (2, "1 error, nothing was compared\n")
    assert (report["status"], report["outputs"]) == ("failed", [])
    assert [each["code"] for each in report["findings"]] == ["unknown-dataset"]


def test_an_error_for_people_is_as_ever(project: Path, tablecast: Callable[..., Result]) -> None:
    """Without --format, diagnostics go to standard error, with their lines; and a report is written all the same."""
    code, out, err = tablecast("check", "status_cod", "--report", "text=report.txt")

    assert (code, out) == (2, "")
    first, excerpt, *_, hint = err.splitlines()
    assert first.endswith("error: there is no dataset 'status_cod' [unknown-dataset]")
    assert excerpt.endswith("| [tool.tablecast.datasets.status_code]")
    report = f"{first}\n{hint}\n1 error, nothing was compared\n"
    assert (project / "report.txt").read_text(encoding="utf-8") == report


def test_no_configuration(tmp_path: Path, tablecast: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """Even then there is a report."""
    monkeypatch.chdir(tmp_path)
    code, out, _ = tablecast("check", "--format", "json")
    assert (code, [each["code"] for each in json.loads(out)["findings"]]) == (2, ["no-config"])


def test_a_file_that_cannot_be_written(drifted: Path, tablecast: Callable[..., Result]) -> None:
    """That is an error and no drift; the other reports are written, and the result is printed."""
    (drifted / "folder").mkdir()

    code, out, err = tablecast("check", "--report", "json=folder", "--report", "json=report.json")

    assert (code, out) == (2, "generated/status_code.md: missing, the file is not there\n")
    assert err == f"{SUMMARY}folder: error: cannot write the file: Is a directory [unwritable-file]\n"
    assert (drifted / "report.json").is_file()


@pytest.mark.parametrize("name", ["source_docs/vpcep_08_0001.rst", "pyproject.toml", "generated/status_code.py"])
def test_a_report_overwrites_nothing_of_the_project(name: str, project: Path, tablecast: Callable[..., Result]) -> None:
    """A mistyped name must not cost a document."""
    before = (project / name).read_bytes()

    code, _, err = tablecast("check", "--report", f"json={name}")

    assert (code, (project / name).read_bytes()) == (2, before)
    message = "the report would overwrite a file that is checked, or that outputs are made of [misplaced-output]"
    assert err.splitlines()[-2:] == [f"{name}: error: {message}", "  hint: give the report another path"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--report", "sarif"], "'sarif' is not FORMAT=FILE, with one of the formats text, json, github,"),
        (["--report", "xml=a.xml"], "'xml=a.xml' is not FORMAT=FILE"),
        (["--report", "json="], "'json=' names no file; --format json prints the report"),
        (["--report", "json=-"], "'json=-' names no file; --format json prints the report"),
        (["--report", "json=a", "--report", "sarif=./a"], "more than one report would be written to 'a'"),
        (["--format", "xml"], "'xml' is not one of 'text', 'json', 'github',"),
        (["--format", "json", "--diff"], "--diff goes with --format text"),
    ],
)
def test_wrong_usage(arguments: list[str], message: str, drifted: Path, tablecast: Callable[..., Result]) -> None:
    """Wrong usage exits with 2, says what is right, and writes nothing."""
    before = sorted(drifted.iterdir())

    code, out, err = tablecast("check", *arguments)

    assert (code, out) == (2, "")
    assert message in err
    assert sorted(drifted.iterdir()) == before


@pytest.mark.parametrize("inside", [True, False], ids=["run in the folder", "run above it"])
def test_paths_are_those_of_the_repository(
    inside: bool,  # noqa: FBT001 - a parameter of the test
    drifted: Path,
    tablecast: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A service looks for files from the root of the repository, wherever in it the project stands."""
    app = drifted / "my app"
    app.mkdir()
    for name in ("source_docs", "generated", "pyproject.toml"):
        (drifted / name).rename(app / name)
    (drifted / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    monkeypatch.chdir(app if inside else drifted)
    config = () if inside else ("-c", "my app/pyproject.toml")

    out = tablecast("check", *config, "--format", "sarif").out
    assert uri(out) == "my%20app/generated/status_code.md"
    out = tablecast("check", *config, "--format", "github").out
    assert out.startswith("::error file=my app/generated/status_code.md,title=")
    assert json.loads(tablecast("check", *config, "--format", "json").out)["root"] == "my app"


def test_without_a_repository(drifted: Path, tablecast: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the working directory is where a service looks from, if the project is in it."""
    monkeypatch.chdir(drifted.parent)
    out = tablecast("check", "-c", f"{drifted.name}/pyproject.toml", "--format", "sarif").out
    assert uri(out) == f"{drifted.name}/generated/status_code.md"

    monkeypatch.chdir(drifted / "generated")
    assert uri(tablecast("check", "--format", "sarif").out) == "generated/status_code.md"


@pytest.mark.usefixtures("drifted")
def test_links_of_the_summary(tablecast: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """In GitHub Actions, places lead to the files of the commit."""
    for name, value in {"SERVER_URL": "https://git.example", "REPOSITORY": "a/b", "SHA": "c0ffee"}.items():
        monkeypatch.setenv(f"GITHUB_{name}", value)

    out = tablecast("check", "--format", "markdown").out

    address = "https://git.example/a/b/blob/c0ffee/generated/status_code.md"
    assert f"| [`generated/status_code.md`]({address}) | the file is not there" in out
