"""The canonical text of values."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tablecast.content import Paragraph, Text
from tablecast.model import Data, Entries, Items, Markup, Place, Quantity, Range
from tablecast.types import write_value


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (None, ""),
        ("a\nb", "a\nb"),
        (True, "true"),
        (False, "false"),
        (-12, "-12"),
        (1e22, "1e+22"),
        (0.1, "0.1"),
        (Decimal("1.50"), "1.50"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (dt.date(2024, 1, 31), "2024-01-31"),
        (dt.datetime(2024, 1, 31, 10, 0, 5, tzinfo=dt.UTC), "2024-01-31T10:00:05+00:00"),
        (dt.datetime.fromisoformat("2024-01-31"), "2024-01-31T00:00:00"),
        (Quantity(30, "s"), "30 s"),
        (Quantity(Decimal("99.90"), "%"), "99.90%"),
        (Range(1, 65535), "1 to 65535"),
        (Range(5, 5), "5"),
        (Range(-5, -1, unit="\N{DEGREE SIGN}C"), "-5 to -1 \N{DEGREE SIGN}C"),
        (Range(0, 100, unit="%"), "0 to 100%"),
        (Range(0, None), ">= 0"),
        (Range(0, None, exclusive_minimum=True, unit="s"), "> 0 s"),
        (Range(None, 5), "<= 5"),
        (Range(None, 5, exclusive_maximum=True), "< 5"),
        (Range(0, 10, exclusive_maximum=True), "[0, 10)"),
        (Range(0, 10, exclusive_minimum=True, unit="s"), "(0, 10 s]"),
        (Range(None, None), "(-inf, inf)"),
        (Place("b.rst", "table", "Codes"), "Codes"),
        (Place("b.rst", "document", ""), "b.rst"),
        (Markup((Paragraph((Text("a"),)), Paragraph((Text("b"),)))), "a\n\nb"),
        (Items((1, "x", Quantity(2, "s"))), "1, x, 2 s"),
        (Items(()), ""),
        (Entries((("a", 1), ("b", True))), "a: 1, b: true"),
    ],
)
def test_writes(data: Data, text: str) -> None:
    assert write_value(data) == text
