"""What tells the rows of a table apart: a name or a code, and never what only happens to differ."""

from __future__ import annotations

import pytest

from builders import table
from tablecast.inference import infer
from tablecast.inference._shape import shape_of
from tablecast.inference._tables import content_of

WORDS = ("apple", "pear", "plum", "fig", "quince")


def key(header: str, *rows: str) -> str | tuple[str, ...]:
    """The guessed key of a table whose cells have a bar between them."""
    return infer(table(header.split("|"), *(row.split("|") for row in rows))).config.key


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        ("Name|Colour", ("apple|red", "plum|blue"), "name"),
        ("Code|Text", ("1|one", "2|two"), "code"),
        ("Status Code|Error Code|Text", ("400|X.001|a", "400|X.002|b", "401|X.003|c"), "error_code"),
        ("Task|Call|Action", ("Read a pump|GET /a|a:get", "Read all|GET /|a:list", "Stop it|PUT /a|a:put"), "action"),
        ("Kind|Name|Colour", ("fruit|apple|red", "fruit|plum|blue", "root|beet|red"), "name"),
        ("Type|Text", ("one|a", "two|b"), "type"),
        ("Released On|Changes", ("2024-01-02|a", "2024-01-03|b"), "released_on"),
        ("Step|Text", ("Open the valve|a", "Close the valve|b"), "step"),
        ("Size|Address", ("8 MB|0x10", "16 MB|0x20"), "size"),
        ("Name|Colour", ("apple|red",), "name"),
        ("Status Code|Text", ("204|Done",), "status_code"),
        ("Permission|Call|Action", ("Read all|GET /|pump:list",), "action"),
    ],
)
def test_the_column_that_names_the_rows(header: str, rows: tuple[str, ...], expected: str) -> None:
    """The first one, unless another one is made to tell rows apart."""
    assert key(header, *rows) == expected


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Description|Solution", ("It leaks.|Close it.", "It is hot.|Cool it.")),
        ("Cause|Solution", ("leak|close", "heat|cool")),
        ("Kind|Description", ("fruit|red", "fruit|blue", "root|green")),
        ("Kind|Example", ("fruit|apple", "fruit|plum", "root|beet")),
        ("Kind|Size", ("fruit|1", "fruit|2", "root|3")),
        ("Kind|Price", ("fruit|1.5", "fruit|2.5", "root|3.25")),
        ("Kind|Name", ("fruit|apple", "fruit|apple", "root|beet")),
        ("Kind|Port", ("fruit|a", "fruit|b")),
        ("Name|Colour", ("apple|red", "|blue")),
        ("Name|Colour", ("red apple|red",)),
        ("Fruit|Colour", ("apple|red",)),
        ("Direction|Code", ("in|some code",)),
        ("Direction|Colour", ("in|red", "out|red")),
        ("Text", ("The pump in the hall leaks, and has to be closed.", "The valve in the yard is hot, cool it now.")),
    ],
)
def test_no_key_rather_than_a_wrong_one(header: str, rows: tuple[str, ...]) -> None:
    """What is said about a row, a measure, a column with gaps, one row, and two rows that differ by chance."""
    assert key(header, *rows) == ""


def test_two_columns_together_where_one_is_not_enough() -> None:
    """A group at the left, and the name within it."""
    rows = ("Basic|Name|a", "Basic|Address|b", "More|Name|c")

    assert key("Category|Parameter|Text", *rows) == ("category", "parameter")
    assert key("Category|Description", "Basic|a", "Basic|b", "More|a") == ""


def no_key(header: str, *rows: str) -> tuple[str, list[str]]:
    """Why a table has no key, and the cells that are named."""
    made = table(header.split("|"), *(row.split("|") for row in rows))
    found = content_of([shape_of(made)]).key
    assert found.names == ()
    return found.reason.text, [each.message for each in found.reason.against]


def test_why_a_column_at_the_left_is_no_key() -> None:
    """The cells that are empty, that are prose, or that are there again; and how to look up such rows all the same."""
    assert no_key("Name|Colour", "apple|red", "|blue") == ("no key: 'name' has no value in some rows", ["no value"])
    assert no_key("Task|Colour", "Open the valve. Then wait.|red", "wait|blue") == (
        "no key: 'task' holds sentences",
        ["'Open the valve. Then wait.'"],
    )
    remedy = 'to look up all rows of one, say key = "code" and duplicates = "all"'
    assert no_key("Code|Colour", "a|red", "a|blue", "b|blue") == (
        f"no key: 'code' has some values more than once; {remedy}",
        ["'a'"],
    )
    assert no_key("Direction|Colour", "in|red") == (
        "no key: a single row does not say what another one would differ in",
        [],
    )


def test_readable_codes_are_named_by_nothing_else() -> None:
    """A code that is a number, or the same letters with one, is called by what stands beside it."""
    plain = table(["Code", "Name"], ["E001", "leak"], ["E002", "heat"], ["E003", "frost"])
    readable = table(["Code", "Name"], ["PUMP_LEAK", "leak"], ["PUMP_HEAT", "heat"])

    assert (infer(plain).config.key, infer(plain).config.name_field) == ("code", "name")
    assert (infer(readable).config.key, infer(readable).config.name_field) == ("code", "")


def test_why_there_is_no_key_names_the_rows_that_spoke_against_one() -> None:
    made = table(["Name", "Colour"], ["apple", "red"], ["plum", "blue"], ["apple", "green"])
    found = content_of([shape_of(made)]).key

    assert found.reason.text == "no key: 'name' has some values more than once"
    assert [(each.location.line, each.message) for each in found.reason.against] == [(9, "'apple'")]


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        ("Code|Name|Text", ("1|one|a", "2|two|b"), "name"),
        ("Code|Description", ("200|OK", "404|Not Found"), "description"),
        ("Code|Description|Text", ("200|OK|a", "404|Not Found|b"), ""),
        ("Code|Name", ("1|one", "2|one"), ""),
        ("Code|Description", ("200|It went well.", "404|There is no such pump."), ""),
        ("Name|Title", ("apple|An apple", "plum|A plum"), ""),
    ],
)
def test_the_names_of_what_has_a_number(header: str, rows: tuple[str, ...], expected: str) -> None:
    """Short and unlike each other, and only where the key is no name itself."""
    made = infer(table(header.split("|"), *(row.split("|") for row in rows)))

    assert made.config.name_field == expected
