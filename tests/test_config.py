"""Reading the configuration: what is accepted, and what is said about each mistake."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from tablecast._config import has_config, json_schema, parse_config
from tablecast.config import Config, DatasetConfig, FieldConfig, OutputConfig, Selector
from tablecast.diagnostics import Location, Related, TablecastError

if TYPE_CHECKING:
    from tablecast.diagnostics import Diagnostic

ROOT = Path(__file__).resolve().parent.parent

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

MINIMAL = """\
sources = ["docs/*.rst"]
datasets.code.tables = [{ label = "codes" }]
datasets.code.fields.code = "Code"
"""


def mistakes(text: str, path: str = "tablecast.toml") -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a configuration."""
    with pytest.raises(TablecastError) as caught:
        parse_config(path, text)
    return caught.value.diagnostics


def report(text: str, path: str = "tablecast.toml") -> list[str]:
    """Each mistake on a line, and its hint on the next."""
    return [line for found in mistakes(text, path) for line in (str(found), f"  {found.hint}")]


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


def test_sources_alone() -> None:
    """A configuration without datasets is enough to list tables."""
    assert parse_config("tablecast.toml", "sources = ['*.rst']").config == Config(sources=("*.rst",))


@pytest.mark.parametrize(
    "context", ["list-item", "caption", "heading", "heading-path", "label", "document", "field:original_name"]
)
def test_contexts(context: str) -> None:
    """A field can be drawn from each of the contexts, and from any field of the document."""
    text = f"{MINIMAL}datasets.code.fields.place.context = '{context}'"
    assert parse_config("tablecast.toml", text).config.datasets["code"].fields["place"].context == context


