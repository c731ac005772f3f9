"""What the value of one field is read as."""

from __future__ import annotations

import pytest

from builders import candidate, config, table
from tablecast.config import FieldConfig
from tablecast.content import Paragraph, Text
from tablecast.diagnostics import Diagnostic, Location
from tablecast.model import Data, Value
from tablecast.records import draw
from tablecast.records.values import Found, given, read_field
from tablecast.schema import field_of

CODE = FieldConfig(column="Code", type="int")
MEANING = FieldConfig(column="Meaning")
PLACE = Location("a.rst", 5, 5)
BLOCKS = (Paragraph((Text("400 Bad Request"),)),)
FOUND = Found("400 Bad Request", PLACE, BLOCKS)


def read(config: FieldConfig, found: Found | str, name: str = "code") -> Value | Diagnostic:
    """Read a field with this configuration from a text."""
    return read_field(field_of(name, config), config, Found(found, PLACE) if isinstance(found, str) else found)


def message(found: Value | Diagnostic) -> tuple[str, str, str]:
    """What is said about a value that could not be read."""
    assert isinstance(found, Diagnostic)
    assert found.location == PLACE
    return found.code, found.message, found.hint


def test_missing_markers_mean_no_value() -> None:
    """What counts as missing is said per field, and holds for an optional field only."""
    code = FieldConfig(column="Code", type="int", optional=True, missing=("-", "N/A"))
    made = candidate(table(["Code", "Meaning"], ["-", "-"], ["N/A", ""], ["1", "x"]))

    dataset, problems, _ = draw("error", config(code=code, meaning=MEANING), [made])

    assert problems == ()
    assert dataset is not None
    assert [[value.data for value in record.values] for record in dataset.records] == [
        [None, "-"],
        [None, ""],
        [1, "x"],
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("-", "if it means that there is no value, say optional = true and list it in 'missing'"),
        ("N/A", "if it means that there is no value, say optional = true and list it in 'missing'"),
        ("5xx", ""),
    ],
)
def test_a_cell_that_looks_like_no_value_is_told_and_not_guessed(text: str, hint: str) -> None:
    """A dash may be a value like any other; which it is, the configuration says."""
    _, (problem,), _ = draw("error", config(code=CODE), [candidate(table(["Code"], [text]))])

    assert (problem.code, problem.hint) == ("invalid-cell", hint)


# --- default ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("config", "text", "data", "shown"),
    [
        (FieldConfig(type="int", default=5), "", 5, "5"),
        (FieldConfig(type="int", default="0x10", missing=("-",)), "-", 16, "0x10"),
        (FieldConfig(type="bool", default=False), "", False, "false"),
        (FieldConfig(type="int", default=5, missing=("-",)), "7", 7, "7"),
        (FieldConfig(default=""), "", "", ""),
    ],
)
def test_a_default_is_taken_where_there_is_no_value(config: FieldConfig, text: str, data: Data, shown: str) -> None:
    """The text is that of the default, which a cell could say in its place."""
    assert read(config, text) == Value(data, shown, PLACE)


def test_a_default_that_is_no_such_value_is_an_error() -> None:
    """It is read as a cell is."""
    assert message(read(FieldConfig(type="int", default="x"), "")) == (
        "invalid-cell",
        "'x' is not an int (field 'code')",
        "",
    )


# --- constant ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("config", "constant", "data", "text"),
    [
        (FieldConfig(), "http", "http", "http"),
        (FieldConfig(type="int"), "0x10", 16, "0x10"),
        (FieldConfig(type="int"), 7, 7, "7"),
        (FieldConfig(type="bool"), True, True, "true"),
    ],
)
def test_a_constant_is_read_as_a_cell_would_be(config: FieldConfig, constant: str | int, data: Data, text: str) -> None:
    """It has the place of its row, and no markup."""
    assert given(field_of("code", config), constant, PLACE) == Value(data, text, PLACE)


