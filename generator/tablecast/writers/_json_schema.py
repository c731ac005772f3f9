"""The JSON Schema (2020-12) of a field's values, exactly as `json` writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from tablecast._regex import regex
from tablecast.content import DestinationKind
from tablecast.model import Field
from tablecast.writers._contents import resolved
from tablecast.writers._literals.json import array, object_, text
from tablecast.writers._views import declared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tablecast.model import TypeName
    from tablecast.writers._views import FieldView

    _Pairs = Iterator[tuple[str, str]]

_DECIMAL = r"^-?[0-9]+(?:\.[0-9]+)?$"
_DATETIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9:.]+)?$"
"""ISO 8601, with or without an offset."""

_CHARACTER = r"[A-Za-z0-9 _\-:/,;=@#%&~\"'<>!]|\\[dw./()\[\]{}*+?|^$\\]"
_CLASS = r"\[\^?(?:[A-Za-z0-9 _:/,;=@#%\"'<>!.*+?()]|-|\\[dw.\-/\[\]\\^])+\]"
_QUANTIFIER = r"(?:(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})\??)?"
_PORTABLE = regex(rf"(?:(?:{_CHARACTER}|{_CLASS}|\)){_QUANTIFIER}|\(\?:|\((?!\?)|\|)*")
"""Regular expressions that mean the same in Python, where classes match ASCII alone, and in ECMA-262 with the flag `u`,
which JSON Schema recommends (2020-12 Core, 6.4)."""


def json_schema(field: FieldView) -> str:
    """Write the JSON Schema of a field's values, with its description.

    A `pattern` is left out if it is not sure to mean the same in all languages, and the `format` of a datetime unless
    all its values have an offset, which `date-time` asks for (RFC 3339, 5.6).
    """
    return object_(_keywords(declared(field)))


def _keywords(field: Field) -> _Pairs:
    held = resolved(field)
    name, keywords = _TYPES[held.type]
    yield ("type", array([text(name), text("null")]) if held.optional else text(name))
    yield from keywords(held)
    if held.description:
        yield ("description", text(held.description))


def _none(_: Field) -> _Pairs:
    return iter(())


def _enum(field: Field) -> _Pairs:
    if field.values:
        yield ("enum", array([*map(text, dict.fromkeys(field.values)), *(["null"] if field.optional else [])]))


def _string(field: Field) -> _Pairs:
    if field.reading.pattern and _PORTABLE.fullmatch(field.reading.pattern):
        yield ("pattern", text(f"^(?:{field.reading.pattern})$"))


def _datetime(field: Field) -> _Pairs:
    formats = field.reading.formats
    yield (
        ("format", text("date-time"))
        if formats and all("%z" in each for each in formats)
        else ("pattern", text(_DATETIME))
    )


def _quantity(field: Field) -> _Pairs:
    units = (field.unit,) if field.unit else field.reading.units
    unit = [("enum", array(map(text, units)))] if units else [("type", text("string"))]
    return _object({"amount": [("type", text("number"))], "unit": unit})


def _range(field: Field) -> _Pairs:
    kind = "integer" if field.item is None or field.item.type == "int" else "number"
    bound, flag = [("type", array([text(kind), text("null")]))], [("const", "true")]
    bounds = {"minimum": bound, "maximum": bound}
    return _object(
        {**bounds, "exclusive_minimum": flag, "exclusive_maximum": flag, "unit": [("type", text("string"))]},
        required=bounds,
    )


def _reference(_: Field) -> _Pairs:
    string, kinds = [("type", text("string"))], [("enum", array(map(text, get_args(DestinationKind))))]
    return _object({"document": string, "kind": kinds, "title": string})


def _list(field: Field) -> _Pairs:
    yield ("items", object_(_keywords(field.item or Field(field.name))))


def _mapping(field: Field) -> _Pairs:
    yield ("additionalProperties", object_(_keywords(field.item or Field(field.name))))


def _object(properties: Mapping[str, Iterable[tuple[str, str]]], required: Iterable[str] | None = None) -> _Pairs:
    yield ("properties", object_((name, object_(keywords)) for name, keywords in properties.items()))
    yield ("required", array(map(text, properties if required is None else required)))
    yield ("additionalProperties", "false")


def _always(name: str, value: str) -> Callable[[Field], _Pairs]:
    return lambda _: iter([(name, text(value))])


_TYPES: dict[TypeName, tuple[str, Callable[[Field], _Pairs]]] = {
    "str": ("string", _string),
    "text": ("string", _string),
    "int": ("integer", _none),
    "float": ("number", _none),
    "decimal": ("string", _always("pattern", _DECIMAL)),
    "bool": ("boolean", _none),
    "enum": ("string", _enum),
    "code": ("string", _string),
    "date": ("string", _always("format", "date")),
    "datetime": ("string", _datetime),
    "version": ("string", _none),
    "quantity": ("object", _quantity),
    "range": ("object", _range),
    "list": ("array", _list),
    "mapping": ("object", _mapping),
    "url": ("string", _always("format", "uri")),
    "reference": ("object", _reference),
    "markup": ("string", _always("contentMediaType", "text/markdown")),
}
"""One line per type: what it is in JSON, and the keywords that say more of it."""
