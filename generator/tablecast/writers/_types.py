"""What a field's type is called in JSON Schema, TypeScript and C: one line per type and language.

Python has its own table, in `_python_module`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.writers._guarded import opened
from tablecast.writers._literals import c, typescript
from tablecast.writers._literals import json as json_literals

if TYPE_CHECKING:
    from tablecast.model import TypeName
    from tablecast.writers._guarded import Guarded
    from tablecast.writers._views import FieldView

JSON_SCHEMA: dict[TypeName, str] = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "enum": "string",
}
TYPESCRIPT: dict[TypeName, str] = {
    "str": "string",
    "int": "number",
    "float": "number",
    "bool": "boolean",
    "enum": "string",
}
C: dict[TypeName, str] = {
    "str": "const char*",
    "int": "long long",
    "float": "double",
    "bool": "bool",
    "enum": "const char*",
}


def json_schema(field: FieldView) -> str:
    """Write the JSON Schema of a field's values, with its description."""
    name = JSON_SCHEMA[field.type]
    parts = [f'"type": ["{name}", "null"]' if field.optional else f'"type": "{name}"']
    if field.values:
        values = [*dict.fromkeys(field.values), *([None] if field.optional else [])]
        parts.append(f'"enum": [{", ".join(json_literals.literal(opened(value)) for value in values)}]')
    if field.description:
        parts.append(f'"description": {json_literals.literal(opened(field.description))}')
    return f"{{{', '.join(parts)}}}"


def typescript_type(field: FieldView) -> str:
    """Write the TypeScript type of a field's values: a union of literals when they are declared."""
    values = [typescript.literal(opened(value)) for value in dict.fromkeys(field.values)]
    return " | ".join([*(values or [TYPESCRIPT[field.type]]), *(["null"] if field.optional else [])])


def c_type(field: FieldView) -> str:
    """Write the C type of a field's values: a pointer that may be `NULL` when the field is optional."""
    name = C[field.type]
    return name if "*" in name or not field.optional else f"const {name}*"


def c_initializer(value: Guarded, field: FieldView) -> str:
    """Write what initializes a member of type `c_type(field)`; for a pointer to a number, a compound literal."""
    literal = c.literal(opened(value))
    is_pointer_to_number = field.optional and "*" not in C[field.type] and not value.missing
    return f"&(const {C[field.type]}){{{literal}}}" if is_pointer_to_number else literal
