"""Reading the configuration: what is accepted, and what is said about each mistake."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from configs import MINIMAL, mistakes, problems, report
from tablecast._config import has_config, json_schema, parse_config
from tablecast.config import Config, DatasetConfig, FieldConfig, Filter, OutputConfig, Override, Selector, TypeConfig
from tablecast.diagnostics import Location, TablecastError

ROOT = Path(__file__).resolve().parent.parent

TYPES = (
    "'str', 'text', 'int', 'float', 'decimal', 'bool', 'enum', 'code', 'date', 'datetime', 'version', 'quantity', "
    "'range', 'list', 'mapping', 'url', 'reference'"
)
ALL_TYPES = f"choose from {TYPES}, 'markup'"

WHOLE = """\
sources = ["docs/*.rst"]
templates = ["../shared/templates"]
owned = ["./generated/"]

[datasets.code]
description = "Codes."
tables = [{ document = "codes.rst", header = ["Code", "Note"], count = "any" }]
key = ["code", "area"]
name_field = "note"
outputs = [{ template = "t", path = "generated//./codes.json", options = { since = 2020-01-01 } }]

[datasets.code.fields]
code = { column = ["Code", "Kode"], type = "int" }
note = "Note"
text = ["Text", "Description"]
area = { context = "field:area", type = "enum", values = ["north", "south"], optional = false }
hint = { column = "Hint", optional = true, missing = ["-", ""], description = "What helps." }
"""

SHAPED = """\
sources = ["docs/*.rst"]

[datasets.code]
tables = [{ label = "codes" }]
side_by_side = 2
heading_rows = "group"
flat_headings = true
filters = [{ column = "Code", pattern = "9.*", reason = "for tests" }]
overrides = [{ row = { Code = "1" }, column = "Note", text = "good", reason = "typo", digest = "0123456789ab" }]
key = "code"
duplicates = "merge"
names = { "1" = "the first" }

[datasets.code.fields]
code = { column = "Code", pattern = '(\\d+).*', type = "int", explode = "lines" }
group = { context = "group" }
area = { constant = 5, type = "int" }
kind = { column = "Kind", fill_down = true, type = "enum", values = { small = "S", large = "L" } }

[datasets.code.fields.days]
column = "Days"
type = "list"
separator = "/"
of = { type = "date", formats = ["%d.%m.%Y"] }
default = "1.1.2026"

