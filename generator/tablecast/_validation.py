"""Plain data as Struct types, with every problem reported at its own place.

`msgspec.convert` is exact, but stops at its first problem and does not know where it stands in the file. So the walk
over tables and arrays is made here, and msgspec judges the single values.
"""

from __future__ import annotations

import datetime as dt
import json
import types
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeGuard, Union, get_args, get_origin

import msgspec
from msgspec import UNSET, Struct

from tablecast._regex import regex
from tablecast.diagnostics import Diagnostic, Related, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tablecast._toml import Keys, TomlFile
    from tablecast.codes import Code

_BARE_KEY = regex(r"[A-Za-z0-9_-]+")
_KINDS: dict[Any, str] = {
    str: "a string",
    bool: "a boolean",
    int: "an integer",
    float: "a float",
    list: "an array",
    dict: "a table",
    dt.datetime: "a date and time",
    dt.date: "a date",
    dt.time: "a time",
}
_EXAMPLES = {
    "a string": '"..."',
    "a string or an array of strings": '"..."',
    "a string, an integer, a float or a boolean": '"..."',
    "an integer": "a whole number",
    "a date": "2027-03-01, without quotes",
    "a table": "{ ... }",
    "a table of strings": '{ "..." = "..." }',
    "a boolean": "true or false",
    "an integer or 'any'": '1, or "any"',
    "an array of strings": '["..."]',
    "an array of strings or a table of strings": '["..."]',
    "an array of tables": "[{ ... }]",
}
_EMPTY: dict[Any, Any] = {tuple: (), dict: {}}


class Problems:
    """The problems of one file, each at its place. `root` is the way to the table that is validated."""

    def __init__(self, file: TomlFile, root: Keys = ()) -> None:
        """Begin without a problem."""
        self.found: list[Diagnostic] = []
        self._file = file
        self._root = root
        self._reported: list[Keys] = []
        self._settled: set[Keys] = set()

    def add(  # noqa: PLR0913 - these are the parts of a diagnostic.
        self,
        code: Code,
        keys: Keys,
        message: str,
        hint: str = "",
        *,
        at_key: bool = False,
        first: tuple[Keys, str] | None = None,
    ) -> None:
        """Report a problem at a value, or at its key; `first` is an earlier value that explains it, and how."""
        if keys in self._settled and not at_key:
            return
        self._reported.append(keys)
        locate = self._file.key_location if at_key else self._file.value_location
        related = (Related(locate(*self._root, *first[0]), first[1]),) if first else ()
        self.found.append(Diagnostic(code, message, locate(*self._root, *keys), hint=hint, related=related))

    def settle(self) -> None:
        """Ignore, from here on, problems of values that are or hold a value reported so far; their keys still count.

        Such a value is not known as its author meant it: a mistyped `colum` must not be followed by "no column".
        """
        self._settled = {keys[:length] for keys in self._reported for length in range(len(keys) + 1)}

    def is_settled(self, keys: Keys) -> bool:
        """Tell whether a value is not known as its author meant it, so that nothing can be concluded from it."""
        return keys in self._settled

    def is_clean(self, keys: Keys) -> bool:
        """Tell whether nothing has been reported of a value or of what it holds."""
        return not any(reported[: len(keys)] == keys for reported in self._reported)

    def name(self, keys: Keys) -> str:
        """Write keys as a path for a message, such as `datasets.status_code.tables[0]`."""
        return dotted(keys or self._root)


def dotted(keys: Keys) -> str:
    """Write keys the way TOML does, with an index in brackets."""
    parts = [f"[{key}]" if isinstance(key, int) else f".{_quoted(key)}" for key in keys]
    return "".join(parts).removeprefix(".")