def test_pyproject() -> None:
    """A `pyproject.toml`, in whatever folder, is configured in `[tool.tablecast]`; any other file as a whole."""
    text = "[tool.other]\nx = 1\n[tool.tablecast]\nsources = ['*.rst']"
    assert parse_config("some/pyproject.toml", text).config == Config(sources=("*.rst",))
    assert report(text, "some/other.toml") == [
        "some/other.toml:1:1: error: missing key 'sources': expected an array of strings [missing-key]",
        '  add sources = ["..."]',
        "some/other.toml:1:2: error: unknown key 'tool' [unknown-key]",
        "  choose from 'sources', 'root', 'includes', 'datasets', 'templates', 'owned'",
    ]


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
            "t.toml:10:34: error: datasets.\"Error Codes\".fields.code.type: expected 'str', 'int', 'float', "
            "'bool' or 'enum', got 'integer' [invalid-value]"
        ),
        "  did you mean 'int'?",
        (
            't.toml:11:44: error: datasets."Error Codes".fields.message.optional: expected a boolean, got a string '
            "[wrong-type]"
        ),
        "  write it without quotes",
        (
            't.toml:12:1: error: datasets."Error Codes".fields.level: expected a column or a context, found both '
            "[invalid-value]"
        ),
        "  remove 'column' or 'context'",
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
    ],
)
def test_wrong_type(text: str, problem: str, hint: str) -> None:
    """A value of the wrong type is reported where it stands, in words rather than in Python's terms."""
    found = [
        (f"{each.location.line}:{each.location.column} {each.message}", each.hint)
        for each in mistakes(text)
        if each.code == "wrong-type"
    ]
    assert found == [(problem, hint)]


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        (
            "[[datasets.code.tables]]\ncount = '2'",
            "2:9 datasets.code.tables[0].count: expected an integer or 'any', got '2'",
            "write it without quotes",
        ),
        (
            "[datasets.code.fields]\nx = { column = 'X', type = 'date' }",
            "2:28 datasets.code.fields.x.type: expected 'str', 'int', 'float', 'bool' or 'enum', got 'date'",
            "choose from 'str', 'int', 'float', 'bool', 'enum'",
        ),
        (
            "sources = []",
            "1:11 sources: expected at least one pattern, found none",
            'write ["docs/**/*.rst"], for example',
        ),
        ("sources = ['']", "1:12 sources[0]: expected a path, got an empty string", "write a path"),
        (
            "sources = ['/docs']",
            "1:12 sources[0]: expected a path relative to the configuration, got the absolute path '/docs'",
            "name it from the folder of the configuration",
        ),
        (
            "templates = ['c:/templates']",
            "1:14 templates[0]: expected a path relative to the configuration, got the absolute path 'c:/templates'",
            "name it from the folder of the configuration",
        ),
        (
            "sources = ['docs\\*.rst']",
            "1:12 sources[0]: expected '/' between folders, got a backslash in 'docs\\*.rst'",
            "write 'docs/*.rst'",
        ),
        (
            'templates = ["a\\u0000b"]',
            "1:14 templates[0]: expected printable characters, got 'a\\x00b'",
            "remove the others",
        ),
        (
            "root = '/docs'",
            "1:8 root: expected a path relative to the configuration, got the absolute path '/docs'",
            "name it from the folder of the configuration",
        ),
        (
            "owned = ['./']",
            "1:10 owned[0]: expected a folder inside the project, got the project's own folder",
            "name the folder that holds only outputs",
        ),
        (
            "owned = ['generated/../..']",
            "1:10 owned[0]: expected a path inside the project, got 'generated/../..'",
            "write it without '..'",
        ),
        (
            "[datasets.'Größe & Co. 2']",
            (
                "1:11 'Größe & Co. 2' cannot name a dataset: expected lower-case letters, digits and '_', "
                "beginning with a letter"
            ),
            "write 'grosse_co_2'",
        ),
        (
            "[datasets.code.fields]\n404 = 'X'",
            "2:1 '404' cannot name a field: expected lower-case letters, digits and '_', beginning with a letter",
            "begin with a word that says what it is",
        ),
        (
            '[datasets.code.fields]\n"a\\nb" = "X"',
            "2:1 'a\\nb' cannot name a field: expected lower-case letters, digits and '_', beginning with a letter",
            "write 'a_b'",
        ),
        (
            "[datasets.code]\ntables = []",
            "2:10 datasets.code.tables: expected at least one selector, found none",
            'write [{ document = "..." }], for example',
        ),
        (
            "[datasets.code]\nfields = {}",
            "2:1 datasets.code.fields: expected at least one field, found none",
            'write { name = "Column" }, for example',
        ),
        (
            "[[datasets.code.tables]]\ncount = 2",
            "1:17 datasets.code.tables[0]: expected at least one condition, found none",
            "add one or more of 'document', 'label', 'original_name', 'caption', 'heading', 'header'",
        ),
        (
            "[[datasets.code.tables]]\nlabel = 'x'\ncount = 0",
            "3:9 datasets.code.tables[0].count: expected 1 or more, or 'any', got 0",
            'write how many tables there are, or "any"',
        ),
        (
            "[datasets.code.fields]\nx = { type = 'int' }",
            "2:1 datasets.code.fields.x: expected a column or a context, found neither",
            'add column = "...", or context = "..."',
        ),
        (
            "[datasets.code.fields]\nx = ''",
            "2:5 datasets.code.fields.x: expected a column or a context, found neither",
            'add column = "...", or context = "..."',
        ),
        (
            "[datasets.code.fields]\nx = { context = 'list_item' }",
            "2:17 datasets.code.fields.x.context: expected a context, got 'list_item'",
            "did you mean 'list-item'?",
        ),
        (
            "[datasets.code.fields]\nx = { context = 'weather' }",
            "2:17 datasets.code.fields.x.context: expected a context, got 'weather'",
            "choose from 'list-item', 'caption', 'heading', 'heading-path', 'label', 'document', 'field:NAME'",
        ),
        (
            "[datasets.code.fields]\nx = { context = 'field:' }",
            "2:17 datasets.code.fields.x.context: expected a context, got 'field:'",
            "did you mean 'field:NAME'?",
        ),
        (
            "[datasets.code.fields]\nx = { column = 'X', type = 'enum' }",
            "2:1 datasets.code.fields.x: a field of type 'enum' needs values, found none",
            'add values = ["...", "..."]',
        ),
        (
            "[datasets.code.fields]\nx = { column = 'X', type = 'enum', values = ['a', ''] }",
            "2:51 datasets.code.fields.x.values[1]: expected a text, got an empty string",
            "remove it; a cell that may be empty makes the field optional",
        ),
        (
            "[datasets.code.fields]\nx = { column = 'X', values = ['a'] }",
            "2:30 datasets.code.fields.x.values: only a field of type 'enum' has values, and this one is of type 'str'",
            "write type = \"enum\", or remove 'values'",
        ),
        (
            "[datasets.code.fields]\nx = { column = 'X', missing = ['-'] }",
            (
                "2:31 datasets.code.fields.x.missing: only an optional field has texts that mean 'no value', "
                "and this one is required"
            ),
            "add optional = true, or remove 'missing'",
        ),
        (
            "[datasets.code]\nname_field = 'nam'\nfields.name = 'Name'",
            "2:14 datasets.code.name_field: expected the name of a field, got 'nam'",
            "did you mean 'name'?",
        ),
        (
            "[datasets.code]\nkey = ['name', 'kind']\nfields.name = 'Name'",
            "2:16 datasets.code.key[1]: expected the name of a field, got 'kind'",
            "choose from 'name'",
        ),
        (
            "[[datasets.code.outputs]]\npath = 'x.py'\ntemplate = ''",
            "3:12 datasets.code.outputs[0].template: expected the name of a template, got an empty string",
            'write "json/records.json.j2", for example',
        ),
        (
            "[[datasets.code.outputs]]\ntemplate = 't'\npath = '../x.py'",
            "3:8 datasets.code.outputs[0].path: expected a path inside the project, got '../x.py'",
            "write it without '..'",
        ),
        (
            "[[datasets.code.outputs]]\ntemplate = 't'\npath = '/x.py'",
            (
                "3:8 datasets.code.outputs[0].path: expected a path relative to the configuration, "
                "got the absolute path '/x.py'"
            ),
            "name it from the folder of the configuration",
        ),
        (
            "[[datasets.code.outputs]]\ntemplate = 't'\npath = 'generated/'",
            "3:8 datasets.code.outputs[0].path: expected a file, got the folder 'generated/'",
            "add the name of the file",
        ),
        (
            "[[datasets.code.outputs]]\ntemplate = 't'\npath = '.'",
            "3:8 datasets.code.outputs[0].path: expected a file, got the folder '.'",
            "add the name of the file",
        ),
        (
            "[[datasets.code.outputs]]\ntemplate = 't'\npath = './Tablecast.toml'",
            "3:8 datasets.code.outputs[0].path: './Tablecast.toml' is this configuration",
            "choose another path",
        ),
    ],
)
def test_invalid_value(text: str, problem: str, hint: str) -> None:
    """A value that makes no sense is reported where it stands."""
    found = [
        (f"{each.location.line}:{each.location.column} {each.message}", each.hint)
        for each in mistakes(text)
        if each.code == "invalid-value"
    ]
    assert found == [(problem, hint)]


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
    assert found.location.line == 3 + ("outputs" in text)