[datasets.train]
tables = [{ label = "trains" }]
orientation = "columns"
fields.stop = { column = "Stop", type = "mapping", of = "quantity" }
"""

# --- what is accepted -------------------------------------------------------------------------------------------------


def test_whole() -> None:
    """Every key arrives in the configuration; paths that are compared with others arrive in their normal form."""
    assert parse_config("tablecast.toml", WHOLE).config == Config(
        sources=("docs/*.rst",),
        templates=("../shared/templates",),
        owned=("generated",),
        datasets={
            "code": DatasetConfig(
                description="Codes.",
                tables=(Selector(document="codes.rst", header=("Code", "Note"), count="any"),),
                key=("code", "area"),
                name_field="note",
                outputs=(OutputConfig("t", "generated/codes.json", options=tomllib.loads("since = 2020-01-01")),),
                fields={
                    "code": FieldConfig(column=("Code", "Kode"), type="int"),
                    "note": FieldConfig(column="Note"),
                    "text": FieldConfig(column=("Text", "Description")),
                    "area": FieldConfig(context="field:area", type="enum", values=("north", "south")),
                    "hint": FieldConfig(column="Hint", optional=True, missing=("-", ""), description="What helps."),
                },
            )
        },
    )


def test_shaped() -> None:
    """Keys that shape tables and their values arrive, too."""
    datasets = parse_config("tablecast.toml", SHAPED).config.datasets
    dates = TypeConfig(type="date", formats=("%d.%m.%Y",))
    assert datasets == {
        "code": DatasetConfig(
            tables=(Selector(label="codes"),),
            side_by_side=2,
            heading_rows="group",
            flat_headings=True,
            filters=(Filter("Code", "for tests", pattern="9.*"),),
            overrides=(Override({"Code": "1"}, "Note", "good", "typo", "0123456789ab"),),
            key="code",
            duplicates="merge",
            names={"1": "the first"},
            fields={
                "code": FieldConfig(column="Code", pattern=r"(\d+).*", type="int", explode="lines"),
                "group": FieldConfig(context="group"),
                "area": FieldConfig(constant=5, type="int"),
                "kind": FieldConfig(column="Kind", fill_down=True, type="enum", values={"small": "S", "large": "L"}),
                "days": FieldConfig(column="Days", type="list", separator="/", of=dates, default="1.1.2026"),
            },
        ),
        "train": DatasetConfig(
            tables=(Selector(label="trains"),),
            orientation="columns",
            fields={"stop": FieldConfig(column="Stop", type="mapping", of=TypeConfig(type="quantity"))},
        ),
    }


def test_sources_alone() -> None:
    """A configuration without datasets is enough to list tables."""
    assert parse_config("tablecast.toml", "sources = ['*.rst']").config == Config(sources=("*.rst",))


def test_pyproject() -> None:
    """A `pyproject.toml`, in whatever folder, is configured in `[tool.tablecast]`; any other file as a whole."""
    text = "[tool.other]\nx = 1\n[tool.tablecast]\nsources = ['*.rst']"
    assert parse_config("some/pyproject.toml", text).config == Config(sources=("*.rst",))
    *others, choice = report(text, "some/other.toml")
    assert others == [
        "some/other.toml:1:1: error: missing key 'sources': expected an array of strings [missing-key]",
        '  add sources = ["..."]',
        "some/other.toml:1:2: error: unknown key 'tool' [unknown-key]",
    ]
    files = ("sources", "root", "includes", "datasets", "templates", "owned", "manifest")
    keys = (*files, "severities", "accepted", "setuptools")
    assert choice == "  choose from " + ", ".join(f"'{key}'" for key in keys)


def test_own_configuration() -> None:
    """The configuration of this project is valid."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "status_code" in parse_config("pyproject.toml", text).config.datasets


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("pyproject.toml", "", False),
        ("a/pyproject.toml", "[tool.other]", False),
        ("pyproject.toml", "tool = 1", False),
        ("pyproject.toml", "[tool.tablecast]", True),
        ("pyproject.toml", "tool.tablecast = 1", True),
        ("pyproject.toml.bak", "", True),
        ("tablecast.toml", "", True),
    ],
)
def test_has_config(path: str, text: str, *, expected: bool) -> None:
    """Only a `pyproject.toml` without the table is passed over in the search for a configuration."""
    assert has_config(path, text) is expected


def test_no_config() -> None:
    """A `pyproject.toml` that is named, and has no table, is an error."""
    assert report("[tool.other]", "pyproject.toml") == [
        "pyproject.toml:1:1: error: expected a table [tool.tablecast], found none [no-config]",
        '  add [tool.tablecast] with sources = ["docs/**/*.rst"], for example',
    ]


def test_invalid_toml() -> None:
    """Text that is not TOML is an error, in the search for a configuration, too."""
    expected = "pyproject.toml:2:5: error: invalid TOML: Invalid value [invalid-toml]"
    assert [str(found) for found in mistakes("\na = x", "pyproject.toml")] == [expected]
    with pytest.raises(TablecastError, match="^" + expected.replace("[", r"\[") + "$"):
        has_config("pyproject.toml", "\na = x")


# --- where things stand -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "line", "column", "end_column"),
    [
        ((), 1, 1, 0),
        (("sources",), 1, 11, 25),
        (("owned", 0), 3, 10, 24),
        (("datasets", "code"), 5, 11, 15),
        (("datasets", "code", "tables", 0, "header"), 7, 46, 62),
        (("datasets", "code", "tables", 0, "caption"), 7, 11, 79),
        (("datasets", "code", "fields"), 12, 16, 22),
        (("datasets", "code", "fields", "code"), 13, 1, 5),
        (("datasets", "code", "fields", "note"), 14, 8, 14),
        (("datasets", "code", "fields", "note", "column"), 14, 8, 14),
        (("datasets", "code", "fields", "text", "column", 1), 15, 8, 31),
        (("datasets", "code", "fields", "area", "missing"), 16, 1, 5),
        (("datasets", "other", 3), 5, 2, 10),
        (("nothing",), 1, 1, 0),
    ],
)
def test_locate(keys: tuple[str | int, ...], line: int, column: int, end_column: int) -> None:
    """A table is located by its name, any other value by itself, what is absent by what is around it."""
    found = parse_config("tablecast.toml", WHOLE).locate(*keys)
    assert found == Location("tablecast.toml", line, column, end_column)


def test_locate_in_pyproject() -> None:
    """Keys begin at the configuration's own table, which also stands for what is absent from it."""
    loaded = parse_config("pyproject.toml", "[tool.tablecast]\nsources = ['*.rst']")
    assert loaded.path == "pyproject.toml"
    assert loaded.locate("sources", 0) == Location("pyproject.toml", 2, 12, 19)
    assert loaded.locate("owned", 0) == Location("pyproject.toml", 1, 7, 16)


