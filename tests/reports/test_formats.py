"""What a check is printed as, byte for byte: the same findings in every format, with texts that try to break out of it.

The files in tests/reports/formats are what is printed, `FINDINGS.FORMAT` each; `--accept` writes them anew.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from junitparser import Error, Failure, JUnitXml
from markdown_it import MarkdownIt
from msgspec.structs import replace

from commands import Command, commands
from tablecast._cli._reports import printed
from tablecast.breaking import Acceptance, Breaking, Placed, Rule, judge, unused
from tablecast.breaking import Change as BreakingChange
from tablecast.diagnostics import Diagnostic, Location, Related
from tablecast.drift import Change, Drift, Origin, RowDrift
from tablecast.findings import Check, fingerprints
from tablecast.reports import FORMATS, markdown, sarif
from tablecast.reports.json import breaking_schema, check_schema
from tablecast.rowdiff import CellChange, DatasetDiff, RowChange
from tablecast.snapshots import RecordSnapshot, TableName

ROOT = Path(__file__).resolve().parent.parent.parent
PINNED = Path(__file__).resolve().parent / "formats"

TEXT = (
    "100% of it, a:b; {0} {{x}} <b>&amp;</b> ]]> `c` *d* _e_ $f$ | [link](https://evil.example) "
    "\x1b[31mred\x1b[0m \x07\x7f\x85 \N{GRINNING FACE} \uffff end\r\n::error file=x::injected\n::stop-commands::y\tz"
)
PATH = "docs/é %41,b:c#d?&[e]`f` |\N{GRINNING FACE}.rst"


def origin(line: int, record: str, field: str = "", column: int = 4, end_column: int = 0) -> Origin:
    return Origin(Location("docs/errors.rst", line, column, end_column), record, field)


DRIFTS = (
    Drift("out/errors.json", ("changed",), (Change(22, ("{", *"abcd"), (), ()), Change(40, (), ("x",), ()))),
    Drift(
        "out/errors.md",
        ("changed",),
        (
            Change(1, ("# Errors of tickets",), ("# Errors",), ()),
            Change(9, ("| 1 | No |",), ("| 1 | Yes |",), (origin(7, "1", "title", 8, 11),)),
            Change(9, (), ("| 2 |", "| 3 |"), (origin(8, "2"), origin(9, "3"))),
        ),
    ),
    Drift("out/errors.py", ("line-ends",)),
    Drift(
        "out/errors.ts",
        ("changed",),
        (
            Change(3, ("  no",), ("  yes",), (origin(7, "1", "title", 8, 11),)),
            Change(5, ("no",), ("yes",), (origin(7, "1", "title", 8, 11),)),
            Change(7, ("a",), tuple("bcdefg"), tuple(origin(line, str(line)) for line in range(10, 15))),
        ),
    ),
    Drift("out/gone.md", ("missing",)),
    Drift("out/old.md", ("unexpected",)),
)
WARNING = Diagnostic("broken-reference", "there is no target 'x'", Location("docs/errors.rst", 12, 5))
NOTE = Diagnostic("unread-prose", "worth knowing", Location("docs/errors.rst", 13))
DUPLICATE = Diagnostic(
    "duplicate-key",
    "the key code = 1 is not unique",
    Location("docs/errors.rst", 9, 4, 8),
    hint="set `duplicates`:\nduplicates = 'merge'",
    related=(Related(Location("docs/errors.rst", 7, 4), "the first row with this key"),),
)
OUTPUTS = tuple(drift.path for drift in DRIFTS if drift.causes != ("unexpected",))

TABLE = TableName("docs/errors.rst", "Errors")
AFTER = (
    RecordSnapshot(("1", "Yes"), table=TABLE, location=Location("docs/errors.rst", 7, 4)),
    RecordSnapshot(("4", "New"), table=TABLE, location=Location("docs/errors.rst", 9, 4)),
)
ROWS = RowDrift(
    DatasetDiff(
        "error",
        ("code",),
        rows=(
            RowChange(
                "changed", "1", RecordSnapshot(("1", "No"), table=TABLE), AFTER[0], (CellChange("title", "No", "Yes"),)
            ),
            RowChange("added", "4", None, AFTER[1], (CellChange("code", None, "4"), CellChange("title", None, "New"))),
            RowChange(
                "removed",
                "3",
                RecordSnapshot(("3", "Old"), table=TABLE),
                None,
                (CellChange("code", "3", None), CellChange("title", "Old", None)),
            ),
        ),
    ),
    ("out/errors.md", "out/errors.py"),
)
CAUSES = (
    Drift(
        "out/errors.md",
        ("edited", "document"),
        (
            Change(3, ("# Mine",), ("# Errors",), (), "edited"),
            Change(9, ("| 1 | no |",), ("| 1 | No |",), (origin(7, "1", "title", 8, 11),), "edited"),
            Change(10, ("| 2 | No |",), ("| 2 | Yes |",), (origin(8, "2", "title", 8, 11),), "document"),
            Change(11, ("| 3 | Old |",), (), (), "document"),
        ),
    ),
    Drift("out/errors.py", ("conflict",), (Change(5, ("<<<<<<< HEAD",), (), (), "conflict"),)),
    Drift(
        "out/errors.ts",
        ("line-ends", "configuration", "template"),
        tuple(Change(line, ("a",), ("b",), (), "configuration") for line in range(1, 8)),
    ),
    Drift("out/gone.md", ("missing", "generator")),
    Drift("out/old.md", ("stale", "edited")),
)


def accepted(line: int, rule: Rule, subject: str, reason: str, until: dt.date | None = None) -> Placed:
    acceptance = Acceptance(dataset="error", rule=rule, subject=subject, reason=reason, until=until)
    return Placed(acceptance, Location("ok.toml", line, 3))


STOOD = Related(Location("v1:docs/errors.rst", 9, 4, 7), "it said 404")
CHANGES = (
    BreakingChange("error", "record-removed", "404", "it is gone", Location("docs/errors.rst", 7, 4), (STOOD,)),
    BreakingChange("error", "type-changed", TEXT, TEXT, Location(PATH, 4), (Related(Location(f"v1:{PATH}", 4), TEXT),)),
    BreakingChange("error", "value-removed", "a = b", "the value 'b' is gone", Location("a.toml", 3)),
)
ACCEPTED = (
    accepted(2, "record-removed", "404", "It was never used."),
    accepted(3, "value-removed", "a = b", TEXT, dt.date(2026, 1, 1)),
    accepted(4, "value-removed", "a = c", "-"),
    accepted(5, "value-removed", "a = d", "-"),
)
JUDGED = judge(CHANGES, ACCEPTED, dt.date(2026, 1, 2))
COMPARED = Breaking(
    before="v1",
    datasets=("error", "trouble"),
    accepted="ok.toml",
    revisions=("v1",),
    root="services/é",
    address="https://git.example/o/r/blob/0123abc",
)
UNUSED = tuple(unused(ACCEPTED, JUDGED, "v1", {("error", "value-removed", "a = c")}))
FOUND: dict[str, Check] = {
    "breaking": replace(COMPARED, judged=JUDGED, problems=UNUSED),
    "compatible": replace(COMPARED, judged=JUDGED[:1]),
    "in-step": Check(("out/errors.md", "out/errors.py")),
    "drift": Check(OUTPUTS, DRIFTS, (WARNING, NOTE)),
    "causes": Check(OUTPUTS, CAUSES, rows=(ROWS,)),
    "failed": Check(
        problems=(Diagnostic("no-config", "there is no tablecast.toml", Location(".")), DUPLICATE, WARNING)
    ),
    "hostile": Check(
        (PATH, "out/b.md"),
        (
            Drift(PATH, ("changed",), (Change(2, (TEXT, TEXT * 20), (TEXT,), ()),)),
            Drift(
                "out/b.md", ("changed",), (Change(1, ("a",), (TEXT,), (Origin(Location(PATH, 3, 1, 2), TEXT, "f"),)),)
            ),
        ),
        (Diagnostic("invalid-cell", TEXT * 30, Location(PATH, 4), "warning", TEXT, (Related(Location("a"), TEXT),)),),
        root="services/é",
        address="https://git.example/o/r/blob/0123abc",
    ),
}


@pytest.mark.parametrize("report_format", FORMATS)
@pytest.mark.parametrize("name", FOUND)
def test_pinned(name: str, report_format: str, request: pytest.FixtureRequest) -> None:
    """A report is what it was."""
    actual = printed(FOUND[name], report_format)
    file = PINNED / f"{name}.{report_format}"
    if request.config.getoption("--accept"):
        PINNED.mkdir(exist_ok=True)
        file.write_bytes(actual)

    assert actual == file.read_bytes()


def test_nothing_else_is_pinned() -> None:
    """Every file belongs to a test."""
    assert {path.name for path in PINNED.iterdir()} == {f"{name}.{each}" for name in FOUND for each in FORMATS}


@pytest.mark.parametrize("report_format", FORMATS)
@pytest.mark.parametrize("name", FOUND)
def test_no_report_commands_a_terminal(name: str, report_format: str) -> None:
    """What a document says must not be obeyed by whatever shows the report."""
    shown = printed(FOUND[name], report_format).decode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown)


# --- JSON -------------------------------------------------------------------------------------------------------------


SCHEMAS = {"check": check_schema(), "breaking": breaking_schema()}


def report(found: Check) -> Any:
    return json.loads(printed(found, "json"))


@pytest.mark.parametrize("name", FOUND)
def test_json_is_valid(name: str) -> None:
    """The published schema describes every report."""
    jsonschema.validate(report(FOUND[name]), json.loads(SCHEMAS[FOUND[name].command]))


@pytest.mark.parametrize("command", SCHEMAS)
def test_json_schema_is_published(command: str, request: pytest.FixtureRequest) -> None:
    """The file in docs is the schema of the code; `--accept` writes it anew."""
    published = ROOT / "docs" / f"{command}.schema.json"
    if request.config.getoption("--accept"):
        published.write_text(SCHEMAS[command], encoding="utf-8")

    assert published.read_text(encoding="utf-8") == SCHEMAS[command]


def test_json_schema_refuses_what_is_none() -> None:
    """Another version is another form."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report(FOUND["drift"]) | {"version": 2}, json.loads(check_schema()))


