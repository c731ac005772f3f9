"""`tablecast check --format --output`: what is printed where, what is written, and how it ends."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from tablecast.reports import FORMATS, markdown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

SUMMARY = "\n1 file out of step with the documents\n  missing  1 file  run: tablecast generate\n"


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
    code, out, err = tablecast("check", *2 * ("--format", report_format), "--output", "report")

    written = (drifted / "report").read_text(encoding="utf-8")
    assert code == 1
    assert out == (written.removesuffix(SUMMARY) if report_format == "text" else written)
    assert err == SUMMARY


def test_several_reports_at_once(drifted: Path, tablecast: Callable[..., Result]) -> None:
    """A check is made once, and told in as many ways as are asked for; folders are made."""
    reports = {"sarif": "reports/drift.sarif", "junit": "reports/drift.xml", "gitlab": "q.json", "markdown": "s.md"}
    options = [("--format", name, "--output", path) for name, path in reports.items()]

    code, out, err = tablecast("check", *itertools.chain(*options))

    assert (code, out, err) == (1, "generated/status_code.md: missing\n", SUMMARY)
    assert uri((drifted / "reports/drift.sarif").read_text(encoding="utf-8")) == "generated/status_code.md"
    assert ET.parse(drifted / "reports/drift.xml").getroot().attrib["failures"] == "1"  # noqa: S314 - our own XML
    assert len(json.loads((drifted / "q.json").read_bytes())) == 1
    assert (drifted / "s.md").read_text(encoding="utf-8").startswith("### tablecast: 1 file out of step")


def test_the_format_without_a_file_is_printed(drifted: Path, tablecast: Callable[..., Result]) -> None:
    """Files take the formats in order; of more formats than files, the last is printed, or what `-` stands for."""
    formats = ("--format", "github", "--format", "json")

    code, out, _ = tablecast("check", *formats, "--output", "a")
    assert (code, (drifted / "a").read_text(encoding="utf-8")[:8], out[:1]) == (1, "::error ", "{")
    code, out, _ = tablecast("check", *formats, "-o", "-", "-o", "b")
    assert (code, out[:8], (drifted / "b").read_text(encoding="utf-8")[:1]) == (1, "::error ", "{")


def test_a_diff_goes_with_reports_in_files(drifted: Path, tablecast: Callable[..., Result]) -> None:
    """What is printed is text, and so may hold a diff."""
    code, out, _ = tablecast("check", "--diff", "--format", "json", "--output", "report.json")
    assert (code, out.splitlines()[:2]) == (
        1,
        ["generated/status_code.md: missing", "--- /dev/null"],
    )
    assert (drifted / "report.json").is_file()


# --- what the project says itself -------------------------------------------------------------------------------------

SAYS = "Run `make tables`, see https://docs.example/tables."


def test_a_message_of_the_project_comes_last(drifted: Path, tablecast: Callable[..., Result]) -> None:
    """Where something is out of step, and in the summaries of those reports that have one."""
    text, page = drifted / "report.txt", drifted / "report.md"
    files = ("--format", "text", "--output", text.name, "--format", "markdown", "--output", page.name)

    code, out, err = tablecast("check", "--fail-msg", SAYS, *files)

    assert (code, out, err) == (1, "generated/status_code.md: missing\n", f"{SUMMARY}{SAYS}\n")
    assert text.read_text(encoding="utf-8") == f"{out}{err}"
    assert page.read_text(encoding="utf-8").endswith(f"\n\n{SAYS}\n")


@pytest.mark.usefixtures("project")
def test_a_message_of_the_project_is_for_drift_alone(tablecast: Callable[..., Result]) -> None:
    """Whoever is in step has nothing to do, and what cannot be compared is another matter."""
    for names, code in (((), 0), (("status_cod",), 2)):
        for report_format in ("text", "markdown"):
            found = tablecast("check", *names, "--fail-msg", SAYS, "--format", report_format)
            assert (found.code, SAYS in found.out + found.err) == (code, False)


# --- the summary of a job ---------------------------------------------------------------------------------------------


@pytest.fixture
def summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that GitHub Actions names for the summary, which something else has written to."""
    path = tmp_path / "summary of the job"
    path.write_bytes("Tests: \N{CHECK MARK}".encode())
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    return path


@pytest.mark.usefixtures("drifted")
def test_annotations_come_with_the_summary_of_the_job(summary: Path, tablecast: Callable[..., Result]) -> None:
    """What is there stays, and what is added is what a file in Markdown would hold."""
    before = summary.read_bytes()

    code, out, err = tablecast("check", "--format", "markdown", "--output", "page.md", "--format", "github")

    page = summary.with_name("page.md").read_bytes()
    assert (code, out[:8], err) == (1, "::error ", SUMMARY)
    assert summary.read_bytes() == before + b"\n" + page
    summary.write_bytes(b"")
    tablecast("check", "--format", "github")
    assert summary.read_bytes() == page


