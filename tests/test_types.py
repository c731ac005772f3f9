"""Field types: what each reads, and how it refuses."""

from __future__ import annotations

import re

import pytest

from tablecast.model import Field, Scalar, TypeName
from tablecast.types import read_value


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("str", "02000", "02000"),
        ("str", "", ""),
        ("int", "0", 0),
        ("int", "-12", -12),
        ("int", "+7", 7),
        ("float", "3.1", 3.1),
        ("float", "1.0", 1.0),
        ("float", "0", 0.0),
        ("float", "-0.5", -0.5),
        ("float", "2e3", 2000.0),
        ("bool", "Yes", True),
        ("bool", "NOT SUPPORTED", False),
        ("bool", "\N{CHECK MARK}", True),
        ("enum", "NORMAL", "normal"),
    ],
)
def test_reads(kind: TypeName, text: str, value: Scalar) -> None:
    """A text that surely means a value of the type is read as it."""
    read = read_value(text, Field("field", kind, values=("normal", "abnormal")))
    assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("int", "abc", "'abc' is not an int"),
        ("int", "", "'' is not an int"),
        ("int", "1.0", "'1.0' is not an int"),
        ("int", "1_000", "'1_000' is not an int"),
        ("int", "\N{ARABIC-INDIC DIGIT ONE}", "'\N{ARABIC-INDIC DIGIT ONE}' is not an int"),
        ("int", "02000", "'02000' has a leading zero, which an int would lose; use type = \"str\""),
        ("int", "-0", "'-0' is not an int"),
        ("int", "9" * 5000, 'an int has no more than 4000 digits; use type = "str"'),
        ("float", "3.10", "'3.10' has a zero that a float would lose, as versions have; use type = \"str\""),
        ("float", "03.1", "'03.1' has a zero that a float would lose, as versions have; use type = \"str\""),
        ("float", "1e999", "'1e999' is not a float"),
        ("float", "1e-999", "'1e-999' is not a float"),
        ("float", "nan", "'nan' is not a float"),
        ("float", "1.", "'1.' is not a float"),
        ("bool", "Yes, if asked", "'Yes, if asked' is neither yes nor no"),
        ("enum", "normel", "'normel' is not one of the values of 'field'; did you mean 'normal'?"),
        ("enum", "x", "'x' is not one of the values of 'field'; choose from 'normal', 'abnormal'"),
    ],
)
def test_refuses(kind: TypeName, text: str, message: str) -> None:
    """A text that does not is refused, in words for people."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        read_value(text, Field("field", kind, values=("normal", "abnormal")))
