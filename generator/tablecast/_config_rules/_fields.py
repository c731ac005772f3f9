"""Rules of fields: where each is drawn from, and what a cell without a value means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._config_rules._patterns import check_groups
from tablecast._config_rules._references import targets
from tablecast._config_rules._report import check_filled, columns, report
from tablecast._config_rules._types import check_type
from tablecast._validation import enumerated, shown
from tablecast.config import CONTEXT_SOURCES, FieldConfig
from tablecast.diagnostics import did_you_mean
from tablecast.schema import field_of, read_given

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecast._toml import Keys
    from tablecast._validation import Problems

_DEFAULTS = FieldConfig()
_SOURCES = ("column", "context", "constant")
_OF_CELLS = ("everywhere", "fill_down", "explode")
"""What only a field of a column may have, as it is about rows."""
_OF_TEXTS = ("optional", "missing", "default")
"""What a constant may not have, as it is never missing."""


def check_field(field: FieldConfig, keys: Keys, problems: Problems) -> None:
    """Check one field by itself."""
    _check_source(field, keys, problems)
    pattern = check_type(field, keys, problems)
    if pattern is not None:
        check_groups(pattern, str(keys[-1]), (*keys, "pattern"), problems)
    _check_missing(field, keys, problems)
    # What is wrong with a type, a value would only repeat; a reference is read by the key of its dataset, later.
    if problems.is_clean(keys) and not any(targets(field, keys)):
        _check_given(field, keys, problems)


def _check_source(field: FieldConfig, keys: Keys, problems: Problems) -> None:
    given = [name for name in _SOURCES if getattr(field, name) not in ("", (), None)]
    if len(given) > 1:
        found = enumerated((f"a {name}" for name in given), "and")
        hint = "keep one of " + enumerated((f"'{name}'" for name in given), "and")
        report(problems, keys, f"expected one of a column, a context and a constant, found {found}", hint)
    elif not given:
        message = "expected a column, a context or a constant, found none of them"
        report(problems, keys, message, 'add column = "...", for example')
    elif given == ["constant"]:
        _check_constant(field, keys, problems)
    elif given == ["context"]:
        _check_context(field.context, (*keys, "context"), problems)
        _refuse(_given(field, _OF_CELLS), "a column", "a context", keys, problems)
    else:
        hint = "write the name of a column as the header has it"
        check_filled(columns((*keys, "column"), field.column), problems, "the name of a column", hint)


def _given(field: FieldConfig, names: Iterable[str]) -> list[str]:
    return [name for name in names if getattr(field, name) != getattr(_DEFAULTS, name)]


def _check_context(context: str, keys: Keys, problems: Problems) -> None:
    is_document_field = context.startswith("field:") and context.removeprefix("field:").strip()
    if context not in CONTEXT_SOURCES and not is_document_field:
        hint = did_you_mean(context, (*CONTEXT_SOURCES, "field:NAME"))
        report(problems, keys, f"expected a context, got {shown(context)}", hint)


def _check_constant(field: FieldConfig, keys: Keys, problems: Problems) -> None:
    _refuse(_given(field, _OF_CELLS), "a column", "a constant", keys, problems)
    names = _OF_TEXTS if field.type == "code" else (*_OF_TEXTS, "pattern")
    _refuse(_given(field, names), "a column or a context", "a constant", keys, problems)


def _refuse(given: Iterable[str], wanted: str, source: str, keys: Keys, problems: Problems) -> None:
    for name in given:
        message = f"only a field of {wanted} has '{name}', and this one has {source}"
        report(problems, (*keys, name), message, f"remove '{name}'")


def _check_missing(field: FieldConfig, keys: Keys, problems: Problems) -> None:
    if field.constant is not None:
        return
    if field.column and not field.everywhere and not field.optional and field.default is None:
        message = "only a field that is optional or has a default may lack its column"
        report(problems, (*keys, "everywhere"), message, "add optional = true or default = ..., or remove 'everywhere'")
    if field.optional and field.default is not None:
        message = "a field with a default always has a value, and this one is optional"
        report(problems, (*keys, "default"), message, "remove 'optional' or 'default'")
    if not field.optional and field.default is None and field.missing != _DEFAULTS.missing:
        message = "only a field that is optional or has a default has texts that mean 'no value'"
        report(problems, (*keys, "missing"), message, "add optional = true or default = ..., or remove 'missing'")


def _check_given(field: FieldConfig, keys: Keys, problems: Problems) -> None:
    """Read the values that the field gives itself as its type reads them."""
    for name, value in (("constant", field.constant), ("default", field.default)):
        if value is None:
            continue
        try:
            read_given(value, field_of(str(keys[-1]), field))
        except ValueError as error:
            report(problems, (*keys, name), str(error), "write it as a cell would, in quotes")
