"""What holds for every configuration, however it is written: places are right, and mistakes are diagnostics."""

from __future__ import annotations

import itertools
import json
import tomllib
import types
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, Union, get_args, get_origin

from hypothesis import example, given
from hypothesis import strategies as st

from tablecast._config import parse_config
from tablecast._toml import TomlFile
from tablecast._validation import field_types, is_struct, required_keys
from tablecast.config import Config, DatasetConfig, FieldConfig, Filter, OutputConfig, Override, Selector, TypeConfig
from tablecast.diagnostics import TablecastError
from tablecast.schema import schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from msgspec import Struct

    from tablecast._toml import Keys
    from tablecast.diagnostics import Location

Leaf: TypeAlias = str | int | float
Data: TypeAlias = Union[Leaf, list["Data"], list["Table"], "Table"]
Table: TypeAlias = dict[str, "Data"]

TYPES = (Config, DatasetConfig, FieldConfig, Filter, OutputConfig, Override, Selector, TypeConfig)
KEYS = sorted({key for each in TYPES for key in field_types(each)} | {"code", "x y"})
VALUES: list[Leaf] = [
    "",
    "code",
    "enum",
    "int",
    "label",
    "field:x",
    "group",
    "list",
    "reference",
    "items",
    "/",
    "(",
    "(a)(b)",
    "%Y-%m-%d",
    "0123456789ab",
    "any",
    "*.rst",
    "a",
    "A",
    "a/b",
    "..",
    1,
    0,
    True,
    2.5,
]
RANDOMS = st.randoms(use_true_random=False)
MOST_NESTED = 5


