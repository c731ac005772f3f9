"""`tablecast explain`, as people use it: what it says of lines of outputs and of documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Result

DOCUMENT = """\
Codes
=====

=====  =========  ==========
Code   Title      Meaning
=====  =========  ==========
1      One        The first
                  of all
2      Two        The second
9      Reserved   Nothing
2      Two        The second
=====  =========  ==========

.. list-table:: Sizes
   :header-rows: 1

   * - Name
     - Size
   * - small
     - 1
   * - large
     - 2

.. csv-table:: Unused
   :header: A, B

   1, 2

The end.
"""

CONFIG = """\
sources = ["docs/*.rst"]
templates = ["mine"]

[datasets.code]
tables = [{ header = ["Code", "Title"] }]
key = "code"
duplicates = "merge"
filters = [{ column = "Title", values = ["Reserved"], reason = "not in use" }]
outputs = [
    { template = "codes.txt.j2", path = "out/codes.txt" },
    { template = "json/lines.jsonl.j2", path = "out/codes.jsonl" },
]

[datasets.code.fields]
code = { column = "Code", type = "int" }
title = "Title"
meaning = "Meaning"
section = { context = "heading" }
kind = { constant = "error" }

[datasets.size]
tables = [{ caption = "Sizes" }]
fields = { name = "Name", size = { column = "Size", type = "int" } }
outputs = [{ template = "json/lines.jsonl.j2", path = "out/sizes.jsonl" }]
"""

TEMPLATE = """\
{% from "parts.j2" import entry %}
codes

