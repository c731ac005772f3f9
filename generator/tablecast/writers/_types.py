"""What a field's type is called in TypeScript and C: one line per type and language.

Python has its own table, in `_python_types`, and JSON Schema in `_json_schema`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from tablecast.content import DestinationKind
from tablecast.model import Field
from tablecast.writers._contents import resolved
from tablecast.writers._guarded import opened
from tablecast.writers._literals import c, typescript
from tablecast.writers._views import declared

if TYPE_CHECKING:
    from tablecast.model import TypeName
    from tablecast.writers._guarded import Guarded
    from tablecast.writers._views import FieldView

_KINDS = " | ".join(map(typescript.literal, get_args(DestinationKind)))
_BOUNDS = "readonly minimum: number | null; readonly maximum: number | null"
_FLAGS = "readonly exclusive_minimum?: true; readonly exclusive_maximum?: true"

TYPESCRIPT: dict[TypeName, str] = {
    "str": "string",
    "text": "string",
    "int": "number",
    "float": "number",
    "decimal": "string",
    "bool": "boolean",
    "enum": "string",
    "code": "string",
    "date": "string",
    "datetime": "string",
    "version": "string",
    "quantity": "{ readonly amount: number; readonly unit: string }",
    "range": f"{{ {_BOUNDS}; {_FLAGS}; readonly unit?: string }}",
    "list": "ReadonlyArray<{}>",
    "mapping": "Readonly<Record<string, {}>>",
    "url": "string",
    "reference": f"{{ readonly document: string; readonly kind: {_KINDS}; readonly title: string }}",
    "markup": "string",
}
"""What `ts` writes; the two that hold values have a place for the type of these."""

C: dict[TypeName, str] = {"int": "long long", "float": "double", "bool": "bool"}
"""Any other is a text."""

_C_TEXT = "const char*"


def typescript_type(field: FieldView) -> str:
    """Write the TypeScript type of a field's values: a union of literals when they are declared."""
    return _typescript(declared(field))


def _typescript(field: Field) -> str:
    held = resolved(field)
    inner = _typescript(held.item or Field(held.name)) if held.type in ("list", "mapping") else ""
    values = [typescript.literal(value) for value in dict.fromkeys(held.values)]
    name = TYPESCRIPT[held.type].replace("{}", inner) if inner else TYPESCRIPT[held.type]
    return " | ".join([*(values or [name]), *(["null"] if held.optional else [])])


def c_type(field: FieldView) -> str:
    """Write the C type of a field's values: a pointer that may be `NULL` when the field is optional."""
    name = _c_name(field)
    return name if name == _C_TEXT or not field.optional else f"const {name}*"


def c_initializer(value: Guarded, field: FieldView) -> str:
    """Write what initializes a member of type `c_type(field)`; for a pointer to a number, a compound literal."""
    name, literal = _c_name(field), c.literal(opened(value))
    is_pointer_to_number = field.optional and name != _C_TEXT and not value.missing
    return f"&(const {name}){{{literal}}}" if is_pointer_to_number else literal


def _c_name(field: FieldView) -> str:
    return C.get(resolved(declared(field)).type, _C_TEXT)