# --- pattern ----------------------------------------------------------------------------------------------------------

STATUS = r"(?P<code>\d+)(?: (?P<phrase>.+))?"


@pytest.mark.parametrize(
    ("name", "config", "data", "text"),
    [
        ("code", FieldConfig(type="int", pattern=STATUS), 400, "400"),
        ("phrase", FieldConfig(pattern=STATUS), "Bad Request", "Bad Request"),
        ("number", FieldConfig(type="int", pattern=r"(\d+).*"), 400, "400"),
        ("code", FieldConfig(type="code", pattern=r"(\d+).*"), "400", "400"),
    ],
)
def test_a_pattern_takes_a_part_of_the_text(name: str, config: FieldConfig, data: Data, text: str) -> None:
    """The part is what the group of the field's name matches, or the only group; a part has no markup of its own."""
    assert read(config, FOUND, name) == Value(data, text, PLACE)


@pytest.mark.parametrize("pattern", ["[0-9]+ .*", "(.*)", STATUS])
def test_a_pattern_that_takes_all_of_the_text_leaves_it_as_it_is(pattern: str) -> None:
    """Several groups that are all named otherwise take no part; the markup is that of the whole cell."""
    assert read(FieldConfig(pattern=pattern), FOUND, "whole") == Value(FOUND.text, *FOUND)


def test_a_text_that_the_pattern_does_not_match_is_an_error() -> None:
    """The pattern must match it as a whole; what looks like no value is told how to be one."""
    config = FieldConfig(type="int", pattern=STATUS)

    assert message(read(config, "x 400")) == (
        "invalid-cell",
        f"'x 400' does not match the pattern '{STATUS}' (field 'code')",
        "",
    )
    assert message(read(config, "-"))[2] == (
        "if it means that there is no value, say optional = true and list it in 'missing'"
    )


def test_a_text_that_means_no_value_need_not_match_the_pattern() -> None:
    """Nor does a part that the pattern takes have to be a value."""
    phrase = FieldConfig(pattern=STATUS, optional=True, missing=("", "n/a"))

    assert read(phrase, "n/a", "phrase") == Value(None, "n/a", PLACE)
    assert read(phrase, "400", "phrase") == Value(None, "", PLACE)
    assert read(phrase, "400 n/a", "phrase") == Value(None, "n/a", PLACE)


def test_a_group_that_took_no_part_gives_an_empty_text() -> None:
    """That is a text as any other; for a field of another type, it is no value."""
    assert read(FieldConfig(pattern=STATUS), "400", "phrase") == Value("", "", PLACE)
    assert message(read(FieldConfig(pattern=STATUS, type="int"), "400", "phrase")) == (
        "missing-value",
        "the pattern takes nothing from '400', but the field 'phrase' is not optional",
        "say optional = true if it may be empty",
    )


# --- nothing at all ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("config", [FieldConfig(type="int"), FieldConfig(type="list"), FieldConfig(pattern="[a-z]+")])
def test_an_empty_cell_is_an_error_where_a_value_is_expected(config: FieldConfig) -> None:
    """A str may be empty, unless its pattern says otherwise."""
    assert message(read(config, "")) == (
        "missing-value",
        "the cell is empty, but the field 'code' is not optional",
        "say optional = true if it may be empty",
    )
    assert read(FieldConfig(), "") == Value("", "", PLACE)
    assert read(FieldConfig(pattern="[a-z]*"), "") == Value("", "", PLACE)


def test_an_empty_cell_that_nothing_fills_is_an_error() -> None:
    """Even for an optional field: an empty cell stands for another, not for nothing."""
    assert message(read(FieldConfig(fill_down=True, optional=True), "")) == (
        "missing-value",
        "the cell is empty, and no cell above has a text for the field 'code'",
        "the first row of a table, and the first one below a heading, need a text",
    )
    assert read(FieldConfig(fill_down=True, optional=True, missing=("-",)), "-") == Value(None, "-", PLACE)