{% for record in dataset.records %}
{{ entry(record) }}
{% endfor %}
{% include "end.j2" %}
"""

PARTS = """\
{% macro entry(record) %}
{{ record.code | py }} {{ record.title | py }}
{% set text %}
    {{ record.meaning | py }}
{%- endset %}
{{ text | upper }}
{%- endmacro %}
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tablecast: Callable[..., Result]) -> Path:
    """A project with three tables and its outputs, as the current folder."""
    for name, text in {
        "tablecast.toml": CONFIG,
        "docs/codes.rst": DOCUMENT,
        "mine/codes.txt.j2": TEMPLATE,
        "mine/parts.j2": PARTS,
        "mine/end.j2": "the end\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert tablecast("generate").code == 0
    assert (tmp_path / "out/codes.txt").read_text(encoding="utf-8").splitlines() == [
        "codes",
        "",
        '1 "One"',
        '    "THE FIRST OF ALL"',
        '2 "Two"',
        '    "THE SECOND"',
        "the end",
    ]
    return tmp_path


@pytest.fixture
def explain(files: Path, tablecast: Callable[..., Result]) -> Callable[[str], list[str]]:
    """Give the lines that explain a line."""
    assert files.is_dir()

    def run(line: str) -> list[str]:
        result = tablecast("explain", line)
        assert (result.code, result.err) == (0, "")
        return result.out.splitlines()

    return run


def test_a_value_is_explained_by_its_row_and_its_template(explain: Callable[[str], list[str]]) -> None:
    assert explain("out/codes.txt:6") == [
        'out/codes.txt:6: "THE SECOND"',
        "  row 2 at docs/codes.rst:9:1 (code)",
        "  in table 'Codes' at docs/codes.rst:4:1",
        "    meaning  docs/codes.rst:9:19  column 'Meaning'  The second",
        "  template mine/parts.j2:4",
    ]


def test_several_values_of_a_line_are_told_by_column(explain: Callable[[str], list[str]]) -> None:
    first = ["    code   docs/codes.rst:7:1  column 'Code'   1", "    title  docs/codes.rst:7:8  column 'Title'  One"]
    assert explain("out/codes.txt:3")[3:] == [*first, "  template mine/parts.j2:2"]
    assert explain("out/codes.txt:3:4")[3:4] == ["    title  docs/codes.rst:7:8  column 'Title'  One"]
    assert explain("out/codes.txt:3:2")[1:2] == ["  no value of a row stands at this column: the template wrote it"]


def test_context_and_constants_are_said_to_be_none_of_the_columns(explain: Callable[[str], list[str]]) -> None:
    said = explain("out/codes.jsonl:1")
    assert "    section  docs/codes.rst:4:1   context 'heading'  Codes" in said
    assert "    kind     docs/codes.rst:7:1   constant           error" in said


@pytest.mark.parametrize(
    ("line", "text", "template"),
    [(1, "codes", "mine/codes.txt.j2:2"), (2, "(blank)", "mine/codes.txt.j2:3"), (7, "the end", "mine/end.j2:1")],
)
def test_static_text_is_explained_by_the_template(
    explain: Callable[[str], list[str]], line: int, text: str, template: str
) -> None:
    assert explain(f"out/codes.txt:{line}") == [
        f"out/codes.txt:{line}: {text}",
        "  no value of a row stands in this line: the template wrote it",
        f"  template {template}",
    ]


def test_an_edited_line_is_said_to_be_so(files: Path, explain: Callable[[str], list[str]]) -> None:
    output = files / "out/codes.txt"
    output.write_text(output.read_text(encoding="utf-8").replace("SECOND", "NEXT"), encoding="utf-8")
    assert explain("out/codes.txt:6") == [
        'out/codes.txt:6: "THE NEXT"',
        "  the file is not what the documents say; here they say:",
        '    +     "THE SECOND"',
        "  row 2 at docs/codes.rst:9:1 (code)",
        "  in table 'Codes' at docs/codes.rst:4:1",
        "    meaning  docs/codes.rst:9:19  column 'Meaning'  The second",
        "  template mine/parts.j2:4",
    ]


def test_a_line_that_nothing_says_has_a_nearest_row(files: Path, explain: Callable[[str], list[str]]) -> None:
    output = files / "out/codes.txt"
    lines = output.read_text(encoding="utf-8").splitlines(keepends=True)
    output.write_text("".join([*lines[:4], "mine\n", *lines[4:]]), encoding="utf-8")
    assert explain("out/codes.txt:5") == [
        "out/codes.txt:5: mine",
        "  the file is not what the documents say; here they say nothing",
        "  the nearest row:",
        "  row 2 at docs/codes.rst:9:1 (code)",
        "  in table 'Codes' at docs/codes.rst:4:1",
        "    code   docs/codes.rst:9:1  column 'Code'   2",
        "    title  docs/codes.rst:9:8  column 'Title'  Two",
    ]
    assert explain("out/codes.txt:7")[1:2] == ["  row 2 at docs/codes.rst:9:1 (code)"]


def test_of_two_rows_that_are_as_near_the_one_above_is_named(files: Path, explain: Callable[[str], list[str]]) -> None:
    (files / "mine/parts.j2").write_text(
        PARTS.replace("{{ text | upper }}", "{{ text | upper }}\n--"), encoding="utf-8"
    )
    output = files / "out/codes.txt"
    text = output.read_text(encoding="utf-8").replace('ALL"\n', 'ALL"\n-\n').replace("the end", "--\nthe end")
    output.write_text(text, encoding="utf-8")
    assert explain("out/codes.txt:5")[:4] == [
        "out/codes.txt:5: -",
        "  the file is not what the documents say; here they say:",
        "    + --",
        "  row 1 at docs/codes.rst:7:1 (code)",
    ]


def test_line_ends_make_no_edit(files: Path, explain: Callable[[str], list[str]]) -> None:
    output = files / "out/codes.txt"
    before = explain("out/codes.txt:6")
    output.write_bytes(output.read_bytes().replace(b"\n", b"\r\n"))
    assert explain("out/codes.txt:6") == before


@pytest.mark.parametrize("line", [7, 8])
def test_any_line_of_a_row_leads_to_the_lines_that_say_it(explain: Callable[[str], list[str]], line: int) -> None:
    assert explain(f"docs/codes.rst:{line}")[1:] == [
        "  in a row of table 'Codes' at docs/codes.rst:4:1",
        "  code: row 1",
        "    out/codes.txt:3    code, title",
        "    out/codes.txt:4    meaning",
        "    out/codes.jsonl:1  code, title, meaning, section, kind",
    ]


def test_a_column_leads_to_the_lines_that_say_the_cell(explain: Callable[[str], list[str]]) -> None:
    assert explain("docs/codes.rst:8:20")[1:] == [
        "  in a row of table 'Codes' at docs/codes.rst:4:1, its cell at docs/codes.rst:7:19",
        "  code: row 1",
        "    out/codes.txt:4    meaning",
        "    out/codes.jsonl:1  meaning",
    ]


def test_a_constant_is_in_no_cell(explain: Callable[[str], list[str]]) -> None:
    """It has the place of its row, which is that of the first cell."""
    assert explain("docs/codes.rst:7:1")[2:] == [
        "  code: row 1",
        "    out/codes.txt:3    code",
        "    out/codes.jsonl:1  code",
    ]


def test_a_line_of_a_list_holds_one_cell(explain: Callable[[str], list[str]]) -> None:
    assert explain("docs/codes.rst:22")[1:] == [
        "  in a row of table 'Sizes' at docs/codes.rst:14:1, its cell at docs/codes.rst:22:8",
        "  size: row large",
        "    out/sizes.jsonl:2  size",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (1, ["  the line is in no table"]),
        (13, ["  the line is in no table"]),
        (29, ["  the line is in no table"]),
        (
            10,
            [
                "  in a row of table 'Codes' at docs/codes.rst:4:1",
                "  code: the row is left out, for the reason 'not in use'",
            ],
        ),
        (11, ["  in a row of table 'Codes' at docs/codes.rst:4:1", "  code: merged into row 2 at docs/codes.rst:9:1"]),
        (27, ["  in a row of table 'Unused' at docs/codes.rst:24:1", "  no dataset is drawn from this table"]),
        (5, ["  in the header of table 'Codes' at docs/codes.rst:4:1", "  code: no record is made of it"]),
        (15, ["  above the rows of table 'Sizes' at docs/codes.rst:14:1", "  size: no record is made of it"]),
        (
            4,
            [
                "  above the rows of table 'Codes' at docs/codes.rst:4:1",
                "  code: rows 1, 2",
                "    out/codes.jsonl:1  section",
                "    out/codes.jsonl:2  section",
            ],
        ),
    ],
)
def test_a_line_that_makes_no_record_is_told(explain: Callable[[str], list[str]], line: int, said: list[str]) -> None:
    assert explain(f"docs/codes.rst:{line}")[1:] == said