@pytest.mark.usefixtures("drifted")
def test_other_formats_leave_the_summary_alone(summary: Path, tablecast: Callable[..., Result]) -> None:
    """Whoever wants another report has not asked for it, and a summary that is written anyway is written once."""
    before = summary.read_bytes()
    tablecast("check")
    tablecast("check", "--format", "markdown")
    assert summary.read_bytes() == before

    tablecast("check", "--format", "markdown", "--output", str(summary), "--format", "github")
    assert summary.read_text(encoding="utf-8").count("### tablecast: ") == 1


@pytest.mark.usefixtures("drifted")
def test_a_summary_has_a_limit(
    summary: Path, tablecast: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit GitHub would show nothing, and what is there counts, too."""
    monkeypatch.setattr(markdown, "LIMIT", 600)
    summary.write_bytes(b"x" * 300)

    tablecast("check", "--format", "github")

    assert summary.stat().st_size <= 600
    assert "1 row more: `tablecast check` shows all." in summary.read_text(encoding="utf-8")


@pytest.mark.usefixtures("drifted")
def test_a_summary_that_cannot_be_written_fails_nothing(
    tmp_path: Path, tablecast: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of a job is not there in every container that a step runs in."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "none" / "summary"))

    code, out, err = tablecast("check", "--format", "github")

    assert (code, out[:8]) == (1, "::error ")
    message = "warning: cannot write the summary of the job: No such file or directory [unwritable-file]"
    assert err == f"{SUMMARY}{tmp_path}/none/summary: {message}\n"


# --- one way for all findings -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("project")
def test_all_in_step(tablecast: Callable[..., Result]) -> None:
    """A report of nothing is a report, too."""
    assert tablecast("check", "--format", "github") == (0, "", "5 outputs in step with the documents\n")
    code, out, _ = tablecast("check", "--format", "json")
    assert (code, json.loads(out)["status"], json.loads(out)["findings"]) == (0, "in-step", [])


@pytest.mark.usefixtures("project")
def test_what_is_not_right_is_reported_in_the_same_way(tablecast: Callable[..., Result]) -> None:
    """Where nothing can be compared, the report says why."""
    code, out, err = tablecast("check", "status_cod", "--format", "text", "--output", "report.txt", "--format", "json")

    report: dict[str, Any] = json.loads(out)
    assert (code, err) == (2, "1 error, nothing was compared\n")
    assert (report["status"], report["outputs"]) == ("failed", [])
    assert [each["code"] for each in report["findings"]] == ["unknown-dataset"]


def test_an_error_for_people_is_as_ever(project: Path, tablecast: Callable[..., Result]) -> None:
    """Without --format, diagnostics go to standard error, with their lines; and a report is written all the same."""
    code, out, err = tablecast("check", "status_cod", "--format", "text", "--output", "report.txt")

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

    code, out, err = tablecast("check", *2 * ("--format", "json"), "--output", "folder", "--output", "report.json")

    assert (code, out) == (2, "generated/status_code.md: missing\n")
    assert err == f"{SUMMARY}folder: error: cannot write the file: Is a directory [unwritable-file]\n"
    assert (drifted / "report.json").is_file()


@pytest.mark.parametrize("name", ["source_docs/vpcep_08_0001.rst", "pyproject.toml", "generated/status_code.py"])
def test_a_report_overwrites_nothing_of_the_project(name: str, project: Path, tablecast: Callable[..., Result]) -> None:
    """A mistyped name must not cost a document."""
    before = (project / name).read_bytes()

    code, _, err = tablecast("check", "--format", "json", "--output", name)

    assert (code, (project / name).read_bytes()) == (2, before)
    message = "the report would overwrite an output, or a file that outputs are made of [misplaced-output]"
    assert err.splitlines()[-2:] == [f"{name}: error: {message}", "  hint: give the report another path"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--output", "a"], "'a' gets no report: give as many --format as --output FILE"),
        (["--format", "json", "--output", "a", "--output", "b"], "'b' gets no report: give as many"),
        (["--format", "json", "--output", ""], "--output for --format json names no file"),
        (
            ["--format", "json", "--format", "sarif", "--format", "junit", "--output", "a"],
            "sarif and junit would be printed: give all but one an --output FILE",
        ),
        (
            [*2 * ("--format", "json"), "--output", "a", "--output", "./a"],
            "more than one report would be written to 'a'",
        ),
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
    assert f"| [`generated/status_code.md`]({address}) | the output is not there" in out
