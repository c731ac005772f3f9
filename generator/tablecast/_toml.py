"""TOML: a text as plain data, and where each key and value of it stands.

`tomllib` reads the data and is exact about errors, but keeps no positions. tree-sitter knows positions; it is imported
and run only when a place is asked for, which is when there is something to report, so that a run without problems does
not wait for it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from tablecast._regex import regex
from tablecast.diagnostics import Diagnostic, Location, TablecastError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

Keys: TypeAlias = tuple[str | int, ...]
"""The way to a value from the top of the file: a name for each table, an index for each array."""

_POSITION = regex(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_HINTS = {
    "Invalid value": "put text in quotes",
    "Cannot overwrite": "define each key once",
    "Cannot declare": "define each table once",
    "Unescaped '\\'": "write text that holds backslashes in single quotes",
}
_ESCAPES = {chr(code): f"\\u{code:04x}" for code in (*range(0x20), 0x7F)} | {'"': '\\"', "\\": "\\\\"}
"""What a basic string may not hold as it is (TOML 1.0, section String)."""


def quoted(text: str) -> str:
    """Write a text as a basic string, on one line."""
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


class Place(Struct, frozen=True):
    """Where a key and its value stand: a table stands where its name does, an element of an array has no key."""

    key: Location
    value: Location


class TomlFile:
    """A TOML file: its `path`, its `data`, and on demand the places of its keys and values."""

    def __init__(self, path: str, text: str) -> None:
        """Read the text.

        Raises:
            TablecastError: The text is not TOML 1.0; the one diagnostic says where and why.
        """
        self.path = path
        # Some editors begin a file with a byte order mark. It is not part of the text, nor counted in its columns.
        self._text = text.removeprefix("\ufeff")
        self.data: dict[str, Any] = _parse(path, self._text)

    def key_location(self, *keys: str | int) -> Location:
        """Locate the name of a key, or of the nearest key around it when it does not exist itself."""
        return self._nearest(keys).key

    def value_location(self, *keys: str | int) -> Location:
        """Locate a value, or the nearest one around it when it does not exist itself; a table by its name, if any."""
        return self._nearest(keys).value

    def _nearest(self, keys: Keys) -> Place:
        while keys not in self._places:
            keys = keys[:-1]
        return self._places[keys]

    @cached_property
    def _places(self) -> dict[Keys, Place]:
        return find_places(self.path, self._text)


def find_places(path: str, text: str) -> dict[Keys, Place]:
    """Give the place of every key and value of a TOML text, and of the text itself under `()`.

    The text is one that tomllib has read. Should tree-sitter's grammar stumble over it all the same, then only `()` has
    a place: a place too rough is better than a wrong one.
    """
    import tree_sitter_toml  # noqa: PLC0415 - only a run with something to report pays for the import.
    from tree_sitter import Language, Parser  # noqa: PLC0415 - as above.

    # A lone surrogate cannot be encoded. Each becomes one question mark, which keeps the columns right.
    source = text.encode(errors="replace")
    root = Parser(Language(tree_sitter_toml.language())).parse(source).root_node
    collector = _Collector(path, source)
    if not root.has_error:
        collector.add_document(root)
    return collector.places


class _Collector:
    """Walks a syntax tree and fills `places`."""

    def __init__(self, path: str, source: bytes) -> None:
        self._path = path
        self._lines = source.split(b"\n")
        self._lengths: Counter[Keys] = Counter()  # How many elements each array of tables has so far.
        # Values to look into: a list of our own, because a value may be nested deeper than Python can recurse.
        self._open: list[tuple[Keys, Node]] = []
        start = Location(path, 1, 1)
        self.places: dict[Keys, Place] = {(): Place(start, start)}

    def add_document(self, root: Node) -> None:
        for child in _without_comments(root):
            if child.type == "pair":
                self._add_pair((), child)
            else:
                self._add_section(child)
        while self._open:
            self._add_members(*self._open.pop())

    def _add_section(self, section: Node) -> None:
        header, *pairs = _without_comments(section)
        *outer, (name, node) = _split_key(header)
        keys = (*self._enter(outer), name)
        place = Place(self._locate(node), self._locate(node))
        if section.type == "table_array_element":
            self.places.setdefault(keys, place)
            self._lengths[keys] += 1
            keys = (*keys, self._lengths[keys] - 1)
        # A table's own header is a better place for it than an earlier header of a table inside it.
        self.places[keys] = place
        for pair in pairs:
            self._add_pair(keys, pair)

    def _add_pair(self, table: Keys, pair: Node) -> None:
        key, value = _without_comments(pair)
        *outer, (name, node) = _split_key(key)
        keys = (*self._enter(outer, table), name)
        self.places[keys] = Place(self._locate(node), self._locate(node if value.type == "inline_table" else value))
        self._open.append((keys, value))

    def _add_members(self, keys: Keys, value: Node) -> None:
        members = _without_comments(value)
        if value.type == "inline_table":
            for pair in members:
                self._add_pair(keys, pair)
        elif value.type == "array":
            for index, element in enumerate(members):
                self.places[*keys, index] = Place(self._locate(element), self._locate(element))
                self._open.append(((*keys, index), element))

    def _enter(self, parts: list[tuple[str, Node]], table: Keys = ()) -> Keys:
        """Step into the tables that a dotted key names, and into the last element of an array of tables."""
        keys = table
        for name, node in parts:
            keys = (*keys, name)
            self.places.setdefault(keys, Place(self._locate(node), self._locate(node)))
            if keys in self._lengths:
                keys = (*keys, self._lengths[keys] - 1)
        return keys

    def _locate(self, node: Node) -> Location:
        start, end = node.start_point, node.end_point
        column = self._column(start.row, start.column)
        end_column = self._column(end.row, end.column) if start.row == end.row else 0
        return Location(self._path, start.row + 1, column, end_column)

    def _column(self, row: int, offset: int) -> int:
        """Count characters from 1, where tree-sitter counts bytes from 0."""
        return len(self._lines[row][:offset].decode()) + 1


def _without_comments(node: Node) -> list[Node]:
    return [child for child in node.named_children if child.type != "comment"]


def _split_key(key: Node) -> list[tuple[str, Node]]:
    """Split a key at its dots, into what each part means and where it stands."""
    return [(_meaning(part), part) for part in _key_parts(key)]


def _key_parts(key: Node) -> Iterator[Node]:
    todo = [key]
    while todo:
        node = todo.pop()
        if node.type == "dotted_key":
            todo.extend(reversed(node.named_children))
        else:
            yield node


def _meaning(part: Node) -> str:
    """Resolve quotes and escapes the way the parser of the data does, so that the two agree on every name."""
    text = (part.text or b"").decode()
    return text if part.type == "bare_key" else next(iter(tomllib.loads(f"{text} = 0")))


def _parse(path: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        reason = "invalid TOML: arrays or tables are nested too deeply"
        problem = Diagnostic("invalid-toml", reason, Location(path, 1, 1))
    except ValueError as error:  # TOMLDecodeError, or int() that refuses thousands of digits.
        problem = _explain(path, text, str(error))
    raise TablecastError([problem])


def _explain(path: str, text: str, message: str) -> Diagnostic:
    """Make a diagnostic of tomllib's message, which ends with the position (as attributes only since Python 3.14)."""
    found = _POSITION.search(message)
    if found is None:
        location = Location(path, 1, 1)
    elif found["line"]:
        location = Location(path, int(found["line"]), int(found["column"]))
    else:
        location = Location(path, text.count("\n") + 1, len(text) - text.rfind("\n"))
    reason = _POSITION.sub("", message)
    hint = next((hint for start, hint in _HINTS.items() if reason.startswith(start)), "")
    return Diagnostic("invalid-toml", f"invalid TOML: {reason}", location, hint=hint)