def test_the_first_of_a_key_is_named(files: Path, explain: Callable[[str], list[str]]) -> None:
    config = files / "tablecast.toml"
    config.write_text(CONFIG.replace('"merge"', '"first"'), encoding="utf-8")
    assert explain("docs/codes.rst:11")[2:] == [
        "  code: the row is left out: row 2 at docs/codes.rst:9:1 has its key already"
    ]


def test_outputs_that_are_out_of_step_are_named(files: Path, explain: Callable[[str], list[str]]) -> None:
    (files / "out/codes.txt").write_text("else\n", encoding="utf-8")
    told = "  out/codes.txt is out of step: its lines are those of what the documents say"
    assert explain("docs/codes.rst:9")[-1:] == [told]
    assert told not in explain("docs/codes.rst:22")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (
            "out/code.txt:1",
            (
                "out/code.txt: error: the file is neither a document nor an output of the configuration "
                "[unknown-file]\n  hint: did you mean 'out/codes.txt'?\n"
            ),
        ),
        ("out/codes.txt:8", "out/codes.txt: error: there is no line 8: the file has 7 lines [no-such-line]\n"),
        (
            "out/codes.txt:1:6",
            "out/codes.txt: error: there is no column 6: the line has 5 characters [no-such-line]\n",
        ),
        ("docs/codes.rst:30", "docs/codes.rst: error: there is no line 30: the file has 29 lines [no-such-line]\n"),
    ],
)
def test_what_cannot_be_explained_is_an_error(
    files: Path, tablecast: Callable[..., Result], line: str, error: str
) -> None:
    assert files.is_dir()
    assert tablecast("explain", line) == (2, "", error)


