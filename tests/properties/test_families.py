"""The outputs for families of tables: whatever the data say, they are read back as they are."""

from __future__ import annotations

import ast
import dataclasses
import json
import math
from collections import Counter
from typing import TYPE_CHECKING, Any

import jsonschema
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from contents import CELLS, words_shown
from datasets import imported, text_of
from markdowns import words_of
from readback import exact, in_json, in_python, read_json
from tablecast.content import Paragraph, plain_text
from tablecast.diagnostics import Location, TablecastError
from tablecast.model import Dataset, Entries, Field, Items, Markup, Record, Schema, Value
from tablecast.types import write_value
from tablecast.writers._contents import values_in
from typed import datasets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.content import Block
    from tablecast.model import Data, Duplicates

slow = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    max_examples=50,
)


@st.composite
def keyed(draw: st.DrawFn) -> Dataset:
    """A dataset whose key is any of its fields, or several, and which may keep all records of a key."""
    drawn = draw(datasets())
    names = st.sampled_from([field.name for field in drawn.schema.fields])
    key = draw(st.lists(names, min_size=1, max_size=3, unique=True).map(tuple))
    duplicates: Duplicates = draw(st.sampled_from(("error", "all")))
    return replace(drawn, schema=replace(drawn.schema, key=key, duplicates=duplicates))


def rows(drawn: Dataset) -> list[list[Data]]:
    """The values of a dataset."""
    return [[value.data for value in record.values] for record in drawn.records]


def is_finite(drawn: Dataset) -> bool:
    """Tell whether JSON has all numbers of a dataset."""
    held = [each for row in rows(drawn) for data in row for each in values_in(data)]
    return all(math.isfinite(each) for each in held if isinstance(each, float))


def made(drawn: Dataset, template: str, **options: str) -> str:
    """What a template makes of a dataset that it is for."""
    try:
        return text_of(drawn, template, **options)
    except TablecastError as error:
        codes = {each.code for each in error.diagnostics}
        event(", ".join(codes))
        assume(not codes <= {"unsuitable-template", "value-not-writable"})
        raise


@slow
@given(keyed())
def test_python_registry(drawn: Dataset) -> None:
    """Each record is found under its key."""
    text = made(drawn, "python/registry.py.j2", class_name="Made")
    module = imported(text)
    (name,) = [each for each in assigned(text) if isinstance(getattr(module, each), type(type.__dict__))]
    names = [field.name for field in dataclasses.fields(module.Made)]
    places = [[field.name for field in drawn.schema.fields].index(each) for each in drawn.schema.key]
    found: list[str] = []
    for key, held in getattr(module, name).items():
        for record in held if drawn.schema.duplicates == "all" else (held,):
            data = [getattr(record, each) for each in names]
            parts = tuple(data[place] for place in places)
            assert (key if len(places) > 1 else (key,)) == parts or "nan" in repr(key)
            found.append(repr([exact(each) for each in data]))
    assert Counter(found) == Counter(repr([in_python(data) for data in row]) for row in rows(drawn))


def assigned(text: str) -> list[str]:
    """The names that a module declares as final, in order."""
    return [
        node.target.id
        for node in ast.parse(text).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id != "_EMPTY"
    ]


@slow
@given(keyed(), st.data())
def test_python_constants(drawn: Dataset, data: st.DataObject) -> None:
    """There is a constant for each record, in order, whose value is that of any field."""
    place = data.draw(st.integers(0, len(drawn.schema.fields) - 1))
    text = made(drawn, "python/constants.py.j2", value=drawn.schema.fields[place].name)
    module = imported(text)
    found = [exact(getattr(module, name)) for name in assigned(text)]
    assert found == [in_python(row[place]) for row in rows(drawn)]


@slow
@given(datasets())
def test_json_lines(drawn: Dataset) -> None:
    """Each line is a record, and valid."""
    assume(is_finite(drawn))
    lines = made(drawn, "json/lines.jsonl.j2").split("\n")
    assert lines.pop() == ""
    assert [[value for _, value in read_json(line)] for line in lines] == [
        [in_json(data) for data in row] for row in rows(drawn)
    ]
    schema = json.loads(text_of(drawn, "json/schema.json.j2", form="line"))
    for line in lines:
        jsonschema.validate(json.loads(line), schema)