def _quoted(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def shown(text: str) -> str:
    """Quote a text for a message, on one line whatever it holds."""
    return f"'{text}'" if text.isprintable() else repr(text)


def _shown_choice(choice: str | int) -> str:
    return shown(choice) if isinstance(choice, str) else str(choice)


class Converter:
    """Converts data to a Struct type. `built` lists every table that was converted, with its keys.

    `shorthands` names, for a type whose table may be written as just one of its values, the key of that value.
    """

    def __init__(self, problems: Problems, shorthands: Mapping[type[Struct], str]) -> None:
        """Begin with nothing built."""
        self.built: list[tuple[Keys, Struct]] = []
        self._problems = problems
        self._shorthands = shorthands

    def convert(self, value: Any, wanted: Any, keys: Keys = ()) -> Any:
        """Convert a value and all in it, and report what does not fit.

        A part that does not fit is left out or empty, so that the rest can be looked at: the result is to be used
        only when nothing was reported. UNSET stands for a single value that does not fit.
        """
        members = _members(wanted)
        if len(members) == 1 and is_struct(members[0]):
            return self._convert_struct(value, members[0], keys)
        if is_array(value) and (item := _item_type(wanted)):
            return _whole(tuple([self.convert(each, item, (*keys, index)) for index, each in enumerate(value)]))
        if is_table(value) and (item := _entry_type(wanted)):
            entries = {name: self.convert(each, item, (*keys, name)) for name, each in value.items()}
            return {name: entry for name, entry in entries.items() if entry is not UNSET}
        return self._convert_leaf(value, wanted, keys)

    def _convert_struct(self, value: Any, wanted: type[Struct], keys: Keys) -> Struct:
        if is_table(value):
            return self._convert_table(value, wanted, keys)
        if wanted in self._shorthands:
            name = self._shorthands[wanted]
            # The union makes a message say that a table would do, too.
            short = self.convert(value, Union[field_types(wanted)[name], wanted], keys)  # noqa: UP007 - made at run time.
            if short is not UNSET:
                return self._build({name: short}, wanted, keys)
        else:
            self._convert_leaf(value, wanted, keys)
        return _fill({}, wanted)

    def _convert_table(self, table: dict[str, Any], wanted: type[Struct], keys: Keys) -> Struct:
        known = field_types(wanted)
        where = f" in {dotted(keys)}" if keys else ""
        for name in table.keys() - known.keys():
            message = f"unknown key {shown(name)}{where}"
            self._problems.add("unknown-key", (*keys, name), message, did_you_mean(name, known), at_key=True)
        for name in [name for name in required_keys(wanted) if name not in table]:
            expected = describe(known[name])
            message = f"missing key '{name}'{where}: expected {expected}"
            hint = f"add {name} = {_EXAMPLES[expected]}"
            self._problems.add("missing-key", (*keys, name), message, hint, at_key=True)
        given = {name: self.convert(table[name], known[name], (*keys, name)) for name in known if name in table}
        return self._build(given, wanted, keys)

    def _build(self, given: dict[str, Any], wanted: type[Struct], keys: Keys) -> Struct:
        built = _fill(given, wanted)
        self.built.append((keys, built))
        return built

    def _convert_leaf(self, value: Any, wanted: Any, keys: Keys) -> Any:
        if wanted is Any:
            return value
        try:
            return msgspec.convert(value, wanted)
        except msgspec.ValidationError:
            is_choice = any(type(choice) is type(value) for choice in _choices(wanted))
            code: Code = "invalid-value" if is_choice else "wrong-type"
            got = _shown_choice(value) if is_choice else _KINDS[type(value)]
            message = f"{self._problems.name(keys)}: expected {describe(wanted)}, got {got}"
            self._problems.add(code, keys, message, _remedy(value, wanted))
            return UNSET


def is_struct(wanted: Any) -> bool:
    """Tell whether a type is a Struct type."""
    return isinstance(wanted, type) and issubclass(wanted, Struct)


@cache
def field_types(wanted: type[Struct]) -> dict[str, Any]:
    """Give the keys of a Struct type, each with its type."""
    return {field.encode_name: field.type for field in msgspec.structs.fields(wanted)}


@cache
def required_keys(wanted: type[Struct]) -> tuple[str, ...]:
    """Give the keys of a Struct type that must be there."""
    return tuple(field.encode_name for field in msgspec.structs.fields(wanted) if field.required)


def describe(wanted: Any) -> str:
    """Say for people what a type accepts, such as `a string or an array of strings`."""
    return enumerated((word for member in _members(wanted) for word in _describe_member(member)), "or")


def _describe_member(member: Any) -> list[str]:
    if get_origin(member) is Literal:
        return [_shown_choice(choice) for choice in get_args(member)]
    if item := _item_type(member):
        return [f"an array of {describe(item).partition(' ')[2]}s"]
    if _entry_type(member) is str:
        return ["a table of strings"]
    return ["a table" if is_struct(member) or get_origin(member) is dict else _KINDS[member]]


def enumerated(words: Iterable[str], conjunction: str) -> str:
    """Enumerate words for a message: `a, b or c`."""
    *others, last = words
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def _members(wanted: Any) -> tuple[Any, ...]:
    """Give the types of a union, without None, which stands for a key that is not there: TOML has no null."""
    members = get_args(wanted) if get_origin(wanted) in {Union, types.UnionType} else (wanted,)
    return tuple(member for member in members if member is not types.NoneType)


def _item_type(wanted: Any) -> Any:
    """Give the type of the elements, of a type that accepts an array; else None."""
    return next((get_args(member)[0] for member in _members(wanted) if get_origin(member) is tuple), None)


def _entry_type(wanted: Any) -> Any:
    """Give the type of the entries, of a type that accepts a table of any keys; else None."""
    return next((get_args(member)[1] for member in _members(wanted) if get_origin(member) is dict), None)


def _choices(wanted: Any) -> list[str | int]:
    return [choice for member in _members(wanted) if get_origin(member) is Literal for choice in get_args(member)]


def _whole(items: tuple[Any, ...]) -> Any:
    """Give up an array of which an element does not fit: without the element, the others would move up."""
    return UNSET if any(item is UNSET for item in items) else items


def _fill(given: dict[str, Any], wanted: type[Struct]) -> Struct:
    """Build a table from what fits, with something empty for each required key that is missing."""
    empty = {name: _EMPTY.get(get_origin(field_types(wanted)[name]), "") for name in required_keys(wanted)}
    return wanted(**empty | {name: value for name, value in given.items() if value is not UNSET})


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Tell whether plain data is an array."""
    return isinstance(value, list)


def is_table(value: Any) -> TypeGuard[dict[str, Any]]:
    """Tell whether plain data is a table."""
    return isinstance(value, dict)


def _remedy(value: Any, wanted: Any) -> str:
    """Say what to do about a value that does not fit, as exactly as the two allow."""
    item = _item_type(wanted)
    if isinstance(value, str):
        if _fits_unquoted(value, wanted):
            return "write it without quotes"
        if item is str:
            return "put it in square brackets"
    elif str in _members(wanted) and not isinstance(value, (list, dict)):
        return "put it in quotes"
    elif isinstance(value, dict) and is_struct(item):
        return "write [{ ... }], or a header in double brackets, [[...]]"
    example = _EXAMPLES.get(describe(wanted))
    return f"write {example}" if example else _offer(value, _choices(wanted))


def _offer(value: Any, choices: list[str | int]) -> str:
    words = [choice for choice in choices if isinstance(choice, str)]
    if isinstance(value, str) and words:
        return did_you_mean(value, words)
    return "choose one of these" if choices else ""


def _fits_unquoted(value: str, wanted: Any) -> bool:
    members = (*_members(wanted), *map(type, _choices(wanted)))
    return (bool in members and value in {"true", "false"}) or (int in members and value.isdecimal())