@pytest.mark.parametrize("line", ["out/codes.txt", "7", "a:0", "a:b", "a:-1", ""])
def test_a_target_that_is_none_is_refused(files: Path, tablecast: Callable[..., Result], line: str) -> None:
    assert files.is_dir()
    result = tablecast("explain", "--", line)
    assert (result.code, result.out) == (2, "")
    assert "is no line of a file: write FILE:LINE or FILE:LINE:COLUMN, both counted from 1" in result.err


def test_an_output_that_is_not_there_is_an_error(files: Path, tablecast: Callable[..., Result]) -> None:
    (files / "out/codes.txt").unlink()
    assert tablecast("explain", "out/codes.txt:1") == (
        2,
        "",
        "out/codes.txt: error: the output is not there [missing-output]\n  hint: run `tablecast generate`\n",
    )


def test_paths_are_those_of_messages_or_of_the_working_directory(
    files: Path, tablecast: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tablecast("explain", "out/codes.txt:6").out
    monkeypatch.chdir(files / "out")
    for path in ("out/codes.txt", "codes.txt", "./codes.txt", str(files / "out" / "codes.txt")):
        assert tablecast("explain", f"{path}:6").out == here


def test_a_code_is_explained_without_a_project(
    tmp_path: Path, tablecast: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it means, how bad it is, and what to do; lines are no longer than 80 columns."""
    monkeypatch.chdir(tmp_path)
    code, out, err = tablecast("explain", "unused-filter")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "unused-filter",
        "  A filter matches no row.",
        "  Severity: warning; it can be error, info or off.",
        "  What to do: Remove the filter, or correct what it looks for.",
    ]
    assert tablecast("explain", "malformed-table").out.splitlines()[2] == "  Severity: error; it can be warning."
    assert tablecast("explain", "no-table").out.splitlines()[2:] == [
        "  Severity: error, always.",
        "  What to do: Correct the selector; `tablecast tables` shows one to paste for",
        "  each table.",
    ]
    assert json.loads(tablecast("explain", "nul-character", "--format", "json").out) == {
        "kind": "code",
        "code": "nul-character",
        "severities": ["warning", "error", "info"],
        "meaning": "A document holds a NUL character, which is read as U+FFFD, as docutils does.",
        "remedy": "Remove the character.",
    }
    assert "'no-tabel' is no code: did you mean 'no-table'?" in tablecast("explain", "no-tabel").err


def test_a_program_gets_the_same_as_json(files: Path, tablecast: Callable[..., Result]) -> None:
    assert files.is_dir()
    output = json.loads(tablecast("explain", "out/codes.txt:6", "--format", "json").out)
    assert output["kind"] == "output"
    assert output["templates"] == [{"path": "mine/parts.j2", "line": 4, "column": 0, "end_column": 0}]
    assert output["rows"][0]["cells"][0]["field"] == "meaning"
    document = json.loads(tablecast("explain", "docs/codes.rst:8:20", "--format", "json").out)
    assert (document["kind"], document["part"], document["cell"]["column"]) == ("document", "row", 19)
    assert [(each["path"], each["line"]) for each in document["uses"][0]["standing"]] == [
        ("out/codes.txt", 4),
        ("out/codes.jsonl", 1),
    ]
