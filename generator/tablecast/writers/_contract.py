"""What code that uses an output relies on, whichever template has made it: names, and what values are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.model import Field
from tablecast.writers._builtin import NAMING_RECORDS, NAMING_VALUES, OPTIONS
from tablecast.writers._contents import resolved
from tablecast.writers._names import Names
from tablecast.writers._python_types import ANNOTATIONS, is_closed, leaf_of, member_names

if TYPE_CHECKING:
    from tablecast.model import Dataset


def names_records(template: str) -> bool:
    """Tell whether a template gives records names in code; one of the user's own is taken to do so."""
    return template in NAMING_RECORDS or template not in OPTIONS


def names_values(template: str) -> bool:
    """Tell whether a template gives the values of an enum names in code; one of the user's own is taken to do so."""
    return template in NAMING_VALUES or template not in OPTIONS


def record_names(dataset: Dataset) -> tuple[str, ...]:
    """Give the name of each record, as constants and members of an enum have it."""
    return Names(dataset).records("screaming", "python")


def value_names(field: Field) -> dict[str, str]:
    """Give the closed set of a field, or of what is in its lists and mappings: values, each with its name, if any."""
    leaf = leaf_of(field)
    if not is_closed(leaf):
        return {}
    return member_names(leaf) if leaf.members else dict.fromkeys(leaf.values, "")


def type_in_code(field: Field) -> str:
    """Say what the values of a field are for code: all that are texts there are one, unless they are a closed set."""
    held = resolved(field)
    if is_closed(held):
        return "one of a closed set"
    if held.type in ("list", "mapping", "range"):
        item = held.item or Field(held.name, "int" if held.type == "range" else "str")
        return f"{held.type} of {type_in_code(item)}"
    return "text" if ANNOTATIONS[held.type].code == "str" else held.type
