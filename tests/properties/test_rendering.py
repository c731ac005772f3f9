"""Whole outputs: whatever the data say, they are read back as they are, and rendering is repeatable."""

from __future__ import annotations

import dataclasses
import json
import math
import re
import unicodedata
from typing import TYPE_CHECKING

import jsonschema
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from contents import CELLS, words_shown
from datasets import imported, text_of, texts, written
from hostile import TEXTS
from markdowns import cells, shown
from readback import exact, in_json, in_python, read_json
from tablecast.config import OutputConfig
from tablecast.content import plain_text
from tablecast.diagnostics import Location, TablecastError
from tablecast.model import Dataset, Field, Markup, Record, Schema, Value
from tablecast.types import write_value
from tablecast.writers import MARKER, render, template_names
from tablecast.writers._contents import values_in
from typed import datasets

if TYPE_CHECKING:
    from tablecast.content import Block
    from tablecast.model import Data

LINES = "json/lines.jsonl.j2"
"""The one output in which nothing but data can stand."""

slow = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=50)


def rows(drawn: Dataset) -> list[list[Data]]:
    """The values of a dataset."""
    return [[value.data for value in record.values] for record in drawn.records]


def expected(drawn: Dataset) -> list[list[object]]:
    """What the values of a dataset are in Python."""
    return [[in_python(data) for data in row] for row in rows(drawn)]


@slow
@given(datasets())
def test_python_enum(drawn: Dataset) -> None:
    text = text_of(drawn, "python/enum.py.j2", class_name="Made")
    module = imported(text)
    attributes = [name for name in module.Made.__annotations__ if not name.startswith("_")]
    found = [[member.value, *(getattr(member, name) for name in attributes)] for member in module.Made]
    assert [[exact(value) for value in row] for row in found] == expected(drawn)
    assert all(module.Made(member.value) is member for member in module.Made)


@slow
@given(datasets())
def test_python_records(drawn: Dataset) -> None:
    module = imported(text_of(drawn, "python/records.py.j2"))
    names = [field.name for field in dataclasses.fields(module.RECORDS[0])]
    found = [[exact(getattr(record, name)) for name in names] for record in module.RECORDS]
    assert found == expected(drawn)
    assert list(module.BY_KEY.values()) == list(module.RECORDS)


@slow
@given(datasets())
def test_json(drawn: Dataset) -> None:
    """Every dataset but one with infinities is written, read back, and valid."""
    values = [value for row in rows(drawn) for data in row for value in values_in(data)]
    assume(all(math.isfinite(value) for value in values if isinstance(value, float)))
    text = text_of(drawn, "json/records.json.j2", schema="x")
    records = dict(read_json(text))["records"]
    assert [[value for _, value in record] for record in records] == [
        [in_json(data) for data in row] for row in rows(drawn)
    ]
    jsonschema.validate(json.loads(text), json.loads(text_of(drawn, "json/schema.json.j2")))


@slow
@given(datasets())
def test_markdown(drawn: Dataset) -> None:
    """Every dataset is written and read back, or a text in it is refused."""
    output = OutputConfig("markdown/table.md.j2", "out")
    if any(unwritable(text) for text in texts_of(drawn)):
        with pytest.raises(TablecastError, match="value-not-writable"):
            render(drawn, output)
        return
    assume(not any(isinstance(data, Markup) for row in rows(drawn) for data in row))
    read = cells(render(drawn, output).data.decode())[1:]
    assert read == [[write_value(data) for data in row] for row in rows(drawn)]


@slow
@given(st.integers(1, 3).flatmap(lambda width: st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=3)))
def test_markup_in_markdown(cells_of: list[tuple[tuple[Block, ...], ...]]) -> None:
    """Whatever markup cells hold, each record is a line with a cell for each field, which shows the words of it."""
    fields = tuple(Field(f"field {index}") for index in range(len(cells_of[0])))
    place = Location("a.rst", 1)
    records = tuple(
        Record(tuple(Value(plain_text(cell), plain_text(cell), place, cell) for cell in row), place) for row in cells_of
    )
    text = text_of(Dataset("marked", Schema(fields), records, ()), "markdown/table.md.j2")
    assert sum(line.startswith("|") for line in text.split("\n")) == 2 + len(records)
    assert shown(text)[1:] == [[words_shown(cell) for cell in row] for row in cells_of]


def unwritable(text: str) -> bool:
    """Tell whether HTML text cannot hold a text."""
    controls = any(unicodedata.category(it) == "Cc" and it not in "\t\n\f\r" for it in text)
    return controls or any("\ud800" <= it <= "\udfff" or _is_noncharacter(ord(it)) for it in text)


def _is_noncharacter(number: int) -> bool:
    return 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE


def texts_of(drawn: Dataset) -> list[str]:
    """All texts that a Markdown table shows."""
    values = [write_value(value) for row in rows(drawn) for value in row]
    return [drawn.name, drawn.description, *(field.name for field in drawn.schema.fields), *values]


@slow
@given(datasets(), st.sampled_from(template_names()))
def test_what_every_output_has(drawn: Dataset, template: str) -> None:
    output = OutputConfig(template, "out")
    try:
        made = render(drawn, output)
    except TablecastError:
        return
    text = made.data.decode()
    assert (MARKER in text) != (template == LINES)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert render(drawn, output) == made
    last = text.count("\n")
    assert all(1 <= trace.line <= trace.end_line <= last for trace in made.traces)


@given(TEXTS)
def test_a_template_s_own_text_is_left_alone(text: str) -> None:
    """What is not markup of Jinja's passes through a template unchanged, but for its line ends; nothing is nothing."""
    own = re.sub(r"[{}\ud800-\udfff]", "", text)
    lines = own.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    assert written(texts("x"), own) == (f"{lines}\n" if lines else "")