def test_json_says_all() -> None:
    """A text arrives as it is, however long."""
    (problem,) = [each for each in report(FOUND["hostile"])["findings"] if each["code"] == "invalid-cell"]
    assert (problem["message"], problem["location"]["path"]) == (TEXT * 30, PATH)


# --- GitHub -----------------------------------------------------------------------------------------------------------


def commands_of(found: Check) -> list[Command]:
    return commands(printed(found, "github").decode())


def test_github_annotates_the_row_and_the_output() -> None:
    """Whoever looks at either file sees what is wrong; what several outputs lack is told once at the row."""
    found = Check(
        drifts=(
            Drift("a.md", ("changed",), (Change(9, ("no",), ("yes",), (origin(7, "1", "title", 8, 11),)),)),
            Drift("b.md", ("changed",), (Change(5, ("no",), ("yes",), (origin(7, "1", "title", 8, 11),)),)),
        ),
        root="app",
    )
    hint = "if the document is right, run `tablecast generate`, and commit what it writes; else mend the document"
    title = "tablecast: drift-changed"
    says = "does not say what this row says (1, title)"
    where = "docs/errors.rst:7:8"
    assert commands_of(found) == [
        (
            "error",
            {"file": "app/docs/errors.rst", "line": "7", "col": "8", "endColumn": "11", "title": title},
            f"'a.md' {says}\n'b.md' {says}\n{hint}",
        ),
        (
            "error",
            {"file": "app/a.md", "line": "9", "title": title},
            f"{where}: 'a.md' {says}\n- no\n+ yes\n{hint}",
        ),
        (
            "error",
            {"file": "app/b.md", "line": "5", "title": title},
            f"{where}: 'b.md' {says}\n- no\n+ yes\n{hint}",
        ),
    ]


