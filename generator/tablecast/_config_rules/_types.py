"""Rules of types: options that belong to them, and texts that make sense.

The types themselves are in `tablecast.types`, and what they accept is in `docs/configuration.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from tablecast._config_rules._patterns import check_pattern
from tablecast._config_rules._report import check_filled, check_repeats, listed, report
from tablecast._validation import enumerated, shown
from tablecast.config import TypeConfig
from tablecast.model import TypeName
from tablecast.naming import identifier
from tablecast.types import check_format, is_unit

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from tablecast._toml import Keys
    from tablecast._validation import Problems

_TYPES: tuple[TypeName, ...] = get_args(TypeName)
_OWNERS: dict[str, tuple[TypeName, ...]] = {
    "values": ("enum",),
    "base": ("int",),
    "true": ("bool",),
    "false": ("bool",),
    "formats": ("date", "datetime"),
    "unit": ("quantity", "range"),
    "units": ("quantity", "range"),
    "of": ("list", "mapping", "range"),
    "separator": ("list", "mapping", "reference"),
    "dataset": ("reference",),
}
"""The types that each option is for."""

_DEFAULTS = TypeConfig()
_BOUNDS: tuple[TypeName, ...] = ("int", "decimal", "quantity")
_NESTED: tuple[TypeName, ...] = ("list", "mapping")
_ITEMS: dict[str, tuple[TypeName, ...]] = {
    "list": tuple(name for name in _TYPES if name not in _NESTED),
    "mapping": tuple(name for name in _TYPES if name not in _NESTED),
    "range": _BOUNDS,
}
"""The types of what each type may be made of."""


_FORMATS = {"date": "%Y-%m-%d", "datetime": "%Y-%m-%d %H:%M"}


def check_item(table: TypeConfig, keys: Keys, problems: Problems) -> None:
    """Check the type of what the values of a field are made of."""
    pattern = check_type(table, keys, problems)
    if pattern is not None and pattern.groups:
        message = f"expected a pattern without groups, found {pattern.groups}"
        report(problems, (*keys, "pattern"), message, "write (?:...), as only the pattern of a field picks a part")


def check_type(table: TypeConfig, keys: Keys, problems: Problems) -> re.Pattern[str] | None:
    """Check the options of a type, of a field or of what a field's values are made of, and give its pattern."""
    if not problems.is_settled((*keys, "type")):
        _check_owners(table, keys, problems)
        _OF_TYPE.get(table.type, _check_nothing)(table, keys, problems)
    return check_pattern(table.pattern, (*keys, "pattern"), problems)


def _check_owners(table: TypeConfig, keys: Keys, problems: Problems) -> None:
    for option, owners in _OWNERS.items():
        if table.type not in owners and getattr(table, option) != getattr(_DEFAULTS, option):
            first, *others = owners
            names = enumerated((f"'{owner}'" for owner in owners), "and")
            whose = f"types {names} have" if others else f"type {names} has"
            message = f"only the {whose} '{option}', and this one is '{table.type}'"
            report(problems, (*keys, option), message, f"write type = \"{first}\", or remove '{option}'")


def _check_nothing(_: TypeConfig, __: Keys, ___: Problems) -> None:
    """Many types have no rules."""


def _check_enum(table: TypeConfig, keys: Keys, problems: Problems) -> None:
    place = (*keys, "values")
    if not table.values:
        report(problems, keys, "a field of type 'enum' needs values, found none", 'add values = ["...", "..."]')
    if isinstance(table.values, dict):
        texts: dict[Keys, str] = {(*place, name): text for name, text in table.values.items()}
        check_identifiers({(*place, name): name for name in table.values}, problems)
    else:
        texts = listed(place, table.values)
    check_filled(texts, problems, "a text", "remove it; a cell that may be empty makes the field optional")
    check_repeats(texts, problems, "remove it; upper and lower case are the same here")


