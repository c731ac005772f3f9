"""Numbers: what each type reads, and how it refuses."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fields import field, refusal
from tablecast.model import Quantity
from tablecast.types import is_unit, read_value

LONG = 'has no more than 4000 digits; use type = "str"'


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-12", -12),
        ("\N{MINUS SIGN}12", -12),
        ("+7", 7),
        ("1,000", 1000),
        ("1_000_000", 1000000),
        ("12 345 678", 12345678),
        ("1\N{NO-BREAK SPACE}000", 1000),
        ("1\N{THIN SPACE}000", 1000),
        ("-1\N{NARROW NO-BREAK SPACE}000", -1000),
        ("0x1F", 31),
        ("0X1f", 31),
        ("-0o17", -15),
        ("\N{MINUS SIGN}0x10", -16),
        ("0b1010_0101", 165),
        ("0x0000_00FF", 255),
        ("9" * 4000, 10**4000 - 1),
    ],
)
def test_reads_ints(text: str, value: int) -> None:
    assert read_value(text, field("int")) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("abc", "'abc' is not an int"),
        ("", "'' is not an int"),
        ("1.0", "'1.0' is not an int"),
        ("-0", "'-0' is not an int"),
        ("-0x0", "'-0x0' is not an int"),
        ("- 5", "'- 5' is not an int"),
        ("12,34", "'12,34' is not an int"),
        ("1,000_000", "'1,000_000' is not an int"),
        ("1,0000", "'1,0000' is not an int"),
        ("1234,567", "'1234,567' is not an int"),
        ("0,123", "'0,123' is not an int"),
        ("1__000", "'1__000' is not an int"),
        ("\N{ARABIC-INDIC DIGIT ONE}", "'\N{ARABIC-INDIC DIGIT ONE}' is not an int"),
        ("7\n", r"'7\n' is not an int"),
        ("02000", "'02000' has a leading zero, which an int would lose; use type = \"str\""),
        ("00", "'00' has a leading zero, which an int would lose; use type = \"str\""),
        ("1F", "'1F' is not an int"),
        ("0x", "'0x' is not an int of base 16"),
        ("0xG", "'0xG' is not an int of base 16"),
        ("0x_1", "'0x_1' is not an int of base 16"),
        ("0b12", "'0b12' is not an int of base 2"),
        ("0o8", "'0o8' is not an int of base 8"),
        ("9" * 4001, f"an int {LONG}"),
        ("1" + ",000" * 1334, f"an int {LONG}"),
        ("0x" + "0" * 4001, f"an int {LONG}"),
        # A text of 4,000 hexadecimal digits has more than 4,300 decimal ones, which Python would not write.
        ("0x" + "F" * 4000, f"an int {LONG}"),
    ],
)
def test_refuses_as_int(text: str, message: str) -> None:
    assert refusal(text, field("int")) == message


@pytest.mark.parametrize(
    ("base", "text", "value"), [(16, "00ff", 255), (16, "0x1F", 31), (8, "017", 15), (2, "-1", -1)]
)
def test_reads_ints_of_another_base_without_prefix(base: int, text: str, value: int) -> None:
    assert read_value(text, field("int", base=base)) == value


def test_a_prefix_that_is_also_a_number_of_the_base_is_refused() -> None:
    """Without a prefix, `0b10` is 2832 in base 16."""
    message = "'0b10' is binary, or hexadecimal without a prefix: write '0x' before a hexadecimal int"
    assert refusal("0b10", field("int", base=16)) == message


def test_an_int_of_another_base_is_refused_with_the_base() -> None:
    assert refusal("XYZ", field("int", base=16)) == "'XYZ' is not an int of base 16"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.1", 3.1),
        ("1.0", 1.0),
        ("0", 0.0),
        ("-0.5", -0.5),
        ("\N{MINUS SIGN}0.5", -0.5),
        ("2e3", 2000.0),
        ("10", 10.0),
    ],
)
def test_reads_floats(text: str, value: float) -> None:
    read = read_value(text, field("float"))
    assert (type(read), read) == (float, value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3.10", "'3.10' has a zero that a float would lose, as versions have; use type = \"str\""),
        ("03.1", "'03.1' has a zero that a float would lose, as versions have; use type = \"str\""),
        ("1e999", "'1e999' is not a float"),
        ("1e-999", "'1e-999' is not a float"),
        ("nan", "'nan' is not a float"),
        ("1.", "'1.' is not a float"),
        ("1,000.5", "'1,000.5' is not a float"),
        ("1_0.5", "'1_0.5' is not a float"),
    ],
)
def test_refuses_as_float(text: str, message: str) -> None:
    assert refusal(text, field("float")) == message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.50", "1.50"),
        ("-0.10", "-0.10"),
        ("0", "0"),
        ("12", "12"),
        ("1,000.50", "1000.50"),
        ("\N{MINUS SIGN}2.0", "-2.0"),
    ],
)
def test_reads_decimals_with_their_zeros(text: str, value: str) -> None:
    read = read_value(text, field("decimal"))
    assert (type(read), str(read)) == (Decimal, value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x", "'x' is not a decimal"),
        (".5", "'.5' is not a decimal"),
        ("1.", "'1.' is not a decimal"),
        ("1,5", "'1,5' is not a decimal"),
        ("Infinity", "'Infinity' is not a decimal"),
        ("1e5", "'1e5' is not a decimal; use type = \"float\" for exponents"),
        ("01.5", "'01.5' has a leading zero, which a decimal would lose; use type = \"str\""),
        ("0." + "1" * 4000, f"a decimal {LONG}"),
    ],
)
def test_refuses_as_decimal(text: str, message: str) -> None:
    assert refusal(text, field("decimal")) == message


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("30 s", 30, "s"),
        ("30s", 30, "s"),
        ("30\N{NO-BREAK SPACE}s", 30, "s"),
        ("90%", 90, "%"),
        ("90 %", 90, "%"),
        ("-3.50 \N{DEGREE SIGN}C", Decimal("-3.50"), "\N{DEGREE SIGN}C"),
        ("1,000 GB/s", 1000, "GB/s"),
        ("1 000 MB", 1000, "MB"),
        ("2x", 2, "x"),
        ("0 B", 0, "B"),
        ("5 m\N{SUPERSCRIPT TWO}", 5, "m\N{SUPERSCRIPT TWO}"),
        ("5 m^2", 5, "m^2"),
        ("7 GB-month", 7, "GB-month"),
        ("10 \N{MICRO SIGN}s", 10, "\N{MICRO SIGN}s"),
    ],
)
def test_reads_quantities(text: str, amount: int | Decimal, unit: str) -> None:
    read = read_value(text, field("quantity"))
    assert read == Quantity(amount, unit)
    assert isinstance(read, Quantity)
    assert (type(read.amount), str(read.amount)) == (type(amount), str(amount))


NO_QUANTITY = "is not a number with a unit"
SEVERAL_WORDS = "list units of several words in 'units'"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"'' {NO_QUANTITY}"),
        ("s", f"'s' {NO_QUANTITY}"),
        ("0xFF", f"'0xFF' {NO_QUANTITY}"),
        ("007 s", f"'007 s' {NO_QUANTITY}"),
        ("1.2.3 s", f"'1.2.3 s' {NO_QUANTITY}"),
        ("1,5 s", f"'1,5 s' {NO_QUANTITY}"),
        ("30", "'30' has no unit; say unit = \"...\" if all values have the same"),
        ("1 h 30 min", f"'1 h 30 min' {NO_QUANTITY}; {SEVERAL_WORDS}"),
        ("30 s if asked", f"'30 s if asked' {NO_QUANTITY}; {SEVERAL_WORDS}"),
        ("1920x1080", f"'1920x1080' {NO_QUANTITY}; {SEVERAL_WORDS}"),
        ("30-60", f"'30-60' {NO_QUANTITY}; {SEVERAL_WORDS}"),
        ("1/2", f"'1/2' {NO_QUANTITY}; {SEVERAL_WORDS}"),
        ("9" * 4001 + " s", f"an int {LONG}"),
    ],
)
def test_refuses_as_quantity(text: str, message: str) -> None:
    assert refusal(text, field("quantity")) == message


@pytest.mark.parametrize("text", ["30", "30 s", "30s"])
def test_a_cell_may_leave_out_the_unit_that_all_values_have(text: str) -> None:
    assert read_value(text, field("quantity", unit="s")) == Quantity(30, "s")


@pytest.mark.parametrize("text", ["30 S", "30 ms", "30 s 5", "30%"])
def test_a_cell_with_another_unit_than_that_is_refused(text: str) -> None:
    assert refusal(text, field("quantity", unit="s")) == f"the unit of '{text}' is not 's'"


def test_one_of_the_units_may_have_several_words_and_any_characters() -> None:
    units = field("quantity", units=("MB", "CPU hours", "\N{EURO SIGN}"))
    assert read_value("3 CPU hours", units) == Quantity(3, "CPU hours")
    assert read_value("3\N{EURO SIGN}", units) == Quantity(3, "\N{EURO SIGN}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("30 Mb", "the unit of '30 Mb' is not one of 'units'; did you mean 'MB'?"),
        ("30 s", "the unit of '30 s' is not one of 'units'; choose from 'MB', 'GB'"),
        ("30", "'30' has no unit; say unit = \"...\" if all values have the same"),
    ],
)
def test_other_units_than_those_are_refused(text: str, message: str) -> None:
    """Case matters, as a megabit is no megabyte."""
    assert refusal(text, field("quantity", units=("MB", "GB"))) == message


@pytest.mark.parametrize(("text", "expected"), [("PPS", True), ("CPU hours", True), ("000 PPS", False), (" s", False)])
def test_a_unit_is_told_from_the_number_before_it(text: str, expected: bool) -> None:  # noqa: FBT001 - an expected value.
    assert is_unit(text) is expected
