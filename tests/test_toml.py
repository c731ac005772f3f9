"""What TOML text holds, where each key and value stands, and what is wrong with it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tablecast._toml import Place, TomlFile, find_places
from tablecast.diagnostics import Diagnostic, Location, TablecastError

DOCUMENT = """\
# Two bytes in UTF-8, one column: é
title = "é" # and a comment
"a\\u00e9".'b.c' . d = [1, { x = "é", y = [] }, # one
  true]
[tool."näme"]
text = \"\"\"
two lines\"\"\"
[[rows]]
n = 1
[rows.sub]
m = 2
[[rows]]
[[rows.deep]]
[[rows.deep]]
k.l = -3
[tool]
late = 4
"""


def place(line: int, column: int, end_column: int = 0) -> Location:
    """A place in the file of these tests."""
    return Location("x.toml", line, column, end_column)


@pytest.fixture(params=["\n", "\r\n"], ids=["lf", "crlf"])
def file(request: pytest.FixtureRequest) -> TomlFile:
    """The document above, with either kind of line end."""
    return TomlFile("x.toml", DOCUMENT.replace("\n", request.param))


def test_data(file: TomlFile) -> None:
    """The data is what tomllib reads."""
    assert file.data["aé"] == {"b.c": {"d": [1, {"x": "é", "y": []}, True]}}
    assert file.data["rows"] == [{"n": 1, "sub": {"m": 2}}, {"deep": [{}, {"k": {"l": -3}}]}]


@pytest.mark.parametrize(
    ("keys", "key", "value"),
    [
        (("title",), place(2, 1, 6), place(2, 9, 12)),
        (("aé",), place(3, 1, 10), place(3, 1, 10)),
        (("aé", "b.c"), place(3, 11, 16), place(3, 11, 16)),
        (("aé", "b.c", "d"), place(3, 19, 20), place(3, 23)),
        (("aé", "b.c", "d", 0), place(3, 24, 25), place(3, 24, 25)),
        (("aé", "b.c", "d", 1), place(3, 27, 46), place(3, 27, 46)),
        (("aé", "b.c", "d", 1, "x"), place(3, 29, 30), place(3, 33, 36)),
        (("aé", "b.c", "d", 1, "y"), place(3, 38, 39), place(3, 42, 44)),
        (("aé", "b.c", "d", 2), place(4, 3, 7), place(4, 3, 7)),
        (("tool", "näme"), place(5, 7, 13), place(5, 7, 13)),
        (("tool", "näme", "text"), place(6, 1, 5), place(6, 8)),
        (("rows",), place(8, 3, 7), place(8, 3, 7)),
        (("rows", 0), place(8, 3, 7), place(8, 3, 7)),
        (("rows", 0, "sub", "m"), place(11, 1, 2), place(11, 5, 6)),
        (("rows", 1), place(12, 3, 7), place(12, 3, 7)),
        (("rows", 1, "deep", 1), place(14, 8, 12), place(14, 8, 12)),
        (("rows", 1, "deep", 1, "k"), place(15, 1, 2), place(15, 1, 2)),
        (("rows", 1, "deep", 1, "k", "l"), place(15, 3, 4), place(15, 7, 9)),
    ],
)
def test_places(file: TomlFile, keys: tuple[str | int, ...], key: Location, value: Location) -> None:
    """Keys and values are located by line and by column, in characters."""
    assert (file.key_location(*keys), file.value_location(*keys)) == (key, value)


def test_own_header(file: TomlFile) -> None:
    """A table is located by its own header, even when a header of a table inside it comes first."""
    assert file.key_location("tool") == place(16, 2, 6)


def test_absent(file: TomlFile) -> None:
    """What is absent is located by the nearest key around it, and in the end by the first line."""
    assert file.value_location("rows", 0, "sub", "m", 3, "x") == place(11, 5, 6)
    assert file.key_location("rows", 0, "sub", "other") == place(10, 7, 10)
    assert file.key_location("other", -1) == place(1, 1)
    assert file.key_location() == place(1, 1)


def test_byte_order_mark() -> None:
    """A byte order mark is neither text nor a column."""
    file = TomlFile("x.toml", "\ufeffa = 1")
    assert file.data == {"a": 1}
    assert file.value_location("a") == place(1, 5, 6)


def test_nested_deeply() -> None:
    """Keys and values that are nested deeper than Python recurses have places."""
    depth = 2000
    assert TomlFile("x.toml", ".".join("a" * depth) + " = 1").key_location(*"a" * depth) == place(1, 3999, 4000)
    assert TomlFile("x.toml", "a = " + "[" * 200 + "]" * 200).value_location("a", *[0] * 199) == place(1, 204, 206)


def test_lone_surrogate() -> None:
    """A lone surrogate, which has no bytes in UTF-8, takes one column."""
    assert TomlFile("x.toml", 'a = ["\udc80", 1]').value_location("a", 1) == place(1, 11, 12)


def test_grammar_that_stumbles() -> None:
    """Of a text that tree-sitter cannot make sense of, only the whole has a place: none is better than a wrong one."""
    assert find_places("x.toml", "a = 1\nb = = 2\n") == {(): Place(place(1, 1), place(1, 1))}


@pytest.mark.parametrize(
    ("text", "message", "location", "hint"),
    [
        ("a = b", "invalid TOML: Invalid value", place(1, 5), "put text in quotes"),
        ("\ufeffa = b", "invalid TOML: Invalid value", place(1, 5), "put text in quotes"),
        ("a = 1\r\na = 2\r\n", "invalid TOML: Cannot overwrite a value", place(2, 6), "define each key once"),
        ('["é"]\n["é"]\n', "invalid TOML: Cannot declare ('é',) twice", place(2, 5), "define each table once"),
        (
            'a = "\\d"',
            "invalid TOML: Unescaped '\\' in a string",
            place(1, 8),
            "write text that holds backslashes in single quotes",
        ),
        ("a = 1 b = 2", "invalid TOML: Expected newline or end of document after a statement", place(1, 7), ""),
        ("a = '''\né", "invalid TOML: Expected \"'''\"", place(2, 2), ""),
        ("a = [\n", "invalid TOML: Invalid value", place(2, 1), "put text in quotes"),
        ("a = " + "[" * 9999, "invalid TOML: arrays or tables are nested too deeply", place(1, 1), ""),
    ],
)
def test_invalid_toml(text: str, message: str, location: Location, hint: str) -> None:
    """Invalid TOML is one diagnostic, with line, column and what to do."""
    with pytest.raises(TablecastError) as caught:
        TomlFile("x.toml", text)
    assert caught.value.diagnostics == (Diagnostic("invalid-toml", message, location, hint=hint),)


def test_huge_integer() -> None:
    """An integer beyond Python's limit is a diagnostic, not a crash."""
    with pytest.raises(TablecastError) as caught:
        TomlFile("x.toml", "a = " + "1" * 9999)
    (found,) = caught.value.diagnostics
    assert (found.code, found.location) == ("invalid-toml", place(1, 1))
    assert "9999 digits" in found.message


def test_lazy_import() -> None:
    """tree-sitter is imported when a place is asked for, and not before."""
    program = (
        "import sys; from tablecast._toml import Place, TomlFile, find_places; file = TomlFile('x.toml', 'a = 1'); "
        "assert 'tree_sitter' not in sys.modules; file.key_location('a'); assert 'tree_sitter' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env={"PYTHONPATH": ":".join(sys.path)})  # noqa: S603 - our own text.
