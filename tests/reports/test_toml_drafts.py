"""TOML that tablecast writes: what it says is read back as what was meant."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablecast._config import parse_config
from tablecast.config import DatasetConfig, FieldConfig, Filter, OutputConfig, Override, Selector, TypeConfig
from tablecast.diagnostics import Location, Related
from tablecast.inference import Draft, LeftOut, Reason
from tablecast.reports import toml
from tablecast.selection import candidates
from tablecast.tables import Document, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLE = Table("a.rst", 1, "simple", Location("a.rst", 7, 1), 1, (), ())
(CANDIDATE,) = candidates([Document("a.rst", tables=(TABLE,))])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def draft(config: DatasetConfig, reasons: dict[str, Reason] | None = None) -> Draft:
    """A draft of a dataset called `it`."""
    return Draft("it", config, (CANDIDATE,), {}, "", (), reasons or {})


def written(config: DatasetConfig, keys: Sequence[str] = ()) -> DatasetConfig:
    """The dataset as it is read back from what is written."""
    path = "pyproject.toml" if keys else "tablecast.toml"
    text = "\n".join(toml.configuration([draft(config)], [], ["docs/*.rst"], keys))
    return parse_config(path, text).config.datasets["it"]


@given(TEXTS)
def test_every_text_is_read_back(text: str) -> None:
    """Quotes, backslashes, control characters: what is written is what was meant."""
    assert tomllib.loads(f"it = {toml.literal(text)}") == {"it": text}


@given(st.recursive(TEXTS | st.booleans() | st.integers(), lambda items: st.tuples(items, items)))
def test_every_value_is_read_back(value: object) -> None:
    """Arrays in arrays, too."""
    read = tomllib.loads(f"it = {toml.literal(value)}")
    assert json.dumps(read) == json.dumps({"it": value})  # JSON has one kind of array, which both are.


FULL = DatasetConfig(
    tables=(Selector(document="a.rst", header=("Code", "What # is"), width=2, count="any"), Selector(label="x")),
    fields={
        "code": FieldConfig(column="Code", type="int"),
        "what": FieldConfig(column=("What # is", 'The "what"')),
        "ports": FieldConfig(column="Ports", type="list", of=TypeConfig(type="int"), separator=","),
        "waits": FieldConfig(column="Waits", type="list", of=TypeConfig(type="quantity", units=("s", "ms"))),
        "level": FieldConfig(column="Level", type="enum", values={"minor": "Minor (\u2014)", "major": "Major"}),
        "unit": FieldConfig(constant="l/s"),
        "retry": FieldConfig(column="Retry", type="bool", default=False, everywhere=False),
    },
    side_by_side=2,
    heading_rows="skip",
    filters=(Filter(column="Code", reason="old", values=("1", "2")),),
    overrides=(Override(row={"Code": "1O"}, column="Code", text="10", reason="a letter", digest="0123456789ab"),),
    key="code",
    name_field="what",
    names={"10": "ten", "a b": "other"},
    outputs=(OutputConfig("json/records.json.j2", "out/it.json", {"schema": "it.schema.json"}),),
)


@pytest.mark.parametrize("keys", [(), ("tool", "tablecast")])
def test_a_configuration_is_read_back(keys: tuple[str, ...]) -> None:
    """Whatever a dataset says, in either file."""
    assert written(FULL, keys) == FULL


def test_what_goes_without_saying_is_not_said() -> None:
    """A field of a column alone is its column; an array too long for a line has a line for each."""
    config = DatasetConfig(
        (Selector(caption="x" * 60), Selector(caption="y" * 60)),
        {"code": FieldConfig(column="Code"), "ports": FieldConfig(column=("Port", "Ports"))},
    )

    assert list(toml.addition([draft(config)], [])) == [
        "",
        "[datasets.it]",
        "tables = [",
        f'    {{ caption = "{"x" * 60}" }},',
        f'    {{ caption = "{"y" * 60}" }},',
        "]",
        "",
        "[datasets.it.fields]",
        'code = "Code"',
        'ports = ["Port", "Ports"]',
    ]


def test_reasons_are_comments_beside_what_they_are_for() -> None:
    """The reason for the tables stands first, and the cells that spoke against a guess below it, the first three."""
    against = tuple(Related(Location("a.rst", line, 5), f"'{line}'") for line in range(10, 15))
    reasons = {
        "tables": Reason("two tables"),
        "key": Reason("every row\nhas \x07 another"),
        "fields.code": Reason("not every value is an int", against),
    }
    config = DatasetConfig((Selector(label="x"),), {"code": FieldConfig(column="Code")}, key="code")
    left_out = [LeftOut(CANDIDATE, "prose")]

    assert list(toml.addition([draft(config, reasons)], left_out)) == [
        "",
        "# two tables",
        "[datasets.it]",
        'tables = [{ label = "x" }]',
        "# every row has \N{REPLACEMENT CHARACTER} another",
        'key = "code"',
        "",
        "[datasets.it.fields]",
        "# not every value is an int",
        "#   a.rst:10:5: '10'",
        "#   a.rst:11:5: '11'",
        "#   a.rst:12:5: '12'",
        "#   and 2 more",
        'code = "Code"',
        "",
        "# Left out, 1 table:",
        "# - a.rst:7:1: prose",
    ]


def test_no_selector() -> None:
    """What cannot be selected is told in the place of a selector."""
    assert toml.selector(None) == "# only its place tells this table from others: give it a label"
    assert toml.selector(Selector(label="x")) == 'tables = [{ label = "x" }]'