# --- what is wrong ----------------------------------------------------------------------------------------------------


def test_ten_mistakes() -> None:
    """Ten mistakes are reported at once, in order; the first is both an unknown key and a missing one."""
    text = """\
source = ["docs/*.rst"]
owned = ["../generated"]

[datasets."Error Codes"]
key = "kode"
tables = [{ document = "errors.rst", headers = ["Code"], count = "all" }]
outputs = [{ template = "json/records.json.j2" }]

[datasets."Error Codes".fields]
code = { column = "Code", type = "integer" }
message = { column = "Message", optional = "true" }
level = { column = "Level", context = "label" }
"""
    assert report(text, "t.toml") == [
        "t.toml:1:1: error: missing key 'sources': expected an array of strings [missing-key]",
        '  add sources = ["..."]',
        "t.toml:1:1: error: unknown key 'source' [unknown-key]",
        "  did you mean 'sources'?",
        "t.toml:2:10: error: owned[0]: expected a path inside the project, got '../generated' [invalid-value]",
        "  write it without '..'",
        (
            "t.toml:4:11: error: 'Error Codes' cannot name a dataset: expected lower-case letters, digits and '_', "
            "beginning with a letter [invalid-value]"
        ),
        "  write 'error_codes'",
        "t.toml:5:7: error: datasets.\"Error Codes\".key: expected the name of a field, got 'kode' [invalid-value]",
        "  did you mean 'code'?",
        "t.toml:6:38: error: unknown key 'headers' in datasets.\"Error Codes\".tables[0] [unknown-key]",
        "  did you mean 'header'?",
        (
            "t.toml:6:66: error: datasets.\"Error Codes\".tables[0].count: expected an integer or 'any', got 'all' "
            "[invalid-value]"
        ),
        '  write 1, or "any"',
        (
            "t.toml:7:12: error: missing key 'path' in datasets.\"Error Codes\".outputs[0]: expected a string "
            "[missing-key]"
        ),
        '  add path = "..."',
        (
            f"t.toml:10:34: error: datasets.\"Error Codes\".fields.code.type: expected {TYPES} or 'markup', "
            "got 'integer' [invalid-value]"
        ),
        "  did you mean 'int'?",
        (
            't.toml:11:44: error: datasets."Error Codes".fields.message.optional: expected a boolean, got a string '
            "[wrong-type]"
        ),
        "  write it without quotes",
        (
            't.toml:12:1: error: datasets."Error Codes".fields.level: expected one of a column, a context and a '
            "constant, found a column and a context [invalid-value]"
        ),
        "  keep one of 'column' and 'context'",
    ]


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        ("sources = 'a'", "1:11 sources: expected an array of strings, got a string", "put it in square brackets"),
        ("sources = 3", "1:11 sources: expected an array of strings, got an integer", 'write ["..."]'),
        ("sources = ['a', 3.5]", "1:17 sources[1]: expected a string, got a float", "put it in quotes"),
        ("sources = [[]]", "1:12 sources[0]: expected a string, got an array", 'write "..."'),
        ("datasets = []", "1:12 datasets: expected a table, got an array", "write { ... }"),
        ("datasets.code = 3", "1:17 datasets.code: expected a table, got an integer", "write { ... }"),
        (
            "datasets.code.tables = { label = 'x' }",
            "1:15 datasets.code.tables: expected an array of tables, got a table",
            "write [{ ... }], or a header in double brackets, [[...]]",
        ),
        (
            "datasets.code.tables = ['x']",
            "1:25 datasets.code.tables[0]: expected a table, got a string",
            "write { ... }",
        ),
        (
            "[datasets.code]\nkey = 2020-01-01",
            "2:7 datasets.code.key: expected a string or an array of strings, got a date",
            "put it in quotes",
        ),
        (
            "[datasets.code]\nkey = 2020-01-01T10:00:00",
            "2:7 datasets.code.key: expected a string or an array of strings, got a date and time",
            "put it in quotes",
        ),
        (
            "[datasets.code]\nkey = 10:00:00",
            "2:7 datasets.code.key: expected a string or an array of strings, got a time",
            "put it in quotes",
        ),
        (
            "[datasets.code]\nkey = ['code', true]",
            "2:16 datasets.code.key[1]: expected a string, got a boolean",
            "put it in quotes",
        ),
        (
            "[[datasets.code.tables]]\ncount = 1.0",
            "2:9 datasets.code.tables[0].count: expected an integer or 'any', got a float",
            'write 1, or "any"',
        ),
        (
            "[[datasets.code.tables]]\ncount = true",
            "2:9 datasets.code.tables[0].count: expected an integer or 'any', got a boolean",
            'write 1, or "any"',
        ),
        (
            "[datasets.code.fields]\nx = { column = 'X', optional = 1 }",
            "2:32 datasets.code.fields.x.optional: expected a boolean, got an integer",
            "write true or false",
        ),
        (
            "[datasets.code.fields]\nx = 3",
            "2:5 datasets.code.fields.x: expected a string, an array of strings or a table, got an integer",
            "put it in quotes",
        ),
        (
            "[datasets.code.fields]\nx = ['X', 3]",
            "2:11 datasets.code.fields.x[1]: expected a string, got an integer",
            "put it in quotes",
        ),
        (
            "[datasets.code.fields]\nx = { column = 3 }",
            "2:16 datasets.code.fields.x.column: expected a string or an array of strings, got an integer",
            "put it in quotes",
        ),
        (
            "[[datasets.code.outputs]]\npath = 'x'\ntemplate = 't'\noptions = 'wide'",
            "4:11 datasets.code.outputs[0].options: expected a table, got a string",
            "write { ... }",
        ),
        (
            "[datasets.code.fields]\nx = { column = 'X', values = 'a' }",
            "2:30 datasets.code.fields.x.values: expected an array of strings or a table of strings, got a string",
            "put it in square brackets",
        ),
        (
            "[datasets.code.fields]\nx = { column = 'X', values = { a = 3 } }",
            "2:36 datasets.code.fields.x.values.a: expected a string, got an integer",
            "put it in quotes",
        ),
        (
            "[datasets.code]\nside_by_side = 2.0",
            "2:16 datasets.code.side_by_side: expected an integer, got a float",
            "write a whole number",
        ),
        (
            "[datasets.code.fields]\nx = { column = 'X', base = 'hex' }",
            "2:28 datasets.code.fields.x.base: expected 2, 8, 10 or 16, got a string",
            "choose one of these",
        ),
        (
            "[datasets.code.fields]\nx = { column = 'X', base = '16' }",
            "2:28 datasets.code.fields.x.base: expected 2, 8, 10 or 16, got a string",
            "write it without quotes",
        ),
        (
            "[datasets.code.fields]\nx = { column = 'X', of = 3 }",
            f"2:26 datasets.code.fields.x.of: expected {TYPES}, 'markup' or a table, got an integer",
            "choose one of these",
        ),
        (
            "[datasets.code.fields]\nx = { constant = 2020-01-01 }",
            "2:18 datasets.code.fields.x.constant: expected a string, an integer, a float or a boolean, got a date",
            "put it in quotes",
        ),
        (
            "[datasets.code.fields]\nx = { column = 'X', default = [] }",
            "2:31 datasets.code.fields.x.default: expected a string, an integer, a float or a boolean, got an array",
            'write "..."',
        ),
        (
            "[[datasets.code.overrides]]\nrow = ['X']\ncolumn = 'X'\ntext = 'a'\nreason = 'b'",
            "2:7 datasets.code.overrides[0].row: expected a table of strings, got an array",
            'write { "..." = "..." }',
        ),
    ],
)
def test_wrong_type(text: str, problem: str, hint: str) -> None:
    """A value of the wrong type is reported where it stands, in words rather than in Python's terms."""
    assert problems(text, "wrong-type") == [(problem, hint)]


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        (
            "[datasets.code.fields]\nx = { column = 'X', type = 'datum' }",
            f"2:28 datasets.code.fields.x.type: expected {TYPES} or 'markup', got 'datum'",
            "did you mean 'date'?",
        ),
        (
            "[datasets.code.fields]\nx = { column = 'X', type = 'list', of = 'whole' }",
            f"2:41 datasets.code.fields.x.of: expected {TYPES}, 'markup' or a table, got 'whole'",
            ALL_TYPES,
        ),
        (
            "[datasets.code.fields]\nx = { column = 'X', type = 'int', base = 7 }",
            "2:42 datasets.code.fields.x.base: expected 2, 8, 10 or 16, got 7",
            "choose one of these",
        ),
        (
            "[datasets.code]\norientation = 'column'",
            "2:15 datasets.code.orientation: expected 'rows' or 'columns', got 'column'",
            "did you mean 'columns'?",
        ),
    ],
)
def test_no_choice(text: str, problem: str, hint: str) -> None:
    """A value that is none of a few is reported with what there is."""
    assert problems(text) == [(problem, hint)]