# --- mistakes of two places -------------------------------------------------------------------------------------------


def test_repeated_values() -> None:
    """An enum's values are told apart without regard to case; the report names both."""
    text = f"{MINIMAL}[datasets.code.fields.x]\ncolumn = 'X'\ntype = 'enum'\nvalues = ['on', 'off', 'On']\n"
    (found,) = mistakes(text)
    assert (
        str(found) == "tablecast.toml:7:24: error: datasets.code.fields.x.values[2]: 'On' is repeated [invalid-value]"
    )
    assert found.hint == "remove it; upper and lower case are the same here"
    assert found.related == (Related(Location("tablecast.toml", 7, 11, 15), "first here"),)


def test_repeated_key_fields() -> None:
    """A field stands in the key once."""
    (found,) = mistakes(f"{MINIMAL}datasets.code.key = ['code', 'code']\n")
    assert str(found) == "tablecast.toml:4:30: error: datasets.code.key[1]: 'code' is repeated [invalid-value]"
    assert found.hint == "remove it"
    assert found.related == (Related(Location("tablecast.toml", 4, 22, 28), "first here"),)


def test_optional_key_field() -> None:
    """Every record needs its key, so that no field of it is optional."""
    text = f"{MINIMAL}datasets.code.fields.x = {{ column = 'X', optional = true }}\ndatasets.code.key = 'x'\n"
    (found,) = mistakes(text)
    assert str(found) == (
        "tablecast.toml:5:21: error: datasets.code.key: expected a required field, got 'x', which is optional "
        "[invalid-value]"
    )
    assert found.hint == "remove 'optional' from the field, or choose another key"
    assert found.related == (Related(Location("tablecast.toml", 4, 53, 57), "optional here"),)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("out/a.py", "out/a.py"),
        ("out/a.py", "./out//a.py"),
        ("out/a.py", "Out/A.py"),
        ("out/a.py", "out /a.py."),
        ("out/stra\u00dfe.py", "out/STRASSE.py"),
        ("out/\u00e9.py", "out/e\u0301.py"),
    ],
)
def test_same_file(first: str, second: str) -> None:
    """Two outputs that are one file on some file system are reported, across datasets, too."""
    other = MINIMAL.partition("\n")[2].replace(".code.", ".other.")
    outputs = [
        f"[[datasets.{name}.outputs]]\ntemplate = 't'\npath = '{path}'\n"
        for name, path in (("code", first), ("other", second))
    ]
    (found,) = mistakes(MINIMAL + other + "".join(outputs))
    assert str(found) == (
        f"tablecast.toml:11:8: error: datasets.other.outputs[0].path: '{second}' is the path of two outputs "
        "[invalid-value]"
    )
    assert found.hint == "choose another path; upper and lower case are the same on some disks"
    assert found.related == (Related(Location("tablecast.toml", 8, 8, 10 + len(first)), "first here"),)


