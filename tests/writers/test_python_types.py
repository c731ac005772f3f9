"""The types of a generated Python module: what it defines for itself, imports, and writes for each type of field."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from datasets import dataset, imported, text_of
from tablecast.content import BulletList, Paragraph, Strong, Text
from tablecast.model import Entries, Field, Items, Markup, Place, Quantity, Range

if TYPE_CHECKING:
    from tablecast.model import Data, TypeName

ENUM, RECORDS = "python/enum.py.j2", "python/records.py.j2"
LEVEL = Field("level", "enum", values=("Minor", "Major"), members=("minor", "major"))
LONG = "The path that all requests for certificates of the service have to begin with, without a host."


def test_a_module_of_all_types() -> None:
    fields = [
        Field("code", "code"),
        LEVEL,
        Field("price", "decimal", optional=True),
        Field("since", "version"),
        Field("date", "date"),
        Field("updated", "datetime"),
        Field("timeout", "quantity"),
        Field("ports", "range"),
        Field("tags", "list"),
        Field("reasons", "mapping"),
        Field("waits", "mapping", item=Field("waits", "list", item=Field("waits", "quantity"))),
        Field("parent", "reference", dataset="alarm", item=Field("code", "code")),
        Field("section", "reference"),
        Field("help", "url"),
        Field("remedy", "markup"),
    ]
    remedy = Markup(
        (Paragraph((Strong((Text("Wait"),)), Text(", then:"))), BulletList(((Paragraph((Text("retry"),)),),)))
    )
    row: list[Data] = [
        *("02000", "Major", Decimal("1.50"), "3.10", dt.date(2024, 3, 1)),
        dt.datetime(2024, 3, 1, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5, minutes=-30))),
        *(Quantity(30, "s"), Range(1, 65535), Items(("a", "b")), Entries((("full", "No space."), ("path", LONG)))),
        Entries((("retry", Items((Quantity(Decimal("0.5"), "s"),))),)),
        *("01000", Place("alarms.rst", "section", "Alarms"), "https://docs.example/02000", remedy),
    ]
    text = text_of(dataset(fields, [row], key=("code",), name="alarm", description="Alarms."), RECORDS)
    assert (
        text.partition("Codes\n")[2]
        == '''"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal, NamedTuple


class Quantity(NamedTuple):
    """An amount of a unit."""

    amount: int | Decimal
    unit: str


class Range(NamedTuple):
    """The numbers between two bounds; None is no bound."""

    minimum: int | None
    maximum: int | None
    exclusive_minimum: bool = False
    exclusive_maximum: bool = False
    unit: str = ""


class Place(NamedTuple):
    """A document, or a section, a table or another labelled place in it."""

    document: str
    kind: Literal["document", "section", "table", "place"]
    title: str


class Level(StrEnum):
    """What `level` can be."""

    MINOR = "Minor"
    MAJOR = "Major"


Waits = Mapping[str, tuple[Quantity, ...]]
"""What `waits` holds."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Alarms."""

    code: str
    level: Level
    price: Decimal | None
    since: str
    date: dt.date
    updated: dt.datetime
    timeout: Quantity
    ports: Range
    tags: tuple[str, ...]
    reasons: Mapping[str, str]
    waits: Waits
    parent: str
    section: Place
    help: str
    remedy: str


RECORDS: Final[tuple[Alarm, ...]] = (
    Alarm(
        code="02000",
        level=Level.MAJOR,
        price=Decimal("1.50"),
        since="3.10",
        date=dt.date(2024, 3, 1),
        updated=dt.datetime(
            2024,
            3,
            1,
            12,
            30,
            tzinfo=dt.timezone(dt.timedelta(hours=-5, minutes=-30)),
        ),
        timeout=Quantity(30, "s"),
        ports=Range(1, 65535),
        tags=("a", "b"),
        reasons=MappingProxyType(
            {
                "full": "No space.",
                "path": (
                    "The path that all requests for certificates of the service have "
                    "to begin with, without a host."
                ),
            }
        ),
        waits=MappingProxyType({"retry": (Quantity(Decimal("0.5"), "s"),)}),
        parent="01000",
        section=Place("alarms.rst", "section", "Alarms"),
        help="https://docs.example/02000",
        remedy="**Wait**, then:\\n\\n- retry",
    ),
)
"""All records, in the order of the documents."""