def test_nested_too_deeply() -> None:
    """A type in a type in a type, and so on, is an error, not a crash."""
    (found,) = mistakes(f"{MINIMAL}[datasets.code.fields.x{'.of' * 3000}]\n")
    assert str(found) == (
        "tablecast.toml:1:1: error: the tables of the configuration are nested too deeply [invalid-value]"
    )
    assert found.hint == "one 'of' in another is enough"


def test_missing_keys() -> None:
    """A missing key is reported at the table that lacks it, with its type."""
    text = "sources = ['*.rst']\n[datasets.code]\noutputs = [{}]"
    assert report(text) == [
        "tablecast.toml:2:11: error: missing key 'fields' in datasets.code: expected a table [missing-key]",
        "  add fields = { ... }",
        "tablecast.toml:2:11: error: missing key 'tables' in datasets.code: expected an array of tables [missing-key]",
        "  add tables = [{ ... }]",
        "tablecast.toml:3:12: error: missing key 'path' in datasets.code.outputs[0]: expected a string [missing-key]",
        '  add path = "..."',
        (
            "tablecast.toml:3:12: error: missing key 'template' in datasets.code.outputs[0]: expected a string "
            "[missing-key]"
        ),
        '  add template = "..."',
    ]


def test_not_a_table() -> None:
    """A configuration that is no table is named in full, as it has no key of its own."""
    assert report("[[tool.tablecast]]", "pyproject.toml") == [
        "pyproject.toml:1:8: error: tool.tablecast: expected a table, got an array [wrong-type]",
        "  write { ... }",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "datasets.code.fields.x = { colum = 'X' }",
        "datasets.code.fields.x = { column = 3 }",
        "datasets.code.fields.x = { column = 'X', type = 'enum', vaules = ['a'] }",
        "datasets.code.fields.x = { column = 'X', type = 'enum', values = ['a', 3] }",
        "datasets.code.fields.x = { column = 'X', type = 'enumeration', values = ['a'] }",
        "datasets.code.fields.x = { column = 'X', type = 'list', of = 'lits' }",
        "datasets.code.fields.x = { column = 'X', type = 'list', of = { type = 'cod', pattern = 'a' } }",
        "datasets.code.overrides = [{ row = { X = 3 }, column = 'X', text = 'a', reason = 'b' }]",
        "datasets.code.fields = 3",
        "datasets.code.tables = [{ documents = 'x' }]",
        "datasets.code.tables = [3]",
        "datasets.code.tables = 3",
        "datasets.code.outputs = [3]",
    ],
)
def test_no_second_mistake(text: str) -> None:
    """A mistyped or missing value is reported, and nothing that only follows from it."""
    rest = "sources = ['*.rst']\n"
    rest += "" if "fields" in text else "datasets.code.fields.y = 'Y'\n"
    rest += "" if "tables" in text else "datasets.code.tables = [{ label = 'x' }]\n"
    (found,) = mistakes(rest + text)
    assert found.location.line == 3 + ("fields" not in text and "tables" not in text)


