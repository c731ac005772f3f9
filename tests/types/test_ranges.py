"""Ranges: every way to write two bounds, and how others are refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fields import field, refusal
from tablecast.model import Range
from tablecast.types import read_value

QUANTITIES = field("quantity")
DECIMALS = field("decimal")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1-65535", Range(1, 65535)),
        ("1 - 65535", Range(1, 65535)),
        ("1\N{EN DASH}5", Range(1, 5)),
        ("1 \N{EM DASH} 5", Range(1, 5)),
        ("1~5", Range(1, 5)),
        ("1 ~ 5", Range(1, 5)),
        ("1..5", Range(1, 5)),
        ("1...5", Range(1, 5)),
        ("1\N{HORIZONTAL ELLIPSIS}5", Range(1, 5)),
        ("1 to 10", Range(1, 10)),
        ("1\N{NO-BREAK SPACE}To 10", Range(1, 10)),
        ("1 through 10", Range(1, 10)),
        ("1,024-65,535", Range(1024, 65535)),
        ("1 000 - 2 000", Range(1000, 2000)),
        ("0x10-0xFF", Range(16, 255)),
        ("5", Range(5, 5)),
        ("-5", Range(-5, -5)),
        ("-5-10", Range(-5, 10)),
        ("-10--5", Range(-10, -5)),
        ("-10 to -5", Range(-10, -5)),
        ("\N{MINUS SIGN}5\N{EN DASH}\N{MINUS SIGN}1", Range(-5, -1)),
        (">= 0", Range(0, None)),
        (">=0", Range(0, None)),
        ("\N{GREATER-THAN OR EQUAL TO} -1", Range(-1, None)),
        ("> 0", Range(0, None, exclusive_minimum=True)),
        ("At least 3", Range(3, None)),
        ("more than 3", Range(3, None, exclusive_minimum=True)),
        ("<= 5", Range(None, 5)),
        ("\N{LESS-THAN OR EQUAL TO}5", Range(None, 5)),
        ("<5", Range(None, 5, exclusive_maximum=True)),
        ("at most 5", Range(None, 5)),
        ("up to 5", Range(None, 5)),
        ("less than 5", Range(None, 5, exclusive_maximum=True)),
        ("1 to 10 inclusive", Range(1, 10)),
        ("0 to \N{INFINITY}", Range(0, None)),
        ("[0, 10]", Range(0, 10)),
        ("[0,10)", Range(0, 10, exclusive_maximum=True)),
        ("(0; 10]", Range(0, 10, exclusive_minimum=True)),
        ("(0, 10)", Range(0, 10, exclusive_minimum=True, exclusive_maximum=True)),
        ("[1,000, 2,000]", Range(1000, 2000)),
        ("[0, )", Range(0, None)),
        ("[0, \N{INFINITY})", Range(0, None)),
        ("(0, +inf)", Range(0, None, exclusive_minimum=True)),
        ("(-\N{INFINITY}, 5]", Range(None, 5)),
        ("(-\N{INFINITY}, \N{INFINITY})", Range(None, None)),
    ],
)
def test_reads_ranges_of_ints(text: str, expected: Range) -> None:
    assert read_value(text, field("range")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0% to 100%", Range(0, 100, unit="%")),
        ("0-100%", Range(0, 100, unit="%")),
        ("0% - 100", Range(0, 100, unit="%")),
        ("1.5 s to 10 s", Range(Decimal("1.5"), 10, unit="s")),
        ("1s-10s", Range(1, 10, unit="s")),
        ("5 GB-month-10 GB-month", Range(5, 10, unit="GB-month")),
        (">= 5 GB", Range(5, None, unit="GB")),
        ("5 GB", Range(5, 5, unit="GB")),
        ("[0, 10 s)", Range(0, 10, exclusive_maximum=True, unit="s")),
    ],
)
def test_reads_ranges_of_quantities_with_a_unit_on_one_side_or_both(text: str, expected: Range) -> None:
    assert read_value(text, field("range", item=QUANTITIES)) == expected


def test_the_bounds_keep_the_zeros_of_decimals() -> None:
    read = read_value("1.0-2.50", field("range", item=DECIMALS))
    assert isinstance(read, Range)
    assert (str(read.minimum), str(read.maximum)) == ("1.0", "2.50")


@pytest.mark.parametrize(
    "of", [field("range", item=field("quantity", unit="s")), field("range", unit="s")], ids=["of the bounds", "own"]
)
def test_a_cell_may_leave_out_the_unit_that_all_values_have(of: object) -> None:
    assert isinstance(of, type(QUANTITIES))
    assert read_value("1-10", of) == read_value("1 to 10 s", of) == Range(1, 10, unit="s")
    assert refusal("1-2 GB", of) == "'1-2 GB' is not a range of quantity: the unit of '1-2 GB' is not 's'"


def test_reads_bounds_of_another_base_without_prefix() -> None:
    assert read_value("80-FF", field("range", item=field("int", base=16))) == Range(128, 255)


def test_units_make_it_a_range_of_quantities() -> None:
    assert read_value("1-10 MB", field("range", units=("MB", "GB"))) == Range(1, 10, unit="MB")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("abc", "'abc' is not a range of int: 'abc' is not an int"),
        ("", "'' is not a range of int: '' is not an int"),
        ("\N{INFINITY}", "'\N{INFINITY}' is not a range of int: '\N{INFINITY}' is not an int"),
        ("-\N{INFINITY}", "'-\N{INFINITY}' is not a range of int: '-\N{INFINITY}' is not an int"),
        ("1-", "'1-' is not a range of int: '1-' is not an int"),
        ("[1]", "'[1]' is not a range of int: '[1]' is not an int"),
        ("[1, 2, 3]", "'[1, 2, 3]' is not a range of int: '[1, 2, 3]' is not an int"),
        (
            "[1,000]",
            "'[1,000]' is not a range of int: '000' has a leading zero, which an int would lose; use type = \"str\"",
        ),
        ("1-5-9", "'1-5-9' is not a range of int: '5-9' is not an int"),
        ("2024-01-31", "'2024-01-31' is not a range of int: '01-31' is not an int"),
        ("\N{EN DASH}5", "'\N{EN DASH}5' is not a range of int: '\N{EN DASH}5' is not an int"),
        (">= \N{INFINITY}", "'>= \N{INFINITY}' is not a range of int: '\N{INFINITY}' is not an int"),
        ("0% to 100%", "'0% to 100%' is not a range of int: '0%' is not an int"),
        ("10-1", "'10-1' has a minimum above its maximum"),
        ("5 to -5", "'5 to -5' has a minimum above its maximum"),
        ("[5, 5)", "'[5, 5)' holds no number"),
        ("(5, 5]", "'(5, 5]' holds no number"),
    ],
)
def test_refuses_as_range(text: str, message: str) -> None:
    assert refusal(text, field("range")) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1-10", "'1-10' has no unit; say unit = \"...\" if all values have the same"),
        ("1 s to 10 ms", "the bounds have two units, 's' and 'ms'"),
        ("x to 5 s", "'x' is not a number with a unit"),
    ],
)
def test_refuses_as_range_of_quantities(text: str, message: str) -> None:
    assert refusal(text, field("range", item=QUANTITIES)) == f"'{text}' is not a range of quantity: {message}"


def test_bounds_are_numbers() -> None:
    message = "a range has bounds of the type 'int', 'decimal' or 'quantity', not 'date'"
    assert refusal("1-2", field("range", item=field("date"))) == f"'1-2' is not a range of date: {message}"