def test_file_as_folder() -> None:
    """An output cannot lie in a folder that is another output's file."""
    outputs = "outputs = [{ template = 't', path = 'out/a/b.py' }, { template = 't', path = 'out/A' }]"
    (found,) = mistakes(f"{MINIMAL}datasets.code.{outputs}\n")
    assert str(found) == (
        "tablecast.toml:4:51: error: datasets.code.outputs[0].path: 'out/a/b.py' needs a folder 'out/a', "
        "which is an output [invalid-value]"
    )
    assert found.hint == "choose another path"
    assert found.related == (Related(Location("tablecast.toml", 4, 92, 99), "a file here"),)


# --- for editors ------------------------------------------------------------------------------------------------------


def test_json_schema() -> None:
    """The JSON Schema is one, and accepts what the reader accepts, the short form of a field included."""
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(tomllib.loads(WHOLE.replace("2020-01-01", "2020")), schema)
    jsonschema.validate(tomllib.loads(MINIMAL), schema)
    for mistake in (MINIMAL.replace('"Code"', "3"), MINIMAL.replace("label", "lable")):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(tomllib.loads(mistake), schema)


def test_the_published_json_schema_is_the_one_of_the_code(request: pytest.FixtureRequest) -> None:
    """Editors complete by the file in docs; `--accept` writes it anew when the configuration has grown."""
    published = ROOT / "docs" / "tablecast.schema.json"
    schema = json.dumps(json_schema(), indent=2) + "\n"
    if request.config.getoption("--accept"):
        published.write_text(schema, encoding="utf-8")

    assert published.read_text(encoding="utf-8") == schema