def test_github_reads_a_hostile_text_as_text() -> None:
    """No line that a document brings along becomes a command."""
    read = commands_of(FOUND["hostile"])

    assert {command for command, _, _ in read} == {"error", "warning"}
    assert {properties["file"] for _, properties, _ in read} == {f"services/é/{PATH}", "services/é/out/b.md"}
    (message,) = [data for command, _, data in read if command == "warning"]
    assert message.startswith(TEXT.partition("\x1b")[0])
    assert len(message) <= 4096


@pytest.mark.parametrize(
    ("errors", "warnings", "notes", "commands", "rest"),
    [
        (10, 10, 9, {"error": 10, "warning": 10, "notice": 9}, ""),
        (11, 0, 0, {"error": 10, "notice": 1}, "1 more place is"),
        (12, 11, 10, {"error": 10, "warning": 10, "notice": 10}, "4 more places are"),
    ],
)
def test_github_shows_ten_of_each(errors: int, warnings: int, notes: int, commands: dict[str, int], rest: str) -> None:
    """GitHub drops the eleventh without a word, so we say it."""
    problems = [Diagnostic("invalid-cell", "m", Location("a", line)) for line in range(1, errors + 1)]
    problems += [Diagnostic("unused-filter", "m", Location("b", line)) for line in range(1, warnings + 1)]
    problems += [Diagnostic("unread-prose", "m", Location("c", line)) for line in range(1, notes + 1)]

    read = commands_of(Check(problems=tuple(problems)))

    names = [command for command, _, _ in read]
    assert {name: names.count(name) for name in names} == commands
    told = "not shown here, as GitHub shows 10 errors and 10 warnings of a step; `tablecast check` shows all"
    assert [data for _, properties, data in read if properties["title"] == "tablecast"] == (
        [f"{rest} {told}"] if rest else []
    )