BY_KEY: Final[Mapping[str, Alarm]] = MappingProxyType(
    {record.code: record for record in RECORDS}
)
"""The records by `code`."""
'''
    )


@pytest.mark.parametrize(
    ("field", "annotation"),
    [
        (Field("it", "text"), "str"),
        (Field("it", "version"), "str"),
        (Field("it", "url"), "str"),
        (Field("it", "markup"), "str"),
        (Field("it", "enum"), "str"),
        (Field("it", "decimal", optional=True), "Decimal | None"),
        (Field("it", "date"), "dt.date"),
        (Field("it", "datetime"), "dt.datetime"),
        (Field("it", "quantity"), "Quantity"),
        (Field("it", "list"), "tuple[str, ...]"),
        (Field("it", "list", item=Field("it", "int")), "tuple[int, ...]"),
        (Field("it", "mapping"), "Mapping[str, str]"),
        (Field("it", "mapping", item=Field("it", "list")), "It"),
        (Field("it", "list", item=LEVEL), "tuple[It, ...]"),
        (Field("it", "reference"), "Place"),
        (Field("it", "reference", dataset="other"), "str"),
        (Field("it", "reference", dataset="other", item=Field("code", "int")), "int"),
        (Field("it", "reference", dataset="other", item=Field("key", "list")), "tuple[str, ...]"),
    ],
)
def test_annotations(field: Field, annotation: str) -> None:
    assert f"\n    it: {annotation}\n" in text_of(dataset([field], []), RECORDS)


@pytest.mark.parametrize(
    ("kinds", "bound"),
    [
        ((None,), "int"),
        (("int",), "int"),
        (("decimal",), "Decimal"),
        (("quantity",), "int | Decimal"),
        (("int", "decimal"), "int | Decimal"),
    ],
)
def test_the_bounds_of_ranges_are_what_they_are_declared_as(kinds: tuple[TypeName | None, ...], bound: str) -> None:
    """One class is for all ranges of a module."""
    fields = [Field(f"r{kind}", "range", item=Field("r", kind) if kind else None) for kind in kinds]
    text = text_of(dataset(fields, []), RECORDS)
    assert text.count("class Range(NamedTuple)") == 1
    assert f"    minimum: {bound} | None\n    maximum: {bound} | None\n" in text
    assert ("from decimal import Decimal\n" in text) == ("Decimal" in bound)


@pytest.mark.parametrize("template", [ENUM, RECORDS])
def test_nothing_is_defined_that_is_not_needed(template: str) -> None:
    text = text_of(
        dataset([Field("id"), Field("note")], [["a", "Quantity Range Place Decimal dt"]], key=("id",)), template
    )
    assert "class Quantity" not in text
    assert "import Decimal" not in text
    assert "NamedTuple" not in text


def test_the_members_of_an_enum_have_the_names_of_the_configuration() -> None:
    field = Field("state", "enum", values=("C", "C++", "x", "y", "1"), members=("class", "c plus", "a b", "A-b", "1"))
    module = imported(text_of(dataset([Field("id"), field], [["a", "C++"]], key=("id",)), RECORDS))
    names = [member.name for member in module.State]
    assert names[:2] == ["CLASS", "C_PLUS"]
    assert [member.value for member in module.State] == ["C", "C++", "x", "y", "1"]
    assert len(set(names)) == len(names)
    assert names[-1] == "STATE_1"
    assert module.RECORDS[0].state is module.State.C_PLUS


def test_a_class_that_the_dataset_is_called_like() -> None:
    module = imported(text_of(dataset([LEVEL], [["Major"]], name="level"), RECORDS))
    assert module.RECORDS[0].level is module.LevelValue.MAJOR


@pytest.mark.parametrize("name", ["Quantity", "Range", "Place", "Decimal", "NamedTuple"])
def test_a_class_that_a_module_may_define_or_import(name: str) -> None:
    assert f"class {name}Record:" in text_of(dataset([Field("a")], [["x"]], name=name), RECORDS)


class TestDefaults:
    """The parameters of an enumeration have defaults, which a lookup by value asks for."""

    @pytest.mark.parametrize(
        ("field", "default"),
        [
            (Field("it", "text"), '""'),
            (LEVEL, "Level.MINOR"),
            (Field("it", "enum", values=("a", "b")), '"a"'),
            (Field("it", "decimal"), "Decimal(0)"),
            (Field("it", "date"), "dt.date(1, 1, 1)"),
            (Field("it", "datetime"), "dt.datetime(1, 1, 1, tzinfo=dt.UTC)"),
            (Field("it", "quantity"), 'Quantity(0, "")'),
            (Field("it", "range"), "Range(None, None)"),
            (Field("it", "list"), "()"),
            (Field("it", "mapping"), "MappingProxyType({})"),
            (Field("it", "reference"), 'Place("", "document", "")'),
            (Field("it", "reference", dataset="other", item=Field("code", "int")), "0"),
            (Field("it", "quantity", optional=True), "None"),
        ],
    )
    def test_of_each_type(self, field: Field, default: str) -> None:
        (line,) = (
            line
            for line in text_of(dataset([Field("id"), field], [], key=("id",)), ENUM).split("\n")
            if line.startswith(f"        {field.name}: ")
        )
        assert line.partition(" = ")[2] == f"{default},"

    def test_an_empty_mapping_says_no_type_where_the_type_is_known(self) -> None:
        field = Field("it", "mapping", item=Field("it", "mapping"))
        drawn = dataset([Field("id"), field], [["a", Entries((("x", Entries(())),))]], key=("id",))
        assert "_EMPTY: Final[Mapping[str, Never]] = MappingProxyType({})\n" in text_of(drawn, ENUM)
        assert 'MappingProxyType({"x": _EMPTY}),\n' in text_of(drawn, ENUM)
        assert 'it=MappingProxyType({"x": MappingProxyType({})}),\n' in text_of(drawn, RECORDS)

    def test_a_closed_set_in_a_list_is_any_text_in_an_enumeration(self) -> None:
        """Type checkers take the tuple of a member for one of texts."""
        field = Field("it", "list", item=Field("it", "enum", values=("a", "b")))
        drawn = dataset([Field("id"), field], [["x", Items(("a",))]], key=("id",))
        assert "    it: tuple[str, ...]\n" in text_of(drawn, ENUM)
        assert "    it: tuple[It, ...]\n" in text_of(drawn, RECORDS)


def test_a_point_in_time_without_an_offset_stays_as_it_is() -> None:
    drawn = dataset([Field("at", "datetime")], [[dt.datetime(2024, 3, 1, 12, 30)]])  # noqa: DTZ001
    text = text_of(drawn, RECORDS)
    assert "at=dt.datetime(2024, 3, 1, 12, 30),\n" in text
    assert "# ruff: noqa: DTZ001, RUF100\n" in text
