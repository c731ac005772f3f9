"""The table of `docs/templates.md` that shows what each filter makes of a value of each type."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from datasets import dataset, written
from tablecast.content import Paragraph, Strong, Text
from tablecast.model import Entries, Field, Items, Markup, Place, Quantity, Range, TypeName

if TYPE_CHECKING:
    from tablecast.model import Data

VALUES: dict[TypeName, Data] = {
    **dict.fromkeys(("str", "text", "enum", "code", "version", "url"), "3.10"),
    "int": 1000,
    "float": 1.5,
    "decimal": Decimal("1.50"),
    "bool": True,
    "date": dt.date(2024, 3, 1),
    "datetime": dt.datetime(2024, 3, 1, 12, 30, tzinfo=dt.UTC),
    "quantity": Quantity(30, "s"),
    "range": Range(1, 65535),
    "list": Items(("a", "b")),
    "mapping": Entries((("a", 1), ("b", 2))),
    "reference": Place("errors.rst", "table", "Codes"),
    "markup": Markup((Paragraph((Text("Wait "), Strong((Text("once"),)), Text("."))),)),
}
PAGE = Path(__file__).parents[2] / "docs" / "templates.md"
TABLE = PAGE.read_text(encoding="utf-8").partition("### Values of each type\n")[2].partition("\n\nA ")[0]
ROWS = [[re.findall("`([^`]+)`", cell) for cell in line.split(" | ")] for line in TABLE.strip().splitlines()[2:]]
FILTERS = {"py": 1, "json": 2, "ts": 2, "md": 3}


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][0])
def test_the_table_shows_what_filters_make(row: list[list[str]], name: str) -> None:
    types, (shown,) = row[0], row[FILTERS[name]]
    for kind in types:
        drawn = dataset([Field("it", kind)], [[VALUES[kind]]])  # type: ignore[arg-type, index]
        assert written(drawn, f"{{{{ dataset.records[0].it | {name} }}}}") == f"{shown}\n"


def test_the_table_has_every_type() -> None:
    assert sorted(kind for types, *_ in ROWS for kind in types) == sorted(get_args(TypeName))


def test_the_template_of_the_page_lists_quantities() -> None:
    template = PAGE.read_text(encoding="utf-8").partition("```jinja templates/waits.md.j2\n")[2].partition("```")[0]
    field = Field("waits", "mapping", item=Field("waits", "quantity"))
    drawn = dataset([field], [[Entries((("retry", Quantity(1, "s")), ("a *b*", Quantity(Decimal("0.5"), "min"))))]])
    assert written(drawn, template) == "- retry: 1 s\n- a \\*b\\*: 0.5 min\n"