# --- GitLab -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FOUND)
def test_gitlab_has_what_is_asked_for(name: str) -> None:
    """Every issue has the properties that GitLab requires, and a fingerprint of its own."""
    issues = json.loads(printed(FOUND[name], "gitlab"))

    assert len(issues) == len(FOUND[name].findings())
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith(("/", "./"))


def moved(drift: Drift, lines: int) -> Drift:
    """The same drift where lines have been added above it, in the document and in the output."""
    changes = tuple(
        Change(
            change.line + lines,
            change.actual,
            change.expected,
            tuple(origin(each.location.line + lines, each.record, each.field) for each in change.origins),
        )
        for change in drift.changes
    )
    return Drift(drift.path, drift.causes, changes)


def test_fingerprints_stay_when_lines_move() -> None:
    """A service knows a finding again after an edit above it."""
    before = fingerprints(Check(drifts=DRIFTS).findings())
    after = fingerprints(Check(drifts=tuple(moved(drift, 100) for drift in DRIFTS)).findings())

    assert sorted(after) == sorted(before)
    assert len(set(before)) == len(before)


def test_fingerprints_tell_findings_apart() -> None:
    """Another row, another output, other lines that no row says: each is another finding."""
    row = Drift("a.md", ("changed",), (Change(1, ("no",), ("yes",), (origin(7, "1"),)),))
    others = [
        Drift("b.md", ("changed",), row.changes),
        Drift("a.md", ("changed",), (Change(1, ("no",), ("yes",), (origin(7, "2"),)),)),
        Drift("a.md", ("changed",), (Change(1, ("no",), ("yes",), ()),)),
        Drift("a.md", ("changed",), (Change(1, ("no",), ("maybe",), ()),)),
    ]
    found = [fingerprints(Check(drifts=(drift,)).findings()) for drift in (row, *others)]
    assert len(set(found)) == len(found)


# --- SARIF ------------------------------------------------------------------------------------------------------------


def run_of(found: Check) -> Any:
    (run,) = json.loads(printed(found, "sarif"))["runs"]
    return run


