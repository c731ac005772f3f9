"""What a configuration declares: fields with all that their types say, and the values that it gives itself."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tablecast.config import DatasetConfig, FieldConfig, Selector, TypeConfig
from tablecast.model import Field, Quantity, Reading, Schema
from tablecast.schema import field_of, read_given, schema_of

if TYPE_CHECKING:
    from tablecast.model import Data


def dataset(fields: dict[str, FieldConfig], key: str | tuple[str, ...] = "") -> DatasetConfig:
    """A dataset of some fields."""
    return DatasetConfig((Selector(label="x"),), fields, key=key, name_field="code", duplicates="merge")


@pytest.mark.parametrize(("key", "names"), [("", ()), ("code", ("code",)), (("code", "area"), ("code", "area"))])
def test_schema(key: str | tuple[str, ...], names: tuple[str, ...]) -> None:
    """A schema has the fields in their order, the names of the key, and what is done with duplicates."""
    fields = {"code": FieldConfig(column="Code", type="int"), "area": FieldConfig(context="caption", optional=True)}
    expected = (Field("code", "int"), Field("area", optional=True))
    assert schema_of(dataset(fields, key)) == Schema(expected, names, "code", "merge")


@pytest.mark.parametrize(
    ("config", "field"),
    [
        (
            FieldConfig(column="X", type="enum", values=("a", "b"), description="What."),
            Field("x", "enum", values=("a", "b"), description="What."),
        ),
        (
            FieldConfig(column="X", type="enum", values={"on": "1", "off": "0"}),
            Field("x", "enum", values=("1", "0"), members=("on", "off")),
        ),
        (FieldConfig(column="X", type="int", base=16), Field("x", "int", reading=Reading(base=16))),
        (
            FieldConfig(column="X", type="code", pattern="(a)b"),
            Field("x", "code", reading=Reading(pattern="(a)b")),
        ),
        (
            FieldConfig(column="X", type="bool", true=("Ja",), false=("Nein",)),
            Field("x", "bool", reading=Reading(true=("Ja",), false=("Nein",))),
        ),
        (
            FieldConfig(column="X", type="list", separator=",", of=TypeConfig(type="date", formats=("%d.%m.%Y",))),
            Field(
                "x",
                "list",
                item=Field("x", "date", reading=Reading(formats=("%d.%m.%Y",))),
                reading=Reading(separator=","),
            ),
        ),
        (
            FieldConfig(column="X", type="range", of=TypeConfig(type="quantity", unit="s")),
            Field("x", "range", item=Field("x", "quantity", unit="s")),
        ),
        (FieldConfig(column="X", type="reference", dataset="y"), Field("x", "reference", dataset="y")),
    ],
)
def test_field(config: FieldConfig, field: Field) -> None:
    """A field has what its type says, and so has what it holds."""
    assert field_of("x", config) == field


@pytest.mark.parametrize(
    ("config", "unit", "units"),
    [
        (FieldConfig(column="X", type="range", unit="s"), "s", ()),
        (FieldConfig(column="X", type="range", units=("s", "min")), "", ("s", "min")),
    ],
)
def test_range_with_a_unit(config: FieldConfig, unit: str, units: tuple[str, ...]) -> None:
    """The bounds of a range with a unit are quantities, without being told."""
    assert field_of("x", config).item == Field("x", "quantity", unit=unit, reading=Reading(units=units))


@pytest.mark.parametrize(
    ("value", "field", "data"),
    [
        ("a", Field("x"), "a"),
        ("0xff", Field("x", "int"), 255),
        (255, Field("x", "int", reading=Reading(base=16)), 255),
        (2, Field("x", "float"), 2.0),
        (1e16, Field("x", "float"), 1e16),
        (2, Field("x", "decimal"), Decimal(2)),
        ("1.50", Field("x", "decimal"), Decimal("1.50")),
        (False, Field("x", "bool", reading=Reading(true=("Ja",), false=("Nein",))), False),
        ("Nein", Field("x", "bool", reading=Reading(true=("Ja",), false=("Nein",))), False),
        ("30 s", Field("x", "quantity"), Quantity(30, "s")),
        ("2026-03-01", Field("x", "date"), dt.date(2026, 3, 1)),
    ],
)
def test_given(value: str | float, field: Field, data: Data) -> None:
    """A string is read as a cell would be; another value is one of its type already."""
    found = read_given(value, field)
    assert (type(found), str(found)) == (type(data), str(data))


@pytest.mark.parametrize(
    ("value", "field", "message"),
    [
        ("x", Field("x", "int"), "'x' is not an int"),
        (1, Field("x"), "expected a string for the type 'str', got 1"),
        (1.5, Field("x", "decimal"), "expected a string for the type 'decimal', got 1.5"),
        (True, Field("x", "int"), "expected a string for the type 'int', got true"),
        (float("nan"), Field("x", "float"), "'nan' is not a float"),
    ],
)
def test_given_of_another_type(value: str | float, field: Field, message: str) -> None:
    """What would lose something, or is no value of the type, is refused."""
    with pytest.raises(ValueError, match=f"^{message}$"):
        read_given(value, field)