@slow
@given(keyed())
def test_json_by_key(drawn: Dataset) -> None:
    """Each record is at the texts of its key, and the whole is valid."""
    assume(is_finite(drawn))
    text = made(drawn, "json/by_key.json.j2", schema="x")
    places = [[field.name for field in drawn.schema.fields].index(each) for each in drawn.schema.key]
    found = leaves(dict(read_json(text))["records"], len(places), is_grouped=drawn.schema.duplicates == "all")
    expected = [([write_value(row[place]) for place in places], [in_json(data) for data in row]) for row in rows(drawn)]
    assert Counter(map(repr, found)) == Counter(map(repr, expected))
    jsonschema.validate(json.loads(text), json.loads(text_of(drawn, "json/schema.json.j2", form="by_key")))


def leaves(tree: Any, depth: int, *, is_grouped: bool) -> Iterator[tuple[list[str], list[object]]]:
    """Give the records of a tree of keys, each with its path; no key is there twice."""
    if not depth:
        for record in tree if is_grouped else [tree]:
            yield [], [value for _, value in record]
        return
    assert len(dict(tree)) == len(tree)
    for key, held in tree:
        for path, record in leaves(held, depth - 1, is_grouped=is_grouped):
            yield [key, *path], record


@slow
@given(datasets())
def test_markdown_sections(drawn: Dataset) -> None:
    """A browser shows all that the dataset says, in order, and nothing else."""
    plain = replace(drawn, schema=replace(drawn.schema, name_field=drawn.schema.key[0]))
    text = made(plain, "markdown/sections.md.j2")
    titles = [title(field.name) for field in plain.schema.fields]
    said = [title(plain.name), plain.description]
    long = {field.name for place, field in enumerate(plain.schema.fields) if is_long(plain, place)}
    for row in rows(plain):
        facts = list(zip(plain.schema.fields, titles, row, strict=True))
        name = write_value(row[0])
        said.append(name or f"No {titles[0].lower()}")
        is_said = all("\n" not in write_value(each[0]) for each in rows(plain))
        left = facts[1:] if is_said else facts
        ordered = sorted(left, key=lambda fact: fact[0].name in long)
        shown = [fact for fact in ordered if not is_empty(fact[2])]
        said += [f"{label}:{words(data)}" for _, label, data in shown]
    assert "".join(words_of(text)) == "".join("".join(said).split())


@slow
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=3))
def test_markup_in_markdown_sections(cells: list[tuple[tuple[Block, ...], ...]]) -> None:
    """Whatever markup cells hold, each record is a section that shows the words of it."""
    fields = (Field("number", "int"), Field("prose", "text"), Field("more", "markup"))
    place = Location("a.rst", 1)
    records = tuple(
        Record(
            (
                Value(number, str(number), place),
                Value(plain_text(prose), plain_text(prose), place, prose),
                Value(Markup(more), plain_text(more), place, more),
            ),
            place,
        )
        for number, (prose, more) in enumerate(cells)
    )
    text = made(Dataset("marked", Schema(fields, ("number",)), records, ()), "markdown/sections.md.j2")
    said = ["Marked"]
    for number, (prose, more) in enumerate(cells):
        said += [str(number)]
        said += ["Prose:", *words_shown(prose)] if plain_text(prose) else []
        said += ["More:", *words_shown(more)] if plain_text(more) else []
    assert "".join(words_of(text)) == "".join("".join(said).split())


def title(name: str) -> str:
    """A name as a heading."""
    spaced = name.replace("_", " ").strip(" ")
    return spaced[:1].upper() + spaced[1:]


def is_long(drawn: Dataset, place: int) -> bool:
    """Tell whether a field stands below the list: by its type, or because a value is more than a paragraph."""
    if drawn.schema.fields[place].type in {"text", "markup", "list", "mapping"}:
        return True
    marked = [data.blocks for row in rows(drawn) if isinstance(data := row[place], Markup)]
    return any(not (len(blocks) == 1 and isinstance(blocks[0], Paragraph)) for blocks in marked if blocks)


def is_empty(data: Data) -> bool:
    """Tell whether there is nothing to show."""
    match data:
        case Items(held) | Entries(held):
            return not held
        case _:
            return not write_value(data)


def words(data: Data) -> str:
    """What a reader sees of a value, bullets apart."""
    match data:
        case Items(items):
            return "".join(map(words, items))
        case Entries(entries):
            return "".join(f"{key}:{words(value)}" for key, value in entries)
        case Markup(blocks):
            return "".join(words_shown(blocks))
        case _:
            return write_value(data)