@pytest.mark.parametrize("name", FOUND)
def test_sarif_refers_to_what_is_there(name: str) -> None:
    """Each result names a rule that explains itself, a place in the repository, and what makes it known again."""
    run = run_of(FOUND[name])
    rules = run["tool"]["driver"]["rules"]

    assert run["invocations"] == [{"executionSuccessful": name != "failed"}]
    assert all(rule[part]["text"] for rule in rules for part in ("shortDescription", "fullDescription", "help"))
    assert len(run["results"]) == len(FOUND[name].findings())
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert set(result["partialFingerprints"]) == {sarif.FINGERPRINT}
        places = [*result["locations"], *result.get("relatedLocations", ())]
        for artifact in (place["physicalLocation"]["artifactLocation"] for place in places):
            is_elsewhere = artifact["uri"].startswith("v1%3A")
            assert is_elsewhere or artifact["uriBaseId"] in run["originalUriBaseIds"]
            assert re.fullmatch("([A-Za-z0-9._~/-]|%[0-9A-F]{2})+", artifact["uri"])


def test_sarif_paths_are_percent_encoded() -> None:
    """A path is an address only when whatever else is one is escaped (RFC 3986)."""
    (uri,) = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in run_of(FOUND["hostile"])["results"]
    }
    assert uri == ("services/%C3%A9/docs/%C3%A9%20%2541%2Cb%3Ac%23d%3F%26%5Be%5D%60f%60%20%7C%F0%9F%98%80.rst")


def test_sarif_messages_hold_no_argument_and_no_link() -> None:
    """Braces are doubled (section 3.11.5), and no `](` is left that is not escaped (section 3.11.6)."""
    texts = [result["message"]["text"] for result in run_of(FOUND["hostile"])["results"]]

    assert any("{{0}} {{{{x}}}}" in text for text in texts)
    assert any(r"[link\](https://evil.example)" in text for text in texts)
    assert not any(re.search(r"(?<!\\)\]\(", text) for text in texts)