# --- for editors ------------------------------------------------------------------------------------------------------


def test_json_schema() -> None:
    """The JSON Schema is one, and accepts what the reader accepts, such as the short form of a field."""
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(tomllib.loads(WHOLE.replace("2020-01-01", "2020")), schema)
    jsonschema.validate(tomllib.loads(MINIMAL), schema)
    jsonschema.validate(tomllib.loads(SHAPED), schema)
    jsonschema.validate(tomllib.loads("severities.name-clash = 'off'\n" + MINIMAL), schema)
    fixed = "severities.no-table = 'off'\n" + MINIMAL
    for mistake in (fixed, MINIMAL.replace('"Code"', "3"), MINIMAL.replace("label", "lable")):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(tomllib.loads(mistake), schema)


def test_the_json_schema_offers_no_null() -> None:
    """TOML has none, so that an editor must not offer it."""
    assert "null" not in json.dumps(json_schema())


def test_the_published_json_schema_is_the_one_of_the_code(request: pytest.FixtureRequest) -> None:
    """Editors complete by the file in docs; `--accept` writes it anew when the configuration has grown."""
    published = ROOT / "docs" / "tablecast.schema.json"
    schema = json.dumps(json_schema(), indent=2) + "\n"
    if request.config.getoption("--accept"):
        published.write_text(schema, encoding="utf-8")

    assert published.read_text(encoding="utf-8") == schema