def check_identifiers(names: dict[Keys, str], problems: Problems) -> None:
    """Report each name that is empty, or that is the identifier of an earlier one."""
    check_filled(names, problems, "a name", "write one or more words")
    first: dict[str, Keys] = {}
    for keys, name in names.items():
        # Names that are one in any style are one in this style, which has nothing between the words.
        earlier = first.setdefault(identifier(name, "pascal"), keys)
        if name and earlier != keys:
            message = f"{shown(name)} makes the same identifiers as {shown(names[earlier])}"
            report(problems, keys, message, "choose another name", (earlier, "the other name"))


def _check_bool(table: TypeConfig, keys: Keys, problems: Problems) -> None:
    for given, other in (("true", "false"), ("false", "true")):
        if getattr(table, given) and not getattr(table, other):
            message = f"words of its own for '{given}' need those for '{other}', found none"
            report(problems, (*keys, given), message, f'add {other} = ["..."]')
    texts = listed((*keys, "true"), table.true) | listed((*keys, "false"), table.false)
    check_filled(texts, problems, "a text", "say default = false, for example, for an empty cell")
    check_repeats(texts, problems, "remove it; upper and lower case are the same here")


def _check_code(table: TypeConfig, keys: Keys, problems: Problems) -> None:
    if not table.pattern:
        hint = "add pattern = '[A-Z]+\\d+', for example"
        report(problems, keys, "the type 'code' needs a pattern, found none", hint)


def _check_date(table: TypeConfig, keys: Keys, problems: Problems) -> None:
    _check_formats(table, "date", keys, problems)


def _check_datetime(table: TypeConfig, keys: Keys, problems: Problems) -> None:
    _check_formats(table, "datetime", keys, problems)


def _check_formats(table: TypeConfig, kind: Literal["date", "datetime"], keys: Keys, problems: Problems) -> None:
    texts = listed((*keys, "formats"), table.formats)
    for place, text in texts.items():
        try:
            check_format(text, kind)
        except ValueError as error:
            report(problems, place, str(error), f"write '{_FORMATS[kind]}', for example")
    check_repeats(texts, problems, "remove it", str)


def _check_quantity(table: TypeConfig, keys: Keys, problems: Problems) -> None:
    if table.unit and table.units:
        report(problems, keys, "expected a unit or units, found both", "remove 'unit' or 'units'")
    texts = listed((*keys, "units"), table.units)
    check_filled(texts, problems, "a unit", "remove it")
    check_repeats(texts, problems, "remove it", str)
    _check_units(texts | {(*keys, "unit"): table.unit}, problems)


def _check_units(texts: dict[Keys, str], problems: Problems) -> None:
    """Report units that are taken for a part of the number."""
    for place, text in texts.items():
        if text and not is_unit(text):
            message = f"expected a unit, got {shown(text)}, which cannot be told from the number before it"
            report(problems, place, message, "begin it with a letter or a symbol, such as '%'")


def _check_items(table: TypeConfig, keys: Keys, problems: Problems) -> None:
    allowed = _ITEMS[table.type]
    if table.of and table.of.type not in allowed and not problems.is_settled((*keys, "of", "type")):
        message = f"a {table.type} of {shown(table.of.type)} cannot be read"
        hint = "choose from " + ", ".join(f"'{name}'" for name in allowed)
        report(problems, (*keys, "of", "type"), message, hint)


def _check_range(table: TypeConfig, keys: Keys, problems: Problems) -> None:
    _check_items(table, keys, problems)
    _check_quantity(table, keys, problems)
    for option in ("unit", "units"):
        if table.of and getattr(table, option):
            message = "the unit of the bounds stands in 'of', where there is one"
            report(problems, (*keys, option), message, "move it into 'of', or remove 'of'")


_OF_TYPE: dict[str, Callable[[TypeConfig, Keys, Problems], None]] = {
    "enum": _check_enum,
    "bool": _check_bool,
    "code": _check_code,
    "date": _check_date,
    "datetime": _check_datetime,
    "quantity": _check_quantity,
    "list": _check_items,
    "mapping": _check_items,
    "range": _check_range,
}