@pytest.fixture(scope="session")
def sarif_schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The schema of SARIF 2.1.0, from a package that carries it."""
    npm, folder = shutil.which("npm"), tmp_path_factory.mktemp("sarif")
    if npm is None:
        pytest.skip("there is no npm to fetch the schema of SARIF with")
    package = "@microsoft/jest-sarif@1.0.0-beta.0"
    command = [npm, "pack", "--silent", "--pack-destination", str(folder), package]
    done = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - the package is named above
    if done.returncode:
        pytest.skip(f"npm cannot fetch {package}")
    (archive,) = folder.glob("*.tgz")
    shutil.unpack_archive(archive, folder, "gztar", filter="data")
    (schema,) = folder.rglob("sarif-2.1.0*.json")
    return json.loads(schema.read_text(encoding="utf-8"))


@pytest.mark.network
@pytest.mark.parametrize("name", FOUND)
def test_sarif_is_valid(name: str, sarif_schema: Any) -> None:
    """The schema of the standard describes every log, and would not describe just anything."""
    validator: Any = jsonschema.Draft4Validator(sarif_schema)
    log = json.loads(printed(FOUND[name], "sarif"))

    assert [error.message for error in validator.iter_errors(log)] == []
    log["runs"][0]["columnKind"] = "bytes"
    assert not validator.is_valid(log)


# --- JUnit ------------------------------------------------------------------------------------------------------------


def suite(found: Check) -> ET.Element:
    (read,) = ET.fromstring(printed(found, "junit"))  # noqa: S314 - our own XML
    return read


@pytest.mark.parametrize("name", FOUND)
def test_junit_is_read_as_it_is_meant(name: str) -> None:
    """A parser of such reports counts as many tests as the report says, and as many that went wrong."""
    read: Any = JUnitXml.fromstring(printed(FOUND[name], "junit"))
    said = (read.tests, read.failures, read.errors, read.skipped)
    (suite_read,) = read
    assert (suite_read.tests, suite_read.failures, suite_read.errors, suite_read.skipped) == said

    read.update_statistics()
    assert (read.tests, read.failures, read.errors, read.skipped) == said
    kinds: set[type[object]] = {type(result) for case in suite_read for result in case.result}
    expected: dict[str, set[type[object]]] = {"in-step": set(), "compatible": set(), "failed": {Error}}
    assert kinds == expected.get(name, {Failure})


def test_junit_has_a_test_for_each_file() -> None:
    """A file that is in step is a test that passes, and one that nobody generates one that fails."""
    tests = {case.attrib["name"]: case.find("failure") is None for case in suite(FOUND["drift"])}

    assert [name for name, passed in tests.items() if passed] == ["documents and configuration"]
    assert set(tests) == {"documents and configuration", *OUTPUTS, "out/old.md"}
    assert [case.attrib for case in suite(FOUND["in-step"])][1:] == [
        {"classname": "tablecast", "name": name, "file": name} for name in ("out/errors.md", "out/errors.py")
    ]


def test_junit_reads_a_hostile_text_as_text() -> None:
    """What XML cannot hold is replaced, and all else arrives as it is, line ends too."""
    (case,) = [case for case in suite(FOUND["hostile"]) if case.attrib["name"] == "documents and configuration"]
    shown = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\uffff]", "\ufffd", TEXT)
    folded = re.sub("[\r\n]+", " ", shown * 30)
    message, *_ = case.findtext("system-out", "").split("\n  ")
    assert message == f"{PATH}:4: warning: {folded} [invalid-cell]"
    (case,) = [case for case in suite(FOUND["hostile"]) if case.attrib["name"] == PATH]
    assert case[0].attrib == {"type": "drift-changed", "message": "the template says otherwise"}


# --- Markdown ---------------------------------------------------------------------------------------------------------


def cells(text: str) -> list[list[str]]:
    """Give the cells of the tables of a page, as a reader sees them."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    rows: list[list[str]] = []
    for before, token in itertools.pairwise(tokens):
        if before.type == "tr_open":
            rows.append([])
        elif before.type in ("td_open", "th_open"):
            rows[-1].append("".join(child.content for child in token.children or ()))
    return rows


def test_markdown_shows_rows() -> None:
    """Where, what, and in which lines of outputs; what is of two lines of one output is told once."""
    rows = cells(printed(FOUND["drift"], "markdown").decode())

    assert rows[0] == ["Where", "What", "Output"]
    says = "'out/errors.ts' does not say what this row says (1, title) (error, drift-changed)"
    assert ["docs/errors.rst:7:8", says, "out/errors.ts:3, out/errors.ts:5"] in rows
    stray = "the file looks like an output, and is not generated by the configuration (error, drift-unexpected)"
    assert ["out/old.md", stray, ""] in rows


def test_markdown_holds_no_markup_of_documents() -> None:
    """A text is a text: no link, no HTML, no emphasis, no cell of its own."""
    page = printed(FOUND["hostile"], "markdown").decode()
    children = [
        child
        for token in MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(page)
        for child in token.children or ()
    ]

    assert {child.type for child in children} == {"text", "code_inline", "link_open", "link_close"}
    links = {str(child.attrs["href"]).partition("/o/r/blob/0123abc/")[0] for child in children if child.attrs}
    assert links == {"https://git.example"}
    assert {len(row) for row in cells(page)} == {3}


def test_markdown_stays_below_the_limit() -> None:
    """Of a summary above the limit, GitHub would show nothing."""
    problems = tuple(
        Diagnostic("no-rows", "x" * 3000, Location("a.rst", line), hint=str(line) + "y" * 3000)
        for line in range(1, 2001)
    )
    page = printed(Check(problems=problems), "markdown").decode()
    shown = len(cells(page)) - 1

    assert markdown.LIMIT - 4000 < len(page.encode()) <= markdown.LIMIT
    assert f"\n\n{2000 - shown} rows more: `tablecast check` shows all.\n\nWhat to do:\n" in page