def tables(keys: st.SearchStrategy[str], leaf: st.SearchStrategy[Leaf]) -> st.SearchStrategy[Table]:
    """Give tables with tables and arrays inside."""

    def grow(inner: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
        table = st.dictionaries(keys, inner, max_size=3)
        return st.lists(inner, max_size=3) | table | st.lists(table, min_size=2, max_size=3)

    data: st.SearchStrategy[Data] = st.recursive(leaf, grow, max_leaves=12)
    return st.dictionaries(keys, data, max_size=4)


def like(wanted: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Give data of the types that a configuration has, whether it makes sense or not."""
    if is_struct(wanted):
        return table_like(wanted, depth + 1) if depth < MOST_NESTED else st.just({})
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin in {types.UnionType, Union}:
        return st.one_of([like(each, depth) for each in inner if each is not types.NoneType])
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        return st.lists(like(inner[0], depth), max_size=2)
    if origin is dict:
        return st.dictionaries(st.sampled_from(["code", "x"]), like(inner[1], depth), max_size=2)
    values = [value for value in VALUES if type(value) is wanted]
    return st.sampled_from(values or [value for value in VALUES if isinstance(value, str)])


def table_like(wanted: type[Struct], depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """Give a table with what it must have, and a few of the other keys."""
    known = {key: like(each, depth) for key, each in field_types(wanted).items()}
    required = {key: known[key] for key in required_keys(wanted)}
    some = st.sets(st.sampled_from(sorted(known)), max_size=3)
    return some.flatmap(lambda keys: st.fixed_dictionaries(required | {key: known[key] for key in sorted(keys)}))


def configuration(dataset: dict[str, Any], field: dict[str, Any]) -> dict[str, Any]:
    """Give a configuration with one dataset and one field that say more than they must."""
    whole: dict[str, Any] = {"tables": [{"label": "x"}], "fields": {"x": {"column": "X"} | field}}
    return {"sources": ["*.rst"], "datasets": {"code": whole | {key: dataset[key] for key in dataset.keys() - whole}}}


def number(data: Data, numbers: Iterator[int]) -> Data:
    """Make each leaf different from all others, so that its text tells which leaf it is."""
    if isinstance(data, dict):
        return {key: number(each, numbers) for key, each in data.items()}
    if isinstance(data, list):
        return [number(each, numbers) for each in data]
    return f"{data}{next(numbers)}"


def leaves(data: Data, keys: Keys = ()) -> Iterator[tuple[Keys, Data]]:
    """Give each leaf with the keys that lead to it."""
    if isinstance(data, dict):
        for key, each in data.items():
            yield from leaves(each, (*keys, key))
    elif isinstance(data, list):
        for index, each in enumerate(data):
            yield from leaves(each, (*keys, index))
    else:
        yield keys, data


class Writer:
    """Writes data as TOML, in a way that differs from place to place."""

    def __init__(self, random: Random) -> None:
        """Begin without lines; `random` chooses between the ways."""
        self.choose = random.choice
        self.lines: list[str] = []

    def string(self, text: str) -> str:
        """Write a string in one of the ways that can hold it."""
        ways = ['"' + "".join(f"\\U{ord(character):08x}" for character in text) + '"']
        if text.isprintable():
            ways += [json.dumps(text, ensure_ascii=False)] + ([] if "'" in text else [f"'{text}'"])
        return self.choose(ways)

    def key(self, *names: str) -> str:
        """Write a dotted key, bare where that is possible."""
        parts = [name if name.isascii() and name.isalnum() else self.string(name) for name in names]
        return self.choose([".", " . "]).join(parts)

    def value(self, data: Data) -> str:
        """Write a value in its line, or an array over several lines."""
        if isinstance(data, dict):
            return "{ " + ", ".join(f"{self.key(key)} = {self.value(each)}" for key, each in data.items()) + "}"
        if isinstance(data, list):
            comma = self.choose([", ", ",\n  ", ", # \u00e9 ]\n"])
            return self.choose(["[", "[\n", "[# }\n"]) + comma.join(map(self.value, data)) + "]"
        return self.string(data) if isinstance(data, str) else json.dumps(data)

    def pair(self, names: tuple[str, ...], data: Data) -> None:
        """Write a key with its value, or with a dotted key for each value inside."""
        if isinstance(data, dict) and data and self.choose([True, False]):
            for key, each in data.items():
                self.pair((*names, key), each)
        else:
            self.lines.append(f"{self.key(*names)} = {self.value(data)}{self.choose(['', ' # é'])}")

    def table(self, table: Table, names: tuple[str, ...] = ()) -> None:
        """Write a table: first what stands under its own header, then what has a header of its own."""
        later: Table = {}
        for key, data in table.items():
            if has_header(data) and self.choose([True, False]):
                later[key] = data
            else:
                self.pair((key,), data)
        for key, data in later.items():
            self.section((*names, key), data)

    def section(self, names: tuple[str, ...], data: Data) -> None:
        """Write a table, or an array of tables, with headers."""
        opening, closing = ("[[", "]]") if isinstance(data, list) else ("[", "]")
        for each in data if isinstance(data, list) else [data]:
            if isinstance(each, dict):
                self.lines.append(f"{opening}{self.key(*names)}{closing}{self.choose(['', ' # é'])}")
                self.table(each, names)


def has_header(data: Data) -> bool:
    """Tell whether data can be written under a header."""
    if isinstance(data, list):
        return bool(data) and all(isinstance(each, dict) for each in data)
    return isinstance(data, dict)


def write(table: Table, random: Random) -> str:
    """Write a table as TOML."""
    writer = Writer(random)
    writer.table(table)
    return "\n".join(writer.lines)


def text_at(place: Location, text: str) -> str:
    """Give the text that stands at a place."""
    return text.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1]


@given(
    tables(
        st.text(st.characters(codec="utf-8"), max_size=4),
        st.sampled_from(["é", "𝄞", "#", "'", '"', "\\", "\n", "\x7f"]),
    ),
    RANDOMS,
    st.sampled_from(["\n", "\r\n"]),
)
def test_places(structure: Table, random: Random, line_end: str) -> None:
    """The text at the place of a leaf reads as that leaf, and the text at the place of its key as its name."""
    numbers = itertools.count()
    data = {key: number(each, numbers) for key, each in structure.items()}
    text = write(data, random).replace("\n", line_end)
    file = TomlFile("x.toml", text)
    assert file.data == data
    for keys, leaf in leaves(data):
        assert tomllib.loads("x = " + text_at(file.value_location(*keys), text)) == {"x": leaf}
        if isinstance(keys[-1], str):
            assert tomllib.loads(text_at(file.key_location(*keys), text) + " = 0") == {keys[-1]: 0}


@given(tables(st.sampled_from(KEYS), st.sampled_from(VALUES)), RANDOMS)
def test_mistakes_are_diagnostics(data: Table, random: Random) -> None:
    """Any data is either a configuration or a set of mistakes that stand in the file, never a crash."""
    text = write(data, random)
    lengths = [len(line) for line in text.split("\n")]
    try:
        parse_config("tablecast.toml", text)
    except TablecastError as error:
        assert all(0 < each.location.column <= lengths[each.location.line - 1] + 1 for each in error.diagnostics)  # noqa: PT017 - not to raise is right, too.


@given(st.builds(configuration, table_like(DatasetConfig), table_like(FieldConfig)), RANDOMS)
def test_what_is_accepted_declares_schemas(data: Table, random: Random) -> None:
    """Data of the right types either declares datasets or is refused, and each message says what to do."""
    try:
        loaded = parse_config("tablecast.toml", write(data, random))
    except TablecastError as error:
        assert all(each.hint for each in error.diagnostics)  # noqa: PT017 - not to raise is right, too.
        return
    for dataset in loaded.config.datasets.values():
        assert [field.name for field in schema_of(dataset).fields] == list(dataset.fields)


@given(st.text())
@example("\ufeff")
@example("a.b = 1\n[a]")
@example("\udc80 = 1")
def test_texts_are_read_or_refused(text: str) -> None:
    """Any text is either TOML or one mistake, never a crash."""
    try:
        TomlFile("x.toml", text)
    except TablecastError as error:
        assert [each.code for each in error.diagnostics] == ["invalid-toml"]  # noqa: PT017 - not to raise is right, too.
